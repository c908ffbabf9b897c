package storage

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"relay/gateway"
)

// BenchmarkScale fills a database with b.N delivered messages, their parts under
// scattered ids and a text that has one word in a thousand of its own, and times
// what must stay quick however many there are: -benchtime 5000000x. The limits
// stand beside: one row by its id and one by an index, through the same readers.
// Bars: a receipt's part 30 us; a page of a hundred 1 ms p99, and 5 ms while ten
// thousand messages a second are written.
func BenchmarkScale(b *testing.B) {
	db := open(b, b.TempDir())
	b.ReportAllocs()
	stock(b, db, b.N)
	b.ResetTimer() // what follows is told by metrics alone
	began := time.Now()
	filled(b, db) // else the index of texts is filled beside what follows
	b.ReportMetric(time.Since(began).Seconds(), "filled-s")
	random := rand.New(rand.NewPCG(1, 2))
	any := func() int { return 1 + random.IntN(b.N) }
	timed(b, "row", 2000, func() error {
		var id int64
		return db.read.QueryRow("SELECT created_at FROM messages WHERE id = ?", any()).Scan(&id)
	})
	timed(b, "index", 2000, func() error {
		var id int64
		return db.read.QueryRow("SELECT id FROM parts WHERE provider_id = ?", scattered(any())).Scan(&id)
	})
	if err := db.do(b.Context(), func(tx *Tx) error {
		timed(b, "match", 2000, func() error {
			found, err := tx.PartsByProviderID("up", scattered(any()), 10)
			if err == nil && len(found) != 1 {
				err = fmt.Errorf("%d parts", len(found))
			}
			return err
		})
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	page := func() error {
		list, err := db.Messages(b.Context(), gateway.MessageQuery{Box: gateway.Outbox, BeforeID: int64(any()) + 100, Limit: 100})
		if err == nil && len(list) == 0 {
			err = sql.ErrNoRows
		}
		return err
	}
	timed(b, "page", 500, page)
	ctx, stop := context.WithCancel(b.Context())
	var writing sync.WaitGroup
	var written int
	began = time.Now()
	writing.Go(func() { written = trickle(ctx, db, 10_000) })
	timed(b, "busy-page", 500, page)
	stop()
	writing.Wait()
	b.ReportMetric(float64(written)/time.Since(began).Seconds(), "written/s")
	search := func(word string, indexed bool) func() error {
		return func() error {
			text, args := messagesText(gateway.MessageQuery{Box: gateway.Outbox, Search: word, Limit: 100}, indexed)
			rows, err := db.read.QueryContext(b.Context(), text, args...)
			_, err = collect(rows, err, scanMessage)
			return err
		}
	}
	for name, word := range map[string]string{"common": "hello", "rare": "w7w", "none": "nowhere", "scattered": "message words 42", "number": "36000007919", "given": "1000000042"} {
		timed(b, "search-"+name, 100, search(word, true))
		timed(b, "read-"+name, 3, search(word, false))
	}
	timed(b, "counts", 500, func() error { _, err := db.Counts(b.Context()); return err })
}

// timed reports the median and the 99th percentile of what fn takes, in
// microseconds.
func timed(b *testing.B, name string, n int, fn func() error) {
	b.Helper()
	took := make([]time.Duration, n)
	for i := range took {
		began := time.Now()
		if err := fn(); err != nil {
			b.Fatalf("%s: %v", name, err)
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[n/2].Nanoseconds())/1e3, name+"-p50-us")
	b.ReportMetric(float64(took[(n*99-1)/100].Nanoseconds())/1e3, name+"-p99-us")
}

// scattered is the provider's id of message n: no two are alike, and neighbours
// are far apart, as those of providers are.
func scattered(n int) string { return fmt.Sprintf("%08X", uint32(n)*2654435761) }

// stock stores delivered messages with ids from 1.
func stock(b *testing.B, db *DB, n int) {
	b.Helper()
	const chunk = 20_000
	for from := 1; from <= n; from += chunk {
		to := min(from+chunk-1, n)
		if err := db.do(b.Context(), func(tx *Tx) error {
			if _, err := tx.exec(`WITH RECURSIVE x(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM x WHERE i < ?2)
				INSERT INTO messages (id, direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags, error_status, error_name, error_text, note,
					account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until)
				SELECT i, 0, 'up', 'shop', 5, 0, 'Shop', 1, 1, printf('36%09d', i * 7919 % 1000000000), printf('hello, this is message %d of w%dw, which has about as many words as the usual one has, and some numbers', i, i % 1000),
					3, 1, 1, 0, 0, '', '', '', printf('%010d', 1000000000 + i), 1, 0, 1700000000000 + i, 0, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, 0 FROM x`, from, to); err != nil {
				return err
			}
			_, err := tx.exec(`WITH RECURSIVE x(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM x WHERE i < ?2)
				INSERT INTO parts (id, message_id, number, state, link, pdu, provider_id, attempts, status, resent, receipt_stat, receipt_err, next_at, sent_at, answered_at, done_at, session)
				SELECT i, i, 1, 3, 'up', zeroblob(200), printf('%08X', i * 2654435761 & 0xFFFFFFFF), 1, 0, 0, 'DELIVRD', '000', 0, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, 1 FROM x`, from, to)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
	if err := db.do(b.Context(), func(tx *Tx) error {
		tx.w.memory.forget()
		_, err := tx.exec("UPDATE counters SET value = MAX(value, ?) WHERE name IN ('messages', 'parts')", n)
		return err
	}); err != nil {
		b.Fatal(err)
	}
}

// trickle writes so many messages a second until ctx ends, as far as the disk
// goes with it, and returns how many.
func trickle(ctx context.Context, db *DB, perSecond int) (n int) {
	const step = 10 * time.Millisecond
	each := perSecond * int(step) / int(time.Second)
	t := time.NewTicker(step)
	defer t.Stop()
	m := outgoing("a text of the usual length, which is some words and a number 12345678")
	for {
		select {
		case <-ctx.Done():
			return n
		case <-t.C:
		}
		if db.do(ctx, func(tx *Tx) error {
			for range each {
				own := *m
				own.PartList = slices.Clone(m.PartList)
				if err := tx.InsertMessage(&own); err != nil {
					return err
				}
			}
			return nil
		}) == nil {
			n += each
		}
	}
}
