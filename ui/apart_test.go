package ui

import (
	"testing"
	"testing/synctest"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestWindowsApart opens messages in windows of their own: one each, which live
// on whatever the main window shows, speak its language, and close with Esc.
func TestWindowsApart(t *testing.T) {
	uitest.Calm(t, func(t *testing.T) {
		s, loop := window(t)
		h := s.Office.(*uitest.House)
		shows := func(a *apart, text string) {
			t.Helper()
			synctest.Wait()
			for loop.Turn() {
				synctest.Wait()
			}
			if !uitest.Shows(a.view.Object(), text) {
				t.Errorf("the window of message %d does not show %q", a.id, text)
			}
		}
		s.OpenApart(5)
		s.OpenApart(4)
		s.OpenApart(5)
		if len(s.aparts) != 2 {
			t.Fatalf("%d windows for two messages", len(s.aparts))
		}
		first, second := s.aparts[0], s.aparts[1]
		shows(first, "Queued")
		shows(second, "Hello")
		s.Open(Routing)
		h.List[0].State = gateway.Delivered
		s.update(gateway.Update{Messages: true})
		shows(first, "Delivered")
		s.SetAppearance(settings.Appearance{Mode: theme.Dark, Zoom: 120, Language: "de"})
		shows(first, "Zugestellt")
		shows(second, "Nachricht an +36301234567")
		second.win.Resize(fyne.NewSize(500, 600))
		second.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if len(s.aparts) != 1 || s.aparts[0] != first {
			t.Errorf("after Esc %d windows are open", len(s.aparts))
		}
		if s.state.ApartWidth != 500 || s.state.ApartHeight != 600 {
			t.Errorf("the next one will be %v by %v", s.state.ApartWidth, s.state.ApartHeight)
		}
	})
}
