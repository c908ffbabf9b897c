package storage

import (
	"fmt"
	"sync"
	"testing"
)

// Texts that come again are prepared, no more of them than may be, and all give
// what they give without that, however many read at once; rows that are being read
// outlive their statement.
func TestPreparedStatements(t *testing.T) {
	db := open(t, t.TempDir())
	for range 2 {
		if _, err := db.read.QueryContext(t.Context(), "SELECT 1 FROM nowhere"); err == nil {
			t.Error("a table that is not there was read")
		}
	}
	text := func(n int) string {
		return fmt.Sprintf("SELECT value + %d FROM json_each('[1,2,3]') WHERE value > ?", n)
	}
	open, err := db.read.QueryContext(t.Context(), text(0), 0)
	if err == nil {
		_ = open.Close()
		open, err = db.read.QueryContext(t.Context(), text(0), 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for n := range 3 * mostPrepared {
				n = 1 + (n+i*7)%(2*mostPrepared)
				for range 2 {
					var got int
					if err := db.read.QueryRowContext(t.Context(), text(n), 1).Scan(&got); err != nil || got != n+2 {
						t.Errorf("%d: %d, %v", n, got, err)
					}
				}
			}
		})
	}
	readers.Wait()
	var got []int
	for open.Next() {
		var n int
		if err := open.Scan(&n); err != nil {
			t.Fatal(err)
		}
		got = append(got, n)
	}
	if err := open.Close(); err != nil || len(got) != 3 || got[0] != 1 {
		t.Errorf("%v, %v", got, err)
	}
	p := db.read.prepared
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.stmts); n == 0 || n > mostPrepared {
		t.Errorf("%d statements are kept", n)
	}
	if n := len(p.once); n > mostRemembered {
		t.Errorf("%d texts are remembered", n)
	}
	for text, s := range p.stmts {
		if s.users != 0 {
			t.Errorf("%s is in use", text)
		}
	}
}
