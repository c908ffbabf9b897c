package storage

import (
	"math/rand/v2"
	"testing"
	"time"

	"relay/gateway"
)

// fillLog puts records into the PDU log, of about 1,000 octets each in the file.
func fillLog(t *testing.T, db *DB, from, n int) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, uint64(from)))
	for ; n > 0; n -= 100 {
		records := make([]gateway.PDURecord, min(n, 100))
		for i := range records {
			records[i] = gateway.PDURecord{Number: uint64(from + i), Time: time.Unix(int64(from+i), 0), Link: "up", Session: 1, Frame: noise(random, 966)}
		}
		if !db.LogPDUs(records) {
			t.Fatal("not taken")
		}
		write(t, db, func(*Tx) error { return nil })
		write(t, db, func(*Tx) error { return nil }) // the log rode with one of the two
		from += len(records)
	}
}

// The PDU log keeps to its size: the oldest records go, no more than it takes,
// and what comes later is counted on top.
func TestLogKeepsToItsSize(t *testing.T) {
	db := open(t, t.TempDir())
	oldest := func(want uint64, left int) {
		t.Helper()
		list, err := db.PDUs(t.Context(), gateway.PDUQuery{Limit: 100_000})
		if err != nil || len(list) != left || list[0].Number != want {
			t.Fatalf("%d records, %v", len(list), err)
		}
	}
	trim := func(octets, want int64) {
		t.Helper()
		if n, err := db.DropLargest(t.Context(), gateway.ClassPDUs, octets); n != want || err != nil {
			t.Errorf("%d went, want %d: %v", n, want, err)
		}
	}
	fillLog(t, db, 1, 5000)
	trim(5_000_000, 0)
	trim(1_500_000, 3500)
	oldest(3501, 1500)
	fillLog(t, db, 5001, 300)
	trim(1_500_000, 300)
	oldest(3801, 1500)
	// What others delete makes room.
	if n, err := db.DropOld(t.Context(), gateway.ClassPDUs, time.Unix(4801, 0)); n != 1000 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	fillLog(t, db, 5301, 900)
	trim(1_500_000, 0)
	trim(10, 1400)
	if p, _, err := db.LastNumbers(t.Context()); p != 6200 || err != nil {
		t.Errorf("the last number is %d, %v", p, err)
	}
	trim(10, 0)
	if _, err := db.DropLargest(t.Context(), gateway.ClassMessages, 10); err == nil {
		t.Error("messages have a size")
	}
}
