package outbox

import (
	"testing"
	"time"

	"relay/gateway"
)

// The time of a message is told leg by leg, and what waits for its hour is not
// counted as Relay's.
func TestSpent(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	m := gateway.Message{State: gateway.Delivered, CreatedAt: at, SubmittedAt: at.Add(36 * time.Millisecond), AcceptedAt: at.Add(56 * time.Millisecond), DoneAt: at.Add(4656 * time.Millisecond)}
	s := SpentOf(m)
	if s.Words() != "4.7 s from here to the handset" || s.LegWords(s.Longest()) != "handset 4.6 s" || s.LegWords(InRelay) != "in Relay 36 ms" || s.LegWords(ForAnswer) != "answer 20 ms" {
		t.Errorf("%q, %q, %q, %q", s.Words(), s.LegWords(s.Longest()), s.LegWords(InRelay), s.LegWords(ForAnswer))
	}
	sum := 0.0
	for _, x := range s.Shares() {
		if sum += x; x < 0.05 {
			t.Errorf("a leg can't be seen: %v", s.Shares())
		}
	}
	if sum < 0.999 || sum > 1.001 {
		t.Errorf("shares sum to %v", sum)
	}
	later := m
	later.CreatedAt, later.ScheduledAt = at.Add(-time.Hour), at
	if SpentOf(later).Total != s.Total {
		t.Error("the wait for its hour is counted")
	}
	waits := m
	waits.State, waits.DoneAt = gateway.Accepted, time.Time{}
	if w := SpentOf(waits); len(w.Legs) != 2 || w.Words() != "56 ms until it was accepted" {
		t.Errorf("%+v %q", w, w.Words())
	}
	failed := m
	failed.State = gateway.Failed
	if len(SpentOf(failed).Legs) != 2 {
		t.Error("what failed did not reach the handset")
	}
	set := m
	set.AcceptedAt = at.Add(-time.Hour)
	if len(SpentOf(set).Legs) != 0 || len(SpentOf(gateway.Message{CreatedAt: at}).Legs) != 0 {
		t.Error("times are made up")
	}
}
