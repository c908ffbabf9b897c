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

// list is the piece of all messages that is in memory, newest first. It slides
// over them as the view scrolls, so that it stays as small as it is with few.
type list struct {
	rows  []gateway.Message
	later bool // newer ones are there, above
	more  bool // older ones are there, below
}

func (l *list) find(id int64) int {
	for i := range l.rows {
		if l.rows[i].ID == id {
			return i
		}
	}
	return -1
}

// top puts the newest messages in place of what stood there; what is loaded below
// them stays. whole tells that there are no others.
func (l *list) top(rows []gateway.Message, whole bool) {
	if whole || len(rows) == 0 {
		*l = list{rows: rows}
		return
	}
	last := rows[len(rows)-1].ID
	next := slices.IndexFunc(l.rows, func(m gateway.Message) bool { return m.ID < last })
	if l.later || len(l.rows) == 0 || l.rows[0].ID < last { // what stood there lies further down
		*l = list{rows: rows, more: true}
		return
	}
	if next >= 0 {
		rows = append(rows, l.rows[next:min(len(l.rows), next+page)]...)
		l.more = l.more || next+page < len(l.rows)
	}
	l.rows = rows
}

// below adds a page under the rows and returns how many went above.
func (l *list) below(rows []gateway.Message, whole bool) (gone int) {
	l.rows, l.more = append(l.rows, rows...), !whole
	if gone = len(l.rows) - maxLoaded; gone <= 0 {
		return 0
	}
	l.rows, l.later = slices.Clone(l.rows[gone:]), true
	return gone
}

// above adds a page over the rows and returns how many came.
func (l *list) above(rows []gateway.Message, whole bool) (came int) {
	l.rows, l.later = append(slices.Clone(rows), l.rows...), !whole
	if len(l.rows) > maxLoaded {
		l.rows, l.more = l.rows[:maxLoaded:maxLoaded], true
	}
	return len(rows)
}

// around is a query for the rows from first to end as they are now.
func (l *list) around(q gateway.MessageQuery, first, end int) gateway.MessageQuery {
	q.BeforeID, q.AfterID, q.Limit = l.rows[first].ID+1, l.rows[end-1].ID-1, end-first
	return q
}

// renew puts rows in the place of those that around asked for: some may fit the
// query no more.
func (l *list) renew(q gateway.MessageQuery, rows []gateway.Message) {
	in := func(m gateway.Message) bool { return m.ID < q.BeforeID && m.ID > q.AfterID }
	first := slices.IndexFunc(l.rows, in)
	if first < 0 {
		return
	}
	end := first
	for end < len(l.rows) && in(l.rows[end]) {
		end++
	}
	l.rows = slices.Replace(l.rows, first, end, rows...)
}

// changed tells whether a message is not what is loaded of it.
func changed(a, b gateway.Message) bool {
	return a.State != b.State || a.Done != b.Done || a.Note != b.Note || a.Text != b.Text || (a.Error == nil) != (b.Error == nil) || a.Error != nil && *a.Error != *b.Error ||
		!slices.Equal(a.MessageIDs, b.MessageIDs) || !a.DoneAt.Equal(b.DoneAt) || !a.ScheduledAt.Equal(b.ScheduledAt) || !a.SubmittedAt.Equal(b.SubmittedAt) || a.PossibleDuplicate != b.PossibleDuplicate
}
