package widgets

import "fyne.io/fyne/v2"

// SetSort marks the column by which the rows are sorted.
func (g *Grid) SetSort(key string, desc bool) {
	g.sortKey, g.sortDesc = key, desc
	g.head.Refresh()
}

// Sort is the column by which the rows are sorted, and whether from the end.
func (g *Grid) Sort() (key string, desc bool) { return g.sortKey, g.sortDesc }

// title is a column's title with the arrow of the order.
func (g *Grid) title(i int) string {
	c := g.columns[i]
	switch {
	case c.Key != g.sortKey || g.sortKey == "":
		return c.Title
	case g.sortDesc:
		return c.Title + " ▼"
	}
	return c.Title + " ▲"
}

// sortBy is a tap on a title: the order of that column, or the reverse.
func (g *Grid) sortBy(i int) {
	c := g.columns[i]
	if !c.Sorts || g.OnSort == nil {
		return
	}
	g.SetSort(c.Key, c.Key == g.sortKey && !g.sortDesc)
	g.OnSort(g.sortKey, g.sortDesc)
}

// Tapped sorts by the column whose title is there.
func (h *gridHead) Tapped(e *fyne.PointEvent) {
	if h.edge(e.Position.X) > 0 {
		return
	}
	if i := h.column(e.Position.X); i >= 0 {
		h.g.sortBy(i)
	}
}
