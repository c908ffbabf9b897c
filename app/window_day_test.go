//go:build window && !benchui

package app

import (
	"database/sql"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// simulated is a first start in a window of a size, in which somebody has started
// the simulator.
func simulated(t *testing.T, size string) (s *screen, p *program, folder string) {
	t.Helper()
	s, folder = newScreen(t, "1440x900"), t.TempDir()
	p = s.window(folder, size)
	s.tap("Start simulator")
	s.see("SIMULATOR")
	return s, p, folder
}

// TestWindowReply answers a message in its conversation, finds the PDUs of it by
// a filter, and changes the look of the window while it is open.
func TestWindowReply(t *testing.T) {
	s, p, folder := simulated(t, "1440x900")
	s.key("ctrl+n")
	s.key("ctrl+a")
	s.typed("+99912345680")
	s.key("Tab", "Tab", "Tab", "ctrl+a")
	s.typed("reply Do you have a table for two?")
	s.key("ctrl+Return")
	waitFor(t, "the simulator writes back", func() bool { return len(listed(t, folder, "--box", "in")) == 1 })
	s.key("ctrl+3")
	s.see("Unread 1")
	s.tap("Do you have a table for two?") // the row of the conversation
	s.see("Reply as Relay over loopback")
	s.typed("Yes, at eight. Your name?")
	s.key("ctrl+Return")
	waitFor(t, "the answer is delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 2 })
	if m := listed(t, folder)[0]; m.To != "+99912345680" || m.From != "Relay" || m.Link != "loopback" || m.Text != "Yes, at eight. Your name?" {
		t.Errorf("%+v", m)
	}
	s.see("Yes, at eight. Your name?")
	s.gone("Unread 1")

	// The PDU log, filtered: only what fits is listed.
	s.key("ctrl+9")
	s.see("bind_transceiver")
	s.key("ctrl+f")
	s.typed("cmd==submit_sm_resp && status==0")
	s.key("Return")
	s.gone("bind_transceiver")
	s.until("both answers are listed, and nothing else", func() bool {
		n := 0
		for _, x := range s.things("text", "submit_sm") {
			if x.Text == "submit_sm_resp" {
				n++
			} else if x.Text == "submit_sm" {
				return false
			}
		}
		return n == 2 && len(s.things("text", "2 match")) == 1
	})
	s.key("Escape")
	s.see("bind_transceiver")

	// Light and dark, at once.
	if g := s.ground(); g < 200 {
		t.Errorf("the ground of the window is %d, not light", g)
	}
	s.key("ctrl+shift+t")
	s.until("the window is dark", func() bool { return s.ground() < 60 })
	s.key("ctrl+equal")
	s.see("bind_transceiver")
	s.key("ctrl+minus")

	// The language, at once.
	s.key("ctrl+comma")
	s.tap("Appearance")
	s.see("Language")
	s.choose("Language", "Deutsch")
	s.see("Postausgang")
	s.gone("Outbox")
	s.close(p)
	s.window(folder, "1440x900")
	s.see("Postausgang")
}

// TestWindowKept kills the program two seconds after the last change: the window
// comes back as it was, with its size, columns, look, link, messages and draft.
func TestWindowKept(t *testing.T) {
	s, p, folder := simulated(t, "1400x820")
	s.key("ctrl+Return")
	waitFor(t, "it is delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 1 })
	s.key("ctrl+shift+t")
	before := s.at("From")
	s.drag(before.X-10, before.Y+8, 60) // the edge at the right of the numbers
	s.until("the column is wider", func() bool { return s.at("From").X > before.X+40 })
	s.key("ctrl+n")
	s.typed("+36301234567")
	s.key("Tab", "Tab", "Tab")
	s.typed("Half a thought")
	last := time.Now()
	office := func(key string) (doc string) {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "relay.db")+"?mode=ro&_pragma=busy_timeout(2000)")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		_ = db.QueryRow("SELECT document FROM office WHERE key = ?", key).Scan(&doc)
		return doc
	}
	waitFor(t, "what was typed last is stored", func() bool {
		return strings.Contains(office("draft.compose"), "Half a thought") && strings.Contains(office("window"), `"Width":1400`) && strings.Contains(office("window.columns"), "outbox")
	})
	if d := time.Since(last); d > 3*time.Second {
		t.Errorf("it is stored after %s", d)
	}
	wide := s.at("From").X // the drag is over
	p.kill()

	p = s.open(folder)
	s.see("Half a thought")
	s.see("Delivered 1")
	s.see("loopback")
	if x := s.at("From").X; x != wide {
		t.Errorf("the column stands at %d, not %d", x, wide)
	}
	if g := s.ground(); g > 60 {
		t.Errorf("the ground is %d, not dark", g)
	}
	if w, h := s.size(p); w != 1400 || h != 820 {
		t.Errorf("the window has %dx%d", w, h)
	}
	s.close(p)
}

// at is where a text stands.
func (s *screen) at(text string) (x thing) {
	s.t.Helper()
	s.until("there is "+text, func() bool {
		for _, y := range s.things("text", text) {
			if y.Text == text {
				x = y
				return true
			}
		}
		return false
	})
	return x
}

// drag pulls the mouse to the right.
func (s *screen) drag(x, y, by int) {
	s.do("mousemove", fmt.Sprint(x), fmt.Sprint(y), "mousedown", "1")
	for n := 1; n <= 6; n++ {
		s.do("mousemove", fmt.Sprint(x+by*n/6), fmt.Sprint(y))
	}
	s.do("mouseup", "1")
}

// choose picks an option of the list behind a label.
func (s *screen) choose(label, option string) {
	s.t.Helper()
	l := s.at(label)
	var pick thing
	s.until("there is a list at "+label, func() bool {
		for _, x := range s.things("widgets.picker", "") {
			if x.X > l.X && x.Y > l.Y-20 && x.Y < l.Y+30 {
				pick = x
				return true
			}
		}
		return false
	})
	s.click(pick.X+pick.W/2, pick.Y+pick.H/2)
	s.tap(option)
}

// ground is how light the window is in its lower middle, 0 to 255.
func (s *screen) ground() int {
	path := filepath.Join(s.t.TempDir(), "ground.png")
	cmd := exec.Command("import", "-window", "root", "-crop", "1x1+12+700", "-depth", "8", path)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if err := cmd.Run(); err != nil {
		return -1
	}
	f, err := os.Open(path)
	if err != nil {
		return -1
	}
	defer f.Close()
	var m image.Image
	if m, err = png.Decode(f); err != nil {
		return -1
	}
	r, g, b, _ := m.At(m.Bounds().Min.X, m.Bounds().Min.Y).RGBA()
	return int(r+g+b) / 3 >> 8
}

// size is that of the window.
func (s *screen) size(p *program) (w, h int) {
	id := strings.Fields(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid)))
	if len(id) > 0 {
		for line := range strings.Lines(s.do("getwindowgeometry", id[0])) {
			_, _ = fmt.Sscanf(strings.TrimSpace(line), "Geometry: %dx%d", &w, &h)
		}
	}
	return w, h
}
