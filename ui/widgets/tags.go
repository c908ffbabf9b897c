package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Lined puts objects of their own widths in lines of a width, as words stand in
// a text.
func Lined(width, gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&linedLayout{width, gap}, o...)
}

type linedLayout struct{ width, gap float32 }

// place calls put with the position of each visible object and returns the
// height of all.
func (l *linedLayout) place(o []fyne.CanvasObject, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	x, y, high, gap, room := float32(0), float32(0), float32(0), theme.Px(l.gap), theme.Px(l.width)
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		m := c.MinSize()
		m.Width = min(m.Width, room)
		if x > 0 && x+m.Width > room {
			x, y, high = 0, y+high+gap, 0
		}
		put(c, fyne.NewPos(x, y), m)
		x, high = x+m.Width+gap, max(high, m.Height)
	}
	return y + high
}

func (l *linedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(l.width), l.place(o, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

func (l *linedLayout) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	l.place(o, func(c fyne.CanvasObject, p fyne.Position, s fyne.Size) {
		c.Move(p)
		c.Resize(s)
	})
}

// Removable is a word that can be taken away by a tap on its cross.
type Removable struct {
	widget.BaseWidget
	label string
	gone  func()
	body  fyne.CanvasObject
}

// NewRemovable makes one; gone is told the tap.
func NewRemovable(label string, gone func()) *Removable {
	r := &Removable{label: label, gone: gone}
	text := NewText(label, theme.Text, 12)
	r.body = NewSurface(theme.InputFill, PadXY(8, 4, HBox(4, text, Centered(NewIcon(fyneTheme.CancelIcon(), theme.Muted, 13))))).Rounded(12).Stroked(theme.InputLine)
	r.ExtendBaseWidget(r)
	return r
}

// Label is its word.
func (r *Removable) Label() string { return r.label }

// Tapped implements fyne.Tappable.
func (r *Removable) Tapped(*fyne.PointEvent) { r.gone() }

// Cursor shows that it can be tapped.
func (r *Removable) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *Removable) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }
