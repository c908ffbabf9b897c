package simulator

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway/smpp"
)

func TestIncomingScenarios(t *testing.T) {
	ask := func(mix, text string) *app {
		_, a := with(t, mix)
		a.id(submit("36301234567", text).SetInt(smpp.FieldRegisteredDelivery, 0))
		return a
	}
	for _, c := range []struct{ mix, text, want string }{
		{"normal", "Reply yes", "yes"},
		{"echo", "as it was", "as it was"},
		{"script=stop:You are out;*:Thank you", "please STOP it", "You are out"},
		{"script=stop:You are out;*:Thank you", "else", "Thank you"},
	} {
		p := ask(c.mix, c.text).next()
		if got := string(p.Octets(smpp.FieldShortMessage)); got != c.want || p.Str(smpp.FieldSourceAddr) != "36301234567" || p.Str(smpp.FieldDestinationAddr) != "Shop" {
			t.Errorf("%s: %q from %s", c.mix, got, p.Str(smpp.FieldSourceAddr))
		}
	}
	// Phones write by themselves, to who wrote last.
	a := ask("phones write=1", "x")
	for n := 1; ; {
		p := a.next()
		if got := string(p.Octets(smpp.FieldShortMessage)); p.Str(smpp.FieldDestinationAddr) == "Shop" {
			if !strings.HasPrefix(got, "Message ") {
				t.Error(got)
			}
			if n++; n > 3 {
				break
			}
		}
	}
}

func TestPartsOfIncomingMessages(t *testing.T) {
	for mix, want := range map[string]string{
		"phones write long=1":                             "1/3 2/3 3/3",
		"phones write long=1+parts shuffled":              "3/3 2/3 1/3",
		"phones write long=1+part missing":                "1/3 2/3 1/3",
		"phones write long=1+part missing+parts shuffled": "2/3 1/3 2/3",
	} {
		_, a := with(t, mix)
		var got []string
		for range 3 {
			h := a.next().Octets(smpp.FieldShortMessage) // 05 00 03 ref total number
			got = append(got, fmt.Sprintf("%d/%d", h[5], h[4]))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", mix, got, want)
		}
	}
	s, a := with(t, "part late=2")
	began := time.Now()
	if err := s.Inject(t.Context(), "+36301234567", "Shop", strings.Repeat("the end comes later ", 20)); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if h := a.next().Octets(smpp.FieldShortMessage); int(h[5]) != i+1 || h[4] != 3 {
			t.Errorf("part %d of %d", h[5], h[4])
		}
	}
	if took := time.Since(began); took < 2*s.second {
		t.Errorf("the last part came after %v", took)
	}
	s, a = with(t, "normal")
	if err := s.Inject(t.Context(), "+36301234567", "Shop", strings.Repeat("from the window ", 20)); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if h := a.next().Octets(smpp.FieldShortMessage); int(h[5]) != i+1 || h[4] != 3 {
			t.Errorf("part %d of %d", h[5], h[4])
		}
	}
}
