package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// gridHead is the line of titles; its edges can be dragged.
type gridHead struct {
	widget.BaseWidget
	g    *Grid
	drag int // column whose width is dragged, plus one
	over bool
	hot  int // column that a tap would sort by, plus one, under the pointer
}

func (h *gridHead) edge(x float32) int {
	at := float32(0)
	for k, w := range h.g.widths {
		at += w
		if x > at-5 && x < at+5 {
			return k + 1
		}
	}
	return 0
}

func (h *gridHead) MouseIn(e *desktop.MouseEvent)    { h.point(e.Position.X) }
func (h *gridHead) MouseMoved(e *desktop.MouseEvent) { h.point(e.Position.X) }
func (h *gridHead) MouseOut()                        { h.point(-1) }
func (h *gridHead) Cursor() desktop.Cursor {
	switch {
	case h.over:
		return desktop.HResizeCursor
	case h.hot > 0:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// point is where the pointer is; below 0 it is elsewhere. A title that sorts shows
// it: others take no tap.
func (h *gridHead) point(x float32) {
	h.over = x >= 0 && h.edge(x) > 0
	hot := 0
	if i := h.column(x); i >= 0 && !h.over && h.g.columns[i].Sorts && h.g.OnSort != nil {
		hot = i + 1
	}
	if hot != h.hot {
		h.hot = hot
		h.Refresh()
	}
}

// column is the column at a place, -1 for none.
func (h *gridHead) column(x float32) int {
	at := float32(0)
	for k, w := range h.g.widths {
		if at += w; x >= 0 && x < at && k < len(h.g.shown) {
			return h.g.shown[k]
		}
	}
	return -1
}

func (h *gridHead) Dragged(e *fyne.DragEvent) {
	if h.drag == 0 {
		h.drag = h.edge(e.Position.X - e.Dragged.DX)
	}
	if h.drag == 0 {
		return
	}
	c := &h.g.columns[h.g.shown[h.drag-1]]
	c.Width, c.given = max(40, (h.g.widths[h.drag-1]+e.Dragged.DX)/theme.Px(1)), true
	h.g.fit(h.Size().Width)
	h.Refresh()
	h.g.body.place()
}

func (h *gridHead) DragEnd() {
	if h.drag > 0 && h.g.onWidths != nil {
		h.g.onWidths()
	}
	h.drag = 0
}

func (h *gridHead) CreateRenderer() fyne.WidgetRenderer {
	r := &headRenderer{h: h, bg: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
	r.objects = []fyne.CanvasObject{r.bg, r.line}
	for range h.g.columns {
		t := canvas.NewText("", nil)
		r.texts = append(r.texts, t)
		r.objects = append(r.objects, t)
	}
	return r
}

type headRenderer struct {
	h        *gridHead
	bg, line *canvas.Rectangle
	texts    []*canvas.Text
	objects  []fyne.CanvasObject
}

func (r *headRenderer) Destroy()                     {}
func (r *headRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *headRenderer) MinSize() fyne.Size           { return fyne.NewSize(40, theme.Px(28)) }
func (r *headRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	for _, t := range r.texts {
		t.Hide()
	}
	x := float32(0)
	for k, i := range r.h.g.shown {
		if k >= len(r.h.g.widths) {
			break
		}
		c, t, w := r.h.g.columns[i], r.texts[i], r.h.g.widths[k]
		m := t.MinSize()
		px := x + theme.Px(10)
		if c.Right {
			px = x + w - theme.Px(10) - m.Width
		}
		t.Move(fyne.NewPos(px, (s.Height-m.Height)/2))
		t.Show()
		x += w
	}
}

func (r *headRenderer) Refresh() {
	r.bg.FillColor = theme.Of(fyneTheme.ColorNameHeaderBackground)
	r.line.FillColor = theme.Of(theme.Line)
	for i, t := range r.texts {
		t.Text, t.TextSize, t.Color = r.h.g.title(i), theme.Px(11.5), theme.Of(theme.Muted)
		if key := r.h.g.columns[i].Key; r.h.hot == i+1 || key != "" && key == r.h.g.sortKey {
			t.Color = theme.Of(theme.Text)
		}
	}
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}
