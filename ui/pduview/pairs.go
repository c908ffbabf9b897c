package pduview

import (
	"maps"
	"relay/gateway/smpp"
)

// pairKey finds the request of an answer: a sequence number means something
// within one session and one direction.
type pairKey struct {
	session uint64
	out     bool // the request's direction
	seq     uint32
}

func (e *entry) key() pairKey {
	return pairKey{e.record.Session, e.record.Out != e.id.IsResponse(), e.seq}
}

// pairs finds the answer of each request, whichever comes to be known first.
type pairs struct {
	asked map[pairKey]*entry // requests without an answer
	loose map[pairKey]*entry // answers without a request
}

func newPairs() pairs { return pairs{map[pairKey]*entry{}, map[pairKey]*entry{}} }

// most bounds what waits for its other half.
const mostWaiting = 4 * keep

// newer takes an entry that comes after all that are known, and tells whether it
// answers one of them.
func (p *pairs) newer(e *entry) bool {
	k := e.key()
	switch {
	case e.id.HasResponse():
		if len(p.asked) > mostWaiting {
			clear(p.asked)
		}
		p.asked[k] = e
	case e.id.IsResponse():
		if q := p.asked[k]; q != nil && answers(e, q) {
			delete(p.asked, k)
			link(q, e)
			return true
		}
		p.loose[k] = e
		if len(p.loose) > mostWaiting {
			clear(p.loose)
		}
	}
	return false
}

// forget lets go of long ones before a number, which is that of the first row that
// is kept, and holds little more than the rows do.
func (p *pairs) forget(first uint64) {
	const long = 4096 // octets
	for _, list := range []map[pairKey]*entry{p.asked, p.loose} {
		maps.DeleteFunc(list, func(_ pairKey, e *entry) bool { return e.record.Number < first && len(e.record.Frame) > long })
	}
}

// older takes over the pairs of entries that come before all that are known, and
// returns the requests among them whose answers were known already.
func (p *pairs) older(o pairs) (linked []*entry) {
	for k, q := range o.asked {
		if a := p.loose[k]; a != nil && answers(a, q) {
			delete(p.loose, k)
			link(q, a)
			linked = append(linked, q)
		} else if p.asked[k] == nil {
			p.asked[k] = q
		}
	}
	for k, a := range o.loose {
		p.loose[k] = a
	}
	return linked
}

// answers tells whether a response is one to a request.
func answers(a, q *entry) bool { return a.id.Request() == q.id || a.id == smpp.GenericNack }

func link(q, a *entry) {
	q.pair, a.pair = a, q
	q.row, a.row = nil, nil
	q.given = a.given
}
