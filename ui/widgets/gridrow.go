package widgets

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// gridBody is as tall as all rows and holds row objects for those in view.
type gridBody struct {
	widget.BaseWidget
	g    *Grid
	rows []*gridRow
	r    *bodyRenderer

	looksSame bool // a refresh that comes now is not about the theme
}

func (b *gridBody) MinSize() fyne.Size {
	return fyne.NewSize(20, float32(b.g.source.Len())*b.g.rowH())
}

// CreateRenderer implements fyne.Widget. The toolkit asks for it again when the
// grid comes back after it was out of sight for a while.
func (b *gridBody) CreateRenderer() fyne.WidgetRenderer {
	b.r = &bodyRenderer{b: b}
	for _, r := range b.rows {
		b.r.objects = append(b.r.objects, r)
	}
	return b.r
}

// place puts row objects where the view is and shows what has changed. An object
// stays with its row, by the row's id: where rows move, as new ones come or the
// view scrolls, it moves with its row and nothing of it is drawn anew.
func (b *gridBody) place() {
	if b.r == nil {
		return
	}
	g, h := b.g, b.g.rowH()
	first := max(0, int(g.scroll.Offset.Y/h))
	n := max(0, min(int(g.scroll.Size().Height/h)+2, g.source.Len()-first))
	for len(b.rows) < n {
		r := &gridRow{g: g, index: -1}
		r.ExtendBaseWidget(r)
		b.rows = append(b.rows, r)
		b.r.objects = append(b.r.objects, r)
	}
	for at, r := range b.assign(first, n) {
		r.put(first+at, fyne.NewSize(g.scroll.Size().Width, h))
	}
}

// assign chooses an object for each of n rows from first, and hides the others.
func (b *gridBody) assign(first, n int) []*gridRow {
	had := make(map[int64]*gridRow, len(b.rows))
	for _, r := range b.rows {
		if r.index >= 0 {
			had[r.id] = r
		}
		r.index = -1
	}
	out := make([]*gridRow, n)
	for at := range out {
		id := b.g.source.ID(first + at)
		if r := had[id]; r != nil {
			delete(had, id)
			r.index, out[at] = first+at, r
		}
	}
	at := 0
	for _, r := range b.rows {
		if r.index >= 0 {
			continue
		}
		for at < n && out[at] != nil {
			at++
		}
		if at < n {
			r.index, r.id, out[at] = first+at, b.g.source.ID(first+at), r
		} else if r.Visible() {
			r.Hide()
		}
	}
	return out
}

type bodyRenderer struct {
	b       *gridBody
	objects []fyne.CanvasObject
}

func (r *bodyRenderer) Destroy()                     {}
func (r *bodyRenderer) Layout(fyne.Size)             { r.b.place() }
func (r *bodyRenderer) MinSize() fyne.Size           { return r.b.MinSize() }
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *bodyRenderer) Refresh() {
	for _, row := range r.b.rows {
		if row.r != nil && !r.b.looksSame {
			row.r.stale = true // the theme may have changed
		}
	}
	r.b.place()
}

// gridRow is one row object.
type gridRow struct {
	widget.BaseWidget
	g     *Grid
	index int   // of the row, -1 for none
	id    int64 // of the row
	over  bool
	click time.Time
	r     *rowRenderer
}

// put shows the row at its place.
func (r *gridRow) put(index int, size fyne.Size) {
	if r.Size() != size {
		r.Resize(size)
	}
	if pos := fyne.NewPos(0, float32(index)*size.Height); r.Position() != pos {
		r.over = false // the pointer is at another row now
		r.Move(pos)
	}
	if !r.Visible() {
		r.Show()
	}
	r.show()
}

// show draws the row if anything of it has changed.
func (r *gridRow) show() {
	if r.r != nil {
		r.r.update()
	}
}

const doubleClick = 400 * time.Millisecond

