package pduview

import (
	"context"
	"time"

	"relay/gateway"
)

// chunk is how many records the list takes at a time, so that the window stays
// alive while it catches up; fillMost is how many are read into a gap, beyond
// which the list begins anew with the newest.
const (
	chunk    = 2000
	fillMost = 5000
	seekWant = 300
	fewRows  = 200 // with fewer that fit, it looks further back by itself
)

// Start shows the newest stored records once, and what is new at each later
// call. run reads beside the window.
func (v *View) Start(archive Archive, limit int, run func(work func() (apply func()))) {
	if v.started {
		v.Update()
		return
	}
	v.started, v.archive, v.run = true, archive, run
	run(func() func() {
		records, err := archive.PDUs(context.Background(), gateway.PDUQuery{Newest: true, Limit: limit, Octets: keepOctets})
		return func() {
			v.restored = true
			v.broken = err != nil
			v.model.Add(records)
			v.reload()
			v.GoTo(v.coming)
			v.Update()
		}
	})
}

// Update takes what is new in the ring, or counts it while the list stands
// still.
func (v *View) Update() {
	if v.started && !v.restored || v.filling || v.again {
		return
	}
	m := v.model
	m.Now = time.Now()
	held := m.Paused || m.Full()
	from := m.Cursor()
	if held {
		from = m.Counted()
	}
	records, oldest := v.ring.PDUs(from, chunk)
	shown := m.Len()
	switch {
	case len(records) == 0:
		return
	case held:
		m.Meanwhile(records)
	case from > 0 && oldest > from+1 && v.archive != nil:
		v.fill(from, oldest)
		return
	default:
		m.Add(records)
	}
	v.came(shown)
	if len(records) < chunk {
		return
	}
	if v.run == nil {
		v.Update()
		return
	}
	v.again = true // the rest after whatever else waits for the window
	v.run(func() func() {
		return func() {
			v.again = false
			v.Update()
		}
	})
}

// came shows rows that were added to so many.
func (v *View) came(shown int) {
	if v.grid.Following() {
		v.model.Trim()
	} else {
		v.below += max(0, v.model.Len()-shown)
	}
	v.reload()
	v.settle() // what is followed may be known better now
}

// fill reads the records between the newest taken and the oldest that the ring
// still has.
func (v *View) fill(from, oldest uint64) {
	v.filling = true
	v.run(func() func() {
		records, err := v.archive.PDUs(context.Background(), gateway.PDUQuery{After: from, Before: oldest, Newest: true, Limit: fillMost, Octets: keepOctets})
		return func() {
			v.filling, v.broken = false, err != nil
			shown := v.model.Len()
			if cut(records, fillMost) {
				v.model.Reset(records)
				v.grid.Follow()
			} else {
				v.model.Add(records)
			}
			v.model.Skip(oldest - 1)
			v.came(shown)
			v.Update()
		}
	})
}

// cut tells whether there may be more than what a query brought.
func cut(records []gateway.PDURecord, limit int) bool {
	octets := 0
	for i := range records {
		octets += len(records[i].Frame)
	}
	return len(records) == limit || octets >= keepOctets
}

// TogglePause stops the list from moving, and lets it go on; nothing is lost.
func (v *View) TogglePause() {
	if v.model.Paused {
		v.GoOn()
		return
	}
	v.model.Paused = true
	v.reload()
}

// GoOn shows what came meanwhile, and follows again.
func (v *View) GoOn() {
	v.model.GoOn()
	v.below, v.ahead = 0, false
	v.grid.Follow()
	v.model.Trim()
	v.Update()
	v.reload()
}

// loadOlder looks for rows older than the first, unless one looks already.
func (v *View) loadOlder() {
	if v.run == nil || !v.restored || v.archive == nil {
		return
	}
	if v.seeking != nil && v.seekTurn == v.model.turn {
		return
	}
	o := v.model.Older(seekWant)
	if o == nil {
		return
	}
	if v.seeking != nil {
		v.seeking() // its rows stand in no list any more
	}
	ctx, stop := context.WithCancel(context.Background())
	v.seeking, v.seekTurn = stop, v.model.turn
	v.showVerdict()
	v.seek(ctx, o)
}

// seek reads the next page of a search beside the window, shows what it has
// found, and goes on until the search is over.
func (v *View) seek(ctx context.Context, o *Older) {
	archive := v.archive
	v.run(func() func() {
		o.Page(ctx, archive)
		return func() {
			if ctx.Err() != nil {
				return // another filter came meanwhile
			}
			v.broken = v.broken || o.Err != nil
			n := v.model.Take(o)
			v.grid.Shift(n)
			if o.turn == v.model.turn && !o.Over() && !v.model.Full() {
				if n > 0 {
					v.reload()
				}
				v.seek(ctx, v.model.Next(o))
				return
			}
			v.seeking()
			v.seeking = nil
			v.reload()
		}
	})
}

// loadAhead takes the next page where the list shows an older time.
func (v *View) loadAhead() {
	if !v.ahead || v.filling {
		return
	}
	v.filling = true
	after := v.model.Cursor()
	v.run(func() func() {
		records, err := v.archive.PDUs(context.Background(), gateway.PDUQuery{After: after, Limit: pageSome, Octets: keepOctets})
		return func() {
			v.filling, v.broken = false, err != nil
			v.ahead = cut(records, pageSome)
			v.model.Add(records)
			v.reload()
		}
	})
}

// GoToTime shows the log at a time: from memory, or else a piece of the archive,
// with the list held.
func (v *View) GoToTime(t time.Time) {
	if n, ok := v.model.AtTime(t); ok {
		v.GoTo(n)
		return
	}
	if v.archive == nil || v.run == nil {
		return
	}
	hi := v.model.Reached()
	archive := v.archive
	v.run(func() func() {
		records, at, err := around(context.Background(), archive, t, hi)
		return func() {
			v.broken = err != nil
			if len(records) == 0 {
				v.reload()
				return
			}
			v.model.Reset(records)
			v.model.Paused, v.ahead = true, true
			v.reload()
			v.GoTo(at)
			v.reload()
		}
	})
}
