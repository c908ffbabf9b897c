package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// toolkit is an application whose loop runs when the test says so.
type toolkit struct {
	fyne.App
	loop *loop
}

func (k toolkit) Driver() fyne.Driver { return k.loop }

type loop struct {
	fyne.Driver
	queue chan func()
}

func (l *loop) DoFromGoroutine(f func(), _ bool) { l.queue <- f }

func newToolkit(t *testing.T) *loop {
	a := test.NewTempApp(t)
	l := &loop{a.Driver(), make(chan func(), 100)}
	fyne.SetCurrentApp(toolkit{a, l})
	return l
}

// However much crosses, one call waits for the toolkit's loop, and everything
// runs in order.
func TestOneCallWaitsForTheLoop(t *testing.T) {
	l, b := newToolkit(t), newBridge()
	var got []int
	for i := range 5 {
		b.cross(func() { got = append(got, i) })
	}
	if n := len(l.queue); n != 1 {
		t.Fatalf("%d calls wait", n)
	}
	(<-l.queue)()
	if !slices.Equal(got, []int{0, 1, 2, 3, 4}) || len(l.queue) != 0 {
		t.Errorf("%v, and %d calls wait", got, len(l.queue))
	}
	b.cross(func() { got = append(got, 5) })
	(<-l.queue)()
	if len(got) != 6 {
		t.Errorf("after it: %v", got)
	}
}

// What takes long lets the loop go on in between.
func TestALongCrossingTakesTurns(t *testing.T) {
	l, b := newToolkit(t), newBridge()
	ran := 0
	for range 3 {
		b.cross(func() {
			for began := time.Now(); time.Since(began) <= turn; {
			}
			ran++
		})
	}
	for want := 1; want <= 3; want++ {
		(<-l.queue)()
		if ran != want {
			t.Fatalf("%d ran in turn %d", ran, want)
		}
	}
}

// The toolkit runs a call at once where its loop has ended: a function that stops
// the bridge then must not wait for itself.
func TestWhatCrossesMayStopTheBridge(t *testing.T) {
	test.NewTempApp(t)
	b := newBridge()
	b.cross(b.stop)
	b.cross(func() { t.Error("it crossed after the end") })
}

// The window is busy from the moment that something is begun until its result is
// shown, and no longer when it is called off.
func TestBusyUntilItIsShown(t *testing.T) {
	l, b := newToolkit(t), newBridge()
	if b.Busy() {
		t.Error("it is busy with nothing")
	}
	read, shown := make(chan struct{}), false
	b.Go(func() func() { <-read; return func() { shown = true } })
	callOff := b.After(time.Hour, func() func() { return nil })
	if !b.Busy() {
		t.Error("it is idle while something is read")
	}
	callOff()
	callOff()
	close(read)
	arrive := <-l.queue
	if !b.Busy() {
		t.Error("it is idle while what was read is not shown")
	}
	arrive()
	if !shown || b.Busy() {
		t.Errorf("shown: %v, and it is busy: %v", shown, b.Busy())
	}
	b.After(time.Microsecond, func() func() { return func() { shown = false } })
	if (<-l.queue)(); shown || b.Busy() {
		t.Errorf("in a while: shown: %v, and it is busy: %v", shown, b.Busy())
	}
}
