package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"time"

	"relay/gateway"
)

// AddAudit appends to the audit trail.
func (db *DB) AddAudit(ctx context.Context, who, what, details string) error {
	return db.do(ctx, func(tx *Tx) error {
		e := gateway.AuditEntry{At: time.Now(), Who: who, What: what, Details: details}
		var before []byte
		err := tx.row("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").Scan(&e.Number, &before)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		e.Number++
		_, err = tx.exec("INSERT INTO audit VALUES (?,?,?,?,?,?)", e.Number, ms(e.At), e.Who, e.What, e.Details, auditHash(before, e))
		return err
	})
}

// auditHash ties an entry to the hash of the one before.
func auditHash(before []byte, e gateway.AuditEntry) []byte {
	h := sha256.New()
	h.Write(before)
	for _, n := range []int64{e.Number, ms(e.At)} {
		_ = binary.Write(h, binary.BigEndian, n)
	}
	for _, s := range []string{e.Who, e.What, e.Details} {
		_ = binary.Write(h, binary.BigEndian, int64(len(s)))
		h.Write([]byte(s))
	}
	return h.Sum(nil)
}

// Audit returns the newest entries and whether the whole trail is unbroken.
func (db *DB) Audit(ctx context.Context, limit int) (gateway.Audit, error) {
	var a gateway.Audit
	rows, err := db.read.QueryContext(ctx, "SELECT number, at, who, what, details, hash FROM audit ORDER BY number")
	if err != nil {
		return a, db.words(err)
	}
	defer rows.Close()
	var before []byte
	for rows.Next() {
		var e gateway.AuditEntry
		var at int64
		var hash []byte
		if err := rows.Scan(&e.Number, &at, &e.Who, &e.What, &e.Details, &hash); err != nil {
			return a, db.words(err)
		}
		e.At = fromMS(at)
		a.Total++
		if a.Broken == 0 && (e.Number != a.Total || !bytes.Equal(hash, auditHash(before, e))) {
			a.Broken = e.Number
		}
		before = hash
		if a.Entries = append(a.Entries, e); len(a.Entries) > limit {
			a.Entries = a.Entries[1:]
		}
	}
	for i, j := 0, len(a.Entries)-1; i < j; i, j = i+1, j-1 {
		a.Entries[i], a.Entries[j] = a.Entries[j], a.Entries[i]
	}
	return a, db.words(rows.Err())
}
