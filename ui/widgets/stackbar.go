package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Slice is one part of a StackBar.
type Slice struct {
	Value float64
	Color fyne.ThemeColorName
}

// StackBar shows shares of a whole side by side; what is left over is grey. A
// share that is not zero stays visible.
type StackBar struct {
	widget.BaseWidget
	height float32
	whole  float64
	slices []Slice
}

// NewStackBar makes an empty bar.
func NewStackBar(height float32) *StackBar {
	b := &StackBar{height: height, whole: 1}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows slices of a whole.
func (b *StackBar) Set(whole float64, slices ...Slice) {
	if whole == b.whole && len(slices) == len(b.slices) {
		same := true
		for i := range slices {
			same = same && slices[i] == b.slices[i]
		}
		if same {
			return
		}
	}
	b.whole, b.slices = whole, slices
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *StackBar) CreateRenderer() fyne.WidgetRenderer {
	r := &stackRenderer{b: b, ground: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

type stackRenderer struct {
	b      *StackBar
	ground *canvas.Rectangle
	parts  []*canvas.Rectangle
}

func (r *stackRenderer) Destroy() {}

func (r *stackRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.ground}
	for _, p := range r.parts {
		out = append(out, p)
	}
	return out
}

func (r *stackRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Px(40), theme.Px(r.b.height)) }

func (r *stackRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	gap, least := theme.Px(2), theme.Px(3)
	x := float32(0)
	for i, p := range r.parts {
		v := r.b.slices[i].Value
		if p.Hidden = v <= 0 || r.b.whole <= 0; p.Hidden {
			continue
		}
		w := max(least, s.Width*float32(v/r.b.whole))
		w = min(w, s.Width-x)
		p.Move(fyne.NewPos(x, 0))
		p.Resize(fyne.NewSize(max(0, w), s.Height))
		if x += w; x < s.Width-gap && v < r.b.whole {
			x += gap
		}
	}
}

func (r *stackRenderer) Refresh() {
	for len(r.parts) < len(r.b.slices) {
		r.parts = append(r.parts, canvas.NewRectangle(nil))
	}
	r.parts = r.parts[:len(r.b.slices)]
	round := theme.Px(min(3, r.b.height/2))
	r.ground.FillColor, r.ground.CornerRadius = theme.Of(theme.ButtonFill), round
	for i, p := range r.parts {
		p.FillColor, p.CornerRadius = theme.Of(r.b.slices[i].Color), round
		p.Refresh()
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
