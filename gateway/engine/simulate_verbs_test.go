package engine_test

import (
	"context"
	"errors"
	"strings"
	"testing/synctest"
	"time"

	"relay/gateway"
)

// faulty tells whether a step that "perhaps" succeeds may fail: this Relay is
// dead, its disk is full, or a connection is gone.
func (d *dialogue) faulty() bool {
	g := d.relay.gate
	return g.dead.Load() || g.full.Load() || d.centre.record.broken()
}

// broken tells whether some connection has ended.
func (r *record) broken() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.conns {
		if c.over || c.spoilt || c.far.frozen.Load() || c.far.peer.frozen.Load() {
			return true
		}
	}
	return false
}

// kill has Relay die now, or in a moment to come: in the n-th turn of the
// database's writer, after the n-th commit, or when so many octets have left on
// a link. The step "crash" brings it back.
func (d *dialogue) kill(o options) error {
	g := d.relay.gate
	switch {
	case o.has("turn"):
		g.turns.Store(int64(o.number("turn", 1)))
	case o.has("commit"):
		g.commits.Store(int64(o.number("commit", 1)))
	case o.has("octets"):
		after := int64(o.number("octets", 0))
		for _, b := range d.centre.living(o.text("link", "")) {
			b.far.peer.breakAfter(after, func() { d.relay.die() })
		}
	default:
		d.relay.die()
	}
	return nil
}

// fill has the disk take nothing, or everything again. What Relay could not
// write meanwhile it has written a second later.
func (d *dialogue) fill(full bool) {
	d.relay.gate.full.Store(full)
	d.written = time.Now().Add(1100 * time.Millisecond)
}

// cut has connections of a link or an application break when so many more
// octets have left one end.
func (d *dialogue) cut(o options) error {
	var ends []*wire
	after, relays := int64(o.number("octets", 0)), o.text("from", "relay") == "relay"
	if o.has("app") {
		if a := d.apps[o.text("app", "")]; a != nil && a.conn != nil {
			ends = append(ends, a.conn)
		}
	} else {
		for _, b := range d.centre.living(o.text("link", "")) {
			ends = append(ends, b.far)
		}
	}
	for _, w := range ends {
		if relays {
			w = w.peer
		}
		w.breakAfter(after, func() {})
	}
	return nil
}

// promises checks what Relay promises against the record.
func (d *dialogue) promises(end bool) error {
	r := d.centre.record
	synctest.Wait()
	if d.relay.gate.dead.Load() {
		return nil // asked again when it is back
	}
	if !d.relay.gate.full.Load() && time.Now().After(d.written) {
		r.quiet()
	}
	s, err := d.stored()
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	broken := breaches(r, s, end)
	if len(broken) > 0 {
		return errors.New(strings.Join(broken[:min(len(broken), 10)], "\n\t"))
	}
	return nil
}

// settles ends every fault, lets everything take its course and checks that
// nothing is left over.
func (d *dialogue) settles() error {
	c := d.centre
	c.mu.Lock()
	c.away, c.answers, c.refusals = false, nil, nil
	c.mu.Unlock()
	d.relay.gate.turns.Store(0)
	d.relay.gate.commits.Store(0)
	d.fill(false)
	for _, w := range d.relay.living() {
		w.left.Store(-1)
		w.peer.left.Store(-1)
	}
	if d.relay.gate.dead.Load() {
		if err := d.step([]string{"crash"}); err != nil {
			return err
		}
	}
	for _, l := range d.relay.Config().Clients {
		d.relay.RetryNow(l.Name)
	}
	for _, a := range d.relay.Config().Accounts {
		account := baseOf(a.SystemID)
		for name, app := range d.apps {
			if strings.HasPrefix(name, account) {
				app.mu.Lock()
				app.refusals, app.silences = 0, 0
				app.mu.Unlock()
				app.end()
			}
		}
		synctest.Wait()
		if err := d.step([]string{"app", account, "binds"}); err != nil {
			return err
		}
	}
	time.Sleep(settleTime)
	return d.promises(true)
}

// settleTime is longer than any wait between two tries.
const settleTime = 15 * time.Minute

// living are Relay's ends of the connections that were made in this run.
func (p *place) living() []*wire {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]*wire(nil), p.wires...)
}

// stored is what the database says.
type stored struct {
	messages []gateway.Message // with parts and receipts
	orphans  []gateway.Receipt
	now      time.Time
}

func (d *dialogue) stored() (stored, error) {
	ctx, db := context.Background(), d.relay.db()
	s := stored{now: time.Now()}
	list, err := db.Messages(ctx, gateway.MessageQuery{Box: gateway.AllBoxes})
	if err != nil {
		return s, err
	}
	for _, m := range list {
		if m, err = db.Message(ctx, m.ID); err != nil {
			return s, err
		}
		m.Link, m.Account = baseOf(m.Link), baseOf(m.Account)
		for i := range m.PartList {
			m.PartList[i].Link = baseOf(m.PartList[i].Link)
		}
		for i := range m.Receipts {
			m.Receipts[i].Link = baseOf(m.Receipts[i].Link)
		}
		s.messages = append(s.messages, m)
	}
	s.orphans, err = db.Orphans(ctx, 10000)
	for i := range s.orphans {
		s.orphans[i].Link = baseOf(s.orphans[i].Link)
	}
	return s, err
}

// baseOf is the name that a link or an account began with: a story has it called
// p1, p1~1, p1~2.
func baseOf(name string) string {
	base, _, _ := strings.Cut(name, "~")
	return base
}
