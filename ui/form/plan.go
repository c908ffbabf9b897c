package form

import (
	"fmt"
	"strings"

	"relay/gateway"
)

// PlanWords says what saving will do. status tells how many sessions and
// messages it touches.
func PlanWords(steps []gateway.Step, status gateway.Status) string {
	var out []string
	for _, s := range steps {
		l, _ := status.Link(s.Link)
		if s.Link == "" {
			s.Link = "it"
		}
		waits := ""
		if l.Queued > 0 {
			waits = fmt.Sprintf("; %d queued messages wait meanwhile", l.Queued)
		}
		switch s.Kind {
		case gateway.StepAdd:
			out = append(out, fmt.Sprintf("Saving adds %s and starts it", s.Link))
		case gateway.StepRemove:
			out = append(out, fmt.Sprintf("Removes %s", s.Link))
		case gateway.StepRebind:
			out = append(out, fmt.Sprintf("Saving binds %s again%s", s.Link, waits))
		case gateway.StepRelisten:
			out = append(out, fmt.Sprintf("Saving closes %s and opens it again: %s", s.Link, Sessions(len(l.Sessions))))
		case gateway.StepStart:
			out = append(out, fmt.Sprintf("Saving starts %s", s.Link))
		case gateway.StepStop:
			out = append(out, fmt.Sprintf("Saving stops %s; its messages wait", s.Link))
		case gateway.StepDrop:
			out = append(out, fmt.Sprintf("Saving closes the sessions of %s", s.Account))
		}
	}
	switch {
	case len(out) > 0:
		return strings.Join(out, ". ") + "."
	case len(steps) > 0:
		return "Saved live: nothing reconnects."
	}
	return "Nothing changed."
}

// Sessions says how many sessions are cut.
func Sessions(n int) string {
	switch n {
	case 0:
		return "nobody is connected"
	case 1:
		return "1 session is cut"
	}
	return fmt.Sprintf("%d sessions are cut", n)
}
