package sms

import "time"

// date reads a receipt's date by its length: YYMMDDhhmm, YYMMDDhhmmss or
// YYYYMMDDhhmm, YYYYMMDDhhmmss, or SMPP's own form of 16 characters. What is
// none of these, or nothing but zeros, is the zero time.
func (o ReceiptOptions) date(s string) (t time.Time, zoneKnown bool) {
	loc := o.Zone
	if loc == nil {
		loc = time.UTC
	}
	if len(s) == 16 && digits(s[:15]) {
		return smppDate(s)
	}
	if !digits(s) || zeros(s) {
		return time.Time{}, false
	}
	switch len(s) {
	case 10:
		t, _ = dateOf(century(s[:2]), s[2:]+"00", loc)
	case 12:
		t = o.twelve(s, loc)
	case 14:
		if year := number(s[:4]); year >= 1970 {
			t, _ = dateOf(year, s[4:], loc)
		}
	}
	return t, false
}

// twelve settles a date of 12 digits. Both readings are possible only for dates
// that begin with 20 or 19; the time of reception then decides.
func (o ReceiptOptions) twelve(s string, loc *time.Location) time.Time {
	short, okShort := dateOf(century(s[:2]), s[2:], loc)
	long, okLong := dateOf(number(s[:4]), s[4:]+"00", loc)
	okLong = okLong && long.Year() >= 1970
	switch {
	case okShort && okLong && !o.Received.IsZero():
		if o.Received.Sub(long).Abs() < o.Received.Sub(short).Abs() {
			return long
		}
		return short
	case okShort:
		return short
	case okLong:
		return long
	}
	return time.Time{}
}

// smppDate reads YYMMDDhhmmsstnnp (SMPP 3.4 7.1.1), absolute form.
func smppDate(s string) (time.Time, bool) {
	quarters := number(s[13:15])
	if quarters > 48 || zeros(s[:12]) || s[15] != '+' && s[15] != '-' {
		return time.Time{}, false
	}
	if s[15] == '-' {
		quarters = -quarters
	}
	t, ok := dateOf(century(s[:2]), s[2:12], time.FixedZone("", quarters*15*60))
	if !ok {
		return time.Time{}, false
	}
	return t.Add(time.Duration(s[12]-'0') * 100 * time.Millisecond), true
}

// dateOf makes a time, in UTC, of a year and MMDDhhmmss; ok is false when there is no
// such date.
func dateOf(year int, rest string, loc *time.Location) (t time.Time, ok bool) {
	month, day := number(rest[:2]), number(rest[2:4])
	hour, minute, second := number(rest[4:6]), number(rest[6:8]), number(rest[8:10])
	if month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	if time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() != day {
		return time.Time{}, false // 30 February
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, loc).UTC(), true
}

// century completes a year of two digits: 00 to 37 are of this century, 38 to
// 99 of the last (SMPP 3.4 appendix C).
func century(yy string) int {
	if n := number(yy); n >= 38 {
		return 1900 + n
	}
	return 2000 + number(yy)
}

// number reads digits that were checked before.
func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = n*10 + int(c-'0')
	}
	return n
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func zeros(s string) bool {
	for _, c := range []byte(s) {
		if c != '0' {
			return false
		}
	}
	return true
}
