package gateway

import (
	"fmt"
	"slices"
	"testing"
)

func routes(list ...Route) Config { return Config{Routes: list} }

func TestFirstRuleThatFits(t *testing.T) {
	c := routes(
		Route{Account: "shop", To: "+36*", Links: []string{"a", "b"}},
		Route{Account: "sh*", Text: "Code", Links: []string{"c"}},
		Route{Account: "", From: "Shop", Links: []string{"d"}},
		Route{Incoming: "a", To: "1234", Links: []string{"account:shop"}},
		Route{Account: "*", Links: []string{TargetInbox}},
	)
	for _, x := range []struct {
		ask  RouteAsk
		want string
		rule int
	}{
		{RouteAsk{Account: "shop", To: "+36301234567"}, "a", 1},
		{RouteAsk{Account: "shop", To: "0036 30 123"}, "a", 1},
		{RouteAsk{Account: "shop", To: "+49", Text: "your CODE is 1"}, "c", 2},
		{RouteAsk{Account: "shop", To: "+49", Text: "hello"}, "inbox", 5},
		{RouteAsk{From: "Shop", To: "+36301234567"}, "d", 3},
		{RouteAsk{Incoming: "a", To: "1234"}, "account:shop", 4},
		{RouteAsk{Incoming: "b", To: "1234"}, "", 0},
	} {
		got := FindRoute(c, x.ask)
		first := ""
		if len(got.Targets) > 0 {
			first = got.Targets[0]
		}
		if first != x.want || got.Rule != x.rule || got.Why == "" {
			t.Errorf("%+v: %s by rule %d (%s), want %s by %d", x.ask, first, got.Rule, got.Why, x.want, x.rule)
		}
	}
}

// Rules with weights share what fits them, each number always goes the same
// way, and the others stand by.
func TestWeightsShareByNumber(t *testing.T) {
	c := routes(
		Route{Account: "*", To: "+36*", Links: []string{"a"}, Weight: 3},
		Route{Account: "*", To: "+36*", Links: []string{"b"}, Weight: 1},
		Route{Account: "*", To: "+49*", Links: []string{"c"}, Weight: 9},
		Route{Account: "*", To: "+36*", Links: []string{"never"}},
	)
	n := map[string]int{}
	const numbers = 4000
	for i := range numbers {
		ask := RouteAsk{Account: "shop", From: "Shop", To: fmt.Sprintf("+3630%07d", i)}
		got := FindRoute(c, ask)
		n[got.Targets[0]]++
		if again := FindRoute(c, ask); !slices.Equal(again.Targets, got.Targets) {
			t.Fatalf("%s goes to %v, then to %v", ask.To, got.Targets, again.Targets)
		}
		if len(got.Targets) != 2 || slices.Contains(got.Targets, "never") || got.Rule < 1 || got.Rule > 2 {
			t.Fatalf("%+v", got)
		}
	}
	if share := float64(n["a"]) / numbers; share < 0.70 || share > 0.80 {
		t.Errorf("a has %.2f of them, want 0.75: %v", share, n)
	}
}

func TestWithoutRules(t *testing.T) {
	on, off := ClientConfig{Name: "on", Enabled: true}, ClientConfig{Name: "off"}
	if got := FindRoute(Config{Clients: []ClientConfig{off, on}}, RouteAsk{To: "1"}); len(got.Targets) != 1 || got.Targets[0] != "on" {
		t.Errorf("%+v", got)
	}
	two := Config{Clients: []ClientConfig{on, {Name: "too", Enabled: true}}}
	if got := FindRoute(two, RouteAsk{To: "1"}); len(got.Targets) != 0 {
		t.Errorf("with two connections: %+v", got)
	}
}

