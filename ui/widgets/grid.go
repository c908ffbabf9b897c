package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Source gives a Grid its rows. Ids are stable, so that a selection survives
// new rows.
type Source interface {
	Len() int
	ID(row int) int64
	Cell(row int, column string) Cell
}

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
	follow   bool             // stay at the newest row
	newest   bool             // the newest row is at the bottom
	shift    fyne.KeyModifier // Shift, while it is held
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
	OnScroll func()                            // other rows came into view
	OnHover  func(id int64, row fyne.Position) // the pointer came to a row, whose place in the window is given; 0: it left
	OnPress  func(id int64, x float32)         // a row was clicked, so far from its left
	OnFollow func(following bool)              // the user scrolled away from the newest row, or back
	OnAll    func()                            // every row was selected
	OnSort   func(key string, desc bool)       // a title was tapped
	onWidths func()                            // the user gave a column a width

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

// Hold keeps the view where it is, also at the newest row.
func (g *Grid) Hold() { g.follow = false }

// InView are the first row in view and the one after the last.
func (g *Grid) InView() (first, end int) {
	h, n := g.rowH(), g.source.Len()
	first = min(max(0, int(g.scroll.Offset.Y/h)), n)
	return first, min(n, first+int(g.scroll.Size().Height/h)+2)
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
	if g.OnScroll != nil {
		g.OnScroll()
	}
}

// Reload shows the rows as they are now. Rows that came on top move the view
// with them unless it follows.
func (g *Grid) Reload() {
	g.measure()
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

// measure makes the body as tall as its rows. The scroller refreshes its content
// with itself, which would draw every cell anew: the body is told that nothing of
// its look has changed.
func (g *Grid) measure() {
	size := fyne.NewSize(g.scroll.Size().Width, g.body.MinSize().Height)
	if g.body.Size() == size {
		return
	}
	g.body.Resize(size)
	g.body.looksSame = true
	g.scroll.Refresh()
	g.body.looksSame = false
}

// Shift moves the view down by rows that came on top, so that what is looked at
// stays in place.
func (g *Grid) Shift(rows int) {
	if g.follow || rows == 0 {
		return
	}
	g.measure()
	g.scroll.ScrollToOffset(fyne.NewPos(0, max(0, g.scroll.Offset.Y+float32(rows)*g.rowH())))
}

// RowHeight is the height of a row.
func (g *Grid) RowHeight() float32 { return g.rowH() }

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
