package inbox

import (
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/words"
)

// Line is one line of the list of conversations.
type Line struct {
	Peer     string
	Name     string // the contact's, else the number
	Initials string
	Text     string // of the newest message
	Below    string // number and connection
	Mark     string // what is to be noted: "2 of 3 parts", a tag
	Warn     bool
	Out      bool // the mark is that they opted out
	When     string
	Unread   int64
}

// LineOf shows a conversation; name is the contact's, "" where it has none.
func LineOf(c gateway.Conversation, name string, now time.Time) Line {
	number := sms.Clean(c.With().Show())
	l := Line{Peer: c.Peer, Name: name, Initials: initials(name), Text: oneLine(c.Last), Below: number, When: shortly(c.Last.CreatedAt, now), Unread: c.Unread}
	if c.Last.Direction == gateway.Out {
		l.Text = words.T("You: %s", l.Text)
	}
	if name == "" {
		l.Name, l.Below = number, words.T("not in contacts")
	}
	if by := cameBy(c.Last); by != "" {
		l.Below += " · " + by
	}
	l.Mark, l.Warn = Odd(c.Last)
	if l.Mark == "" && len(c.Last.Tags) > 0 {
		l.Mark = sms.Clean(strings.Join(c.Last.Tags, ", "))
	}
	return l
}

// oneLine is a message's text in the list; what is missing of it is left out there.
func oneLine(m gateway.Message) string {
	var b strings.Builder
	for _, p := range Pieces(m) {
		if p.Gap {
			b.WriteString("…")
		} else {
			b.WriteString(p.Text)
		}
	}
	return sms.Clean(b.String())
}

// initials are the first letters of the first and the last word; "#" without a
// name.
func initials(name string) string {
	parts := strings.Fields(name)
	if len(parts) == 0 {
		return "#"
	}
	out := []rune(parts[0])[:1]
	if len(parts) > 1 {
		out = append(out, []rune(parts[len(parts)-1])[0])
	}
	return strings.ToUpper(string(out))
}

// shortly is the time for the list: the clock today, yesterday, else the date.
func shortly(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch day(now).Sub(day(t)) / (24 * time.Hour) {
	case 0:
		return t.Format("15:04")
	case 1:
		return words.T("Yesterday")
	}
	if t.Year() == now.Year() {
		return words.Time(t, "2 Jan")
	}
	return t.Format("2006-01-02")
}

func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Bubble is one entry of a thread: a message, or a line across it.
type Bubble struct {
	Message gateway.Message
	Rule    string // the words of a line across: a day, "2 new"
	New     bool   // the line of what is unread
	Meta    string // below the text
	State   string // of what we sent: a word
	Good    bool
	Bad     bool
	Why     string // it failed
}

// Bubbles are a thread's entries, oldest first, of messages that are newest
// first. unreadFrom is the first message that was unread when the conversation
// was opened; 0: none.
func Bubbles(list []gateway.Message, unreadFrom int64, now time.Time) []Bubble {
	var out []Bubble
	last := ""
	news := 0
	for _, m := range list {
		if unreadFrom > 0 && m.ID >= unreadFrom && m.Direction == gateway.In {
			news++
		}
	}
	for i := len(list) - 1; i >= 0; i-- {
		m := list[i]
		if d := dayWords(m.CreatedAt, now); d != last {
			last = d
			out = append(out, Bubble{Rule: d})
		}
		if unreadFrom > 0 && m.ID == unreadFrom {
			out = append(out, Bubble{Rule: words.N(news, "%s new", "%s new"), New: true})
		}
		out = append(out, bubbleOf(m))
	}
	return out
}

func bubbleOf(m gateway.Message) Bubble {
	b := Bubble{Message: m}
	meta := []string{m.CreatedAt.Local().Format("15:04:05"), words.N(max(m.Parts, 1), "%s part", "%s parts")}
	if coding, ok := sms.CodingOf(m.DataCoding); ok && coding != sms.GSM7 {
		meta[1] += ", " + compose.CodingName(coding)
	}
	if m.Direction == gateway.In {
		if incomplete(m) {
			meta[1] = arrived(m.Note)
		}
		if to := sms.Clean(m.To.Show()); to != "" {
			meta = append(meta, words.T("to %s", to))
		}
	} else {
		switch m.State {
		case gateway.Delivered:
			b.State, b.Good = words.T("Delivered %s", m.DoneAt.Local().Format("15:04:05")), true
		case gateway.Accepted:
			b.State = words.T("Accepted")
			if m.Parts > 1 && m.Done > 0 {
				b.State = words.N(m.Done, "Accepted, %s of %s delivered", "Accepted, %s of %s delivered", words.Number(int64(m.Parts)))
			}
		case gateway.Failed:
			b.State, b.Bad = words.T("Failed"), true
		case gateway.Expired:
			b.State, b.Bad = words.T("Expired"), true
		case gateway.Cancelled:
			b.State, b.Bad = words.T("Cancelled"), true
		case gateway.Unknown:
			b.State, b.Bad = words.T("Nobody knows whether it left"), true
		default:
			b.State = words.T("On its way")
			if !m.ScheduledAt.IsZero() && m.State == gateway.Queued {
				b.State = words.T("Leaves %s", m.ScheduledAt.Local().Format("2006-01-02 15:04"))
			}
		}
	}
	if b.Bad && m.Error != nil {
		b.Why = sms.Clean(words.Said(m.Error.Text))
	}
	if m.Simulated {
		meta = append(meta, words.T("simulator"))
	}
	if len(m.Tags) > 0 {
		meta = append(meta, sms.Clean(strings.Join(m.Tags, ", ")))
	}
	b.Meta = strings.Join(meta, " · ")
	return b
}

func dayWords(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch day(now).Sub(day(t)) / (24 * time.Hour) {
	case 0:
		return words.T("Today")
	case 1:
		return words.T("Yesterday")
	}
	if t.Year() == now.Year() {
		return words.Time(t, "Monday 2 January")
	}
	return words.Time(t, "Monday 2 January 2006")
}

// AnswerTo is how to answer a thread: to the number, as the number they wrote to,
// over the link they came by; of the newest incoming message.
func AnswerTo(list []gateway.Message) (to, from, link string) {
	for _, m := range list {
		if m.Direction == gateway.In {
			return m.From.Show(), m.To.Show(), m.Link
		}
	}
	for _, m := range list {
		return m.To.Show(), m.From.Show(), m.Link
	}
	return "", "", ""
}

// Reading is a message's octets read in one way.
type Reading struct{ Name, Text string }

// Readings are a message's octets read in five ways, and as they are.
func Readings(m gateway.Message) []Reading {
	var octets []byte
	for _, p := range m.PartList {
		octets = append(octets, gateway.UserData(p.PDU)...)
	}
	var out []Reading
	for _, c := range []struct {
		name   string
		coding sms.Coding
	}{{words.T("GSM 7-bit"), sms.GSM7}, {words.T("Latin-1"), sms.Latin1}, {words.T("Unicode (UCS-2)"), sms.UCS2}, {"UTF-8", sms.UTF8}, {words.T("Unicode, octets swapped"), sms.UCS2LE}} {
		out = append(out, Reading{c.name, sms.Clean(sms.DecodeAs(octets, c.coding))})
	}
	return append(out, Reading{words.T("Octets"), fmt.Sprintf("% X", octets)})
}
