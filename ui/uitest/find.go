package uitest

import (
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// labelled is a widget with a word on it.
type labelled interface{ Label() string }

// texted is a widget that shows a text.
type texted interface{ Text() string }

// Find returns the visible widgets that fit.
func Find(root fyne.CanvasObject, fits func(fyne.CanvasObject) bool) (out []fyne.CanvasObject) {
	if root == nil || !root.Visible() {
		return nil
	}
	if fits(root) {
		out = append(out, root)
	}
	switch o := root.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			out = append(out, Find(c, fits)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			out = append(out, Find(c, fits)...)
		}
	}
	return out
}

// Tap taps the first visible widget with this label.
func Tap(t testing.TB, root fyne.CanvasObject, label string) {
	t.Helper()
	for _, o := range Find(root, func(o fyne.CanvasObject) bool {
		l, ok := o.(labelled)
		return ok && l.Label() == label
	}) {
		if x, ok := o.(fyne.Tappable); ok {
			x.Tapped(&fyne.PointEvent{})
			return
		}
	}
	t.Fatalf("there is nothing to tap with the label %q", label)
}

// Overflow is by how much the content of some scroller that only goes up and down
// is wider than it, 0 when all fit.
func Overflow(root fyne.CanvasObject) (most float32) {
	for _, o := range Find(root, func(o fyne.CanvasObject) bool {
		s, ok := o.(*container.Scroll)
		return ok && s.Direction == container.ScrollVerticalOnly
	}) {
		s := o.(*container.Scroll)
		most = max(most, s.Content.MinSize().Width-s.Size().Width)
	}
	return most
}

// Shows tells whether some visible text contains a phrase.
func Shows(root fyne.CanvasObject, phrase string) bool {
	return len(Find(root, func(o fyne.CanvasObject) bool {
		switch x := o.(type) {
		case texted:
			return strings.Contains(x.Text(), phrase)
		case labelled:
			return strings.Contains(x.Label(), phrase)
		case *widget.Check:
			return strings.Contains(x.Text, phrase)
		case *widget.Label:
			return strings.Contains(x.Text, phrase)
		}
		return false
	})) > 0
}

// Drawn are the lines that are drawn, as they are handed to the toolkit.
func Drawn(root fyne.CanvasObject) (out []string) {
	for _, o := range Find(root, func(o fyne.CanvasObject) bool { _, ok := o.(*canvas.Text); return ok }) {
		out = append(out, o.(*canvas.Text).Text)
	}
	return out
}

// Hidden are the drawn lines that hold control characters or such as turn the
// direction of text: what a stranger wrote must never do anything. The marks that
// keep right-to-left words apart are the window's own.
func Hidden(root fyne.CanvasObject) (out []string) {
	for _, s := range Drawn(root) {
		if strings.ContainsFunc(s, func(r rune) bool {
			return r != '\u200e' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
		}) {
			out = append(out, s)
		}
	}
	return out
}
