package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"relay/gateway"
)

// counted counts what the triggers keep.
func counted(t *testing.T, db *DB) gateway.Counts {
	t.Helper()
	var c gateway.Counts
	one := func(text string) (n int64) {
		if err := db.read.QueryRow("SELECT COUNT(*) FROM " + text).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i := range c.Out {
		c.Out[i] = one(fmt.Sprintf("messages WHERE direction = 0 AND state = %d", i))
	}
	c.In = one("messages WHERE direction = 1")
	c.Unread = one("messages WHERE flags & 4")
	c.Scheduled = one("messages WHERE flags & 8 AND state = 0")
	c.Orphans = one("receipts WHERE message_id = 0")
	c.Owed = one("deliveries")
	return c
}

// The numbers that are kept are those that counting gives, after any sequence of
// operations, some of which fail.
func TestTalliesAreCounts(t *testing.T) {
	for seed := range uint64(10) {
		db := open(t, t.TempDir())
		random := rand.New(rand.NewPCG(seed, 1))
		var ids, owed []int64
		var orphans []gateway.Receipt
		for range 300 {
			_ = db.do(context.Background(), func(tx *Tx) error {
				var err error
				switch op := random.IntN(8); {
				case op < 2 || len(ids) == 0:
					m := outgoing("x")
					m.Direction = gateway.Direction(random.IntN(2))
					if m.Unread = m.Direction == gateway.In; m.Unread {
						m.State = gateway.Received
					} else if random.IntN(3) == 0 {
						m.ScheduledAt = time.Unix(2_000_000_000, 0)
					}
					err = tx.InsertMessage(m)
					ids = append(ids, m.ID)
				case op < 5:
					m, e := tx.Message(ids[random.IntN(len(ids))])
					if e != nil {
						return e
					}
					if m.Direction == gateway.Out {
						m.State = gateway.MessageState(random.IntN(8))
					}
					if m.Unread = random.IntN(2) == 0; random.IntN(2) == 0 {
						m.ScheduledAt = time.Time{}
					}
					err = tx.UpdateMessage(m)
				case op == 5:
					if r := (gateway.Receipt{Link: "up", ProviderID: "1", Times: 1}); len(orphans) == 0 || random.IntN(2) == 0 {
						err = tx.InsertReceipt(&r)
						orphans = append(orphans, r)
					} else {
						i := random.IntN(len(orphans))
						orphans[i].MessageID = ids[0] - orphans[i].MessageID
						err = tx.UpdateReceipt(&orphans[i])
					}
				case op == 6:
					if d := (gateway.Delivery{Account: "shop", PDU: []byte{1}}); len(owed) == 0 || random.IntN(2) == 0 {
						err = tx.InsertDelivery(&d)
						owed = append(owed, d.ID)
					} else {
						err = tx.DeleteDelivery(owed[random.IntN(len(owed))])
					}
				default:
					_, err = tx.exec("DELETE FROM messages WHERE id = ?", ids[random.IntN(len(ids))])
				}
				if random.IntN(10) == 0 {
					err = errors.Join(err, errMine)
				}
				return err
			})
		}
		kept, err := db.Counts(t.Context())
		if want := counted(t, db); err != nil || kept != want {
			t.Fatalf("seed %d: kept %+v, counted %+v, %v", seed, kept, want, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
