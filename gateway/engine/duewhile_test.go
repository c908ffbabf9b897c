package engine_test

import (
	"sync/atomic"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/engine"
)

// slowClaim is a store in which a claim that finds nothing is answered only when
// a time has passed, as by a slow disk.
type slowClaim struct {
	engine.Store
	until *atomic.Pointer[time.Time]
}

// claimTx notes that a turn claimed nothing.
type claimTx struct {
	engine.Tx
	nothing *bool
}

func (c claimTx) Claim(link string, now time.Time, id uint64, n int) ([]gateway.Part, error) {
	list, err := c.Tx.Claim(link, now, id, n)
	*c.nothing = err == nil && len(list) == 0
	return list, err
}

func (s slowClaim) Write(fn func(engine.Tx) error, done func(error)) {
	nothing := false
	s.Store.Write(func(tx engine.Tx) error { return fn(claimTx{tx, &nothing}) }, func(err error) {
		if at := s.until.Load(); nothing && at != nil {
			<-time.After(time.Until(*at))
		}
		if done != nil {
			done(err)
		}
	})
}

// A message whose time comes while a claim is stored that was too early for it
// leaves all the same, when nothing else ever wakes its link.
func TestDueWhileAClaimIsStored(t *testing.T) {
	var until atomic.Pointer[time.Time]
	h := openHouseOn(t, t.TempDir(), true, func(s engine.Store) engine.Store { return slowClaim{s, &until} })
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	h.untilState(h.send(gateway.Draft{From: "Relay", To: "+99900000010", Text: "the link is up"}), gateway.Delivered)
	at := time.Now().Add(400 * time.Millisecond)
	after := at.Add(100 * time.Millisecond)
	until.Store(&after)
	id := h.send(gateway.Draft{From: "Relay", To: "+99900000010", Text: "at its time", At: at})
	h.untilState(id, gateway.Delivered)
}
