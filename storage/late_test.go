package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// lateDB is a database of which every row is written later than its commit.
func lateDB(t testing.TB, folder string) *DB {
	t.Helper()
	db, err := Open(context.Background(), Config{Folder: folder, NoKeyring: true, LateFrom: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// whole is everything that a database says of messages, and what it owes.
func whole(t testing.TB, db *DB) (out []string) {
	t.Helper()
	for _, m := range all(t, db) {
		m, err := db.Message(context.Background(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%+v", m))
	}
	counts, err := db.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	due, err := db.DeliveriesDue(context.Background(), "shop", 0, time.UnixMilli(1<<45), 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return append(out, fmt.Sprintf("%+v", counts), fmt.Sprintf("%+v", due))
}

// lateRows is how many records of changes a file holds, past its writer.
func lateRows(t testing.TB, db *DB) (n int) {
	t.Helper()
	if err := db.read.DB.QueryRow("SELECT COUNT(*) FROM late").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// life moves messages about at random, as the engine would.
type life struct {
	*rand.Rand
	t     *testing.T
	db    *DB
	links []string
	ids   []int64
	owed  []int64
}

// at is long after what was before: no list of what is ready is as old as that,
// so that both databases choose the same parts.
func (l *life) at(n int) time.Time { return time.Unix(1_700_000_000+10*int64(n), 0).UTC() }

// step is one turn; two databases that do the same steps hold the same.
func (l *life) step(n int) func(*Tx) error {
	link := l.links[l.IntN(len(l.links))]
	switch l.IntN(10) {
	case 0, 1, 2:
		parts, scheduled, keyed, priority := 1+l.IntN(3), l.IntN(5) == 0, l.IntN(6) == 0, l.IntN(3)/2
		return func(tx *Tx) error {
			m := outgoing(fmt.Sprintf("message %d", n))
			m.Link, m.Parts, m.CreatedAt = link, parts, l.at(n)
			if keyed {
				m.Key = fmt.Sprintf("key %d", n)
			}
			for len(m.PartList) < parts {
				m.PartList = append(m.PartList, gateway.Part{Number: len(m.PartList) + 1, PDU: m.PartList[0].PDU})
			}
			for i := range m.PartList {
				if m.PartList[i].Priority = priority; scheduled {
					m.ScheduledAt = l.at(n + 20)
					m.PartList[i].NextAt = m.ScheduledAt
				}
			}
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			l.ids = append(l.ids, m.ID)
			return nil
		}
	case 3, 4:
		many := 1 + l.IntN(6)
		return func(tx *Tx) error {
			list, err := tx.Claim(link, l.at(n), uint64(n), many)
			if err == nil && !slices.IsSortedFunc(list, func(a, b gateway.Part) int { return (b.Priority-a.Priority)*1_000_000 + int(a.ID-b.ID) }) {
				err = fmt.Errorf("parts out of order: %+v", list)
			}
			return err
		}
	case 5, 6:
		again, given := l.IntN(4) == 0, fmt.Sprintf("id-%d", l.IntN(30))
		return l.withPart(func(tx *Tx, m *gateway.Message, p *gateway.Part) error {
			if p.State != gateway.Sending {
				return nil
			}
			p.AnsweredAt = l.at(n)
			if p.State, p.ProviderID = gateway.Accepted, given; again {
				p.State, p.ProviderID, p.NextAt, p.Status = gateway.Queued, "", l.at(n+10), smpp.RTHROTTLED
			}
			m.State, m.AcceptedAt = p.State, p.AnsweredAt
			return errors.Join(tx.UpdatePart(p), tx.UpdateMessage(m))
		})
	case 7:
		id, note := fmt.Sprintf("id-%d", l.IntN(30)), l.IntN(4) == 0
		return func(tx *Tx) error {
			list, err := tx.PartsByProviderID(link, id, 10)
			if err != nil || len(list) == 0 {
				return err
			}
			p := &list[0]
			m, err := tx.Message(p.MessageID)
			if err != nil {
				return err
			}
			p.State, p.ReceiptStat, p.DoneAt = gateway.Delivered, "DELIVRD", l.at(n)
			m.State, m.DoneAt, m.Done = p.State, p.DoneAt, 1
			if note {
				m.Note = "ACCEPTD"
			}
			d := &gateway.Delivery{Account: "shop", MessageID: m.ID, PDU: p.PDU, CreatedAt: l.at(n)}
			if err := errors.Join(tx.UpdatePart(p), tx.UpdateMessage(m), tx.InsertDelivery(d)); err != nil {
				return err
			}
			l.owed = append(l.owed, d.ID)
			return nil
		}
	case 8:
		if len(l.owed) == 0 {
			return nil
		}
		id, failed := l.owed[l.IntN(len(l.owed))], l.IntN(3) == 0
		return func(tx *Tx) error {
			if failed {
				return tx.UpdateDelivery(&gateway.Delivery{ID: id, Attempts: n, NextAt: l.at(n + 5)})
			}
			return tx.DeleteDelivery(id)
		}
	}
	return l.withPart(func(tx *Tx, m *gateway.Message, p *gateway.Part) error {
		if p.State != gateway.Queued {
			return nil
		}
		p.State, m.State, p.DoneAt = gateway.Cancelled, gateway.Cancelled, l.at(n)
		return errors.Join(tx.UpdatePart(p), tx.UpdateMessage(m))
	})
}

func (l *life) withPart(do func(*Tx, *gateway.Message, *gateway.Part) error) func(*Tx) error {
	if len(l.ids) == 0 {
		return nil
	}
	id, which := l.ids[l.IntN(len(l.ids))], l.IntN(3)
	return func(tx *Tx) error {
		m, err := tx.Message(id)
		if err != nil {
			return err
		}
		parts, err := tx.Parts(id)
		if err != nil {
			return err
		}
		return do(tx, m, &parts[which%len(parts)])
	}
}

var errTurn = errors.New("this turn fails")

// What is late is the same as what is not: whatever happens to messages, a
// database that writes rows late holds what another one holds that does not,
// for a reader, after a turn that failed, and after a kill at any commit.
func TestLateIsTheSame(t *testing.T) {
	for seed := range uint64(fewer(4)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			folder := t.TempDir()
			lives := [2]*life{}
			for i, db := range []*DB{open(t, t.TempDir()), lateDB(t, folder)} {
				lives[i] = &life{Rand: rand.New(rand.NewPCG(seed, 7)), t: t, db: db, links: []string{"up", "other"}}
			}
			chance := rand.New(rand.NewPCG(seed, 8))
			kills := 0
			for n := range 200 {
				many := 1 + chance.IntN(4) // turns that share a commit, more or less
				fails := chance.IntN(12) == 0
				for _, l := range lives {
					done := make(chan error, many+1)
					for k := range many {
						if fn := l.step(n*10 + k); fn != nil {
							l.db.Write(fn, func(err error) { done <- err })
						} else {
							done <- nil
						}
						if fails && k == 0 {
							l.db.Write(func(tx *Tx) error {
								if err := l.withPartNow(tx); err != nil {
									return err
								}
								return errTurn
							}, func(err error) {
								if !errors.Is(err, errTurn) {
									t.Errorf("the turn that fails gave %v", err)
								}
							})
						}
						if err := <-done; err != nil {
							t.Fatal(err)
						}
					}
				}
				if chance.IntN(40) == 0 {
					kills++
					again := killed(t, folder)
					alike(t, "after a kill", whole(t, lives[0].db), whole(t, again))
					if left := lateRows(t, again); left != 0 {
						t.Errorf("%d records are left", left)
					}
					if err := again.Close(); err != nil {
						t.Fatal(err)
					}
				}
				if chance.IntN(20) == 0 {
					alike(t, "for a reader", whole(t, lives[0].db), whole(t, lives[1].db))
				}
			}
			alike(t, "at the end", whole(t, lives[0].db), whole(t, lives[1].db))
			if kills == 0 {
				t.Error("it was never killed")
			}
		})
	}
}

// withPartNow changes something that a failing turn takes back.
func (l *life) withPartNow(tx *Tx) error {
	if len(l.ids) == 0 {
		return nil
	}
	parts, err := tx.Parts(l.ids[0])
	if err != nil {
		return err
	}
	parts[0].State, parts[0].ProviderID = gateway.Failed, "never"
	return tx.UpdatePart(&parts[0])
}

func alike(t *testing.T, when string, want, got []string) {
	t.Helper()
	if slices.Equal(want, got) {
		return
	}
	for i := range max(len(want), len(got)) {
		a, b := "nothing", "nothing"
		if i < len(want) {
			a = want[i]
		}
		if i < len(got) {
			b = got[i]
		}
		if a != b {
			t.Fatalf("%s:\nwant %s\n got %s", when, a, b)
		}
	}
}

// killed opens a copy of what a kill leaves on the disk now.
func killed(t *testing.T, folder string) *DB {
	t.Helper()
	copied := t.TempDir()
	for _, name := range []string{fileName, fileName + "-wal"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return lateDB(t, copied)
}

// What is on its way stays late when other rows are written, and its record with it.
func TestLateOnItsWay(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	write(t, db, func(tx *Tx) error { _, err := tx.Claim("up", time.Now(), 1, 1); return err })
	write(t, db, func(tx *Tx) error {
		for range 10 {
			if err := tx.InsertMessage(outgoing("on its way")); err != nil {
				return err
			}
		}
		_, err := tx.Claim("up", time.Now(), 1, 10)
		return err
	})
	write(t, db, func(tx *Tx) error {
		for range lateMany {
			if err := tx.InsertMessage(outgoing("waits")); err != nil {
				return err
			}
		}
		return nil
	})
	var rows int
	if err := db.read.DB.QueryRow("SELECT COUNT(*) FROM messages").Scan(&rows); err != nil {
		t.Fatal(err)
	}
	again := killed(t, folder)
	if rows != lateMany {
		t.Errorf("%d rows, want those that wait, %d", rows, lateMany)
	}
	if sending, err := again.Counts(context.Background()); err != nil || len(all(t, again)) != lateMany+10 || sending.Out[gateway.Sending] != 10 {
		t.Errorf("%d messages, %+v, %v", len(all(t, again)), sending, err)
	}
}

// What is about to be sent stays late for a moment when other rows are written, and
// what waits for its time does not; a kill loses neither.
func TestLateQueued(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	write(t, db, func(tx *Tx) error { _, err := tx.Claim("up", time.Now(), 1, 1); return err })
	send := func(tx *Tx, n int, state gateway.MessageState) error {
		for range n {
			m := outgoing("x")
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			if state == gateway.Queued {
				continue
			}
			p := m.PartList[0]
			p.State, m.State = state, state
			if err := errors.Join(tx.UpdatePart(&p), tx.UpdateMessage(m)); err != nil {
				return err
			}
		}
		return nil
	}
	write(t, db, func(tx *Tx) error { return send(tx, 20, gateway.Queued) })
	write(t, db, func(tx *Tx) error { return send(tx, lateMany, gateway.Delivered) })
	var rows, queued int
	if err := db.read.DB.QueryRow("SELECT COUNT(*), SUM(state = 0) FROM messages").Scan(&rows, &queued); err != nil {
		t.Fatal(err)
	}
	if rows != lateMany || queued != 0 {
		t.Errorf("%d rows, %d of them queued; want %d and none", rows, queued, lateMany)
	}
	again := killed(t, folder)
	if counts, err := again.Counts(context.Background()); err != nil || counts.Out[gateway.Queued] != 20 || counts.Out[gateway.Delivered] != lateMany {
		t.Errorf("after a kill %+v, %v", counts, err)
	}
	list := []gateway.Part{}
	write(t, db, func(tx *Tx) (err error) { list, err = tx.Claim("up", time.Now(), 1, 100); return err })
	if len(list) != 20 {
		t.Errorf("%d of 20 can be sent", len(list))
	}
}

// What was acknowledged is not owed again after a kill.
func TestLateDelivery(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	d := &gateway.Delivery{Account: "shop", MessageID: 1, PDU: []byte{1}}
	write(t, db, func(tx *Tx) error { return tx.InsertDelivery(d) })
	due := func(db *DB) int {
		list, err := db.DeliveriesDue(context.Background(), "shop", 0, time.Now(), 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if n := due(killed(t, folder)); n != 1 {
		t.Errorf("%d owed after a kill", n)
	}
	write(t, db, func(tx *Tx) error { return tx.DeleteDelivery(d.ID) })
	if n := due(killed(t, folder)); n != 0 {
		t.Errorf("%d owed after it was acknowledged", n)
	}
}

// A back-up that is made while rows are late has them, and when it is restored
// what waited in it is held as ever.
func TestLateBackup(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	write(t, db, func(tx *Tx) error { _, err := tx.Claim("up", time.Now(), 1, 1); return err })
	write(t, db, func(tx *Tx) error { return tx.InsertMessage(outgoing("first")) })
	write(t, db, func(tx *Tx) error {
		if err := tx.InsertMessage(outgoing("second")); err != nil {
			return err
		}
		_, err := tx.Claim("up", time.Now(), 1, 1)
		return err
	})
	file, byHand := filepath.Join(t.TempDir(), "office.relay"), filepath.Join(t.TempDir(), "hand.relay")
	beside, err := sql.Open("sqlite", db.dsn(false))
	if err == nil {
		_, err = beside.Exec("VACUUM INTO ?", byHand)
	}
	if err := errors.Join(err, beside.Close()); err != nil {
		t.Fatal(err)
	}
	if b, err := db.Backup(t.Context(), file); err != nil || b.Messages != 2 {
		t.Errorf("%+v, %v", b, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{file, byHand} {
		if _, err := Restore(t.Context(), folder, f); err != nil {
			t.Fatal(err)
		}
		db := open(t, folder)
		for _, m := range all(t, db) {
			if m.State != gateway.Unknown || !m.PossibleDuplicate {
				t.Errorf("%s: what may have left since is %s", filepath.Base(f), m.State)
			}
		}
		if c, err := db.Counts(t.Context()); err != nil || c.Out[gateway.Unknown] != 2 || c.Total() != 2 {
			t.Errorf("%s: %+v, %v", filepath.Base(f), c, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Under load rows are late, and at rest none is.
func TestLateAtRest(t *testing.T) {
	db := lateDB(t, t.TempDir())
	write(t, db, func(tx *Tx) error { _, err := tx.Claim("up", time.Now(), 1, 1); return err })
	write(t, db, func(tx *Tx) error { return tx.InsertMessage(outgoing("late")) })
	var rows int
	if err := db.read.DB.QueryRow("SELECT COUNT(*) FROM messages").Scan(&rows); err != nil {
		t.Fatal(err)
	}
	if n := lateRows(t, db); n != 1 || rows != 0 {
		t.Errorf("%d records and %d rows, want the message in a record", n, rows)
	}
	for lateRows(t, db) > 0 { // until the test's own time is over
		runtime.Gosched()
	}
	if err := db.read.DB.QueryRow("SELECT COUNT(*) FROM messages").Scan(&rows); err != nil || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func TestRecordComesBack(t *testing.T) {
	m := outgoing("árvíztűrő")
	m.ID, m.Error = 7, &gateway.MessageError{Status: smpp.RTHROTTLED, Name: "x", Text: "y"}
	p := &m.PartList[0]
	p.ID, p.ProviderID, p.NextAt = 8, "id", time.UnixMilli(5)
	d := &gateway.Delivery{ID: 9, Account: "shop", PDU: []byte{1, 2}}
	want := map[change][]any{changeMessage: wayOf(m), changePart: partWayOf(p), changeNew: messageOf(m), changeNewPart: partOf(p), changeOwed: deliveryOf(d), changeDelivered: {int64(9)}}
	b := []byte{recordFormat}
	for c := range changes {
		if strings.Count(c.text(), "?") != c.places() || len(want[c]) != c.places() {
			t.Errorf("change %d has %d places, %d are filled", c, c.places(), len(want[c]))
		}
		b = c.record(b, want[c])
	}
	next := change(0)
	if err := readRecord(b, func(c change, args []any) error {
		if c != next {
			t.Errorf("change %d, want %d", c, next)
		}
		next++
		if again, before := c.record(nil, args), c.record(nil, want[c]); !bytes.Equal(again, before) {
			t.Errorf("change %d: % x, want % x", c, again, before)
		}
		return nil
	}); err != nil || next != changes {
		t.Errorf("%d changes, %v", next, err)
	}
	for i := range b {
		err := readRecord(b[:i], func(change, []any) error { return nil })
		if err != nil && !errors.Is(err, errRecord) {
			t.Errorf("%d octets: %v", i, err)
		}
	}
}

func FuzzRecord(f *testing.F) {
	b := changeDelivered.record([]byte{recordFormat}, []any{int64(1)})
	f.Add(b)
	f.Add(changeOwed.record(b, deliveryOf(&gateway.Delivery{ID: 2, Account: "a", PDU: []byte("pdu")})))
	f.Add([]byte{recordFormat, byte(changePart), argText, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F})
	f.Fuzz(func(t *testing.T, b []byte) {
		out := []byte{recordFormat}
		if err := readRecord(b, func(c change, args []any) error {
			out = c.record(out, args)
			return nil
		}); err != nil {
			return
		}
		var a, z [][]any
		keep := func(to *[][]any) func(change, []any) error {
			return func(_ change, args []any) error { *to = append(*to, args); return nil }
		}
		if err := errors.Join(readRecord(b, keep(&a)), readRecord(out, keep(&z))); err != nil || !reflect.DeepEqual(a, z) {
			t.Errorf("%v became %v, %v", a, z, err)
		}
	})
}
