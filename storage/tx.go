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

// exec runs a statement to its end, over rows that are up to date.
func (t *Tx) exec(text string, args ...any) (effect, error) {
	if err := t.upToDate(); err != nil {
		return effect{}, err
	}
	return t.execOther(text, args...)
}

// execOther is for a statement that finds neither messages nor parts.
func (t *Tx) execOther(text string, args ...any) (effect, error) {
	before := t.w.tally
	e, err := t.w.conn.exec(text, args...)
	if err != nil {
		t.w.tally = before // what it had done is undone
	}
	return e, err
}

// query runs a statement to its first row, over rows that are up to date.
func (t *Tx) query(text string, args ...any) (*rows, error) {
	if err := t.upToDate(); err != nil {
		return nil, err
	}
	return t.queryOther(text, args...)
}

// queryOther is for a statement that finds neither messages nor parts, or none
// that is late.
func (t *Tx) queryOther(text string, args ...any) (*rows, error) {
	before := t.w.tally
	r, err := t.w.conn.query(text, args...)
	if err != nil {
		t.w.tally = before
	}
	return r, err
}

func (t *Tx) row(text string, args ...any) scanner {
	if err := t.upToDate(); err != nil {
		return failedRow{err}
	}
	return t.rowOther(text, args...)
}

func (t *Tx) rowOther(text string, args ...any) scanner {
	r, err := t.queryOther(text, args...)
	if err != nil {
		return failedRow{err}
	}
	return firstRow{r}
}

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

// NextID draws from the counter of message ids that we give.
func (t *Tx) NextID() (int64, error) { return t.draw(counterGiven) }

// Counters that the memory draws from, by the place there.
const (
	counterGiven = iota
	counterMessages
	counterParts
	counterReceipts
	counterDeliveries
	counters
)

// counterName is a counter's name in the database: the table's of which it
// numbers the rows.
func counterName(i int) string {
	return [counters]string{"message_id", "messages", "parts", "receipts", "deliveries"}[i]
}

// counter is one as the writer knows it.
type counter struct {
	last  int64 // 0: not known
	drawn bool  // last is ahead of the database
}

// lastOf is the number that a counter gave last.
func (t *Tx) lastOf(i int) (int64, error) {
	c := &t.w.memory.counters[i]
	if c.last == 0 {
		name := counterName(i)
		text := "SELECT value FROM counters WHERE name = ?"
		if i != counterGiven { // rows that somebody else has put in have ids too
			text = "SELECT MAX(value, COALESCE((SELECT MAX(id) FROM " + name + "), 0)) FROM counters WHERE name = ?"
		}
		if err := t.rowOther(text, name).Scan(&c.last); err != nil {
			c.last = 0
			return 0, err
		}
	}
	return c.last, nil
}

// draw takes the next number of a counter, which never gives one twice. The
// transaction stores the counter at its end.
func (t *Tx) draw(i int) (int64, error) {
	if _, err := t.lastOf(i); err != nil {
		return 0, err
	}
	c := &t.w.memory.counters[i]
	c.last++
	c.drawn = true
	return c.last, nil
}

// beforeCommit stores what was only counted.
func (t *Tx) beforeCommit() error {
	if err := t.recordLate(); err != nil {
		return err
	}
	for i := range t.w.memory.counters {
		c := &t.w.memory.counters[i]
		if !c.drawn {
			continue
		}
		c.drawn = false
		if _, err := t.execOther("UPDATE counters SET value = ? WHERE name = ?", c.last, counterName(i)); err != nil {
			return err
		}
	}
	return t.w.tally.store(t.w.conn)
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
