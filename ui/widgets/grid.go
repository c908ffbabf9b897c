package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Column is one column of a Grid.
type Column struct {
	Key   string
	Title string
	Width float32 // least width
	Flex  bool    // takes what is left
	Mono  bool
	Right bool
	Pill  bool // the cell is a word in a state's colour
	Hook  bool // the cell is one of Hook's signs, drawn as lines that join from row to row
	Sorts bool // a tap on the title sorts by it
	Drop  int  // order in which columns go when there is no room: the highest first; 0 stays
}

// Cell is one cell as it is shown.
type Cell struct {
	Text  string
	Color fyne.ThemeColorName // "" is the usual one
	Bold  bool
}

// Source gives a Grid its rows. Ids are stable, so that a selection survives
// new rows.
type Source interface {
	Len() int
	ID(row int) int64
	Cell(row int, column string) Cell
}

// Signs of a column that joins rows.
const (
	HookFirst = "┌"
	HookOn    = "│"
	HookLast  = "└"
)

// Tinter is a Source that gives rows a ground of their own: a colour that is
// laid on softly, "" for none, and whether the row's edge is in it too.
type Tinter interface {
	Tint(row int) (color fyne.ThemeColorName, edge bool)
}

// Grid shows rows of cells: one canvas text a cell, and no more row objects
// than fit the view, whatever the number of rows.
type Grid struct {
	widget.BaseWidget
	columns []Column
	source  Source
	shown   []int // columns that have room
	widths  []float32

	selected map[int64]bool
	cursor   int64 // id of the row with the cursor, 0 for none
	anchor   int64
	focused  bool
	follow   bool // stay at the newest row
	newest   bool // the newest row is at the bottom
	scroll   *container.Scroll
	head     *gridHead
	body     *gridBody

	dense    bool
	OnSelect func(id int64)                    // the row with the cursor changed
	OnOpen   func(id int64)                    // Enter or double click
	OnMenu   func(id int64, at fyne.Position)  // right click
	OnKey    func(*fyne.KeyEvent) bool         // a key that the grid does not use; true: used
	OnCut    func(fyne.Shortcut) bool          // a shortcut; true: used
	OnEdge   func()                            // scrolled to the last row
	OnTop    func()                            // scrolled to the first row
	OnHover  func(id int64, row fyne.Position) // the pointer came to a row, whose place in the window is given; 0: it left
	OnPress  func(id int64, x float32)         // a row was clicked, so far from its left
	OnFollow func(following bool)              // the user scrolled away from the newest row, or back
	OnAll    func()                            // every row was selected
	OnSort   func(key string, desc bool)       // a title was tapped

	sortKey  string
	sortDesc bool
}

// Heights of a row: even and whole, so that a million rows add up exactly.
const (
	rowHeight   = 28
	denseHeight = 22
)

// NewGrid makes a grid. newestLast puts the newest row at the bottom, where
// the view then stays.
func NewGrid(columns []Column, source Source, newestLast bool) *Grid {
	g := &Grid{columns: columns, source: source, selected: map[int64]bool{}, newest: newestLast, follow: true}
	g.body = &gridBody{g: g}
	g.body.ExtendBaseWidget(g.body)
	g.head = &gridHead{g: g}
	g.head.ExtendBaseWidget(g.head)
	g.scroll = container.NewVScroll(g.body)
	g.scroll.OnScrolled = func(fyne.Position) { g.scrolled() }
	g.ExtendBaseWidget(g)
	return g
}

func (g *Grid) rowH() float32 {
	h := theme.Px(rowHeight)
	if g.dense {
		h = theme.Px(denseHeight)
	}
	return float32(int(h/2) * 2)
}

// Dense makes the rows lower.
func (g *Grid) Dense() *Grid { g.dense = true; return g }

// Following tells whether the view stays at the newest row.
func (g *Grid) Following() bool { return g.follow }

// Follow makes the view stay at the newest row.
func (g *Grid) Follow() {
	g.follow = true
	g.Reload()
}

