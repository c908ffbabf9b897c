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
	"relay/ui/words"
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
		{Label: words.T("All##messages"), Count: gateway.Counts.Total},
		one(words.T("Queued"), gateway.Queued, gateway.Sending),
		one(words.T("Accepted"), gateway.Accepted),
		one(words.T("Delivered"), gateway.Delivered),
		one(words.T("Failed"), gateway.Failed, gateway.Expired, gateway.Cancelled, gateway.Unknown),
		{Label: words.T("Scheduled"), Sched: true, States: []gateway.MessageState{gateway.Queued}, Count: func(c gateway.Counts) int64 { return c.Scheduled }},
	}
}

// StateWord is a message's state as people read it.
func StateWord(m gateway.Message, now time.Time) string {
	switch {
	case m.State == gateway.Queued && m.ScheduledAt.After(now):
		return words.T("Scheduled")
	case m.State == gateway.Queued && m.Error != nil:
		return words.T("Retrying")
	case m.State == gateway.Unknown:
		return words.T("Held")
	case m.Parts > 1 && m.State == gateway.Accepted && m.Done > 0:
		return words.T("%d of %d delivered", m.Done, m.Parts)
	}
	w := m.State.String()
	return words.Of(strings.ToUpper(w[:1]) + w[1:])
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

// Summary is a message in a few words: its parts and alphabet, where it goes from
// and by which connection, and what it costs.
func Summary(m gateway.Message, c gateway.Config) string {
	out := []string{words.N(m.Parts, "%s part", "%s parts")}
	if coding, ok := sms.CodingOf(m.DataCoding); ok {
		out[0] += ", " + compose.CodingName(coding)
	}
	if m.From.Addr != "" {
		out = append(out, words.T("from %s", sms.Clean(m.From.Show())))
	}
	if m.Link != "" {
		out = append(out, m.Link)
	}
	if cost := charge(m, c); cost != "" {
		out = append(out, cost)
	}
	return strings.Join(out, " · ")
}

// charge is what a message costs, or that it costs nothing; "" when no price is
// known.
func charge(m gateway.Message, c gateway.Config) string {
	link, _ := c.Client(m.Link)
	if link.Price <= 0 {
		return ""
	}
	taken := slices.ContainsFunc(m.PartList, func(p gateway.Part) bool { return p.ProviderID != "" })
	switch {
	case taken || !m.State.Final():
		return strings.TrimSpace(words.Decimal(float64(m.Parts)*link.Price, 2) + " " + link.Currency)
	case m.State == gateway.Failed:
		return words.T("not charged")
	}
	return ""
}

// FirstSentence parts a text after its first sentence.
func FirstSentence(text string) (first, rest string) {
	for _, end := range []string{". ", "。", "؟ "} {
		if a, b, ok := strings.Cut(text, end); ok {
			return a + strings.TrimSpace(end), strings.TrimSpace(b)
		}
	}
	return text, ""
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
			return words.T("%s says: %s.", m.Link, words.Of(m.State.String()))
		}
		if _, word := sms.StateOfWord(m.Note); word {
			return words.T("%s says: still on its way (%s).", m.Link, sms.Clean(m.Note))
		}
		return words.T("%s says: still on its way.", m.Link)
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
			parts = append(parts, words.N(n[s], "%s still on its way", "%s still on their way"))
		default:
			parts = append(parts, words.T("%d %s", n[s], words.Of(s.String())))
		}
	}
	return words.N(len(list), "Asked about %s message: %s.", "Asked about %s messages: %s.", strings.Join(parts, ", "))
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
		n.Why = words.T("%q (%s) is not in %s, the alphabet of this message. Leave it out, or cancel the message and send it anew.", string(unfit.Rune), strings.ToLower(unfit.Name), name)
	case err != nil:
		n.Why = words.Error(err)
	case text == "":
		n.Why = words.T("Write a text.")
	case n.Parts > 1:
		room := sms.Room(coding, 0)
		n.Line, n.Left = fmt.Sprintf("%s · %d / %d", name, seg.Units, room), words.T("%d too many", seg.Units-room)
		n.Why = words.N(n.Parts, "This text needs %s part, and only one can be replaced. Shorten it, or cancel the message and send it anew.", "This text needs %s parts, and only one can be replaced. Shorten it, or cancel the message and send it anew.")
	default:
		n.Left = words.T("%d left", seg.Remaining)
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
	switch d {
	case Resends:
		return words.T("Send again")
	case Asks:
		return words.T("Ask the provider")
	case Cancels:
		return words.T("Cancel##message")
	}
	return words.T("Replace text")
}

// unable says what a provider can't do, and what to do instead; many know no
// more than to send.
func (d Deed) unable(link, status any) string {
	switch d {
	case Asks:
		return words.T("%s can't be asked about messages (%s). Wait for its receipt.", link, status)
	case Cancels:
		return words.T("%s can't take messages back (%s). It will be delivered.", link, status)
	case Replaces:
		return words.T("%s can't replace texts (%s). Send a second message that puts it right.", link, status)
	}
	return words.T("%s does not know this command (%s).", link, status)
}

// Refusal says in plain words why a deed failed, without the path that a form
// needs.
func Refusal(d Deed, err error) string {
	var p gateway.Problems
	if !errors.As(err, &p) || len(p) == 0 {
		return words.Error(err)
	}
	lines := make([]string, len(p))
	for i, x := range p {
		lines[i] = words.Problem(x)
		if name := smpp.RINVCMDID.Name(); x.Path == "link" && len(x.Args) == 3 && x.Args[2] == any(name) {
			lines[i] = d.unable(x.Args[0], name)
		}
	}
	return strings.Join(lines, "; ")
}
