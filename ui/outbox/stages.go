package outbox

import (
	"strings"
	"time"
	"unicode/utf8"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/words"
)

// Stage is one of the four of a message's way, as the band below the list shows
// them.
type Stage struct {
	Title, Time, Words string
	Done, Bad          bool
}

// Stages are how far a message has come: written, sent, taken, on the handset.
func Stages(m gateway.Message) []Stage {
	out := []Stage{{Title: words.T("Queued")}, {Title: words.T("Sent##message")}, {Title: words.T("Accepted")}, {Title: words.T("Receipt")}}
	for _, s := range Steps(m, Trace{}) {
		at := 0
		switch s.Kind {
		case Due:
			continue
		case Sent:
			at = 1
		case Taken, Refused:
			at = 2
		case Told, Ended:
			at = 3
		}
		x := &out[at]
		x.Done, x.Bad, x.Time, x.Words = !s.Bad(), s.Bad(), s.At.Local().Format("15:04:05.000"), strings.Join(append([]string{s.Words}, s.Marks...), " ")
		switch {
		case s.Kind == Refused, s.Kind == Ended:
			x.Title = s.Title
		case s.Kind == Told && s.State == gateway.Accepted: // it says no more than that it is on its way
			x.Done = false
		case s.Kind == Taken:
			x.Words = strings.TrimSpace(strings.Join([]string{x.Words, timeWords(s.After)}, " "))
		case s.Kind == Told && s.State == gateway.Delivered:
			x.Title = words.T("Delivered")
		case s.Kind == Told:
			x.Title = StateWord(gateway.Message{State: s.State}, time.Time{})
		}
	}
	return out
}

// Facts are a message in five facts: their names and what they are.
func Facts(m gateway.Message, c gateway.Config) [][2]string {
	text := words.N(utf8.RuneCountInString(m.Text), "%s character", "%s characters")
	if coding, ok := sms.CodingOf(m.DataCoding); ok {
		text += ", " + compose.CodingName(coding)
	}
	or := func(s string) string {
		if s == "" {
			return none
		}
		return s
	}
	valid := ""
	if !m.ValidUntil.IsZero() {
		valid = m.ValidUntil.Local().Format("2006-01-02 15:04")
	}
	return [][2]string{{words.T("Text"), text}, {words.T("Parts"), words.Number(int64(m.Parts))}, {words.T("Route"), or(m.Link)}, {words.T("Valid until"), or(valid)}, {words.T("Cost"), or(charge(m, c))}}
}
