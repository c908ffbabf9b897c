package compose

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

func TestParseLater(t *testing.T) {
	now := time.Date(2026, 12, 23, 15, 0, 0, 0, time.FixedZone("X", 3600))
	for in, want := range map[string]string{
		"": "", "now": "", " 16:30 ": "2026-12-23 16:30", "9:00": "2026-12-24 09:00", "tomorrow 9:00": "2026-12-24 09:00", "Today 16:00": "2026-12-23 16:00",
		"+2h": "2026-12-23 17:00", "+ 90m": "2026-12-23 16:30", "2026-12-31 23:59": "2026-12-31 23:59", "31.12.2026 23:59": "2026-12-31 23:59",
	} {
		got, err := ParseLater(in, now)
		s := ""
		if !got.IsZero() {
			s = got.Format("2006-01-02 15:04")
		}
		if err != nil || s != want || want != "" && got.Location() != now.Location() {
			t.Errorf("%q: %q, %v, want %q", in, s, err, want)
		}
	}
	for _, bad := range []string{"soon", "25:00", "2026-12-23 14:00", "today 14:00", "+", "+-1h", "tomorrow"} {
		if _, err := ParseLater(bad, now); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if w := LaterWords(now.Add(50*time.Hour), now); !strings.Contains(w, "in 2 days") || !strings.Contains(w, "2026-12-25 17:00") {
		t.Error(w)
	}
}

func TestFill(t *testing.T) {
	c := gateway.Contact{Name: "Amira", Number: "+36301234567", Fields: []gateway.Field{{Key: "Table", Value: "7"}}}
	got, missing := Fill("Hi {name|friend}, table {TABLE} for {guests}, {town|here} {number}", c)
	if got != "Hi Amira, table 7 for {guests}, here +36301234567" || len(missing) != 1 || missing[0] != "{guests}" {
		t.Errorf("%q %q", got, missing)
	}
	if got, _ := Fill("Hi {name|friend}", gateway.Contact{}); got != "Hi friend" {
		t.Error(got)
	}
	if HasPlaces("a { b } c {}") != true || HasPlaces("no {}") {
		t.Error("what is a place")
	}
}

func TestAddRecipients(t *testing.T) {
	if got := AddRecipients(" +36301234567; ", "+36 30 123 4567", "+4917012345678", "+4917012345678"); got != "+36301234567, +4917012345678" {
		t.Error(got)
	}
	if got := AddRecipients("", "+361"); got != "+361" {
		t.Error(got)
	}
}

func TestTemplates(t *testing.T) {
	list := Put(Put(Put(nil, Template{"b", "1"}), Template{"A", "2"}), Template{"B", "3"})
	if len(list) != 2 || list[0].Name != "A" || list[1].Text != "3" {
		t.Errorf("%+v", list)
	}
}

func FuzzParseLater(f *testing.F) {
	f.Add("tomorrow 9:00")
	f.Add("+2h")
	now := time.Date(2026, 12, 23, 15, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if at, err := ParseLater(s, now); err == nil && !at.IsZero() && !at.After(now) {
			t.Errorf("%q is %s", s, at)
		}
	})
}
