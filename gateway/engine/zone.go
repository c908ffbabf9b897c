package engine

import (
	"sync"
	"time"

	"relay/gateway"
)

const (
	zoneStep  = 15 * time.Minute // zones are whole multiples of it
	zoneSlack = 3 * time.Minute  // between a delivery and its receipt
	zoneTimes = 3                // receipts in a row that must agree
)

// zone is that of the dates in a link's receipts, which carry none: the one that
// is set, else UTC until receipts that come right after their deliveries agree on
// another one.
type zone struct {
	mu     sync.Mutex
	set    *time.Location
	learnt time.Duration // ahead of UTC
	seen   time.Duration // what the last receipts said
	times  int
}

// use takes over a setting; learning begins anew, from what is known.
func (z *zone) use(link gateway.ClientConfig, known time.Duration) {
	set, _ := gateway.ParseZone(link.ReceiptZone)
	z.mu.Lock()
	defer z.mu.Unlock()
	z.set, z.learnt, z.seen, z.times = set, known, 0, 0
}

// location is the zone in force.
func (z *zone) location() *time.Location {
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.set != nil {
		return z.set
	}
	return time.FixedZone("", int(z.learnt/time.Second))
}

// keepZone stores what was learnt when that has changed. A write that has to be
// tried again writes what is known by then.
func (c *client) keepZone() {
	name := c.config().Name
	c.zone.mu.Lock()
	changed := c.zone.learnt != c.e.zones.of(name)
	c.e.zones.set(name, c.zone.learnt)
	c.zone.mu.Unlock()
	if changed {
		c.e.write(func(tx Tx) error { return tx.SetLearnedZone(name, c.e.zones.of(name)) }, nil)
	}
}

// learn looks at a receipt's date, read in the zone in force, and corrects it
// when that teaches another zone. Dates are whole minutes.
func (z *zone) learn(done, received time.Time) time.Time {
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.set != nil || done.IsZero() {
		return done
	}
	off := done.Sub(received)
	step := off.Round(zoneStep)
	if rest := off - step; rest > zoneSlack || rest < -zoneSlack || step.Abs() > 14*time.Hour {
		return done // late, or a clock that is wrong: it teaches nothing
	}
	if step != z.seen {
		z.seen, z.times = step, 0
	}
	if z.times++; step == 0 || z.times < zoneTimes {
		return done
	}
	z.learnt, z.seen, z.times = z.learnt+step, 0, 0
	return done.Add(-step)
}
