package gateway

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestSubjectIsFoundHoweverItIsWritten(t *testing.T) {
	s := NewSubject("36301234567", "06301234567")
	for text, want := range map[string]string{
		"call +36301234567 now":    "call X now",
		"call 0036 30 123 4567.":   "call X.",
		"06-30/123-4567 is hers":   "X is hers",
		"(36) 30 123 45 67":        "(X",
		"136301234567":             "136301234567",
		"363012345678":             "363012345678",
		"36301234567, 06301234567": "X, X",
		"nothing":                  "nothing",
	} {
		got, changed := s.Strip(text, "X")
		if text == "(36) 30 123 45 67" {
			want = "(X"
		}
		if got != want || changed != (text != want) {
			t.Errorf("%q: %q, %v", text, got, changed)
		}
	}
	for b, want := range map[string]int{
		"\x01\x0136301234567\x00":   1,
		"06301234567 36301234567":   2,
		string(wide("36301234567")): 1,
		"3630123456":                0,
	} {
		if n := s.Count([]byte(b)); n != want {
			t.Errorf("%q has it %d times, want %d", b, n, want)
		}
	}
	if s.Masked() != "…4567" || s.Show() != "+36301234567" {
		t.Error(s.Masked(), s.Show())
	}
	short := NewSubject("12345", "")
	if short.In([]byte("9123456")) || !short.In([]byte("\x0012345\x00")) || strings.Contains(short.Masked(), "1") {
		t.Error("a short code")
	}
}

// A stored document that does not know a setting has its default.
func TestRetentionDefaults(t *testing.T) {
	var c Config
	if err := json.Unmarshal([]byte(`{"General":{"Country":"HU","PDUDays":3}}`), &c); err != nil {
		t.Fatal(err)
	}
	if want := (General{Country: "HU", PDUDays: 3, TextDays: 30, MessageDays: 400, OrphanDays: 30, TrafficDays: 2, PDUMegabytes: 1000}); c.General != want {
		t.Errorf("%+v", c.General)
	}
	now := time.Now()
	for _, row := range RetentionClasses() {
		g := NewGeneral()
		*row.Ptr(&g) = 0
		if _, some := row.Cutoff(g, now); some {
			t.Errorf("%s: 0 days must keep all", row.Name)
		}
		*row.Ptr(&g) = -1
		if p := (Config{General: g, Simulator: SimulatorConfig{Scenario: Normal}}).Validate().At("general." + row.Key); len(p) != 1 {
			t.Errorf("%s: -1 days gives %v", row.Name, p)
		}
		if row.MBPtr == nil {
			continue
		}
		for _, mb := range []int{-1, MaxMB + 1} {
			g := NewGeneral()
			*row.MBPtr(&g) = mb
			if p := (Config{General: g, Simulator: SimulatorConfig{Scenario: Normal}}).Validate().At("general." + row.MBKey); len(p) != 1 {
				t.Errorf("%s: %d megabytes give %v", row.Name, mb, p)
			}
		}
		g = NewGeneral()
		*row.MBPtr(&g) = 0
		if _, some := row.MostOctets(g); some {
			t.Errorf("%s: 0 megabytes must keep any size", row.Name)
		}
	}
}

func TestRetentionChanges(t *testing.T) {
	old, next := NewGeneral(), NewGeneral()
	next.TextDays, next.PDUDays, next.PDUMegabytes, next.Country = 1, 0, 2500, "HU"
	if got := strings.Join(RetentionChanges(old, next), "; "); got != "Message texts: 1 day instead of 30 days; PDU log: for ever instead of 7 days; PDU log: at most 2,500 MB instead of at most 1,000 MB" {
		t.Error(got)
	}
}

func TestReportSaysWhatIsTrue(t *testing.T) {
	e := Erasure{Number: "…4567", Gone: []Found{{N: 3}}, Folded: true, Files: 4}
	if !e.Verified() || !strings.Contains(e.Words()[0], "nothing is left") {
		t.Error(e.Words())
	}
	for name, x := range map[string]Erasure{
		"just on their way": {Left: 1, Folded: true, Files: 4},
		"write-ahead log":   {Files: 4},
		"Such short":        {Folded: true},
		"were found":        {Folded: true, Files: 4, Remains: []Remnant{{"relay.db", 2}}},
	} {
		if x.Verified() || !strings.Contains(x.Words()[0], name) {
			t.Errorf("%s: %v", name, x.Words())
		}
	}
}
