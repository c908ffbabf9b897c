package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"relay/gateway"
)

var _ gateway.Archive = (*DB)(nil)

// Message returns one message with its parts and receipts.
func (db *DB) Message(ctx context.Context, id int64) (gateway.Message, error) {
	var m gateway.Message
	if err := scanMessage(db.read.QueryRowContext(ctx, "SELECT "+messageColumns+" FROM messages WHERE id = ?", id), &m); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return m, fmt.Errorf("there is no message %d", id)
		}
		return m, db.words(err)
	}
	list := []gateway.Message{m}
	if err := db.addTags(ctx, list); err != nil {
		return m, err
	}
	m = list[0]
	rows, err := db.read.QueryContext(ctx, "SELECT "+partColumns+" FROM parts WHERE message_id = ? ORDER BY number", id)
	if m.PartList, err = collect(rows, err, scanPart); err != nil {
		return m, fmt.Errorf("read parts: %w", db.words(err))
	}
	for _, p := range m.PartList {
		if p.ProviderID != "" {
			m.MessageIDs = append(m.MessageIDs, p.ProviderID)
		}
	}
	rows, err = db.read.QueryContext(ctx, "SELECT "+receiptColumns+" FROM receipts WHERE message_id = ? AND message_id <> 0 ORDER BY id", id)
	if m.Receipts, err = collect(rows, err, scanReceipt); err != nil {
		return m, fmt.Errorf("read receipts: %w", db.words(err))
	}
	return m, nil
}

// Counts reads the numbers that are kept.
func (db *DB) Counts(ctx context.Context) (gateway.Counts, error) {
	var c gateway.Counts
	rows, err := db.read.QueryContext(ctx, "SELECT what, n FROM counts")
	if err != nil {
		return c, db.words(err)
	}
	defer rows.Close()
	for rows.Next() {
		var what int
		var n int64
		if err := rows.Scan(&what, &n); err != nil {
			return c, db.words(err)
		}
		switch direction, state := gateway.Direction(what/16), what%16; {
		case what == countUnread:
			c.Unread = n
		case what == countScheduled:
			c.Scheduled = n
		case what == countOrphans:
			c.Orphans = n
		case what == countOwed:
			c.Owed = n
		case direction == gateway.In:
			c.In += n
		case direction == gateway.Out && state < len(c.Out):
			c.Out[state] = n
		}
	}
	return c, rows.Err()
}

// Orphans returns receipts that match no message, newest first.
func (db *DB) Orphans(ctx context.Context, limit int) ([]gateway.Receipt, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+receiptColumns+" FROM receipts WHERE message_id = 0 ORDER BY id DESC LIMIT ?", limit)
	list, err := collect(rows, err, scanReceipt)
	if err != nil {
		return nil, db.words(err)
	}
	return list, nil
}

// Storage tells where the data lies and how large it is.
func (db *DB) Storage(ctx context.Context) (gateway.StorageInfo, error) {
	s := gateway.StorageInfo{Folder: db.cfg.Folder, File: db.file, Schema: len(migrations())}
	if db.seal != nil {
		s.Secrets = db.seal.where()
	}
	s.Bytes = db.size()
	if err := db.read.QueryRowContext(ctx, "SELECT (SELECT SUM(n) FROM counts WHERE what < 32), "+lastPDU+" - COALESCE((SELECT MIN(first) - 1 FROM pdu_blocks), 0)").Scan(&s.Messages, &s.PDUs); err != nil {
		return s, db.words(err)
	}
	oldest, err := db.oldestPDU(ctx)
	if !oldest.IsZero() {
		s.OldestPDU = oldest.UnixMilli()
	}
	return s, err
}

// size is that of the database and its write-ahead log.
func (db *DB) size() (n int64) {
	for _, f := range []string{db.file, db.file + "-wal"} {
		if i, err := os.Stat(f); err == nil {
			n += i.Size()
		}
	}
	return n
}

// QueuedByLink counts outgoing parts that wait, by link.
func (db *DB) QueuedByLink(ctx context.Context) (map[string]int64, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT link, count(*) FROM parts WHERE state = 0 GROUP BY link")
	if err != nil {
		return nil, db.words(err)
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var link string
		var n int64
		if err := rows.Scan(&link, &n); err != nil {
			return nil, err
		}
		out[link] = n
	}
	return out, rows.Err()
}

// NextDue returns the earliest time of a waiting part of the link that is not
// due yet; zero when there is none.
func (db *DB) NextDue(ctx context.Context, link string, now time.Time) (time.Time, error) {
	var at sql.NullInt64
	// What is late was due when it was claimed.
	err := db.read.row(ctx, "SELECT MIN(next_at) FROM parts WHERE state = 0 AND link = ? AND next_at > ?", link, ms(now)).Scan(&at)
	if err != nil {
		return time.Time{}, db.words(err)
	}
	return fromMS(at.Int64), nil
}
