//go:build window

package app

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// eyeEnv names the socket on which the program, when it is the test binary, says
// what its window shows. The program that users run has no such thing.
const eyeEnv = "RELAY_TEST_EYE"

// screen is a display of its own without a window manager.
type screen struct {
	t       *testing.T
	display string
	home    string
	bus     string // address of the session bus; "": none
	eye     string // socket of the window that was started last
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

// window starts Relay, waits for its window and gives it a size.
func (s *screen) window(folder, size string) *program {
	s.t.Helper()
	p := s.open(folder)
	id := strings.Fields(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid)))[0]
	w, h, _ := strings.Cut(size, "x")
	s.do("windowsize", "--sync", id, w, h)
	s.do("windowfocus", id)
	return p
}

// open starts Relay and waits for its window, which has the size that it chooses.
func (s *screen) open(folder string) *program {
	s.t.Helper()
	s.eye = filepath.Join(s.t.TempDir(), "eye")
	p := s.start(folder, eyeEnv+"="+s.eye)
	id := ""
	waitFor(s.t, "the window is there", func() bool {
		id = strings.TrimSpace(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid)))
		return id != ""
	})
	id = strings.Fields(id)[0]
	s.do("windowmove", id, "0", "0")
	s.do("windowfocus", id)
	waitFor(s.t, "the window has drawn itself", func() bool { return s.colors() > 40 })
	return p
}

// start starts the program on this display.
func (s *screen) start(folder string, env ...string) *program {
	s.t.Helper()
	cmd := exec.Command(os.Args[0], flags(folder)...)
	cmd.Env = append(append(os.Environ(), programEnv+"=1", "DISPLAY="+s.display, "HOME="+s.home, "XDG_CONFIG_HOME="+s.home, "LANG=en_US.UTF-8", "FYNE_THEME=light", "XDG_RUNTIME_DIR="+s.home, "DBUS_SESSION_BUS_ADDRESS="+s.bus), env...)
	return start(s.t, cmd)
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

// shoot keeps a picture of the display.
func (s *screen) shoot(path string) {
	cmd := exec.Command("import", "-window", "root", "-strip", path)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Logf("no picture: %v %s", err, out)
	}
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
