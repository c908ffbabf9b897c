package form

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
)

// lineLayout is a setting in a line: mark, name, field, reset at the end, and what
// it is for between them; where there is little room that stands below.
type lineLayout struct {
	field float32 // width of the field
	width float32 // as last laid out
}

const (
	lineHigh  = 44
	lineFolds = 720 // width below which the reason stands under the field
	lineMark  = 8
	lineName  = 190
	lineReset = 34
	lineGap   = 10
	lineBelow = 6 // under a reason that stands below
)

func (l *lineLayout) folded() bool { return l.width > 0 && l.width < theme.Px(lineFolds) }

func (l *lineLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := theme.Px(lineHigh)
	if l.folded() {
		h += o[4].MinSize().Height + theme.Px(lineBelow)
	}
	return fyne.NewSize(theme.Px(lineMark+lineName+lineReset+3*lineGap)+o[2].MinSize().Width, h)
}

func (l *lineLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	gap, h := theme.Px(lineGap), theme.Px(lineHigh)
	x := float32(0)
	put := func(i int, w float32) {
		o[i].Move(fyne.NewPos(x, 0))
		o[i].Resize(fyne.NewSize(w, h))
		x += w + gap
	}
	put(0, theme.Px(lineMark))
	put(1, theme.Px(lineName))
	at := x
	if l.folded() {
		put(2, s.Width-x-gap-theme.Px(lineReset))
	} else {
		put(2, theme.Px(l.field))
	}
	reason := fyne.NewSize(max(0, s.Width-x-gap-theme.Px(lineReset)), h)
	o[4].Move(fyne.NewPos(x, 0))
	if l.folded() {
		o[4].Move(fyne.NewPos(at, h))
		reason = fyne.NewSize(s.Width-at, o[4].MinSize().Height)
	}
	o[4].Resize(reason)
	o[3].Move(fyne.NewPos(s.Width-theme.Px(lineReset), 0))
	o[3].Resize(fyne.NewSize(theme.Px(lineReset), h))
}
