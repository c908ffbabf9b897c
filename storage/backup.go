package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"relay/gateway"
)

// Back-ups that wait to take the database's place, and what is kept of the one
// that went: "relay.db.restore-TIME" and "relay.db.before-restore-TIME".
const (
	pendingMark = ".restore-"
	keptMark    = ".before-restore-"
	timeMark    = "20060102T150405"
)

// Backup writes a copy of the database to a new file, beside running traffic.
func (db *DB) Backup(ctx context.Context, file string) (b gateway.Backup, err error) {
	if _, err := os.Lstat(file); err == nil {
		return b, fmt.Errorf("%s is there already: choose another name for the back-up", file)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return b, fmt.Errorf("the back-up %s can't be written: %w; choose another folder", file, reason(err))
	}
	conn, err := sql.Open("sqlite", db.dsn(false))
	if err != nil {
		return b, db.words(err)
	}
	defer conn.Close()
	part := file + ".part"
	defer func() { _ = os.Remove(part) }()
	if f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600); err != nil { // so that nobody else can ever read it
		return b, fmt.Errorf("the back-up %s can't be written: %w; choose another folder", file, reason(err))
	} else if err := f.Close(); err != nil {
		return b, fmt.Errorf("the back-up %s can't be written: %w", file, reason(err))
	}
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return b, fmt.Errorf("the back-up %s can't be written: %w", file, db.words(err))
	}
	if err := applyLate(ctx, part); err != nil {
		return b, fmt.Errorf("the back-up %s can't be written: %w", file, db.words(err))
	}
	if err := syncFile(part); err != nil {
		return b, fmt.Errorf("the back-up %s can't be written: %w", file, reason(err))
	}
	if err := os.Rename(part, file); err != nil {
		return b, fmt.Errorf("the back-up %s can't be written: %w", file, reason(err))
	}
	if b, err = readBackup(ctx, file, false); err != nil {
		return b, err
	}
	b.Secrets = db.seal.elsewhere()
	db.noteBackup(file)
	return b, nil
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// readBackup tells what a file holds; with check, only when it is whole.
func readBackup(ctx context.Context, file string, check bool) (b gateway.Backup, err error) {
	b.File = file
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return b, fmt.Errorf("there is no file %s: check the name", file)
	case err != nil:
		return b, fmt.Errorf("%s can't be read: %w", file, reason(err))
	case !info.Mode().IsRegular():
		return b, fmt.Errorf("%s is no file: name the back-up itself", file)
	}
	b.Bytes = info.Size()
	abs, err := filepath.Abs(file)
	if err != nil {
		return b, err
	}
	conn, err := sql.Open("sqlite", "file:"+(&url.URL{Path: abs}).EscapedPath()+"?mode=ro&immutable=1")
	if err != nil {
		return b, err
	}
	defer conn.Close()
	noBackup := func(err error) error {
		return fmt.Errorf("%s is no back-up of Relay (%w): choose a file that relay backup has written", file, err)
	}
	if check {
		var result string
		if err := conn.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result); err != nil {
			return b, noBackup(err)
		}
		if result != "ok" {
			return b, fmt.Errorf("%s is damaged (%s): choose an older back-up", file, oneLine(result))
		}
	}
	if err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&b.Schema); err != nil {
		return b, noBackup(err)
	}
	var at int64
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*), COALESCE(MAX(created_at), 0) FROM messages, (SELECT value FROM meta LIMIT 1)").Scan(&b.Messages, &at); err != nil {
		return b, noBackup(err)
	}
	b.At = fromMS(at)
	if n := len(migrations()); b.Schema < 1 {
		return b, noBackup(errors.New("it has no schema"))
	} else if b.Schema > n {
		return b, fmt.Errorf("%s was written by a newer Relay (schema %d, this one knows %d): install that version first", file, b.Schema, n)
	}
	return b, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Restore checks a back-up and puts it beside the database of a folder. It
