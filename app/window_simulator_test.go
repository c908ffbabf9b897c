//go:build window && !benchui

package app

import (
	"fmt"
	"strings"
	"testing"
)

// TestWindowSimulator lets a program in at the simulator's listener, makes it
// throttle with a slider's scenario, drops the session by hand, and reads all of
// that in the simulator's own log.
func TestWindowSimulator(t *testing.T) {
	s, folder, port := newScreen(t, "1440x900"), t.TempDir(), freePort(t)
	p := s.window(folder, "1440x900")
	s.tap("Start simulator")
	s.see("SIMULATOR")
	s.tap("Simulator")
	s.see("NOT REAL TRAFFIC")
	s.see("inside Relay") // the link of this Relay is a session too

	// The listener stands further down the page.
	s.do("mousemove", "500", "450", "click", "--repeat", "30", "--delay", "20", "5")
	s.see("For programs of yours")
	s.tap("127.0.0.1:2776")
	s.key("ctrl+a")
	s.typed(fmt.Sprintf("127.0.0.1:%d", port))
	s.tap("Listen for programs on this computer")
	s.see(fmt.Sprintf("Listens on 127.0.0.1:%d.", port))

	other := t.TempDir()
	serving(t, other, "--config", write(t, fmt.Sprintf("[[client]]\nname = \"outside\"\nhost = \"127.0.0.1\"\nport = %d\nsystem_id = \"relay\"\npassword = \"relay\"\nreconnect_first = \"1s\"\n", port)))
	s.until("the program is listed with its address", func() bool {
		for _, x := range s.things("widgets.Grid", "127.0.0.1:") {
			if strings.Contains(x.Text, "inside Relay") && strings.Contains(x.Text, "transceiver") {
				return true
			}
		}
		return false
	})
	at(t, other, "send", "--link", "outside", "--from", "Shop", "--to", "+36301234567", "--wait", "receipt", "hello")
	s.tap("Log")
	for _, want := range []string{"Bound", "Accepted", "+36301234567", "DELIVRD"} {
		s.see(want)
	}
	s.tap("Sessions")
	s.see("inside Relay")
	g := s.things("widgets.Grid", "inside Relay")[0]
	s.click(g.X+100, g.Y+28+28+14) // the second row is the newer session
	s.tap("Drop")
	s.tap("Log")
	s.see("dropped by hand")
	s.until("it binds again", func() bool {
		for _, x := range s.things("widgets.Grid", "dropped by hand") {
			if strings.Count(x.Text, "Bound") == 3 {
				return true
			}
		}
		return false
	})
	s.close(p)
}
