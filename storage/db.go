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
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver of the readers
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	fileName    = "relay.db"
	readers     = 4
	openTimeout = 10 * time.Second
)

// Config is where and how a DB is opened.
type Config struct {
	Folder    string // created with 0700 when it is missing
	KeyFile   string // key for passwords; "" uses the desktop's keyring, else a file in the folder
	NoKeyring bool   // never ask the desktop's keyring
	ReadOnly  bool   // read beside the process that owns the folder
	// LateFrom is how many messages a commit has to change for their rows to be
	// written later than a record of it; 0 for the usual. Tests use 1.
	LateFrom int
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	cfg    Config
	file   string
	read   reader
	writer *writer // nil when read-only
	seal   *sealer
	config sync.Mutex // one SaveConfig at a time
	logged logSize

	unclean bool
	checked chan error // result of the check after an unclean stop
}

// Open opens or makes the database in the folder. Errors are in plain words and
// say what to do; that it is damaged, which back-up can take its place.
func Open(ctx context.Context, c Config) (*DB, error) {
	db, err := openIn(ctx, c, openTimeout)
	if err != nil {
		lost := &DB{cfg: c, file: filepath.Join(c.Folder, fileName)}
		return nil, lost.damaged(ctx, err)
	}
	return db, nil
}

// openIn opens; what does not depend on how much is stored takes no longer than
// within. A back-up that comes in and a change of schema take their time.
func openIn(ctx context.Context, c Config, within time.Duration) (*DB, error) {
	db := &DB{cfg: c, file: filepath.Join(c.Folder, fileName), checked: make(chan error, 1)}
	if !c.ReadOnly {
		if err := os.MkdirAll(c.Folder, 0o700); err != nil {
			return nil, fmt.Errorf("the data folder %s can't be made: %w; choose another with --data", c.Folder, reason(err))
		}
		if err := os.Chmod(c.Folder, 0o700); err != nil {
			return nil, fmt.Errorf("the data folder %s can't be protected: %w; choose another with --data", c.Folder, reason(err))
		}
		if err := db.takePending(ctx); err != nil {
			return nil, err
		}
	}
	_, err := os.Stat(db.file)
	fresh := errors.Is(err, fs.ErrNotExist)
	switch {
	case fresh && c.ReadOnly:
		return nil, fmt.Errorf("there is no Relay data in %s: start relay there first, or choose another folder with --data", c.Folder)
	case err != nil && !fresh:
		return nil, fmt.Errorf("the data folder %s can't be read: %w; choose another with --data", c.Folder, reason(err))
	}
	if !c.ReadOnly {
		if err := db.openWriter(ctx, within, fresh); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if db.read.DB, err = sql.Open("sqlite", db.dsn(true)); err != nil {
		return nil, db.words(err)
	}
	db.read.writer, db.read.prepared = db.writer, newPrepared()
	db.read.SetMaxOpenConns(readers)
	db.read.SetMaxIdleConns(readers)
	if c.ReadOnly {
		var version int
		if err := db.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return nil, errors.Join(db.words(err), db.read.Close())
		}
		if version != len(migrations()) {
			_ = db.read.Close()
			return nil, fmt.Errorf("the data in %s has another schema (%d, this Relay knows %d): use the same version of Relay", c.Folder, version, len(migrations()))
		}
		if db.seal, err = newSealer(ctx, db); err != nil {
			return nil, errors.Join(err, db.read.Close())
		}
		return db, nil
	}
	if db.seal, err = newSealer(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := db.writer.beginFilling(); err != nil {
		return nil, errors.Join(db.words(err), db.Close())
	}
	if db.unclean {
		go func() { db.checked <- db.quickCheck() }()
	} else {
		db.checked <- nil
	}
	return db, nil
}

// pragmas of every connection: what the promises rest on, and patience with
// other programs.
func pragmas() []string {
	return []string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)", "foreign_keys(1)"}
}

// writerPragmas are those of the writer. The pages that a transaction changes have
// room in its memory, and the log, which grows to 16 MB then, is folded less
// often, so that a page that changes again and again is written once.
func writerPragmas() []string {
	return append(pragmas(), "cache_size(-16000)", "wal_autocheckpoint(4000)")
}

func (db *DB) dsn(readOnly bool) string {
	q := url.Values{}
	for _, p := range pragmas() {
		q.Add("_pragma", p)
	}
	q.Set("_txlock", "immediate")
	if readOnly {
		q.Add("_pragma", "query_only(1)")
		q.Set("_txlock", "deferred")
	}
	return "file:" + (&url.URL{Path: db.file}).EscapedPath() + "?" + q.Encode()
}

