package outbox

import (
	"slices"

	"relay/gateway"
)

const (
	page      = 200  // messages in one read
	maxLoaded = 2000 // messages in memory
	ahead     = 20   // rows beyond the view that are kept up to date with it
)

// list is the piece of all messages that is in memory, in their order. It slides
// over them as the view scrolls, so that it stays as small as it is with few.
type list struct {
	order gateway.MessageOrder
	rows  []gateway.Message
	later bool // there are some before the first
	more  bool // and behind the last
}

func (l *list) find(id int64) int {
	for i := range l.rows {
		if l.rows[i].ID == id {
			return i
		}
	}
	return -1
}

// join puts rows together: those that are read now, and what was read before and
// stays. A message that has moved in the order since is at its new place alone.
func join(before, now, behind []gateway.Message) []gateway.Message {
	read := make(map[int64]bool, len(now))
	for i := range now {
		read[now[i].ID] = true
	}
	out := make([]gateway.Message, 0, len(before)+len(now)+len(behind))
	stays := func(list []gateway.Message) {
		for _, m := range list {
			if !read[m.ID] {
				out = append(out, m)
			}
		}
	}
	stays(before)
	out = append(out, now...)
	stays(behind)
	return out
}

// past is the first row behind a message.
func (l *list) past(m gateway.Message) int {
	return slices.IndexFunc(l.rows, func(x gateway.Message) bool { return l.order.Compare(x.OrderKey(), m.OrderKey()) > 0 })
}

// top puts the first messages in place of what stood there; what is loaded below
// them stays. whole tells that there are no others.
func (l *list) top(rows []gateway.Message, whole bool) {
	if whole || len(rows) == 0 {
		l.rows, l.later, l.more = rows, false, false
		return
	}
	last := rows[len(rows)-1]
	if l.later || len(l.rows) == 0 || l.order.Compare(l.rows[0].OrderKey(), last.OrderKey()) > 0 { // what stood there lies further down
		l.rows, l.later, l.more = rows, false, true
		return
	}
	var behind []gateway.Message
	next := l.past(last)
	l.more = l.more || next < 0 || next+page < len(l.rows) // also where others have come behind the last
	if next >= 0 {
		behind = l.rows[next:min(len(l.rows), next+page)]
	}
	l.rows = join(nil, rows, behind)
}

// below adds a page under the rows.
func (l *list) below(rows []gateway.Message, whole bool) {
	l.rows, l.more = join(l.rows, rows, nil), !whole
	if gone := len(l.rows) - maxLoaded; gone > 0 {
		l.rows, l.later = slices.Clone(l.rows[gone:]), true
	}
}

// above adds a page over the rows.
func (l *list) above(rows []gateway.Message, whole bool) {
	l.rows, l.later = join(nil, rows, l.rows), !whole
	if len(l.rows) > maxLoaded {
		l.rows, l.more = l.rows[:maxLoaded:maxLoaded], true
	}
}

// around is a query for the rows from first to end as they are now, and for what
// has come between them.
func (l *list) around(q gateway.MessageQuery, first, end int) gateway.MessageQuery {
	q.Past, q.Until = l.order.Beside(l.rows[first].OrderKey(), true), l.order.Beside(l.rows[end-1].OrderKey(), false)
	if end == len(l.rows) && !l.more {
		q.Until = gateway.MessageKey{} // and behind the last
	}
	q.Limit = end - first + page
	return q
}

// renew puts rows in the place of those that around asked for: some may fit the
// query no more, or have moved, and others have come. Where more have come than
// are read at once, what stood behind them is let go.
func (l *list) renew(q gateway.MessageQuery, rows []gateway.Message) {
	in := func(m gateway.Message) bool {
		return l.order.Compare(m.OrderKey(), q.Past) > 0 && (q.Until.ID == 0 || l.order.Compare(m.OrderKey(), q.Until) < 0)
	}
	first := slices.IndexFunc(l.rows, in)
	if first < 0 {
		return
	}
	end := first
	for end < len(l.rows) && in(l.rows[end]) {
		end++
	}
	if len(rows) == q.Limit {
		end, l.more = len(l.rows), true
	}
	l.rows = join(l.rows[:first], rows, l.rows[end:])
}

// changed tells whether a message is not what is loaded of it.
func changed(a, b gateway.Message) bool {
	return a.State != b.State || a.Done != b.Done || a.Note != b.Note || a.Text != b.Text || (a.Error == nil) != (b.Error == nil) || a.Error != nil && *a.Error != *b.Error ||
		!slices.Equal(a.MessageIDs, b.MessageIDs) || !a.DoneAt.Equal(b.DoneAt) || !a.ScheduledAt.Equal(b.ScheduledAt) || !a.SubmittedAt.Equal(b.SubmittedAt) || a.PossibleDuplicate != b.PossibleDuplicate
}