func (g *Grid) scrolled() {
	view, all := g.scroll.Size().Height, float32(g.source.Len())*g.rowH()
	at := g.scroll.Offset.Y
	top, bottom := at <= g.rowH()/2, at+view >= all-g.rowH()/2
	follow := top
	if g.newest {
		follow = bottom
	}
	if follow != g.follow {
		g.follow = follow
		if g.OnFollow != nil {
			g.OnFollow(follow)
		}
	}
	if bottom && g.OnEdge != nil {
		g.OnEdge()
	}
	if top && g.OnTop != nil {
		g.OnTop()
	}
	g.body.place()
}

// Reload shows the rows as they are now. Rows that came on top move the view
// with them unless it follows.
func (g *Grid) Reload() {
	g.scroll.Content.Resize(fyne.NewSize(g.scroll.Size().Width, g.body.MinSize().Height))
	g.scroll.Refresh()
	if g.follow {
		y := float32(0)
		if g.newest {
			y = max(0, float32(g.source.Len())*g.rowH()-g.scroll.Size().Height)
		}
		if g.scroll.Offset.Y != y {
			g.scroll.ScrollToOffset(fyne.NewPos(0, y))
		}
	}
	g.body.place()
}

// Shift moves the view down by rows that came on top, so that what is looked at
// stays in place.
func (g *Grid) Shift(rows int) {
	if g.follow || rows == 0 {
		return
	}
	g.scroll.Content.Resize(fyne.NewSize(g.scroll.Size().Width, g.body.MinSize().Height))
	g.scroll.ScrollToOffset(fyne.NewPos(0, max(0, g.scroll.Offset.Y+float32(rows)*g.rowH())))
}

// Selected are the ids of the selected rows, top first.
func (g *Grid) Selected() []int64 {
	var out []int64
	for i := range g.source.Len() {
		if id := g.source.ID(i); g.selected[id] {
			out = append(out, id)
			if len(out) == len(g.selected) {
				break
			}
		}
	}
	return out
}

// Cursor is the id of the row with the cursor, 0 for none.
func (g *Grid) Cursor() int64 { return g.cursor }

// Select puts cursor and selection on one row by id; 0 clears both.
func (g *Grid) Select(id int64) {
	clear := map[int64]bool{}
	if id != 0 {
		clear[id] = true
	}
	g.selected, g.cursor, g.anchor = clear, id, id
	g.body.place()
}

// Reveal puts cursor and selection on a row and scrolls to it.
func (g *Grid) Reveal(id int64) {
	row := g.rowOf(id)
	if row < 0 {
		return
	}
	g.Select(id)
	g.reveal(row)
	g.body.place()
	if g.OnSelect != nil {
		g.OnSelect(id)
	}
}

// RowHeight is the height of a row.
func (g *Grid) RowHeight() float32 { return g.rowH() }

func (g *Grid) rowOf(id int64) int {
	if id == 0 {
		return -1
	}
	for i := range g.source.Len() {
		if g.source.ID(i) == id {
			return i
		}
	}
	return -1
}

// pick handles a click or a key on a row.
func (g *Grid) pick(row int, mod fyne.KeyModifier) {
	n := g.source.Len()
	if n == 0 {
		return
	}
	row = max(0, min(row, n-1))
	id := g.source.ID(row)
	switch {
	case mod&fyne.KeyModifierShift != 0 && g.anchor != 0:
		a := max(0, g.rowOf(g.anchor))
		g.selected = map[int64]bool{}
		for i := min(a, row); i <= max(a, row); i++ {
			g.selected[g.source.ID(i)] = true
		}
	case mod&fyne.KeyModifierShortcutDefault != 0:
		if g.selected[id] {
			delete(g.selected, id)
		} else {
			g.selected[id] = true
		}
		g.anchor = id
	default:
		g.selected, g.anchor = map[int64]bool{id: true}, id
	}
	g.cursor = id
	g.reveal(row)
	g.body.place()
	if g.OnSelect != nil {
		g.OnSelect(id)
	}
}

