package engine

import (
	"math"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// allowance is how many parts may leave now, and if none, when to look again.
func (c *client) allowance(now time.Time, free int) (n int, wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed.allowance(now, free)
}

func (c *client) giveBack(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.speed.giveBack(n)
}

// answeredWith takes over what an answer says of the link.
func (c *client) answeredWith(now time.Time, r session.Result) {
	status := r.PDU.Status
	var throttle, full bool
	if status != smpp.ROK {
		cfg := c.config()
		throttle, full = cfg.Retry(status) == smpp.RetryThrottle, fullQueue(cfg, status)
	}
	load, told := r.PDU.TLVInt(smpp.TagCongestionState)
	why := ""
	switch {
	case throttle || full:
		why = status.Info().Name
	case told && load >= session.MaxCongestion:
		why = "congestion_state 100"
	}
	c.mu.Lock()
	c.status.Sent++
	c.status.RTT = r.RTT
	c.speed.answered(now, status == smpp.ROK)
	paused := why != "" && c.speed.throttled(now, throttle)
	if why == "" && told {
		c.speed.congested(now, int(load))
	}
	pause, rate, limit, name := c.speed.pause, c.speed.rate, c.speed.limit, c.cfg.Name
	c.mu.Unlock()
	c.e.traffic.answered(name, now, r.RTT, status == smpp.ROK)
	c.keepLimit()
	if paused {
		c.e.log.WithField("link", name).WithField("status", why).Infof("throttled: paused %s, then %.1f PDU/s; the provider was seen to take %.1f", pause, rate, limit)
		c.e.feed.links()
	}
}

// keepLimit stores what the provider was seen to take when that has changed by
// more than a twentieth.
func (c *client) keepLimit() {
	c.mu.Lock()
	name, limit := c.cfg.Name, c.speed.limit
	same := math.Abs(limit-c.stored) <= c.stored/20
	if !same {
		c.stored = limit
	}
	c.mu.Unlock()
	if same {
		return
	}
	c.e.limits.set(name, limit)
	c.e.store.Write(func(tx Tx) error { return tx.SetLearnedLimit(name, limit) }, nil)
}
