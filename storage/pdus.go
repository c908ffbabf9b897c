package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"relay/gateway"
)

// logPDUs stores blocks of the PDU log.
func (t *Tx) logPDUs(list []pduBlock) error {
	for i := range list {
		if _, err := t.execOther(insertBlock, list[i].args()...); err != nil {
			return err
		}
	}
	return nil
}

const (
	readBlocks    = 32 // in one read at most
	rewriteBlocks = 20 // in one commit
)

const (
	blockColumns = "first, last, records, since, until, session, body"
	insertBlock  = "INSERT OR IGNORE INTO pdu_blocks (" + blockColumns + ") VALUES (?,?,?,?,?,?,?)"
)

func (b *pduBlock) args() []any {
	return []any{int64(b.first), int64(b.last), b.records, b.since, b.until, int64(b.session), b.body}
}

func scanBlock(r scanner, b *pduBlock) error {
	var first, last, session int64
	err := r.Scan(&first, &last, &b.records, &b.since, &b.until, &session, &b.body)
	b.first, b.last, b.session = uint64(first), uint64(last), uint64(session)
	return err
}

// blocks calls fn with the blocks that hold numbers from after+1 to before-1, in
// their order or from the newest, until it returns false. before 0: no bound. It
// reads some at a time, so that it holds up no fold of the write-ahead log.
func (db *DB) blocks(ctx context.Context, after, before uint64, newest bool, fn func(*pduBlock) bool) error {
	// Blocks do not overlap, so that at most one begins before the first number.
	text := "SELECT " + blockColumns + " FROM pdu_blocks WHERE first >= COALESCE((SELECT MAX(first) FROM pdu_blocks WHERE first <= ?), 0) AND last > ? AND first < ? ORDER BY first"
	if newest {
		text += " DESC"
	}
	text += " LIMIT ?"
	if before == 0 {
		before = math.MaxInt64
	}
	for n := 1; ; n = min(2*n, readBlocks) { // who wants few records reads few blocks
		rows, err := db.read.DB.QueryContext(ctx, text, int64(after)+1, int64(after), int64(before), n) // nothing in it is late
		list, err := collect(rows, err, scanBlock)
		if err != nil {
			return db.words(err)
		}
		for i := range list {
			if !fn(&list[i]) {
				return nil
			}
		}
		if len(list) < n {
			return nil
		}
		if last := list[len(list)-1]; newest {
			before = last.first
		} else {
			after = last.last
		}
	}
}

// PDUs returns stored log records, oldest first. Blocks that are damaged are left
// out: the others can still be read.
func (db *DB) PDUs(ctx context.Context, q gateway.PDUQuery) ([]gateway.PDURecord, error) {
	var list []gateway.PDURecord
	octets := 0
	full := func() bool { return q.Limit > 0 && len(list) >= q.Limit || q.Octets > 0 && octets >= q.Octets }
	some := q.Link != "" || q.Session != 0
	err := db.blocks(ctx, q.After, q.Before, q.Newest, func(b *pduBlock) bool {
		records, err := b.open()
		if err != nil {
			return true
		}
		if q.Newest {
			slices.Reverse(records)
		}
		for i := range records {
			r := &records[i]
			if r.Number <= q.After || q.Before > 0 && r.Number >= q.Before || q.Link != "" && r.Link != q.Link || q.Session != 0 && r.Session != q.Session {
				continue
			}
			if some { // one of few must not hold the memory of all
				r.Frame = slices.Clone(r.Frame)
			}
			octets += len(r.Frame)
			if list = append(list, *r); full() {
				break
			}
		}
		return !full()
	})
	if err != nil {
		return nil, fmt.Errorf("read the PDU log: %w", err)
	}
	if q.Newest {
		slices.Reverse(list)
	}
	return list, nil
}

// aboutPDUs calls fn with every stored record in which a number is.
func (db *DB) aboutPDUs(ctx context.Context, s gateway.Subject, fn func(*gateway.PDURecord) error) error {
	var failed error
	err := db.blocks(ctx, 0, 0, false, func(b *pduBlock) bool {
		records, err := b.open()
		if err != nil {
			return true
		}
		for i := range records {
			if s.In(records[i].Frame) {
				if failed = fn(&records[i]); failed != nil {
					return false
				}
			}
		}
		return true
	})
	return errors.Join(err, failed)
}

