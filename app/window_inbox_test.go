//go:build window && !benchui

package app

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWindowInbox narrows the inbox to a connection, reads the octets of a message
// in five ways, answers by the way it came, and opts the other side out.
func TestWindowInbox(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	config := filepath.Join(t.TempDir(), "two.toml")
	if err := os.WriteFile(config, []byte(`
[[client]]
name = "one"
host = "simulator"
system_id = "relay"
password = "relay"

[[client]]
name = "two"
host = "simulator"
system_id = "relay"
password = "relay"
`), 0o600); err != nil {
		t.Fatal(err)
	}
	at(t, folder, "config", "import", config)
	p := s.window(folder, "1440x900")
	s.see("2 of 2 connected")
	at(t, folder, "send", "--link", "one", "--from", "12125550100", "--to", "+99912345680", "--wait", "receipt", "reply Is there parking?")
	s.key("ctrl+3")
	s.see("1 conversation, 1 unread")
	s.tap("Every connection and account")
	s.tap("two")
	s.see("No conversation fits.")
	s.gone("Is there parking?")
	s.tap("two")
	s.tap("one")
	s.tap("Is there parking?")
	s.see("1 new")
	s.see("Reply as")

	bubble := func() thing {
		var found thing
		s.until("the message is in the thread", func() bool {
			for _, x := range s.things("text", "Is there parking?") {
				if x.X > 520 {
					found = x
					return true
				}
			}
			return false
		})
		return found
	}()
	s.click(bubble.X+bubble.W/2, bubble.Y+bubble.H/2)
	s.tap("Details and octets…")
	s.see("read in five ways")
	s.see("GSM 7-bit")
	s.key("Escape")
	s.until("Esc closes it", func() bool { return s.layers() == 0 })

	s.click(bubble.X, 770) // the answer
	s.typed("Yes - behind the house")
	s.see("GSM-7 · 22 / 160")
	s.tap("Send")
	s.until("the answer leaves by the link by which it was asked", func() bool {
		list := listed(t, folder)
		return len(list) > 0 && list[0].Link == "one" && list[0].To == "+99912345680"
	})
	s.tap("Opt out")
	s.see("on the opt-out list?")
	s.tap("Opt out") // in the question
	s.see("opted out")
	p.terminate()
}
