//go:build window && !benchui

package app

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// What a test does with a window: it looks at what is there, and types and clicks
// as a user does.

// look is what the window shows now; nil while it can't be asked.
func (s *screen) look() (list []thing) {
	c, err := net.Dial("unix", s.eye)
	if err != nil {
		return nil
	}
	defer c.Close()
	_ = json.NewDecoder(c).Decode(&list)
	return list
}

// things are those of a kind that have a phrase on them; "" is every kind.
func (s *screen) things(kind, phrase string) (out []thing) {
	for _, x := range s.look() {
		if (kind == "" || x.Kind == kind) && strings.Contains(x.Text, phrase) {
			out = append(out, x)
		}
	}
	return out
}

// see waits until a phrase stands on the screen.
func (s *screen) see(phrase string) {
	s.t.Helper()
	s.until("the screen shows "+phrase, func() bool { return len(s.things("", phrase)) > 0 })
}

// gone waits until a phrase stands nowhere.
func (s *screen) gone(phrase string) {
	s.t.Helper()
	s.until("the screen shows no longer "+phrase, func() bool { return len(s.things("", phrase)) == 0 })
}

// until waits, and shows what was on the screen when it waits in vain.
func (s *screen) until(what string, ok func() bool) {
	s.t.Helper()
	done := false
	defer func() {
		if !done {
			s.dump()
		}
	}()
	waitFor(s.t, what, ok)
	done = true
}

// dump logs what is on the screen.
func (s *screen) dump() {
	var lines []string
	for _, x := range s.look() {
		mark := " "
		if x.Focus {
			mark = "*"
		}
		if x.Kind == "text" || x.Kind == "entry" || x.Focus {
			lines = append(lines, fmt.Sprintf("%s %d %-8s %4d,%-4d %q %q", mark, x.Layer, x.Kind, x.X, x.Y, x.Text, x.Hint))
		}
	}
	s.t.Logf("on the screen:\n%s", strings.Join(lines, "\n"))
	if folder := os.Getenv("RELAY_TEST_PICTURES"); folder != "" {
		s.shoot(filepath.Join(folder, strings.ReplaceAll(s.t.Name(), "/", "-")+".png"))
	}
}

// tap clicks what has a word on it: the whole word, on top of what else has it.
func (s *screen) tap(word string) {
	s.t.Helper()
	var x, was thing
	s.until("there is "+word+" to click, and it stands still", func() bool {
		was, x = x, thing{Layer: -1}
		for _, y := range s.look() {
			if y.Kind != "text" && y.Kind != "entry" && y.Text == word && !y.Off && y.Layer > x.Layer {
				x = y
			}
		}
		if x.Layer >= 0 {
			return x.X == was.X && x.Y == was.Y
		}
		for _, y := range s.things("text", word) {
			if y.Text == word && y.Layer > x.Layer {
				x = y
			}
		}
		return x.Layer >= 0 && x.X == was.X && x.Y == was.Y
	})
	s.click(x.X+x.W/2, x.Y+x.H/2)
}

// into clicks the field with a label above it or before it.
func (s *screen) into(label string) {
	s.t.Helper()
	var at thing
	s.until("there is a field "+label, func() bool {
		list := s.look()
		i := slices.IndexFunc(list, func(x thing) bool { return x.Kind == "text" && x.Text == label })
		if i < 0 {
			return false
		}
		l, best := list[i], 1<<30
		for _, x := range list {
			below, beside := x.Y-l.Y, x.X-l.X
			if x.Kind != "entry" || below < -12 || beside < -12 || below > 60 || below < 12 && beside < 12 {
				continue
			}
			if d := below*4 + beside; d < best {
				at, best = x, d
			}
		}
		return best < 1<<30
	})
	s.click(at.X+20, at.Y+at.H/2)
	s.until("the field "+label+" has the cursor", func() bool {
		return slices.ContainsFunc(s.look(), func(x thing) bool { return x.Focus && x.X == at.X && x.Y == at.Y })
	})
}

// focus is what has the focus.
func (s *screen) focus() (thing, bool) {
	list := s.look()
	i := slices.IndexFunc(list, func(x thing) bool { return x.Focus })
	if i < 0 {
		return thing{}, false
	}
	return list[i], true
}

// focusIs waits until what has a word on it, or a place-holder, has the focus.
func (s *screen) focusIs(word string) {
	s.t.Helper()
	s.until(word+" has the focus", func() bool {
		x, ok := s.focus()
		return ok && (x.Text == word || x.Hint == word)
	})
}

// tabTo presses Tab until what has a word on it has the focus.
func (s *screen) tabTo(word string) {
	s.t.Helper()
	last := thing{}
	for range 60 {
		x, ok := s.focus()
		if ok && (x.Text == word || x.Hint == word) {
			return
		}
		last = x
		s.key("Tab")
		s.until("Tab moves the focus", func() bool {
			x, ok := s.focus()
			return ok && (x.X != last.X || x.Y != last.Y || x.Text != last.Text)
		})
	}
	s.dump()
	s.t.Fatalf("Tab does not come to %s", word)
}

// key presses keys, as xdotool names them.
func (s *screen) key(keys ...string) {
	s.do(append([]string{"key", "--clearmodifiers"}, keys...)...)
}

// typed types a text.
func (s *screen) typed(text string) { s.do("type", "--delay", "4", text) }

// close quits with Ctrl+Q and expects an orderly end.
func (s *screen) close(p *program) {
	s.t.Helper()
	s.key("ctrl+q")
	if code := p.wait(); code != 0 {
		s.t.Errorf("Ctrl+Q: exit %d\n%s", code, p.stderr())
	}
	if strings.Contains(p.stderr(), "Error in Fyne call thread") {
		s.t.Errorf("a call from a wrong thread:\n%s", p.stderr())
	}
}
