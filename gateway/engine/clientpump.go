package engine

import (
	"context"
	"errors"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// pump claims waiting parts as pace and window allow and submits them.
func (c *client) pump(ctx context.Context, b *bind, s *session.Session, id uint64) {
	name := c.config().Name
	for ctx.Err() == nil {
		now := time.Now()
		n, wait := c.allowance(now, s.Free())
		if n > 0 {
			parts, err := c.e.claim(ctx, name, id, n)
			c.giveBack(n - len(parts))
			if err != nil {
				c.e.storeTrouble(err)
				wait = storeRetry
			} else {
				for _, together := range groups(parts) {
					c.submit(s, together)
				}
				if len(parts) > 0 {
					c.e.feed.message(messageIDs(parts)...)
				}
				if len(parts) == n {
					continue
				}
				wait = c.untilDue(ctx, name, now)
			}
		}
		if !b.sleep(ctx, wait) {
			return
		}
	}
}

// clockCheck is how long a link sleeps at most before it asks again what is due:
// the computer's clock may have been set meanwhile.
const clockCheck = 30 * time.Second

// untilDue is the time until the next part of the link that was scheduled, or is to
// be tried again, for after a claim began, at most clockCheck; 0 when there is none.
func (c *client) untilDue(ctx context.Context, name string, claimed time.Time) time.Duration {
	due, err := c.e.store.NextDue(ctx, name, claimed)
	if err != nil || due.IsZero() {
		return 0
	}
	return min(max(time.Until(due), time.Millisecond), clockCheck)
}

// sleep waits for a wake-up, or for d when it is not 0.
func (b *bind) sleep(ctx context.Context, d time.Duration) bool {
	var timer <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-b.wake:
	case <-timer:
	}
	return true
}

// wakeUp has every session look for work: one that may not send leaves it to
// another that may.
func (c *client) wakeUp() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.binds {
		for _, ch := range [...]chan struct{}{b.wake, b.answered} {
			select {
			case ch <- struct{}{}:
			default:
			}
		}
	}
}

// submit sends a claimed part, or parts that leave as one submit_multi.
func (c *client) submit(s *session.Session, parts []gateway.Part) {
	p, err := outgoing(parts)
	if err == nil && s.Version() == smpp.V33 {
		asVersion33(p, time.Now())
	}
	if err == nil && (s.Version() == smpp.V33 || c.config().PeerTLVs == "no") {
		headerOfSAR(p)
	}
	if err == nil {
		err = s.Send(p, func(r session.Result) { c.answered(parts, r) })
	}
	if err == nil {
		return
	}
	var bad *smpp.Error
	for _, part := range parts {
		if errors.As(err, &bad) {
			// The part itself can not be sent on this link: that is final.
			c.e.write(func(tx Tx) error { return c.e.refuse(tx, part, bad, time.Now()) }, nil, part.MessageID)
			continue
		}
		c.settled(answer{part: part, err: err, at: time.Now()})
	}
}

// answered takes the outcome of one submit; it runs on the session's reader.
func (c *client) answered(parts []gateway.Part, r session.Result) {
	now := time.Now()
	a := answer{at: now, err: r.Err, written: r.Written, late: r.Late, multi: len(parts) > 1}
	var failed map[string]smpp.Status
	if r.Err == nil {
		a.status = r.PDU.Status
		if a.status == smpp.ROK {
			a.id = r.PDU.Str(smpp.FieldMessageID)
			failed = unsuccessful(r.PDU)
		}
		c.answeredWith(now, r)
	}
	for _, part := range parts {
		one := a
		one.part = part
		if st, bad := failed[destination(part)]; bad {
			one.status, one.id = st, ""
		}
		c.settled(one)
	}
	c.wakeUp()
}

// settled stores an outcome. What can not be stored stays sending in the
// database, and is treated as unknown after a restart.
func (c *client) settled(a answer) {
	cfg := c.config()
	c.e.write(func(tx Tx) error { return c.e.settle(tx, cfg, a) }, func(err error) {
		if err == nil && (a.err != nil || a.status != smpp.ROK) {
			c.wakeUp() // a part may be queued again
		}
	}, a.part.MessageID)
}
