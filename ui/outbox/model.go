package outbox

import (
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/sms"
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
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", m.CreatedAt.Local().Format("2006-01-02 15:04:05"), m.State, m.To.Show(), m.From.Show(), sms.Clean(m.Text))
	}
	return b.String()
}

func AsCSV(list []gateway.Message) string {
	var b strings.Builder
	b.WriteString("time,state,to,from,text,link,message_ids\n")
	for _, m := range list {
		for i, c := range []string{m.CreatedAt.UTC().Format(time.RFC3339), m.State.String(), m.To.Show(), m.From.Show(), m.Text, m.Link, strings.Join(m.MessageIDs, " ")} {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(csvCell(c))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// csvCell quotes a cell; a leading = - @ or tab gets an apostrophe, and so does
// a + that begins no number.
func csvCell(s string) string {
	if s != "" && (strings.ContainsRune("=-@\t\r", rune(s[0])) || s[0] == '+' && strings.Trim(s[1:], "0123456789") != "") {
		s = "'" + s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
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
