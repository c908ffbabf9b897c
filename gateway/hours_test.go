package gateway

import (
	"testing"
	"time"
)

func TestHours(t *testing.T) {
	at := func(s string) time.Time {
		x, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("", 3600))
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	// 2026-11-23 is a Monday.
	for _, c := range []struct {
		hours, at string
		open      bool
	}{
		{"", "2026-11-23 03:00", true},
		{"08:00-18:00", "2026-11-23 07:59", false},
		{"08:00-18:00", "2026-11-23 08:00", true},
		{"08:00-18:00", "2026-11-23 17:59", true},
		{"08:00-18:00", "2026-11-23 18:00", false},
		{"Mon-Fri 08:00-18:00", "2026-11-28 12:00", false},
		{"Mon-Fri 08:00-18:00, sat 09:00-12:30", "2026-11-28 12:00", true},
		{"Fri-Mon 00:00-24:00", "2026-11-22 12:00", true},
		{"Fri-Mon 00:00-24:00", "2026-11-24 12:00", false},
		{"Fri 22:00-06:00", "2026-11-27 23:00", true},
		{"Fri 22:00-06:00", "2026-11-28 05:59", true},
		{"Fri 22:00-06:00", "2026-11-28 06:00", false},
		{"Fri 22:00-06:00", "2026-11-27 05:00", false},
	} {
		h, err := ParseHours(c.hours)
		if err != nil || h.Open(at(c.at)) != c.open {
			t.Errorf("%q at %s: open %v, %v", c.hours, c.at, h.Open(at(c.at)), err)
		}
	}
	for _, bad := range []string{"8-18", "08:00-08:00", "24:00-02:00", "Mo 08:00-18:00", "Mon 08:00", "Mon Tue 08:00-18:00", "08:00-18:00,", "25:00-26:00", "Mon-Fri"} {
		if _, err := ParseHours(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzHours(f *testing.F) {
	f.Add("Mon-Fri 08:00-18:00, Sat 09:00-12:30")
	f.Add("22:00-06:00")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			return
		}
		open := 0
		for m := range 7 * 24 * 60 {
			if h.Open(time.Date(2026, 11, 23, 0, m, 0, 0, time.UTC)) {
				open++
			}
		}
		if open == 0 {
			t.Errorf("%q is never open", s)
		}
	})
}
