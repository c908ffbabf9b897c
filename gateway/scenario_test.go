package gateway

import (
	"strings"
	"testing"
)

func TestMixesReadAndWrite(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "normal",
		"normal":                     "normal",
		"busy":                       "busy",
		"busy=5":                     "busy",
		" Receipts twice + BUSY=20 ": "busy=20+receipts twice",
		"normal+slow":                "slow",
		"bind refused=ESME_RALYBND":  "bind refused=ESME_RALYBND",
		"some refused=0x58:50,none:50+script=stop:You are out": "some refused=0x58:50,none:50+script=stop:You are out",
	} {
		m, err := ParseMix(text)
		if err != nil || m.String() != want {
			t.Errorf("%q: %q, %v; want %q", text, m, err, want)
		}
		if again, err := ParseMix(m.String()); err != nil || again.String() != want {
			t.Errorf("%q does not read back: %q, %v", want, again, err)
		}
	}
	for text, want := range map[string]string{
		"bussy":                    "there are: normal, slow, busy",
		"busy+":                    `no scenario ""`,
		"busy+busy":                "twice",
		"slow=3":                   "no value",
		"busy=0":                   "from 1 to 10000",
		"busy=many":                "from 1 to 10000",
		"refusing=0":               "use a code",
		"refusing=ESME_ROK":        "use a code",
		"some refused=0x58":        "per cent",
		"some refused=0x58:-1":     "per cent",
		"some refused=x:5":         "use a code",
		"some refused=1:60,2:60":   "120 per cent",
		"some fail=ENROUTE:5":      "use a final state",
		"script=hello":             "use a word and its reply",
		"script=hello:one+one":     `no scenario "one"`,
		"receipts late=9999999999": "from 1 to",
	} {
		if _, err := ParseMix(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want it to say %q", text, err, want)
		}
	}
}

func TestScenarioTable(t *testing.T) {
	seen := map[string]bool{}
	var all Mix
	for i, s := range Scenarios() {
		if seen[s.Name] || strings.ContainsAny(s.Name, "+=") || len(s.Help) < 10 || len(s.Help) > 100 || !strings.HasSuffix(s.Help, ".") {
			t.Errorf("%q: %q", s.Name, s.Help)
		}
		seen[s.Name] = true
		if (i == 0) != (s.Name == Normal) || (i == 0) != (s.Group.String() == "") {
			t.Errorf("row %d is %s of %q", i, s.Name, s.Group)
		}
		if err := s.Param.Check(s.Param.Default); err != nil {
			t.Errorf("%s: its usual value: %v", s.Name, err)
		}
		if i > 0 {
			all = all.With(s.Name, "")
		}
	}
	if m, err := ParseMix(all.String()); err != nil || len(m) != len(seen)-1 {
		t.Errorf("all at once: %d, %v", len(m), err)
	}
	for _, name := range []string{"normal", "slow", "busy", "silent", "refusing"} {
		if s, ok := ScenarioByName(name); !ok || s.Name != name {
			t.Errorf("%s: %+v, %v", name, s, ok)
		}
	}
	if s, ok := ScenarioByName("busy=7+silent"); !ok || s.Name != "busy=7+silent" {
		t.Errorf("%+v, %v", s, ok)
	}
	if _, ok := ScenarioByName("nothing"); ok {
		t.Error("a scenario that there is not")
	}
}

func FuzzMix(f *testing.F) {
	for _, s := range []string{"busy=20+receipts twice", "some fail=UNDELIV:5, none:1", "script=*:x;y:z", "+", "=", "busy=+", ":,;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMix(text)
		if err != nil {
			return
		}
		again, err := ParseMix(m.String())
		if err != nil || again.String() != m.String() {
			t.Errorf("%q: %q, then %q, %v", text, m, again, err)
		}
	})
}