// MouseDown selects without the wait for a second click.
func (r *gridRow) MouseDown(e *desktop.MouseEvent) {
	if r.index < 0 || r.index >= r.g.source.Len() {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.g); c != nil {
		c.Focus(r.g)
	}
	id := r.g.source.ID(r.index)
	if e.Button == desktop.MouseButtonSecondary {
		if !r.g.selected[id] {
			r.g.pick(r.index, 0)
		}
		if r.g.OnMenu != nil {
			r.g.OnMenu(id, e.AbsolutePosition)
		}
		return
	}
	again := time.Since(r.click) < doubleClick && r.g.cursor == id
	r.click = time.Now()
	r.g.pick(r.index, e.Modifier)
	if r.g.OnPress != nil {
		r.g.OnPress(id, e.Position.X)
	}
	if again && r.g.OnOpen != nil {
		r.g.OnOpen(id)
	}
}

func (r *gridRow) MouseUp(*desktop.MouseEvent)    {}
func (r *gridRow) MouseMoved(*desktop.MouseEvent) {}
func (r *gridRow) MouseIn(*desktop.MouseEvent) {
	r.over = true
	r.show()
	if g := r.g; g.OnHover != nil && r.index >= 0 && r.index < g.source.Len() {
		g.OnHover(g.source.ID(r.index), fyne.CurrentApp().Driver().AbsolutePositionForObject(r))
	}
}

func (r *gridRow) MouseOut() {
	r.over = false
	r.show()
	if r.g.OnHover != nil {
		r.g.OnHover(0, fyne.Position{})
	}
}

func (r *gridRow) CreateRenderer() fyne.WidgetRenderer {
	x := &rowRenderer{row: r, bg: canvas.NewRectangle(nil), mark: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), cells: make([]cellObjects, len(r.g.columns))}
	x.objects = []fyne.CanvasObject{x.bg, x.mark, x.line}
	for i, c := range r.g.columns {
		o := &x.cells[i]
		if c.Pill || c.Hook {
			o.pill, o.dot = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
			x.objects = append(x.objects, o.pill, o.dot)
		}
		o.text = canvas.NewText("", nil)
		x.objects = append(x.objects, o.text)
	}
	x.stale = true
	r.r = x
	return x
}

type cellObjects struct {
	text      *canvas.Text
	pill, dot *canvas.Rectangle
	shown     Cell
	width     float32
}

type rowRenderer struct {
	row            *gridRow
	bg, mark, line *canvas.Rectangle
	cells          []cellObjects
	objects        []fyne.CanvasObject
	state          [3]bool // selected, cursor with focus, hover
	tint           fyne.ThemeColorName
	edge           bool
	stale          bool
}

func (x *rowRenderer) Destroy()                     {}
func (x *rowRenderer) Objects() []fyne.CanvasObject { return x.objects }
func (x *rowRenderer) MinSize() fyne.Size           { return fyne.NewSize(20, x.row.g.rowH()) }
func (x *rowRenderer) Layout(s fyne.Size) {
	x.bg.Resize(s)
	x.mark.Resize(fyne.NewSize(theme.Px(3), s.Height))
	x.line.Move(fyne.NewPos(0, s.Height-1))
	x.line.Resize(fyne.NewSize(s.Width, 1))
	x.stale = true
	x.update()
}

func (x *rowRenderer) Refresh() { x.stale = true; x.update() }

// update changes the objects whose content is not what they show.
func (x *rowRenderer) update() {
	r, g := x.row, x.row.g
	if r.index < 0 || r.index >= g.source.Len() {
		return
	}
	id := g.source.ID(r.index)
	state := [3]bool{g.selected[id], g.cursor == id && g.focused, r.over}
	tint, edge := fyne.ThemeColorName(""), false
	if s, ok := g.source.(Tinter); ok {
		tint, edge = s.Tint(r.index)
	}
	if x.stale || state != x.state || tint != x.tint || edge != x.edge {
		x.state, x.tint, x.edge = state, tint, edge
		x.bg.FillColor = nil
		switch {
		case state[0]:
			x.bg.FillColor = theme.Of(theme.Row)
		case tint != "":
			x.bg.FillColor = theme.Soft(tint, 0x1C)
		case state[2]:
			x.bg.FillColor = theme.Of(theme.Hover)
		}
		x.mark.FillColor = theme.Of(theme.Primary)
		x.mark.Hidden = !state[1] && !edge
		if edge {
			x.mark.FillColor = theme.Of(tint)
		}
		x.line.FillColor = theme.Of(theme.Line)
		x.bg.Refresh()
		x.mark.Refresh()
		if x.stale {
			x.line.Refresh()
		}
	}
	at, shown := float32(0), g.shown[:min(len(g.shown), len(g.widths))]
	for k, i := range shown {
		x.cell(i, at, g.widths[k])
		at += g.widths[k]
	}
	if x.stale {
		for i := range x.cells {
			if !slices.Contains(shown, i) {
				x.cells[i].text.Hide()
				if x.cells[i].pill != nil {
					x.cells[i].pill.Hide()
					x.cells[i].dot.Hide()
				}
			}
		}
	}
	x.stale = false
}

