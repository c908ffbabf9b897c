package storage

import (
	"path/filepath"
	"testing"
	"time"

	"relay/gateway"
)

// Why sessions ended is kept as their PDUs are: it is there after a restart and in
// a back-up, goes with age, and a number that is erased goes out of it.
func TestSessionEnds(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	at := time.Date(2026, 3, 1, 12, 0, 0, 123456000, time.UTC)
	first := gateway.SessionEnd{Session: 7, Link: "nordic-a", Remote: "192.0.2.1:2775", At: at, By: "peer", Why: "the peer closed the connection", Advice: "Ask the provider."}
	second := gateway.SessionEnd{Session: 8, Link: "office", Account: "shop", Remote: "192.0.2.2:40000", At: at.Add(time.Hour), By: "us", Why: `the peer does not speak SMPP: it began with "` + planted + `"`}
	write(t, db, func(tx *Tx) error { return tx.AddSessionEnds([]gateway.SessionEnd{first, second}) })
	ends := func(db *DB, session uint64) (gateway.SessionEnd, bool) {
		t.Helper()
		e, ok, err := db.SessionEnd(t.Context(), session)
		if err != nil {
			t.Fatal(err)
		}
		return e, ok
	}
	file := filepath.Join(t.TempDir(), "office.relay")
	if _, err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder)
	for n, want := range map[uint64]gateway.SessionEnd{7: first, 8: second} {
		if e, ok := ends(db, n); !ok || e != want {
			t.Errorf("after a restart: %+v", e)
		}
	}
	if list, err := db.SessionEnds(t.Context(), "nordic-a", "", 9, 5); err != nil || len(list) != 1 || list[0] != first {
		t.Errorf("of a link: %+v, %v", list, err)
	}
	if list, err := db.SessionEnds(t.Context(), "office", "shop", 8, 5); err != nil || len(list) != 0 {
		t.Errorf("before itself: %+v, %v", list, err)
	}
	if e, ok := ends(db, 9); ok {
		t.Errorf("a session that did not end: %+v", e)
	}
	if e, err := db.Erase(t.Context(), subject()); err != nil || !e.Verified() || len(e.Gone) != 1 || e.Gone[0].N != 1 || e.Gone[0].Class != gateway.ClassPDUs {
		t.Errorf("erased: %+v, %v", e, err)
	}
	if e, _ := ends(db, 8); e.Why != `the peer does not speak SMPP: it began with "`+gateway.ErasedMark+`"` {
		t.Errorf("after the erasure: %q", e.Why)
	}
	if err := db.DropSessionEnds(t.Context(), at.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if e, ok := ends(db, 7); ok {
		t.Errorf("old, and still there: %+v", e)
	}
	if _, ok := ends(db, 8); !ok {
		t.Error("what is not old went too")
	}
	other := t.TempDir()
	if _, err := Restore(t.Context(), other, file); err != nil {
		t.Fatal(err)
	}
	if e, ok := ends(open(t, other), 7); !ok || e != first {
		t.Errorf("in the back-up: %+v", e)
	}
}

// A number that is given again is the newer session's, and who knocks all day does
// not fill the disk.
func TestSessionEndsAreBounded(t *testing.T) {
	db := open(t, t.TempDir())
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	add := func(session uint64, why string) {
		t.Helper()
		write(t, db, func(tx *Tx) error {
			return tx.AddSessionEnds([]gateway.SessionEnd{{Session: session, Link: "office", At: at, By: "us", Why: why}})
		})
	}
	add(1, "old")
	add(1, "new")
	if e, ok, err := db.SessionEnd(t.Context(), 1); err != nil || !ok || e.Why != "new" {
		t.Errorf("%+v, %v", e, err)
	}
	add(mostSessionEnds, "far")
	if _, ok, _ := db.SessionEnd(t.Context(), 1); !ok {
		t.Error("it went too early")
	}
	add(mostSessionEnds+1, "too far")
	if _, ok, _ := db.SessionEnd(t.Context(), 1); ok {
		t.Error("it is still there")
	}
}
