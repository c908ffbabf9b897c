package engine

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"relay/gateway"
)

// routeAsk is what routes look at.
type routeAsk struct {
	Account  string // submitting account; "" for the window
	Incoming string // link of an incoming message; Account is not looked at then
	From, To string
	Text     string
}

// routeAnswer is where a message goes, and why.
type routeAnswer struct {
	Targets []string // back-up order; empty: no rule fits
	Rule    int      // from 1; 0: none
	Why     string
}

// findRoute returns the targets of the first rule that fits. Rules with weights
// that follow each other and look for the same share what fits, by numbers; the
// others of them are the back-up. Without any rule the only enabled client link
// is taken for outgoing messages. It is pure.
func findRoute(c gateway.Config, ask routeAsk) routeAnswer {
	for i, r := range c.Routes {
		if !routeFits(r, ask) {
			continue
		}
		if r.Weight > 0 {
			return weighed(c.Routes, i, ask)
		}
		return routeAnswer{Targets: r.Links, Rule: i + 1, Why: "first rule that fits"}
	}
	if len(c.Routes) == 0 && ask.Incoming == "" {
		var only string
		for _, l := range c.Clients {
			if !l.Enabled {
				continue
			}
			if only != "" {
				return routeAnswer{Why: "no rules, and more than one connection"}
			}
			only = l.Name
		}
		if only != "" {
			return routeAnswer{Targets: []string{only}, Why: "the only connection"}
		}
	}
	return routeAnswer{Why: "no rule fits"}
}

// weighed chooses among rules with weights from first on. The pair of numbers
// decides, so that the parts of one long text, and all of a conversation, take
// one way.
func weighed(routes []gateway.Route, first int, ask routeAsk) routeAnswer {
	last, total := first, 0
	for last < len(routes) && routes[last].Weight > 0 && sameMatch(routes[last], routes[first]) {
		total += routes[last].Weight
		last++
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(gateway.CompareForm(ask.From) + "\x00" + gateway.CompareForm(ask.To)))
	draw := int(h.Sum64() % uint64(total))
	chosen := first
	for draw >= routes[chosen].Weight {
		draw -= routes[chosen].Weight
		chosen++
	}
	targets := slices.Clone(routes[chosen].Links)
	for i := first; i < last; i++ {
		for _, t := range routes[i].Links {
			if !slices.Contains(targets, t) {
				targets = append(targets, t)
			}
		}
	}
	return routeAnswer{Targets: targets, Rule: chosen + 1, Why: fmt.Sprintf("%d of %d of the rules that share it", routes[chosen].Weight, total)}
}

// sameMatch tells whether two rules look for the same messages.
func sameMatch(a, b gateway.Route) bool {
	return a.Account == b.Account && a.Incoming == b.Incoming && a.From == b.From && a.To == b.To && a.Text == b.Text
}

func routeFits(r gateway.Route, ask routeAsk) bool {
	if ask.Incoming != "" {
		if r.Incoming == "" || !patternFits(r.Incoming, ask.Incoming) {
			return false
		}
	} else {
		if r.Incoming != "" || !accountFits(r.Account, ask.Account) {
			return false
		}
	}
	if !gateway.MatchPattern(r.From, ask.From) || !gateway.MatchPattern(r.To, ask.To) {
		return false
	}
	return r.Text == "" || strings.Contains(strings.ToLower(ask.Text), strings.ToLower(r.Text))
}

// accountFits: "" is the window alone, "*" everybody.
func accountFits(pattern, account string) bool {
	if pattern == "" {
		return account == ""
	}
	return patternFits(pattern, account)
}

func patternFits(pattern, value string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(value, prefix)
	}
	return pattern == value
}
