//go:build window && benchui

package app

import (
	"image"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	fyneApp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// testWindow is the real window with a probe around the toolkit: the program in
// it is the one that users have, and nothing of it knows that it is measured.
func testWindow() Window {
	return NewWindow(func() fyne.App {
		real := fyneApp.NewWithID(ID)
		p := &probe{App: real, drawn: make(chan struct{}, 1)}
		p.driver = &countingDriver{Driver: real.Driver(), desk: real.Driver().(desk)}
		fyne.SetCurrentApp(p)
		return p
	})
}

// probe stands between the program and the toolkit's application.
type probe struct {
	fyne.App
	driver *countingDriver
	window fyne.Window
	dot    *canvas.Raster
	drawn  chan struct{} // a frame with the dot in it is being painted
	stalls stalls
}

func (p *probe) Driver() fyne.Driver { return p.driver }

// NewWindow lays a dot of one pixel over what the window shows: it is painted
// last, and so tells when a frame is painted.
func (p *probe) NewWindow(title string) fyne.Window {
	p.dot = canvas.NewRaster(func(w, h int) image.Image {
		select {
		case p.drawn <- struct{}{}:
		default:
		}
		return image.NewNRGBA(image.Rect(0, 0, w, h))
	})
	p.dot.Resize(fyne.NewSize(1, 1))
	p.window = p.App.NewWindow(title)
	go p.obey(os.Stdin, os.Stdout)
	return &probedWindow{p.window, p}
}

type probedWindow struct {
	fyne.Window
	p *probe
}

func (w *probedWindow) SetContent(o fyne.CanvasObject) {
	w.Window.SetContent(container.NewStack(o, container.NewWithoutLayout(w.p.dot)))
}

// on runs f on the toolkit's thread and waits for it. It goes past the count of
// the program's own calls.
func (p *probe) on(f func()) {
	done := make(chan struct{})
	p.driver.Driver.DoFromGoroutine(func() { f(); close(done) }, false)
	<-done
}

// painted waits for a frame that shows what is there now.
func (p *probe) painted() {
	p.on(func() {
		select {
		case <-p.drawn:
		default:
		}
		p.dot.Refresh()
	})
	p.frame()
}

// frame waits for a frame; what runs on the thread after it runs when its
// buffers are swapped.
func (p *probe) frame() {
	<-p.drawn
	p.on(func() {})
}

type desk = desktop.Driver

// countingDriver counts the program's calls of fyne.Do.
type countingDriver struct {
	fyne.Driver
	desk
	mu      sync.Mutex
	pending int // that have not begun to run
	crossed crossed
}

// crossed is what was counted since the last mark.
type crossed struct {
	Calls   int
	Pending int           // the most at one time
	Longest time.Duration // of one function on the thread
}

// DoFromGoroutine implements fyne.Driver.
func (d *countingDriver) DoFromGoroutine(f func(), wait bool) {
	d.mu.Lock()
	d.pending++
	d.crossed.Calls++
	d.crossed.Pending = max(d.crossed.Pending, d.pending)
	d.mu.Unlock()
	d.Driver.DoFromGoroutine(func() {
		d.mu.Lock()
		d.pending--
		d.mu.Unlock()
		began := time.Now()
		f()
		d.mu.Lock()
		d.crossed.Longest = max(d.crossed.Longest, time.Since(began))
		d.mu.Unlock()
	}, wait)
}

func (d *countingDriver) mark() (c crossed) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, d.crossed = d.crossed, crossed{Pending: d.pending}
	return c
}

// stallEvery is how often the thread is asked whether it is there.
const stallEvery = 20 * time.Millisecond

// stalls are the times that a click would have waited for the thread, as clicks
// that come every 20 ms: one that comes while another waits is counted too.
type stalls struct {
	off  atomic.Bool // asking costs something too
	mu   sync.Mutex
	wall []time.Duration
	own  []time.Duration // without the time in which the machine's processors did other work
}

func (s *stalls) run(on func(func())) {
	t := time.NewTicker(stallEvery)
	defer t.Stop()
	for range t.C {
		if s.off.Load() {
			continue
		}
		asked, starved := time.Now(), waitedForCPU()
		var wall, own time.Duration
		on(func() {
			wall = time.Since(asked)
			own = max(0, wall-(waitedForCPU()-starved))
		})
		s.mu.Lock()
		for ; wall > 0; wall -= stallEvery {
			s.wall = append(s.wall, wall)
		}
		for ; own > 0; own -= stallEvery {
			s.own = append(s.own, own)
		}
		s.mu.Unlock()
	}
}

// stalled are quantiles of stalls.
type stalled struct {
	N             int
	P50, P99, Max time.Duration
	OwnP99        time.Duration
}

func (s *stalls) mark() (out stalled) {
	s.mu.Lock()
	wall, own := s.wall, s.own
	s.wall, s.own = nil, nil
	s.mu.Unlock()
	if len(wall) == 0 || len(own) == 0 {
		return out
	}
	slices.Sort(wall)
	slices.Sort(own)
	return stalled{len(wall), wall[len(wall)/2], wall[len(wall)*99/100], wall[len(wall)-1], own[len(own)*99/100]}
}

// waitedForCPU is how long the toolkit's thread, and the thread of the software
// renderer that waited longest, were ready to run while other work had the
// processors (proc(5), schedstat).
func waitedForCPU() time.Duration {
	raster := time.Duration(0)
	for _, id := range rasterThreads() {
		raster = max(raster, starvedOf(id))
	}
	return starvedOf(strconv.Itoa(os.Getpid())) + raster
}

func starvedOf(thread string) time.Duration {
	b, _ := os.ReadFile("/proc/self/task/" + thread + "/schedstat")
	f := strings.Fields(string(b))
	if len(f) < 2 {
		return 0
	}
	n, _ := strconv.ParseInt(f[1], 10, 64)
	return time.Duration(n)
}

// rasterThreads are the threads of the software renderer; they are all there once
// a frame is painted.
var rasterThreads = sync.OnceValue(func() (out []string) {
	tasks, _ := os.ReadDir("/proc/self/task")
	for _, t := range tasks {
		name, _ := os.ReadFile("/proc/self/task/" + t.Name() + "/comm")
		if strings.Contains(string(name), "llvmpipe") {
			out = append(out, t.Name())
		}
	}
	return out
})
