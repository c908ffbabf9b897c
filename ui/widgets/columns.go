package widgets

// Columned has columns whose widths the user gives, by key.
type Columned = interface {
	Widths() map[string]float32
	SetWidths(map[string]float32)
	OnWidths(func())
}

// Widths are those that the user gave columns.
func (g *Grid) Widths() map[string]float32 {
	out := map[string]float32{}
	for _, c := range g.columns {
		if c.given {
			out[c.Key] = c.Width
		}
	}
	return out
}

// Cut is by how much the columns are wider than the grid: so much can't be seen.
func (g *Grid) Cut() float32 {
	sum := -g.head.Size().Width
	for _, w := range g.widths {
		sum += w
	}
	return max(sum, 0)
}

// SetWidths gives columns the widths that the user gave them before.
func (g *Grid) SetWidths(list map[string]float32) {
	for i := range g.columns {
		if c := &g.columns[i]; list[c.Key] > 0 {
			c.Width, c.given = list[c.Key], true
		}
	}
	g.fit(g.head.Size().Width)
	g.head.Refresh()
	g.body.place()
}

// OnWidths is told when the user has given a column a width.
func (g *Grid) OnWidths(f func()) { g.onWidths = f }