func (g *Grid) reveal(row int) {
	h := g.rowH()
	y, view := float32(row)*h, g.scroll.Size().Height
	switch {
	case y < g.scroll.Offset.Y:
		g.scroll.ScrollToOffset(fyne.NewPos(0, y))
		g.scrolled()
	case y+h > g.scroll.Offset.Y+view:
		g.scroll.ScrollToOffset(fyne.NewPos(0, y+h-view))
		g.scrolled()
	}
}

func (g *Grid) FocusGained()   { g.focused = true; g.body.place() }
func (g *Grid) FocusLost()     { g.focused = false; g.body.place() }
func (g *Grid) TypedRune(rune) {}
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok {
		for i := range g.source.Len() {
			g.selected[g.source.ID(i)] = true
		}
		g.body.place()
		if g.OnAll != nil {
			g.OnAll()
		}
		return
	}
	if g.OnCut == nil || !g.OnCut(s) {
		passShortcut(g, s)
	}
}

// TypedKey moves the cursor.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	page := max(1, int(g.scroll.Size().Height/g.rowH())-1)
	row := g.rowOf(g.cursor)
	switch e.Name {
	case fyne.KeyDown:
		g.pick(row+1, 0)
	case fyne.KeyUp:
		g.pick(max(0, row-1), 0)
	case fyne.KeyPageDown:
		g.pick(row+page, 0)
	case fyne.KeyPageUp:
		g.pick(row-page, 0)
	case fyne.KeyHome:
		g.pick(0, 0)
	case fyne.KeyEnd:
		g.pick(g.source.Len()-1, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.cursor != 0 && g.OnOpen != nil {
			g.OnOpen(g.cursor)
		}
	default:
		if g.OnKey == nil || !g.OnKey(e) {
			passKey(g, e)
		}
	}
}

// fit chooses the columns that have room and their widths.
func (g *Grid) fit(width float32) {
	g.shown = g.shown[:0]
	for i := range g.columns {
		g.shown = append(g.shown, i)
	}
	total := func() (w float32) {
		for _, i := range g.shown {
			w += theme.Px(g.columns[i].Width)
		}
		return w
	}
	for total() > width {
		worst, at := 0, -1
		for k, i := range g.shown {
			if d := g.columns[i].Drop; d > worst {
				worst, at = d, k
			}
		}
		if at < 0 {
			break
		}
		g.shown = append(g.shown[:at], g.shown[at+1:]...)
	}
	left := max(0, width-total())
	flex := 0
	for _, i := range g.shown {
		if g.columns[i].Flex {
			flex++
		}
	}
	g.widths = make([]float32, len(g.shown))
	for k, i := range g.shown {
		g.widths[k] = theme.Px(g.columns[i].Width)
		if g.columns[i].Flex {
			g.widths[k] += left / float32(flex)
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(&gridLayout{g}, g.head, g.scroll))
}

type gridLayout struct{ g *Grid }

func (l *gridLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(160), theme.Px(28)+l.g.rowH())
}

func (l *gridLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.g.fit(s.Width)
	h := theme.Px(28)
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, h))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-h))
	l.g.head.Refresh()
	l.g.Reload()
}

// gridHead is the line of titles; its edges can be dragged.
type gridHead struct {
	widget.BaseWidget
	g    *Grid
	drag int // column whose width is dragged, plus one
	over bool
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

func (h *gridHead) MouseIn(e *desktop.MouseEvent)    { h.over = h.edge(e.Position.X) > 0 }
func (h *gridHead) MouseMoved(e *desktop.MouseEvent) { h.over = h.edge(e.Position.X) > 0 }
func (h *gridHead) MouseOut()                        { h.over = false }
func (h *gridHead) Cursor() desktop.Cursor {
	if h.over {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

func (h *gridHead) Dragged(e *fyne.DragEvent) {
	if h.drag == 0 {
		h.drag = h.edge(e.Position.X - e.Dragged.DX)
	}
	if h.drag == 0 {
		return
	}
	c := &h.g.columns[h.g.shown[h.drag-1]]
	c.Width = max(40, (h.g.widths[h.drag-1]+e.Dragged.DX)/theme.Px(1))
	h.g.fit(h.Size().Width)
	h.Refresh()
	h.g.body.place()
}

func (h *gridHead) DragEnd() { h.drag = 0 }

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
	}
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}
