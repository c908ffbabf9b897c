package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

const (
	courierPage  = 256
	courierFresh = 5000             // deliveries that wait in memory
	courierRetry = 30 * time.Second // after an account did not acknowledge
	courierMax   = 10 * time.Minute
	courierBatch = 50 * time.Millisecond // at least between looks for what was not due
)

// courier brings one account its receipts and incoming messages, over whatever
// receiving sessions it has. What is not acknowledged stays stored and comes
// again. What is new comes from memory; the database is read when that may not
// be all: at first, after a refusal, from time to time.
type courier struct {
	e       *Engine
	account string
	wake    chan struct{}

	mu   sync.Mutex
	open map[int64]struct{} // deliveries on their way
	// settled are deliveries whose outcome was stored since the last look into
	// the database began: what that look says of them is old.
	settled map[int64]struct{}
	// withheld are those that somebody is taking back, until when: withdraw.
	withheld map[int64]time.Time
	// partly are those that leave in parts, of which some are acknowledged.
	partly map[int64]progress

	fresh  []gateway.Delivery // committed and not looked at, in order
	behind bool               // the database may hold more than fresh that is due
	later  []gateway.Delivery // not due yet
	after  int64              // the last that was looked at, while behind
	asked  uint64             // times that a look from the beginning was asked for
	left   bool               // while behind: deliveries were left to the next look
	rest   []gateway.Delivery // what due gave and had no room yet
}

func newCourier(e *Engine, account string) *courier {
	return &courier{e: e, account: account, wake: make(chan struct{}, 1), open: map[int64]struct{}{}, settled: map[int64]struct{}{}, partly: map[int64]progress{}, behind: true}
}

// add takes a delivery that has just been committed.
func (c *courier) add(d gateway.Delivery) {
	c.mu.Lock()
	switch {
	case len(c.fresh) < courierFresh:
		c.fresh = append(c.fresh, d)
	case c.behind:
		// All of them are above what was looked at: no need to begin again.
		c.fresh, c.left = nil, true
	default:
		c.fresh = nil
		c.lookAgain()
	}
	c.mu.Unlock()
	c.wakeUp()
}

// lookAgain has the database read from its beginning. c.mu is held.
func (c *courier) lookAgain() {
	c.asked++
	c.behind, c.after, c.left, c.rest = true, 0, false, nil
}

// forget has nothing brought but what the database holds now.
func (c *courier) forget() {
	c.mu.Lock()
	c.fresh, c.later = nil, nil
	c.lookAgain()
	c.mu.Unlock()
	c.wakeUp()
}

