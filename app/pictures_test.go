//go:build window && pictures

package app

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPictures takes the README's pictures of the real window: `make pictures`.
func TestPictures(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	p := s.window(folder, "1440x900")
	s.picture("first-run")
	waitFor(t, "Start simulator adds the link", func() bool {
		s.click(560, 540)
		return strings.Contains(at(t, folder, "config", "export", "-"), `name = "loopback"`)
	})
	for _, m := range [][2]string{
		{"+99912345673", "Your table is reserved for Friday, 19:30."},
		{"+99912345671", "Your parcel waits at the pickup point until Friday. Code: 7741-2008"},
		{"+99912345670", "Привет! Ваш заказ №8841 передан курьеру."},
		{"+99912345675", "Your code is 481 516. It expires in 10 minutes."},
		{"+99912345670", "Hi Maria, your appointment with Dr. Lund is confirmed for Tuesday at 09:30. Please bring your card and come five minutes early. To cancel, answer CANCEL before Monday noon. See you!"},
		{"+99912345680", "reply Yes, we are open until 18:00."},
	} {
		at(t, folder, "send", "--link", "loopback", "--from", "Relay", "--to", m[0], "--wait", "queued", m[1])
	}
	waitFor(t, "the prepared message is sent", func() bool {
		s.do("key", "--clearmodifiers", "ctrl+Return")
		return len(listed(t, folder)) > 6
	})
	waitFor(t, "all have their end", func() bool {
		return len(listed(t, folder, "--state", "delivered")) == 4 && len(listed(t, folder, "--state", "failed")) == 2
	})
	s.do("key", "Escape")
	s.click(780, 184) // the message of two parts
	s.see("← deliver_sm")
	came := s.things("text", "← deliver_sm")[0]
	s.click(came.X+came.W/2, came.Y+came.H/2) // opens in place
	s.click(470, 672)                         // a row of the PDUs below
	s.picture("outbox-light")
	s.do("key", "--clearmodifiers", "ctrl+n")
	s.do("type", "--delay", "20", "+99912345670")
	s.do("key", "Tab", "Tab", "Tab")
	const text = "Good morning Mrs Larsen, your appointment with Dr. Lund is confirmed for Tuesday at 9:30. Please come five minutes early, and answer CANCEL before Monday noon if you can not come."
	s.until("the text stands there", func() bool { // a busy display loses keys
		if len(s.things("entry", text)) > 0 {
			return true
		}
		s.key("ctrl+a")
		s.do("type", "--delay", "20", text)
		s.still(time.Second)
		return len(s.things("entry", text)) > 0
	})
	s.do("key", "--clearmodifiers", "ctrl+shift+t")
	s.picture("outbox-dark")
	s.do("key", "Escape")
	s.do("key", "--clearmodifiers", "ctrl+9")
	s.picture("pdulog-dark")
	s.do("key", "--clearmodifiers", "ctrl+shift+t")
	s.do("key", "--clearmodifiers", "ctrl+3")
	s.still(time.Second)
	s.click(400, 165) // the newest conversation
	s.picture("inbox-light")
	s.do("key", "--clearmodifiers", "ctrl+1")
	s.picture("overview-light")
	s.do("key", "--clearmodifiers", "ctrl+q")
	p.wait()
}

// stillTime is longer than a toast stands.
const stillTime = 8 * time.Second

// picture waits until the window stands still, the clock apart, and keeps it.
func (s *screen) picture(name string) {
	s.t.Helper()
	path := filepath.Join("..", "assets", "pictures", name+".png")
	_ = os.MkdirAll(filepath.Dir(path), 0o755)
	s.still(stillTime)
	cmd := exec.Command("import", "-window", "root", "-strip", "-define", "png:compression-level=9", path)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%v %s", err, out)
	}
}

// still waits until the window has not changed for d, the clock apart.
func (s *screen) still(d time.Duration) {
	s.t.Helper()
	last, since := "", time.Now()
	waitFor(s.t, "the window stands still", func() bool {
		cmd := exec.Command("sh", "-c", "import -window root -crop 1440x870+0+0 png:- | identify -format %# -")
		cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
		out, _ := cmd.Output()
		if string(out) != last {
			last, since = string(out), time.Now()
		}
		return time.Since(since) > d
	})
}
