package routing

import (
	"slices"
	"strings"

	"relay/gateway"
	"relay/gateway/number"
	"relay/ui/words"
)

// Sources are what a try can come from: the window, the accounts, and the links.
func Sources(c gateway.Config) []string {
	out := []string{Composer}
	for _, a := range Accounts(c) {
		out = append(out, accountSource+a)
	}
	for _, l := range Links(c) {
		out = append(out, linkSource+l)
	}
	return out
}

// Composer is the source of what is written in the window; the others begin with
// what they are.
const (
	Composer      = "Written here"
	accountSource = "Account "
	linkSource    = "Incoming from "
)

// SourceWords is a source as people read it.
func SourceWords(source string) string {
	if id, ok := strings.CutPrefix(source, accountSource); ok {
		return words.T("Account %s", id)
	}
	if link, ok := strings.CutPrefix(source, linkSource); ok {
		return words.T("Incoming from %s", link)
	}
	return words.T("Written here")
}

// Ask makes what routes look at of a try.
func Ask(source, from, to, text string) gateway.RouteAsk {
	a := gateway.RouteAsk{From: strings.TrimSpace(from), To: strings.TrimSpace(to), Text: text}
	if id, ok := strings.CutPrefix(source, accountSource); ok {
		a.Account = id
	} else if link, ok := strings.CutPrefix(source, linkSource); ok {
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
	if ask.Account == "" && ask.Incoming == "" {
		// The engine does so with what somebody types.
		if a, p := number.To(ask.To, c.General.Country, true); p == nil {
			ask.To = a.Show()
		}
	}
	answer, steps := gateway.TraceRoute(c, ask)
	for i, s := range steps {
		verdicts = append(verdicts, verdict(c.Routes[i], s, answer, ask))
	}
	if len(answer.Targets) == 0 {
		return verdicts, nowhere(ask, answer), false
	}
	if answer.Targets[0] == gateway.TargetReject {
		return verdicts, rejected(ask, answer), true
	}
	also := ""
	if ask.Incoming != "" && !slices.Contains(answer.Targets, gateway.TargetInbox) {
		also = " " + words.T("It is in the inbox too.")
	}
	for i, t := range answer.Targets {
		if up(t) {
			said := words.T("It goes to %s, by rule %d.", TargetWords(t), answer.Rule)
			if answer.Rule == 0 {
				said = words.T("It goes to %s: %s.", TargetWords(t), words.Said(answer.Why))
			}
			if i > 0 {
				said += " " + words.T("%s is down now.", strings.Join(answer.Targets[:i], ", "))
			}
			return verdicts, said + also, true
		}
	}
	waits := words.T("It waits for %s, by rule %d: it is down now.", TargetWords(answer.Targets[0]), answer.Rule)
	if answer.Rule == 0 {
		waits = words.T("It waits for %s: %s: it is down now.", TargetWords(answer.Targets[0]), words.Said(answer.Why))
	}
	return verdicts, waits + also, true
}

func rejected(ask gateway.RouteAsk, a gateway.RouteAnswer) string {
	switch {
	case ask.Account != "" && a.Rule > 0:
		return words.T("It is rejected with ESME_RINVDSTADR, by rule %d.", a.Rule)
	case ask.Account != "":
		return words.T("It is rejected with ESME_RINVDSTADR: %s.", words.Said(a.Why))
	case a.Rule > 0:
		return words.T("It is rejected, by rule %d.", a.Rule)
	}
	return words.T("It is rejected: %s.", words.Said(a.Why))
}

func nowhere(ask gateway.RouteAsk, a gateway.RouteAnswer) string {
	why := words.Said(a.Why)
	switch {
	case ask.Incoming != "":
		return words.T("It is in the inbox: %s.", why)
	case ask.Account != "":
		return words.T("It stays in the inbox with the warning \"no route\": %s.", why)
	}
	return words.T("The composer asks for a connection: %s.", why)
}

func verdict(r gateway.Route, s gateway.RouteStep, answer gateway.RouteAnswer, ask gateway.RouteAsk) Verdict {
	switch {
	case s.Taken && s.Share:
		return Verdict{words.T("decides: the pair of numbers falls to it"), true, true}
	case s.Taken:
		return Verdict{words.T("decides: it is the first that fits"), true, true}
	case s.Share:
		return Verdict{words.T("fits, and is the back-up of rule %d", answer.Rule), false, true}
	case s.Miss == gateway.RouteFits:
		return Verdict{words.T("would fit, but rule %d comes first", answer.Rule), false, true}
	}
	return Verdict{Words: miss(r, s.Miss, ask)}
}

// miss says what does not fit.
func miss(r gateway.Route, f gateway.RouteField, ask gateway.RouteAsk) string {
	// One of three sentences: there is none, it begins otherwise, it is another.
	compare := func(value, p, none, begins, is string) string {
		switch {
		case value == "":
			return none
		case strings.HasSuffix(p, "*"):
			return begins
		}
		return is
	}
	begin := func(p string) string { return strings.TrimSuffix(p, "*") }
	switch f {
	case gateway.RouteDirection:
		if ask.Incoming != "" {
			return words.T("is for outgoing messages")
		}
		return words.T("is for incoming messages")
	case gateway.RouteAccount:
		if ask.Account == "" {
			return words.T("is for %s, not for what is written here", pattern(r.Account))
		}
		if r.Account == "" {
			return words.T("is for what is written here only")
		}
		return compare(ask.Account, r.Account, words.T("there is no account, and it wants %s", pattern(r.Account)),
			words.T("account %s does not begin with %s", ask.Account, begin(r.Account)), words.T("account %s is not %s", ask.Account, r.Account))
	case gateway.RouteIncoming:
		return compare(ask.Incoming, r.Incoming, words.T("there is no connection, and it wants %s", pattern(r.Incoming)),
			words.T("connection %s does not begin with %s", ask.Incoming, begin(r.Incoming)), words.T("connection %s is not %s", ask.Incoming, r.Incoming))
	case gateway.RouteFrom:
		return compare(ask.From, r.From, words.T("there is no sender, and it wants %s", pattern(r.From)),
			words.T("sender %s does not begin with %s", ask.From, begin(r.From)), words.T("sender %s is not %s", ask.From, r.From))
	case gateway.RouteTo:
		return compare(ask.To, r.To, words.T("there is no number, and it wants %s", pattern(r.To)),
			words.T("number %s does not begin with %s", ask.To, begin(r.To)), words.T("number %s is not %s", ask.To, r.To))
	}
	return words.T("the text has no %q", r.Text)
}