func (x *rowRenderer) cell(i int, at, width float32) {
	c, o := x.row.g.columns[i], &x.cells[i]
	v := x.row.g.source.Cell(x.row.index, c.Key)
	if !x.stale && v == o.shown && width == o.width {
		return
	}
	o.shown, o.width = v, width
	ink := v.Color
	if ink == "" {
		ink = theme.Text
	}
	if c.Hook {
		o.hook(v.Text, ink, at, width, x.row.g.rowH())
		return
	}
	t := o.text
	t.TextSize = theme.Px(12.5)
	if c.Mono {
		t.TextSize = theme.Px(12)
	}
	if c.Pill {
		t.TextSize = theme.Px(11.5)
	}
	t.TextStyle = fyne.TextStyle{Monospace: c.Mono, Bold: v.Bold}
	t.Color = theme.Of(ink)
	room := width - theme.Px(20)
	if c.Pill {
		room -= theme.Px(14)
	}
	t.Text = visual(Cut(v.Text, room, t.TextSize, t.TextStyle), FromRight(v.Text))
	t.Show()
	h := x.row.g.rowH()
	m := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	px := at + theme.Px(10)
	if c.Right {
		px = at + width - theme.Px(10) - m.Width
	}
	if c.Pill {
		px += theme.Px(15)
		ph := theme.Px(18)
		o.pill.Hidden, o.dot.Hidden = v.Text == "", v.Text == ""
		o.pill.CornerRadius, o.dot.CornerRadius = theme.Px(9), theme.Px(3)
		o.pill.FillColor, o.dot.FillColor = theme.Soft(ink, 0x22), theme.Of(ink)
		o.pill.Move(fyne.NewPos(at+theme.Px(8), (h-ph)/2))
		o.pill.Resize(fyne.NewSize(m.Width+theme.Px(24), ph))
		d := theme.Px(6)
		o.dot.Move(fyne.NewPos(at+theme.Px(15), (h-d)/2))
		o.dot.Resize(fyne.NewSize(d, d))
		o.pill.Refresh()
		o.dot.Refresh()
	}
	t.Move(fyne.NewPos(px, (h-m.Height)/2))
	t.Resize(m)
	t.Refresh()
}

// hook draws one of the signs that join rows.
func (o *cellObjects) hook(sign string, ink fyne.ThemeColorName, at, width, h float32) {
	o.text.Hide()
	none := sign != HookFirst && sign != HookOn && sign != HookLast
	o.pill.Hidden, o.dot.Hidden = none, none || sign == HookOn
	o.pill.FillColor, o.dot.FillColor = theme.Of(ink), theme.Of(ink)
	from, to, middle := float32(0), h, float32(int(h/2))
	if sign == HookFirst {
		from = middle
	}
	if sign == HookLast {
		to = middle
	}
	left := at + float32(int(width/2)) - theme.Px(2)
	o.pill.Move(fyne.NewPos(left, from))
	o.pill.Resize(fyne.NewSize(1, to-from))
	o.dot.Move(fyne.NewPos(left, middle))
	o.dot.Resize(fyne.NewSize(theme.Px(7), 1))
	o.pill.Refresh()
	o.dot.Refresh()
}
