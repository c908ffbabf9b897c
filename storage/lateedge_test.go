package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"relay/gateway"
)

// batch runs turns in one transaction.
func batch(t *testing.T, db *DB, turns ...func(*Tx) error) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		for _, fn := range turns {
			if err := fn(tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// What a rename of a link forgets is neither an id that was given nor what was
// acknowledged.
func TestMoveQueuedForgetsNothingGiven(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	d := &gateway.Delivery{Account: "shop", MessageID: 1, PDU: []byte{1}}
	write(t, db, func(tx *Tx) error { return tx.InsertDelivery(d) })
	var given, again int64
	batch(t, db,
		func(tx *Tx) (err error) { given, err = tx.NextID(); return err },
		func(tx *Tx) error { return tx.DeleteDelivery(d.ID) },
		func(tx *Tx) error { _, err := tx.MoveQueued("up", "other"); return err })
	write(t, db, func(tx *Tx) (err error) { again, err = tx.NextID(); return err })
	if again <= given {
		t.Errorf("the id %d was given after %d", again, given)
	}
	list, err := killed(t, folder).DeliveriesDue(context.Background(), "shop", 0, time.Now(), 10)
	if err != nil || len(list) != 0 {
		t.Errorf("%d owed after a kill, want none: it was acknowledged; %v", len(list), err)
	}
}

// Parts may change whose message nobody has asked for.
func TestLatePartAlone(t *testing.T) {
	db := lateDB(t, t.TempDir())
	m := outgoing("alone")
	m.State, m.PartList[0].State = gateway.Accepted, gateway.Accepted
	stored(t, db, m)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = lateDB(t, db.cfg.Folder)
	write(t, db, func(tx *Tx) error {
		parts, err := tx.Parts(m.ID)
		if err != nil {
			return err
		}
		parts[0].State = gateway.Delivered
		return tx.UpdatePart(&parts[0])
	})
	write(t, db, func(tx *Tx) error {
		tx.w.memory.since = time.Now().Add(-2 * lateMost)
		return nil
	})
	got, err := db.Message(context.Background(), m.ID)
	if err != nil || got.PartList[0].State != gateway.Delivered {
		t.Errorf("%+v, %v", got, err)
	}
}

// What can't be stored fails its own turn and never what is committed.
func TestLateNothingThatCannotBeStored(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	if got := claimed(t, db, time.Now(), 1); len(got) != 0 {
		t.Fatal(got)
	}
	bad := outgoing("no PDU")
	bad.PartList[0].PDU = nil
	err1 := db.do(context.Background(), func(tx *Tx) error { return tx.InsertMessage(bad) })
	err2 := db.do(context.Background(), func(tx *Tx) error { return tx.InsertDelivery(&gateway.Delivery{Account: "shop", MessageID: 1}) })
	if err1 == nil || err2 == nil {
		t.Errorf("taken: %v, %v", err1, err2)
	}
	good := outgoing("good")
	stored(t, db, good)
	if _, err := db.Message(context.Background(), good.ID); err != nil {
		t.Error(err)
	}
	if _, err := killed(t, folder).Message(context.Background(), good.ID); err != nil {
		t.Error(err)
	}
}

// A part that gets another id from its provider is not found by the first.
func TestLateOtherID(t *testing.T) {
	db := lateDB(t, t.TempDir())
	claimed(t, db, time.Now(), 1)
	m := outgoing("x")
	stored(t, db, m)
	set := func(id string) {
		write(t, db, func(tx *Tx) error {
			if _, err := tx.Claim("up", time.Now(), 1, 1); err != nil {
				return err
			}
			parts, err := tx.Parts(m.ID)
			if err != nil {
				return err
			}
			parts[0].State, parts[0].ProviderID = gateway.Accepted, id
			return tx.UpdatePart(&parts[0])
		})
	}
	set("a")
	set("b")
	if _, err := db.Message(context.Background(), m.ID); err != nil {
		t.Fatal(err)
	}
	write(t, db, func(tx *Tx) error {
		if n := len(tx.w.memory.named); n != 0 {
			t.Errorf("%d ids are kept of parts that are not late", n)
		}
		return nil
	})
}

// Many that are on their way for long are not recorded anew with every commit.
func TestLateManyOnTheirWay(t *testing.T) {
	db := lateDB(t, t.TempDir())
	claimed(t, db, time.Now(), 1)
	var list []*gateway.Message
	for range lateMany + 500 {
		list = append(list, outgoing("on its way"))
	}
	stored(t, db, list...)
	claimed(t, db, time.Now(), len(list))
	most := 0
	for range 20 {
		stored(t, db, outgoing("one"))
		most = max(most, lateRows(t, db))
	}
	if most < 2 {
		t.Errorf("%d record: each commit stores all that is on its way", most)
	}
}

// A reader does not wait for everybody who came before it.
func TestLateReaderGoesFirst(t *testing.T) {
	db := lateDB(t, t.TempDir())
	claimed(t, db, time.Now(), 1)
	m := outgoing("late")
	var ran atomic.Int64
	write(t, db, func(tx *Tx) error {
		for n := range 8 * maxBatch { // eight commits that take their time
			db.Write(func(*Tx) error {
				if ran.Add(1); n%maxBatch == 0 {
					time.Sleep(50 * time.Millisecond)
				}
				return nil
			}, nil)
		}
		return tx.InsertMessage(m)
	})
	if _, err := db.Message(context.Background(), m.ID); err != nil {
		t.Error(err)
	}
	if n := ran.Load(); n > 3*maxBatch {
		t.Errorf("%d turns went before the reader", n)
	}
}

// A number that is erased while rows are late is nowhere, and one that is looked
// for is found.
func TestLateErase(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	claimed(t, db, time.Now(), 1)
	const number = "447700900123"
	m := outgoing("the secret text of 447700900123")
	m.To.Addr = number
	other := outgoing("mentions 447700900123 too")
	stored(t, db, m, other)
	claimed(t, db, time.Now(), 2)
	write(t, db, func(tx *Tx) error {
		for _, id := range []int64{m.ID, other.ID} {
			x, err := tx.Message(id)
			if err != nil {
				return err
			}
			parts, err := tx.Parts(id)
			if err != nil {
				return err
			}
			x.State, parts[0].State = gateway.Delivered, gateway.Delivered
			if err := errors.Join(tx.UpdatePart(&parts[0]), tx.UpdateMessage(x), tx.InsertDelivery(&gateway.Delivery{Account: "shop", MessageID: id, PDU: []byte("to " + number)})); err != nil {
				return err
			}
		}
		return nil
	})
	if lateRows(t, db) == 0 {
		t.Fatal("nothing is late")
	}
	s := gateway.NewSubject(number, "")
	if p, err := db.Find(context.Background(), s); err != nil || len(p.Items) < 3 {
		t.Errorf("%+v, %v", p, err)
	}
	e, err := db.Erase(context.Background(), s)
	if err != nil || len(e.Remains) > 0 || e.Left > 0 {
		t.Errorf("%+v, %v", e, err)
	}
	for _, name := range []string{fileName, fileName + "-wal"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{number, "secret text"} {
			if strings.Contains(string(b), secret) {
				t.Errorf("%s has %q", name, secret)
			}
		}
	}
}

// A start at which another process holds the database: what was late is read as
// soon as that lets go.
func TestLateStartWhileLocked(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	claimed(t, db, time.Now(), 1)
	stored(t, db, outgoing("late"))
	left := t.TempDir()
	for _, name := range []string{fileName, fileName + "-wal"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(left, fileName)
	other := raw(t, file)
	other.SetMaxOpenConns(1)
	must(t, other, "BEGIN IMMEDIATE")
	own, err := openConn(file, append(writerPragmas(), "busy_timeout(0)"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWriter(own, 0, db.words, db.fingerprints)
	if err != nil {
		t.Fatal(err)
	}
	must(t, other, "ROLLBACK")
	var n int
	if err := (reader{other, w, newPrepared()}).QueryRowContext(t.Context(), "SELECT COUNT(*) FROM messages").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d messages, %v", n, err)
	}
	if err := w.close(); err != nil {
		t.Error(err)
	}
}

// A record that can't be read: the file is damaged, and the user is told what to do.
func TestLateDamaged(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	write(t, db, func(tx *Tx) error {
		_, err := tx.w.conn.exec("INSERT INTO late (changes) VALUES (x'0163')")
		return err
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), Config{Folder: folder, NoKeyring: true})
	if err == nil || !strings.Contains(err.Error(), "back-up") {
		t.Errorf("%v", err)
	}
}
