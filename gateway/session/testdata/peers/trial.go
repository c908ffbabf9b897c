package main

import (
	"errors"
	"math/bits"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
)

// library is one implementation of SMPP: both of its ends, driven as its own
// documentation has it, in the way that was the fastest for it.
type library struct {
	name string
	// serve listens, takes every bind and answers every submit_sm.
	serve func() (address string, stop func(), err error)
	// submit binds, keeps the window full until the trial is over and waits for
	// the last answer.
	submit func(address string, window int, t *trial) error
}

// trial is one measurement. Both ends share this process, so what it used is
// what both used.
type trial struct {
	lasts   time.Duration
	ends    time.Time
	answers histogram

	began   time.Time
	took    time.Duration
	cpu     time.Duration // before end, what had been used at begin
	mallocs uint64
}

// result is what a trial found; a message is one submit_sm and its answer.
type result struct {
	rate     float64       // messages a second
	p50, p99 time.Duration // from submit to answer
	cpu      float64       // seconds for a million messages, both ends
	allocs   float64       // a message, both ends
}

// begin is called when the session is bound, end when the last answer has come.
func (t *trial) begin() {
	t.mallocs, t.cpu, t.began = mallocs(), cpuTime(), time.Now()
	t.ends = t.began.Add(t.lasts)
}

func (t *trial) over(now time.Time) bool { return !now.Before(t.ends) }

func (t *trial) end() {
	t.took, t.cpu, t.mallocs = time.Since(t.began), cpuTime()-t.cpu, mallocs()-t.mallocs
}

func (t *trial) finish() (result, error) {
	n := float64(t.answers.count())
	if n == 0 || t.took == 0 {
		return result{}, errors.New("no message was answered")
	}
	return result{n / t.took.Seconds(), t.answers.quantile(0.5), t.answers.quantile(0.99), t.cpu.Seconds() / n * 1e6, float64(t.mallocs) / n}, nil
}

func mallocs() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// histogram counts durations in steps of a sixty-fourth, whatever their size: a
// list of all of them would be memory that keeps the collector away, which helps
// whoever allocates most.
type histogram [64 * 64]atomic.Uint32

func (h *histogram) add(d time.Duration) { h[step(uint64(max(d, 0)))].Add(1) }

func step(n uint64) int {
	if n < 64 {
		return int(n)
	}
	shift := bits.Len64(n) - 7
	return (shift+1)*64 + int(n>>shift) - 64
}

// value is the least duration of a step.
func value(step int) time.Duration {
	if step < 64 {
		return time.Duration(step)
	}
	return time.Duration(step%64+64) << (step/64 - 1)
}

func (h *histogram) count() (n uint64) {
	for i := range h {
		n += uint64(h[i].Load())
	}
	return n
}

func (h *histogram) quantile(q float64) time.Duration {
	left := int64(q * float64(h.count()))
	for i := range h {
		if left -= int64(h[i].Load()); left < 0 {
			return value(i)
		}
	}
	return 0
}
