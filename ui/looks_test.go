package ui

import (
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/gateway"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares what the window adds to its screens with goldens: the
// palette, notices, what happened, and the frame of a gateway in trouble.
func TestLooks(t *testing.T) {
	// rest turns the loop until everything that was begun is shown.
	rest := func(loop *uitest.Loop) {
		synctest.Wait()
		for loop.Turn() {
			synctest.Wait()
		}
	}
	notices := func(s *Shell) {
		s.Toast(gateway.Event{Severity: gateway.Success, Text: "The campaign \"Reminders\" is done.", Advice: "228 of 240 arrived."})
		s.Toast(gateway.Event{Severity: gateway.Warning, Link: "provider-a", Text: "The provider throttles: Relay sends 20 messages a second now.", Advice: "It goes up again by itself."})
		s.Toast(gateway.Event{Severity: gateway.Severe, Link: "provider-a", Text: "The PDUs can't be saved: there is no room in /home/relay/Documents/provider-a/2026-03/captures/pdus-of-the-morning.pcapng", Advice: "Choose another folder."})
	}
	for name, look := range map[string]func(s *Shell, loop *uitest.Loop){
		"palette": func(s *Shell, loop *uitest.Loop) { s.palette.show() },
		"palette-found": func(s *Shell, loop *uitest.Loop) {
			s.Office.(*uitest.House).Folk.Contact = []gateway.Contact{{ID: 1, Name: "Maria Larsen", Number: "+36301234567"}}
			s.palette.show()
			s.palette.field.SetText("+363")
			time.Sleep(2 * findWait)
		},
		"palette-none": func(s *Shell, loop *uitest.Loop) {
			s.palette.show()
			s.palette.field.SetText("> zzzz")
		},
		"toasts": func(s *Shell, loop *uitest.Loop) { notices(s) },
		"events": func(s *Shell, loop *uitest.Loop) {
			notices(s)
			time.Sleep(time.Minute)
			s.ShowHistory()
		},
		"keys": func(s *Shell, loop *uitest.Loop) { s.help() },
		"wide": func(s *Shell, loop *uitest.Loop) {
			for i := range sparkSeconds {
				s.status.passed(float64(20 + i%17))
			}
			s.win.Resize(fyne.NewSize(1300, 640))
		},
		"tip": func(s *Shell, loop *uitest.Loop) { s.rail.navs[PDULog].MouseIn(&desktop.MouseEvent{}) },
		"trouble": func(s *Shell, loop *uitest.Loop) {
			s.numbers.status.Warnings = []string{"The messages of shop have no route: add one under Routing.", "The disk is nearly full."}
			s.numbers.errors = 2
			s.showNumbers()
		},
	} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			if mode == theme.Dark && !uitest.Compared() {
				continue // there is nothing else to find in it
			}
			t.Run(name+"-"+string(mode), func(t *testing.T) {
				uitest.Calm(t, func(t *testing.T) {
					s, loop := window(t)
					s.SetAppearance(settings.Appearance{Mode: mode, Zoom: 100, Language: "en"})
					s.Open(Overview)
					rest(loop)
					look(s, loop)
					rest(loop)
					uitest.Golden(t, s, name+"-"+string(mode))
				})
			})
		}
	}
}
