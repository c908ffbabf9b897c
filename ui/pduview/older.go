package pduview

import (
	"context"
	"slices"

	"relay/gateway"
)

// Archive is where stored records come from.
type Archive interface {
	PDUs(ctx context.Context, q gateway.PDUQuery) ([]gateway.PDURecord, error)
}

// A search for older rows reads pages, until it has found enough or looked at
// as many records as one search may.
const (
	pageAll  = 500  // records of a page where all are listed
	pageSome = 2000 // and where a filter chooses
	lookMost = 200_000
	saveMost = 1_000_000 // and where they go into a file
)

// Older is a search for rows older than those in memory. It works on nothing of
// the model, so that it can run beside the window.
type Older struct {
	scan   *Model
	turn   int
	want   int
	had    int // found and taken
	look   int
	looked int
	below  uint64 // it looks below this number
	start  bool   // the archive has nothing older
	Err    error
}

// Older begins a search for so many rows; nil when there are none, or no room.
func (m *Model) Older(want int) *Older {
	if m.start || m.Full() || m.reached == 1 || m.Judging() {
		return nil
	}
	return m.search(want, m.reached)
}

// search looks for rows below a number; 0 is from the newest.
func (m *Model) search(want int, below uint64) *Older {
	s := NewModel()
	s.judge, s.answers, s.Wait = m.judge.copy(), m.answers, m.Wait
	return &Older{scan: s, turn: m.turn, want: want, look: lookMost, below: below}
}

// Run reads until the search is over. It may be called from any goroutine.
func (o *Older) Run(ctx context.Context, archive Archive) {
	for !o.Over() {
		o.Page(ctx, archive)
	}
}

// Over tells whether it has found enough, looked far enough, or failed.
func (o *Older) Over() bool {
	return o.Err != nil || o.start || o.looked >= o.look || o.had+len(o.scan.view) >= o.want
}

// Page reads the next page, newest first. It may be called from any goroutine.
func (o *Older) Page(ctx context.Context, archive Archive) {
	q := gateway.PDUQuery{Before: o.below, Newest: true, Limit: pageAll, Octets: keepOctets}
	if o.scan.Narrowed() {
		q.Limit = pageSome
	}
	if f := o.scan.judge.follow; f != nil {
		q.Session = f.session
	}
	page, err := archive.PDUs(ctx, q)
	if err == nil {
		err = ctx.Err()
	}
	if o.Err = err; err != nil {
		return
	}
	o.scan.prepend(page)
	o.looked += len(page)
	if o.start = !cut(page, q.Limit); !o.start {
		o.below = page[0].Number
	}
}

// Next goes on where a search ended whose rows were taken.
func (m *Model) Next(o *Older) *Older {
	n := m.search(o.want, m.reached)
	n.had, n.looked = o.had+len(o.scan.view), o.looked
	return n
}

// prepend takes a page of records that come before all others, and keeps of it
// what is listed.
func (m *Model) prepend(page []gateway.PDURecord) {
	if len(page) == 0 {
		return
	}
	m.reached = page[0].Number
	local, list := newPairs(), make([]*entry, len(page))
	for i := range page {
		list[i] = newEntry(page[i])
		local.newer(list[i])
	}
	linked := m.pairs.older(local)
	m.all = append(list, m.all...)
	for _, e := range slices.Backward(list) { // an answer before its request, as the search goes
		e.fits, _ = m.judge.fits(e.fact())
		e.judged = m.pass
	}
	var view []*entry
	for _, e := range list {
		if m.shows(e) {
			e.listed = m.since
			view = append(view, e)
		}
	}
	m.view = append(view, m.view...)
	for _, e := range linked {
		m.judgeNow(e)
		m.judgeNow(e.pair)
	}
	m.all = slices.DeleteFunc(m.all, func(e *entry) bool { return !m.stands(e) && !m.open(e) })
	m.octets = octetsOf(m.all)
}

// open tells whether an entry may still come to be listed: its other half is
// not known yet.
func (m *Model) open(e *entry) bool { return e.id.IsResponse() && m.pairs.loose[e.key()] == e }

// Take puts what was found on top of the list and returns the number of rows. A
// search that the model has left behind is let go.
func (m *Model) Take(o *Older) int {
	if o.turn != m.turn || o.Err != nil {
		return 0
	}
	before := len(m.view)
	m.start = o.start
	if o.scan.reached > 0 {
		m.reached = o.scan.reached
	}
	if !m.Narrowed() {
		m.whole = m.reached
	}
	m.octets += o.scan.octets
	m.all = append(o.scan.all, m.all...) // an answer whose request comes with a later page is among them
	for _, e := range o.scan.all {
		e.judged, e.listed = m.pass, 0
	}
	if m.judge.follow != nil {
		m.judge.follow.merge(o.scan.judge.follow)
	}
	linked := m.pairs.older(o.scan.pairs)
	for _, e := range linked {
		for _, e := range []*entry{e, e.pair} {
			e.fits, _ = m.judge.fits(e.fact())
			e.judged = m.pass
		}
	}
	if len(o.scan.all)+len(linked) > 0 {
		m.relist()
	}
	return len(m.view) - before
}

// AtStart tells whether nothing older is stored.
func (m *Model) AtStart() bool { return m.start }

// Reached is the lowest number looked at.
func (m *Model) Reached() uint64 { return m.reached }

// All begins a search for every stored record that fits, for a file.
func (m *Model) All() *Older {
	o := m.search(saveMost, 0)
	o.look = saveMost
	return o
}

// Cut tells whether a search stopped before it had looked at everything.
func (o *Older) Cut() bool { return !o.start }

// Found are the records of a search, oldest first.
func (o *Older) Found() []gateway.PDURecord {
	out := make([]gateway.PDURecord, len(o.scan.view))
	for i, e := range o.scan.view {
		out[i] = e.record
	}
	return out
}
