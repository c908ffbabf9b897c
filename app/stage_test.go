//go:build pictures && ci

package app

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"relay/ui"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// stage is a window without a display over an office.
type stage struct {
	t *testing.T
	*office
	*ui.Shell
	loop *uitest.Loop
	size fyne.Size
}

func newStage(t *testing.T, o *office, look settings.Appearance, size fyne.Size) *stage {
	t.Helper()
	l := uitest.NewLoop(t)
	s := &stage{t: t, office: o, loop: l, size: size}
	s.Shell = ui.New(t.Context(), ui.Deps{App: l, Engine: o.engine, Archive: o.db, Office: o.db, Simulator: o.sim, Files: o.house, Keeper: o.house, Version: "1.0"})
	t.Cleanup(s.Shell.Abandon)
	s.SetAppearance(look)
	s.Window().Resize(size)
	s.settle()
	return s
}

// settleFor is how long what was begun may take.
const settleFor = 15 * time.Second

// settle turns the loop until what was begun is shown: what screens read, what
// they look for a moment after the last key, and what the gateway has told.
func (s *stage) settle() {
	s.t.Helper()
	for began, still := time.Now(), 0; still < 3; {
		switch {
		case s.loop.Turn(), s.Busy():
			still = 0
		default:
			still++
		}
		if time.Since(began) > settleFor {
			s.t.Errorf("after %v the window still waits for what it reads", settleFor)
			return
		}
		s.loop.Wait(2 * time.Millisecond)
	}
}

// top is what lies uppermost: a popup, or the window's content.
func (s *stage) top() fyne.CanvasObject {
	if o := s.Canvas().Overlays().Top(); o != nil {
		return o
	}
	return s.Canvas().Content()
}

// walk visits what is visible with its place in the window.
func walk(o fyne.CanvasObject, at fyne.Position, visit func(fyne.CanvasObject, fyne.Position)) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	visit(o, at)
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			walk(c, at, visit)
		}
	case fyne.Widget:
		seen := visit
		if _, ok := o.(*container.Scroll); ok { // what is scrolled away is not there
			seen = func(o fyne.CanvasObject, p fyne.Position) {
				if mid := p.Subtract(at).AddXY(0, o.Size().Height/2); mid.Y >= 0 && mid.Y <= x.Size().Height {
					visit(o, p)
				}
			}
		}
		for _, c := range test.WidgetRenderer(x).Objects() {
			walk(c, at, seen)
		}
	}
}

// words are what an object shows, "" for nothing.
func words(o fyne.CanvasObject) string {
	switch x := o.(type) {
	case *canvas.Text:
		return x.Text
	case *widget.Label:
		return x.Text
	case interface{ Label() string }:
		return x.Label()
	}
	return ""
}

// find is the middle of the first object with a text, else of the first that
// contains it; after, if not "", is a text that has to stand before it.
func (s *stage) find(text, after string) (fyne.Position, bool) {
	var exact, part []fyne.Position
	passed := after == ""
	walk(s.top(), fyne.Position{}, func(o fyne.CanvasObject, at fyne.Position) {
		w := words(o)
		mid := at.AddXY(min(o.Size().Width/2, 20), o.Size().Height/2)
		switch {
		case mid.X < 0 || mid.Y < 0 || mid.X > s.size.Width || mid.Y > s.size.Height:
		case !passed:
			passed = w == after && mid.X > theme.Px(80) // not in the rail
		case w == text:
			exact = append(exact, mid)
		case w != "" && strings.Contains(w, text):
			part = append(part, mid)
		}
	})
	for _, at := range append(exact, part...) {
		return at, true
	}
	return fyne.Position{}, false
}

// tap taps what has a text.
func (s *stage) tap(text string) {
	s.t.Helper()
	s.tapAfter("", text)
}

// tapAfter taps what has a text and stands behind another.
func (s *stage) tapAfter(after, text string) {
	s.t.Helper()
	at, ok := s.find(text, after)
	for range 2 { // it may be beyond the fold, of a page that has just grown
		if !ok {
			s.scroll(text)
			at, ok = s.find(text, "")
		}
	}
	if !ok {
		s.t.Errorf("there is nothing to tap with %q", text)
		return
	}
	s.focus(at)
	test.TapCanvas(s.Canvas(), at)
	s.settle()
}

// tapIfThere taps what a narrow window may have put away.
func (s *stage) tapIfThere(text string) {
	if _, ok := s.find(text, ""); ok {
		s.tap(text)
	}
}

// search types into the search of the screen.
func (s *stage) search(text string) {
	s.t.Helper()
	s.press(fyne.KeyF, fyne.KeyModifierControl)
	s.write(text)
}

