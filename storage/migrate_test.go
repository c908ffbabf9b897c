package storage

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
