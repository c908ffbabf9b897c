//go:build window && !benchui

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWindowKeyboard is the first minute of somebody who has no mouse: start the
// simulator, send the prepared message, see it delivered, close, and find it all
// again.
func TestWindowKeyboard(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	began := time.Now()
	p := s.window(folder, "1440x900")
	s.see("Welcome to Relay")
	s.tabTo("Start simulator")
	s.key("Return")
	s.see("SIMULATOR")
	s.key("ctrl+Return")
	waitFor(t, "it is delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 1 })
	t.Logf("from the start to delivered in %s", time.Since(began).Round(100*time.Millisecond))
	if m := listed(t, folder)[0]; m.Link != "loopback" || m.To != "+99912345670" {
		t.Errorf("%+v", m)
	}
	s.see("Delivered 1")
	s.see("Delivered. Your message went out") // the notice of the first one

	// A second message, all by Tab: number, text, Send.
	s.key("ctrl+n")
	s.typed("+99912345680")
	s.focusIs("+36301234567, ...")
	s.key("Tab", "Tab", "Tab")
	s.typed("reply Written without a mouse")
	s.tabTo("Send")
	s.key("Return")
	waitFor(t, "the answer of the simulator comes", func() bool { return len(listed(t, folder, "--box", "in")) == 1 })

	// A second start raises the window and ends.
	if code := s.start(folder).wait(); code != 0 {
		t.Errorf("a second start: exit %d", code)
	}
	s.close(p)

	// Everything is there again; SIGTERM stops in order too.
	p = s.window(folder, "1440x900")
	waitFor(t, "the link binds again", func() bool {
		return strings.Count(at(t, folder, "pdus", "--filter", "cmd==bind_transceiver_resp"), "\n") == 2
	})
	s.see("Written without a mouse")
	if len(listed(t, folder, "--state", "delivered")) != 2 {
		t.Error("a message is gone after a restart")
	}
	p.terminate()
}

// TestWindowProvider adds a link to a provider, another Relay, with a wrong
// password and then the right one: the refusal stands in words where it is looked
// for, and the test of the connection names the step.
func TestWindowProvider(t *testing.T) {
	port := freePort(t)
	serving(t, t.TempDir(), "--config", write(t, officeConfig(port)))
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	p := s.window(folder, "1440x900")
	s.see("Welcome to Relay")
	s.tap("Add connection")
	s.see("New connection")
	s.focusIs("e.g. provider-a")
	for _, value := range []string{"office", "127.0.0.1", fmt.Sprint(port), "shop", "wrong"} {
		s.typed(value)
		s.key("Tab")
		if value == "127.0.0.1" {
			s.key("ctrl+a") // the port has a value already
		}
	}
	s.tap("Test")
	s.see("said no to the bind")
	s.see("most likely") // what to do about it
	s.key("Escape")
	s.gone("said no to the bind")
	s.see("New connection") // Esc left the test alone
	s.tap("Save")
	s.see("Saved.")
	s.see("Refused")
	if n := len(listed(t, folder)); n != 0 {
		t.Errorf("%d messages", n)
	}
	s.tap("Edit")
	s.see("Connections")
	s.into("Password")
	s.typed("s3cret")
	s.tap("Save")
	s.see("Bound")
	waitFor(t, "it is bound", func() bool {
		return strings.Contains(at(t, folder, "pdus", "--json", "--filter", "cmd==bind_transceiver_resp && status==0"), "bind_transceiver_resp")
	})
	s.tap("Test")
	s.see("Everything works")
	s.key("Escape")
	s.gone("Everything works")

	// The first message over a real connection asks once.
	s.key("ctrl+n")
	s.typed("+36301234567")
	s.key("Tab", "Tab", "Tab")
	s.typed("Over the provider")
	s.key("ctrl+Return")
	s.see("Send for real?")
	if len(listed(t, folder)) != 0 {
		t.Error("it left before the answer")
	}
	s.key("Return")
	waitFor(t, "it is delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 1 })
	s.close(p)
}

// TestWindowCampaign sends 1,000 messages from a table to their end.
func TestWindowCampaign(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("name;phone\n")
	for i := range 1000 {
		fmt.Fprintf(&csv, "Person %d;+9991%06d0\n", i, i)
	}
	table := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(table, []byte(csv.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	s, p, folder := simulated(t, "1440x900")
	s.key("ctrl+i")
	s.see("Recipients of a campaign")
	s.typed(table)
	s.key("Return")
	s.see("1,000 rows")
	s.tap("Next")
	s.see("The phone numbers are in")
	s.tap("Next")
	s.see("A tap puts a field")
	s.typed("Hello {name}, the shop is open again.")
	s.tap("Next")
	s.see("messages will go out")
	s.tap("Next")
	s.see("It starts as soon as you send it.")
	s.key("ctrl+a", "BackSpace") // the pace has the cursor: as fast as the connection takes them
	s.key("ctrl+Return")
	s.see("You can pause or stop the campaign at")
	if n := len(listed(t, folder)); n != 0 {
		t.Errorf("%d left before the answer", n)
	}
	s.key("Return")
	s.until("all are delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 1000 })
	s.see("nothing is left to send")
	s.see("of 1,000 with a final state")
	m := listed(t, folder)[0]
	if !strings.HasPrefix(m.Text, "Hello Person ") || !strings.HasSuffix(m.Text, ", the shop is open again.") || m.Link != "loopback" {
		t.Errorf("%+v", m)
	}
	s.key("Escape") // back to the list
	s.see("customers")
	s.see("New campaign")
	s.close(p)
}