// takes the database's place when Relay next starts.
func Restore(ctx context.Context, folder, file string) (gateway.Backup, error) {
	b, err := readBackup(ctx, file, true)
	if err != nil {
		return b, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return b, fmt.Errorf("the data folder %s can't be made: %w; choose another with --data", folder, reason(err))
	}
	target := filepath.Join(folder, fileName)
	if err := DropPending(folder); err != nil {
		return b, err
	}
	pending := target + pendingMark + time.Now().UTC().Format(timeMark)
	if err := copyFile(file, pending+".part"); err != nil {
		_ = os.Remove(pending + ".part")
		return b, fmt.Errorf("the back-up can't be copied into %s: %w; make room there, or check the folder's rights", folder, reason(err))
	}
	if err := upgrade(ctx, folder, pending+".part"); err != nil {
		_ = os.Remove(pending + ".part")
		return b, fmt.Errorf("%s can't be brought to the schema of this Relay: %w; restore it with the version that wrote it", file, err)
	}
	if _, err := readBackup(ctx, pending+".part", true); err != nil { // the copy is what counts
		_ = os.Remove(pending + ".part")
		return b, err
	}
	return b, os.Rename(pending+".part", pending)
}

// upgrade brings a back-up of an older Relay up to date, before it takes any
// place.
func upgrade(ctx context.Context, folder, file string) error {
	conn, err := openAlone(ctx, file)
	if err != nil {
		return err
	}
	defer conn.Close()
	db := &DB{cfg: Config{Folder: folder}, file: file}
	return db.migrate(ctx, conn, true)
}

