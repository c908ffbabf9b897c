package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Bars is a small chart of the last values, the newest at the right.
type Bars struct {
	widget.BaseWidget
	n      int
	values []float64
}

// NewBars makes a chart of n values.
func NewBars(n int) *Bars {
	b := &Bars{n: n}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows values, oldest first.
func (b *Bars) Set(values []float64) {
	b.values = values[max(0, len(values)-b.n):]
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	r := &barsRenderer{b: b}
	for range b.n {
		r.bars = append(r.bars, canvas.NewRectangle(nil))
	}
	r.Refresh()
	return r
}

type barsRenderer struct {
	b    *Bars
	bars []*canvas.Rectangle
}

func (r *barsRenderer) Destroy() {}

func (r *barsRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.bars))
	for i, x := range r.bars {
		out[i] = x
	}
	return out
}

func (r *barsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(float32(4*r.b.n)), theme.Px(24))
}

func (r *barsRenderer) Layout(s fyne.Size) {
	most := 0.0
	for _, v := range r.b.values {
		most = max(most, v)
	}
	step := s.Width / float32(len(r.bars))
	first := len(r.bars) - len(r.b.values)
	for i, x := range r.bars {
		h := float32(1)
		if k := i - first; k >= 0 && most > 0 {
			h = max(1, s.Height*float32(r.b.values[k]/most))
		}
		x.Move(fyne.NewPos(float32(i)*step, s.Height-h))
		x.Resize(fyne.NewSize(max(1, step-1), h))
	}
}

func (r *barsRenderer) Refresh() {
	for _, x := range r.bars {
		x.FillColor = theme.Soft(theme.Primary, 0xA0)
		x.Refresh()
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
