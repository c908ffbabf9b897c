//go:build window && !benchui

package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestWindowApart opens two messages in windows of their own with the keyboard,
// looks at one's PDUs there, and sees that a message which is erased is no longer
// told, while the other stays.
func TestWindowApart(t *testing.T) {
	s, p, folder := simulated(t, "1440x900")
	for _, number := range []string{"+99912345690", "+99912345680"} {
		at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", number, "--wait", "accepted", "Way of "+number)
	}
	s.see("Delivered 2")
	windows := func() []string {
		return strings.Fields(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid)))
	}
	main := windows()[0]
	s.tap("Way of +99912345690")
	s.see("Delivered, says the receipt")
	s.key("Return") // its details are there already
	s.until("it has its window", func() bool { return len(windows()) == 2 })
	first := windows()[slices.IndexFunc(windows(), func(id string) bool { return id != main })]

	s.do("windowfocus", main)
	s.tap("Way of +99912345680")
	s.key("ctrl+o")
	s.until("and so has another", func() bool { return len(windows()) == 3 })
	second := windows()[slices.IndexFunc(windows(), func(id string) bool { return id != main && id != first })]
	for i, id := range []string{first, second} { // each beside the list, whose place the eye does not tell from theirs
		s.do("windowsize", "--sync", id, "600", "440")
		s.do("windowmove", id, "840", fmt.Sprint(i*450))
	}
	s.until("both are told twice, here and in the main window", func() bool {
		return len(s.things("text", "Message to +99912345690"))+len(s.things("text", "Message to +99912345680")) == 3
	})

	at(t, folder, "erase", "--subject", "+99912345690", "--yes")
	s.see("No longer kept")
	if len(s.things("text", "Message to +99912345680")) != 2 {
		t.Error("the other message is gone too")
	}
	s.do("windowfocus", first)
	s.key("Escape")
	s.until("Esc closes its window", func() bool { return len(windows()) == 2 })
	s.gone("No longer kept")
	s.do("windowfocus", main)
	s.close(p)
}
