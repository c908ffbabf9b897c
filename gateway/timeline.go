package gateway

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"relay/gateway/sms"
)

// Moment is one line of a message's story.
type Moment struct {
	At   time.Time
	Bad  bool
	What string
}

// Timeline tells a message's story from keystroke to receipt, in the order in
// which it happened. The message needs its parts and receipts.
func (m Message) Timeline() []Moment {
	var out []Moment
	add := func(t time.Time, bad bool, part int, what string) {
		if t.IsZero() {
			return
		}
		if m.Parts != 1 && part != 0 {
			what = "Part " + strconv.Itoa(part) + ": " + what
		}
		out = append(out, Moment{At: t, Bad: bad, What: what})
	}
	switch {
	case m.Direction != Out:
		add(m.CreatedAt, false, 0, "Arrived")
	case m.Account != "":
		add(m.CreatedAt, false, 0, "Queued, submitted by "+m.Account)
	default:
		add(m.CreatedAt, false, 0, "Queued, written here")
	}
	number := map[int64]int{}
	for _, p := range m.PartList {
		number[p.ID] = p.Number
		sent := fmt.Sprintf("Sent over session %d", p.Session)
		if p.Attempts > 1 {
			sent += fmt.Sprintf(", try %d", p.Attempts)
		}
		add(p.SentAt, false, p.Number, sent)
		if p.ProviderID != "" {
			add(p.AnsweredAt, false, p.Number, "Accepted as "+p.ProviderID)
		} else if p.Status != 0 {
			add(p.AnsweredAt, true, p.Number, "Answered "+p.Status.Name())
		}
	}
	for _, r := range m.Receipts {
		told := "Receipt " + r.Stat
		if r.Err != "" && strings.Trim(r.Err, "0") != "" {
			told += ", error " + r.Err
		}
		if r.MatchedBy != "" && r.MatchedBy != sms.FormLiteral {
			told += " (matched by " + r.MatchedBy + ")"
		}
		if r.Times > 1 {
			told += fmt.Sprintf(", came %d times", r.Times)
		}
		_, final := StateOfReceipt(r.State)
		add(r.ReceivedAt, final && r.State != sms.StateDelivered, number[r.PartID], told)
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return a.At.Compare(b.At) })
	return out
}
