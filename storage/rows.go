package storage

import (
	"database/sql"
	"fmt"
	"reflect"
	"strconv"
	"unsafe"

	sqlite3 "modernc.org/sqlite/lib"
)

// rows are what a query found, read as those of database/sql are.
type rows struct {
	s     *statement
	first bool // the first is there and was not asked for
	over  bool
	err   error
}

// Next goes to the next row; false: there is none, or Err.
func (r *rows) Next() bool {
	switch {
	case r.over:
		return false
	case r.first:
		r.first = false
		return true
	}
	rc := sqlite3.Xsqlite3_step(r.s.c.tls, r.s.at)
	if rc == sqlite3.SQLITE_ROW {
		return true
	}
	if rc != sqlite3.SQLITE_DONE {
		r.err = r.s.c.fault(rc)
	}
	_ = r.Close()
	return false
}

// Err is why Next ended, nil for the last row.
func (r *rows) Err() error { return r.err }

// Close ends the reading; the statement is free again.
func (r *rows) Close() error {
	if !r.over {
		r.over, r.s.open = true, false
		sqlite3.Xsqlite3_reset(r.s.c.tls, r.s.at)
	}
	return nil
}

// Scan copies the row's columns.
func (r *rows) Scan(dest ...any) error {
	if n := int(sqlite3.Xsqlite3_column_count(r.s.c.tls, r.s.at)); n != len(dest) {
		return fmt.Errorf("a row has %d columns, not %d", n, len(dest))
	}
	for i, d := range dest {
		if err := r.column(int32(i), d); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return nil
}

// piece are some columns of a row.
type piece struct {
	r  *rows
	at int // the first
}

// Scan copies the columns.
func (p piece) Scan(dest ...any) error {
	for i, d := range dest {
		if err := p.r.column(int32(p.at+i), d); err != nil {
			return fmt.Errorf("column %d: %w", p.at+i+1, err)
		}
	}
	return nil
}

func (r *rows) column(i int32, dest any) error {
	tls, at := r.s.c.tls, r.s.at
	kind := sqlite3.Xsqlite3_column_type(tls, at, i)
	switch d := dest.(type) {
	case *any:
		*d = r.value(i, kind)
		return nil
	case *[]byte:
		if *d = nil; kind != sqlite3.SQLITE_NULL {
			*d = append(*d, r.octets(i)...)
		}
		return nil
	case sql.Scanner:
		return d.Scan(r.value(i, kind))
	}
	switch d := dest.(type) {
	case *string:
		switch kind {
		case sqlite3.SQLITE_TEXT:
			*d = string(r.octets(i))
			return nil
		case sqlite3.SQLITE_INTEGER:
			*d = strconv.FormatInt(sqlite3.Xsqlite3_column_int64(tls, at, i), 10)
			return nil
		}
	case *float64:
		if kind == sqlite3.SQLITE_FLOAT || kind == sqlite3.SQLITE_INTEGER {
			*d = sqlite3.Xsqlite3_column_double(tls, at, i)
			return nil
		}
	}
	if kind != sqlite3.SQLITE_INTEGER {
		return fmt.Errorf("%v does not fit a %T", r.value(i, kind), dest)
	}
	n := sqlite3.Xsqlite3_column_int64(tls, at, i)
	switch d := dest.(type) {
	case *int64:
		*d = n
		return nil
	case *bool:
		*d = n != 0
		return nil
	}
	switch v := reflect.ValueOf(dest).Elem(); {
	case v.CanInt() && !v.OverflowInt(n):
		v.SetInt(n)
		return nil
	case v.CanUint() && n >= 0 && !v.OverflowUint(uint64(n)):
		v.SetUint(uint64(n))
		return nil
	}
	return fmt.Errorf("%d does not fit a %T", n, dest)
}

// octets are a text's or blob's where SQLite has them; they are gone with the
// row.
func (r *rows) octets(i int32) []byte {
	tls, at := r.s.c.tls, r.s.at
	p := sqlite3.Xsqlite3_column_blob(tls, at, i)
	n := int(sqlite3.Xsqlite3_column_bytes(tls, at, i))
	if p == 0 || n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(pointer(p)), n)
}

// value is a column as database/sql would have it.
func (r *rows) value(i, kind int32) any {
	tls, at := r.s.c.tls, r.s.at
	switch kind {
	case sqlite3.SQLITE_INTEGER:
		return sqlite3.Xsqlite3_column_int64(tls, at, i)
	case sqlite3.SQLITE_FLOAT:
		return sqlite3.Xsqlite3_column_double(tls, at, i)
	case sqlite3.SQLITE_TEXT:
		return string(r.octets(i))
	case sqlite3.SQLITE_BLOB:
		return append([]byte{}, r.octets(i)...)
	}
	return nil
}

// firstRow is the first row of a query, and closes it.
type firstRow struct{ r *rows }

func (f firstRow) Scan(dest ...any) error {
	defer f.r.Close()
	if !f.r.Next() {
		if f.r.err != nil {
			return f.r.err
		}
		return errNoRow
	}
	return f.r.Scan(dest...)
}
