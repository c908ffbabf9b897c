package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

// setState changes what the link is doing now, with the last error in words.
func (c *client) setState(s gateway.LinkState, problem, advice string) {
	c.mu.Lock()
	// Of a pair, one bound session keeps the link up in the user's eyes.
	if s != gateway.LinkBound && s != gateway.LinkOff {
		for _, b := range c.binds {
			if b.session != nil {
				s = gateway.LinkBound
			}
		}
	}
	if c.status.State != s {
		c.status.Since = time.Now()
	}
	c.status.State = s
	switch {
	case s.Up() || s == gateway.LinkOff:
		c.status.DownSince = time.Time{}
	case c.status.DownSince.IsZero():
		c.status.DownSince = time.Now()
	}
	if problem != "" || s == gateway.LinkBound || s == gateway.LinkOff {
		c.status.Error, c.status.Advice = problem, advice
	}
	if s != gateway.LinkWaiting {
		c.status.RetryAt = time.Time{}
	}
	name := c.cfg.Name
	c.mu.Unlock()
	c.e.reach.note(name, s, time.Now())
	c.e.feed.links()
}

// bound takes over a session that has just been bound. Where stop has looked for
// sessions before, it gives stop's context, and the caller has to end this one.
func (c *client) bound(b *bind, s *session.Session, id uint64, res session.BindResult) (stopping context.Context) {
	c.mu.Lock()
	if c.stopping != nil {
		defer c.mu.Unlock()
		return c.stopping
	}
	b.session, b.id = s, id
	c.status.Version, c.told = res.Version, ""
	name := c.cfg.Name
	c.mu.Unlock()
	c.setState(gateway.LinkBound, "", "")
	c.e.log.WithField("link", name).Infof("bound as %s to %q, SMPP %s", b.kind, res.SystemID, res.Version)
	c.e.feed.event(gateway.Success, name, name+" is connected", "")
	return nil
}

func (c *client) unbound(b *bind) {
	c.mu.Lock()
	b.session = nil
	c.mu.Unlock()
}

// needsYou tells why the link does not try again by itself.
func (c *client) needsYou(problem, advice string) {
	c.setState(gateway.LinkRefused, problem, advice)
	name := c.config().Name
	c.e.log.WithField("link", name).Warnf("%s; waiting for the user", problem)
	c.e.feed.event(gateway.Severe, name, name+": "+problem, advice)
}

func (c *client) refused(s smpp.Status) { c.needsYou(refusedBind(s), refusedAdvice(s)) }

// locked: there is no password to bind with.
func (c *client) locked() {
	c.needsYou("The stored password can't be opened here: enter it again.", "Open the connection under Connections and enter the password again.")
}

// refusedBind says that the provider refused the bind and what its status adds to
// that.
func refusedBind(s smpp.Status) string {
	info := s.Info()
	if s == smpp.RBINDFAIL {
		return "The provider refused the bind (" + info.Name + ")"
	}
	return "The provider refused the bind: " + info.Meaning + " (" + info.Name + ")"
}

// gaveUp tells that the link has failed as often as it may.
func (c *client) gaveUp(err error, attempts int) {
	c.needsYou(fmt.Sprintf("Given up after %d tries: %s", attempts, whyDown(err)), "Press Connect when the provider can be reached again.")
}

// whyDown is why a link is down, in words.
func whyDown(err error) string {
	var closed *session.Closed
	switch {
	case err == nil:
		return "the connection ended"
	case errors.As(err, &closed):
		return closed.Reason
	}
	return err.Error()
}

// downAdvice is what to do about a connection that could not be made; "" where the
// reason says it all.
func downAdvice(err error) string {
	var failed *transport.Error
	switch {
	case errors.Is(err, errNoBindAnswer):
		return gateway.FaultSilent.Advice()[1]
	case errors.As(err, &failed) && transport.FaultOf(err) != gateway.FaultOther:
		return transport.FaultOf(err).Advice()[0]
	}
	return ""
}

func refusedAdvice(s smpp.Status) string {
	switch s {
	case smpp.RINVPASWD:
		return "Check the password under Connections, then press Connect."
	case smpp.RINVSYSID:
		return "Check the system id under Connections, then press Connect."
	case smpp.RINVSYSTYP:
		return "Ask the provider for the system type, set it under Connections, then press Connect."
	}
	return "Check system id, password and whether the provider allows your address, then press Connect. Relay does not try again by itself, since that could lock the account."
}

func (c *client) waiting(err error, d time.Duration) {
	problem, advice := whyDown(err), downAdvice(err)
	var st *session.StatusError
	if errors.As(err, &st) {
		problem, advice = refusedBind(st.Status), st.Status.Info().Advice
	}
	c.setState(gateway.LinkWaiting, problem, advice)
	c.mu.Lock()
	c.status.RetryAt = time.Now().Add(d)
	name, news := c.cfg.Name, c.told != problem
	c.told = problem
	c.mu.Unlock()
	c.e.log.WithField("link", name).Warnf("%s; next try in %s", problem, d.Round(time.Millisecond))
	if news {
		c.e.feed.event(gateway.Warning, name, name+": "+problem, advice)
	}
}

// snapshot is the link's status now.
func (c *client) snapshot(now time.Time) gateway.LinkStatus {
	c.mu.Lock()
	defer c.mu.Unlock()
	st := c.status
	st.Window, st.Bind = 0, string(c.cfg.Bind)
	st.Rate, st.Limit = c.speed.answers.rate(now), c.speed.limit
	for _, b := range c.binds {
		if b.session == nil {
			continue
		}
		x := b.session.Stats()
		st.Window += c.cfg.Window
		st.Open += x.Open
		st.Sessions = append(st.Sessions, gateway.SessionStatus{
			ID: b.id, Bind: b.kind.String(), Remote: b.session.Remote().String(), Version: b.session.Version(),
			Since: x.Since, Open: x.Open, RTT: x.RTT, Sent: x.Sent, Recv: x.Received, TLS: b.tls, Cipher: b.cipher,
		})
	}
	if st.Window == 0 {
		st.Window = c.cfg.Window
	}
	return st
}
