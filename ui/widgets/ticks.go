package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Ticks is a strip of small marks side by side, one for each stretch of time.
type Ticks struct {
	widget.BaseWidget
	colors []fyne.ThemeColorName // "" is a stretch without anything
	over   int                   // the mark under the pointer; -1: none
	// OnOver is told the mark under the pointer, -1 when it leaves.
	OnOver func(i int)
}

// NewTicks makes a strip of n empty marks.
func NewTicks(n int) *Ticks {
	t := &Ticks{colors: make([]fyne.ThemeColorName, n), over: -1}
	t.ExtendBaseWidget(t)
	return t
}

// Set colours the marks, the oldest first; nothing is drawn when they are the
// same.
func (t *Ticks) Set(colors []fyne.ThemeColorName) {
	same := len(colors) == len(t.colors)
	for i := range colors {
		same = same && colors[i] == t.colors[i]
	}
	if !same {
		t.colors = colors
		t.Refresh()
	}
}

// Over is the mark under the pointer, -1 for none.
func (t *Ticks) Over() int { return t.over }

// MouseIn, MouseMoved and MouseOut implement desktop.Hoverable.
func (t *Ticks) MouseIn(e *desktop.MouseEvent)    { t.at(e.Position.X) }
func (t *Ticks) MouseMoved(e *desktop.MouseEvent) { t.at(e.Position.X) }
func (t *Ticks) MouseOut()                        { t.enter(-1) }

func (t *Ticks) at(x float32) {
	n := len(t.colors)
	if w := t.Size().Width; w > 0 && n > 0 {
		t.enter(min(max(int(x/w*float32(n)), 0), n-1))
	}
}

func (t *Ticks) enter(i int) {
	if t.over == i {
		return
	}
	t.over = i
	t.Refresh()
	if t.OnOver != nil {
		t.OnOver(i)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Ticks) CreateRenderer() fyne.WidgetRenderer { return &ticksRenderer{t: t} }

type ticksRenderer struct {
	t     *Ticks
	marks []fyne.CanvasObject
}

func (r *ticksRenderer) Destroy()                     {}
func (r *ticksRenderer) Objects() []fyne.CanvasObject { return r.marks }
func (r *ticksRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(3*len(r.t.colors)), theme.Px(14))
}

func (r *ticksRenderer) Layout(s fyne.Size) {
	n := len(r.t.colors)
	for len(r.marks) < n {
		r.marks = append(r.marks, canvas.NewRectangle(nil))
	}
	r.marks = r.marks[:n]
	each := s.Width / float32(max(n, 1))
	for i, c := range r.t.colors {
		m := r.marks[i].(*canvas.Rectangle)
		m.FillColor, m.CornerRadius = theme.Of(theme.Line), theme.Px(1.5)
		if c != "" {
			m.FillColor = theme.Of(c)
		}
		m.StrokeWidth = 0
		if i == r.t.over {
			m.StrokeColor, m.StrokeWidth = theme.Of(theme.Text), 1
		}
		m.Move(fyne.NewPos(each*float32(i), 0))
		m.Resize(fyne.NewSize(max(each-2, 1), s.Height))
		m.Refresh()
	}
}

func (r *ticksRenderer) Refresh() {
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
