package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"relay/gateway"
)

// Pages by key neither repeat nor miss a message while others are written.
func TestPagesWhileWriting(t *testing.T) {
	db := open(t, t.TempDir())
	ids := insert(t, db, 500)
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-stop:
				return
			default:
			}
			_ = db.do(context.Background(), func(tx *Tx) error { return tx.InsertMessage(outgoing("more")) })
		}
	}()
	seen := map[int64]bool{}
	last := ids[len(ids)-1] + 1
	for {
		page, err := db.Messages(t.Context(), gateway.MessageQuery{BeforeID: last, Limit: 7})
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, m := range page {
			if m.ID >= last || seen[m.ID] {
				t.Fatalf("%d after %d", m.ID, last)
			}
			seen[m.ID], last = true, m.ID
		}
	}
	up := ids[0]
	for range 50 {
		page, err := db.Messages(t.Context(), gateway.MessageQuery{AfterID: up, Limit: 5})
		if err != nil || len(page) != 5 || page[4].ID != up+1 || page[0].ID != up+5 {
			t.Fatalf("after %d: %d, %v", up, len(page), err)
		}
		up = page[0].ID
	}
	close(stop)
	<-ended
	if len(seen) != len(ids) {
		t.Errorf("%d of %d were seen", len(seen), len(ids))
	}
}

// Numbers of records and sessions are not given again after their records were
// deleted.
func TestDroppedNumbersStayGiven(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	records := make([]gateway.PDURecord, 100)
	for i := range records {
		records[i] = gateway.PDURecord{Number: uint64(i + 1), Time: time.Unix(int64(i), 0), Link: "up", Session: uint64(i/10 + 1), Frame: []byte{1}}
	}
	if !db.LogPDUs(records) {
		t.Fatal("not taken")
	}
	last := func(wantPDU, wantSession uint64) {
		t.Helper()
		if p, s, err := db.LastNumbers(t.Context()); p != wantPDU || s != wantSession || err != nil {
			t.Errorf("%d, %d, %v", p, s, err)
		}
	}
	write(t, db, func(*Tx) error { return nil })
	write(t, db, func(*Tx) error { return nil }) // the log rode with one of the two
	last(100, 10)
	for _, q := range []struct {
		gateway.PDUQuery
		first, last uint64
	}{
		{gateway.PDUQuery{Octets: 7}, 1, 7},
		{gateway.PDUQuery{Octets: 7, Newest: true}, 94, 100},
		{gateway.PDUQuery{Octets: 7, After: 98}, 99, 100},
		{gateway.PDUQuery{Octets: 7, Limit: 3}, 1, 3},
	} {
		list, err := db.PDUs(t.Context(), q.PDUQuery)
		if err != nil || len(list) == 0 || list[0].Number != q.first || list[len(list)-1].Number != q.last {
			t.Errorf("%+v: %d, %v", q.PDUQuery, len(list), err)
		}
	}
	if n, err := db.DropOld(t.Context(), gateway.ClassPDUs, time.Unix(50, 0)); n != 50 || err != nil {
		t.Errorf("%d dropped, %v", n, err)
	}
	list, err := db.PDUs(t.Context(), gateway.PDUQuery{Limit: 3})
	if err != nil || len(list) != 3 || list[0].Number != 51 || list[0].Session != 6 {
		t.Errorf("%+v, %v", list, err)
	}
	if n, err := db.DropOld(t.Context(), gateway.ClassPDUs, time.Unix(1000, 0)); n != 50 || err != nil {
		t.Errorf("%d dropped, %v", n, err)
	}
	last(100, 10)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder)
	last(100, 10)
}

