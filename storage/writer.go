package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	maxBatch   = 512         // turns in one transaction
	maxBacklog = 20_000      // PDU records waiting for the disk
	maxOctets  = 16 << 20    // and octets of their blocks
	logChunk   = 2_000       // PDU records in one transaction
	logBehind  = 2_000       // that wait before messages stop going first
	lockedWait = time.Second // before a locked database is tried again
	lockedTry  = 35          // tries
)

// job is one turn in the writer's transaction.
type job struct {
	fn   func(*Tx) error
	done func(error)
}

// apart is work on the write connection outside of any transaction.
type apart struct {
	fn   func(*conn) error
	done chan error
}

// writer owns the write connection.
//
// The turns of a batch run in one transaction without savepoints. When one
// fails, the whole batch is rolled back and every turn runs again in a
// transaction of its own, so that only the failing one is lost: failures are
// rare, and a savepoint for each turn would cost every one of them. So a turn
// must be able to run twice.
type writer struct {
	conn   *conn
	words  func(error) error
	prints func(digits string) [][]byte // the fingerprints of a number
	// memory, tally and filling belong to the goroutine that writes.
	memory  memory
	tally   tally
	filling filling
	lateFew int          // messages that a commit may have changed without a record of it
	stuck   bool         // rows that are behind could not be written
	behind  bool         // the table late may hold records that nobody knows of
	late    atomic.Int64 // messages that are late
	held    atomic.Bool  // another process holds the file

	mu     sync.Mutex
	first  []job // that go before queue
	queue  []job
	apart  []apart
	logs   []pduBlock
	octets int // of the blocks in logs and in the batch that is being written
	closed bool
	wake   chan struct{}
	ended  chan struct{}
	lost   atomic.Uint64 // PDU records that could not be written
}

var errWriterClosed = errors.New("the database is closed")

func newWriter(c *conn, lateFew int, words func(error) error, prints func(string) [][]byte) (*writer, error) {
	w := &writer{conn: c, lateFew: lateFew, behind: true, words: words, prints: prints, memory: *newMemory(), filling: filling{whole: true}, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	if err := w.tally.follow(c); err != nil {
		return nil, err
	}
	w.late.Store(1) // perhaps
	// What was late when the last process ended. While there is no room for it, its
	// records stay; each transaction tries first.
	var t interface{ Temporary() bool }
	if err := words(w.transaction(nil, nil)); err != nil && !(errors.As(err, &t) && t.Temporary()) {
		return nil, err
	}
	go w.run()
	return w, nil
}

func (w *writer) signal() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *writer) add(j job) { w.addTo(&w.queue, j) }

func (w *writer) addTo(queue *[]job, j job) {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		if j.done != nil {
			j.done(errWriterClosed)
		}
		return
	}
	*queue = append(*queue, j)
	w.mu.Unlock()
	w.signal()
}

// outside runs fn on the write connection between two transactions. Nothing is
// written meanwhile.
func (w *writer) outside(fn func(*conn) error) error {
	a := apart{fn, make(chan error, 1)}
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return errWriterClosed
	}
	w.apart = append(w.apart, a)
	w.mu.Unlock()
	w.signal()
	return <-a.done
}

// fullBacklog is the number of waiting turns at which the writer counts as
// fully loaded: about a second's worth.
const fullBacklog = 10_000

// backlog is how much of that waits, 0 to 100.
func (w *writer) backlog() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return min(100*len(w.queue)/fullBacklog, 100)
}

func (w *writer) run() {
	defer close(w.ended)
	for {
		w.mu.Lock()
		n := min(len(w.queue), maxBatch)
		batch := w.queue[:n:n]
		if len(w.first) > 0 {
			batch = append(w.first, batch...)
			w.first = nil
		}
		w.queue = w.queue[n:]
		if len(w.queue) == 0 {
			w.queue = nil
		}
		var logs []pduBlock
		if len(w.queue) == 0 || recordsOf(w.logs) > logBehind { // messages first, but not for ever
			m := w.logRun()
			logs = w.logs[:m:m]
			if w.logs = w.logs[m:]; len(w.logs) == 0 {
				w.logs = nil
			}
		}
		apart := w.apart
		w.apart = nil
		closed := w.closed
		w.mu.Unlock()
		if len(apart) > 0 || closed && len(batch) == 0 {
			w.catchUp()
		}
		for _, a := range apart {
			a.done <- a.fn(w.conn)
		}
		if len(batch) == 0 && len(logs) == 0 {
			if closed {
				return
			}
			if len(apart) == 0 {
				w.idle()
			}
			continue
		}
		w.filling.wrote()
		w.commit(batch, logs)
		if len(logs) > 0 {
			w.mu.Lock()
			w.octets -= octetsOf(logs)
			w.mu.Unlock()
		}
	}
}

