package engine

import (
	"net/netip"
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
)

// guard bounds what one source address may ask of one listener: connections
// without a bind, binds a second, and failed binds before it is locked out.
// Locking out touches no session that is bound.
type guard struct {
	mu      sync.Mutex
	sources map[netip.Addr]*source
}

type source struct {
	unbound     int
	binds       *session.Pace
	bindRate    float64
	failures    []time.Time
	lockedUntil time.Time
	lock        time.Duration
	seen        time.Time
}

func newGuard() *guard { return &guard{sources: map[netip.Addr]*source{}} }

func (g *guard) of(a netip.Addr, now time.Time) *source {
	s := g.sources[a]
	if s == nil {
		if len(g.sources) >= guardMax {
			for k, v := range g.sources {
				if v.unbound == 0 && now.Sub(v.seen) > guardForget {
					delete(g.sources, k)
				}
			}
		}
		s = &source{}
		g.sources[a] = s
	}
	s.seen = now
	return s
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

// failed counts a failed bind and tells for how long the address is locked out
// now; 0 when it is not.
func (g *guard) failed(a netip.Addr, c gateway.ServerConfig, now time.Time) time.Duration {
	n, within, err := gateway.ParseLockout(c.Lockout)
	if err != nil || n == 0 {
		return 0
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.of(a, now)
	keep := s.failures[:0]
	for _, t := range s.failures {
		if now.Sub(t) < within {
			keep = append(keep, t)
		}
	}
	s.failures = append(keep, now)
	if len(s.failures) < n {
		return 0
	}
	s.failures = s.failures[:0]
	s.lock = min(max(2*s.lock, lockFirst), lockMax)
	s.lockedUntil = now.Add(s.lock)
	return s.lock
}

// succeeded forgets the failures of an address.
func (g *guard) succeeded(a netip.Addr, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.of(a, now)
	s.failures, s.lock = nil, 0
}
