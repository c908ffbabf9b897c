package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/gateway"
	"relay/ui/outbox"
)

// apart is a window beside the main one, with the details of one message.
type apart struct {
	id   int64
	win  fyne.Window
	view *outbox.Window
}

// Size of the first such window; the next are as the last was left.
const (
	apartWidth, apartHeight = 600, 820
	leastApart              = 320
)

// OpenApart shows a message in a window of its own. One that it has already comes
// to the front.
func (s *Shell) OpenApart(id int64) {
	for _, a := range s.aparts {
		if a.id == id {
			a.win.Show()
			a.win.RequestFocus()
			return
		}
	}
	a := &apart{id: id, win: s.App.NewWindow("Relay")}
	s.aparts = append(s.aparts, a)
	a.win.SetPadded(false)
	s.fill(a)
	s.apartKeys(a)
	a.win.SetOnClosed(func() { s.leave(a) })
	a.win.Resize(fyne.NewSize(max(s.state.ApartWidth, leastApart), max(s.state.ApartHeight, leastApart)))
	a.win.Show()
}

// fill makes what the window shows, in the language in force.
func (s *Shell) fill(a *apart) {
	v, ok := s.screen(s.rows[indexOf(s.rows, Outbox)]).(*outbox.View)
	if !ok {
		return
	}
	a.view = outbox.NewWindow(v, a.win, a.id)
	a.win.SetContent(a.view.Object())
}

// leave forgets a window that was closed, but not how large it was.
func (s *Shell) leave(a *apart) {
	if size := a.win.Canvas().Size(); size.Width >= leastApart && size.Height >= leastApart {
		s.state.ApartWidth, s.state.ApartHeight = size.Width, size.Height
	}
	for i, x := range s.aparts {
		if x == a {
			s.aparts = append(s.aparts[:i], s.aparts[i+1:]...)
			return
		}
	}
}

// apartKeys are the keys that mean something in it.
func (s *Shell) apartKeys(a *apart) {
	c := a.win.Canvas()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch e.Name {
		case fyne.KeyEscape:
			if !closeOver(c) && !a.view.Escape() {
				a.win.Close()
			}
		case fyne.KeyF5:
			a.view.Update(gateway.Update{Messages: true})
		}
	})
	on := func(key fyne.KeyName, mod fyne.KeyModifier, do func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) { do() })
	}
	on(fyne.KeyW, ctrl, a.win.Close)
	on(fyne.KeyR, ctrl, func() { a.view.Resend() })
	on(fyne.KeyQ, ctrl, s.Close)
	on(fyne.KeyT, ctrlShift, s.toggleTheme)
	on(fyne.KeyEqual, ctrl, func() { s.zoomBy(10) })
	on(fyne.KeyMinus, ctrl, func() { s.zoomBy(-10) })
	on(fyne.Key0, ctrl, func() { s.zoomBy(100 - s.theme.Zoom()) })
}

// closeOver closes what lies over a window; false: nothing does.
func closeOver(c fyne.Canvas) bool {
	switch top := c.Overlays().Top().(type) {
	case nil:
		return false
	case interface{ Close() }:
		top.Close()
	default:
		top.Hide()
	}
	return true
}

// followApart has the windows follow the gateway, and the clock.
func (s *Shell) followApart(u gateway.Update) {
	for _, a := range s.aparts {
		a.view.Update(u)
	}
}

func (s *Shell) tickApart(now time.Time) {
	for _, a := range s.aparts {
		a.view.Tick(now)
	}
}

// Front brings the main window to the front.
func (s *Shell) Front() { s.unhide() }
