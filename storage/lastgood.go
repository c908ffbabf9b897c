package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// lastBackupName is the file in the data folder that says where the last back-up
// was written. It lies beside the database, since that is what may be damaged.
const lastBackupName = "relay.last-backup"

// noteBackup remembers where a back-up was written. That it can't be remembered
// is no reason to say that there is none.
func (db *DB) noteBackup(file string) {
	if abs, err := filepath.Abs(file); err == nil {
		_ = os.WriteFile(filepath.Join(db.cfg.Folder, lastBackupName), []byte(abs+"\n"), 0o600)
	}
}

// lastGood is the newest copy of the database that is whole: the last back-up, or
// what was kept in the data folder before a change. "" when there is none.
func (db *DB) lastGood(ctx context.Context) (file string, at time.Time) {
	found, _ := filepath.Glob(filepath.Join(escapeGlob(db.cfg.Folder), fileName+".before-*"))
	if text, err := os.ReadFile(filepath.Join(db.cfg.Folder, lastBackupName)); err == nil {
		found = append(found, strings.TrimSpace(string(text)))
	}
	times := map[string]time.Time{}
	for _, f := range found {
		if info, err := os.Stat(f); err == nil && info.Mode().IsRegular() && !strings.HasSuffix(f, "-wal") && !strings.HasSuffix(f, "-shm") {
			times[f] = info.ModTime()
		}
	}
	found = slices.DeleteFunc(found, func(f string) bool { return times[f].IsZero() })
	slices.SortFunc(found, func(a, b string) int { return times[b].Compare(times[a]) })
	for _, f := range found {
		if _, err := readBackup(ctx, f, true); err == nil {
			return f, times[f]
		}
	}
	return "", time.Time{}
}

// damaged adds to an error that says that the database is damaged what can be put
// in its place; other errors stay as they are.
func (db *DB) damaged(ctx context.Context, err error) error {
	var code interface{ Code() int }
	if !errors.As(err, &code) {
		return err
	}
	switch code.Code() & 0xFF {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
	case sqlite3.SQLITE_ERROR:
		// The header's number of the format, or the text of a virtual table or of a
		// column in the schema; other errors of this kind are of the statement.
		says := func(words string) bool { return strings.Contains(err.Error(), words) }
		if !says("unsupported file format") && !says("unrecognized option") && !says("no such column") {
			return err
		}
	default:
		return err
	}
	return &Error{Words: db.file + " is damaged. It stays as it is. " + db.offer(ctx), Err: err}
}

// offer says what to do about a damaged database.
func (db *DB) offer(ctx context.Context) string {
	file, at := db.lastGood(ctx)
	if file == "" {
		return "No back-up is known: restore one with relay restore FILE, or choose another folder with --data"
	}
	return "The last good back-up is " + file + " of " + at.Local().Format("2006-01-02 15:04") + ": stop Relay and run relay restore with it; the damaged file is kept aside then"
}
