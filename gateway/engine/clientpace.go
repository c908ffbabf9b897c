package engine

import (
	"time"

	"relay/gateway/session"
)

const (
	throttlePause = time.Second
	throttleMax   = 30 * time.Second
	rateFloor     = 0.5 // PDUs a second below which throttling never pushes a link
	rateStep      = 0.1 // of the configured rate, regained each second
)

// allowance is how many parts may leave now, and if none, when to look again.
// After throttling the rate grows back a step a second.
func (c *client) allowance(now time.Time, free int) (n int, wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Before(c.pausedTo) {
		return 0, c.pausedTo.Sub(now)
	}
	if free <= 0 {
		return 0, 0
	}
	if c.rate > 0 && (c.cfg.Rate == 0 || c.rate < c.cfg.PerSecond()) && now.Sub(c.rateAt) >= time.Second {
		c.regain(now)
	}
	if c.pace == nil {
		return free, 0
	}
	if n = c.pace.Take(now, free); n == 0 {
		return 0, c.pace.Next(now)
	}
	return n, 0
}

func (c *client) regain(now time.Time) {
	ceiling := c.cfg.PerSecond()
	if ceiling == 0 {
		ceiling = 4 * c.rate // no limit is set: probe upwards
	}
	c.rate = min(c.rate+max(ceiling*rateStep, rateFloor), ceiling)
	c.rateAt = now
	if c.cfg.Rate == 0 && c.meter.rate(now) < c.rate/2 {
		c.rate, c.pace = 0, nil // the limit is far away: forget it
		return
	}
	c.pace.SetRate(c.rate, burstOf(c.rate))
}

func (c *client) giveBack(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pace != nil && n > 0 {
		c.pace.Give(n)
	}
}

// throttled pauses the whole link and halves its rate, so that the order of
// messages stays.
func (c *client) throttled(now time.Time, why string) {
	c.mu.Lock()
	if now.Before(c.pausedTo) {
		c.mu.Unlock()
		return // an answer from before the pause
	}
	c.pause = min(max(2*c.pause, throttlePause), throttleMax)
	c.pausedTo = now.Add(c.pause)
	if c.rate == 0 {
		c.rate = max(c.meter.rate(now), 2*rateFloor)
	}
	c.rate = max(c.rate/2, rateFloor)
	c.rateAt = c.pausedTo
	if c.pace == nil {
		c.pace = session.NewPace(c.rate, burstOf(c.rate))
	}
	c.pace.SetRate(c.rate, burstOf(c.rate))
	pause, rate, name := c.pause, c.rate, c.cfg.Name
	c.mu.Unlock()
	c.e.log.WithField("link", name).WithField("status", why).Infof("throttled: paused %s, then %.1f PDU/s", pause, rate)
	c.e.feed.links()
}

// congestionStep bounds how often a congestion_state changes the rate.
const congestionStep = 200 * time.Millisecond

// congested honours a 5.0 provider's congestion_state: above 90 the rate goes
// down by a tenth, from 80 to 90 it stays, below it grows back as after
// throttling (SMPP 5.0 2.7, 4.8.4.18).
func (c *client) congested(now time.Time, state int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch session.HintOf(state) {
	case session.HintHold:
		c.rateAt = now // no step up for a second
	case session.HintLower:
		if now.Sub(c.loadAt) < congestionStep {
			return
		}
		c.loadAt, c.rateAt = now, now
		if c.rate == 0 {
			c.rate = max(c.meter.rate(now), 2*rateFloor)
		}
		c.rate = max(c.rate*0.9, rateFloor)
		if c.pace == nil {
			c.pace = session.NewPace(c.rate, burstOf(c.rate))
		}
		c.pace.SetRate(c.rate, burstOf(c.rate))
	}
}
