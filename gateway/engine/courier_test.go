package engine_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// lookStore counts deliveries that are read from the database.
type lookStore struct {
	engine.Store
	read *atomic.Int64
}

func (s lookStore) DeliveriesDue(ctx context.Context, account string, after int64, now time.Time, limit int) ([]gateway.Delivery, error) {
	list, err := s.Store.DeliveriesDue(ctx, account, after, now, limit)
	s.read.Add(int64(len(list)))
	return list, err
}

// What waited for an application is read from the database about once, however
// small the window is through which it leaves, and comes once and in order.
func TestDeliveriesAreReadOnce(t *testing.T) {
	var read atomic.Int64
	h := openHouseOn(t, t.TempDir(), true, func(s engine.Store) engine.Store { return lookStore{s, &read} }).furnish(nil)
	const many = 700
	sender := h.bind(session.Transmitter, smpp.V34)
	ids := map[string]bool{}
	for range many {
		ids[sender.accepted(submit("Shop", "4930123456", "x").SetInt(smpp.FieldRegisteredDelivery, 1))] = true
	}
	receiver := h.bind(session.Receiver, smpp.V34)
	for range many {
		p := receiver.next()
		id, _ := p.TLV(smpp.TagReceiptedMessageID)
		name := string(id[:max(len(id)-1, 0)])
		if !ids[name] {
			t.Fatalf("a receipt for %q, which was not given or had its receipt", name)
		}
		delete(ids, name)
	}
	h.until("everything is acknowledged", func() bool {
		c, err := h.db.Counts(t.Context())
		return err == nil && c.Owed == 0
	})
	if n := read.Load(); n < many || n > 2*many {
		t.Errorf("%d deliveries were read for %d", n, many)
	}
}
