package form

import (
	"strings"

	"relay/gateway"
	"relay/ui/words"
)

// PlanWords says what saving will do. status tells how many sessions and
// messages it touches.
func PlanWords(steps []gateway.Step, status gateway.Status) string {
	var out []string
	for _, s := range steps {
		l, _ := status.Link(s.Link)
		if s.Link == "" {
			s.Link = words.T("it##the connection")
		}
		switch s.Kind {
		case gateway.StepAdd:
			if s.Account != "" {
				out = append(out, words.T("Saving lets %s bind", s.Account))
				continue
			}
			out = append(out, words.T("Saving adds %s and starts it", s.Link))
		case gateway.StepRemove:
			out = append(out, words.T("Removes %s", s.Link))
		case gateway.StepRebind:
			binds := words.T("Saving binds %s again", s.Link)
			if l.Queued > 0 {
				binds = words.N(l.Queued, "Saving binds %[2]s again; %[1]s queued message waits meanwhile", "Saving binds %[2]s again; %[1]s queued messages wait meanwhile", s.Link)
			}
			out = append(out, binds)
		case gateway.StepRelisten:
			out = append(out, words.T("Saving closes %s and opens it again: %s", s.Link, Sessions(len(l.Sessions))))
		case gateway.StepStart:
			out = append(out, words.T("Saving starts %s", s.Link))
		case gateway.StepStop:
			out = append(out, words.T("Saving stops %s; its messages wait", s.Link))
		case gateway.StepDrop:
			out = append(out, words.T("Saving closes the sessions of %s", s.Account))
		}
	}
	switch {
	case len(out) > 0:
		for i, s := range out {
			out[i] = words.T("%s.", s)
		}
		return strings.Join(out, " ")
	case len(steps) > 0:
		return words.T("Saved live: nothing reconnects.")
	}
	return words.T("Nothing changed.")
}

// Sessions says how many sessions are cut.
func Sessions(n int) string {
	if n == 0 {
		return words.T("nobody is connected")
	}
	return words.N(n, "%s session is cut", "%s sessions are cut")
}
