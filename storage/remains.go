package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"relay/gateway"
)

// search reads every file of the folder for the number.
func (db *DB) search(ctx context.Context, s gateway.Subject, e *gateway.Erasure) error {
	if !s.Searchable() {
		return nil
	}
	return filepath.WalkDir(db.cfg.Folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // a socket, or gone meanwhile
		}
		n, err := countIn(ctx, path, s)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			var logged int
			logged, err = db.countLogged(ctx, path, s)
			n += logged
		}
		if err != nil {
			return fmt.Errorf("search %s: %w", path, reason(err))
		}
		e.Files++
		if n > 0 {
			name, err := filepath.Rel(db.cfg.Folder, path)
			if err != nil {
				name = path
			}
			e.Remains = append(e.Remains, gateway.Remnant{File: name, Times: n})
		}
		return nil
	})
}

// countLogged counts a number in the PDU log of a database, where it is compressed:
// this one, or a back-up beside it. A file that is none, or can't be read as one,
// has none.
func (db *DB) countLogged(ctx context.Context, path string, s gateway.Subject) (n int, err error) {
	log := db
	if path != db.file {
		if !isDatabase(path) {
			return 0, nil
		}
		other, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?immutable=1&mode=ro")
		if err != nil {
			return 0, err
		}
		defer other.Close()
		if log = (&DB{read: reader{DB: other}}); !log.hasBlocks(ctx) {
			return 0, nil
		}
	}
	err = log.aboutPDUs(ctx, s, func(r *gateway.PDURecord) error { n += s.Count(r.Frame); return nil })
	return n, err
}

// isDatabase tells whether a file begins as SQLite's do (Database File Format, 1.3.1).
func isDatabase(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	magic := []byte("SQLite format 3\x00")
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, magic)
}

func (db *DB) hasBlocks(ctx context.Context) bool {
	var n int
	err := db.read.DB.QueryRowContext(ctx, "SELECT COUNT(*) FROM sqlite_schema WHERE name = ?", logTable).Scan(&n)
	return err == nil && n > 0
}

// countIn counts a number in a file of any size.
func countIn(ctx context.Context, path string, s gateway.Subject) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	const overlap = 64 // more than the longest spelling
	buf := make([]byte, 1<<20)
	kept := 0
	for {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		m, err := f.Read(buf[kept:])
		have := buf[:kept+m]
		if err == io.EOF || err == nil && m == 0 {
			return n + s.Count(have), nil
		}
		if err != nil {
			return n, err
		}
		if len(have) <= 2*overlap {
			kept = len(have)
			continue
		}
		// What lies in the last octets is counted with the next ones.
		edge := len(have) - overlap
		n += s.Count(have) - s.Count(have[edge:])
		kept = copy(buf, have[edge:])
	}
}
