package storage

import (
	"bytes"
	"database/sql"
	"errors"
	"math"
	"strings"
	"testing"

	"relay/gateway"
)

// bare is a connection to a database of one table.
func bare(t *testing.T) *conn {
	t.Helper()
	db := open(t, t.TempDir())
	c, err := openConn(db.file, pragmas())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := c.exec("CREATE TABLE v (id INTEGER PRIMARY KEY, x ANY) STRICT"); err != nil {
		t.Fatal(err)
	}
	return c
}

// What is stored comes back: every kind of value, empty ones and long ones, in
// one statement that is used again and again.
func TestValuesComeBack(t *testing.T) {
	c := bare(t)
	long := strings.Repeat("á\x00z", 50_000)
	for i, x := range []any{int64(math.MinInt64), int64(math.MaxInt64), "", "a\x00b", long, []byte{}, []byte{0, 1}, []byte(long), 1.5, nil} {
		e, err := c.exec("INSERT INTO v (x) VALUES (?)", x)
		if err != nil || e.id != int64(i+1) || e.rows != 1 {
			t.Fatalf("%d: %+v, %v", i, e, err)
		}
		var got any
		if err := c.row("SELECT x FROM v WHERE id = ?", e.id).Scan(&got); err != nil {
			t.Fatal(err)
		}
		switch want := x.(type) {
		case []byte:
			if b, ok := got.([]byte); !ok || !bytes.Equal(b, want) {
				t.Errorf("%d octets came back as %T", len(want), got)
			}
		default:
			if got != x {
				t.Errorf("%T came back as %T, or as another one", x, got)
			}
		}
	}
	var state gateway.MessageState
	var b byte
	var s sql.NullString
	var yes bool
	var real float64
	if err := c.row("SELECT ?, ?, ?, ?, ?", gateway.Delivered, byte(255), sql.NullString{}, true, 2.5).Scan(&state, &b, &s, &yes, &real); err != nil || state != gateway.Delivered || b != 255 || s.Valid || !yes || real != 2.5 {
		t.Errorf("%v %v %v %v %v, %v", state, b, s, yes, real, err)
	}
	var first, second string
	if err := c.row("SELECT :b, :a", sql.Named("a", "1"), sql.Named("b", "2")).Scan(&first, &second); err != nil || first != "2" || second != "1" {
		t.Errorf("%q %q, %v", first, second, err)
	}
}

// What does not fit is told, never cut or guessed, and the statement is of use
// afterwards.
func TestValuesThatDoNotFit(t *testing.T) {
	c := bare(t)
	var b byte
	var n int64
	var text string
	for name, try := range map[string]func() error{
		"an octet of 256":          func() error { return c.row("SELECT 256").Scan(&b) },
		"an octet of -1":           func() error { return c.row("SELECT -1").Scan(&b) },
		"NULL as a number":         func() error { return c.row("SELECT NULL").Scan(&n) },
		"NULL as a text":           func() error { return c.row("SELECT NULL").Scan(&text) },
		"a text as a number":       func() error { return c.row("SELECT 'x'").Scan(&n) },
		"too few columns":          func() error { return c.row("SELECT 1").Scan(&n, &n) },
		"too few arguments":        func() error { return c.row("SELECT ?, ?", 1).Scan(&n, &n) },
		"a name that is missing":   func() error { return c.row("SELECT :a, :b", sql.Named("a", 1)).Scan(&n, &n) },
		"a type nobody knows":      func() error { return c.row("SELECT ?", struct{}{}).Scan(&n) },
		"a number beyond SQLite's": func() error { return c.row("SELECT ?", uint64(math.MaxUint64)).Scan(&n) },
		"two statements":           func() error { return c.row("SELECT 1; SELECT 2").Scan(&n) },
		"nothing":                  func() error { return c.row(" ").Scan(&n) },
	} {
		if err := try(); err == nil || errors.Is(err, errNoRow) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := c.row("SELECT x FROM v").Scan(&n); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("no row gives %v", err)
	}
	insert := "INSERT INTO v VALUES (?, 1)"
	if _, err := c.exec(insert, 1); err != nil {
		t.Fatal(err)
	}
	var code interface{ Code() int }
	if _, err := c.exec(insert, 1); !errors.As(err, &code) || code.Code()&0xFF != 19 || !strings.Contains(err.Error(), "UNIQUE") {
		t.Errorf("the same id again: %v", err)
	}
	if _, err := c.exec(insert, 2); err != nil {
		t.Errorf("the statement that failed is of no use any more: %v", err)
	}
}

// A statement whose rows are being read is not disturbed.
func TestRowsAreReadToTheEnd(t *testing.T) {
	c := bare(t)
	for i := range 3 {
		if _, err := c.exec("INSERT INTO v VALUES (?, ?)", i, i); err != nil {
			t.Fatal(err)
		}
	}
	r, err := c.query("SELECT x FROM v ORDER BY id")
	if err != nil || !r.Next() {
		t.Fatal(err)
	}
	if _, err := c.query("SELECT x FROM v ORDER BY id"); err == nil {
		t.Error("the statement was taken from who reads it")
	}
	n := 1
	for r.Next() {
		n++
	}
	if n != 3 || r.Err() != nil {
		t.Errorf("%d rows, %v", n, r.Err())
	}
	if r, err = c.query("SELECT x FROM v ORDER BY id"); err != nil || r.Close() != nil || r.Next() {
		t.Errorf("%v", err)
	}
}