// keepOnly takes records out of stored blocks, by the numbers of their first
// records, and tells how many went; a damaged block goes as a whole.
func (t *Tx) keepOnly(firsts []int64, keep func(*gateway.PDURecord) bool) (gone int64, err error) {
	if err := t.keepNumbers(); err != nil {
		return 0, err
	}
	for _, first := range firsts {
		var b pduBlock
		err := scanBlock(t.rowOther("SELECT "+blockColumns+" FROM pdu_blocks WHERE first = ?", first), &b)
		if errors.Is(err, sql.ErrNoRows) {
			continue // gone by age
		}
		if err != nil {
			return 0, err
		}
		rest, n := b.without(keep)
		if n == 0 {
			continue
		}
		gone += int64(n)
		if rest == nil {
			_, err = t.execOther("DELETE FROM pdu_blocks WHERE first = ?", first)
		} else { // its place among the others stays
			_, err = t.execOther("UPDATE pdu_blocks SET first=?, last=?, records=?, since=?, until=?, session=?, body=? WHERE first=?", append(rest.args(), first)...)
		}
		if err != nil {
			return 0, err
		}
	}
	return gone, nil
}

// without is a block without some of its records; nil when none is left.
func (b *pduBlock) without(keep func(*gateway.PDURecord) bool) (rest *pduBlock, gone int) {
	records, err := b.open()
	if err != nil {
		return nil, max(b.records, 1)
	}
	left := slices.DeleteFunc(records, func(r gateway.PDURecord) bool { return !keep(&r) })
	if len(left) == 0 {
		return nil, len(records)
	}
	gone = len(records) - len(left)
	if gone == 0 {
		return b, 0
	}
	return blockOf(b.first, left), gone
}

// erasePDUs takes the records about a number out of the log, some blocks at a time.
func (db *DB) erasePDUs(ctx context.Context, s gateway.Subject) (gone int64, err error) {
	var firsts []int64
	if err := db.blocks(ctx, 0, 0, false, func(b *pduBlock) bool {
		if _, n := b.without(func(r *gateway.PDURecord) bool { return !s.In(r.Frame) }); n > 0 {
			firsts = append(firsts, int64(b.first))
		}
		return true
	}); err != nil {
		return 0, err
	}
	gone, err = db.keepOnly(ctx, firsts, func(r *gateway.PDURecord) bool { return !s.In(r.Frame) })
	if gone > 0 {
		db.logged.forget()
	}
	return gone, err
}

// keepOnly takes records out of stored blocks, some blocks in a commit.
func (db *DB) keepOnly(ctx context.Context, firsts []int64, keep func(*gateway.PDURecord) bool) (gone int64, err error) {
	for chunk := range slices.Chunk(firsts, rewriteBlocks) {
		n := int64(0)
		if err := db.do(ctx, func(tx *Tx) (err error) {
			n, err = tx.keepOnly(chunk, keep)
			return err
		}); err != nil {
			return gone, err
		}
		gone += n
	}
	return gone, nil
}

// LastNumbers returns the highest PDU record and session numbers ever given.
func (db *DB) LastNumbers(ctx context.Context) (pdu, session uint64, err error) {
	var p, s int64
	if err := db.read.QueryRowContext(ctx, "SELECT MAX(COALESCE((SELECT value FROM counters WHERE name = 'pdu'), 0), "+lastPDU+"), MAX(COALESCE((SELECT value FROM counters WHERE name = 'session'), 0), "+lastSession+")").Scan(&p, &s); err != nil {
		return 0, 0, db.words(err)
	}
	return uint64(p), uint64(s), nil
}

// The highest numbers that the log has. Sessions are numbered in the order in
// which they begin, and one that says nothing for so many blocks is over.
const (
	lastPDU     = "COALESCE((SELECT last FROM pdu_blocks ORDER BY first DESC LIMIT 1), 0)"
	lastSession = "COALESCE((SELECT MAX(session) FROM (SELECT session FROM pdu_blocks ORDER BY first DESC LIMIT 1000)), 0)"
)

// keepNumbers puts the highest numbers of the PDU log aside, so that they are
// not given again.
func (t *Tx) keepNumbers() error {
	for name, text := range map[string]string{"pdu": lastPDU, "session": lastSession} {
		if _, err := t.execOther("INSERT INTO counters (name, value) VALUES (?, "+text+") ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value)", name); err != nil {
			return err
		}
	}
	return nil
}

// pduFields are what a person may know of a record about it.
func pduFields(r *gateway.PDURecord) []Field {
	direction := "in"
	if r.Out {
		direction = "out"
	}
	return []Field{{"number", int64(r.Number)}, {"time", readable("time", r.Time.UnixMilli())}, {"link", r.Link}, {"account", r.Account}, {"direction", direction}, {"octets", fmt.Sprintf("%x", r.Frame)}}
}

// oldestPDU is the time of the oldest record, zero when there is none.
func (db *DB) oldestPDU(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	err := db.read.QueryRowContext(ctx, "SELECT (SELECT since FROM pdu_blocks ORDER BY first LIMIT 1)").Scan(&at)
	if err != nil || !at.Valid {
		return time.Time{}, db.words(err)
	}
	return time.UnixMicro(at.Int64), nil
}
