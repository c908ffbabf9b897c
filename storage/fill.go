package storage

import "time"

// How the search index is filled. Adding a message takes as long as storing it
// several times over, so it is never done with the message: either nothing else
// has been written for a while, or enough messages wait and the writer has not
// spent more than a twentieth of its time on them.
const (
	fillQuiet  = 100 * time.Millisecond // without a write, after which it is filled to its end
	fillWaits  = 5000                   // messages for which it is filled between writes
	fillShare  = 20                     // and then one part of so many of the writer's time
	fillTarget = 20 * time.Millisecond  // what a step should hold a producer up at most
	fillLeast  = 100                    // messages in a step
	fillMost   = 5000
	fillAgain  = time.Minute // after a step that failed
)

// filling is how far the search index is, as the writer knows it.
type filling struct {
	whole bool      // nothing was written since the last message was added
	quiet bool      // nothing was written since fillQuiet ago
	known bool      // upto is
	upto  int64     // messages up to this id are in the index
	step  int       // messages in the next step
	next  time.Time // when the next step may take time from other writes
}

// idle waits for work, and does meanwhile what was put off: rows that are behind,
// then the search index.
func (w *writer) idle() {
	f := &w.filling
	if w.late.Load() > 0 {
		w.rest()
		return
	}
	if f.whole {
		<-w.wake
		return
	}
	wait := fillQuiet
	switch behind := w.memory.counters[counterMessages].last - f.upto; {
	case time.Now().Before(f.next):
		wait = max(wait, time.Until(f.next))
	case !f.known, f.quiet, behind >= fillWaits:
		wait = 0
	}
	if wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-w.wake:
			return
		case <-t.C:
			f.quiet = true
		}
	}
	w.fill()
}

// beginFilling is for an opened database: one that can't be opened is left as it is.
func (w *writer) beginFilling() error {
	return w.outside(func(*conn) error {
		w.filling.wrote()
		return nil
	})
}

// wrote has the index filled once more.
func (f *filling) wrote() { f.whole, f.quiet = false, false }

// fill adds some messages to the search index; the mark of how far it is goes in
// the same transaction. What fails is tried again later, and searched without the
// index until then.
func (w *writer) fill() {
	f := &w.filling
	if f.step == 0 {
		f.step = fillLeast
	}
	began := time.Now()
	var upto, last int64
	err := w.transaction([]job{{fn: func(tx *Tx) error {
		if err := tx.row("SELECT upto FROM searched").Scan(&upto); err != nil {
			return err
		}
		if err := tx.row("SELECT COALESCE(MAX(id), 0) FROM (SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?)", upto, f.step).Scan(&last); err != nil || last == 0 {
			return err
		}
		if _, err := tx.exec("INSERT INTO search (rowid, text, to_addr, from_addr) SELECT id, text, to_addr, from_addr FROM messages WHERE id > ? AND id <= ?", upto, last); err != nil {
			return err
		}
		_, err := tx.exec("UPDATE searched SET upto = ?", last)
		return err
	}}}, nil)
	took := time.Since(began)
	switch {
	case err != nil:
		f.next = time.Now().Add(fillAgain)
		return
	case last == 0:
		f.whole, f.known, f.upto = true, true, upto
		return
	}
	f.known, f.upto = true, last
	if !f.quiet {
		f.next = time.Now().Add((fillShare - 1) * took)
	}
	switch {
	case took > fillTarget:
		f.step = max(f.step/2, fillLeast)
	case took < fillTarget/2:
		f.step = min(f.step*2, fillMost)
	}
}
