package ui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
)

// refresh is the shortest time between two updates of the window: 10 a second.
const refresh = 100 * time.Millisecond

// bridge is the only way from a goroutine to Fyne's thread. After stop nothing
// crosses any more: once Fyne's loop has ended, fyne.Do would run its function
// on the goroutine of the caller.
type bridge struct {
	wg      sync.WaitGroup
	quit    chan struct{}
	mu      sync.Mutex
	stopped bool
}

func newBridge() *bridge { return &bridge{quit: make(chan struct{})} }

// Go runs work beside the window and what it returns, if anything, on Fyne's
// thread.
func (b *bridge) Go(work func() (apply func())) {
	b.start(func() {
		if apply := work(); apply != nil {
			b.cross(apply)
		}
	})
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
	defer b.mu.Unlock()
	if !b.stopped {
		fyne.Do(f)
	}
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
