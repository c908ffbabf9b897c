package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

// pages bounds the database file, as a full disk would; 0 lifts that.
func pages(t *testing.T, db *DB, room int) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		limit := 1 << 30
		if room > 0 {
			var now int
			if err := tx.row("PRAGMA page_count").Scan(&now); err != nil {
				return err
			}
			limit = now + room
		}
		var set int
		return tx.row(fmt.Sprintf("PRAGMA max_page_count = %d", limit)).Scan(&set)
	})
}

// fill writes until the file is full, and returns how many were stored.
func fill(t *testing.T, db *DB) (stored int, err error) {
	t.Helper()
	for range 10_000 {
		if err = db.do(context.Background(), func(tx *Tx) error { return tx.InsertMessage(outgoing(strings.Repeat("fill ", 30))) }); err != nil {
			return stored, err
		}
		stored++
	}
	t.Fatal("it never was full")
	return 0, nil
}

// A full disk is told in words, loses nothing that was committed, and is over
// as soon as there is room.
func TestFullDisk(t *testing.T) {
	db := open(t, t.TempDir())
	pages(t, db, 8)
	stored, err := fill(t, db)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Words, "the disk is full") {
		t.Errorf("told as %v", err)
	}
	if n := len(all(t, db)); n != stored {
		t.Errorf("%d stored, %d reported", n, stored)
	}
	pages(t, db, 0)
	if n := len(insert(t, db, 10)); n != 10 || len(all(t, db)) != stored+10 {
		t.Errorf("%d after there is room, want %d", len(all(t, db)), stored+10)
	}
}

// The PDU log never costs a message: when only it does not fit, the batch is
// written without it, and what it lost is counted.
func TestLogDoesNotCostMessages(t *testing.T) {
	db := open(t, t.TempDir())
	insert(t, db, 1)
	pages(t, db, 3)
	goOn := stall(db)
	big := make([]gateway.PDURecord, 100)
	random := rand.New(rand.NewPCG(1, 1))
	for i := range big {
		big[i] = gateway.PDURecord{Number: uint64(i + 1), Time: time.Unix(1, 0), Frame: noise(random, 2000)}
	}
	if !db.LogPDUs(big) {
		t.Fatal("the log was not taken")
	}
	done := make(chan error, 1)
	db.Write(func(tx *Tx) error { return tx.InsertMessage(outgoing("small")) }, func(err error) { done <- err })
	goOn()
	if err := <-done; err != nil {
		t.Errorf("the message failed with the log: %v", err)
	}
	write(t, db, func(*Tx) error { return nil }) // the log's turn is over
	if n := db.LostPDUs(); n != 100 {
		t.Errorf("%d records counted as lost, want 100", n)
	}
	pages(t, db, 0)
	if !db.LogPDUs(big[:1]) {
		t.Fatal("the log was not taken")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, db.cfg.Folder)
	if list, err := again.PDUs(t.Context(), gateway.PDUQuery{}); err != nil || len(list) != 1 {
		t.Errorf("%d records, %v", len(list), err)
	}
}

// A database that may not be written is told in words, and is used again when
// it may.
func TestWriteProtected(t *testing.T) {
	db := open(t, t.TempDir())
	protect := func(on int) {
		if err := db.writer.outside(func(c *conn) error {
			_, err := c.exec(fmt.Sprintf("PRAGMA query_only = %d", on))
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	protect(1)
	err := db.do(t.Context(), func(tx *Tx) error { return tx.InsertMessage(outgoing("x")) })
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Words, "can't be written") {
		t.Errorf("told as %v", err)
	}
	if n := len(all(t, db)); n != 0 {
		t.Errorf("%d messages", n)
	}
	protect(0)
	insert(t, db, 1)
}

// A database that another process holds delays writes and loses none.
func TestLocked(t *testing.T) {
	db := open(t, t.TempDir())
	other := raw(t, db.file)
	other.SetMaxOpenConns(1)
	must(t, other, "BEGIN EXCLUSIVE")
	done := make(chan error, 20)
	for i := range 20 {
		db.Write(func(tx *Tx) error { return tx.InsertMessage(outgoing(fmt.Sprint(i))) }, func(err error) { done <- err })
	}
	if n := len(all(t, db)); n != 0 {
		t.Errorf("%d messages were read while another process writes", n)
	}
	select {
	case err := <-done:
		t.Errorf("a write ended while the database was locked: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	must(t, other, "ROLLBACK")
	for range 20 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := len(all(t, db)); n != 20 {
		t.Errorf("%d messages, want 20", n)
	}
}
