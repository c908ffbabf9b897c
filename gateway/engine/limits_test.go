package engine

import "testing"

// What was learnt of links follows their names, which may be each other's.
func TestLimitsFollowNames(t *testing.T) {
	l := learnt[float64]{known: map[string]float64{"up": 5, "down": 7, "else": 9}}
	l.rename(map[string]string{"up": "down", "down": "new"})
	for name, want := range map[string]float64{"up": 0, "down": 5, "new": 7, "else": 9} {
		if got := l.of(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
