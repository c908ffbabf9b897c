package engine

import (
	"sync"
	"time"

	"relay/gateway"
)

// aliveEvery is how often the database is told that the program is running: after
// a crash the history of links is off by so much at most.
const aliveEvery = 5 * time.Minute

// reach notes when links go up and down, and stores it a few seconds later beside
// the traffic: no link waits for it.
type reach struct {
	mu    sync.Mutex
	last  map[string]gateway.LinkChange // of each link
	fresh []gateway.LinkChange          // not stored yet
	alive time.Time                     // when it was last said that the program runs
	ends  bool                          // the program stops: what goes off now was not turned off
}

// note takes what a link is doing now.
func (r *reach) note(link string, s gateway.LinkState, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	x := s.Reach()
	was, known := r.last[link]
	if known && was.Reach == x {
		return
	}
	if r.ends && x == gateway.ReachOff {
		if !known {
			return // off since before the start
		}
		x = gateway.ReachAway
	}
	if r.last == nil {
		r.last = map[string]gateway.LinkChange{}
	}
	// They are stored by the millisecond: the second of one would take the place of
	// the first.
	if next := was.At.Truncate(time.Millisecond).Add(time.Millisecond); now.Before(next) && next.Sub(now) <= time.Millisecond {
		now = next
	}
	change := gateway.LinkChange{Link: link, At: now, Reach: x}
	r.last[link] = change
	r.fresh = append(r.fresh, change)
}

// rename has what is not stored yet go to new names.
func (r *reach) rename(names map[string]string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = underNames(r.last, names)
	for i := range r.fresh {
		if to, ok := names[r.fresh[i].Link]; ok {
			r.fresh[i].Link = to
		}
	}
}

// end tells that the program stops.
func (r *reach) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ends = true
}

// take returns what is not stored yet, and whether it is time to say that the
// program runs.
func (r *reach) take(now time.Time, end bool) (fresh []gateway.LinkChange, alive bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fresh, r.fresh = r.fresh, nil
	if alive = end || now.Sub(r.alive) >= aliveEvery; alive {
		r.alive = now
	}
	return fresh, alive
}

// storeReach stores what links became since the last time.
func (e *Engine) storeReach(now time.Time, end bool) {
	fresh, alive := e.reach.take(now, end)
	if len(fresh) == 0 && !alive {
		return
	}
	e.store.Write(func(tx Tx) error {
		if err := tx.AddLinkChanges(fresh); err != nil || !alive {
			return err
		}
		return tx.SetAlive(now)
	}, func(err error) {
		if err == nil && len(fresh) > 0 {
			e.feed.publish(gateway.Update{Traffic: true})
		}
	})
}
