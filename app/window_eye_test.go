//go:build window && !benchui

package app

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	desktop "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// testWindow is the real window, for the test binary that runs as the program.
func testWindow() Window {
	return NewWindow(func() fyne.App {
		a := desktop.NewWithID(ID)
		if path := os.Getenv(eyeEnv); path != "" {
			go eye(a, path)
		}
		return a
	})
}

// thing is a piece of the window that can be seen: a text, or a widget that takes
// clicks or keys, with the words on it. Places are pixels of the window.
type thing struct {
	Kind       string // text, or the type of the widget
	Text       string // of a widget: all that is written on it
	Hint       string // an entry's place-holder
	X, Y, W, H int
	Focus      bool
	Off        bool // disabled
	Layer      int  // 0 for the window, more for what lies over it
}

// eye answers each connection with what the window shows at that moment.
func eye(a fyne.App, path string) {
	l, err := net.Listen("unix", path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "eye:", err)
		return
	}
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		var seen []thing
		fyne.DoAndWait(func() { seen = sight(a) })
		_ = json.NewEncoder(c).Encode(seen)
		_ = c.Close()
	}
}

func sight(a fyne.App) []thing {
	g := &gaze{}
	for _, w := range a.Driver().AllWindows() {
		c := w.Canvas()
		g.scale, g.focus, g.layer = c.Scale(), c.Focused(), 0
		whole := box{0, 0, c.Size().Width, c.Size().Height}
		g.walk(c.Content(), fyne.Position{}, whole)
		for _, o := range c.Overlays().List() {
			g.layer++
			g.walk(o, fyne.Position{}, whole)
		}
	}
	return g.out
}

type box struct{ left, top, right, bottom float32 }

func (b box) cut(x box) box {
	return box{max(b.left, x.left), max(b.top, x.top), min(b.right, x.right), min(b.bottom, x.bottom)}
}

type gaze struct {
	out   []thing
	scale float32
	focus fyne.Focusable
	layer int
}

// walk notes what of o lies inside clip; at is the place of its parent. It
// returns the words that can be read on it.
func (g *gaze) walk(o fyne.CanvasObject, at fyne.Position, clip box) string {
	if o == nil || !o.Visible() {
		return ""
	}
	at = at.Add(o.Position())
	size := o.Size()
	if _, ok := o.(*canvas.Text); ok && size.IsZero() {
		size = o.MinSize() // it is drawn so
	}
	mine := box{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
	seen := clip.cut(mine)
	var words []string
	walk := func(list []fyne.CanvasObject, clip box) {
		for _, c := range list {
			if s := g.walk(c, at, clip); s != "" {
				words = append(words, s)
			}
		}
	}
	switch x := o.(type) {
	case *canvas.Text:
		if strings.TrimSpace(x.Text) == "" || seen.right-seen.left < 2 || seen.bottom-seen.top < 4 {
			return ""
		}
		text := strings.ReplaceAll(x.Text, "\u2060", "") // which holds a line to its height, and is not seen
		g.note(thing{Kind: "text", Text: text}, seen)
		return text
	case *fyne.Container:
		walk(x.Objects, clip)
	case fyne.Widget:
		if _, ok := x.(*container.Scroll); ok {
			clip = seen
		}
		i := len(g.out)
		walk(test.WidgetRenderer(x).Objects(), clip)
		t := thing{Kind: strings.TrimPrefix(fmt.Sprintf("%T", x), "*"), Text: strings.Join(words, " ")}
		focusable, focus := o.(fyne.Focusable)
		_, tap := o.(fyne.Tappable)
		if !focus && !tap || seen.right-seen.left < 2 || seen.bottom-seen.top < 2 {
			break
		}
		t.Focus = focus && focusable == g.focus
		if d, ok := o.(fyne.Disableable); ok {
			t.Off = d.Disabled()
		} else if d, ok := o.(interface{ Disabled() bool }); ok {
			t.Off = d.Disabled()
		}
		if e := entryOf(o); e != nil {
			t.Kind, t.Text, t.Hint = "entry", e.Text, e.PlaceHolder
		}
		g.out = append(g.out, thing{})
		copy(g.out[i+1:], g.out[i:]) // a widget stands before what is on it
		g.put(i, t, seen)
	}
	return strings.Join(words, " ")
}

// entryOf is the entry that a widget is or extends.
func entryOf(o fyne.CanvasObject) *widget.Entry {
	if e, ok := o.(*widget.Entry); ok {
		return e
	}
	v := reflect.ValueOf(o)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	if f := v.Elem().FieldByName("Entry"); f.IsValid() && f.CanAddr() {
		e, _ := f.Addr().Interface().(*widget.Entry)
		return e
	}
	return nil
}

func (g *gaze) note(t thing, b box) {
	g.out = append(g.out, thing{})
	g.put(len(g.out)-1, t, b)
}

func (g *gaze) put(i int, t thing, b box) {
	t.X, t.Y = int(b.left*g.scale), int(b.top*g.scale)
	t.W, t.H = int((b.right-b.left)*g.scale), int((b.bottom-b.top)*g.scale)
	t.Layer = g.layer
	g.out[i] = t
}
