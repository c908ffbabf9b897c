package gateway

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"relay/gateway/sms"
)

// Moment is one line of a message's story.
type Moment struct {
	At  time.Time
	Bad bool
	// Told are the phrases of which the line is made, in order: a sentence, and
	// what is added to it.
	Told []Phrase
	PDU  []byte // the submit_sm that went out, as Part.PDU has it
	Raw  string // the text of the receipt that came
}

// Phrase is a piece of a sentence: its key and what fills its places.
type Phrase struct {
	Key  string
	Args []any
}

// String is the phrase in English.
func (p Phrase) String() string { return fmt.Sprintf(p.Key, p.Args...) }

// What is the line in English.
func (m Moment) What() string {
	var b strings.Builder
	for _, p := range m.Told {
		b.WriteString(p.String())
	}
	return b.String()
}

// Timeline tells a message's story from keystroke to receipt, in the order in
// which it happened. The message needs its parts and receipts.
func (m Message) Timeline() []Moment {
	var out []Moment
	add := func(t time.Time, bad bool, part int, told ...Phrase) {
		if t.IsZero() {
			return
		}
		if m.Parts != 1 && part != 0 {
			told = append([]Phrase{says("Part %d: ", part)}, told...)
		}
		out = append(out, Moment{At: t, Bad: bad, Told: told})
	}
	switch {
	case m.Direction != Out:
		add(m.CreatedAt, false, 0, says("Arrived"))
	case m.Account != "":
		add(m.CreatedAt, false, 0, says("Queued, submitted by %s", m.Account))
	default:
		add(m.CreatedAt, false, 0, says("Queued, written here"))
	}
	number := map[int64]int{}
	for _, p := range m.PartList {
		number[p.ID] = p.Number
		sent := []Phrase{says("Sent over session %d", p.Session)}
		if p.Attempts > 1 {
			sent = append(sent, says(", try %d", p.Attempts))
		}
		if add(p.SentAt, false, p.Number, sent...); !p.SentAt.IsZero() {
			out[len(out)-1].PDU = p.PDU
		}
		if p.ProviderID != "" {
			add(p.AnsweredAt, false, p.Number, says("Accepted as %s", p.ProviderID))
		} else if p.Status != 0 {
			add(p.AnsweredAt, true, p.Number, says("Answered %s", p.Status.Name()))
		}
	}
	for _, r := range m.Receipts {
		told := []Phrase{says("Receipt %s", r.Stat)}
		if r.Err != "" && strings.Trim(r.Err, "0") != "" {
			told = append(told, says(", error %s", r.Err))
		}
		if r.MatchedBy != "" && r.MatchedBy != sms.FormLiteral {
			told = append(told, says(" (matched by %s)", r.MatchedBy))
		}
		if r.Times > 1 {
			told = append(told, says(", came %d times", r.Times))
		}
		_, final := StateOfReceipt(r.State)
		add(r.ReceivedAt, final && r.State != sms.StateDelivered, number[r.PartID], told...)
		if !r.ReceivedAt.IsZero() {
			out[len(out)-1].Raw = r.Text
		}
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return a.At.Compare(b.At) })
	return out
}

func says(key string, args ...any) Phrase { return Phrase{key, args} }
