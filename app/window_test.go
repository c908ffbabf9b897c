//go:build window

package app

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// screen is a display of its own without a window manager.
type screen struct {
	t       *testing.T
	display string
	home    string
}

func newScreen(t *testing.T, size string) *screen {
	t.Helper()
	s := &screen{t: t, home: t.TempDir()}
	for n := 110 + os.Getpid()%300; ; n++ {
		if _, err := os.Stat(fmt.Sprintf("/tmp/.X11-unix/X%d", n)); os.IsNotExist(err) {
			s.display = fmt.Sprintf(":%d", n)
			break
		}
	}
	// Without -noreset the display starts anew when the last client has left it:
	// a window that opens at that moment finds no display.
	start(t, exec.Command("Xvfb", s.display, "-screen", "0", size+"x24", "-nolisten", "tcp", "-noreset"))
	waitFor(t, "the display is there", func() bool { return exec.Command("xdpyinfo", "-display", s.display).Run() == nil })
	return s
}

// window starts Relay and waits for its window.
func (s *screen) window(folder, size string) *program {
	s.t.Helper()
	cmd := exec.Command(os.Args[0], flags(folder)...)
	cmd.Env = append(os.Environ(), programEnv+"=1", "DISPLAY="+s.display, "HOME="+s.home, "XDG_CONFIG_HOME="+s.home, "LANG=en_US.UTF-8", "FYNE_THEME=light", "DBUS_SESSION_BUS_ADDRESS=")
	p := start(s.t, cmd)
	id := ""
	waitFor(s.t, "the window is there", func() bool {
		id = strings.TrimSpace(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(cmd.Process.Pid)))
		return id != ""
	})
	id = strings.Fields(id)[0]
	w, h, _ := strings.Cut(size, "x")
	s.do("windowmove", id, "0", "0")
	s.do("windowsize", "--sync", id, w, h)
	s.do("windowfocus", id)
	waitFor(s.t, "the window has drawn itself", func() bool { return s.colors() > 40 })
	return p
}

func (s *screen) do(args ...string) string {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	out, _ := cmd.Output()
	return string(out)
}

func (s *screen) click(x, y int) {
	s.do("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
}

// colors is the number of colours on the display: a blank window has few.
func (s *screen) colors() (n int) {
	cmd := exec.Command("sh", "-c", "import -window root png:- | identify -format %k -")
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	out, err := cmd.Output()
	if err != nil {
		return 0
	}
	_, _ = fmt.Sscan(string(out), &n)
	return n
}

// TestWindowFirstRun is the first minute of a new user: start the simulator,
// send the prepared message, see it delivered, close, and find it all again.
func TestWindowFirstRun(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	began := time.Now()
	p := s.window(folder, "1440x900")
	waitFor(t, "Start simulator adds the link", func() bool {
		s.click(560, 540)
		return strings.Contains(at(t, folder, "config", "export", "-"), `name = "loopback"`)
	})
	waitFor(t, "Ctrl+Enter sends the prepared message", func() bool {
		s.do("key", "--clearmodifiers", "ctrl+Return")
		return len(listed(t, folder)) > 0
	})
	waitFor(t, "it is delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 1 })
	t.Logf("from the start to delivered in %s", time.Since(began).Round(100*time.Millisecond))
	if m := listed(t, folder)[0]; m.Link != "loopback" || m.To != "+99912345670" {
		t.Errorf("%+v", m)
	}

	// A second start raises the window and ends.
	second := exec.Command(os.Args[0], flags(folder)...)
	second.Env = append(os.Environ(), programEnv+"=1", "DISPLAY="+s.display, "HOME="+s.home)
	if code := start(t, second).wait(); code != 0 {
		t.Errorf("a second start: exit %d", code)
	}

	// The theme is kept, and Ctrl+Q stops in order.
	s.do("key", "--clearmodifiers", "ctrl+shift+t")
	s.do("key", "--clearmodifiers", "ctrl+q")
	if code := p.wait(); code != 0 {
		t.Errorf("Ctrl+Q: exit %d\n%s", code, p.stderr())
	}
	if strings.Contains(p.stderr(), "Error in Fyne call thread") {
		t.Errorf("a call from a wrong thread:\n%s", p.stderr())
	}

	// Everything is there again; SIGTERM stops in order too.
	p = s.window(folder, "1440x900")
	waitFor(t, "the link binds again", func() bool {
		return strings.Count(at(t, folder, "pdus", "--filter", "cmd==bind_transceiver_resp"), "\n") == 2
	})
	if len(listed(t, folder, "--state", "delivered")) != 1 {
		t.Error("the message is gone after a restart")
	}
	p.terminate()
}

// TestWindowTrouble opens a window that says what is wrong when the data can't
// be read, rather than nothing.
func TestWindowTrouble(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	if err := os.WriteFile(folder+"/relay.db", []byte(strings.Repeat("this is no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	p := s.window(folder, "520x220")
	waitFor(t, "the window closes with Return on its button", func() bool {
		s.do("key", "Tab", "Tab", "Return")
		select {
		case <-p.done:
			return true
		default:
			return false
		}
	})
	if code := p.wait(); code != 1 || p.stderr() == "" {
		t.Errorf("exit %d\n%s", code, p.stderr())
	}
}
