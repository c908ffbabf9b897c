package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"relay/gateway"
)

var errMine = errors.New("this turn fails")

// stall keeps the writer in a turn until the returned function is called, so
// that what is queued meanwhile makes one batch.
func stall(db *DB) (goOn func()) {
	in, out := make(chan struct{}), make(chan struct{})
	db.Write(func(*Tx) error {
		close(in)
		<-out
		return nil
	}, nil)
	<-in
	return func() { close(out) }
}

func TestFailingTurnUndoesItselfAlone(t *testing.T) {
	for _, how := range []string{"error", "panic", "constraint"} {
		t.Run(how, func(t *testing.T) {
			db := open(t, t.TempDir())
			goOn := stall(db)
			var mu sync.Mutex
			var order []int
			results := map[int]error{}
			done := make(chan struct{}, 20)
			for i := range 20 {
				db.Write(func(tx *Tx) error {
					m := outgoing(fmt.Sprint(i))
					m.Key = fmt.Sprint("key ", i)
					if i == 7 && how == "constraint" {
						m.Key = "key 3"
					}
					if err := tx.InsertMessage(m); err != nil {
						return err
					}
					if i == 7 && how == "error" {
						return errMine
					}
					if i == 7 && how == "panic" {
						panic("unexpected")
					}
					return nil
				}, func(err error) {
					mu.Lock()
					order, results[i] = append(order, i), err
					mu.Unlock()
					done <- struct{}{}
				})
			}
			goOn()
			for range 20 {
				<-done
			}
			for i, got := range order {
				if i != got {
					t.Fatalf("done in the order %v", order)
				}
			}
			for i := range 20 {
				if (results[i] != nil) != (i == 7) {
					t.Errorf("turn %d: %v", i, results[i])
				}
			}
			if how == "error" && !errors.Is(results[7], errMine) {
				t.Errorf("the error became %v", results[7])
			}
			list := all(t, db)
			if len(list) != 19 {
				t.Errorf("%d messages, want 19", len(list))
			}
			for _, m := range list {
				if m.Text == "7" {
					t.Error("the failed turn left its message")
				}
			}
		})
	}
}

// What a turn asked to be called after its commit is called once, after the
// commit and before any done; that of a failed turn never.
func TestAfterCommitComesBeforeDone(t *testing.T) {
	db := open(t, t.TempDir())
	goOn := stall(db)
	var events []string // only the writer's goroutine appends
	last := make(chan struct{})
	for i := range 5 {
		db.Write(func(tx *Tx) error {
			m := outgoing("x")
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			tx.AfterCommit(func() {
				if _, err := db.Message(context.Background(), m.ID); err != nil {
					t.Errorf("after commit %d: %v", i, err)
				}
				events = append(events, fmt.Sprint("after ", i))
			})
			return nil
		}, func(err error) {
			events = append(events, fmt.Sprint("done ", i))
			if i == 4 {
				close(last)
			}
		})
	}
	goOn()
	<-last
	want := "after 0,after 1,after 2,after 3,after 4,done 0,done 1,done 2,done 3,done 4"
	if got := strings.Join(events, ","); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	failed := make(chan error, 1)
	db.Write(func(tx *Tx) error {
		tx.AfterCommit(func() { t.Error("called for a failed turn") })
		return errMine
	}, func(err error) { failed <- err })
	if err := <-failed; !errors.Is(err, errMine) {
		t.Error(err)
	}
}

