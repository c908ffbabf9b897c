//go:build window && !benchui

package app

import (
	"strings"
	"testing"
)

// TestWindowComposer writes a message with what forces Unicode, makes it simple
// with a click, keeps it as a template, looks at its octets, and has it leave later.
func TestWindowComposer(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	p := s.window(folder, "1440x900")
	s.tap("Start simulator")
	s.see("SIMULATOR")
	text := strings.Repeat("Come early ", 14) + "\u2013 please"
	at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", "+99912345680", "--wait", "receipt", text)
	s.see("Delivered 1")
	s.tap("+99912345680")
	s.tap("Duplicate as new")
	s.see("1 recipient: +99912345680")
	s.see("forces Unicode")
	s.see("Unicode · 162 / 201")
	s.key("ctrl+a")
	s.typed("+99912345680, +999 12345690, +99912345680")
	s.see("2 recipients, all valid")
	s.see("+99912345680, +99912345690")
	s.see("1 twice")
	s.tap("Replace")
	s.see("GSM-7 · 162 / 306")
	s.gone("forces Unicode")

	s.tap("Templates")
	s.see("Keep this text as a template…")
	keep := s.things("text", "Keep this text as a template…")[0] // alone in its menu, which has its words too
	s.click(keep.X+keep.W/2, keep.Y+keep.H/2)
	s.see("Keep as a template")
	s.typed("Early")
	s.key("Return")
	s.see("Templates stored.")

	s.tap("PDUs") // makes room
	s.tap("More")
	s.tap("See the octets before they leave…")
	s.see("What leaves")
	s.see("Part 1 of 2")
	s.see("destination_addr")
	s.key("Escape")
	s.until("Esc closes it", func() bool { return s.layers() == 0 })

	s.tap("Later")
	s.tap("in 1 h")
	s.see("in 60 min")
	s.tap("Send later: 4 parts")
	s.see("Scheduled 2")
	list := listed(t, folder)
	if len(list) != 3 || list[0].Parts != 2 || list[0].State != "queued" || strings.Contains(list[0].Text, "\u2013") {
		t.Errorf("%+v", list)
	}
	s.tap("Templates")
	s.tap("Early")
	s.see("GSM-7 · 162 / 306")
	p.terminate()
}
