package outbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/compose"
)

// Chip is a filter of the list.
type Chip struct {
	Label  string
	States []gateway.MessageState
	Sched  bool
	Count  func(gateway.Counts) int64
}

// Chips are the filters in order.
func Chips() []Chip {
	one := func(label string, states ...gateway.MessageState) Chip {
		return Chip{Label: label, States: states, Count: func(c gateway.Counts) (n int64) {
			for _, s := range states {
				n += c.Out[s]
			}
			return n
		}}
	}
	return []Chip{
		{Label: "All", Count: gateway.Counts.Total},
		one("Queued", gateway.Queued, gateway.Sending),
		one("Accepted", gateway.Accepted),
		one("Delivered", gateway.Delivered),
		one("Failed", gateway.Failed, gateway.Expired, gateway.Cancelled, gateway.Unknown),
		{Label: "Scheduled", Sched: true, States: []gateway.MessageState{gateway.Queued}, Count: func(c gateway.Counts) int64 { return c.Scheduled }},
	}
}

// StateWord is a message's state as people read it.
func StateWord(m gateway.Message, now time.Time) string {
	switch {
	case m.State == gateway.Queued && m.ScheduledAt.After(now):
		return "Scheduled"
	case m.State == gateway.Queued && m.Error != nil:
		return "Retrying"
	case m.State == gateway.Unknown:
		return "Held"
	case m.Parts > 1 && m.State == gateway.Accepted && m.Done > 0:
		return fmt.Sprintf("%d of %d delivered", m.Done, m.Parts)
	}
	w := m.State.String()
	return strings.ToUpper(w[:1]) + w[1:]
}

// When is a time for the list: the clock today, else the date.
func When(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04:05")
	}
	return t.Format("2006-01-02")
}

// AsText, AsCSV write messages for the clipboard. Cells that a spreadsheet would
// run are quoted harmlessly.
func AsText(list []gateway.Message) string {
	var b strings.Builder
	for _, m := range list {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", m.CreatedAt.Local().Format("2006-01-02 15:04:05"), m.State, sms.Clean(m.To.Show()), sms.Clean(m.From.Show()), sms.Clean(m.Text))
	}
	return b.String()
}

func AsCSV(list []gateway.Message) string {
	var b strings.Builder
	b.WriteString(csvHeader)
	for _, m := range list {
		b.WriteString(csvRow(m))
	}
	return b.String()
}

const csvHeader = "time,state,to,from,text,link,message_ids\n"

func csvRow(m gateway.Message) string {
	return gateway.CSVLine(m.CreatedAt.UTC().Format(time.RFC3339), m.State.String(), m.To.Show(), m.From.Show(), m.Text, m.Link, strings.Join(m.MessageIDs, " "))
}

// list is the window of messages that is loaded: newest first.
type list struct {
	rows []gateway.Message
	more bool // older ones are there
}

func (l *list) find(id int64) int {
	for i := range l.rows {
		if l.rows[i].ID == id {
			return i
		}
	}
	return -1
}

// What can be done with a message now.

// CanResend tells whether it can be queued again.
func CanResend(m gateway.Message) bool { return m.State.Final() || m.State == gateway.Unknown }

// CanCancel tells whether it can be taken back here, without the provider.
func CanCancel(m gateway.Message) bool {
	return m.State == gateway.Queued || m.State == gateway.Unknown
}

// CanAsk tells whether the provider knows it by an id under which it can be
// asked about.
func CanAsk(m gateway.Message) bool {
	return (m.State == gateway.Accepted || m.State == gateway.Unknown) && hasID(m)
}

// CanTakeBack tells whether the provider can be told to drop it.
func CanTakeBack(m gateway.Message) bool { return m.State == gateway.Accepted && hasID(m) }

// CanReplace tells whether it can get another text: one part, which waits here
// or lies at the provider.
func CanReplace(m gateway.Message) bool {
	coding, ok := sms.CodingOf(m.DataCoding)
	return m.Parts == 1 && ok && coding != sms.Binary && (m.State == gateway.Queued || CanAsk(m))
}

func hasID(m gateway.Message) bool {
	return slices.ContainsFunc(m.MessageIDs, func(id string) bool { return id != "" })
}

// those are the ids of the messages that fit.
func those(list []gateway.Message, fits func(gateway.Message) bool) []int64 {
	var out []int64
	for _, m := range list {
		if fits(m) {
			out = append(out, m.ID)
		}
	}
	return out
}

