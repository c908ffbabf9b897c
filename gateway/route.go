package gateway

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// RouteAsk is what routes look at.
type RouteAsk struct {
	Account  string // submitting account; "" for the window
	Incoming string // link of an incoming message; Account is not looked at then
	From, To string
	Text     string
}

// RouteAnswer is where a message goes, and why.
type RouteAnswer struct {
	Targets []string // back-up order; empty: no rule fits
	Rule    int      // from 1; 0: none
	Why     string
}

// RouteField is a thing of a rule that a message is compared with.
type RouteField uint8

const (
	RouteFits      RouteField = iota // everything does
	RouteDirection                   // one is for incoming messages, the other for outgoing ones
	RouteAccount
	RouteIncoming
	RouteFrom
	RouteTo
	RouteText
)

// RouteStep is what one rule says to a message.
type RouteStep struct {
	Rule  int        // from 1
	Miss  RouteField // the first thing that does not fit; RouteFits when all does
	Taken bool       // this rule decides
	Share bool       // it fits, and shares with the one that decides by weight
}

// FindRoute returns the targets of the first rule that fits. Rules with weights
// that follow each other and look for the same share what fits, by numbers; the
// others of them are the back-up. Without any rule the only enabled client link
// is taken for outgoing messages. It is pure.
func FindRoute(c Config, ask RouteAsk) RouteAnswer {
	for i, r := range c.Routes {
		if r.misses(ask) != RouteFits {
			continue
		}
		if r.Weight > 0 {
			return weighed(c.Routes, i, ask)
		}
		return RouteAnswer{Targets: r.Links, Rule: i + 1, Why: "first rule that fits"}
	}
	if len(c.Routes) == 0 && ask.Incoming == "" {
		var only string
		for _, l := range c.Clients {
			if !l.Enabled {
				continue
			}
			if only != "" {
				return RouteAnswer{Why: "no rules, and more than one connection"}
			}
			only = l.Name
		}
		if only != "" {
			return RouteAnswer{Targets: []string{only}, Why: "the only connection"}
		}
		return RouteAnswer{Why: "no rules, and no connection that is enabled"}
	}
	return RouteAnswer{Why: "no rule fits"}
}

// TraceRoute is FindRoute with what each rule said, in order.
func TraceRoute(c Config, ask RouteAsk) (RouteAnswer, []RouteStep) {
	answer := FindRoute(c, ask)
	steps := make([]RouteStep, len(c.Routes))
	for i, r := range c.Routes {
		steps[i] = RouteStep{Rule: i + 1, Miss: r.misses(ask), Taken: i+1 == answer.Rule}
	}
	if answer.Rule == 0 || c.Routes[answer.Rule-1].Weight == 0 {
		return answer, steps
	}
	for _, i := range sharing(c.Routes, answer.Rule-1) {
		steps[i].Share = true
	}
	return answer, steps
}

// weighed chooses among rules with weights from first on. The pair of numbers
// decides, so that the parts of one long text, and all of a conversation, take
// one way.
func weighed(routes []Route, first int, ask RouteAsk) RouteAnswer {
	group, total := sharing(routes, first), 0
	for _, i := range group {
		total += routes[i].Weight
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(CompareForm(ask.From) + "\x00" + CompareForm(ask.To)))
	draw := int(h.Sum64() % uint64(total))
	chosen := first
	for draw >= routes[chosen].Weight {
		draw -= routes[chosen].Weight
		chosen++
	}
	targets := slices.Clone(routes[chosen].Links)
	for _, i := range group {
		for _, t := range routes[i].Links {
			if !slices.Contains(targets, t) {
				targets = append(targets, t)
			}
		}
	}
	return RouteAnswer{Targets: targets, Rule: chosen + 1, Why: fmt.Sprintf("%d of %d of the rules that share it", routes[chosen].Weight, total)}
}

// sharing are the rules that share what rule i takes by their weights: those
// around it that follow each other and look for the same.
func sharing(routes []Route, i int) (out []int) {
	like := func(k int) bool { return routes[k].Weight > 0 && routes[k].SameMatch(routes[i]) }
	first := i
	for first > 0 && like(first-1) {
		first--
	}
	for k := first; k < len(routes) && like(k); k++ {
		out = append(out, k)
	}
	return out
}

// SameMatch tells whether two rules look for the same messages.
func (r Route) SameMatch(b Route) bool {
	return r.Account == b.Account && r.Incoming == b.Incoming && r.From == b.From && r.To == b.To && r.Text == b.Text
}

// misses is the first thing of the rule that the message does not fit.
func (r Route) misses(ask RouteAsk) RouteField {
	switch {
	case (ask.Incoming != "") != (r.Incoming != ""):
		return RouteDirection
	case ask.Incoming != "" && !patternFits(r.Incoming, ask.Incoming):
		return RouteIncoming
	case ask.Incoming == "" && !accountFits(r.Account, ask.Account):
		return RouteAccount
	case !MatchPattern(r.From, ask.From):
		return RouteFrom
	case !MatchPattern(r.To, ask.To):
		return RouteTo
	case r.Text != "" && !strings.Contains(strings.ToLower(ask.Text), strings.ToLower(r.Text)):
		return RouteText
	}
	return RouteFits
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

// Covers tells whether the rule takes everything that b takes, so that b has
// nothing left to do after it.
func (r Route) Covers(b Route) bool {
	if r.Weight > 0 && b.Weight > 0 && r.SameMatch(b) {
		return false // they share
	}
	if (r.Incoming != "") != (b.Incoming != "") {
		return false
	}
	same := r.Account == b.Account || r.Account != "" && patternCovers(r.Account, b.Account)
	if r.Incoming != "" {
		same = patternCovers(r.Incoming, b.Incoming)
	}
	return same && numbersCover(r.From, b.From) && numbersCover(r.To, b.To) && strings.Contains(strings.ToLower(b.Text), strings.ToLower(r.Text))
}

// patternCovers tells whether all that fits b fits a.
func patternCovers(a, b string) bool {
	prefix, open := strings.CutSuffix(a, "*")
	if !open {
		return a == b
	}
	return strings.HasPrefix(strings.TrimSuffix(b, "*"), prefix)
}

// numbersCover is patternCovers for MatchPattern.
func numbersCover(a, b string) bool {
	prefix, open := strings.CutSuffix(a, "*")
	switch {
	case a == "" || a == "*":
		return true
	case b == "" || !open && strings.HasSuffix(b, "*"):
		return false
	case open:
		return strings.HasPrefix(CompareForm(strings.TrimSuffix(b, "*")), CompareForm(prefix))
	}
	return CompareForm(a) == CompareForm(b)
}

// badPattern tells whether a pattern has a * where it means nothing.
func badPattern(p string) bool { return strings.Contains(strings.TrimSuffix(p, "*"), "*") }
