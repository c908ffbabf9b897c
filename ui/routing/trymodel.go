package routing

import (
	"fmt"
	"slices"
	"strings"

	"relay/gateway"
)

// Sources are what a try can come from: the window, the accounts, and the links.
func Sources(c gateway.Config) []string {
	out := []string{Composer}
	for _, a := range Accounts(c) {
		out = append(out, "Account "+a)
	}
	for _, l := range Links(c) {
		out = append(out, "Incoming from "+l)
	}
	return out
}

// Composer is the source of what is written in the window.
const Composer = "Written here"

// Ask makes what routes look at of a try.
func Ask(source, from, to, text string) gateway.RouteAsk {
	a := gateway.RouteAsk{From: strings.TrimSpace(from), To: strings.TrimSpace(to), Text: text}
	if id, ok := strings.CutPrefix(source, "Account "); ok {
		a.Account = id
	} else if link, ok := strings.CutPrefix(source, "Incoming from "); ok {
		a.Incoming = link
	}
	return a
}

// Verdict is what one rule says to a try.
type Verdict struct {
	Words string
	Taken bool // it decides, or has a share
	Fits  bool
}

// Try traces a message through rules: the verdict of each, and the result in words.
// up tells whether a target can be reached now.
func Try(c gateway.Config, ask gateway.RouteAsk, up func(target string) bool) (verdicts []Verdict, result string, found bool) {
	answer, steps := gateway.TraceRoute(c, ask)
	for i, s := range steps {
		verdicts = append(verdicts, verdict(c.Routes[i], s, answer, ask))
	}
	if len(answer.Targets) == 0 {
		return verdicts, nowhere(ask, answer), false
	}
	by := fmt.Sprintf(", by rule %d", answer.Rule)
	if answer.Rule == 0 {
		by = ": " + answer.Why
	}
	if answer.Targets[0] == gateway.TargetReject {
		if ask.Account != "" {
			return verdicts, "It is rejected with ESME_RINVDSTADR" + by + ".", true
		}
		return verdicts, "It is rejected" + by + ".", true
	}
	also := ""
	if ask.Incoming != "" && !slices.Contains(answer.Targets, gateway.TargetInbox) {
		also = " It is in the inbox too."
	}
	for i, t := range answer.Targets {
		if up(t) {
			words := "It goes to " + TargetWords(t) + by + "."
			if i > 0 {
				words += fmt.Sprintf(" %s is down now.", strings.Join(answer.Targets[:i], ", "))
			}
			return verdicts, words + also, true
		}
	}
	return verdicts, fmt.Sprintf("It waits for %s%s: it is down now.%s", TargetWords(answer.Targets[0]), by, also), true
}

func nowhere(ask gateway.RouteAsk, a gateway.RouteAnswer) string {
	why := a.Why
	switch {
	case ask.Incoming != "":
		return "It is in the inbox: " + why + "."
	case ask.Account != "":
		return "It stays in the inbox with the warning \"no route\": " + why + "."
	}
	return "The composer asks for a connection: " + why + "."
}

func verdict(r gateway.Route, s gateway.RouteStep, answer gateway.RouteAnswer, ask gateway.RouteAsk) Verdict {
	switch {
	case s.Taken && s.Share:
		return Verdict{"decides: the pair of numbers falls to it", true, true}
	case s.Taken:
		return Verdict{"decides: it is the first that fits", true, true}
	case s.Share:
		return Verdict{fmt.Sprintf("fits, and is the back-up of rule %d", answer.Rule), false, true}
	case s.Miss == gateway.RouteFits:
		return Verdict{fmt.Sprintf("would fit, but rule %d comes first", answer.Rule), false, true}
	}
	return Verdict{Words: miss(r, s.Miss, ask)}
}

// miss says what does not fit.
func miss(r gateway.Route, f gateway.RouteField, ask gateway.RouteAsk) string {
	compare := func(what, value, p string) string {
		if value == "" {
			return fmt.Sprintf("there is no %s, and it wants %s", what, pattern(p))
		}
		if strings.HasSuffix(p, "*") {
			return fmt.Sprintf("%s %s does not begin with %s", what, value, strings.TrimSuffix(p, "*"))
		}
		return fmt.Sprintf("%s %s is not %s", what, value, p)
	}
	switch f {
	case gateway.RouteDirection:
		if ask.Incoming != "" {
			return "is for outgoing messages"
		}
		return "is for incoming messages"
	case gateway.RouteAccount:
		if ask.Account == "" {
			return "is for " + pattern(r.Account) + ", not for what is written here"
		}
		if r.Account == "" {
			return "is for what is written here only"
		}
		return compare("account", ask.Account, r.Account)
	case gateway.RouteIncoming:
		return compare("connection", ask.Incoming, r.Incoming)
	case gateway.RouteFrom:
		return compare("sender", ask.From, r.From)
	case gateway.RouteTo:
		return compare("number", ask.To, r.To)
	}
	return fmt.Sprintf("the text has no %q", r.Text)
}
