package storage

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"
)

// Tx is one transaction of the writer, as each of its turns sees it. It must
// not be kept.
type Tx struct {
	w     *writer
	after []func()
}

// AfterCommit has f called when the transaction is committed.
func (t *Tx) AfterCommit(f func()) { t.after = append(t.after, f) }

func (t *Tx) exec(text string, args ...any) (effect, error) { return t.w.conn.exec(text, args...) }
func (t *Tx) query(text string, args ...any) (*rows, error) { return t.w.conn.query(text, args...) }
func (t *Tx) row(text string, args ...any) scanner          { return t.w.conn.row(text, args...) }

type scanner interface{ Scan(dest ...any) error }

type failedRow struct{ err error }

func (f failedRow) Scan(...any) error { return f.err }

// ms is a time as it is stored: Unix milliseconds, 0 for none.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMS(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// NextID draws from the counter of message ids that we give. The transaction
// stores the counter at its end.
func (t *Tx) NextID() (int64, error) {
	m := &t.w.memory
	if m.lastID == 0 {
		if err := t.row("SELECT value FROM counters WHERE name = 'message_id'").Scan(&m.lastID); err != nil {
			m.lastID = 0
			return 0, err
		}
	}
	m.lastID++
	m.lastDrawn = true
	return m.lastID, nil
}

// beforeCommit stores what was only counted.
func (t *Tx) beforeCommit() error {
	m := &t.w.memory
	if !m.lastDrawn {
		return nil
	}
	m.lastDrawn = false
	_, err := t.exec("UPDATE counters SET value = ? WHERE name = 'message_id'", m.lastID)
	return err
}

func (t *Tx) nextLinkID() (int64, error) {
	var n int64
	err := t.row("UPDATE counters SET value = value + 1 WHERE name = 'link_id' RETURNING value").Scan(&n)
	return n, err
}

// table is what a query found, the writer's own or that of database/sql.
type table interface {
	scanner
	Next() bool
	Err() error
	Close() error
}

// collect reads every row of a query.
func collect[T any](rows table, err error, scan func(scanner, *T) error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// jsonTexts is a list of texts for json_each.
func jsonTexts(list []string) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // texts always marshal
	}
	return string(b)
}

func jsonList(ids []int64) string {
	b := make([]byte, 0, 12*len(ids)+2)
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return "[" + string(b) + "]"
}

func isBusy(err error) bool {
	var e interface{ Code() int }
	return errors.As(err, &e) && (e.Code()&0xFF == 5 || e.Code()&0xFF == 6)
}
