package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/ui/theme"
)

// Wrapped puts objects in lines, as words stand in a text, in whatever width there
// is: gap apart, and its lines between apart.
func Wrapped(gap, between float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&wrapLayout{gap: gap, between: between}, o...)
}

type wrapLayout struct{ gap, between, width float32 }

func (l *wrapLayout) place(o []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) (height float32) {
	x, y, line := float32(0), float32(0), float32(0)
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		m := c.MinSize()
		if x > 0 && x+m.Width > width {
			x, y, line = 0, y+line+theme.Px(l.between), 0
		}
		put(c, fyne.NewPos(x, y), m)
		x += m.Width + theme.Px(l.gap)
		line = max(line, m.Height)
	}
	return y + line
}

func (l *wrapLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	width := l.width
	if width == 0 {
		width = theme.Px(300)
	}
	return fyne.NewSize(theme.Px(60), l.place(o, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

func (l *wrapLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.place(o, s.Width, func(c fyne.CanvasObject, at fyne.Position, m fyne.Size) {
		c.Move(at)
		c.Resize(m)
	})
}

// Beside puts b at the right of a where both together have a width, else below it.
func Beside(width float32, a, b fyne.CanvasObject) *fyne.Container {
	return container.New(&besideLayout{from: width}, a, b)
}

type besideLayout struct{ from, width float32 }

func (l *besideLayout) folded() bool { return l.width > 0 && l.width < theme.Px(l.from) }

func (l *besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if l.folded() {
		return fyne.NewSize(min(b.Width, theme.Px(200)), a.Height+b.Height)
	}
	return fyne.NewSize(min(b.Width, theme.Px(200)), max(a.Height, b.Height))
}

func (l *besideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	a, b := o[0].MinSize(), o[1].MinSize()
	if l.folded() {
		o[0].Move(fyne.Position{})
		o[0].Resize(fyne.NewSize(s.Width, a.Height))
		o[1].Move(fyne.NewPos(0, a.Height))
		o[1].Resize(fyne.NewSize(s.Width, b.Height))
		return
	}
	o[0].Move(fyne.NewPos(0, (s.Height-a.Height)/2))
	o[0].Resize(fyne.NewSize(s.Width-b.Width, a.Height))
	o[1].Move(fyne.NewPos(s.Width-b.Width, (s.Height-b.Height)/2))
	o[1].Resize(b)
}

// AtMost puts an object in the middle, no wider than a width.
func AtMost(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&atMostLayout{width}, o)
}

type atMostLayout struct{ width float32 }

func (l *atMostLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(min(m.Width, theme.Px(l.width)), m.Height)
}

func (l *atMostLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w, h := min(theme.Px(l.width), s.Width), o[0].MinSize().Height
	o[0].Move(fyne.NewPos((s.Width-w)/2, max(0, (s.Height-h)/2)))
	o[0].Resize(fyne.NewSize(w, h))
}
