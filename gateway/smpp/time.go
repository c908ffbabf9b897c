package smpp

import (
	"errors"
	"fmt"
	"time"
)

var errTime = errors.New("a time is 16 characters YYMMDDhhmmsstnnp, such as 260131120000000+, or relative such as 000007000000000R")

// ParseTime reads an SMPP time (SMPP 5.0 4.7.23): 16 characters, absolute with
// its zone or relative to ref; or the 12-digit form without a zone that
// responses may have, which is taken as UTC. Years 00-37 are 2000-2037, 38-99
// are 1938-1999.
func ParseTime(s string, ref time.Time) (t time.Time, relative bool, err error) {
	if len(s) != 16 && len(s) != 12 {
		return time.Time{}, false, errTime
	}
	digits := 12
	if len(s) == 16 {
		digits = 15
	}
	for i := range digits {
		if s[i] < '0' || s[i] > '9' {
			return time.Time{}, false, errTime
		}
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	yy, mo, dd, hh, mi, ss := two(0), two(2), two(4), two(6), two(8), two(10)
	if len(s) == 16 && s[15] == 'R' {
		if hh > 23 || mi > 59 || ss > 59 {
			return time.Time{}, true, errTime
		}
		t = ref.AddDate(yy, mo, dd)
		return t.Add(time.Duration(hh)*time.Hour + time.Duration(mi)*time.Minute + time.Duration(ss)*time.Second), true, nil
	}
	year := 2000 + yy
	if yy >= 38 {
		year = 1900 + yy
	}
	nanos, offset := 0, 0
	if len(s) == 16 {
		nanos = int(s[12]-'0') * 100_000_000
		quarters := two(13)
		if quarters > 48 {
			return time.Time{}, false, errTime
		}
		switch s[15] {
		case '+':
			offset = quarters * 15 * 60
		case '-':
			offset = -quarters * 15 * 60
		default:
			return time.Time{}, false, errTime
		}
	}
	if mo < 1 || mo > 12 || dd < 1 || hh > 23 || mi > 59 || ss > 59 {
		return time.Time{}, false, errTime
	}
	t = time.Date(year, time.Month(mo), dd, hh, mi, ss, nanos, time.FixedZone("", offset))
	if t.Day() != dd {
		return time.Time{}, false, errTime // 30 February and the like
	}
	return t.UTC(), false, nil
}

// FormatAbsolute writes a time in UTC, to the tenth of a second.
func FormatAbsolute(t time.Time) string {
	t = t.UTC()
	return t.Format("060102150405") + string(rune('0'+t.Nanosecond()/100_000_000)) + "00+"
}

// FormatRelative writes a duration as days, hours, minutes and seconds; months
// and years are left at zero since peers count them differently. 99 days are
// the most that fit; a longer one is cut to that.
func FormatRelative(d time.Duration) string {
	d = min(max(d, 0), 99*24*time.Hour).Round(time.Second)
	days := d / (24 * time.Hour)
	d -= days * 24 * time.Hour
	h := d / time.Hour
	d -= h * time.Hour
	m := d / time.Minute
	d -= m * time.Minute
	return fmt.Sprintf("0000%02d%02d%02d%02d000R", days, h, m, d/time.Second)
}
