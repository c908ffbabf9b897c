package engine_test

import (
	"testing"
	"time"

	"relay/gateway"
)

// What links did is counted from what happened, and is there after a restart.
func TestTraffic(t *testing.T) {
	folder, from := t.TempDir(), time.Now().Add(-time.Minute)
	h := openHouse(t, folder, true)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	for range 3 {
		h.untilState(h.send(gateway.Draft{From: "Relay", To: "+99900000000", Text: "one"}), gateway.Delivered)
	}
	h.untilState(h.send(gateway.Draft{From: "Relay", To: "+99900000003", Text: "two"}), gateway.Failed)
	h.untilState(h.send(gateway.Draft{From: "Relay", To: "+99900000005", Text: "three"}), gateway.Failed)
	h.send(gateway.Draft{From: "+36301234567", To: "+99900000000", Text: "reply four"})
	h.until("the reply is here", func() bool {
		c, err := h.db.Counts(t.Context())
		return err == nil && c.In == 1 && c.Out[gateway.Delivered] == 4
	})
	h.close()
	h = openHouse(t, folder, false)
	slots, err := h.db.TrafficSlots(t.Context(), from)
	links := gateway.SumByLink(slots)
	if err != nil || len(links) != 1 {
		t.Fatalf("%+v %v", links, err)
	}
	l := links["loopback"]
	if l.Link != "loopback" || l.Submitted != 5 || l.Refused != 1 || l.Delivered != 4 || l.Failed != 2 || l.Received != 1 || l.Times.Count() != 6 || l.Times.Quantile(0.95) <= 0 {
		t.Errorf("%+v", l)
	}
	steps, err := h.db.Traffic(t.Context(), from, 5*time.Minute)
	if err != nil || len(steps) == 0 || len(steps) > 2 {
		t.Fatalf("%+v %v", steps, err)
	}
	var sum gateway.Traffic
	for _, s := range steps {
		sum.Add(s)
	}
	if sum.Submitted != 5 || sum.Delivered != 4 || sum.Received != 1 {
		t.Errorf("%+v", sum)
	}
}
