package ui

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
)

// tip is a word beside what the mouse is over: what an icon alone does not say.
type tip struct {
	text   *widgets.Text
	object *widgets.Surface
	beside fyne.CanvasObject
}

func newTip() *tip {
	t := &tip{text: widgets.NewText("", theme.Text, 12)}
	t.object = widgets.NewSurface(theme.Surface, widgets.PadXY(9, 5, t.text)).Rounded(6).Stroked(theme.Line)
	t.object.Hide()
	return t
}

// place puts it at the right of what it is about, within the window.
func (t *tip) place(window fyne.Size) {
	if t.beside == nil {
		return
	}
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.beside), t.object.MinSize()
	x, y := at.X+t.beside.Size().Width+theme.Px(6), at.Y+(t.beside.Size().Height-size.Height)/2
	t.object.Move(fyne.NewPos(min(x, window.Width-size.Width), max(0, min(y, window.Height-size.Height))))
	t.object.Resize(size)
}

// Tip shows a word beside an object; "" takes that of this object away.
func (s *Shell) Tip(text string, beside fyne.CanvasObject) {
	t := s.tip
	if text == "" {
		if t.beside == beside {
			s.hideTip()
		}
		return
	}
	t.beside = beside
	t.text.Set(text)
	t.object.Show()
	t.place(s.root.size)
}

func (s *Shell) hideTip() {
	s.tip.beside = nil
	s.tip.object.Hide()
}
