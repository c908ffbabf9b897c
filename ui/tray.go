package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/assets"
	"relay/gateway"
	"relay/ui/words"
)

// trayToldKey is where it is kept that the user knows of the tray.
const trayToldKey = "window.tray-told"

// tray is the icon beside the desktop's clock.
type tray struct {
	menu  *fyne.Menu
	links *fyne.MenuItem
}

// putTray puts the icon there, when the user wants it and the desktop has a tray.
// It has to come before the toolkit's loop starts: a change of the setting counts
// from the next start.
func (s *Shell) putTray() {
	d, ok := s.App.(desktop.App)
	if !s.wantsTray || !ok || !s.Keeper.TrayThere() {
		return
	}
	t := &tray{links: fyne.NewMenuItem("", func() { s.unhide(); s.Open(Connections) })}
	quit := fyne.NewMenuItem(words.T("Quit"), s.Close)
	quit.IsQuit = true
	t.menu = fyne.NewMenu("Relay",
		fyne.NewMenuItem(words.T("Show the window"), s.unhide),
		fyne.NewMenuItem(words.T("New message"), func() { s.unhide(); s.newMessage() }),
		fyne.NewMenuItemSeparator(), t.links, fyne.NewMenuItemSeparator(), quit)
	t.links.Label, _ = s.numbers.connected()
	d.SetSystemTrayIcon(fyne.NewStaticResource("relay.png", assets.Icon()))
	d.SetSystemTrayMenu(t.menu)
	s.tray = t
}

// showTray brings the line of the connections up to date.
func (s *Shell) showTray() {
	if s.tray == nil {
		return
	}
	if text, _ := s.numbers.connected(); text != s.tray.links.Label {
		s.tray.links.Label = text
		s.tray.menu.Refresh()
	}
}

func (s *Shell) unhide() {
	s.win.Show()
	s.win.RequestFocus()
}

// closed is the window's own button: it hides the window where an icon brings it
// back, else it ends Relay. That it goes on is told once.
func (s *Shell) closed() {
	if s.tray == nil || !s.wantsTray {
		s.Close()
		return
	}
	s.win.Hide()
	s.Go(func() func() {
		var told bool
		ctx := context.Background()
		if _, _ = s.Office.Load(ctx, trayToldKey, &told); told {
			return nil
		}
		_ = s.Office.Save(ctx, trayToldKey, true)
		return func() {
			text := words.T("Relay goes on in the tray.")
			s.App.SendNotification(fyne.NewNotification("Relay", text))
			s.Toast(gateway.Event{Severity: gateway.Info, Text: text, Advice: words.T("Messages go out and come in while the window is closed. Quit there, or with Ctrl+Q.")})
		}
	})
}
