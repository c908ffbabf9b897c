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
	At   time.Time
	What string
	Bad  bool
}

// Timeline tells a message's story from keystroke to receipt, in the order in
// which it happened. The message needs its parts and receipts.
func (m Message) Timeline() []Moment {
	var out []Moment
	add := func(t time.Time, bad bool, format string, args ...any) {
		if !t.IsZero() {
			out = append(out, Moment{t, fmt.Sprintf(format, args...), bad})
		}
	}
	who := "written here"
	if m.Account != "" {
		who = "submitted by " + m.Account
	}
	if m.Direction == Out {
		add(m.CreatedAt, false, "Queued, %s", who)
	} else {
		add(m.CreatedAt, false, "Arrived")
	}
	part := func(n int) string {
		if m.Parts == 1 || n == 0 {
			return ""
		}
		return fmt.Sprintf("Part %d: ", n)
	}
	number := map[int64]int{}
	for _, p := range m.PartList {
		number[p.ID] = p.Number
		try := ""
		if p.Attempts > 1 {
			try = fmt.Sprintf(", try %d", p.Attempts)
		}
		add(p.SentAt, false, "%sSent over session %d%s", part(p.Number), p.Session, try)
		if p.ProviderID != "" {
			add(p.AnsweredAt, false, "%sAccepted as %s", part(p.Number), p.ProviderID)
		} else if p.Status != 0 {
			add(p.AnsweredAt, true, "%sAnswered %s", part(p.Number), p.Status.Name())
		}
	}
	for _, r := range m.Receipts {
		text := "Receipt " + r.Stat
		if r.Err != "" && strings.Trim(r.Err, "0") != "" {
			text += ", error " + r.Err
		}
		if r.MatchedBy != "" && r.MatchedBy != sms.FormLiteral {
			text += " (matched by " + r.MatchedBy + ")"
		}
		if r.Times > 1 {
			text += fmt.Sprintf(", came %d times", r.Times)
		}
		_, final := StateOfReceipt(r.State)
		add(r.ReceivedAt, final && r.State != sms.StateDelivered, "%s%s", part(number[r.PartID]), text)
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return a.At.Compare(b.At) })
	return out
}
