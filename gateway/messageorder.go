package gateway

import "cmp"

// OrderBy is what messages are ordered by. Each has an index, so that a page of a
// million costs what a page of a hundred costs.
type OrderBy uint8

const (
	ByTime  OrderBy = iota // in which they were stored
	ByState                // as they go on, those of one state by time
	ByTo                   // the number they go to, those to one by time
)

// MessageOrder is the order of a page of messages; the zero value is the newest
// first.
type MessageOrder struct {
	By OrderBy
	Up bool // the smallest first: the oldest, what waits, the lowest number
}

// MessageKey is where a message stands in every order. An ID of 0 is no place.
type MessageKey struct {
	State MessageState
	To    string
	ID    int64
}

// OrderKey is the message's place.
func (m Message) OrderKey() MessageKey { return MessageKey{m.State, m.To.Addr, m.ID} }

// Compare tells whether a stands before b, as cmp.Compare does.
func (o MessageOrder) Compare(a, b MessageKey) int {
	n := cmp.Compare(a.ID, b.ID)
	switch o.By {
	case ByState:
		n = cmp.Or(cmp.Compare(a.State, b.State), n)
	case ByTo:
		n = cmp.Or(cmp.Compare(a.To, b.To), n)
	}
	if o.Up {
		return n
	}
	return -n
}

// Beside is a key next to k, before it or behind it: as a bound it has k inside.
func (o MessageOrder) Beside(k MessageKey, before bool) MessageKey {
	if before == o.Up {
		k.ID--
	} else {
		k.ID++
	}
	return k
}
