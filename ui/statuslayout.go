package ui

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
)

// barLayout places the words of the status bar: none is cut, those that tell least
// are left out where there is little room.
type barLayout struct{ b *statusBar }

const (
	barGap      = 18
	warnedLeast = 160 // of a warning, which may be longer
)

func (l *barLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, o[0].MinSize().Height)
}

func (l *barLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	b, gap := l.b, theme.Px(barGap)
	left, spark, warning, errors, disk, clock := o[0], o[1], o[2], o[3], o[4], o[5]
	rest := size.Width - left.MinSize().Width
	warned := float32(0)
	if b.warning.text.Text() != "" {
		warned = b.warning.text.Whole() // not cut
	}
	wide := map[fyne.CanvasObject]float32{left: left.MinSize().Width}
	take := func(c fyne.CanvasObject, width float32) {
		if width > 0 && rest >= width+gap {
			rest -= width + gap
			wide[c] = width
		}
	}
	take(errors, errors.MinSize().Width)
	take(warning, min(warned, theme.Px(warnedLeast), rest-gap))
	take(clock, clock.MinSize().Width)
	for _, f := range []fact{factQueue, factRate, factDelivered} {
		take(b.facts[f], b.facts[f].MinSize().Width)
	}
	take(disk, disk.MinSize().Width)
	take(b.facts[factWindow], b.facts[factWindow].MinSize().Width)
	if had, ok := wide[warning]; ok {
		more := min(rest, warned-had)
		wide[warning], rest = had+more, rest-more
	}
	take(spark, spark.MinSize().Width)
	put := func(c fyne.CanvasObject, x float32) {
		high := size.Height
		if c == spark {
			high = c.MinSize().Height
		}
		c.Move(fyne.NewPos(x, (size.Height-high)/2))
		c.Resize(fyne.NewSize(wide[c], high))
	}
	x := float32(0)
	for _, c := range append([]fyne.CanvasObject{left}, o[6:]...) {
		if put(c, x); wide[c] > 0 {
			x += wide[c] + gap
		}
	}
	x = size.Width
	for _, c := range []fyne.CanvasObject{clock, disk, errors, warning, spark} {
		if put(c, x-wide[c]); wide[c] > 0 {
			x -= wide[c] + gap
		}
	}
	for _, c := range o[1:] {
		widgets.SetVisible(c, wide[c] > 0)
	}
}
