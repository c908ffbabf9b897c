package ui

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
)

// frameLayout puts rail, screen and status bar into the window, and folds the
// rail where there is little room.
type frameLayout struct {
	s      *Shell
	screen float32 // width that the screen was told
	size   fyne.Size
}

const (
	railWide   = 204
	railNarrow = 56
	barHeight  = 26
)

func (f *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(720), theme.Px(420))
}

func (f *frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	f.size = size
	narrow := size.Width < theme.Px(wideFrom)
	f.s.rail.setNarrow(narrow)
	f.s.rail.setLow(size.Height < theme.Px(highFrom))
	w, bar := theme.Px(railWide), theme.Px(barHeight)
	if narrow {
		w = theme.Px(railNarrow)
	}
	if width := size.Width - w; width != f.screen {
		f.screen = width
		f.s.resized()
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(w, size.Height-bar))
	o[1].Move(fyne.NewPos(w, 0))
	o[1].Resize(fyne.NewSize(size.Width-w, size.Height-bar))
	o[2].Move(fyne.NewPos(0, size.Height-bar))
	o[2].Resize(fyne.NewSize(size.Width, bar))
	o[3].Move(fyne.Position{})
	o[3].Resize(size)
	o[4].Move(fyne.Position{})
	o[4].Resize(size)
	f.s.tip.place(size)
}

// resized tells the screen its width.
func (s *Shell) resized() {
	if r, ok := s.built[s.current].(resizer); ok && s.root.screen > 0 {
		r.Resized(s.root.screen)
	}
}
