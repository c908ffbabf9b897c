package engine

import (
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

// findRoute returns the targets of the first rule that fits. Without any rule
// the only enabled client link is taken for outgoing messages. It is pure.
func findRoute(c gateway.Config, ask routeAsk) routeAnswer {
	for i, r := range c.Routes {
		if !routeFits(r, ask) {
			continue
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
