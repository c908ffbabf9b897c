package engine

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Drop ends one live session of a server link: with unbind, then the connection.
// The application may bind again.
func (e *Engine) Drop(ctx context.Context, id uint64) error {
	for _, h := range e.liveSessions(func(h *serverSession) bool { return h.id == id }) {
		e.log.WithField("session", id).Info("a session is dropped by the user")
		dctx, cancel := context.WithTimeout(ctx, stopTime)
		defer cancel()
		h.end(dctx, "Relay dropped the session")
		return nil
	}
	return gateway.Problems{{Path: "session", Key: "session %d has ended already", Args: []any{id}}}
}

// Ban refuses a source address at a server link for a time and drops its
// sessions there. It ends by itself, or with d 0 at once.
func (e *Engine) Ban(ctx context.Context, server, source string, d time.Duration) error {
	v := e.serverOf(server)
	if v == nil {
		return gateway.Problems{{Path: "server", Key: "there is no listener %q", Args: []any{server}}}
	}
	addr, err := netip.ParseAddr(source)
	if err != nil {
		return gateway.Problems{{Path: "source", Key: "%q is no IP address", Args: []any{source}}}
	}
	addr = addr.Unmap()
	now := time.Now()
	v.guard.ban(addr, now.Add(d), now)
	e.log.WithField("link", server).Infof("%s is banned for %s by the user", addr, d)
	if d <= 0 {
		return nil
	}
	for _, h := range e.liveSessions(func(h *serverSession) bool { return h.srv == v && h.source == addr }) {
		h.session.Close(fmt.Sprintf("%s is banned", addr))
	}
	return nil
}

func (e *Engine) liveSessions(fits func(*serverSession) bool) (out []*serverSession) {
	e.mu.Lock()
	servers := make([]*server, 0, len(e.servers))
	for _, v := range e.servers {
		servers = append(servers, v)
	}
	e.mu.Unlock()
	for _, v := range servers {
		v.mu.Lock()
		for h := range v.sessions {
			if fits(h) && h.session.State() != smpp.Closed { // it stays in the list for a moment
				out = append(out, h)
			}
		}
		v.mu.Unlock()
	}
	return out
}

// ban refuses binds of an address until a time, whatever its failures.
func (g *guard) ban(a netip.Addr, until, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.of(a, now).lockedUntil = until
	g.locked[origin(a)] = struct{}{}
}

// maxShut is how many addresses that are shut out a snapshot names.
const maxShut = 50

// shut lists the addresses that are locked out or banned, by address.
func (g *guard) shut(now time.Time) (out []gateway.ShutOut) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for a := range g.locked {
		s := g.sources[a]
		if s == nil || !now.Before(s.lockedUntil) {
			delete(g.locked, a)
			continue
		}
		if len(out) < maxShut {
			out = append(out, gateway.ShutOut{Source: a.String(), Until: s.lockedUntil})
		}
	}
	slices.SortFunc(out, func(a, b gateway.ShutOut) int { return strings.Compare(a.Source, b.Source) })
	return out
}
