package pduview

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
)

// onOneLine is the width of the list from which the filter stands in one line
// with the title and the buttons: below, it would have no room for a filter.
const onOneLine = 600

// Heights of the list's head: its line, and the filter where it has its own.
const (
	headLine   = 40
	filterLine = 36
	headSide   = 12 // space at its sides
	filterFrom = 10 // and around a filter between the title and the buttons
)

// headed puts a list below its head: the title on the left, the buttons on the
// right, and the filter between them or, where there is little room, on a line
// of its own.
type headed struct{ folded bool }

// Objects of the layout, in order.
const (
	headTitle = iota
	headButtons
	headFilter
	headWrong // what is wrong with the filter
	headRows
)

func (l *headed) height(o []fyne.CanvasObject) float32 {
	h := theme.Px(headLine)
	if l.folded {
		h += theme.Px(filterLine)
	}
	if o[headWrong].Visible() {
		h += o[headWrong].MinSize().Height
	}
	return h
}

func (l *headed) MinSize(o []fyne.CanvasObject) fyne.Size {
	rows := o[headRows].MinSize()
	head := o[headTitle].MinSize().Width + o[headButtons].MinSize().Width + theme.Px(2*headSide)
	return fyne.NewSize(max(rows.Width, head), rows.Height+l.height(o))
}

func (l *headed) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.folded = s.Width < theme.Px(onOneLine)
	line, side := theme.Px(headLine), theme.Px(headSide)
	put := func(o fyne.CanvasObject, x, y, width, height float32) {
		high := o.MinSize().Height
		o.Move(fyne.NewPos(x, y+(height-high)/2))
		o.Resize(fyne.NewSize(max(0, width), high))
	}
	title, buttons := o[headTitle].MinSize().Width, o[headButtons].MinSize().Width
	put(o[headTitle], side, 0, title, line)
	put(o[headButtons], s.Width-side-buttons, 0, buttons, line)
	if from := side + title + theme.Px(filterFrom); l.folded {
		put(o[headFilter], side, line, s.Width-2*side, theme.Px(filterLine-6))
	} else {
		put(o[headFilter], from, 0, s.Width-side-buttons-theme.Px(filterFrom)-from, line)
	}
	top := l.height(o)
	if w := o[headWrong]; w.Visible() {
		high := w.MinSize().Height
		w.Move(fyne.NewPos(0, top-high))
		w.Resize(fyne.NewSize(s.Width, high))
	}
	o[headRows].Move(fyne.NewPos(0, top))
	o[headRows].Resize(fyne.NewSize(s.Width, max(0, s.Height-top)))
}