// Answer says what the provider told about messages that it was asked about,
// as they are stored after it.
func Answer(list []gateway.Message) string {
	if len(list) == 1 {
		m := list[0]
		if m.State.Final() {
			return fmt.Sprintf("%s says: %s.", m.Link, m.State)
		}
		if _, word := sms.StateOfWord(m.Note); word {
			return fmt.Sprintf("%s says: still on its way (%s).", m.Link, sms.Clean(m.Note))
		}
		return m.Link + " says: still on its way."
	}
	var n [len(gateway.Counts{}.Out)]int
	for _, m := range list {
		n[m.State]++
	}
	var parts []string
	for _, s := range gateway.States() {
		switch {
		case n[s] == 0:
		case s == gateway.Accepted:
			parts = append(parts, fmt.Sprintf("%d still on their way", n[s]))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n[s], s))
		}
	}
	return fmt.Sprintf("Asked about %d messages: %s.", len(list), strings.Join(parts, ", "))
}

// NewText is what is shown of a text that is to take the place of a message's.
type NewText struct {
	Line  string  // "GSM-7 · 12 / 160"
	Left  string  // "148 left"
	Fill  float32 // of its last part
	Parts int     // that it would need
	Why   string  // why it can't be taken; "" when it can
	Same  bool    // it is the text that the message has
}

// LookNewText works out what to show of such a text. It stays in the message's
// alphabet and in one part.
func LookNewText(m gateway.Message, text string) NewText {
	coding, _ := sms.CodingOf(m.DataCoding)
	name := compose.CodingName(coding)
	seg, err := sms.Segment(text, coding, 0)
	n := NewText{Line: fmt.Sprintf("%s · %d / %d", name, seg.Units, seg.Limit), Parts: max(seg.Messages, 1), Same: text == m.Text}
	var unfit *sms.CodingError
	switch {
	case errors.As(err, &unfit):
		n.Line = name
		n.Why = fmt.Sprintf("%q (%s) is not in %s, the alphabet of this message. Leave it out, or cancel the message and send it anew.", string(unfit.Rune), strings.ToLower(unfit.Name), name)
	case err != nil:
		n.Why = err.Error()
	case text == "":
		n.Why = "Write a text."
	case n.Parts > 1:
		room := sms.Room(coding, 0)
		n.Line, n.Left = fmt.Sprintf("%s · %d / %d", name, seg.Units, room), fmt.Sprintf("%d too many", seg.Units-room)
		n.Why = fmt.Sprintf("This text needs %d parts, and only one can be replaced. Shorten it, or cancel the message and send it anew.", n.Parts)
	default:
		n.Left = fmt.Sprintf("%d left", seg.Remaining)
	}
	if k := len(seg.Parts); k > 0 && seg.Parts[k-1].Limit > 0 {
		n.Fill = float32(seg.Parts[k-1].Units) / float32(seg.Parts[k-1].Limit)
	}
	return n
}

// Deed is what a provider is asked to do about a message.
type Deed uint8

const (
	Resends Deed = iota // nothing: it is queued again here
	Asks
	Cancels
	Replaces
)

// String is the deed as a button names it.
func (d Deed) String() string {
	return [...]string{"Send again", "Ask the provider", "Cancel", "Replace text"}[d]
}

// unable says what a provider can't do, and what to do instead; many know no
// more than to send.
func (d Deed) unable() string {
	return [...]string{
		"%s does not know this command (%s).",
		"%s can't be asked about messages (%s). Wait for its receipt.",
		"%s can't take messages back (%s). It will be delivered.",
		"%s can't replace texts (%s). Send a second message that puts it right.",
	}[d]
}

// Refusal says in plain words why a deed failed, without the path that a form
// needs.
func Refusal(d Deed, err error) string {
	var p gateway.Problems
	if !errors.As(err, &p) || len(p) == 0 {
		return err.Error()
	}
	lines := make([]string, len(p))
	for i, x := range p {
		lines[i] = x.String()
		if name := smpp.RINVCMDID.Name(); x.Path == "link" && len(x.Args) == 3 && x.Args[2] == any(name) {
			lines[i] = fmt.Sprintf(d.unable(), x.Args[0], name)
		}
	}
	return strings.Join(lines, "; ")
}
