package storage

import (
	"database/sql"
	"errors"
	"time"
)

// quotaKept is how long the counts of a day or month are kept.
const quotaKept = 62 * 24 * time.Hour

// allTime is the period of the count that is never forgotten; it sorts after
// every day.
const allTime = "ever"

// Submitted returns how many messages an account has submitted in the UTC day
// and month of a time, and in all.
func (t *Tx) Submitted(account string, at time.Time) (day, month, all int64, err error) {
	count := func(period string) (n int64, err error) {
		err = t.rowOther("SELECT n FROM submitted WHERE account = ? AND period = ?", account, period).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return n, err
	}
	if day, err = count(at.UTC().Format(time.DateOnly)); err != nil {
		return 0, 0, 0, err
	}
	if month, err = count(at.UTC().Format("2006-01")); err != nil {
		return 0, 0, 0, err
	}
	all, err = count(allTime)
	return day, month, all, err
}

// AddSubmitted counts messages of an account that has a quota.
func (t *Tx) AddSubmitted(account string, at time.Time, n int) error {
	return t.addSubmitted(account, at, n, time.DateOnly, "2006-01", allTime)
}

// NoteSubmitted counts messages of an account that has none: credits that it gets
// one day are not used up by what it has sent before.
func (t *Tx) NoteSubmitted(account string, at time.Time, n int) error {
	return t.addSubmitted(account, at, n, time.DateOnly, "2006-01")
}

// addSubmitted counts in periods, and forgets counts of long ago with the first of
// a day.
func (t *Tx) addSubmitted(account string, at time.Time, n int, layouts ...string) error {
	for _, layout := range layouts {
		var now int64
		err := t.rowOther("INSERT INTO submitted VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n RETURNING n", account, at.UTC().Format(layout), n).Scan(&now)
		if err != nil {
			return err
		}
		if layout == time.DateOnly && now == int64(n) {
			if _, err := t.execOther("DELETE FROM submitted WHERE account = ? AND period < ?", account, at.UTC().Add(-quotaKept).Format("2006-01")); err != nil {
				return err
			}
		}
	}
	return nil
}
