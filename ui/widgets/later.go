package widgets

import (
	"sync"
	"time"
)

// Later stores what is typed: the newest value at most so long after the first
// change that is not stored, however long somebody goes on typing. Its functions
// may be called from any goroutine.
type Later[T any] struct {
	wait    time.Duration
	save    func(T)
	storing sync.Mutex // one at a time: an older value never lands on a newer one
	mu      sync.Mutex
	value   T
	due     bool
	timer   *time.Timer
}

// NewLater makes one; save is called beside the window, or by Now.
func NewLater[T any](wait time.Duration, save func(T)) *Later[T] {
	return &Later[T]{wait: wait, save: save}
}

// Put has a value stored in a while.
func (l *Later[T]) Put(v T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.value = v
	if !l.due {
		l.due = true
		l.timer = time.AfterFunc(l.wait, l.Now)
	}
}

// Now stores what waits, before it returns.
func (l *Later[T]) Now() {
	l.storing.Lock()
	defer l.storing.Unlock()
	l.mu.Lock()
	v, due := l.value, l.due
	l.drop()
	l.mu.Unlock()
	if due {
		l.save(v)
	}
}

// Take hands over the storing of what waits, nil where nothing does.
func (l *Later[T]) Take() (store func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.due {
		return nil
	}
	v := l.value
	l.drop()
	return func() {
		l.storing.Lock()
		defer l.storing.Unlock()
		l.save(v)
	}
}

// Drop forgets what waits.
func (l *Later[T]) Drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.drop()
}

func (l *Later[T]) drop() {
	if l.due {
		l.due = false
		l.timer.Stop()
	}
}
