package engine

import (
	"bytes"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Messages whose destination is an account wait as deliveries beside their parts.
// Whoever takes such a message back, lets it expire or gives it another text has
// to have them before the account's courier has; this is how.

// owedOf is what the account that messages go to is owed of them; nothing for
// messages that go elsewhere.
func owedOf(tx Tx, m *gateway.Message) ([]gateway.Delivery, error) {
	account, ok := gateway.TargetAccount(m.Link)
	if !ok || m.Direction != gateway.Out {
		return nil, nil
	}
	return tx.DeliveriesOf(account, m.ID)
}

// withdraw takes deliveries back; false, and none is, when one is on its way.
func (e *Engine) withdraw(tx Tx, list []gateway.Delivery) (bool, error) {
	if len(list) == 0 {
		return true, nil
	}
	c := e.accounts.courier(list[0].Account)
	if !c.withhold(list, time.Now()) {
		return false, nil
	}
	for _, d := range list {
		if err := tx.DeleteDelivery(d.ID); err != nil {
			return false, err
		}
	}
	tx.AfterCommit(func() { c.withdrawn(list) })
	return true, nil
}

// oweParts owes the account that a message goes to each of its parts.
func (e *Engine) oweParts(tx Tx, m *gateway.Message) error {
	account, ok := gateway.TargetAccount(m.Link)
	if !ok {
		return nil
	}
	for _, p := range m.PartList {
		frame, err := deliverOf(p.PDU, "")
		if err != nil {
			return err
		}
		if err := e.owe(tx, &gateway.Delivery{Account: account, MessageID: m.ID, PDU: frame, CreatedAt: m.CreatedAt, NextAt: m.ScheduledAt}); err != nil {
			return err
		}
	}
	return nil
}

// reword has the account that a message goes to get what its only part says now;
// false when it is on its way already.
func (e *Engine) reword(tx Tx, m *gateway.Message, part gateway.Part) (bool, error) {
	list, err := owedOf(tx, m)
	if err != nil {
		return false, err
	}
	ok, err := e.withdraw(tx, list)
	if err != nil || !ok {
		return false, err
	}
	now := *m
	now.PartList = []gateway.Part{part}
	return true, e.oweParts(tx, &now)
}

// forgotten is after how long a delivery that was withheld comes again, when the
// commit that takes it back has failed.
const forgotten = time.Minute

// withhold keeps deliveries from being begun; false, and none is, when one is on
// its way.
func (c *courier) withhold(list []gateway.Delivery, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range list {
		if _, on := c.open[d.ID]; on {
			return false
		}
	}
	if c.withheld == nil {
		c.withheld = map[int64]time.Time{}
	}
	for _, d := range list {
		c.withheld[d.ID] = now.Add(forgotten)
	}
	return true
}

// withdrawn is told when deliveries that were withheld are deleted: a look into
// the database that begins now does not find them any more, and what is in memory
// goes.
func (c *courier) withdrawn(list []gateway.Delivery) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range list {
		c.settled[d.ID] = struct{}{}
		delete(c.withheld, d.ID)
		delete(c.partly, d.ID)
		for _, in := range []*[]gateway.Delivery{&c.fresh, &c.later} {
			kept := (*in)[:0]
			for _, x := range *in {
				if x.ID != d.ID {
					kept = append(kept, x)
				}
			}
			*in = kept
		}
	}
}

// held tells whether a delivery must not be begun. c.mu is held.
func (c *courier) held(id int64) bool {
	until, ok := c.withheld[id]
	if ok && time.Now().After(until) {
		delete(c.withheld, id)
		return false
	}
	return ok
}

// carried is the part that a delivery has brought: the first that is not there yet
// with the same octets, or else the first that is not there yet.
func carried(parts []gateway.Part, d gateway.Delivery) *gateway.Part {
	var first *gateway.Part
	body, ok := bodyOf(d.PDU)
	for i := range parts {
		p := &parts[i]
		if p.State.Final() {
			continue
		}
		if has, read := bodyOf(p.PDU); ok && read && bytes.Equal(has, body) {
			return p
		}
		if first == nil {
			first = p
		}
	}
	return first
}

func bodyOf(stored []byte) ([]byte, bool) {
	var p smpp.PDU
	if smpp.Decode(&p, stored, smpp.V50) != nil {
		return nil, false
	}
	return bytes.Clone(p.Text()), true
}
