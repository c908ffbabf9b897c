//go:build window && benchui

package app

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/ui/widgets"
)

// order is one thing that the bench wants done in the window; the answer is the
// time until what it awaits is on the display.
type order struct {
	Do     string  // mark, wait, asked, unasked, keys, key, type, scroll, tap, profile
	Text   string  // of keys "2": Ctrl+2; of type: what is typed; of tap: a label
	By     float32 // of scroll: so many units, down
	Await  string  // pattern of a text that is shown then; "" is the next frame
	Absent string  // pattern of a text that is not
}

// windowReply is what the window says to an order.
type windowReply struct {
	Took    time.Duration
	At      time.Time
	Error   string
	Starved time.Duration // of it the thread waited for a processor that did other work
	Figures figures
}

// figures are what the window cost since the last mark.
type figures struct {
	Over    time.Duration
	Stalled stalled
	Crossed crossed
	Usage   usage
	Heap    uint64 // live, after a collection
	RSS     uint64
}

// usage is processor time of the process and of the threads that draw.
type usage struct{ All, Thread, Raster time.Duration }

func (u usage) minus(o usage) usage {
	return usage{u.All - o.All, u.Thread - o.Thread, u.Raster - o.Raster}
}

// obey tells of the first frame, then does what it is told.
func (p *probe) obey(in io.Reader, out io.Writer) {
	e := json.NewEncoder(out)
	p.frame()
	_ = e.Encode(windowReply{At: time.Now(), Starved: starvedOf(strconv.Itoa(os.Getpid()))})
	go p.stalls.run(p.on)
	var since time.Time
	var used usage
	s := bufio.NewScanner(in)
	for s.Scan() {
		var o order
		if err := json.Unmarshal(s.Bytes(), &o); err != nil {
			_ = e.Encode(windowReply{Error: err.Error()})
			continue
		}
		began, starved := time.Now(), waitedForCPU()
		a := windowReply{}
		if o.Do == "mark" {
			u := usageNow()
			a.Figures = figures{Over: began.Sub(since), Stalled: p.stalls.mark(), Crossed: p.driver.mark(), Usage: u.minus(used)}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			a.Figures.Heap, a.Figures.RSS = m.HeapAlloc, rss()
			p.stalls.mark()
			p.driver.mark()
			since, used = time.Now(), usageNow()
		} else if err := p.do(o); err != nil {
			a.Error = err.Error()
		}
		a.At = time.Now()
		a.Took, a.Starved = a.At.Sub(began), waitedForCPU()-starved
		_ = e.Encode(a)
	}
}

// awaitMost bounds the wait for what an order awaits.
const awaitMost = 20 * time.Second

func (p *probe) do(o order) (err error) {
	c := p.window.Canvas()
	switch o.Do {
	case "wait":
	case "unasked", "asked": // the thread is left alone, or asked whether it is there
		p.stalls.off.Store(o.Do == "unasked")
		return nil
	case "profile":
		f, err := os.Create(o.Text)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		<-time.After(10 * time.Second)
		pprof.StopCPUProfile()
		return nil
	case "keys":
		p.on(func() {
			if x, ok := c.(interface{ TypedShortcut(fyne.Shortcut) }); ok {
				x.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyName(o.Text), Modifier: fyne.KeyModifierControl})
			}
		})
	case "key":
		p.on(func() {
			switch {
			case c.Focused() != nil:
				c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(o.Text)})
			case c.OnTypedKey() != nil:
				c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyName(o.Text)})
			}
		})
	case "type":
		p.on(func() {
			if f := c.Focused(); f == nil {
				err = fmt.Errorf("nothing has the focus to type %q", o.Text)
			} else {
				for _, r := range o.Text {
					f.TypedRune(r)
				}
			}
		})
	case "tap":
		p.on(func() {
			list := visible(c.Content(), func(x fyne.CanvasObject) bool {
				l, ok := x.(interface{ Label() string })
				return ok && l.Label() == o.Text
			})
			if len(list) == 0 {
				err = fmt.Errorf("there is nothing to tap with the label %q", o.Text)
			} else if x, ok := list[0].(fyne.Tappable); ok {
				x.Tapped(&fyne.PointEvent{})
			}
		})
	case "scroll":
		p.on(func() {
			for _, g := range visible(c.Content(), func(x fyne.CanvasObject) bool { _, ok := x.(*widgets.Grid); return ok })[:1] {
				for _, s := range visible(g, func(x fyne.CanvasObject) bool { _, ok := x.(*container.Scroll); return ok })[:1] {
					s.(*container.Scroll).Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -o.By)})
				}
			}
		})
	default:
		return fmt.Errorf("there is no order %q", o.Do)
	}
	if err == nil {
		err = p.await(o)
	}
	return err
}

// await waits until what an order awaits is shown and painted.
func (p *probe) await(o order) error {
	want, absent := regexp.MustCompile(o.Await), regexp.MustCompile(o.Absent)
	end := time.Now().Add(awaitMost)
	for o.Await != "" || o.Absent != "" {
		var text string
		p.on(func() { text = p.text() })
		if want.MatchString(text) && (o.Absent == "" || !absent.MatchString(text)) {
			break
		}
		if time.Now().After(end) {
			return fmt.Errorf("%q, without %q, did not show in %s; shown is:\n%s", o.Await, o.Absent, awaitMost, text)
		}
		<-time.After(2 * time.Millisecond)
	}
	p.painted()
	return nil
}

// text is everything that the window shows, a line a text.
func (p *probe) text() string {
	var b strings.Builder
	visible(p.window.Canvas().Content(), func(o fyne.CanvasObject) bool {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			b.WriteString(t.Text + "\n")
		}
		return false
	})
	return b.String()
}

// visible are the objects that fit below one.
func visible(o fyne.CanvasObject, fits func(fyne.CanvasObject) bool) (out []fyne.CanvasObject) {
	if o == nil || !o.Visible() {
		return nil
	}
	if fits(o) {
		out = append(out, o)
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			out = append(out, visible(c, fits)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			out = append(out, visible(c, fits)...)
		}
	}
	return out
}

// usageNow reads /proc: the whole process, its first thread, on which the toolkit
// runs, and the threads of the software renderer.
func usageNow() (u usage) {
	u.All = cpuOf("/proc/self/stat")
	u.Thread = cpuOf(fmt.Sprintf("/proc/self/task/%d/stat", os.Getpid()))
	for _, id := range rasterThreads() {
		u.Raster += cpuOf("/proc/self/task/" + id + "/stat")
	}
	return u
}

// cpuOf is the processor time in a stat file of proc(5), in hundredths of a
// second.
func cpuOf(file string) time.Duration {
	b, _ := os.ReadFile(file)
	_, after, ok := strings.Cut(string(b), ") ")
	f := strings.Fields(after)
	if !ok || len(f) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// rss is the memory of the process that is resident.
func rss() uint64 {
	b, _ := os.ReadFile("/proc/self/statm")
	f := strings.Fields(string(b))
	if len(f) < 2 {
		return 0
	}
	pages, _ := strconv.ParseUint(f[1], 10, 64)
	return pages * uint64(os.Getpagesize())
}