// commit runs a batch and tells everybody.
func (w *writer) commit(batch []job, logs []pduBlock) {
	err := w.patiently(func() error { return w.transaction(batch, logs) })
	if err == nil || len(logs) == 0 {
		w.settle(batch, err)
		return
	}
	// Log records must not cost a message: they are written apart, or lost.
	if len(batch) > 0 {
		if !failedTurn(err) {
			err = w.patiently(func() error { return w.transaction(batch, nil) })
		}
		w.settle(batch, err)
		err = w.patiently(func() error { return w.transaction(nil, logs) })
	}
	if err != nil {
		w.lost.Add(uint64(recordsOf(logs)))
	}
}

// settle tells everybody, after somebody's turn has failed each alone.
func (w *writer) settle(batch []job, err error) {
	if !failedTurn(err) || len(batch) == 1 {
		w.tell(batch, err)
		return
	}
	for i := range batch {
		one := batch[i : i+1]
		w.tell(one, w.patiently(func() error { return w.transaction(one, nil) }))
	}
}

func failedTurn(err error) bool {
	var turn *turnError
	return errors.As(err, &turn)
}

// turnError is a failure of a turn rather than of the transaction.
type turnError struct{ err error }

func (e *turnError) Error() string { return e.err.Error() }
func (e *turnError) Unwrap() error { return e.err }

func (w *writer) tell(batch []job, err error) {
	var turn *turnError
	if errors.As(err, &turn) {
		err = turn.err
	}
	if err != nil {
		err = w.words(err)
	}
	for _, j := range batch {
		if j.done != nil {
			j.done(err)
		}
	}
}

// patiently tries again while another process holds the database.
func (w *writer) patiently(do func() error) error {
	for i := 0; ; i++ {
		err := do()
		w.held.Store(isBusy(err))
		if err == nil || !isBusy(err) || i >= lockedTry {
			return err
		}
		time.Sleep(lockedWait)
	}
}

func (w *writer) transaction(batch []job, logs []pduBlock) error {
	if _, err := w.conn.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	tx := &Tx{w: w}
	if w.behind {
		if err := tx.replay(); err != nil {
			w.rollback()
			return err
		}
		w.behind = false
	}
	for _, j := range batch {
		if err := run(j.fn, tx); err != nil {
			w.rollback()
			return &turnError{err}
		}
	}
	if err := tx.logPDUs(logs); err != nil {
		w.rollback()
		return err
	}
	if err := tx.beforeCommit(); err != nil {
		w.rollback()
		return err
	}
	if _, err := w.conn.exec("COMMIT"); err != nil {
		w.rollback()
		return err
	}
	w.late.Store(int64(w.memory.n()))
	for _, f := range tx.after {
		f()
	}
	return nil
}

// run guards the writer against a turn that panics: everybody else's messages
// go on.
func run(fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a write failed unexpectedly: %v", r)
		}
	}()
	return fn(tx)
}

func (w *writer) rollback() {
	_, _ = w.conn.exec("ROLLBACK")
	w.memory.forget()
	w.tally = tally{}
	w.behind = true
	w.late.Store(1)
}

// catchUp writes the rows that are behind. While the disk does not take them
// their records are what counts.
func (w *writer) catchUp() {
	if w.late.Load() > 0 {
		w.stuck = w.transaction([]job{{fn: (*Tx).upToDate}}, nil) != nil
	}
}

// rest waits for work, and for no longer than rows may be behind.
func (w *writer) rest() {
	wait := lateRest
	if w.stuck {
		wait = lockedWait
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-w.wake:
	case <-t.C:
		w.catchUp()
	}
}

func (w *writer) close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	w.mu.Unlock()
	w.signal()
	<-w.ended
	var errs []error
	if _, err := w.conn.exec("UPDATE meta SET value = 'no' WHERE key = 'running'"); err != nil {
		errs = append(errs, w.words(err))
	}
	if _, err := w.conn.exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		errs = append(errs, w.words(err))
	}
	errs = append(errs, w.conn.close())
	return errors.Join(errs...)
}

// Write queues fn for the writer's next transaction; done is called after the
// commit, on the writer's goroutine. fn may run a second time when another turn
// of its transaction fails.
func (db *DB) Write(fn func(*Tx) error, done func(error)) {
	if db.writer == nil {
		if done != nil {
			done(errReadOnly)
		}
		return
	}
	db.writer.add(job{fn, done})
}

var errReadOnly = errors.New("the database is open for reading only")

// do writes and waits for the commit.
func (db *DB) do(ctx context.Context, fn func(*Tx) error) error {
	done := make(chan error, 1)
	db.Write(fn, func(err error) { done <- err })
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Backlog is how much of what may wait for the disk waits, 0 to 100.
func (db *DB) Backlog() int {
	if db.writer == nil {
		return 0
	}
	return db.writer.backlog()
}
