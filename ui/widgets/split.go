package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Split shows two objects with a line between them that can be dragged.
type Split struct {
	widget.BaseWidget
	a, b     fyne.CanvasObject
	vertical bool // one above the other
	offset   float64
	moved    bool // a refresh that comes now is about the line alone
	bar      *splitBar
	// OnChanged is told the new offset when a drag ends.
	OnChanged func(offset float64)
}

// NewSplit makes a split; offset is the first's share, 0 to 1.
func NewSplit(vertical bool, offset float64, a, b fyne.CanvasObject) *Split {
	s := &Split{a: a, b: b, vertical: vertical, offset: offset}
	s.bar = &splitBar{s: s}
	s.bar.ExtendBaseWidget(s.bar)
	s.ExtendBaseWidget(s)
	return s
}

// Offset is the first object's share.
func (s *Split) Offset() float64 { return s.offset }

// SetOffset moves the line.
func (s *Split) SetOffset(v float64) {
	s.offset = min(max(v, 0.05), 0.95)
	s.moved = true
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Split) CreateRenderer() fyne.WidgetRenderer {
	return &splitRenderer{s: s, line: canvas.NewRectangle(theme.Of(theme.Line))}
}

type splitRenderer struct {
	s    *Split
	line *canvas.Rectangle
}

func (r *splitRenderer) Destroy() {}
func (r *splitRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.a, r.s.b, r.line, r.s.bar}
}

func (r *splitRenderer) MinSize() fyne.Size {
	a, b := extent(r.s.a), extent(r.s.b)
	if r.s.vertical {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+1)
	}
	return fyne.NewSize(a.Width+b.Width+1, max(a.Height, b.Height))
}

const grab = 7 // width of the zone that takes the mouse

func (r *splitRenderer) Layout(size fyne.Size) {
	s := r.s
	both := s.a.Visible() && s.b.Visible()
	r.line.Hidden = !both
	s.bar.Hidden = !both
	if !both {
		for _, o := range []fyne.CanvasObject{s.a, s.b} {
			o.Move(fyne.Position{})
			o.Resize(size)
		}
		return
	}
	room, lowA, lowB := size.Width, s.a.MinSize().Width, s.b.MinSize().Width
	if s.vertical {
		room, lowA, lowB = size.Height, s.a.MinSize().Height, s.b.MinSize().Height
	}
	at := float32(s.offset) * room
	at = max(lowA, min(at, room-lowB-1))
	place := func(o fyne.CanvasObject, from, n float32) {
		if s.vertical {
			o.Move(fyne.NewPos(0, from))
			o.Resize(fyne.NewSize(size.Width, n))
		} else {
			o.Move(fyne.NewPos(from, 0))
			o.Resize(fyne.NewSize(n, size.Height))
		}
	}
	place(s.a, 0, at)
	place(r.line, at, 1)
	place(s.b, at+1, room-at-1)
	place(s.bar, at-grab/2, grab)
}

func (r *splitRenderer) Refresh() {
	r.line.FillColor = theme.Of(theme.Line)
	r.line.Refresh()
	r.Layout(r.s.Size())
	if !r.s.moved { // the theme may have changed
		r.s.a.Refresh()
		r.s.b.Refresh()
	}
	r.s.moved = false
	canvas.Refresh(r.s)
}

// splitBar takes the mouse around the line.
type splitBar struct {
	widget.BaseWidget
	s *Split
}

func (b *splitBar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}

func (b *splitBar) Cursor() desktop.Cursor {
	if b.s.vertical {
		return desktop.VResizeCursor
	}
	return desktop.HResizeCursor
}

func (b *splitBar) Dragged(e *fyne.DragEvent) {
	size := b.s.Size()
	if b.s.vertical {
		b.s.SetOffset(b.s.offset + float64(e.Dragged.DY/max(size.Height, 1)))
	} else {
		b.s.SetOffset(b.s.offset + float64(e.Dragged.DX/max(size.Width, 1)))
	}
}

func (b *splitBar) DragEnd() {
	if b.s.OnChanged != nil {
		b.s.OnChanged(b.s.offset)
	}
}

// HideSecond gives all room to the first object, or shares it again.
func (s *Split) HideSecond(hide bool) {
	if hide {
		s.b.Hide()
	} else {
		s.b.Show()
	}
	s.Refresh()
}

// SetVertical puts the objects one above the other, or side by side.
func (s *Split) SetVertical(on bool) {
	if s.vertical != on {
		s.vertical = on
		s.Refresh()
	}
}
