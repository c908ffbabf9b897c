package engine

import (
	"testing"
	"time"
)

// busy is a provider that takes so many a second, by the clock's seconds, and
// throttles the rest.
type busy struct {
	takes  int
	second int64
	n      int
}

func (b *busy) take(now time.Time) bool {
	if s := now.Unix(); s != b.second {
		b.second, b.n = s, 0
	}
	b.n++
	return b.n <= b.takes
}

// drive has a link with much to send meet a provider for a time, and returns
// what was taken and how often it was throttled, in each minute.
func drive(r *regulator, b *busy, from time.Time, d time.Duration) (taken, refused []int, end time.Time) {
	const step, answerAfter = time.Millisecond, 20 * time.Millisecond
	type answer struct {
		at   time.Time
		good bool
	}
	var open []answer
	taken, refused = make([]int, int(d/time.Minute)), make([]int, int(d/time.Minute))
	for now := from; now.Sub(from) < d; now = now.Add(step) {
		minute := int(now.Sub(from) / time.Minute)
		for len(open) > 0 && !open[0].at.After(now) {
			a := open[0]
			open = open[1:]
			r.answered(now, a.good)
			if a.good {
				taken[minute]++
			} else {
				refused[minute]++
				r.throttled(now, true)
			}
		}
		n, _ := r.allowance(now, 10-len(open))
		for range n {
			open = append(open, answer{now.Add(answerAfter), b.take(now)})
		}
		end = now
	}
	return taken, refused, end
}

// A link finds what its provider takes, keeps close below it, and starts there
// when that is remembered.
func TestRegulatorFindsTheLimit(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, set := range []float64{0, 200} {
		var r regulator
		r.setRate(set, 0)
		taken, refused, end := drive(&r, &busy{takes: 50}, start, 30*time.Minute)
		if r.limit < 40 || r.limit > 60 {
			t.Errorf("rate %g: the limit was found as %.1f a second, it is 50", set, r.limit)
		}
		for m := 3; m < 30; m++ {
			if taken[m] < 60*50*80/100 || refused[m] > 60 {
				t.Errorf("rate %g, minute %d: %d were taken, %d throttled", set, m, taken[m], refused[m])
			}
		}
		late := 0
		for _, n := range refused[20:] {
			late += n
		}
		if late > 60 {
			t.Errorf("rate %g: still %d throttled in the last ten minutes", set, late)
		}
		var again regulator
		again.setRate(set, r.limit)
		taken, refused, _ = drive(&again, &busy{takes: 50}, end.Add(time.Second), time.Minute)
		if taken[0] < 60*50*85/100 || refused[0] > 20 {
			t.Errorf("rate %g, started with what is known: %d were taken, %d throttled", set, taken[0], refused[0])
		}
	}
}

// When the provider takes more than before, the link comes to know.
func TestRegulatorTriesForMore(t *testing.T) {
	var r regulator
	r.setRate(0, 20)
	taken, _, _ := drive(&r, &busy{takes: 100}, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), 40*time.Minute)
	if taken[39] < 60*70 {
		t.Errorf("after 40 minutes %d a minute, of 6000", taken[39])
	}
}

// The configured rate is never exceeded, whatever the provider would take.
func TestRegulatorKeepsTheConfiguredRate(t *testing.T) {
	var r regulator
	r.setRate(10, 50)
	taken, refused, _ := drive(&r, &busy{takes: 50}, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), 5*time.Minute)
	for m := range taken {
		if taken[m] > 601 || taken[m] < 590 || refused[m] != 0 {
			t.Errorf("minute %d: %d taken, %d throttled", m, taken[m], refused[m])
		}
	}
}

// A link that is slower than the least rate that throttling leaves others never
// gets faster by being throttled, whatever says that the provider is busy.
func TestRegulatorOfASlowLink(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const set = 10.0 / 60 // ten a minute
	for name, spare := range map[string]func(*regulator, time.Time){
		"throttled": func(r *regulator, now time.Time) { r.throttled(now, true) },
		"congested": func(r *regulator, now time.Time) { r.congested(now, 95) },
	} {
		r := regulator{firstPause: time.Second}
		r.setRate(set, 0)
		sent, at := 0, now
		spare(&r, at)
		if r.rate >= set {
			t.Errorf("%s: %.2f a second after it", name, r.rate)
		}
		for ; at.Sub(now) < 10*time.Minute; at = at.Add(100 * time.Millisecond) {
			n, _ := r.allowance(at, 10)
			sent += n
			for range n {
				r.answered(at, true)
			}
			if r.rate > set {
				t.Fatalf("%s: %.2f a second", name, r.rate)
			}
		}
		if sent < 90 || sent > 101 {
			t.Errorf("%s: %d in ten minutes", name, sent)
		}
	}
}