func TestJoins(t *testing.T) {
	db := open(t, t.TempDir())
	ids := insert(t, db, 6)
	at := func(i int) time.Time { return time.UnixMilli(1_700_000_000_000).Add(time.Duration(i) * time.Hour) }
	write(t, db, func(tx *Tx) error {
		for i, id := range ids {
			j := gateway.Join{Owner: "up", Key: string(rune('a' + i)), MessageID: id, Octets: 100, Since: at(i)}
			if err := tx.InsertJoin(&j); err != nil || j.ID == 0 {
				return err
			}
		}
		if err := tx.InsertJoin(&gateway.Join{Owner: "up", Key: "a", MessageID: ids[0]}); err == nil {
			t.Error("one key twice")
		}
		return nil
	})
	write(t, db, func(tx *Tx) error {
		j, err := tx.Join("up", "c")
		if err != nil || j == nil || j.MessageID != ids[2] || !j.Since.Equal(at(2)) {
			t.Fatalf("%+v, %v", j, err)
		}
		j.Octets = 1000
		none, err2 := tx.Join("other", "c")
		if none != nil {
			t.Error("another owner's join")
		}
		return errors.Join(err2, tx.UpdateJoin(j))
	})
	check := func(what string, before time.Time, perOwner int, octets int64, want ...int64) {
		t.Helper()
		write(t, db, func(tx *Tx) error {
			list, err := tx.JoinsToClose(before, "up", perOwner, octets)
			if len(list) != len(want) {
				t.Errorf("%s: %+v", what, list)
				return err
			}
			for i := range list {
				if list[i].MessageID != want[i] {
					t.Errorf("%s: %+v", what, list)
				}
			}
			return err
		})
	}
	check("none", at(0), 6, 1500)
	check("old", at(2), 6, 1500, ids[0], ids[1])
	check("too many", at(0), 4, 1500, ids[0], ids[1])
	check("too large", at(0), 6, 1499, ids[0])
	// One that is whole counts no more, and goes by age and number alone.
	write(t, db, func(tx *Tx) error {
		for i, key := range []string{"a", "b"} {
			j, err := tx.Join("up", key)
			if err != nil {
				return err
			}
			j.Octets, j.Whole, j.Again = 0, true, []byte{byte(i), 1}
			if err := tx.UpdateJoin(j); err != nil {
				return err
			}
		}
		b, err := tx.Join("up", "b")
		if err != nil || !b.Whole || !bytes.Equal(b.Again, []byte{1, 1}) || !b.Since.Equal(at(1)) {
			t.Fatalf("%+v, %v", b, err)
		}
		return nil
	})
	check("whole ones do not count", at(0), 4, 1300)
	check("too many without the whole", at(0), 3, 1300, ids[2])
	check("too large without the whole", at(0), 6, 1299, ids[2])
	check("old whole ones too", at(1), 6, 1500, ids[0])
	if m, j, err := db.Overdue(t.Context(), at(0), at(1)); m || !j || err != nil {
		t.Errorf("%v %v %v", m, j, err)
	}
	write(t, db, func(tx *Tx) error {
		m, err := tx.Message(ids[3])
		if err != nil {
			return err
		}
		m.ValidUntil = at(3)
		return tx.UpdateMessage(m)
	})
	for hour, want := range map[int]bool{2: false, 3: true} {
		if m, _, err := db.Overdue(t.Context(), at(hour), at(0)); m != want || err != nil {
			t.Errorf("overdue at %d: %v, %v", hour, m, err)
		}
		write(t, db, func(tx *Tx) error {
			list, err := tx.OverdueMessages(at(hour), 10)
			if (len(list) == 1 && list[0].ID == ids[3]) != want {
				t.Errorf("overdue at %d: %+v", hour, list)
			}
			return err
		})
	}
	write(t, db, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM messages WHERE id = ?", ids[5])
		return err
	})
	write(t, db, func(tx *Tx) error {
		if j, err := tx.Join("up", "f"); j != nil || err != nil {
			t.Errorf("the join of a deleted message: %+v, %v", j, err)
		}
		return nil
	})
	write(t, db, func(tx *Tx) error {
		if err := tx.ForgetWhole("up", 2); err != nil {
			return err
		}
		a, err := tx.Join("up", "a")
		if a == nil || err != nil {
			t.Fatal("one of two is forgotten", err)
		}
		if err := tx.ForgetWhole("up", 1); err != nil {
			return err
		}
		for key, want := range map[string]bool{"a": false, "b": true, "c": true} {
			j, err := tx.Join("up", key)
			if err != nil || (j != nil) != want {
				t.Errorf("%s: %+v, %v", key, j, err)
			}
		}
		return nil
	})
}

// A reader beside the writer sees each commit, can write nothing, and its end
// leaves the writer alone.
func TestReadOnlyBesideAWriter(t *testing.T) {
	db := open(t, t.TempDir())
	insert(t, db, 3)
	beside, err := Open(t.Context(), Config{Folder: db.cfg.Folder, NoKeyring: true, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(all(t, beside)); n != 3 {
		t.Errorf("%d messages", n)
	}
	insert(t, db, 2)
	if n := len(all(t, beside)); n != 5 {
		t.Errorf("%d messages after a commit", n)
	}
	if err := beside.do(t.Context(), func(*Tx) error { return nil }); !errors.Is(err, errReadOnly) {
		t.Errorf("a write: %v", err)
	}
	if _, err := beside.read.Exec("DELETE FROM messages"); err == nil {
		t.Error("a reader could delete")
	}
	if err := beside.Close(); err != nil {
		t.Error(err)
	}
	insert(t, db, 1)
	if _, err := Open(t.Context(), Config{Folder: t.TempDir(), ReadOnly: true}); err == nil {
		t.Error("an empty folder was opened for reading")
	}
}

// After an unclean stop the file is checked, and after a clean one not.
func TestUncleanStopIsChecked(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	insert(t, db, 300)
	copies := t.TempDir()
	for _, name := range []string{fileName, fileName + "-wal", keyFileName} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copies, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	crashed := open(t, copies)
	if err := <-crashed.Checked(); err != nil || !crashed.Unclean() {
		t.Errorf("unclean %v, %v", crashed.Unclean(), err)
	}
	if n := len(all(t, crashed)); n != 300 {
		t.Errorf("%d messages", n)
	}
	if err := errors.Join(crashed.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	clean := open(t, copies)
	if err := <-clean.Checked(); err != nil || clean.Unclean() {
		t.Errorf("unclean %v, %v", clean.Unclean(), err)
	}
}
