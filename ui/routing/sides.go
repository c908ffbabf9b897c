package routing

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
)

// sides puts two texts into one line, each as wide as it is where there is room for
// both; else the left one, where the rule sends, has what the right one, why, leaves
// it, but never less than two fifths.
type sides struct{}

const sidesGap = 12

func (sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+theme.Px(sidesGap)+b.Width, max(a.Height, b.Height))
}

func (sides) Layout(o []fyne.CanvasObject, s fyne.Size) {
	room := max(0, s.Width-theme.Px(sidesGap))
	left := min(natural(o[0]), max(room-natural(o[1]), room*2/5))
	o[0].Resize(fyne.NewSize(left, s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(room-left, s.Height))
	o[1].Move(fyne.NewPos(left+theme.Px(sidesGap), 0))
}

// natural is how wide a text is that is not cut.
func natural(o fyne.CanvasObject) float32 {
	if t, ok := o.(*widgets.Text); ok {
		return t.Whole()
	}
	return o.MinSize().Width
}
