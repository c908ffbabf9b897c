package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

func (v *server) accept(ctx context.Context, l net.Listener) {
	var backoff time.Duration
	for {
		conn, err := l.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) || ctx.Err() != nil {
				return
			}
			// Out of descriptors and the like pass: wait and go on.
			backoff = min(max(2*backoff, 5*time.Millisecond), time.Second)
			v.e.log.WithField("link", v.config().Name).Warnf("a connection could not be taken: %v", err)
			t := time.NewTimer(backoff)
			select {
			case <-ctx.Done():
				t.Stop()
				return
			case <-t.C:
			}
			continue
		}
		backoff = 0
		v.wg.Go(func() { v.serve(ctx, conn, nil) })
	}
}

// serve runs one connection to its end; first, if there is one, is called when
// it can send.
func (v *server) serve(ctx context.Context, conn net.Conn, first func(*session.Session)) {
	cfg, now := v.config(), time.Now()
	source := sourceAddr(conn)
	if !v.guard.connect(source, cfg.MaxUnbound, now) {
		v.tell(source, now, fmt.Sprintf("%d connections from there have no bind", cfg.MaxUnbound))
		_ = conn.Close()
		return
	}
	h := &serverSession{srv: v, id: v.e.nextSession(), source: source, conn: conn, unbound: true}
	record := gateway.PDURecord{Link: cfg.Name, Session: h.id, Version: byte(smpp.V34)}
	s := session.New(conn, session.Config{
		Role: smpp.MC, Version: smpp.V50, Window: deliverWindow,
		EnquireLink: cfg.EnquireLink, EnquireTimeout: cfg.EnquireTimeout, ResponseTimeout: respondTimeout,
		SessionInit: cfg.SessionInit, Inactivity: cfg.Inactivity, PDURead: cfg.PDURead, Write: writeTimeout,
		MaxPDU: cfg.MaxPDU, MaxPDUUnbound: unboundMaxPDU, Handler: h, LongPassword: v.e.longPasswords(), Congestion: h.congestion,
		Tap: func(out bool, frame []byte) {
			r := record
			r.Out = out
			if b := h.bound.Load(); b != nil {
				r.Account, r.Version = b.account, b.version
			} else if !v.guard.record(source, time.Now()) {
				v.e.pdus.leaveOut()
				return
			}
			v.e.pdus.add(r, frame)
		},
	})
	h.session = s
	if !v.admit(h, cfg.MaxSessions) {
		v.tell(source, now, fmt.Sprintf("%d sessions are open", cfg.MaxSessions))
		_ = conn.Close()
		h.leave()
		return
	}
	if first != nil {
		first(s)
	}
	err := s.Run(ctx)
	if h.bound.Load() == nil && !h.refused && !errors.Is(err, io.EOF) && ctx.Err() == nil {
		v.tell(source, time.Now(), transport.Accepting(err))
	}
	h.ended(err)
	v.mu.Lock()
	delete(v.sessions, h)
	v.mu.Unlock()
	h.leave()
	v.e.log.WithField("link", cfg.Name).WithField("session", h.id).Debugf("session of %q from %s ended: %v", h.account, source, err)
	v.e.feed.links()
}

// admit takes a session unless the listener has all that it may have. One that
// has not bound yet makes room for it, the oldest first: idle connections from
// many addresses must not keep out who comes to bind.
func (v *server) admit(h *serverSession, most int) bool {
	v.mu.Lock()
	var idle *serverSession
	if len(v.sessions) >= most {
		for s := range v.sessions {
			if s.bound.Load() == nil && (idle == nil || s.id < idle.id) {
				idle = s
			}
		}
		if idle == nil {
			v.mu.Unlock()
			return false
		}
		delete(v.sessions, idle)
	}
	v.sessions[h] = struct{}{}
	v.mu.Unlock()
	if idle != nil {
		idle.session.Close("it had not bound, and another connection needed its place")
	}
	return true
}

// tell writes into the log why a connection ended before it was bound, at most
// once a second for each source.
func (v *server) tell(source netip.Addr, now time.Time, why string) {
	if line, ok := v.guard.tell(source, now, "a connection ended before a bind: "+why); ok {
		v.e.log.WithField("link", v.config().Name).WithField("source", source.String()).Info(line)
	}
}

func sourceAddr(conn net.Conn) netip.Addr {
	if ap, err := netip.ParseAddrPort(conn.RemoteAddr().String()); err == nil {
		return ap.Addr().Unmap()
	}
	return netip.Addr{}
}
