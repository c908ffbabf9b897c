package storage

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"relay/gateway"
)

// logSize is what the PDU log takes, as far as it was looked at. Adding up what
// has come since the last look costs no more than it has brought.
type logSize struct {
	mu     sync.Mutex
	known  bool
	upTo   int64 // highest number that is in octets
	octets int64
}

// forget has everything looked at again: others have deleted some of it.
func (s *logSize) forget() {
	s.mu.Lock()
	s.known = false
	s.mu.Unlock()
}

// pduOctets is what a record takes in the file, about.
const pduOctets = "LENGTH(frame) + LENGTH(link) + LENGTH(account) + 32"

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
	if err := db.read.QueryRowContext(ctx, "SELECT COALESCE(SUM("+pduOctets+"), 0), COALESCE(MAX(number), 0) FROM pdus WHERE number > ?", s.upTo).Scan(&more, &last); err != nil {
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

// dropOldestPDUs deletes some of the oldest records, no more than it takes to be
// rid of octets.
func (db *DB) dropOldestPDUs(ctx context.Context, octets int64) (n, freed int64, err error) {
	rows, err := db.read.QueryContext(ctx, "SELECT number, "+pduOctets+" FROM pdus ORDER BY number LIMIT ?", dropRecords)
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
	var went int64
	err = db.do(ctx, func(tx *Tx) error {
		if err := tx.keepNumbers(); err != nil {
			return err
		}
		r, err := tx.exec("DELETE FROM pdus WHERE number <= ?", last)
		if err != nil {
			return err
		}
		went, err = r.RowsAffected()
		return err
	})
	if err != nil {
		return 0, 0, err // the turn may still run when ctx has ended
	}
	return went, sum, nil
}
