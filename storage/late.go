package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"relay/gateway"
)

// Rows of messages, parts and deliveries may be late: what is in them is
// committed, but not written where it belongs.
//
// A message on its way changes four times within a second: taken, sent, answered,
// delivered; and its receipt is owed for a moment. Writing rows and their index
// entries each time costs the writer more than all else. So under load a commit
// stores its changes as one record in the table late, and the rows are written
// later, once for all that happened to them meanwhile.
//
// What is late is never missed:
//   - the writer finds it in its memory, which holds all that is late;
//   - a statement of the writer that touches these tables in any other way has
//     the rows written first (Tx.exec, query and row do; those named Other don't:
//     they are for other tables and for rows that are not late);
//   - a reader in this process has the rows written before it reads (reader);
//   - after a crash the records are applied when the database is opened.
//
// A reader in another process may be lateMost behind, lateOnWay for what is on its
// way or waits to be, and after a kill it does not see what was late before the next start.
//
// What waits to be sent stays late for a moment too: on a link that keeps up it is
// written once then, when all has happened, and twice otherwise.
const (
	lateFew    = 8                      // messages that are written at once: no load
	lateMany   = 3000                   // messages after which rows are written, beside those on their way
	lateMost   = 250 * time.Millisecond // and the time after which they are
	lateRest   = 30 * time.Millisecond  // the same when nothing else is written
	lateOnWay  = time.Second            // for what is on its way: it will change again
	lateQueued = time.Second / 2        // for what waits to be
	lateWait   = 5 * time.Second        // what a reader waits for it at most
	lateHeld   = 250 * time.Millisecond // and while another process holds the file
	lateTexts  = 1024                   // octets of a part's texts; one with more is written at once
)

// lates is what is late, as a part of the writer's memory.
type lates struct {
	messages map[int64]*kept
	named    map[orphanKey][]partRef // their parts by link and provider's id
	owed     map[int64]*owed
	changed  []int64 // messages that this transaction has changed
	came     []int64 // deliveries that it has stored
	went     []int64 // and those that were acknowledged
	recorded bool    // the table late has records
	since    time.Time
	left     int // that were on their way when rows were written last
}

// partRef is a part and its message.
type partRef struct{ id, message int64 }

// owed is a delivery without a row.
type owed struct {
	gateway.Delivery
	since    time.Time
	recorded bool
}

func newLates() lates {
	return lates{messages: map[int64]*kept{}, named: map[orphanKey][]partRef{}, owed: map[int64]*owed{}}
}

func (l *lates) n() int { return len(l.messages) + len(l.owed) }

func (l *lates) begin() time.Time {
	now := time.Now()
	if l.n() == 0 {
		l.since = now
	}
	return now
}

// lateness is how rows of a message are behind.
type lateness struct {
	fresh    bool // there are none yet
	recorded bool // and its insertion is in a record
	way      bool // the message's is
	parts    []int64
	since    time.Time
	changed  bool // by this transaction
}

func (l *lateness) behind() bool { return l.fresh || l.way || len(l.parts) > 0 }

// touch notes that a message changes without its rows.
func (l *lates) touch(id int64, k *kept) {
	if !k.late.behind() {
		k.late = lateness{since: l.begin()}
		l.messages[id] = k
	}
	if !k.late.changed {
		k.late.changed = true
		l.changed = append(l.changed, id)
	}
}

func (l *lates) way(id int64, k *kept) {
	l.touch(id, k)
	k.late.way = true
}

func (l *lates) part(p *gateway.Part, k *kept) {
	l.touch(p.MessageID, k)
	if !slices.Contains(k.late.parts, p.ID) {
		k.late.parts = append(k.late.parts, p.ID)
	}
	if p.ProviderID == "" {
		return
	}
	at, ref := orphanKey{p.Link, p.ProviderID}, partRef{p.ID, p.MessageID}
	if !slices.Contains(l.named[at], ref) {
		l.named[at] = append(l.named[at], ref)
	}
}

// fresh takes a message that has no rows yet.
func (l *lates) fresh(id int64, k *kept) {
	l.touch(id, k)
	k.late.fresh = true
}

// owe takes a delivery that has no row yet.
func (l *lates) owe(d gateway.Delivery) {
	l.owed[d.ID] = &owed{Delivery: d, since: l.begin()}
	l.came = append(l.came, d.ID)
}

// delivered takes a delivery away again; false: it has a row.
func (l *lates) delivered(id int64) bool {
	d := l.owed[id]
	if d == nil {
		return false
	}
	delete(l.owed, id)
	if d.recorded {
		l.went = append(l.went, id)
	}
	return true
}

// upToDate has all rows written.
func (t *Tx) upToDate() error {
	if t.w.memory.n() == 0 && !t.w.memory.recorded {
		return nil
	}
	return t.writeLate(keepNothing)
}

// lateKeep is what stays late when rows are written.
type lateKeep int

const (
	keepNothing lateKeep = iota
	keepSending          // messages and deliveries that are on their way
	keepQueued           // and messages that are about to be
)

