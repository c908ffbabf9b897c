package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"relay/gateway"
)

// logSize is what the PDU log takes, as far as it was looked at. Adding up what
// has come since the last look costs no more than it has brought.
type logSize struct {
	mu     sync.Mutex
	known  bool
	upTo   int64 // first number of the newest block that is in octets
	octets int64
}

// forget has everything looked at again: others have deleted some of it.
func (s *logSize) forget() {
	s.mu.Lock()
	s.known = false
	s.mu.Unlock()
}

// blockSize is what a block takes in the file, about.
const blockSize = "LENGTH(body) + 40"

// DropLargest deletes the oldest records of a class, in small commits, while it
// is larger than octets. It returns how many went.
func (db *DB) DropLargest(ctx context.Context, class string, octets int64) (gone int64, err error) {
	if class != gateway.ClassPDUs {
		return 0, fmt.Errorf("%s has no size", class)
	}
	s := &db.logged
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.known {
		s.upTo, s.octets = 0, 0
	}
	var more, last int64
	if err := db.read.QueryRowContext(ctx, "SELECT COALESCE(SUM("+blockSize+"), 0), COALESCE(MAX(first), 0) FROM pdu_blocks WHERE first > ?", s.upTo).Scan(&more, &last); err != nil {
		return 0, fmt.Errorf("measure the PDU log: %w", db.words(err))
	}
	s.known, s.octets, s.upTo = true, s.octets+more, max(s.upTo, last)
	for s.octets > octets && ctx.Err() == nil {
		n, freed, err := db.dropOldestPDUs(ctx, s.octets-octets)
		if gone, s.octets = gone+n, s.octets-freed; err != nil || n == 0 {
			s.known = false
			return gone, err
		}
	}
	return gone, ctx.Err()
}

// dropOldestPDUs deletes some of the oldest blocks, no more than it takes to be
// rid of octets.
func (db *DB) dropOldestPDUs(ctx context.Context, octets int64) (n, freed int64, err error) {
	rows, err := db.read.QueryContext(ctx, "SELECT first, "+blockSize+" FROM pdu_blocks ORDER BY first LIMIT ?", dropBlocks)
	if err != nil {
		return 0, 0, db.words(err)
	}
	var last, sum int64
	for rows.Next() && sum < octets {
		var size int64
		if err := rows.Scan(&last, &size); err != nil {
			return 0, 0, errors.Join(err, rows.Close())
		}
		sum += size
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return 0, 0, db.words(err)
	}
	n, err = db.dropBlocks(ctx, "first <= ?", last)
	return n, sum, err
}

// dropBlocks deletes whole blocks in one commit and tells how many records went.
func (db *DB) dropBlocks(ctx context.Context, which string, args ...any) (int64, error) {
	var n int64
	err := db.do(ctx, func(tx *Tx) error {
		if err := tx.keepNumbers(); err != nil {
			return err
		}
		if err := tx.rowOther("SELECT COALESCE(SUM(records), 0) FROM pdu_blocks WHERE "+which, args...).Scan(&n); err != nil {
			return err
		}
		_, err := tx.execOther("DELETE FROM pdu_blocks WHERE "+which, args...)
		return err
	})
	if err != nil {
		return 0, err // the turn may still run when ctx has ended: n is its own then
	}
	return n, nil
}

// dropOldPDUs deletes records from before a time: blocks, and of those that are
// older only in part the records.
func (db *DB) dropOldPDUs(ctx context.Context, before time.Time) (gone int64, err error) {
	at := before.UnixMicro()
	for {
		firsts, err := db.ids(ctx, "SELECT first FROM pdu_blocks WHERE until < ? ORDER BY first LIMIT ?", at, dropBlocks)
		if err != nil {
			return gone, err
		}
		if len(firsts) == 0 {
			break
		}
		n, err := db.dropBlocks(ctx, "first "+ofIDs, jsonList(firsts))
		if gone += n; err != nil {
			return gone, err
		}
	}
	firsts, err := db.ids(ctx, "SELECT first FROM pdu_blocks WHERE since < ? ORDER BY first", at)
	if err != nil {
		return gone, err
	}
	n, err := db.keepOnly(ctx, firsts, func(r *gateway.PDURecord) bool { return !r.Time.Before(before) })
	return gone + n, err
}

// dueOldPDUs counts what dropOldPDUs would delete.
func (db *DB) dueOldPDUs(ctx context.Context, before time.Time) (n int64, err error) {
	at := before.UnixMicro()
	if err := db.read.QueryRowContext(ctx, "SELECT COALESCE(SUM(records), 0) FROM pdu_blocks WHERE until < ?", at).Scan(&n); err != nil {
		return 0, db.words(err)
	}
	rows, err := db.read.QueryContext(ctx, "SELECT "+blockColumns+" FROM pdu_blocks WHERE since < ? AND until >= ?", at, at)
	list, err := collect(rows, err, scanBlock)
	for i := range list {
		_, some := list[i].without(func(r *gateway.PDURecord) bool { return !r.Time.Before(before) })
		n += int64(some)
	}
	return n, db.words(err)
}
