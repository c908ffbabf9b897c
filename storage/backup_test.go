package storage

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"relay/gateway"
)

func TestBackupAndRestore(t *testing.T) {
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "office.relay")
	db := open(t, folder)
	insert(t, db, 3)
	if err := db.AddAudit(t.Context(), "anna", gateway.AuditBackup, "first"); err != nil {
		t.Fatal(err)
	}
	b, err := db.Backup(t.Context(), file)
	if err != nil || b.Messages != 3 || !strings.Contains(b.Secrets, "relay.key") {
		t.Fatalf("%+v, %v", b, err)
	}
	if i, err := os.Stat(file); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", i, err)
	}
	if _, err := db.Backup(t.Context(), file); err == nil || !strings.Contains(err.Error(), "choose another name") {
		t.Errorf("over a file: %v", err)
	}
	var later int64
	write(t, db, func(tx *Tx) (err error) {
		later, err = tx.NextID()
		return err
	})
	insert(t, db, 2)
	if err := db.AddAudit(t.Context(), "anna", gateway.AuditErased, "second"); err != nil {
		t.Fatal(err)
	}
	s := gateway.NewSubject("36309999999", "")
	if _, err := db.Erase(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if r, err := Restore(t.Context(), folder, file); err != nil || r.Messages != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	if len(all(t, db)) != 5 {
		t.Error("the running database has changed")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder)
	list := all(t, db)
	if len(list) != 3 || Pending(folder) != "" {
		t.Fatalf("%d messages, still waits: %q", len(list), Pending(folder))
	}
	for _, m := range list {
		if m.State != gateway.Unknown || !m.PossibleDuplicate {
			t.Errorf("what may have left since is %s", m.State)
		}
	}
	if ids := insert(t, db, 1); ids[0] <= 5 {
		t.Errorf("the number %d is given again", ids[0])
	}
	write(t, db, func(tx *Tx) error {
		if id, err := tx.NextID(); id <= later || err != nil {
			t.Errorf("the id %d is given again, %v", id, err)
		}
		return nil
	})
	if a, err := db.Audit(t.Context(), 10); err != nil || a.Total != 2 || a.Broken != 0 {
		t.Errorf("the trail lost entries: %+v, %v", a, err)
	}
	var n int
	if err := db.read.QueryRow("SELECT COUNT(*) FROM tombstones").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d fingerprints, %v", n, err)
	}
	kept, err := filepath.Glob(filepath.Join(folder, "relay.db"+keptMark+"*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("nothing was kept aside: %v", err)
	}
	if b, err := readBackup(t.Context(), kept[0], true); err != nil || b.Messages != 5 {
		t.Errorf("kept aside: %+v, %v", b, err)
	}
}

// A crash between the steps of taking the place loses neither.
func TestRestoreGoesOnAfterACrash(t *testing.T) {
	for step := range 3 {
		folder, file := t.TempDir(), filepath.Join(t.TempDir(), "b")
		db := open(t, folder)
		insert(t, db, 2)
		if _, err := db.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		insert(t, db, 1)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), folder, file); err != nil {
			t.Fatal(err)
		}
		base := filepath.Join(folder, fileName)
		kept := base + keptMark + strings.TrimPrefix(filepath.Base(Pending(folder)), fileName+pendingMark)
		if step > 0 {
			if err := os.Rename(base, kept); err != nil {
				t.Fatal(err)
			}
		}
		if step == 1 {
			if err := os.WriteFile(base+"-wal", []byte("octets of the old log"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		db = open(t, folder)
		if n := len(all(t, db)); n != 2 {
			t.Errorf("step %d: %d messages", step, n)
		}
		if b, err := readBackup(context.Background(), kept, true); err != nil || b.Messages != 3 {
			t.Errorf("step %d: %+v, %v", step, b, err)
		}
	}
}

// A database that can't be read any more gives way to a back-up, and no id comes
// twice.
func TestRestoreOverDamage(t *testing.T) {
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "b")
	db := open(t, folder)
	insert(t, db, 2)
	if _, err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, fileName), []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), folder, file); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder)
	write(t, db, func(tx *Tx) error {
		if id, err := tx.NextID(); id < 1_000_000_000+unreadGap || err != nil {
			t.Errorf("id %d, %v", id, err)
		}
		return nil
	})
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	folder := t.TempDir()
	other := filepath.Join(folder, "other.txt")
	if err := os.WriteFile(other, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	db := open(t, t.TempDir())
	insert(t, db, 500)
	whole := filepath.Join(folder, "whole")
	if _, err := db.Backup(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 2; i < len(b)/2+8192; i++ {
		b[i] = 0xAA
	}
	damaged := filepath.Join(folder, "damaged")
	if err := os.WriteFile(damaged, b, 0o600); err != nil {
		t.Fatal(err)
	}
	odd := filepath.Join(folder, "odd") // says that it is older than it is
	if _, err := db.Backup(t.Context(), odd); err != nil {
		t.Fatal(err)
	}
	conn, err := openAlone(t.Context(), odd)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(t.Context(), "PRAGMA user_version = 3"); err != nil {
		t.Fatal(err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{odd: "can't be brought to the schema", filepath.Join(folder, "nothing"): "there is no file", other: "no back-up of Relay", folder: "is no file", damaged: "damaged"} {
		target := t.TempDir()
		if _, err := Restore(t.Context(), target, name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := filepath.Glob(filepath.Join(target, "*")); err != nil || len(left) > 0 {
			t.Errorf("%s leaves %v, %v", name, left, err)
		}
	}
}

// A back-up of an older Relay is brought up to date before it waits.
func TestRestoreOfAnOlderSchema(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "old"), t.TempDir()
	conn, err := openAlone(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	const steps = 4
	for _, name := range migrations()[:steps] {
		text, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.ExecContext(t.Context(), string(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{fmt.Sprintf("PRAGMA user_version = %d", steps), "INSERT INTO meta VALUES ('running', 'no')",
		`INSERT INTO messages (direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags, error_status, error_name, error_text, note, account_message_id,
			receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until) VALUES (0, 'up', '', 1, 1, '36301234567', 0, 0, '12', 'old', 3, 1, 1, 0, 0, '', '', '', '', 0, 0, 1, 0, 0, 0, 0, 0)`} {
		if _, err := conn.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	if b, err := Restore(t.Context(), folder, file); err != nil || b.Schema != steps {
		t.Fatalf("%+v, %v", b, err)
	}
	if b, err := readBackup(t.Context(), Pending(folder), true); err != nil || b.Schema != len(migrations()) {
		t.Errorf("%+v, %v", b, err)
	}
	if list := all(t, open(t, folder)); len(list) != 1 || list[0].Text != "old" {
		t.Errorf("%+v", list)
	}
}
