package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/ui/theme"
)

// Folding puts objects side by side as Cols does, and below each other where the
// whole is narrower than a width.
func Folding(from, gap float32, widths []float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&foldingLayout{from: from, cols: colsLayout{gap, widths}}, o...)
}

type foldingLayout struct {
	from, width float32
	cols        colsLayout
}

func (l *foldingLayout) folded() bool { return l.width > 0 && l.width < theme.Px(l.from) }

func (l *foldingLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	if !l.folded() {
		return fyne.NewSize(theme.Px(200), l.cols.MinSize(o).Height)
	}
	h := float32(0)
	for _, x := range o {
		if x.Visible() {
			if m := x.MinSize().Height; m > 0 {
				h += m + theme.Px(l.cols.gap)
			}
		}
	}
	return fyne.NewSize(theme.Px(200), max(0, h-theme.Px(l.cols.gap)))
}

func (l *foldingLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	if !l.folded() {
		l.cols.Layout(o, s)
		return
	}
	y := float32(0)
	for _, x := range o {
		m := x.MinSize().Height
		x.Move(fyne.NewPos(0, y))
		x.Resize(fyne.NewSize(s.Width, m))
		if m > 0 {
			y += m + theme.Px(l.cols.gap)
		}
	}
}
