package widgets

import "fyne.io/fyne/v2"

// Searches lets Down go from the line of a search to the rows that it found.
func (g *Grid) Searches(f *Field) {
	f.OnKey(func(k *fyne.KeyEvent) bool {
		c := fyne.CurrentApp().Driver().CanvasForObject(g)
		if k.Name != fyne.KeyDown || c == nil || g.source.Len() == 0 {
			return false
		}
		c.Focus(g)
		if g.cursor == 0 {
			g.pick(0, 0)
		}
		return true
	})
}