// writeLate writes the rows that are behind, but those that will change again at
// once.
func (t *Tx) writeLate(keep lateKeep) error {
	l := &t.w.memory.lates
	now := time.Now()
	for _, id := range slices.Sorted(maps.Keys(l.messages)) { // rows that lie together are written together
		k := l.messages[id]
		if now.Sub(k.late.since) <= k.mayBeLate(keep) {
			continue
		}
		if err := t.writeMessage(k); err != nil {
			return err
		}
		for i := range k.parts {
			l.unname(&k.parts[i])
		}
		k.late = lateness{}
		delete(l.messages, id)
	}
	for _, id := range slices.Sorted(maps.Keys(l.owed)) {
		d := l.owed[id]
		if keep >= keepSending && now.Sub(d.since) <= lateOnWay {
			continue
		}
		if _, err := t.execOther(changeOwed.text(), deliveryOf(&d.Delivery)...); err != nil {
			return err
		}
		delete(l.owed, id)
	}
	if l.recorded {
		if _, err := t.execOther("DELETE FROM late"); err != nil {
			return err
		}
		l.recorded = false
	}
	l.since, l.left = now, l.n()
	// The records of what is left went with the others.
	l.changed, l.came, l.went = l.changed[:0], l.came[:0], l.went[:0]
	for id, k := range l.messages {
		k.late.changed, k.late.recorded = true, false
		l.changed = append(l.changed, id)
	}
	for id, d := range l.owed {
		d.recorded = false
		l.came = append(l.came, id)
	}
	return nil
}

// mayBeLate is how long a message may stay late when others are written: one that
// will change again at once. It is negative for one that has to be written.
func (k *kept) mayBeLate(keep lateKeep) time.Duration {
	if k.message == nil {
		return -1
	}
	switch k.message.State {
	case gateway.Sending:
		if keep >= keepSending {
			return lateOnWay
		}
	case gateway.Queued: // about to be sent, unless it waits for its time or for another try
		if keep >= keepQueued && len(k.parts) > 0 && !slices.ContainsFunc(k.parts, func(p gateway.Part) bool { return !p.NextAt.IsZero() }) {
			return lateQueued
		}
	}
	return -1
}

// unname forgets a part whose row has its provider's id.
func (l *lates) unname(p *gateway.Part) {
	if p.ProviderID == "" {
		return
	}
	at := orphanKey{p.Link, p.ProviderID}
	left := slices.DeleteFunc(l.named[at], func(r partRef) bool { return r.id == p.ID })
	if len(left) == 0 {
		delete(l.named, at)
		return
	}
	l.named[at] = left
}

// writeMessage writes what is behind of one message.
func (t *Tx) writeMessage(k *kept) error {
	return k.changes(func(c change, args []any) error {
		_, err := t.execOther(c.text(), args...)
		return err
	}, k.late.fresh)
}

// changes are the statements that bring a message's rows up to date, from nothing
// or from an earlier state.
func (k *kept) changes(do func(change, []any) error, insert bool) error {
	if insert {
		if err := do(changeNew, messageOf(k.message)); err != nil {
			return err
		}
		for i := range k.parts {
			if err := do(changeNewPart, partOf(&k.parts[i])); err != nil {
				return err
			}
		}
		return nil
	}
	if k.late.way {
		if err := do(changeMessage, wayOf(k.message)); err != nil {
			return err
		}
	}
	for i := range k.parts {
		if slices.Contains(k.late.parts, k.parts[i].ID) {
			if err := do(changePart, partWayOf(&k.parts[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// recordLate ends a transaction: what it changed is stored as rows or as a record.
func (t *Tx) recordLate() error {
	l := &t.w.memory.lates
	switch n := l.n(); {
	case n <= t.w.lateFew:
		if n > 0 || len(l.went) > 0 {
			return t.writeLate(keepNothing)
		}
		return nil
	case n >= l.left+lateMany, time.Since(l.since) >= lateMost:
		for keep := keepQueued; ; keep-- {
			if err := t.writeLate(keep); err != nil {
				return err
			}
			if l.n() <= lateMany || keep == keepNothing { // more are too many to be recorded anew each time
				break
			}
		}
	}
	b := []byte{recordFormat}
	add := func(c change, args []any) error {
		b = c.record(b, args)
		return nil
	}
	slices.Sort(l.changed)
	for _, id := range l.changed {
		k := l.messages[id]
		_ = k.changes(add, k.late.fresh && !k.late.recorded) // add does not fail
		k.late.changed, k.late.recorded = false, true
	}
	for _, id := range l.came {
		if d := l.owed[id]; d != nil {
			_ = add(changeOwed, deliveryOf(&d.Delivery))
			d.recorded = true
		}
	}
	for _, id := range l.went {
		_ = add(changeDelivered, []any{id})
	}
	l.changed, l.came, l.went = l.changed[:0], l.came[:0], l.went[:0]
	if len(b) == 1 {
		return nil
	}
	l.recorded = true
	_, err := t.execOther("INSERT INTO late (changes) VALUES (?)", b)
	return err
}

// replay applies the records that a transaction finds: those of a process that
// has ended, or those from before a rollback, which makes the memory forget.
func (t *Tx) replay() error {
	rows, err := t.queryOther(recordsText)
	records, err := collect(rows, err, scanRecord)
	if err != nil || len(records) == 0 {
		return err
	}
	if err := readRecords(records, func(c change, args []any) error {
		_, err := t.execOther(c.text(), args...)
		var f *fault
		if errors.As(err, &f) && f.code&0xFF == sqlite3.SQLITE_CONSTRAINT {
			return fmt.Errorf("%w: %w", errRecord, err) // it contradicts the rows
		}
		return err
	}); err != nil {
		return err
	}
	_, err = t.execOther("DELETE FROM late")
	return err
}
