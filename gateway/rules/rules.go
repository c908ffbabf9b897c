package rules

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"relay/gateway"
)

// Incoming is a message that arrived, and what is known of its sender.
type Incoming struct {
	From, To gateway.Address
	Text     string
	Link     string
	At       time.Time // in the zone of the rules' hours
	Name     string    // of the contact; "" when there is none
	OptedOut bool
	// Sent counts what the sender caused within the last hour.
	Sent map[gateway.AutoKind]int
}

// Outgoing is a message that a rule wants sent.
type Outgoing struct {
	Kind gateway.AutoKind
	From string // as typed; "" the link's default sender
	To   string // as typed; "" the sender of the incoming message
	Text string
}

// Verdict is what one rule makes of a message.
type Verdict struct {
	Rule gateway.Rule
	Acts bool
	Why  string // why not, or what it can't do although it acts; "" when all is done
	Send []Outgoing
	Tag  string
}

// Set is the rules of a configuration, ready for use.
type Set struct {
	optOut gateway.OptOutConfig
	rules  []rule
}

type rule struct {
	gateway.Rule
	words   []string
	pattern *regexp.Regexp
	hours   gateway.Hours
}

// New prepares a configuration's rules. What Validate refuses never fits.
func New(c gateway.Config) *Set {
	s := &Set{optOut: c.OptOut}
	for _, r := range c.Rules {
		x := rule{Rule: r}
		if r.Match == gateway.MatchRegexp {
			x.pattern, _ = regexp.Compile("(?is)" + r.Text)
		} else {
			for _, w := range r.Words() {
				x.words = append(x.words, plain(w))
			}
		}
		x.hours, _ = gateway.ParseHours(r.Hours)
		s.rules = append(s.rules, x)
	}
	return s
}

// Len is the number of rules.
func (s *Set) Len() int { return len(s.rules) }

// Keyword is what a text says about the opt-out list.
type Keyword uint8

const (
	NoKeyword Keyword = iota
	Stop
	Start
)

// Keyword tells whether the whole text is a keyword, in any case and with any
// space or punctuation around it, and which.
func (s *Set) Keyword(text string) (Keyword, string) {
	bare := strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
	whole := strings.TrimSpace(text)
	for _, k := range []struct {
		is   Keyword
		list []string
	}{{Stop, s.optOut.Stop}, {Start, s.optOut.Start}} {
		for _, w := range k.list {
			if w = strings.TrimSpace(w); w != "" && (strings.EqualFold(w, whole) || strings.EqualFold(w, bare)) {
				return k.is, w
			}
		}
	}
	return NoKeyword, ""
}

// Reply is the answer to a keyword, "" for none.
func (s *Set) Reply(k Keyword) string {
	switch k {
	case Stop:
		return s.optOut.StopReply
	case Start:
		return s.optOut.StartReply
	}
	return ""
}

// Decide looks at every rule in order. The first that fits acts, and those
// behind it only when it says so.
func (s *Set) Decide(in Incoming) []Verdict {
	out := make([]Verdict, 0, len(s.rules))
	var ended, answered string // by which rule
	for i := range s.rules {
		r := &s.rules[i]
		v := Verdict{Rule: r.Rule}
		switch why := r.unfit(in); {
		case ended != "":
			v.Why = fmt.Sprintf("not looked at: %s acted before it", ended)
		case why != "":
			v.Why = why
		default:
			v.Acts, v.Tag = true, r.Tag
			v.act(in, answered)
			for _, o := range v.Send {
				if o.Kind == gateway.AutoAnswer {
					answered = r.Name
				}
			}
			if !r.GoOn {
				ended = r.Name
			}
		}
		out = append(out, v)
	}
	return out
}

// maxForwards is how many messages of one sender are forwarded within an hour.
const maxForwards = 60

// act says what the rule sends.
func (v *Verdict) act(in Incoming, answered string) {
	var why []string
	if r := v.Rule; r.Answer != "" {
		if no := Unanswerable(in.From); no != "" {
			why = append(why, "no answer: "+no)
		} else if in.OptedOut {
			why = append(why, "no answer: the sender has opted out")
		} else if answered != "" {
			why = append(why, fmt.Sprintf("no answer: %s has answered already", answered))
		} else if n := in.Sent[gateway.AutoAnswer]; n >= r.PerHour {
			why = append(why, fmt.Sprintf("no answer: this number got %d within the last hour", n))
		} else {
			from := r.Sender
			if from == "" {
				from = in.To.Show()
			}
			v.Send = append(v.Send, Outgoing{Kind: gateway.AutoAnswer, From: from, Text: Fill(r.Answer, in)})
		}
	}
	if r := v.Rule; r.Forward != "" {
		if gateway.CompareForm(r.Forward) == in.From.Digits() {
			why = append(why, "not forwarded: it came from the number that it would go to")
		} else if n := in.Sent[gateway.AutoForward]; n >= maxForwards {
			why = append(why, fmt.Sprintf("not forwarded: %d of this number were within the last hour", n))
		} else {
			v.Send = append(v.Send, Outgoing{Kind: gateway.AutoForward, From: in.To.Show(), To: r.Forward, Text: forwarded(in)})
		}
	}
	v.Why = strings.Join(why, "; ")
}

