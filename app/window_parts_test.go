//go:build window && !benchui

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWindowMissingPart reads an incoming text of which the last part is late: its
// place is kept in the thread, what came of it is shown, and when the part comes
// the text is whole.
func TestWindowMissingPart(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	config := filepath.Join(t.TempDir(), "late.toml")
	if err := os.WriteFile(config, []byte(`
[[client]]
name = "loopback"
host = "simulator"
system_id = "relay"
password = "relay"

[simulator]
scenario = "part late=12"
`), 0o600); err != nil {
		t.Fatal(err)
	}
	at(t, folder, "config", "import", config)
	p := s.window(folder, "1440x900")
	s.see("1 of 1 connected")
	text := "reply Can you tell me the way? " + strings.Repeat("It is a long way to go. ", 11) + "We come at 9:40."
	at(t, folder, "send", "--link", "loopback", "--from", "12125550100", "--to", "+99912345680", "--wait", "accepted", text)
	s.key("ctrl+3")
	s.see("1 of 2 parts") // in the list
	s.tap("+99912345680")
	s.see("Part 2 of 2 is missing")
	s.see("it may come until")
	ends := func() int { return len(s.things("text", "9:40.")) } // of what was asked, and of what came
	if n := ends(); n != 1 {
		t.Errorf("%d texts have their end", n)
	}
	s.tap("Show what came")
	s.see("1 of 2 parts, the rest may still come")
	s.see("read in five ways")
	s.key("Escape")
	s.until("Esc closes it", func() bool { return s.layers() == 0 })

	s.gone("is missing")
	s.until("the text is whole", func() bool { return ends() == 2 })
	s.gone("1 of 2 parts")
	s.close(p)
}
