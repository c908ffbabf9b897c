package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// errNoRow is what a query that finds nothing gives, as database/sql has it.
var errNoRow = sql.ErrNoRows

// statement is a prepared one. Texts and octets that are bound to it lie in
// memory of its own, which SQLite reads where it is (SQLITE_STATIC).
type statement struct {
	c      *conn
	at     uintptr
	params int
	mem    uintptr
	room   int  // octets at mem
	open   bool // rows are being read
}

// effect is what a statement did.
type effect struct{ id, rows int64 }

func (d effect) LastInsertId() (int64, error) { return d.id, nil }
func (d effect) RowsAffected() (int64, error) { return d.rows, nil }

func (s *statement) free() {
	sqlite3.Xsqlite3_finalize(s.c.tls, s.at)
	sqlite3.Xsqlite3_free(s.c.tls, s.mem)
}

func (s *statement) exec(args []any) (effect, error) {
	if err := s.bind(args); err != nil {
		return effect{}, err
	}
	c := s.c
	rc := sqlite3.Xsqlite3_step(c.tls, s.at)
	for rc == sqlite3.SQLITE_ROW {
		rc = sqlite3.Xsqlite3_step(c.tls, s.at)
	}
	if rc != sqlite3.SQLITE_DONE {
		err := c.fault(rc)
		sqlite3.Xsqlite3_reset(c.tls, s.at)
		return effect{}, err
	}
	d := effect{sqlite3.Xsqlite3_last_insert_rowid(c.tls, c.db), sqlite3.Xsqlite3_changes64(c.tls, c.db)}
	if rc := sqlite3.Xsqlite3_reset(c.tls, s.at); rc != sqlite3.SQLITE_OK {
		return effect{}, c.fault(rc)
	}
	return d, nil
}

func (s *statement) query(args []any) (*rows, error) {
	if err := s.bind(args); err != nil {
		return nil, err
	}
	r := &rows{s: s, first: true}
	switch rc := sqlite3.Xsqlite3_step(s.c.tls, s.at); rc {
	case sqlite3.SQLITE_ROW:
		s.open = true
	case sqlite3.SQLITE_DONE:
		r.over = true
		sqlite3.Xsqlite3_reset(s.c.tls, s.at)
	default:
		err := s.c.fault(rc)
		sqlite3.Xsqlite3_reset(s.c.tls, s.at)
		return nil, err
	}
	return r, nil
}

// bind gives a statement its arguments.
func (s *statement) bind(args []any) error {
	if s.open {
		return errors.New("rows of this statement are still being read")
	}
	args = s.arrange(args)
	if len(args) != s.params {
		return fmt.Errorf("a statement wants %d arguments and has %d", s.params, len(args))
	}
	need := 1
	for _, a := range args {
		switch x := a.(type) {
		case string:
			need += len(x)
		case []byte:
			need += len(x)
		case sql.NullString:
			need += len(x.String)
		}
	}
	if need > s.room {
		mem := sqlite3.Xsqlite3_realloc64(s.c.tls, s.mem, uint64(2*need))
		if mem == 0 {
			return errors.New("out of memory")
		}
		s.mem, s.room = mem, 2*need
	}
	used := 0
	for i, a := range args {
		rc := s.bindOne(int32(i+1), a, &used)
		if rc != sqlite3.SQLITE_OK {
			if rc == sqlite3.SQLITE_MISMATCH {
				return fmt.Errorf("argument %d is a %T", i+1, a)
			}
			return s.c.fault(rc)
		}
	}
	return nil
}

// arrange puts arguments that have names in the order in which the statement
// wants them.
func (s *statement) arrange(args []any) []any {
	if !slices.ContainsFunc(args, func(a any) bool { _, ok := a.(sql.NamedArg); return ok }) {
		return args
	}
	list := make([]any, 0, s.params)
	for i := range s.params {
		name := libc.GoString(sqlite3.Xsqlite3_bind_parameter_name(s.c.tls, s.at, int32(i+1)))
		at := slices.IndexFunc(args, func(a any) bool {
			n, ok := a.(sql.NamedArg)
			return ok && name == ":"+n.Name
		})
		switch {
		case at >= 0:
			list = append(list, args[at].(sql.NamedArg).Value)
		case i < len(args):
			list = append(list, args[i])
		}
	}
	return list
}

func (s *statement) bindOne(i int32, a any, used *int) int32 {
	tls := s.c.tls
	integer := func(n int64) int32 { return sqlite3.Xsqlite3_bind_int64(tls, s.at, i, n) }
	text := func(x string) int32 {
		at := s.mem + uintptr(*used)
		*used += copy(unsafe.Slice((*byte)(pointer(at)), len(x)+1), x)
		return sqlite3.Xsqlite3_bind_text(tls, s.at, i, at, int32(len(x)), 0)
	}
	switch x := a.(type) {
	case nil:
		return sqlite3.Xsqlite3_bind_null(tls, s.at, i)
	case int64:
		return integer(x)
	case int:
		return integer(int64(x))
	case uint32:
		return integer(int64(x))
	case byte:
		return integer(int64(x))
	case bool:
		if x {
			return integer(1)
		}
		return integer(0)
	case float64:
		return sqlite3.Xsqlite3_bind_double(tls, s.at, i, x)
	case string:
		return text(x)
	case sql.NullString:
		if !x.Valid {
			return sqlite3.Xsqlite3_bind_null(tls, s.at, i)
		}
		return text(x.String)
	case []byte:
		if x == nil {
			return sqlite3.Xsqlite3_bind_null(tls, s.at, i)
		}
		at := s.mem + uintptr(*used)
		*used += copy(unsafe.Slice((*byte)(pointer(at)), len(x)+1), x)
		return sqlite3.Xsqlite3_bind_blob(tls, s.at, i, at, int32(len(x)), 0)
	}
	switch v := reflect.ValueOf(a); {
	case v.CanInt():
		return integer(v.Int())
	case v.CanUint() && v.Uint() <= math.MaxInt64:
		return integer(int64(v.Uint()))
	}
	return sqlite3.SQLITE_MISMATCH
}