func (db *DB) openWriter(whole context.Context, within time.Duration, fresh bool) error {
	ctx, cancel := context.WithTimeout(whole, within)
	defer cancel()
	conn, err := sql.Open("sqlite", db.dsn(false))
	if err != nil {
		return db.words(err)
	}
	conn.SetMaxOpenConns(1)
	conn.SetMaxIdleConns(1)
	fail := func(err error) error { return errors.Join(db.words(err), conn.Close()) }
	if err := conn.PingContext(ctx); err != nil {
		return fail(err)
	}
	if fresh {
		if err := os.Chmod(db.file, 0o600); err != nil {
			return fail(err)
		}
	}
	if err := checkPragmas(func(text string) scanner { return conn.QueryRowContext(ctx, text) }); err != nil {
		return fail(err)
	}
	if err := db.migrate(whole, conn, fresh); err != nil {
		return errors.Join(err, conn.Close())
	}
	ctx, done := context.WithTimeout(whole, within)
	defer done()
	var running string
	err = conn.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'running'").Scan(&running)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fail(err)
	}
	db.unclean = running == "yes"
	if _, err := conn.ExecContext(ctx, "INSERT INTO meta VALUES ('running', 'yes') ON CONFLICT (key) DO UPDATE SET value = 'yes'"); err != nil {
		return fail(err)
	}
	own, err := openConn(db.file, writerPragmas())
	if err != nil {
		return fail(err)
	}
	if err := checkPragmas(func(text string) scanner { return own.row(text) }); err != nil {
		return fail(errors.Join(err, own.close()))
	}
	if db.writer, err = newWriter(own, db.lateFew(), db.words, db.fingerprints); err != nil {
		return fail(errors.Join(err, own.close()))
	}
	// Not the last one to close: that would fold the log, which takes its time.
	return db.words(conn.Close())
}

// checkPragmas reads back what the promises rest on.
func checkPragmas(row func(text string) scanner) error {
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1"} {
		var got string
		if err := row("PRAGMA " + pragma).Scan(&got); err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("the database does not take %s=%s (it has %s): the folder may lie on a network drive; choose one on this computer with --data", pragma, want, got)
		}
	}
	return nil
}

// quickCheck looks for damage after an unclean stop, on a reader.
func (db *DB) quickCheck() error {
	var result string
	if err := db.read.QueryRow("PRAGMA quick_check(1)").Scan(&result); err != nil {
		return db.damaged(context.Background(), db.words(err))
	}
	if result != "ok" {
		return &Error{Words: fmt.Sprintf("the database %s is damaged (%s). It stays as it is. %s", db.file, oneLine(result), db.offer(context.Background()))}
	}
	return nil
}

// Checked delivers the result of the check that follows an unclean stop; nil at
// once after a clean one.
func (db *DB) Checked() <-chan error { return db.checked }

// Unclean tells whether Relay did not stop in order last time.
func (db *DB) Unclean() bool { return db.unclean }

// Close writes what is queued, folds the write-ahead log into the file and
// closes.
func (db *DB) Close() error {
	var errs []error
	if db.writer != nil {
		errs = append(errs, db.writer.close())
	}
	if db.read.DB != nil {
		errs = append(errs, db.read.Close())
	}
	return errors.Join(errs...)
}

// reason is the short form of a file error.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// words puts a database error into words that say what to do.
func (db *DB) words(err error) error {
	var e interface {
		error
		Code() int
	}
	if !errors.As(err, &e) {
		return err
	}
	say := func(text string) error { return &Error{Words: text, Err: err} }
	switch e.Code() & 0xFF {
	case sqlite3.SQLITE_FULL:
		return say("the disk is full: make room where " + db.cfg.Folder + " lies")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return say("another program holds " + db.file + ": close it")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return say(db.file + " can't be written: check the folder's rights")
	case sqlite3.SQLITE_CANTOPEN:
		return say(db.file + " can't be opened: check the folder's rights, or choose another with --data")
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return say(db.file + " is damaged: keep it aside and restore a back-up, or choose another folder with --data")
	case sqlite3.SQLITE_IOERR:
		return say("the disk reports an error with " + db.file + ": check the disk and its free space")
	}
	return err
}

// Error is a database error in plain words.
type Error struct {
	Words string
	Err   error
}

func (e *Error) Error() string { return e.Words }
func (e *Error) Unwrap() error { return e.Err }

// Temporary tells whether the same write may succeed later without a change of
// the data: the disk is full, can't be written or fails, or another program
// holds the file.
func (e *Error) Temporary() bool {
	var code interface{ Code() int }
	if !errors.As(e.Err, &code) {
		return false
	}
	switch code.Code() & 0xFF {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return true
	}
	return false
}
