package engine

import (
	"fmt"
	"slices"
	"testing"

	"relay/gateway"
)

func routes(list ...gateway.Route) gateway.Config { return gateway.Config{Routes: list} }

func TestFirstRuleThatFits(t *testing.T) {
	c := routes(
		gateway.Route{Account: "shop", To: "+36*", Links: []string{"a", "b"}},
		gateway.Route{Account: "sh*", Text: "Code", Links: []string{"c"}},
		gateway.Route{Account: "", From: "Shop", Links: []string{"d"}},
		gateway.Route{Incoming: "a", To: "1234", Links: []string{"account:shop"}},
		gateway.Route{Account: "*", Links: []string{gateway.TargetInbox}},
	)
	for _, x := range []struct {
		ask  routeAsk
		want string
		rule int
	}{
		{routeAsk{Account: "shop", To: "+36301234567"}, "a", 1},
		{routeAsk{Account: "shop", To: "0036 30 123"}, "a", 1},
		{routeAsk{Account: "shop", To: "+49", Text: "your CODE is 1"}, "c", 2},
		{routeAsk{Account: "shop", To: "+49", Text: "hello"}, "inbox", 5},
		{routeAsk{From: "Shop", To: "+36301234567"}, "d", 3},
		{routeAsk{Incoming: "a", To: "1234"}, "account:shop", 4},
		{routeAsk{Incoming: "b", To: "1234"}, "", 0},
	} {
		got := findRoute(c, x.ask)
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
		gateway.Route{Account: "*", To: "+36*", Links: []string{"a"}, Weight: 3},
		gateway.Route{Account: "*", To: "+36*", Links: []string{"b"}, Weight: 1},
		gateway.Route{Account: "*", To: "+49*", Links: []string{"c"}, Weight: 9},
		gateway.Route{Account: "*", To: "+36*", Links: []string{"never"}},
	)
	n := map[string]int{}
	const numbers = 4000
	for i := range numbers {
		ask := routeAsk{Account: "shop", From: "Shop", To: fmt.Sprintf("+3630%07d", i)}
		got := findRoute(c, ask)
		n[got.Targets[0]]++
		if again := findRoute(c, ask); !slices.Equal(again.Targets, got.Targets) {
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
	on, off := gateway.ClientConfig{Name: "on", Enabled: true}, gateway.ClientConfig{Name: "off"}
	if got := findRoute(gateway.Config{Clients: []gateway.ClientConfig{off, on}}, routeAsk{To: "1"}); len(got.Targets) != 1 || got.Targets[0] != "on" {
		t.Errorf("%+v", got)
	}
	two := gateway.Config{Clients: []gateway.ClientConfig{on, {Name: "too", Enabled: true}}}
	if got := findRoute(two, routeAsk{To: "1"}); len(got.Targets) != 0 {
		t.Errorf("with two connections: %+v", got)
	}
}
