package outbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"relay/gateway"
)

// stored are messages with the ids from high down to low.
func stored(high, low int64) (out []gateway.Message) {
	for id := high; id >= low; id-- {
		out = append(out, gateway.Message{ID: id})
	}
	return out
}

// whole tells that a list has no gap and no message twice, and where it ends.
func whole(t *testing.T, l *list, high, low int64) {
	t.Helper()
	if len(l.rows) != int(high-low)+1 || l.rows[0].ID != high || l.rows[len(l.rows)-1].ID != low {
		t.Fatalf("%d rows, want %d to %d", len(l.rows), high, low)
	}
	for i, m := range l.rows {
		if m.ID != high-int64(i) {
			t.Fatalf("row %d is %d", i, m.ID)
		}
	}
}

// The list slides over a million messages and stays as small as it is; back at
// the top it has the newest.
func TestListSlides(t *testing.T) {
	const all = 1_000_000
	l := &list{}
	l.top(stored(all, all-page+1), false)
	low, gone := int64(all-page+1), 0
	for range 100 {
		had := len(l.rows)
		l.below(stored(low-1, low-page), false)
		low -= page
		gone += had + page - len(l.rows)
		whole(t, l, all-int64(gone), low)
	}
	if len(l.rows) != maxLoaded || !l.later || !l.more {
		t.Fatalf("%d rows, later %v, more %v", len(l.rows), l.later, l.more)
	}
	for l.later {
		high := l.rows[0].ID
		l.above(stored(min(high+page, all), high+1), high+page >= all)
		if l.rows[0].ID == high && l.later {
			t.Fatal("nothing came, and more is to come")
		}
		whole(t, l, l.rows[0].ID, l.rows[0].ID-maxLoaded+1)
	}
	whole(t, l, all, all-maxLoaded+1)
	if !l.more {
		t.Error("nothing is below")
	}
}

func TestListFollows(t *testing.T) {
	l := &list{}
	l.top(stored(300, 101), false)
	l.top(stored(310, 251), false) // ten came
	whole(t, l, 310, 101)
	l.top(stored(900, 841), false) // more came than are read
	whole(t, l, 900, 841)
	if !l.more || l.later {
		t.Errorf("more %v, later %v", l.more, l.later)
	}
	l.top(stored(3, 1), true)
	whole(t, l, 3, 1)
	if l.top(nil, true); len(l.rows) != 0 || l.more {
		t.Errorf("of nothing: %d rows, more %v", len(l.rows), l.more)
	}
}

// What is in view is read again in place, also where some of it fits no more.
func TestListRenews(t *testing.T) {
	l := &list{}
	l.top(stored(100, 1), true)
	q := l.around(gateway.MessageQuery{Limit: page}, 10, 20)
	if q.Past.ID != 91 || q.Until.ID != 80 || q.Limit < 10 {
		t.Fatalf("%+v", q)
	}
	now := stored(90, 86)
	now[0].State = gateway.Delivered
	l.renew(q, now)
	if i := l.find(90); len(l.rows) != 95 || l.rows[i].State != gateway.Delivered || l.rows[i+4].ID != 86 || l.rows[i+5].ID != 80 {
		t.Errorf("%d rows: %v", len(l.rows), l.rows[5:20])
	}
	if !slices.IsSortedFunc(l.rows, func(a, b gateway.Message) int { return int(b.ID - a.ID) }) {
		t.Error("out of order")
	}
}

// Sorted by state, a message that has gone on leaves its place, and stands nowhere
// twice, wherever it is read again; others come between.
func TestASortedListFollows(t *testing.T) {
	order := gateway.MessageOrder{By: gateway.ByState, Up: true}
	at := func(id int64, s gateway.MessageState) gateway.Message { return gateway.Message{ID: id, State: s} }
	l := &list{order: order, rows: []gateway.Message{at(1, gateway.Queued), at(2, gateway.Queued), at(3, gateway.Accepted), at(4, gateway.Delivered), at(5, gateway.Delivered)}}
	q := l.around(gateway.MessageQuery{}, 3, 5)
	if q.Until.ID != 0 || order.Compare(q.Past, l.rows[3].OrderKey()) >= 0 || order.Compare(q.Past, l.rows[2].OrderKey()) <= 0 {
		t.Fatalf("%+v", q)
	}
	l.renew(q, []gateway.Message{at(2, gateway.Delivered), at(4, gateway.Delivered), at(5, gateway.Delivered), at(9, gateway.Failed)})
	said := func() string {
		var s []string
		for _, m := range l.rows {
			s = append(s, fmt.Sprint(m.ID, " ", m.State))
		}
		return strings.Join(s, ", ")
	}
	if got := said(); got != "1 queued, 3 accepted, 2 delivered, 4 delivered, 5 delivered, 9 failed" {
		t.Error(got)
	}
	l.more = true
	q = l.around(gateway.MessageQuery{}, 0, 2)
	var many []gateway.Message
	for id := int64(100); len(many) < q.Limit; id++ {
		many = append(many, at(id, gateway.Queued))
	}
	l.renew(q, many)
	if last := l.rows[len(l.rows)-1]; last.ID != many[len(many)-1].ID || !l.more {
		t.Errorf("what was cut off is not loaded again: %+v", last)
	}
	l = &list{order: gateway.MessageOrder{Up: true}, rows: stored(2, 1)}
	slices.Reverse(l.rows)
	if l.top([]gateway.Message{{ID: 1}, {ID: 2}, {ID: 3}}, false); len(l.rows) != 3 || !l.more {
		t.Errorf("%d rows, more %v", len(l.rows), l.more)
	}
}