func (c *courier) wakeUp() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *courier) run(ctx context.Context) {
	for {
		wait := c.round(ctx)
		var timer <-chan time.Time
		var t *time.Timer
		if wait > 0 {
			t = time.NewTimer(wait)
			timer = t.C
		}
		select {
		case <-ctx.Done():
		case <-c.wake:
		case <-timer:
			c.mu.Lock()
			c.lookAgain()
			c.mu.Unlock()
		}
		if t != nil {
			t.Stop()
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// round sends everything that is due and can go now. It returns when to look
// again without being woken; 0: never.
func (c *courier) round(ctx context.Context) time.Duration {
	for c.e.accounts.receiver(c.account) != nil {
		d, ok := c.next()
		if !ok {
			due, err := c.due(ctx)
			if err != nil {
				if ctx.Err() == nil {
					c.e.storeTrouble(err)
				}
				return storeRetry
			}
			if !due {
				return c.wait(time.Now())
			}
			continue
		}
		if c.begin(d.ID) && !c.send(d) {
			c.end(d.ID)
			return courierRetry
		}
		c.passed(d.ID)
	}
	return 0
}

// next is the first of rest.
func (c *courier) next() (d gateway.Delivery, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.rest) == 0 {
		return d, false
	}
	return c.rest[0], true
}

// passed takes it off, unless rest was dropped meanwhile.
func (c *courier) passed(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.rest) > 0 && c.rest[0].ID == id {
		c.rest[0] = gateway.Delivery{} // its octets may go
		c.rest = c.rest[1:]
	}
}

// due puts into rest what to send next: a page of the database while behind,
// then what is fresh; false when that is nothing. Ids grow in the order of
// commits, so what a look at the database did not find is above all that it
// found.
func (c *courier) due(ctx context.Context) (bool, error) {
	c.mu.Lock()
	behind, after, asked := c.behind, c.after, c.asked
	clear(c.settled) // rest is empty
	c.left = false
	now := time.Now()
	if !behind {
		defer c.mu.Unlock()
		c.rest = c.takeFresh(now)
		return len(c.rest) > 0, nil
	}
	c.later = slices.DeleteFunc(c.later, func(d gateway.Delivery) bool { return !d.NextAt.After(now) }) // the look finds them
	c.mu.Unlock()
	page, err := c.e.store.DeliveriesDue(ctx, c.account, after, now, courierPage)
	if err != nil {
		return false, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked != asked {
		return true, nil // to look again: what was found may be old
	}
	if n := len(page); n > 0 {
		c.after = page[n-1].ID
	}
	if len(page) < courierPage && !c.left {
		c.behind = false
		seen := c.after
		c.fresh = slices.DeleteFunc(c.fresh, func(d gateway.Delivery) bool { return d.ID <= seen })
		page = append(page, c.takeFresh(now)...)
	}
	c.rest = page
	return len(page) > 0, nil
}

// takeFresh takes what is due out of memory; what is not yet stays there, as far
// as there is room: the database has all. c.mu is held.
func (c *courier) takeFresh(now time.Time) (due []gateway.Delivery) {
	kept := c.later[:0]
	for _, list := range [][]gateway.Delivery{c.later, c.fresh} {
		for _, d := range list {
			switch {
			case !d.NextAt.After(now):
				due = append(due, d)
			case len(kept) < courierFresh:
				kept = append(kept, d)
			}
		}
	}
	c.later, c.fresh = kept, nil
	return due
}

// wait is how long nothing is due, as far as is known.
func (c *courier) wait(now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := courierRetry
	for _, d := range c.later {
		w = min(w, d.NextAt.Sub(now))
	}
	return max(w, courierBatch)
}

func (c *courier) begin(id int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, on := c.open[id]; on {
		return false
	}
	if c.held(id) {
		return false
	}
	if _, over := c.settled[id]; over {
		return false // the look that found it was made before it was acknowledged
	}
	c.open[id] = struct{}{}
	return true
}

// end tells that a delivery is not on its way after all.
func (c *courier) end(id int64) {
	c.mu.Lock()
	delete(c.open, id)
	c.mu.Unlock()
}

// send hands one delivery to a session; false when none takes it now.
func (c *courier) send(d gateway.Delivery) bool {
	var p smpp.PDU
	if err := smpp.Decode(&p, d.PDU, smpp.V50); err != nil {
		c.e.log.WithField("account", c.account).Errorf("a stored delivery is damaged and is dropped: %v", err)
		c.finish(d, func(tx Tx) error { return tx.DeleteDelivery(d.ID) })
		return true
	}
	isReceipt := isReceiptClass(byte(p.Int(smpp.FieldESMClass)))
	for {
		acc, _ := c.e.config().Account(c.account)
		h := c.e.accounts.receiver(c.account)
		if isReceipt {
			h = c.e.accounts.receiverOf(acc, d.MessageID)
		}
		if h == nil {
			return false
		}
		out := []*smpp.PDU{&p}
		switch {
		case h.session.Version() == smpp.V33:
			out = fit33(&p, byte(d.ID))
		case acc.ReceiptPDU == "data_sm" && isReceipt:
			out[0] = asDataSM(&p)
		}
		err := c.sendParts(h, d, isReceipt, out, c.acknowledged(h, d.ID))
		if err == nil {
			return true
		}
		var bad *smpp.Error
		if errors.As(err, &bad) {
			c.e.log.WithField("account", c.account).Errorf("a delivery does not fit the account's version and is dropped: %v", err)
			c.finish(d, func(tx Tx) error { return tx.DeleteDelivery(d.ID) })
			return true
		}
	}
}

// asDataSM turns a receipt into a data_sm: its text goes into message_payload
// (SMPP 5.0 4.2.2).
func asDataSM(p *smpp.PDU) *smpp.PDU {
	d := p.As(smpp.DataSM)
	if body := p.Octets(smpp.FieldShortMessage); len(body) > 0 {
		d.AddTLV(smpp.TagMessagePayload, body)
	}
	return d
}

func (c *courier) answered(h *serverSession, d gateway.Delivery, isReceipt bool, r session.Result) {
	c.wakeUp() // there is room for the next
	now := time.Now()
	if r.Err == nil && r.PDU.Status == smpp.ROK {
		h.srv.mu.Lock()
		h.srv.sent++
		h.srv.mu.Unlock()
		c.finish(d, func(tx Tx) error {
			if err := tx.DeleteDelivery(d.ID); err != nil || isReceipt {
				return err
			}
			return c.e.delivered(tx, d, now)
		})
		return
	}
	d.Attempts++
	if r.Err == nil {
		// The account refused it: try again later, ever more slowly.
		wait := courierRetry
		for range min(d.Attempts, 8) - 1 {
			wait *= 2
		}
		d.NextAt = now.Add(min(wait, courierMax))
		c.e.log.WithField("account", c.account).Warnf("a delivery was refused with %s; next try %s", r.PDU.Status.Name(), d.NextAt.Format("15:04:05"))
	}
	c.settle(d, true, func(tx Tx) error { return tx.UpdateDelivery(&d) })
}

// finish writes what became of a delivery that is over.
func (c *courier) finish(d gateway.Delivery, fn func(Tx) error) { c.settle(d, false, fn) }

// settle writes what became of a delivery, for as long as the disk does not take
// it, and looks for more. One that has to come again is looked for once it is not
// on its way any more: a look before that would pass it over.
func (c *courier) settle(d gateway.Delivery, again bool, fn func(Tx) error) {
	c.e.write(fn, func(err error) {
		c.mu.Lock()
		delete(c.open, d.ID)
		if !again {
			delete(c.partly, d.ID)
		}
		if err == nil {
			c.settled[d.ID] = struct{}{}
			if again {
				c.lookAgain()
			}
		}
		c.mu.Unlock()
		if err != nil {
			return // what can not be written at all must not go round and round
		}
		c.wakeUp()
	}, d.MessageID)
}

// owe stores what an account is to get, and has it brought after the commit.
func (e *Engine) owe(tx Tx, d *gateway.Delivery) error {
	if err := tx.InsertDelivery(d); err != nil {
		return err
	}
	stored := *d
	tx.AfterCommit(func() { e.accounts.courier(stored.Account).add(stored) })
	return nil
}

// delivered settles a message whose route was this account: the account has it.
func (e *Engine) delivered(tx Tx, d gateway.Delivery, now time.Time) error {
	m, err := tx.Message(d.MessageID)
	if err != nil {
		return fmt.Errorf("message of a delivery: %w", err)
	}
	if to, ok := gateway.TargetAccount(m.Link); !ok || to != d.Account || m.State.Final() {
		return nil
	}
	parts, err := tx.Parts(m.ID)
	if err != nil || len(parts) == 0 {
		return err
	}
	p := carried(parts, d)
	if p == nil {
		return nil
	}
	p.State, p.SentAt, p.AnsweredAt, p.DoneAt = gateway.Delivered, now, now, now
	if err := e.savePart(tx, m, p); err != nil {
		return err
	}
	if m.State != gateway.Delivered {
		return nil // other parts of it are to come
	}
	return e.oweReceipt(tx, m, stateDelivered, "DELIVRD", "", now)
}
