package widgets

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
)

// Column is one column of a Grid.
type Column struct {
	Key   string
	Title string
	Width float32 // least width
	Flex  bool    // takes what is left
	Share int     // of what is left, beside other such columns; 0 is 1
	Mono  bool
	Right bool
	Pill  bool // the cell is a word in a state's colour
	Hook  bool // the cell is one of Hook's signs, drawn as lines that join from row to row
	Sorts bool // a tap on the title sorts by it
	given bool // the width is the user's
	Drop  int  // order in which columns go when there is no room: the highest first; 0 stays
}

// Cell is one cell as it is shown.
type Cell struct {
	Text  string
	Color fyne.ThemeColorName // "" is the usual one
	Bold  bool
}

// Signs of a column that joins rows.
const (
	HookFirst = "┌"
	HookOn    = "│"
	HookLast  = "└"
)

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
			flex += max(1, g.columns[i].Share)
		}
	}
	g.widths = make([]float32, len(g.shown))
	for k, i := range g.shown {
		g.widths[k] = theme.Px(g.columns[i].Width)
		if g.columns[i].Flex {
			g.widths[k] += left * float32(max(1, g.columns[i].Share)) / float32(flex)
		}
	}
}
