//go:build window && !benchui

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWindowKeys presses every key that F1 lists, and those of the lists.
func TestWindowKeys(t *testing.T) {
	s, p, folder := simulated(t, "1440x900")
	s.key("ctrl+a")
	s.typed("+99912345673") // the simulator can't deliver to it
	s.key("ctrl+Return")
	s.see("Failed 1")
	at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", "+99912345680", "--wait", "receipt", "reply Here I am")
	s.see("Delivered 1")

	t.Log("screens")
	for i, name := range []string{"Overview", "Outbox", "Inbox", "Contacts", "Auto-replies", "Campaigns", "Connections", "Routing", "PDU log"} {
		s.key("ctrl+" + string(rune('1'+i)))
		s.heading(name)
	}
	s.key("ctrl+comma")
	s.heading("Settings")
	s.key("ctrl+2")

	t.Log("over the window")
	for key, shows := range map[string]string{"F1": "Ctrl+Shift+T", "ctrl+shift+h": "What happened", "ctrl+i": "Recipients of a campaign"} {
		s.key(key)
		s.see(shows)
		s.key("ctrl+3") // keys of the window wait
		s.key("Escape")
		s.until("Esc closes what "+key+" opened", func() bool { return s.layers() == 0 })
	}
	s.heading("Campaigns") // which imports where nothing else does, and not the inbox
	s.key("ctrl+k")
	s.focusIs("A command, a screen, a connection, a number …")
	s.typed("outb")
	s.key("Return")
	s.heading("Outbox")

	t.Log("search")
	for _, key := range []string{"ctrl+2", "ctrl+3", "ctrl+9"} {
		s.key(key, "ctrl+f")
		s.typed("xyz")
		s.until("Ctrl+F on "+key, func() bool {
			x, ok := s.focus()
			return ok && x.Kind == "entry" && x.Text == "xyz"
		})
		s.key("Escape")
		s.until("Esc clears the search of "+key, func() bool {
			for _, x := range s.things("entry", "xyz") {
				if x.Text == "xyz" {
					return false
				}
			}
			return true
		})
	}

	t.Log("PDUs below")
	s.key("ctrl+2")
	s.see("No PDU chosen")
	s.key("F6")
	s.gone("No PDU chosen")
	s.key("F6", "F5")
	s.see("No PDU chosen")

	t.Log("a row")
	s.tap("+99912345673")
	s.see("What to do")
	s.key("ctrl+n")
	s.gone("What to do")
	s.focusIs("+36301234567, ...")
	s.key("ctrl+f", "Down", "Down") // from the search into the list, whose row tells itself
	s.see("What to do")
	s.key("ctrl+c")
	s.pasted("+99912345673")
	s.key("ctrl+f", "Down") // back to the row: a click soon after the first would open it apart
	s.key("ctrl+shift+c")
	s.pasted(`"+99912345673"`)
	s.key("ctrl+f", "Down")
	s.key("ctrl+r")
	s.until("Ctrl+R sends it again", func() bool { return len(listed(t, folder, "--state", "failed")) == 2 })
	s.key("ctrl+n")
	s.typed("+99912345670")
	s.key("Tab", "Tab", "Tab")
	s.typed("Tomorrow")
	s.tap("Later")
	s.focusIs("now, or tomorrow 9:00")
	s.typed("tomorrow 9:00")
	s.key("ctrl+Return")
	s.see("Scheduled 1")
	s.tap("+99912345670")
	s.key("Delete")
	s.until("Del cancels it", func() bool { return len(listed(t, folder, "--state", "cancelled")) == 1 })

	t.Log("export")
	path := filepath.Join(t.TempDir(), "all.csv")
	s.key("ctrl+e")
	s.see("Export messages")
	s.key("ctrl+a")
	s.typed(path)
	s.key("Return")
	s.see("4 messages written to all.csv.")
	if b, err := os.ReadFile(path); err != nil || strings.Count(string(b), "\n") != 5 {
		t.Errorf("%v %q", err, b)
	}

	t.Log("Ctrl+Enter away from the fields")
	s.key("Escape")
	s.key("ctrl+n")
	s.typed("+99912345670")
	s.key("Tab", "Tab", "Tab")
	s.typed("From anywhere")
	s.tabTo("Send")
	s.key("ctrl+Return")
	s.see("Delivered 2")

	t.Log("PDU log")
	s.key("ctrl+9")
	s.see("submit_sm_resp")
	s.tap("submit_sm_resp")
	s.key("space")
	s.see("paused")
	s.key("space")
	s.gone("paused")
	s.close(p)
}

// heading waits until a screen is shown, by the title at its top.
func (s *screen) heading(name string) {
	s.t.Helper()
	s.until("the screen is "+name, func() bool {
		for _, x := range s.things("text", name) {
			if x.Text == name && x.X > 204 && x.Y < 30 {
				return true
			}
		}
		return false
	})
}

// layers is how many things lie over the window.
func (s *screen) layers() (n int) {
	for _, x := range s.look() {
		n = max(n, x.Layer)
	}
	return n
}

// pasted pastes what was copied into the search, and takes it away again.
func (s *screen) pasted(want string) {
	s.t.Helper()
	s.key("ctrl+f", "ctrl+v")
	s.until("what was copied has "+want, func() bool {
		x, ok := s.focus()
		return ok && x.Kind == "entry" && strings.Contains(x.Text, want)
	})
	s.key("Escape")
}
