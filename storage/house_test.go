package storage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// open opens a database with its key in a file of the folder.
func open(t testing.TB, folder string) *DB {
	t.Helper()
	db, err := Open(context.Background(), Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// fewer is how often a long test goes round, less under the race detector.
func fewer(n int) int {
	if raced || testing.Short() {
		return max(n/8, 1)
	}
	return n
}

// write runs a turn and waits for its commit.
func write(t testing.TB, db *DB, fn func(*Tx) error) {
	t.Helper()
	if err := db.do(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// outgoing is a queued message of one part on the link "up".
func outgoing(text string) *gateway.Message {
	pdu, err := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, "Shop").SetStr(smpp.FieldDestinationAddr, "36301234567").
		SetStr(smpp.FieldShortMessage, text[:min(len(text), 100)]).Append(nil, smpp.V50)
	if err != nil {
		panic(err)
	}
	return &gateway.Message{
		Direction: gateway.Out, Link: "up", Account: "shop", From: gateway.Address{TON: 5, Addr: "Shop"}, To: gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"},
		Text: text, State: gateway.Queued, Parts: 1, CreatedAt: time.UnixMilli(1_700_000_000_000).UTC(),
		PartList: []gateway.Part{{Number: 1, State: gateway.Queued, PDU: pdu}},
	}
}

// insert stores n messages, each in a turn of its own, and returns their ids.
func insert(t testing.TB, db *DB, n int) []int64 {
	t.Helper()
	ids := make([]int64, n)
	done := make(chan error, n)
	for i := range n {
		db.Write(func(tx *Tx) error {
			m := outgoing(fmt.Sprintf("message %d", i))
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			ids[i] = m.ID
			return nil
		}, func(err error) { done <- err })
	}
	for range n {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	return ids
}

// all are the stored messages, newest first.
func all(t testing.TB, db *DB) []gateway.Message {
	t.Helper()
	list, err := db.Messages(context.Background(), gateway.MessageQuery{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
