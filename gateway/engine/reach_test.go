package engine_test

import (
	"testing"
	"time"

	"relay/gateway"
)

// The history of links tells a program that stopped from a link that was turned
// off: a link that was down before is down still, one that was off stays off.
func TestHistoryTellsAStopFromOff(t *testing.T) {
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	h.apply(func(c *gateway.Config) {
		up, down, off := loopback(), gateway.NewClient(), loopback()
		off.Name = "off"
		down.Name, down.Host, down.Port, down.SystemID, down.Password = "down", "127.0.0.1", 1, "relay", "relay"
		c.Clients = append(c.Clients, up, down, off)
	})
	h.until("the links are as they are", func() bool {
		up, _ := h.Status().Link("loopback")
		down, _ := h.Status().Link("down")
		off, _ := h.Status().Link("off")
		return up.State.Up() && off.State.Up() && !down.DownSince.IsZero()
	})
	if err := h.Disconnect(t.Context(), "off"); err != nil {
		t.Fatal(err)
	}
	h.close()
	h = openHouse(t, folder, false)
	list, err := h.db.LinkStates(t.Context(), time.Now().Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	last := map[string][]gateway.Reach{}
	for _, c := range list {
		last[c.Link] = append(last[c.Link], c.Reach)
	}
	for link, want := range map[string][2]gateway.Reach{"loopback": {gateway.ReachUp, gateway.ReachAway}, "down": {gateway.ReachDown, gateway.ReachAway}, "off": {gateway.ReachUp, gateway.ReachOff}} {
		if got := last[link]; len(got) < 2 || got[len(got)-2] != want[0] || got[len(got)-1] != want[1] {
			t.Errorf("%s: %v, want %v at the end", link, got, want)
		}
	}
}
