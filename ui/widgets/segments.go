package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Segments is a bar with a block for each part of a message; the last one is
// as full as the part.
type Segments struct {
	widget.BaseWidget
	parts int
	fill  float32 // of the last part, 0 to 1
	warn  bool
}

// NewSegments makes an empty bar.
func NewSegments() *Segments {
	s := &Segments{parts: 1}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows a number of parts, how full the last is, and whether it is amber.
func (s *Segments) Set(parts int, fill float32, warn bool) {
	parts = max(parts, 1)
	if s.parts == parts && s.fill == fill && s.warn == warn {
		return
	}
	s.parts, s.fill, s.warn = parts, fill, warn
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentsRenderer{s: s}
	r.Refresh()
	return r
}

type segmentsRenderer struct {
	s       *Segments
	objects []fyne.CanvasObject
}

// maxBlocks is what can be told apart in a composer's width.
const maxBlocks = 20

func (r *segmentsRenderer) Destroy()                     {}
func (r *segmentsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *segmentsRenderer) MinSize() fyne.Size           { return fyne.NewSize(theme.Px(60), theme.Px(6)) }

func (r *segmentsRenderer) Layout(size fyne.Size) {
	n := min(r.s.parts, maxBlocks)
	gap := theme.Px(4)
	w := (size.Width - gap*float32(n-1)) / float32(n)
	h := theme.Px(5)
	y := (size.Height - h) / 2
	for i := range n {
		x := float32(i) * (w + gap)
		ground, fill := r.objects[2*i], r.objects[2*i+1]
		ground.Move(fyne.NewPos(x, y))
		ground.Resize(fyne.NewSize(w, h))
		share := float32(1)
		if i == n-1 {
			share = r.s.fill
		}
		fill.Move(fyne.NewPos(x, y))
		fill.Resize(fyne.NewSize(w*share, h))
	}
}

func (r *segmentsRenderer) Refresh() {
	n := min(r.s.parts, maxBlocks)
	for len(r.objects) < 2*n {
		r.objects = append(r.objects, canvas.NewRectangle(nil))
	}
	r.objects = r.objects[:2*n]
	ink := theme.Primary
	if r.s.warn {
		ink = theme.Warn
	}
	for i, o := range r.objects {
		rect := o.(*canvas.Rectangle)
		rect.CornerRadius = theme.Px(2.5)
		rect.FillColor = theme.Of(ink)
		if i%2 == 0 {
			rect.FillColor = theme.Soft(ink, 0x30)
		}
	}
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}
