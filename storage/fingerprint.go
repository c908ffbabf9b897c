package storage

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"relay/gateway"
)

// Kinds of tombstones.
const (
	tombContact = 1 << iota
	tombOptOut
	tombErased
)

// fingerprints are what is left of an erased number, one under each key that is
// here, that to be stored first: nobody can read the number from one without the
// key for passwords. There is none without a key.
func (db *DB) fingerprints(digits string) (out [][]byte) {
	for _, key := range db.seal.keys() {
		h := hmac.New(sha256.New, key)
		h.Write([]byte("number " + digits))
		out = append(out, h.Sum(nil))
	}
	return out
}

// tombstone is the fingerprint of a number that was erased, and when; kind 0: it
// was not.
func (t *Tx) tombstone(number string) (kind int, at time.Time, err error) {
	var last int64
	for _, print := range t.w.prints(gateway.CompareForm(number)) {
		var n int64
		var k int
		err := t.rowOther("SELECT kind, at FROM tombstones WHERE hash = ?", print).Scan(&k, &n)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, at, err
		}
		kind, last = kind|k, max(last, n)
	}
	return kind, fromMS(last), nil
}

// erasedOptOuts are the fingerprints of erased numbers that had opted out.
func (db *DB) erasedOptOuts(ctx context.Context) (map[string]bool, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT hash FROM tombstones WHERE kind & ?", tombOptOut)
	list, err := collect(rows, err, func(r scanner, b *[]byte) error { return r.Scan(b) })
	out := make(map[string]bool, len(list))
	for _, b := range list {
		out[string(b)] = true
	}
	return out, db.words(err)
}

// liftOptOut forgets that an erased number had opted out, and tells whether it
// had.
func (t *Tx) liftOptOut(number string) (had bool, err error) {
	for _, print := range t.w.prints(gateway.CompareForm(number)) {
		r, err := t.execOther("UPDATE tombstones SET kind = kind & ~2 WHERE hash = ? AND kind & 2", print)
		if err != nil {
			return false, err
		}
		n, err := r.RowsAffected()
		if err != nil {
			return false, err
		}
		had = had || n > 0
	}
	return had, nil
}