// wait turns the loop until a text is there.
func (s *stage) wait(text string) {
	s.t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); s.settle() {
		if _, ok := s.find(text, ""); ok {
			return
		}
	}
}

// scroll moves the page so far that a text stands near its top.
func (s *stage) scroll(text string) {
	s.t.Helper()
	uitest.Picture(s.Canvas()) // gives what has grown its room
	uitest.Find(s.top(), func(o fyne.CanvasObject) bool {
		x, ok := o.(*container.Scroll)
		if !ok {
			return false
		}
		walk(x.Content, fyne.Position{}, func(o fyne.CanvasObject, at fyne.Position) {
			if w := words(o); w != "" && strings.Contains(w, text) {
				x.ScrollToOffset(fyne.NewPos(0, at.Y-x.Content.Position().Y-10))
			}
		})
		return false
	})
	s.settle()
}

// hover moves the mouse to a place.
func (s *stage) hover(place fyne.Position) {
	walk(s.top(), fyne.Position{}, func(o fyne.CanvasObject, at fyne.Position) {
		d := place.Subtract(at)
		if h, ok := o.(desktop.Hoverable); ok && d.X >= 0 && d.Y >= 0 && d.X < o.Size().Width && d.Y < o.Size().Height {
			h.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: d, AbsolutePosition: place}})
		}
	})
	s.settle()
}

// focus gives the focus to what is at a place, as a press of the mouse does.
func (s *stage) focus(place fyne.Position) {
	var found fyne.Focusable
	var pressed func()
	walk(s.top(), fyne.Position{}, func(o fyne.CanvasObject, at fyne.Position) {
		d := place.Subtract(at)
		if d.X < 0 || d.Y < 0 || d.X >= o.Size().Width || d.Y >= o.Size().Height {
			return
		}
		if _, ok := o.(fyne.Tappable); ok {
			found, pressed = nil, nil // it lies over what came before
		}
		if f, ok := o.(fyne.Focusable); ok {
			found = f
		}
		if m, ok := o.(desktop.Mouseable); ok {
			e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: d, AbsolutePosition: place}, Button: desktop.MouseButtonPrimary}
			pressed = func() { m.MouseDown(e); m.MouseUp(e) }
		}
	})
	if pressed != nil {
		pressed()
	}
	if found != nil {
		s.Canvas().Focus(found)
	}
}

// write types, or pastes what has more than one line.
func (s *stage) write(text string) {
	s.t.Helper()
	f := s.Canvas().Focused()
	if f == nil {
		s.t.Errorf("nothing has the focus to take %q", text[:min(len(text), 20)])
		return
	}
	if x, ok := f.(fyne.Shortcutable); ok && strings.Contains(text, "\n") {
		s.loop.Clipboard().SetContent(text)
		x.TypedShortcut(&fyne.ShortcutPaste{Clipboard: s.loop.Clipboard()})
	} else {
		test.Type(f, text)
	}
	s.settle()
}

// retype writes into the first field that shows a text, in its place; "" is any.
func (s *stage) retype(shown, text string) {
	s.t.Helper()
	for _, o := range uitest.Find(s.top(), func(o fyne.CanvasObject) bool {
		f, ok := o.(*widgets.Field)
		return ok && (shown == "" || f.Text() == shown)
	}) {
		o.(*widgets.Field).SetText(text)
		s.settle()
		return
	}
	s.t.Errorf("no field shows %q", shown)
}

// press types a key, with modifiers as a shortcut.
func (s *stage) press(key fyne.KeyName, mod fyne.KeyModifier) {
	s.t.Helper()
	switch f := s.Canvas().Focused(); {
	case key == fyne.KeyTab:
		if x, ok := f.(fyne.Tabbable); ok && x.AcceptsTab() {
			f.TypedKey(&fyne.KeyEvent{Name: key})
		} else {
			s.Canvas().FocusNext()
		}
	case mod != 0:
		s.Canvas().(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod})
	case f != nil:
		f.TypedKey(&fyne.KeyEvent{Name: key})
	default:
		s.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
	s.settle()
}

// picture writes what the window shows, and says what makes it wider or higher
// than it is.
func (s *stage) picture(path string) {
	s.t.Helper()
	s.settle()
	if m := s.Canvas().Content().MinSize(); m.Width > s.size.Width || m.Height > s.size.Height {
		s.t.Errorf("%s: the content needs %.0fx%.0f, the window has %.0fx%.0f", filepath.Base(path), m.Width, m.Height, s.size.Width, s.size.Height)
	}
	if err := writePNG(path, uitest.Picture(s.Canvas())); err != nil {
		s.t.Fatal(err)
	}
}

func writePNG(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, img)
}
