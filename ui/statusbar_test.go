package ui

import (
	"slices"
	"testing"

	"relay/gateway"
)

// The small curve in the status bar goes back a minute and moves once a second.
func TestStatusBarCurve(t *testing.T) {
	s, _ := window(t)
	for i := range sparkSeconds + 1 {
		s.numbers.status.Links = []gateway.LinkStatus{{Name: "a", Rate: float64(i)}, {Name: "b", Rate: 0.5}}
		s.tick()
	}
	if b := s.status; len(b.rates) != sparkSeconds || b.rates[0] != 1.5 || b.rates[sparkSeconds-1] != sparkSeconds+0.5 || !slices.IsSorted(b.rates) {
		t.Errorf("the last minute is %v", b.rates)
	}
	if s.status.spark.Visible() {
		t.Error("it takes room in a narrow window")
	}
	s.status.setNarrow(false)
	if !s.status.spark.Visible() {
		t.Error("it is not there in a wide one")
	}
}
