package engine

import (
	"net/netip"
	"testing"
	"time"

	"relay/gateway"
)

// Who goes on guessing is locked out twice as long each time, to an hour; who stops
// for as long as failures count begins anew.
func TestLocksGrow(t *testing.T) {
	g, a := newGuard(), netip.MustParseAddr("192.0.2.7")
	c := gateway.NewServer()
	c.Lockout = "3/10m"
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	guess := func() time.Duration {
		for range 3 {
			if d := g.failed(a, "shop", c, now); d > 0 {
				return d
			}
		}
		return 0
	}
	for _, want := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
		if d := guess(); d != want {
			t.Fatalf("locked out for %s, want %s", d, want)
		}
		if ok, _ := g.bind(a, c, now.Add(want-time.Second)); ok {
			t.Errorf("it may bind before %s are over", want)
		}
		now = now.Add(want)
		if ok, why := g.bind(a, c, now); !ok {
			t.Errorf("after %s: %s", want, why)
		}
	}
	now = now.Add(10 * time.Minute)
	if d := guess(); d != time.Minute {
		t.Errorf("after a rest it is locked out for %s", d)
	}
}

// Who has an account of his own does not get his guesses at others' back by binding
// with it.
func TestGuessesAtOthersStay(t *testing.T) {
	g, a := newGuard(), netip.MustParseAddr("192.0.2.8")
	c := gateway.NewServer()
	c.Lockout = "3/10m"
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for range 2 {
		g.failed(a, "bank", c, now)
		g.succeeded(a, "own", now)
		now = now.Add(time.Second)
	}
	if d := g.failed(a, "bank", c, now); d == 0 {
		t.Error("the third guess did not lock it out")
	}
}
