package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

// raw opens a database file without Relay's care.
func raw(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func must(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
}

// A change of schema takes longer than opening may, as it does with much data:
// here somebody else writes meanwhile.
func TestMigrationTakesItsTime(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "relay.db")
	first, err := schema.ReadFile(migrations()[0])
	if err != nil {
		t.Fatal(err)
	}
	other := raw(t, file)
	other.SetMaxOpenConns(1)
	must(t, other, "PRAGMA journal_mode = WAL; "+string(first)+"; PRAGMA user_version = 1")
	must(t, other, "BEGIN IMMEDIATE")
	const within = 2 * time.Second
	released := make(chan error, 1)
	time.AfterFunc(within+within/4, func() {
		_, err := other.Exec("ROLLBACK")
		released <- err
	})
	db, err := openIn(t.Context(), Config{Folder: folder, NoKeyring: true}, within)
	if err != nil {
		t.Error(err)
	} else if err := db.Close(); err != nil {
		t.Error(err)
	}
	if err := <-released; err != nil {
		t.Error(err)
	}
}

// A file of the first schema comes up to date with what it holds, and stays
// beside as it was.
func TestMigrationKeepsEverythingAndABackup(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "relay.db")
	first, err := schema.ReadFile(migrations()[0])
	if err != nil {
		t.Fatal(err)
	}
	old := raw(t, file)
	must(t, old, string(first)+"; PRAGMA user_version = 1")
	must(t, old, `INSERT INTO messages VALUES (7, 'k', 0, 'a', '', 5, 0, 'Shop', 1, 1, '36301234567', 'hello', 0, 1, 0, 0, 0, '', '', '', '', 0, 0, 1000, 0, 0, 0, 0, 0);
		INSERT INTO parts VALUES (9, 7, 1, 0, 'a', x'00', NULL, 0, 0, 0, '', '', 0, 0, 0, 0, 0)`)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	db, err := Open(ctx, Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	m, err := db.Message(ctx, 7)
	if err != nil || m.Text != "hello" || len(m.PartList) != 1 || m.PartList[0].ID != 9 {
		t.Errorf("%+v, %v", m, err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	kept, err := filepath.Glob(file + ".before-schema-*")
	if err != nil || len(kept) != 1 {
		t.Fatalf("back-ups: %v, %v", kept, err)
	}
	if info, err := os.Stat(kept[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the back-up's mode is %v, %v", info.Mode(), err)
	}
	var version int
	var text string
	if err := raw(t, kept[0]).QueryRow("SELECT user_version, (SELECT text FROM messages) FROM pragma_user_version").Scan(&version, &text); err != nil || version != 1 || text != "hello" {
		t.Errorf("the back-up has schema %d and %q, %v", version, text, err)
	}
}

// A file whose ids were given by the database goes on where it was, with none
// given twice and every number right.
func TestMigrationGoesOnCounting(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "relay.db")
	old := raw(t, file)
	names := migrations()
	const before = 11 // steps of the schema that had AUTOINCREMENT everywhere
	for _, name := range names[:before] {
		step, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		must(t, old, string(step))
	}
	must(t, old, "PRAGMA user_version = 11")
	message := func(id, direction, state, flags int) {
		must(t, old, fmt.Sprintf(`INSERT INTO messages (id, direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags, error_status, error_name, error_text, note,
			account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until)
			VALUES (%d, %d, 'up', '', 1, 1, 'Shop', 1, 1, '36301234567', 'x', %d, 1, 0, %d, 0, '', '', '', '', 0, 0, 1, 0, 0, 0, 0, 0)`, id, direction, state, flags))
		must(t, old, fmt.Sprintf("INSERT INTO parts (id, message_id, number, state, link, pdu, attempts, status, resent, receipt_stat, receipt_err, next_at, sent_at, answered_at, done_at, session) VALUES (%d, %d, 1, %d, 'up', x'00', 0, 0, 0, '', '', 0, 0, 0, 0, 0)", id+100, id, state))
	}
	message(1, 0, 0, flagScheduled)
	message(2, 0, 3, 0)
	message(3, 1, 8, flagUnread)
	message(40, 0, 3, 0)
	must(t, old, "DELETE FROM messages WHERE id = 40; DELETE FROM parts WHERE id = 140") // the newest of all
	must(t, old, "INSERT INTO receipts VALUES (7, 'up', 0, 0, 'A', '', 0, 0, '', 0, 0, '', 'DELIVRD', 2, '', '', 0, 0, 1)")
	must(t, old, "INSERT INTO deliveries VALUES (9, 'shop', 2, x'00', 0, 0, 0); DELETE FROM deliveries")
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db := open(t, folder)
	var m *gateway.Message
	d := gateway.Delivery{Account: "shop", MessageID: 2, PDU: []byte{1}}
	r := gateway.Receipt{Link: "up", ProviderID: "B", Times: 1}
	if err := db.do(t.Context(), func(tx *Tx) error {
		m = outgoing("new")
		return errors.Join(tx.InsertMessage(m), tx.InsertDelivery(&d), tx.InsertReceipt(&r))
	}); err != nil {
		t.Fatal(err)
	}
	if m.ID != 41 || m.PartList[0].ID != 141 || d.ID != 10 || r.ID != 8 {
		t.Errorf("ids %d, %d, %d, %d", m.ID, m.PartList[0].ID, d.ID, r.ID)
	}
	check := func(db *DB) {
		t.Helper()
		kept, err := db.Counts(t.Context())
		if want := counted(t, db); err != nil || kept != want || kept.Scheduled != 1 || kept.Unread != 1 || kept.Orphans != 2 || kept.Owed != 1 {
			t.Errorf("kept %+v, counted %+v, %v", kept, want, err)
		}
	}
	check(db)
	var result string
	if err := db.read.QueryRow("PRAGMA integrity_check").Scan(&result); err != nil || result != "ok" {
		t.Errorf("%s, %v", result, err)
	}
	if err := db.do(t.Context(), func(tx *Tx) error { // the newest goes, and its number with it
		_, err := tx.exec("DELETE FROM messages WHERE id = ?", m.ID)
		return errors.Join(err, tx.DeleteDelivery(d.ID))
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, folder)
	d = gateway.Delivery{Account: "shop", MessageID: 2, PDU: []byte{1}}
	if err := again.do(t.Context(), func(tx *Tx) error {
		m = outgoing("newer")
		return errors.Join(tx.InsertMessage(m), tx.InsertDelivery(&d))
	}); err != nil || m.ID != 42 || d.ID != 11 {
		t.Errorf("ids %d, %d after a restart, %v", m.ID, d.ID, err)
	}
	check(again)
}

// The log of a file that had a row for each record is the same afterwards.
func TestMigrationMovesTheLog(t *testing.T) {
	folder := t.TempDir()
	old := raw(t, filepath.Join(folder, "relay.db"))
	const before = 15 // steps of the schema that had a row for each record
	for _, name := range migrations()[:before] {
		step, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		must(t, old, string(step))
	}
	must(t, old, "PRAGMA user_version = 15")
	list := randomLog(rand.New(rand.NewPCG(9, 9)), 40, 1700)
	for _, r := range list {
		if _, err := old.Exec("INSERT INTO pdus (number, time, link, account, session, out, version, frame) VALUES (?,?,?,?,?,?,?,?)",
			int64(r.Number), r.Time.UnixMicro(), r.Link, r.Account, int64(r.Session), r.Out, r.Version, r.Frame); err != nil {
			t.Fatal(err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db := open(t, folder)
	got, err := db.PDUs(t.Context(), gateway.PDUQuery{})
	if err != nil || !reflect.DeepEqual(got, list) {
		t.Errorf("%d of %d records, %v", len(got), len(list), err)
	}
	if p, s, err := db.LastNumbers(t.Context()); p != list[len(list)-1].Number || s != 3 || err != nil {
		t.Errorf("the last numbers are %d, %d, %v", p, s, err)
	}
	var n int
	if err := db.read.QueryRow("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'pdus'").Scan(&n); err != nil || n != 0 {
		t.Errorf("the rows are still there: %v", err)
	}
}

// A file that a later Relay wrote is refused with what to do, and left alone.
func TestNewerSchemaIsRefused(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "relay.db")
	db := raw(t, file)
	must(t, db, "CREATE TABLE things (x); PRAGMA user_version = 999")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		_, err := Open(context.Background(), Config{Folder: folder, NoKeyring: true, ReadOnly: readOnly})
		if err == nil || !strings.Contains(err.Error(), "999") || strings.Contains(err.Error(), "\n") {
			t.Errorf("read-only %v: %v", readOnly, err)
		}
	}
	check := raw(t, file)
	var tables, version int
	if err := check.QueryRow("SELECT COUNT(*), user_version FROM sqlite_schema, pragma_user_version").Scan(&tables, &version); err != nil || tables != 1 || version != 999 {
		t.Errorf("%d tables, version %d, %v", tables, version, err)
	}
}

// A migration that fails leaves the file as it was.
func TestBrokenMigrationChangesNothing(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "relay.db")
	old := raw(t, file)
	// The second step needs the tables of the first, which are not here.
	must(t, old, "CREATE TABLE things (x); PRAGMA user_version = 1")
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), Config{Folder: folder, NoKeyring: true}); err == nil || !strings.Contains(err.Error(), "002") {
		t.Errorf("%v", err)
	}
	var tables, version int
	if err := raw(t, file).QueryRow("SELECT COUNT(*), user_version FROM sqlite_schema, pragma_user_version").Scan(&tables, &version); err != nil || tables != 1 || version != 1 {
		t.Errorf("%d tables, version %d, %v", tables, version, err)
	}
}
