package storage

import (
	"errors"
	"fmt"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// conn is one connection through SQLite's own interface, for the writer. A
// statement costs a fraction there of what it costs through database/sql, which
// locks, converts and allocates for each, and the writer has ten of them for
// every message. One goroutine at a time may use it, so it takes no locks
// (SQLITE_OPEN_NOMUTEX).
type conn struct {
	tls   *libc.TLS
	db    uintptr
	out   uintptr // where SQLite puts what a call gives back: two pointers
	stmts map[string]*statement
	fns   []any // those that SQLite calls: the collector does not see them there
}

// fault is an error of SQLite.
type fault struct {
	code int // extended result code
	text string
}

func (f *fault) Error() string { return fmt.Sprintf("%s (%d)", f.text, f.code) }

// Code is the result code, as that of the driver's errors.
func (f *fault) Code() int { return f.code }

// pointer makes one of an address in SQLite's memory, which the collector
// neither owns nor moves.
func pointer(at uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&at)) }

// openConn opens a database file that exists and runs pragmas on it.
func openConn(file string, pragmas []string) (*conn, error) {
	c := &conn{tls: libc.NewTLS(), stmts: map[string]*statement{}}
	name, err := libc.CString(file)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, name)
	c.out = sqlite3.Xsqlite3_malloc64(c.tls, 2*uint64(unsafe.Sizeof(c.out)))
	if c.out == 0 {
		return nil, errors.New("out of memory")
	}
	rc := sqlite3.Xsqlite3_open_v2(c.tls, name, c.out, sqlite3.SQLITE_OPEN_READWRITE|sqlite3.SQLITE_OPEN_NOMUTEX, 0)
	c.db = *(*uintptr)(pointer(c.out))
	if rc != sqlite3.SQLITE_OK {
		return nil, errors.Join(c.fault(rc), c.close())
	}
	sqlite3.Xsqlite3_extended_result_codes(c.tls, c.db, 1)
	for _, p := range pragmas {
		var answer any
		if err := c.row("PRAGMA " + p).Scan(&answer); err != nil && !errors.Is(err, errNoRow) {
			return nil, errors.Join(err, c.close())
		}
	}
	return c, nil
}

// fault is the error of a call that has just failed.
func (c *conn) fault(rc int32) error {
	text := libc.GoString(sqlite3.Xsqlite3_errstr(c.tls, rc))
	if c.db != 0 {
		if own := libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db)); own != text {
			text += ": " + own
		}
	}
	return &fault{int(rc), text}
}

// statement prepares a statement once.
func (c *conn) statement(text string) (*statement, error) {
	if s := c.stmts[text]; s != nil {
		return s, nil
	}
	sql, err := libc.CString(text)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, sql)
	if rc := sqlite3.Xsqlite3_prepare_v3(c.tls, c.db, sql, -1, sqlite3.SQLITE_PREPARE_PERSISTENT, c.out, c.out+unsafe.Sizeof(c.out)); rc != sqlite3.SQLITE_OK {
		return nil, c.fault(rc)
	}
	s := &statement{c: c, at: *(*uintptr)(pointer(c.out))}
	if s.at == 0 {
		return nil, errors.New("an empty statement")
	}
	if rest := *(*uintptr)(pointer(c.out + unsafe.Sizeof(c.out))); libc.GoString(rest) != "" {
		sqlite3.Xsqlite3_finalize(c.tls, s.at)
		return nil, errors.New("more than one statement")
	}
	s.params = int(sqlite3.Xsqlite3_bind_parameter_count(c.tls, s.at))
	c.stmts[text] = s
	return s, nil
}

// function has SQL call fn with n integers; it gives NULL.
func (c *conn) function(name string, n int, fn func([]int64)) error {
	args := make([]int64, n)
	call := func(tls *libc.TLS, _ uintptr, count int32, values uintptr) {
		for i, v := range unsafe.Slice((*uintptr)(pointer(values)), count) {
			args[i] = sqlite3.Xsqlite3_value_int64(tls, v)
		}
		fn(args)
	}
	text, err := libc.CString(name)
	if err != nil {
		return err
	}
	defer libc.Xfree(c.tls, text)
	c.fns = append(c.fns, call)
	// A C function is the address of a Go one there.
	at := *(*uintptr)(unsafe.Pointer(&struct {
		f func(*libc.TLS, uintptr, int32, uintptr)
	}{call}))
	if rc := sqlite3.Xsqlite3_create_function(c.tls, c.db, text, int32(n), sqlite3.SQLITE_UTF8, 0, at, 0, 0); rc != sqlite3.SQLITE_OK {
		return c.fault(rc)
	}
	return nil
}

// exec runs a statement to its end.
func (c *conn) exec(text string, args ...any) (effect, error) {
	s, err := c.statement(text)
	if err != nil {
		return effect{}, err
	}
	return s.exec(args)
}

// query runs a statement to its first row.
func (c *conn) query(text string, args ...any) (*rows, error) {
	s, err := c.statement(text)
	if err != nil {
		return nil, err
	}
	return s.query(args)
}

// row is for a statement of which the first row counts.
func (c *conn) row(text string, args ...any) scanner {
	r, err := c.query(text, args...)
	if err != nil {
		return failedRow{err}
	}
	return firstRow{r}
}

func (c *conn) close() error {
	for _, s := range c.stmts {
		s.free()
	}
	clear(c.stmts)
	var err error
	if c.db != 0 {
		if rc := sqlite3.Xsqlite3_close_v2(c.tls, c.db); rc != sqlite3.SQLITE_OK {
			err = c.fault(rc)
		}
	}
	sqlite3.Xsqlite3_free(c.tls, c.out)
	c.db, c.out = 0, 0
	c.tls.Close()
	return err
}
