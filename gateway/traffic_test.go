package gateway

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestAnswerTimes(t *testing.T) {
	var a AnswerTimes
	if a.Quantile(0.95) != 0 {
		t.Error("of no answers the 95th percentile is something")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		a.Add(time.Duration(random.IntN(1000)) * time.Millisecond)
	}
	a.Add(0)
	a.Add(time.Hour)
	for _, share := range []float64{0.5, 0.95} {
		got, want := a.Quantile(share).Seconds(), share
		if got < want/1.35 || got > want*1.35 {
			t.Errorf("%g of times to one second: %g s", share, got)
		}
	}
	var b AnswerTimes
	if err := b.Decode(a.Encode()); err != nil || b != a {
		t.Errorf("read back: %v", err)
	}
	b.Merge(a)
	if b.Count() != 2*10_002 || b.Quantile(0.5) != a.Quantile(0.5) {
		t.Errorf("merged: %d", b.Count())
	}
}

func FuzzAnswerTimes(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4})
	f.Add([]byte{200, 1, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		var a, again AnswerTimes
		if a.Decode(b) != nil {
			return
		}
		if err := again.Decode(a.Encode()); err != nil || again != a {
			t.Errorf("%x: %v", b, err)
		}
	})
}
