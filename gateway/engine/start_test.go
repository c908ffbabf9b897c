package engine_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/storage"
)

// BenchmarkStartAfterACrash is the time from nothing to ready with a million
// stored messages, a thousand of them on their way, and a write-ahead log of
// 64 MB that nobody has folded into the file.
func BenchmarkStartAfterACrash(b *testing.B) {
	const messages, onTheirWay, wal = 1_000_000, 1_000, 64 << 20
	from := b.TempDir()
	db, err := storage.Open(b.Context(), storage.Config{Folder: from, NoKeyring: true})
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 1)
	db.Write(func(tx *storage.Tx) error {
		return tx.InsertMessage(&gateway.Message{Direction: gateway.Out, Link: "provider", From: gateway.Address{TON: 5, Addr: "Shop"}, To: gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"},
			Text: strings.Repeat("a text of ten ", 11), State: gateway.Delivered, Parts: 1, CreatedAt: time.Now(), DoneAt: time.Now(),
			PartList: []gateway.Part{{Number: 1, State: gateway.Delivered, Link: "provider", PDU: make([]byte, 230), ProviderID: "1"}}})
	}, func(err error) { done <- err })
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	raw, err := sql.Open("sqlite", "file:"+filepath.Join(from, "relay.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		b.Fatal(err)
	}
	raw.SetMaxOpenConns(1)
	run := func(text string, args ...any) {
		b.Helper()
		if _, err := raw.Exec(text, args...); err != nil {
			b.Fatal(err)
		}
	}
	for table, own := range map[string][2]string{"messages": {"'id','key'", ""}, "parts": {"'id','message_id'", "message_id"}} {
		var columns string
		if err := raw.QueryRow("SELECT group_concat(name) FROM pragma_table_info('" + table + "') WHERE name NOT IN (" + own[0] + ")").Scan(&columns); err != nil {
			b.Fatal(err)
		}
		into, is := "id,"+columns, "s.n,"+columns
		if own[1] != "" {
			into, is = "id,"+own[1]+","+columns, "s.n,s.n,"+columns
		}
		run(fmt.Sprintf("WITH RECURSIVE s (n) AS (SELECT 2 UNION ALL SELECT n+1 FROM s WHERE n < %d) INSERT INTO %s (%s) SELECT %s FROM s, %s t WHERE t.id = 1", messages, table, into, is, table))
	}
	run("PRAGMA wal_checkpoint(TRUNCATE)")
	run("UPDATE messages SET state = 1 WHERE id <= ?", onTheirWay)
	run("UPDATE parts SET state = 1 WHERE id <= ?", onTheirWay)
	for size, id := int64(0), onTheirWay; size < wal; id += 20_000 {
		run("UPDATE messages SET note = 'x' WHERE id > ? AND id <= ?", id, id+20_000)
		info, err := os.Stat(filepath.Join(from, "relay.db-wal"))
		if err != nil {
			b.Fatal(err)
		}
		size = info.Size()
	}
	run("UPDATE meta SET value = 'yes' WHERE key = 'running'")
	log := logrus.New()
	log.SetOutput(io.Discard)
	for b.Loop() {
		b.StopTimer()
		folder := filepath.Join(b.TempDir(), "now")
		if err := copyFolder(from, folder); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		db, err := storage.Open(b.Context(), storage.Config{Folder: folder, NoKeyring: true})
		if err != nil {
			b.Fatal(err)
		}
		e, err := engine.New(b.Context(), engine.Config{Store: store{db}, Log: log})
		if err != nil {
			b.Fatal(err)
		}
		if err := e.Start(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if !db.Unclean() {
			b.Error("that was no crash")
		}
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		_ = e.Stop(ctx)
		cancel()
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	if err := raw.Close(); err != nil {
		b.Fatal(err)
	}
}
