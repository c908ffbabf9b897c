package number

import (
	"strings"
	"testing"
)

func TestSubject(t *testing.T) {
	for _, c := range []struct{ typed, country, digits, national, wrong string }{
		{"+36 20 765 4321", "", "36207654321", "06207654321", ""},
		{"0036-20-765-4321", "", "36207654321", "06207654321", ""},
		{"06 20 765 4321", "HU", "36207654321", "06207654321", ""},
		{"36207654321", "", "36207654321", "06207654321", ""},
		{"+99912345", "", "99912345", "", ""},
		{"+123", "", "123", "", ""},
		{"12345", "", "12345", "", ""},
		{"06 20 765 4321", "", "", "", "has no country"},
		{"", "HU", "", "", "enter a number"},
		{"Zaphod", "HU", "", "", "no phone number"},
		{"12", "HU", "", "", "has 2 digits"},
		{"+" + strings.Repeat("1", 30), "", "", "", "has 30 digits"},
	} {
		s, p := Subject(c.typed, c.country)
		if p != nil {
			if c.wrong == "" || !strings.Contains(p.String(), c.wrong) {
				t.Errorf("%q: %s", c.typed, p)
			}
			continue
		}
		if c.wrong != "" || s.Digits != c.digits || s.National != c.national {
			t.Errorf("%q: %q, %q", c.typed, s.Digits, s.National)
		}
	}
}
