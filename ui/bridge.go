package ui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
)

// refresh is the shortest time between two updates of the window: 10 a second.
const refresh = 100 * time.Millisecond

// turn is how long what crosses may hold the thread before it lets frames and
// clicks pass.
const turn = 10 * time.Millisecond

// bridge is the only way from a goroutine to Fyne's thread. What crosses waits
// here, in order, and no more than one fyne.Do waits for the thread, however much
// that is: Fyne's own queue has no bound. After stop nothing crosses any more:
// once Fyne's loop has ended, fyne.Do would run its function on the goroutine of
// the caller.
type bridge struct {
	wg       sync.WaitGroup
	quit     chan struct{}
	mu       sync.Mutex
	stopped  bool
	waiting  []func()
	crossing bool // a fyne.Do waits, or runs
	jobs     int  // of Go and After, not shown yet
}

func newBridge() *bridge { return &bridge{quit: make(chan struct{})} }

// Go runs work beside the window and what it returns, if anything, on Fyne's
// thread.
func (b *bridge) Go(work func() (apply func())) {
	b.owe(1)
	b.run(work)
}

// run does a job that is owed.
func (b *bridge) run(work func() (apply func())) {
	b.start(func() {
		apply := work()
		if apply == nil {
			b.owe(-1)
			return
		}
		b.cross(func() {
			defer b.owe(-1)
			apply()
		})
	})
}

// After is Go in a while, unless it is called off before.
func (b *bridge) After(d time.Duration, work func() (apply func())) (callOff func()) {
	b.owe(1)
	t := time.AfterFunc(d, func() { b.run(work) })
	return func() {
		if t.Stop() {
			b.owe(-1)
		}
	}
}

func (b *bridge) owe(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.jobs += n
}

// Busy tells whether something that was begun is not shown yet.
func (b *bridge) Busy() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.jobs > 0 || len(b.waiting) > 0
}

func (b *bridge) start(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.stopped {
		b.wg.Go(f)
	}
}

// cross runs f on Fyne's thread; it does not wait for it.
func (b *bridge) cross(f func()) {
	b.mu.Lock()
	if b.stopped {
		b.mu.Unlock()
		return
	}
	b.waiting = append(b.waiting, f)
	first := !b.crossing
	b.crossing = true
	b.mu.Unlock() // Fyne may run it at once, and it may stop the bridge
	if first {
		fyne.Do(b.arrive)
	}
}

// arrive runs on Fyne's thread what waits, for a turn; then the rest waits for
// the next one.
func (b *bridge) arrive() {
	began := time.Now()
	for f := b.next(); f != nil; f = b.next() {
		f()
		if time.Since(began) > turn {
			fyne.Do(b.arrive)
			return
		}
	}
}

// next takes what waits longest; nil ends the crossing.
func (b *bridge) next() (f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped || len(b.waiting) == 0 {
		b.waiting, b.crossing = nil, false
		return nil
	}
	f, b.waiting = b.waiting[0], b.waiting[1:]
	return f
}

// pump shows updates, one at a time and at most ten a second: the channel
// merges what comes meanwhile.
func (b *bridge) pump(updates <-chan gateway.Update, show func(gateway.Update)) {
	b.start(func() {
		for {
			select {
			case <-b.quit:
				return
			case u, ok := <-updates:
				if !ok {
					return
				}
				shown := make(chan struct{})
				b.cross(func() {
					defer close(shown)
					show(u)
				})
				if !b.wait(shown) || !b.pause(refresh) {
					return
				}
			}
		}
	})
}

// every runs f on Fyne's thread at each interval.
func (b *bridge) every(d time.Duration, f func()) {
	b.start(func() {
		for b.pause(d) {
			done := make(chan struct{})
			b.cross(func() {
				defer close(done)
				f()
			})
			if !b.wait(done) {
				return
			}
		}
	})
}

func (b *bridge) wait(done <-chan struct{}) bool {
	select {
	case <-b.quit:
		return false
	case <-done:
		return true
	}
}

func (b *bridge) pause(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-b.quit:
		return false
	case <-t.C:
		return true
	}
}

// stop ends every crossing; join waits for the goroutines.
func (b *bridge) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.stopped {
		b.stopped = true
		close(b.quit)
	}
}

func (b *bridge) join() { b.wg.Wait() }

// endWithoutEvent takes the toolkit's own work at the end away: it queues it for a
// loop that closes its queue at that moment, and now and then that hung or
// panicked before Relay had stopped in order. The work is to store the
// toolkit's preferences, of which Relay has none.
func endWithoutEvent(a fyne.App) {
	if l, ok := a.Lifecycle().(interface{ SetOnStoppedHookExecuted(func()) }); ok {
		l.SetOnStoppedHookExecuted(nil)
	}
}
