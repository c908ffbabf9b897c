package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
)

const (
	lockFirst   = 60 * time.Second
	lockMax     = time.Hour
	guardForget = 2 * lockMax
	guardMax    = 100_000 // source addresses remembered
	guardLook   = 64      // of them looked at for one to forget
	tellEvery   = time.Second
	recordRate  = 20.0 // PDUs a second without a bind that the PDU log takes: ten binds and their answers
	recordBurst = 1000
)

// guard bounds what one source address may ask of one listener: connections
// without a bind and their PDUs in the log, binds a second, and failed binds
// before it is locked out.
// Locking out touches no session that is bound. Of an IPv6 address the first 64
// bits count: who has one of a network has them all.
type guard struct {
	mu      sync.Mutex
	sources map[netip.Addr]*source
	locked  map[netip.Addr]struct{} // those with lockedUntil set, or once set
}

type source struct {
	unbound     int
	binds       *session.Pace
	bindRate    float64
	failures    []failure // the newest, at most as many as lock out
	lockedUntil time.Time
	lock        time.Duration
	seen        time.Time
	told        hush // in the log, about its connections
	records     records
}

// failure is a failed bind: when, and as whom.
type failure struct {
	at time.Time
	id string
}

func newGuard() *guard {
	return &guard{sources: map[netip.Addr]*source{}, locked: map[netip.Addr]struct{}{}}
}

// origin is what counts as one source.
func origin(a netip.Addr) netip.Addr {
	if !a.Is6() {
		return a
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return a
	}
	return p.Addr()
}

func (g *guard) of(a netip.Addr, now time.Time) *source {
	a = origin(a)
	s := g.sources[a]
	if s == nil {
		if len(g.sources) >= guardMax {
			g.forget(now)
		}
		s = &source{}
		g.sources[a] = s
	}
	s.seen = now
	return s
}

// forget makes room for a source. It looks at a few only, whatever comes: what
// is old goes, or else that which has been silent longest.
func (g *guard) forget(now time.Time) {
	var oldest netip.Addr
	var since time.Time
	looked, gone := 0, false
	for k, v := range g.sources {
		if looked++; looked > guardLook {
			break
		}
		switch {
		case v.unbound > 0, now.Before(v.lockedUntil):
		case now.Sub(v.seen) > guardForget:
			delete(g.sources, k)
			gone = true
		case since.IsZero() || v.seen.Before(since):
			oldest, since = k, v.seen
		}
	}
	if !gone && !since.IsZero() {
		delete(g.sources, oldest)
	}
}

// connect counts a new connection; false refuses it.
func (g *guard) connect(a netip.Addr, limit int, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.of(a, now)
	if limit > 0 && s.unbound >= limit {
		return false
	}
	s.unbound++
	return true
}

// leaveUnbound counts a connection that was bound or closed.
func (g *guard) leaveUnbound(a netip.Addr, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if s := g.of(a, now); s.unbound > 0 {
		s.unbound--
	}
}

// tell is hush.tell about a connection of an address.
func (g *guard) tell(a netip.Addr, now time.Time, what string) (line string, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.of(a, now).told.tell(now, what)
}

// record tells whether the PDU log takes a PDU of a connection without a bind.
// Nobody who has no account fills the disk with what he sends.
func (g *guard) record(a netip.Addr, now time.Time) bool {
	g.mu.Lock()
	s := g.of(a, now)
	g.mu.Unlock()
	return s.records.take(now)
}

// records is how much the PDU log takes from one place without a bind. A session
// is locked while it is asked, so it takes no lock but its own.
type records struct {
	mu   sync.Mutex
	pace *session.Pace
}

func (r *records) take(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pace == nil {
		r.pace = session.NewPace(recordRate, recordBurst)
	}
	return r.pace.Take(now, 1) > 0
}

// hush keeps somebody from filling the log: one line every tellEvery.
type hush struct {
	last time.Time
	left int // lines left out since
}

// tell tells whether the log may have a line now, and makes it: what, and how
// many were left out before it.
func (h *hush) tell(now time.Time, what string) (line string, ok bool) {
	if !h.last.IsZero() && now.Sub(h.last) < tellEvery {
		h.left++
		return "", false
	}
	if h.left > 0 {
		what += fmt.Sprintf(" (and %d more)", h.left)
	}
	h.last, h.left = now, 0
	return what, true
}

// bind tells whether an address may try to bind now, and if not, why.
func (g *guard) bind(a netip.Addr, c gateway.ServerConfig, now time.Time) (ok bool, why string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.of(a, now)
	if now.Before(s.lockedUntil) {
		return false, "locked out after too many failed binds until " + s.lockedUntil.Format("15:04:05")
	}
	if c.BindsPerSecond > 0 {
		if s.binds == nil || s.bindRate != c.BindsPerSecond {
			s.bindRate = c.BindsPerSecond
			s.binds = session.NewPace(c.BindsPerSecond, max(1, int(c.BindsPerSecond)))
		}
		if s.binds.Take(now, 1) == 0 {
			return false, "too many binds a second from this address"
		}
	}
	return true, ""
}

// failed counts a failed bind as id and tells for how long the address is locked
// out now; 0 when it is not. What failed before a lock still counts after it, so
// that a lock's end does not give all the guesses back.
func (g *guard) failed(a netip.Addr, id string, c gateway.ServerConfig, now time.Time) time.Duration {
	n, within, err := gateway.ParseLockout(c.Lockout)
	if err != nil || n == 0 {
		return 0
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.of(a, now)
	s.failures = slices.DeleteFunc(s.failures, func(f failure) bool { return now.Sub(f.at) >= within })
	if len(s.failures) == 0 && now.Sub(s.lockedUntil) >= within {
		s.lock = 0
	}
	s.failures = append(s.failures, failure{now, id})
	if len(s.failures) < n {
		return 0
	}
	s.failures = slices.Delete(s.failures, 0, len(s.failures)-n)
	if now.Before(s.lockedUntil) {
		return 0 // it was judged when the lock began
	}
	s.lock = min(max(2*s.lock, lockFirst), lockMax)
	s.lockedUntil = now.Add(s.lock)
	g.locked[origin(a)] = struct{}{}
	return s.lock
}

// succeeded forgets the failures of an address as id. Those as others stay: who
// has an account of his own must not guess those of others between its binds.
func (g *guard) succeeded(a netip.Addr, id string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.of(a, now)
	s.failures = slices.DeleteFunc(s.failures, func(f failure) bool { return f.id == id })
	if len(s.failures) == 0 {
		s.failures, s.lock = nil, 0
	}
}
