package uitest

import (
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Loop is a toolkit without a display whose thread is the test's: what crosses
// to it waits until the test turns it. The toolkit's own test driver runs it on
// the goroutine that calls.
type Loop struct {
	fyne.App
	driver queued
}

type queued struct {
	fyne.Driver
	mu   sync.Mutex
	work []func()
	came chan struct{}
}

// NewLoop makes it the current application until the test ends.
func NewLoop(t testing.TB) *Loop {
	t.Helper()
	l := &Loop{App: test.NewTempApp(t)}
	l.driver.Driver, l.driver.came = l.App.Driver(), make(chan struct{}, 1)
	fyne.SetCurrentApp(l)
	return l
}

// Driver implements fyne.App.
func (l *Loop) Driver() fyne.Driver { return &l.driver }

// Turn runs what has crossed, and tells whether there was any.
func (l *Loop) Turn() bool {
	l.driver.mu.Lock()
	work := l.driver.work
	l.driver.work = nil
	l.driver.mu.Unlock()
	for _, f := range work {
		f()
	}
	return len(work) > 0
}

// Wait waits until something crosses, or for d.
func (l *Loop) Wait(d time.Duration) {
	select {
	case <-l.driver.came:
	case <-time.After(d):
	}
}

// DoFromGoroutine implements fyne.Driver.
func (q *queued) DoFromGoroutine(f func(), _ bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.work = append(q.work, f)
	select {
	case q.came <- struct{}{}:
	default:
	}
}
