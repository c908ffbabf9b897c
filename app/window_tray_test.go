//go:build window && !benchui

package app

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// watcher stands for the part of a desktop that shows tray icons.
type watcher struct{ items chan string }

// RegisterStatusNotifierItem implements org.kde.StatusNotifierWatcher.
func (w *watcher) RegisterStatusNotifierItem(sender dbus.Sender, _ string) *dbus.Error {
	w.items <- string(sender)
	return nil
}

// TestWindowTray hides the window into the tray, brings it back by each item of the
// tray's menu, and quits from there; where there is no tray, and where there is no
// session bus, the setting does no harm.
func TestWindowTray(t *testing.T) {
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	p := s.window(folder, "1440x900")
	s.key("ctrl+comma")
	s.tap("Appearance")
	s.see("Tray icon")
	s.until("a desktop without a bus offers no tray", func() bool {
		list := s.things("widgets.Check", "Close to the tray")
		return len(list) == 1 && list[0].Off
	})
	s.close(p)

	s.bus = privateBus(t)
	conn, err := dbus.Connect(s.bus)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	w := &watcher{items: make(chan string, 10)}
	if err := conn.Export(w, "/StatusNotifierWatcher", trayWatcher); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(trayWatcher, 0); err != nil {
		t.Fatal(err)
	}
	p = s.window(folder, "1440x900")
	s.key("ctrl+comma")
	s.tap("Appearance")
	s.until("the tray is on offer", func() bool {
		list := s.things("widgets.Check", "Close to the tray")
		return len(list) == 1 && !list[0].Off
	})
	s.tap("Close to the tray")
	s.close(p)

	p = s.window(folder, "1440x900")
	item := conn.Object(<-w.items, "/StatusNotifierMenu")
	visible := func() bool {
		return strings.TrimSpace(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid), "--name", "^Relay$")) != ""
	}
	hide := func() {
		t.Helper()
		s.button(p) // the window's own button to close
		s.until("the window is hidden", func() bool { return !visible() })
	}
	hide()
	s.choosesTray(item, "Show the window")
	s.until("it is there again", visible)
	s.see("Relay goes on in the tray.")

	hide()
	s.choosesTray(item, "New message")
	s.until("it is there for the message", visible)
	s.heading("Outbox")
	s.focusIs("+36301234567, ...")

	hide()
	s.choosesTray(item, "No connections yet")
	s.until("it is there for the connections", visible)
	s.heading("Connections")

	hide() // the line of the connections follows what they do, while nobody looks
	at(t, folder, "config", "import", write(t, "[[client]]\nname = \"provider-a\"\nhost = \"127.0.0.1\"\nport = 1\nsystem_id = \"acme\"\npassword = \"secret\"\n"))
	s.choosesTray(item, "0 of 1 connected")
	s.until("it is there with the connection", visible)
	s.see("provider-a")

	hide()
	s.choosesTray(item, "Quit")
	if code := p.wait(); code != 0 {
		t.Errorf("Quit in the tray: exit %d\n%s", code, p.stderr())
	}

	// The desktop has lost its tray, then its bus: the window opens and quits.
	if _, err := conn.ReleaseName(trayWatcher); err != nil {
		t.Fatal(err)
	}
	for _, bus := range []string{s.bus, ""} {
		s.bus = bus
		p = s.window(folder, "1440x900")
		s.button(p)
		if code := p.wait(); code != 0 || strings.Contains(p.stderr(), "panic") {
			t.Errorf("without a tray: exit %d\n%s", code, p.stderr())
		}
	}
}

// choosesTray clicks an item of a tray menu.
func (s *screen) choosesTray(menu dbus.BusObject, label string) {
	s.t.Helper()
	id := int32(0)
	s.until("the tray menu has "+label, func() bool {
		var revision uint32
		var layout struct {
			ID         int32
			Properties map[string]dbus.Variant
			Children   []dbus.Variant
		}
		if menu.Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &layout) != nil {
			return false
		}
		for _, c := range layout.Children {
			if x, ok := c.Value().([]any); ok && len(x) > 1 {
				if p, ok := x[1].(map[string]dbus.Variant); ok && p["label"].Value() == label {
					id, _ = x[0].(int32)
				}
			}
		}
		return id != 0
	})
	if err := menu.Call("com.canonical.dbusmenu.Event", 0, id, "clicked", dbus.MakeVariant(""), uint32(0)).Err; err != nil {
		s.t.Fatal(err)
	}
}

// button is the window's own button to close it, which a window manager would
// draw: it sends WM_DELETE_WINDOW (ICCCM 4.2.8.1) in the protocol of X11.
func (s *screen) button(p *program) {
	s.t.Helper()
	id, err := strconv.Atoi(strings.Fields(s.do("search", "--onlyvisible", "--pid", fmt.Sprint(p.cmd.Process.Pid), "--name", "^Relay$") + " 0")[0])
	if err != nil || id == 0 {
		s.t.Fatalf("there is no window to close: %v", err)
	}
	c, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(s.display, ":"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close()
	le := binary.LittleEndian
	read := func(n int) []byte {
		b := make([]byte, n)
		if _, err := io.ReadFull(c, b); err != nil {
			s.t.Fatal(err)
		}
		return b
	}
	write := func(b []byte) {
		if _, err := c.Write(b); err != nil {
			s.t.Fatal(err)
		}
	}
	write([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	read(int(le.Uint16(read(8)[6:])) * 4)
	atom := func(name string) uint32 {
		b := le.AppendUint16([]byte{16, 0}, uint16(2+(len(name)+3)/4))
		b = append(le.AppendUint16(b, uint16(len(name))), 0, 0)
		b = append(b, name...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
		write(b)
		return le.Uint32(read(32)[8:])
	}
	protocols, gone := atom("WM_PROTOCOLS"), atom("WM_DELETE_WINDOW")
	b := le.AppendUint16([]byte{25, 0}, 11)
	b = le.AppendUint32(le.AppendUint32(b, uint32(id)), 0)
	b = append(b, 33, 32, 0, 0)
	for _, v := range []uint32{uint32(id), protocols, gone, 0, 0, 0, 0} {
		b = le.AppendUint32(b, v)
	}
	write(b)
	atom("WM_PROTOCOLS") // answered after it
}
