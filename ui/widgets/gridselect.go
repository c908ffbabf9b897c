package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

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

// RowPlace is where a row begins in the window; ok is false where it is out of
// view.
func (g *Grid) RowPlace(id int64) (at fyne.Position, ok bool) {
	i := g.rowOf(id)
	first, end := g.InView()
	if i < first || i >= end {
		return fyne.Position{}, false
	}
	at = fyne.CurrentApp().Driver().AbsolutePositionForObject(g.scroll)
	return at.AddXY(0, float32(i)*g.rowH()-g.scroll.Offset.Y), true
}

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
func (g *Grid) FocusLost()     { g.focused, g.shift = false, 0; g.body.place() }
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

// KeyDown and KeyUp implement desktop.Keyable: with Shift the keys that move the
// cursor select the rows up to it.
func (g *Grid) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		g.shift = fyne.KeyModifierShift
	}
}

// KeyUp ends that.
func (g *Grid) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		g.shift = 0
	}
}

// TypedKey moves the cursor.
func (g *Grid) TypedKey(e *fyne.KeyEvent) {
	page := max(1, int(g.scroll.Size().Height/g.rowH())-1)
	row := g.rowOf(g.cursor)
	switch e.Name {
	case fyne.KeyDown:
		g.pick(row+1, g.shift)
	case fyne.KeyUp:
		g.pick(max(0, row-1), g.shift)
	case fyne.KeyPageDown:
		g.pick(row+page, g.shift)
	case fyne.KeyPageUp:
		g.pick(row-page, g.shift)
	case fyne.KeyHome:
		g.pick(0, g.shift)
	case fyne.KeyEnd:
		g.pick(g.source.Len()-1, g.shift)
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
