package engine

import (
	"context"
	"sync"
	"time"

	"relay/gateway"
)

// traffic counts what links do, slot by slot, and stores it a slot at a time: a
// crash costs the figures of ten seconds and nothing else.
type traffic struct {
	mu   sync.Mutex
	slot time.Time
	now  map[string]*gateway.Traffic
	full []gateway.Traffic // of slots that are over, not stored yet
}

// of is the count of a link in the present slot. t.mu is held.
func (t *traffic) of(link string, now time.Time) *gateway.Traffic {
	t.turn(now)
	x := t.now[link]
	if x == nil {
		if t.now == nil {
			t.now = map[string]*gateway.Traffic{}
		}
		x = &gateway.Traffic{At: t.slot, Link: link}
		t.now[link] = x
	}
	return x
}

// turn begins a new slot when it is time. t.mu is held.
func (t *traffic) turn(now time.Time) {
	slot := now.Truncate(gateway.TrafficSlot)
	if slot.Equal(t.slot) {
		return
	}
	for _, x := range t.now {
		if !x.Empty() {
			t.full = append(t.full, *x)
		}
	}
	clear(t.now)
	t.slot = slot
}

func (t *traffic) answered(link string, now time.Time, rtt time.Duration, good bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	x := t.of(link, now)
	x.Times.Add(rtt)
	if good {
		x.Submitted++
	} else {
		x.Refused++
	}
}

// done counts a message that has ended.
func (t *traffic) done(m *gateway.Message, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	x := t.of(m.Link, now)
	switch {
	case m.Direction == gateway.In:
		x.Received++
	case m.State == gateway.Delivered:
		x.Delivered++
	case m.State == gateway.Failed || m.State == gateway.Expired:
		x.Failed++
	}
}

// ended counts a message that has ended in this turn, once it is committed.
func (e *Engine) ended(tx Tx, m *gateway.Message) {
	x := &gateway.Message{Link: m.Link, Direction: m.Direction, State: m.State}
	tx.AfterCommit(func() { e.traffic.done(x, time.Now()) })
}

// rename has what is not stored yet go to new names.
func (t *traffic) rename(names map[string]string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.now = underNames(t.now, names)
	for link, x := range t.now {
		x.Link = link
	}
	for i := range t.full {
		if to, ok := names[t.full[i].Link]; ok {
			t.full[i].Link = to
		}
	}
}

func (t *traffic) queued(link string, now time.Time, n int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	x := t.of(link, now)
	x.Queued = max(x.Queued, n)
}

// take returns the slots that are over; all also the present one.
func (t *traffic) take(now time.Time, all bool) []gateway.Traffic {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.turn(now)
	if all {
		t.turn(now.Add(gateway.TrafficSlot))
	}
	full := t.full
	t.full = nil
	return full
}

// keepTraffic stores slots as they end.
func (e *Engine) keepTraffic(ctx context.Context) {
	t := time.NewTicker(gateway.TrafficSlot / 5)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			e.storeTraffic(time.Now(), true)
			e.storeReach(time.Now(), true)
			e.storeEnds()
			e.storeCounted(time.Now())
			return
		case <-t.C:
		}
		now := time.Now()
		for link, n := range e.waiting.byLink(ctx, e.store, now) {
			e.traffic.queued(link, now, n)
		}
		e.storeTraffic(now, false)
		e.storeReach(now, false)
		e.storeEnds()
		e.storeCounted(now)
	}
}

func (e *Engine) storeTraffic(now time.Time, all bool) {
	full := e.traffic.take(now, all)
	if len(full) == 0 {
		return
	}
	e.store.Write(func(tx Tx) error {
		return tx.AddTraffic(full)
	}, func(err error) {
		if err == nil {
			e.feed.publish(gateway.Update{Traffic: true})
		}
	})
}

// waiting remembers how many parts wait for each link: to count a long queue
// takes long, so the longer it took the longer the answer stands.
type waiting struct {
	mu    sync.Mutex
	links map[string]int64
	until time.Time
}

// waitingShare is the part of the time that may go into counting, as 1/n.
const waitingShare = 50

func (w *waiting) byLink(ctx context.Context, s Store, now time.Time) map[string]int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now.Before(w.until) {
		return w.links
	}
	began := time.Now()
	links, err := s.QueuedByLink(ctx)
	if err != nil {
		return nil
	}
	w.links, w.until = links, time.Now().Add(waitingShare*time.Since(began))
	return links
}