func TestTraceSaysWhy(t *testing.T) {
	c := routes(
		Route{Account: "shop", Links: []string{"a"}},
		Route{Incoming: "a", Links: []string{TargetInbox}},
		Route{From: "Shop", Links: []string{"a"}},
		Route{To: "+49*", Links: []string{"a"}},
		Route{Text: "code", Links: []string{"a"}},
		Route{To: "+36*", Weight: 1, Links: []string{"b"}},
		Route{To: "+36*", Weight: 1, Links: []string{"c"}},
		Route{Links: []string{"d"}},
	)
	ask := RouteAsk{From: "Relay", To: "+36301234567", Text: "hello"}
	answer, steps := TraceRoute(c, ask)
	want := []RouteField{RouteAccount, RouteDirection, RouteFrom, RouteTo, RouteText, RouteFits, RouteFits, RouteFits}
	for i, s := range steps {
		if s.Miss != want[i] || s.Rule != i+1 || s.Taken != (i+1 == answer.Rule) || s.Share != (i == 5 || i == 6) {
			t.Errorf("rule %d: %+v", i+1, s)
		}
	}
	if got := FindRoute(c, ask); got.Rule != answer.Rule || answer.Rule < 6 || answer.Rule > 7 {
		t.Errorf("%+v, without a trace %+v", answer, got)
	}
	if _, steps := TraceRoute(c, RouteAsk{Incoming: "b"}); steps[1].Miss != RouteIncoming {
		t.Errorf("%+v", steps[1])
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		a, b Route
		want bool
	}{
		{Route{Account: "*"}, Route{Account: "shop", To: "+36*"}, true},
		{Route{Account: "*"}, Route{To: "+36*"}, true},
		{Route{}, Route{Account: "shop"}, false},
		{Route{To: "+36*"}, Route{To: "003630*"}, true},
		{Route{To: "+3630*"}, Route{To: "+36*"}, false},
		{Route{To: "+36301234567"}, Route{To: "+36 30 123 4567"}, true},
		{Route{To: "+36301234567"}, Route{To: "+36301234567*"}, false},
		{Route{To: "+36*"}, Route{}, false},
		{Route{Text: "code"}, Route{Text: "your CODE"}, true},
		{Route{Text: "code"}, Route{}, false},
		{Route{Incoming: "*"}, Route{Incoming: "a"}, true},
		{Route{Incoming: "*"}, Route{}, false},
		{Route{To: "+36*", Weight: 1}, Route{To: "+36*", Weight: 2}, false},
		{Route{To: "+36*", Weight: 1}, Route{To: "+36*"}, true},
	} {
		if got := c.a.Covers(c.b); got != c.want {
			t.Errorf("%+v covers %+v: %v", c.a, c.b, got)
		}
	}
}

// What is traced is what is done, whatever the rules and messages.
func FuzzTraceRoute(f *testing.F) {
	f.Add("shop", "+36*", "code", 1, "shop", "Relay", "+36301234567", "your code")
	f.Add("*", "*", "", 0, "", "", "", "")
	f.Add("", "06*", "x", 3, "a*", "00", "+", "\x00")
	f.Fuzz(func(t *testing.T, account, to, text string, weight int, by, from, number, say string) {
		weight = max(0, weight%100)
		r := Route{Account: account, To: to, Text: text, Weight: weight, Links: []string{"a"}}
		c := routes(r, r, Route{Account: "*", Links: []string{"b", "a"}})
		answer, steps := TraceRoute(c, RouteAsk{Account: by, From: from, To: number, Text: say})
		taken := 0
		for _, s := range steps {
			if s.Taken {
				taken++
				if s.Miss != RouteFits {
					t.Errorf("rule %d decides and does not fit", s.Rule)
				}
			}
		}
		if taken != 1 || answer.Rule == 0 {
			t.Errorf("%+v, %d rules decide", answer, taken)
		}
	})
}

// A rule that covers another leaves it nothing.
func FuzzCovers(f *testing.F) {
	f.Add("shop", "+36*", "code", "sh*", "+3630*", "my code", "shop", "+36301234567")
	f.Add("*", "", "", "", "*", "", "", "Shop")
	f.Add("", "00*", "x", "*", "+", "", "a", "0")
	f.Fuzz(func(t *testing.T, account, to, text, account2, to2, text2, by, number string) {
		a, b := Route{Account: account, To: to, Text: text}, Route{Account: account2, To: to2, Text: text2}
		if badPattern(to) || badPattern(to2) || badPattern(account) || badPattern(account2) || !a.Covers(b) {
			return
		}
		ask := RouteAsk{Account: by, To: number, Text: text2 + number}
		if b.misses(ask) == RouteFits && a.misses(ask) != RouteFits {
			t.Errorf("%+v covers %+v, and %+v fits only the second", a, b, ask)
		}
	})
}
