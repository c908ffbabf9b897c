//go:build !headless

package app

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// trayWatcher is who shows tray icons on a desktop with D-Bus.
const trayWatcher = "org.kde.StatusNotifierWatcher"

// trayWait is how long the session bus may take to answer.
const trayWait = 2 * time.Second

// TrayThere tells whether the desktop has a tray. The toolkit must not be asked
// for an icon elsewhere: without a session bus it ends the program with a panic
// when the window closes.
func (h *house) TrayThere() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	address := sessionBus(os.Getenv)
	if address == "" || !watchedAt(address) {
		return false
	}
	// The toolkit takes this very connection: it can't miss it any more.
	_, err := dbus.SessionBus()
	return err == nil
}

// sessionBus is the address of the desktop's session bus, "" where none runs.
// D-Bus is never asked to start one.
func sessionBus(env func(string) string) string {
	if a := env("DBUS_SESSION_BUS_ADDRESS"); a != "" {
		if strings.HasPrefix(a, "autolaunch:") {
			return ""
		}
		return a
	}
	if folder := env("XDG_RUNTIME_DIR"); folder != "" {
		if path := filepath.Join(folder, "bus"); exists(path) {
			return "unix:path=" + path
		}
	}
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// watchedAt tells whether somebody on a bus shows tray icons.
func watchedAt(address string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), trayWait)
	defer cancel()
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer conn.Close()
	var there bool
	err = conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, trayWatcher).Store(&there)
	return err == nil && there
}
