package widgets

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
)

// Problem stands under a field and says what is wrong with it, in as many lines
// as that needs; without words it takes no room.
type Problem struct {
	*Lines
	width float32
}

// mostProblem is how many lines a problem takes at most.
const mostProblem = 4

// NewProblem makes one, silent, for a field of a width.
func NewProblem(width float32) *Problem {
	p := &Problem{NewLines("", theme.Bad, 11.5, 1), width}
	p.Hide()
	return p
}

// Say shows a text in a colour, or nothing for "". It tells whether what stands
// below has to move.
func (p *Problem) Say(s string, c fyne.ThemeColorName) (moved bool) {
	n := len(Wrap(s, theme.Px(p.width), theme.Px(p.size), fyne.TextStyle{}, mostProblem))
	moved = n != p.n || p.Visible() != (s != "")
	p.n = n
	p.SetColored(s, c)
	SetVisible(p.Lines, s != "")
	return moved
}
