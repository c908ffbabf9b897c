package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
)

// mostSessionEnds bounds the table when somebody connects and is refused all day:
// sessions are numbered in their order, so it is the oldest that go.
const mostSessionEnds = 200_000

// AddSessionEnds stores why sessions ended. A number that was given again, since
// nothing of its session had been stored, is the newer session's.
func (t *Tx) AddSessionEnds(list []gateway.SessionEnd) error {
	for _, x := range list {
		if _, err := t.execOther("INSERT OR REPLACE INTO session_ends VALUES (?,?,?,?,?,?,?,?)", x.Session, x.Link, x.Account, x.Remote, x.At.UnixMicro(), x.By, x.Why, x.Advice); err != nil {
			return err
		}
	}
	_, err := t.execOther("DELETE FROM session_ends WHERE session <= (SELECT MAX(session) FROM session_ends) - ?", mostSessionEnds)
	return err
}

// DropSessionEnds deletes the ends of sessions from before a time: it is asked
// for with the age of the PDU log.
func (db *DB) DropSessionEnds(ctx context.Context, before time.Time) error {
	for {
		var n int64
		err := db.do(ctx, func(tx *Tx) error {
			r, err := tx.execOther("DELETE FROM session_ends WHERE session IN (SELECT session FROM session_ends WHERE at < ? ORDER BY at LIMIT ?)", before.UnixMicro(), dropRecords)
			if err != nil {
				return err
			}
			n, err = r.RowsAffected()
			return err
		})
		if err != nil {
			return fmt.Errorf("forget the ends of old sessions: %w", err)
		}
		if n < dropRecords {
			return nil
		}
	}
}

// SessionEnd returns why a session ended; ok is false where nothing is known: it
// is still there, it is too old, or Relay stopped without a word.
func (db *DB) SessionEnd(ctx context.Context, session uint64) (e gateway.SessionEnd, ok bool, err error) {
	err = scanEnd(db.read.QueryRowContext(ctx, selectEnds+"WHERE session = ?", session), &e)
	if errors.Is(err, sql.ErrNoRows) {
		return gateway.SessionEnd{}, false, nil
	}
	if err != nil {
		return gateway.SessionEnd{}, false, fmt.Errorf("read the end of session %d: %w", session, db.words(err))
	}
	return e, true, nil
}

// SessionEnds returns how sessions of a link and account ended that came before
// one, newest first.
func (db *DB) SessionEnds(ctx context.Context, link, account string, before uint64, limit int) ([]gateway.SessionEnd, error) {
	rows, err := db.read.QueryContext(ctx, selectEnds+"WHERE session < ? AND link = ? AND account = ? ORDER BY session DESC LIMIT ?", before, link, account, limit)
	list, err := collect(rows, err, scanEnd)
	if err != nil {
		return nil, fmt.Errorf("read the ends of sessions: %w", db.words(err))
	}
	return list, nil
}

const selectEnds = "SELECT session, link, account, remote, at, by, why, advice FROM session_ends "

func scanEnd(r scanner, e *gateway.SessionEnd) error {
	var at int64
	err := r.Scan(&e.Session, &e.Link, &e.Account, &e.Remote, &at, &e.By, &e.Why, &e.Advice)
	e.At = time.UnixMicro(at).UTC()
	return err
}
