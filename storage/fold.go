package storage

import (
	"context"
	"time"
)

const (
	foldWait = 50 * time.Millisecond // between two tries
	foldMost = 10 * time.Second
)

// Fold folds the write-ahead log into the database and empties it, so that what
// was deleted is in neither. It tries again while somebody reads, for a while;
// false: somebody still does. Writers wait for no reader meanwhile.
func (db *DB) Fold(ctx context.Context) (bool, error) {
	if db.writer == nil {
		return false, errReadOnly
	}
	end := time.Now().Add(foldMost)
	for {
		busy := 1
		err := db.writer.outside(func(c *conn) error {
			if _, err := c.exec("PRAGMA busy_timeout = 0"); err != nil {
				return err
			}
			defer func() { _, _ = c.exec("PRAGMA busy_timeout = 5000") }()
			var log, done int
			err := c.row("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done)
			if isBusy(err) {
				return nil
			}
			return err
		})
		if err != nil {
			return false, db.words(err)
		}
		if busy == 0 {
			return true, nil
		}
		t := time.NewTimer(foldWait)
		select {
		case <-ctx.Done():
			t.Stop()
			return false, ctx.Err()
		case now := <-t.C:
			if now.After(end) {
				return false, nil
			}
		}
	}
}

// Compact gives free room in the database back to the disk. Nothing is written
// meanwhile.
func (db *DB) Compact(ctx context.Context) (freed int64, err error) {
	if db.writer == nil {
		return 0, errReadOnly
	}
	before := db.size()
	if err := db.writer.outside(func(c *conn) error {
		_, err := c.exec("VACUUM")
		return err
	}); err != nil {
		return 0, db.words(err)
	}
	if _, err := db.Fold(ctx); err != nil {
		return 0, err
	}
	return before - db.size(), nil
}
