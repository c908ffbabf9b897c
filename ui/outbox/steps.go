package outbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/words"
)

// StepKind is what happened to a message at a step of its way.
type StepKind uint8

const (
	Written StepKind = iota // stored here
	Due                     // its time came
	Sent
	Taken   // the provider has answered with ESME_ROK
	Refused // it has answered with another status
	Told    // a receipt came
	Ended   // it ended here
)

// Step is a step of a message's way, of all its parts that took it with the same
// outcome.
type Step struct {
	Kind  StepKind
	At    time.Time
	After time.Duration // since the step before; 0 for the first
	State gateway.MessageState
	Title string
	Words string
	Marks []string // an id, how a receipt was matched
	PDUs  []Passed
}

// Bad tells whether it is the end of a message that did not arrive.
func (s Step) Bad() bool {
	return s.State == gateway.Failed || s.State == gateway.Expired || s.Kind == Refused
}

// Passed is a PDU of a step.
type Passed struct {
	Key    string // under which it is remembered that it is open
	Name   string
	Out    bool
	Bad    bool
	Words  string
	Record gateway.PDURecord // Number 0: as it was composed, not as it passed; no frame: it is not known
	Raw    string            // the text of a receipt
}

// Steps is a message's way from keystroke to receipt, in the order in which it
// went. What all parts went through together is one step: it begins when the
// first has left, and is over when the last has its answer or receipt.
func Steps(m gateway.Message, tr Trace) []Step {
	s := story{m: m, tr: tr, at: map[string]int{}}
	s.begin()
	for _, p := range m.PartList {
		s.part(p)
	}
	for i, r := range m.Receipts {
		s.receipt(i, r)
	}
	s.end()
	slices.SortStableFunc(s.steps, func(a, b Step) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind)) })
	for i := range s.steps {
		if i > 0 {
			s.steps[i].After = s.steps[i].At.Sub(s.steps[i-1].At)
		}
	}
	return s.steps
}

type story struct {
	m     gateway.Message
	tr    Trace
	steps []Step
	at    map[string]int // steps of several parts, by what they have in common
}

// step is the one of a kind and outcome, which is new where made is true. A step
// is at the last of its times, except that sending is at the first.
func (s *story) step(kind StepKind, outcome string, at time.Time) (step *Step, made bool) {
	key := fmt.Sprint(kind, outcome)
	i, known := s.at[key]
	if !known {
		i = len(s.steps)
		s.at[key], s.steps = i, append(s.steps, Step{Kind: kind, At: at})
	}
	step = &s.steps[i]
	if kind == Sent && at.Before(step.At) || kind != Sent && at.After(step.At) {
		step.At = at
	}
	return step, !known
}

func (s *story) begin() {
	m := s.m
	first := Step{Kind: Written, At: m.CreatedAt, Title: words.T("Queued"), Words: words.T("written here")}
	if m.Account != "" {
		first.Words = words.T("submitted by %s", sms.Clean(m.Account))
	}
	s.steps = append(s.steps, first)
	if m.ScheduledAt.After(m.CreatedAt) {
		first.Words += ", " + words.T("to leave at %s", m.ScheduledAt.Local().Format("2006-01-02 15:04"))
		s.steps[0] = first
		if !m.SubmittedAt.IsZero() && !m.SubmittedAt.Before(m.ScheduledAt) {
			s.steps = append(s.steps, Step{Kind: Due, At: m.ScheduledAt, Title: words.T("Its time came")})
		}
	}
}