func TestManyProducers(t *testing.T) {
	db := open(t, t.TempDir())
	const producers, each = 100, 20
	var wg sync.WaitGroup
	var mu sync.Mutex
	given := map[int64]bool{}
	for p := range producers {
		wg.Go(func() {
			for i := range each {
				var number int64
				err := db.do(context.Background(), func(tx *Tx) (err error) {
					if number, err = tx.NextID(); err != nil {
						return err
					}
					m := outgoing(fmt.Sprintf("%d/%d", p, i))
					m.AccountMessageID = fmt.Sprint(number)
					return tx.InsertMessage(m)
				})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if given[number] {
					t.Errorf("%d was given twice", number)
				}
				given[number] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	texts := map[string]int{}
	for _, m := range all(t, db) {
		texts[m.Text]++
	}
	if len(texts) != producers*each || len(given) != producers*each {
		t.Errorf("%d texts, %d numbers, want %d", len(texts), len(given), producers*each)
	}
}

// A turn that the closed database can not take is told so, and what was queued
// before is written.
func TestCloseWritesWhatIsQueued(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	goOn := stall(db)
	results := make(chan error, 50)
	for i := range 50 {
		db.Write(func(tx *Tx) error { return tx.InsertMessage(outgoing(fmt.Sprint(i))) }, func(err error) { results <- err })
	}
	goOn()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 50 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if err := db.do(context.Background(), func(*Tx) error { return nil }); !errors.Is(err, errWriterClosed) {
		t.Errorf("a write after the end: %v", err)
	}
	if db.LogPDUs([]gateway.PDURecord{{Number: 1}}) {
		t.Error("a record was taken after the end")
	}
	if n := len(all(t, open(t, folder))); n != 50 {
		t.Errorf("%d messages, want 50", n)
	}
}

// Parts are claimed in the order in which they were stored, only what is due,
// and are marked sending on the disk before the claim returns.
func TestClaim(t *testing.T) {
	db := open(t, t.TempDir())
	now := time.UnixMilli(1_700_000_100_000)
	ids := insert(t, db, 30)
	write(t, db, func(tx *Tx) error {
		later := outgoing("later")
		later.PartList[0].NextAt = now.Add(time.Minute)
		elsewhere := outgoing("elsewhere")
		elsewhere.Link = "other"
		return errors.Join(tx.InsertMessage(later), tx.InsertMessage(elsewhere))
	})
	var got []gateway.Part
	for len(got) < 30 {
		var parts []gateway.Part
		write(t, db, func(tx *Tx) (err error) {
			parts, err = tx.Claim("up", now, 7, 8)
			return err
		})
		if len(parts) == 0 {
			t.Fatalf("only %d were claimed", len(got))
		}
		for _, p := range parts {
			m, err := db.Message(t.Context(), p.MessageID)
			if err != nil {
				t.Fatal(err)
			}
			if stored := m.PartList[0]; m.State != gateway.Sending || stored.State != gateway.Sending || stored.Session != 7 || stored.Attempts != 1 || !stored.SentAt.Equal(now) {
				t.Errorf("stored as %+v", stored)
			}
		}
		got = append(got, parts...)
	}
	for i := range got {
		if got[i].MessageID != ids[i] {
			t.Fatalf("claim %d is message %d, want %d", i, got[i].MessageID, ids[i])
		}
	}
	claim := func(at time.Time) (n int) {
		write(t, db, func(tx *Tx) error {
			parts, err := tx.Claim("up", at, 8, 100)
			n = len(parts)
			return err
		})
		return n
	}
	if due, err := db.NextDue(t.Context(), "up", now); err != nil || !due.Equal(now.Add(time.Minute)) {
		t.Errorf("next due %v, %v", due, err)
	}
	if n := claim(now); n != 0 {
		t.Errorf("%d that are not due were claimed", n)
	}
	if n := claim(now.Add(time.Minute)); n != 1 {
		t.Errorf("%d claimed when due, want 1", n)
	}
	write(t, db, func(tx *Tx) error {
		if n, err := tx.MoveQueued("other", "up"); err != nil || n != 1 {
			t.Errorf("%d moved, %v", n, err)
		}
		return nil
	})
	if n := claim(now); n != 1 {
		t.Errorf("%d claimed after the move, want 1", n)
	}
}

// A statement that fails half-way has counted nothing, also when its turn goes
// on.
func TestFailedStatementCountsNothing(t *testing.T) {
	db := open(t, t.TempDir())
	insert(t, db, 3)
	if err := db.do(t.Context(), func(tx *Tx) error {
		// The third row can not be: its id is taken.
		if _, err := tx.exec("INSERT INTO deliveries SELECT id % 2 + 5, 'shop', id, x'00', 0, 0, 0 FROM messages"); err == nil {
			t.Error("it did not fail")
		}
		return tx.InsertMessage(outgoing("kept"))
	}); err != nil {
		t.Error(err)
	}
	kept, err := db.Counts(t.Context())
	if want := counted(t, db); err != nil || kept != want || kept.Owed != 0 || len(all(t, db)) != 4 {
		t.Errorf("kept %+v, counted %+v, %v", kept, want, err)
	}
}