// forwarded is a message as a colleague gets it: the text alone when it came
// without a sender (source_addr may be empty, SMPP 3.4 4.6.1).
func forwarded(in Incoming) string {
	who := in.From.Show()
	switch {
	case who == "":
		return in.Text
	case in.Name != "":
		who = fmt.Sprintf("%s (%s)", in.Name, who)
	}
	return who + ": " + in.Text
}

// maxQuote is how much of a stranger's text an answer repeats.
const maxQuote = 300

// Fill puts what is known of a message into an answer.
func Fill(answer string, in Incoming) string {
	text := strings.TrimSpace(in.Text)
	if utf8.RuneCountInString(text) > maxQuote {
		text = string([]rune(text)[:maxQuote]) + "…"
	}
	out, _ := gateway.FillTemplate(answer, map[string]string{"name": in.Name, "from": in.From.Show(), "text": text})
	return out
}

// Shortest numbers that are no short codes, in digits.
const (
	minInternational = 7
	minNational      = 9
)

// Types of number of an address that never gets an answer (SMPP 3.4 5.2.5).
const (
	tonInternational = 1
	tonNetwork       = 3
	tonAlphanumeric  = 5
	tonAbbreviated   = 6
)

// Unanswerable says why a sender is never answered by itself: names and short
// codes are machines, and machines may answer back. "" for a phone.
func Unanswerable(a gateway.Address) string {
	digits := a.Digits()
	switch {
	case a.Addr == "":
		return "it has no sender"
	case a.TON == tonAlphanumeric || strings.Trim(digits, "0123456789") != "" || digits == "":
		return "the sender is a name, and names can't be answered"
	case a.TON == tonNetwork || a.TON == tonAbbreviated || a.TON == tonInternational && len(digits) < minInternational || a.TON != tonInternational && len(digits) < minNational:
		return "the sender is a short code, and those are machines"
	}
	return ""
}

// unfit says why a rule does not fit a message; "" when it does.
func (r *rule) unfit(in Incoming) string {
	switch {
	case !r.Enabled:
		return "it is off"
	case r.Link != "" && r.Link != in.Link:
		return fmt.Sprintf("it is for %s, and this came by %s", r.Link, in.Link)
	case !gateway.MatchPattern(r.From, in.From.Show()):
		return fmt.Sprintf("the sender does not fit %s", r.From)
	case r.Hours != "" && r.hours.Open(in.At) == r.Outside:
		if r.Outside {
			return "it is within the hours " + r.Hours
		}
		return "it is outside the hours " + r.Hours
	}
	return r.misfit(in.Text)
}

// misfit says why a text does not fit a rule.
func (r *rule) misfit(text string) string {
	switch r.Match {
	case gateway.MatchAny:
		return ""
	case gateway.MatchRegexp:
		if r.pattern != nil && r.pattern.MatchString(text) {
			return ""
		}
		return "the text does not fit the expression"
	}
	given := plain(text)
	for _, w := range r.words {
		switch r.Match {
		case gateway.MatchExact:
			if given == w {
				return ""
			}
		case gateway.MatchBegins:
			if rest, ok := strings.CutPrefix(given, w); ok && (rest == "" || !wordRune(first(rest)) || !wordRune(last(w))) {
				return ""
			}
		case gateway.MatchContains:
			if strings.Contains(given, w) {
				return ""
			}
		}
	}
	return map[string]string{
		gateway.MatchExact:    "the text is not " + list(r.words),
		gateway.MatchBegins:   "the text does not begin with " + list(r.words),
		gateway.MatchContains: "the text does not contain " + list(r.words),
	}[r.Match]
}

// list names the words of a rule, the first few.
func list(words []string) string {
	const most = 3
	more := ""
	if len(words) > most {
		words, more = words[:most], ", …"
	}
	return strings.Join(words, " or ") + more
}

// plain is a text for comparing: small letters, one blank between words.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func last(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
