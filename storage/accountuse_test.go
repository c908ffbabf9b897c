package storage

import (
	"testing"
	"time"

	"relay/gateway"
)

// What an account has used is told by day, month and in all, and so is what
// waits for it.
func TestAccountUse(t *testing.T) {
	db := open(t, t.TempDir())
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	write(t, db, func(tx *Tx) error {
		if err := tx.AddSubmitted("shop", now.AddDate(0, 0, -1), 7); err != nil {
			return err
		}
		if err := tx.AddSubmitted("shop", now, 5); err != nil {
			return err
		}
		for range 3 {
			if err := tx.InsertDelivery(&gateway.Delivery{Account: "clinic", PDU: []byte{1}, CreatedAt: now}); err != nil {
				return err
			}
		}
		return nil
	})
	got, err := db.AccountUse(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got["shop"] != (gateway.AccountUse{Day: 5, Month: 5, All: 12}) || got["clinic"] != (gateway.AccountUse{Waiting: 3}) {
		t.Errorf("%+v", got)
	}
}
