//go:build !headless

package app

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// privateBus starts a session bus of its own and returns its address.
func privateBus(t *testing.T) string {
	t.Helper()
	daemon, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Fatal("dbus-daemon is not installed: make test-deps installs it")
	}
	return start(t, exec.Command(daemon, "--session", "--nofork", "--nopidfile", "--print-address=1", "--address=unix:dir="+t.TempDir())).line()
}

func TestTheSessionBusIsNeverStarted(t *testing.T) {
	folder := t.TempDir()
	env := func(list ...string) func(string) string {
		return func(key string) string {
			for _, x := range list {
				if v, ok := strings.CutPrefix(x, key+"="); ok {
					return v
				}
			}
			return ""
		}
	}
	for want, f := range map[string]func(string) string{
		"":               env(),
		"unix:path=/x/y": env("DBUS_SESSION_BUS_ADDRESS=unix:path=/x/y", "XDG_RUNTIME_DIR="+folder),
	} {
		if got := sessionBus(f); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if got := sessionBus(env("DBUS_SESSION_BUS_ADDRESS=autolaunch:", "XDG_RUNTIME_DIR="+folder)); got != "" {
		t.Errorf("%q would start a bus", got)
	}
	if got := sessionBus(env("XDG_RUNTIME_DIR=" + folder)); got != "" {
		t.Errorf("%q of a folder without a bus", got)
	}
	if err := os.WriteFile(filepath.Join(folder, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := sessionBus(env("XDG_RUNTIME_DIR=" + folder)); got != "unix:path="+filepath.Join(folder, "bus") {
		t.Errorf("%q", got)
	}
}

func TestATrayIsThereWhenSomebodyWatches(t *testing.T) {
	if watchedAt("unix:path=" + filepath.Join(t.TempDir(), "nobody")) {
		t.Error("a bus that is not there has a tray")
	}
	address := privateBus(t)
	if watchedAt(address) {
		t.Error("a bus without a watcher has a tray")
	}
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.RequestName(trayWatcher, 0); err != nil {
		t.Fatal(err)
	}
	if !watchedAt(address) {
		t.Error("the watcher is not seen")
	}
}

// A bus that takes the connection and says nothing must not hold the start up.
func TestASilentBusHasNoTray(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bus")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	began := time.Now()
	if watchedAt("unix:path=" + path) {
		t.Error("it has a tray")
	}
	if d := time.Since(began); d > trayWait+3*time.Second {
		t.Errorf("it was waited for %s", d)
	}
}
