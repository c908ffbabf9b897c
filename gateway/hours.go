package gateway

import (
	"fmt"
	"strings"
	"time"
)

// Hours are times of the week, to the minute, in the time zone of whoever asks.
// The zero value is always.
type Hours struct{ spans []span }

// span is a part of one day and perhaps of the next: days has bit 1<<Weekday of
// each day on which it begins; from and to are minutes of the day, and to is
// after midnight when it is not above from.
type span struct {
	days     uint8
	from, to int
}

var dayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseHours reads spans that are separated by commas, such as
// "Mon-Fri 08:00-18:00, Sat 09:00-12:30" or "22:00-06:00"; without days a span
// is of every day. "" is always.
func ParseHours(s string) (Hours, error) {
	var h Hours
	if strings.TrimSpace(s) == "" {
		return h, nil
	}
	for _, one := range strings.Split(s, ",") {
		words := strings.Fields(one)
		x := span{days: 1<<7 - 1}
		switch len(words) {
		case 1:
		case 2:
			if x.days = parseDays(words[0]); x.days == 0 {
				return Hours{}, fmt.Errorf("%q are no days: write Mon, or Mon-Fri", words[0])
			}
			words = words[1:]
		default:
			return Hours{}, fmt.Errorf("%q are no hours: write them as Mon-Fri 08:00-18:00", strings.TrimSpace(one))
		}
		from, to, ok := strings.Cut(words[0], "-")
		if ok {
			x.from, ok = minuteOf(from)
		}
		if ok {
			x.to, ok = minuteOf(to)
		}
		if !ok || x.from == 24*60 || x.from == x.to {
			return Hours{}, fmt.Errorf("%q are no hours: write them as 08:00-18:00", words[0])
		}
		h.spans = append(h.spans, x)
	}
	return h, nil
}

func parseDays(s string) (days uint8) {
	from, to, ranged := strings.Cut(strings.ToLower(s), "-")
	first, last := dayOf(from), dayOf(to)
	if !ranged {
		last = first
	}
	if first < 0 || last < 0 {
		return 0
	}
	for d := first; ; d = (d + 1) % 7 {
		days |= 1 << d
		if d == last {
			return days
		}
	}
}

func dayOf(s string) int {
	for i, n := range dayNames {
		if s == n {
			return i
		}
	}
	return -1
}

// minuteOf reads "08:00", to "24:00".
func minuteOf(s string) (int, bool) {
	if s == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err == nil
}

// Open tells whether t, in its time zone, is within the hours.
func (h Hours) Open(t time.Time) bool {
	if len(h.spans) == 0 {
		return true
	}
	day, minute := t.Weekday(), t.Hour()*60+t.Minute()
	before := (day + 6) % 7
	for _, x := range h.spans {
		if x.days&(1<<day) != 0 && minute >= x.from && (minute < x.to || x.to < x.from) {
			return true
		}
		if x.to < x.from && x.days&(1<<before) != 0 && minute < x.to {
			return true // what began yesterday
		}
	}
	return false
}