// openAlone opens a database that nobody else has, as one file.
func openAlone(ctx context.Context, file string) (*sql.DB, error) {
	conn, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+"?_pragma=busy_timeout(5000)&_pragma=secure_delete(1)&_pragma=foreign_keys(1)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	conn.SetMaxOpenConns(1)
	if _, err := conn.ExecContext(ctx, "PRAGMA journal_mode = DELETE"); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// applyLate writes the rows that were behind when a file was copied: a back-up
// has no records of changes, which would bring back what is held here.
func applyLate(ctx context.Context, file string) error {
	conn, err := openAlone(ctx, file)
	if err != nil {
		return err
	}
	defer conn.Close()
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'late'").Scan(&n); err != nil || n == 0 {
		return err // of an older schema
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	rows, err := tx.QueryContext(ctx, recordsText)
	records, err := collect(rows, err, scanRecord)
	if err != nil || len(records) == 0 {
		return err
	}
	if err := readRecords(records, func(c change, args []any) error {
		_, err := tx.ExecContext(ctx, c.text(), args...)
		return err
	}); err != nil {
		return err
	}
	for _, text := range append(recount(), "DELETE FROM late") {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Pending is the back-up that waits for the next start, "" when none does.
func Pending(folder string) string {
	list, err := filepath.Glob(filepath.Join(escapeGlob(folder), fileName+pendingMark+"*"))
	if err != nil {
		return ""
	}
	for _, p := range list {
		if !strings.HasSuffix(p, ".part") {
			return p
		}
	}
	return ""
}

// KeptAside are the files of databases that restores have put aside, the oldest
// first, and how many octets they take.
func KeptAside(folder string) (files []string, octets int64) {
	list, err := filepath.Glob(filepath.Join(escapeGlob(folder), fileName+keptMark+"*"))
	if err != nil {
		return nil, 0
	}
	for _, p := range list { // a time is at the end of their names
		if info, err := os.Stat(p); err == nil {
			files, octets = append(files, p), octets+info.Size()
		}
	}
	return files, octets
}

// DropAside deletes them.
func DropAside(folder string) error {
	files, _ := KeptAside(folder)
	for _, p := range files {
		if err := os.Remove(p); err != nil {
			return fmt.Errorf("the former data can't be deleted: %w", err)
		}
	}
	return nil
}

// DropPending forgets a back-up that waits for the next start.
func DropPending(folder string) error {
	list, err := filepath.Glob(filepath.Join(escapeGlob(folder), fileName+pendingMark+"*"))
	if err != nil {
		return err
	}
	for _, p := range list {
		if err := os.Remove(p); err != nil {
			return fmt.Errorf("the back-up that waits can't be deleted: %w", err)
		}
	}
	return nil
}

func escapeGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := out.ReadFrom(in); err != nil {
		return errors.Join(err, out.Close())
	}
	return errors.Join(out.Sync(), out.Close())
}

// takePending puts a waiting back-up in the database's place and keeps the
// database aside. Each step can be done again after a crash: until the last,
// the back-up still waits.
func (db *DB) takePending(ctx context.Context) error {
	pending := Pending(db.cfg.Folder)
	if pending == "" {
		return nil
	}
	fail := func(err error) error {
		return fmt.Errorf("the back-up %s can't take its place: %w; delete it to go on with the present data", pending, db.words(err))
	}
	if _, err := readBackup(ctx, pending, false); err != nil {
		return fail(err)
	}
	kept := db.file + keptMark + strings.TrimPrefix(filepath.Base(pending), fileName+pendingMark)
	if err := prepare(ctx, pending, db.file); err != nil {
		return fail(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		if err := os.Rename(db.file+suffix, kept+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fail(err)
		}
	}
	if err := os.Remove(db.file + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail(err)
	}
	if err := os.Rename(pending, db.file); err != nil {
		return fail(err)
	}
	return nil
}

// unreadGap is how far counters move on when the database that goes can't be
// read: more ids than it can have given since the back-up.
const unreadGap = 10_000_000

// restoredKey in meta says that a back-up was restored, and that numbers erased
// since have to be erased from it again.
const restoredKey = "restored"

// prepare writes into a back-up what may not go back. What waited when it was
// made may have left since: it is held for a person to decide.
func prepare(ctx context.Context, pending, present string) error {
	if err := applyLate(ctx, pending); err != nil { // of a file that was copied by hand
		return err
	}
	conn, err := openAlone(ctx, pending)
	if err != nil {
		return err
	}
	defer conn.Close()
	run := func(list ...string) error {
		for _, text := range list {
			if _, err := conn.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		return nil
	}
	if err := run(
		fmt.Sprintf("UPDATE messages SET state = %[1]d, flags = flags | %[2]d WHERE direction = 0 AND state IN (%[3]d, %[4]d)", gateway.Unknown, flagDuplicate, gateway.Queued, gateway.Sending),
		"INSERT INTO meta VALUES ('"+restoredKey+"', 'yes') ON CONFLICT (key) DO NOTHING",
		"DELETE FROM meta WHERE key = 'running'", // it was made beside a running Relay, and was checked before it came here
		fmt.Sprintf("UPDATE parts SET state = %d WHERE state IN (%d, %d)", gateway.Unknown, gateway.Queued, gateway.Sending)); err != nil {
		return err
	}
	if err := run(recount()...); err != nil {
		return err
	}
	if _, err := os.Stat(present); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	_, err = conn.ExecContext(ctx, "ATTACH ? AS present", present)
	if err == nil {
		err = run("INSERT INTO counters SELECT name, value FROM present.counters WHERE 1 ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value)",
			"UPDATE counters SET value = MAX(value, COALESCE((SELECT seq FROM present.sqlite_sequence p WHERE p.name = counters.name), 0))", // of an older schema
			"UPDATE sqlite_sequence SET seq = MAX(seq, COALESCE((SELECT seq FROM present.sqlite_sequence p WHERE p.name = sqlite_sequence.name), 0))")
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil: // the present database is damaged
		return run(fmt.Sprintf("UPDATE counters SET value = value + %d", unreadGap))
	}
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('audit', 'tombstones')) + (SELECT COUNT(*) FROM present.sqlite_schema WHERE name IN ('audit', 'tombstones'))").Scan(&n); err != nil {
		return err
	}
	if n < 4 {
		return nil // one of them is older than both tables
	}
	return run("INSERT INTO tombstones SELECT * FROM present.tombstones WHERE 1 ON CONFLICT (hash) DO UPDATE SET kind = kind | excluded.kind",
		`INSERT INTO audit SELECT * FROM present.audit WHERE number > (SELECT COALESCE(MAX(number), 0) FROM main.audit)
			AND (SELECT COUNT(*) FROM main.audit) = (SELECT COUNT(*) FROM main.audit a JOIN present.audit p ON p.number = a.number AND p.hash = a.hash)`)
}
