package storage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

// BenchmarkLifeCycle is what the writer does for a message from an account to a
// provider and back: stored, claimed, answered, receipt matched and owed,
// fetched; its eight PDUs in the log. Batches of 100, five commits for each; WAL,
// synchronous=FULL.
func BenchmarkLifeCycle(b *testing.B) {
	const batch = 100
	db := open(b, b.TempDir())
	m := outgoing(strings.Repeat("a", 140))
	m.Account, m.Link, m.ReceiptWanted = "shop", "up", 1
	m.PartList[0].Link, m.PartList[0].PDU = "up", make([]byte, 200)
	frame := make([]byte, 194)
	do := func(fn func(tx *Tx) error) {
		if err := db.do(b.Context(), fn); err != nil {
			b.Fatal(err)
		}
	}
	record := uint64(0)
	b.ResetTimer()
	for from := 0; from < b.N; from += batch {
		now := time.Now()
		do(func(tx *Tx) error {
			for range batch {
				own := *m
				own.PartList = append([]gateway.Part(nil), m.PartList...)
				n, err := tx.NextID()
				if err != nil {
					return err
				}
				own.AccountMessageID = fmt.Sprintf("%010d", n)
				if err := tx.InsertMessage(&own); err != nil {
					return err
				}
			}
			return nil
		})
		var parts []gateway.Part
		do(func(tx *Tx) (err error) {
			parts, err = tx.Claim("up", now, 1, batch)
			return err
		})
		change := func(tx *Tx, p *gateway.Part, state gateway.MessageState) error {
			own, err := tx.Message(p.MessageID)
			if err != nil {
				return err
			}
			p.State, own.State = state, state
			if err := tx.UpdatePart(p); err != nil {
				return err
			}
			return tx.UpdateMessage(own)
		}
		do(func(tx *Tx) error {
			for i := range parts {
				parts[i].ProviderID, parts[i].AnsweredAt = fmt.Sprintf("A%09d", parts[i].ID), now
				if err := change(tx, &parts[i], gateway.Accepted); err != nil {
					return err
				}
			}
			return nil
		})
		var owed []int64
		do(func(tx *Tx) error {
			owed = owed[:0]
			for i := range parts {
				found, err := tx.PartsByProviderID("up", parts[i].ProviderID, 10)
				if err != nil || len(found) != 1 {
					return fmt.Errorf("%d parts, %w", len(found), err)
				}
				p := &found[0]
				p.DoneAt, p.ReceiptStat = now, "DELIVRD"
				r := gateway.Receipt{Link: "up", MessageID: p.MessageID, PartID: p.ID, ProviderID: p.ProviderID, Stat: "DELIVRD", Text: string(frame[:100]), Times: 1}
				if err := tx.InsertReceipt(&r); err != nil {
					return err
				}
				if err := change(tx, p, gateway.Delivered); err != nil {
					return err
				}
				d := gateway.Delivery{Account: "shop", MessageID: p.MessageID, PDU: frame}
				if err := tx.InsertDelivery(&d); err != nil {
					return err
				}
				owed = append(owed, d.ID)
			}
			return nil
		})
		records := make([]gateway.PDURecord, 8*batch)
		for i := range records {
			record++
			records[i] = gateway.PDURecord{Number: record, Time: now, Link: "up", Session: 1, Frame: frame}
		}
		db.LogPDUs(records)
		do(func(tx *Tx) error {
			for _, id := range owed {
				if err := tx.DeleteDelivery(id); err != nil {
					return err
				}
			}
			return nil
		})
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}
