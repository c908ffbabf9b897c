package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

const maxOutbinds = 8 // connections of a provider at the same time

// takeOutbinds lets a provider connect and ask for a bind (SMPP 5.0 2.2.1),
// beside the link's own tries, until ctx ends.
func (c *client) takeOutbinds(ctx context.Context) {
	cfg := c.config()
	l, err := net.Listen("tcp", cfg.OutbindListen)
	if err != nil {
		c.e.log.WithField("link", cfg.Name).Errorf("can not listen for outbind: %v", err)
		c.e.feed.event(gateway.Warning, cfg.Name, fmt.Sprintf("%s can not listen for outbind on %s: %v", cfg.Name, cfg.OutbindListen, err), "Choose another address under Connections.")
		return
	}
	c.e.log.WithField("link", cfg.Name).Infof("listening for outbind on %s", l.Addr())
	c.mu.Lock()
	c.outbindAt = l.Addr().String()
	c.mu.Unlock()
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	var wg sync.WaitGroup
	defer wg.Wait()
	places := make(chan struct{}, maxOutbinds)
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		select {
		case places <- struct{}{}:
		default:
			_ = conn.Close()
			continue
		}
		wg.Go(func() {
			defer func() { <-places }()
			c.outbound(ctx, conn)
		})
	}
}

// outbound serves one connection that a provider has opened: its outbind, our
// bind, and what follows. 3.4 answers outbind with bind_receiver only; 5.0 with
// what the link binds as.
func (c *client) outbound(ctx context.Context, conn net.Conn) {
	b := newBind(session.Receiver)
	if cfg := c.config(); cfg.Version >= smpp.V50 {
		b.kind = bindKinds(cfg.Bind)[0]
	}
	c.mu.Lock()
	c.binds = append(c.binds, b)
	c.mu.Unlock()
	_, err := c.serve(ctx, b, conn, make(chan struct{}))
	c.mu.Lock()
	for i, x := range c.binds {
		if x == b {
			c.binds = append(c.binds[:i:i], c.binds[i+1:]...)
			break
		}
	}
	name := c.cfg.Name
	c.mu.Unlock()
	c.e.log.WithField("link", name).Infof("the connection of the provider %s ended: %v", conn.RemoteAddr(), err)
	c.e.feed.links()
}

// outboundSession takes the outbind of a provider.
type outboundSession struct {
	clientSession
	asked chan struct{} // closed by the first outbind that is taken
}

// Outbind decides on a provider's outbind: it must give itself the name that
// the link expects, and the link's password or none.
func (h *outboundSession) Outbind(s *session.Session, o session.OutbindRequest) bool {
	cfg := h.c.config()
	log := h.c.e.log.WithField("link", cfg.Name).WithField("source", s.Remote().String())
	switch {
	case cfg.OutbindSystemID != "" && o.SystemID != cfg.OutbindSystemID:
		log.Warnf("outbind of %q refused: %q is expected", o.SystemID, cfg.OutbindSystemID)
		return false
	case o.Password != "" && o.Password != cfg.Password.Reveal():
		log.Warnf("outbind of %q refused: its password is not this link's", o.SystemID)
		return false
	}
	select {
	case <-h.asked:
		return false // once is enough
	default:
	}
	log.Infof("%q asks for a bind (outbind)", o.SystemID)
	close(h.asked)
	return true
}

func peerTLVs(word string) session.PeerTLVs {
	switch word {
	case "yes":
		return session.TLVsYes
	case "no":
		return session.TLVsNo
	}
	return session.TLVsAuto
}

const outbindConnect = 10 * time.Second

// Outbind connects a server link to an application that listens, and asks it to
// bind (SMPP 5.0 4.1.1.6). What it binds as is judged like any other bind.
func (e *Engine) Outbind(ctx context.Context, name, address string, password gateway.Secret) error {
	problem := func(key string, args ...any) error {
		return gateway.Problems{{Path: "server", Key: key, Args: args}}
	}
	v := e.serverOf(name)
	if v == nil {
		return problem("there is no listener %q", name)
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return problem("%q is no address: write it as 192.168.1.7:2780", address)
	}
	v.mu.Lock()
	on := v.listener != nil
	v.mu.Unlock()
	if !on {
		return problem("%s is off: connect it first", name)
	}
	dctx, cancel := context.WithTimeout(ctx, outbindConnect)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(dctx, "tcp", address)
	if err != nil {
		return problem("%s can't be reached: %s", address, reasonOf(err))
	}
	sent := make(chan error, 1)
	v.wg.Go(func() {
		v.serve(e.sessions, conn, func(s *session.Session) { sent <- s.Outbind(v.config().SystemID, password.Reveal()) })
		select {
		case sent <- session.ErrClosed:
		default:
		}
	})
	if err := <-sent; err != nil {
		return fmt.Errorf("outbind to %s: %w", address, err)
	}
	return nil
}

// reasonOf is the short form of a network error.
func reasonOf(err error) string {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err.Error()
	}
	return err.Error()
}