func (s *story) part(p gateway.Part) {
	if p.SentAt.IsZero() {
		return
	}
	step, made := s.step(Sent, "", p.SentAt)
	if made {
		step.Title, step.State = words.T("Sent##message"), gateway.Sending
		step.Words = words.T("over session %d", p.Session)
		if s.m.Parts > 1 {
			step.Words = words.N(len(s.m.PartList), "%s part over session %d", "%s parts over session %d", p.Session)
		}
		if p.Attempts > 1 {
			step.Words += words.T(", try %d", p.Attempts)
		}
		if p.Resent {
			step.Words += ". " + words.T("It was sent before, and nobody knows with what outcome.")
		}
	}
	sent := Passed{Key: fmt.Sprint("sent ", p.ID), Name: smpp.SubmitSM.String(), Out: true, Record: gateway.PDURecord{Out: true, Version: byte(smpp.V50), Frame: p.PDU}}
	if r, ok := s.tr.Sent[p.ID]; ok {
		sent.Record, sent.Name = r, command(&r).String()
		sent.Words = s.about(p.Number, words.T("seq %d", sequence(&r)), words.N(len(r.Frame), "%s octet", "%s octets"))
	} else {
		sent.Words = s.about(p.Number, words.T("as composed"), words.N(len(p.PDU), "%s octet", "%s octets"))
	}
	step.PDUs = append(step.PDUs, sent)
	if p.AnsweredAt.IsZero() {
		return
	}
	answer, refused := s.tr.Answers[p.ID], p.Status != smpp.ROK && p.ProviderID == ""
	link := sms.Clean(p.Link)
	switch {
	case refused:
		step, _ = s.step(Refused, fmt.Sprint(p.Status, p.State.Final()), p.AnsweredAt)
		step.Title, step.State = words.T("Refused by %s", link), gateway.Failed
		if !p.State.Final() {
			step.Title, step.State = words.T("Put off by %s", link), gateway.Unknown
		}
		step.Words = words.Of(p.Status.Info().Meaning)
	case p.ProviderID == "" && answer.Frame == nil:
		return
	default:
		step, made = s.step(Taken, "", p.AnsweredAt)
		step.Title, step.State = words.T("Accepted by %s", link), gateway.Accepted
		if s.m.Parts == 1 && made && p.ProviderID != "" {
			step.Marks = append(step.Marks, sms.Clean(p.ProviderID))
		}
	}
	if answer.Frame != nil {
		status := words.T("OK")
		if refused {
			status = fmt.Sprintf("0x%02X %s", uint32(p.Status), p.Status.Name())
		}
		step.PDUs = append(step.PDUs, Passed{Key: fmt.Sprint("answer ", p.ID), Name: command(&answer).String(), Bad: refused, Record: answer, Words: s.about(p.Number, status)})
	}
}

// about is what is said of a PDU of a part.
func (s *story) about(part int, facts ...string) string {
	if s.m.Parts > 1 && part > 0 {
		facts = append([]string{words.T("part %d", part)}, facts...)
	}
	return strings.Join(facts, " · ")
}

func (s *story) receipt(i int, r gateway.Receipt) {
	state, _ := gateway.StateOfReceipt(r.State)
	step, made := s.step(Told, r.Stat, r.ReceivedAt)
	said := sms.Clean(r.Stat)
	if r.Err != "" && strings.Trim(r.Err, "0") != "" {
		said += words.T(", error %s", sms.Clean(r.Err))
	}
	if r.Times > 1 {
		said += words.T(", came %d times", r.Times)
	}
	if made {
		step.Title, step.State, step.Words = receiptTitle(state), state, said
	}
	if r.MatchedBy != "" && r.MatchedBy != sms.FormLiteral && !slices.Contains(step.Marks, r.MatchedBy) {
		step.Marks = append(step.Marks, r.MatchedBy)
	}
	number := 0
	for _, p := range s.m.PartList {
		if p.ID == r.PartID {
			number = p.Number
		}
	}
	passed := Passed{Key: fmt.Sprint("receipt ", i), Name: smpp.DeliverSM.String(), Bad: step.Bad(), Raw: r.Text, Words: s.about(number, words.T("receipt for %s", sms.Clean(r.ProviderID)))}
	if found, ok := s.tr.Receipts[i]; ok {
		passed.Record, passed.Name = found, command(&found).String()
	}
	step.PDUs = append(step.PDUs, passed)
}

func receiptTitle(state gateway.MessageState) string {
	switch state {
	case gateway.Delivered:
		return words.T("Delivered, says the receipt")
	case gateway.Failed:
		return words.T("Not delivered, says the receipt")
	case gateway.Expired:
		return words.T("Expired, says the receipt")
	case gateway.Cancelled:
		return words.T("Cancelled, says the receipt")
	}
	return words.T("Still on its way, says the receipt")
}

// end tells of a message that ended here, without a word of the provider.
func (s *story) end() {
	m := s.m
	if !m.State.Final() || m.DoneAt.IsZero() || slices.ContainsFunc(s.steps, func(x Step) bool { return x.Kind == Refused || x.Kind == Told && x.State.Final() }) {
		return
	}
	title := words.T("Ended here")
	switch m.State {
	case gateway.Expired:
		title = words.T("Expired here")
	case gateway.Cancelled:
		title = words.T("Cancelled here")
	}
	s.steps = append(s.steps, Step{Kind: Ended, At: m.DoneAt, Title: title, State: m.State})
}

// AsStory is a message's way as text, for the clipboard.
func AsStory(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		line := append([]string{s.At.Local().Format("2006-01-02 15:04:05.000"), s.Title, s.Words}, s.Marks...)
		fmt.Fprintln(&b, strings.TrimRight(strings.Join(line, "\t"), "\t"))
		for _, p := range s.PDUs {
			fmt.Fprintf(&b, "\t%s %s\t%s\n", p.Arrow(), p.Name, p.Words)
		}
	}
	return b.String()
}

// Arrow is the way it went.
func (p Passed) Arrow() string {
	if p.Out {
		return "→"
	}
	return "←"
}
