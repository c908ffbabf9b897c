//go:build window && !benchui

package app

import (
	"slices"
	"strings"
	"testing"
)

// TestWindowOutbox sorts the outbox by its titles, finds the order again after a
// restart, and looks at a message's way with its PDUs in place.
func TestWindowOutbox(t *testing.T) {
	s, p, folder := simulated(t, "1440x900")
	for _, number := range []string{"+99912345690", "+99912345673", "+99912345680"} {
		at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", number, "--wait", "accepted", "Way of "+number)
	}
	s.see("Failed 1")
	s.see("Delivered 2")
	order := func() (out []string) {
		rows := s.things("text", "Way of ")
		slices.SortFunc(rows, func(a, b thing) int { return a.Y - b.Y })
		for _, x := range rows {
			if x.X < 1000 && x.Y < 500 { // in the list
				out = append(out, strings.TrimPrefix(x.Text, "Way of +999123456"))
			}
		}
		return out
	}
	sorted := func(what string, want ...string) {
		t.Helper()
		t.Helper()
		s.until(what, func() bool { return slices.Equal(order(), want) })
	}
	sorted("the newest is first", "80", "73", "90")
	s.tap("To")
	sorted("the lowest number is first", "73", "80", "90")
	s.tap("To ▲")
	sorted("the highest number is first", "90", "80", "73")
	s.tap("Time")
	sorted("the oldest is first", "90", "73", "80")
	s.tap("Status")
	sorted("what is delivered comes before what failed", "90", "80", "73")
	s.close(p)
	p = s.window(folder, "1440x900")
	s.see("Status ▲")
	sorted("the order is there after a restart", "90", "80", "73")

	turn := func() { // opens the PDU, or closes it
		x := s.things("text", "→ submit_sm")[0]
		s.click(x.X+x.W/2, x.Y+x.H/2)
	}
	s.tap("Way of +99912345680")
	s.see("Delivered, says the receipt")
	s.see("← submit_sm_resp")
	turn()
	s.see("registered_delivery")
	s.tap("destination_addr")
	s.gone("registered_delivery")
	s.tap("Tree")
	s.see("registered_delivery")
	turn()
	s.gone("registered_delivery")
	s.tap("Way of +99912345673")
	s.see("What to do")
	s.see("Not delivered, says the receipt")
	p.terminate()
}
