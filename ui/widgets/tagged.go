package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/ui/theme"
)

// Tagged puts a small object right behind a text, which gives way where there is
// no room for both.
func Tagged(gap float32, text, tag fyne.CanvasObject) *fyne.Container {
	return container.New(&taggedLayout{gap}, text, tag)
}

type taggedLayout struct{ gap float32 }

func (l *taggedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+theme.Px(l.gap)+b.Width, max(a.Height, b.Height))
}

func (l *taggedLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	a, b := o[0].MinSize(), o[1].MinSize()
	natural := a.Width
	if t, ok := o[0].(*Text); ok {
		natural = fyne.MeasureText(t.text, theme.Px(t.size), t.style).Width
	}
	w := max(0, min(natural, s.Width-theme.Px(l.gap)-b.Width))
	o[0].Move(fyne.NewPos(0, (s.Height-a.Height)/2))
	o[0].Resize(fyne.NewSize(w, a.Height))
	o[1].Move(fyne.NewPos(w+theme.Px(l.gap), (s.Height-b.Height)/2))
	o[1].Resize(b)
}
