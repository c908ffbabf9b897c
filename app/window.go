//go:build !headless

package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2"

	_ "relay/app/locale" // settles the language before the toolkit looks
	"relay/storage"
	"relay/ui"
)

// ID is the application's name among others on the desktop.
const ID = "app.relay.console"

// NewWindow returns the command that opens the window. newApp makes Fyne's
// application; only one is made.
func NewWindow(newApp func() fyne.App) Window {
	return func(ctx context.Context, o options) error {
		if err := displayThere(); err != nil {
			return err
		}
		lock, err := takeFolder(o.Folder)
		if err != nil {
			handed, herr := handOver(ctx, o, request{Command: "raise"})
			if handed {
				return herr
			}
			ui.Trouble(newApp(), "Relay can't start", err.Error())
			return err
		}
		again, err := openWindow(ctx, o, newApp)
		lock.release()
		if err == nil && again {
			return startAnew()
		}
		return err
	}
}

// startAnew starts the program once more, as it was started.
func startAnew() error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start anew: %w; start Relay again", err)
	}
	cmd := exec.Command(self, os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Start()
}

// openWindow runs storage, engine and window, and stops them in order: the
// window's crossing first, then the engine, then storage. again tells that the
// user wants Relay to start anew.
func openWindow(ctx context.Context, o options, newApp func() fyne.App) (again bool, err error) {
	log, logFile := fileLog(o.Folder)
	defer logFile.Close()
	h, err := openHouse(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile}, log)
	if err != nil {
		log.Error(err)
		ui.Trouble(newApp(), "Relay can't open its data", err.Error())
		return false, err
	}
	if err := h.engine.Start(ctx); err != nil {
		log.Error(err)
		ui.Trouble(newApp(), "Relay can't start", err.Error())
		return false, errors.Join(err, h.close())
	}
	shell := ui.New(ctx, ui.Deps{App: newApp(), Engine: h.engine, Archive: h.db, Office: h.db, Simulator: h.sim, Files: h, Keeper: h, Version: Version})
	door, err := openDoor(o.Folder, h, shell.Raise)
	if err != nil {
		shell.Abandon()
		return false, errors.Join(err, h.close())
	}
	stop := context.AfterFunc(ctx, shell.Quit)
	defer stop()
	shell.Run()
	door.close()
	return shell.Again(), h.close()
}

// ImportConfig adds the links, accounts and routes of a configuration file.
func (h *house) ImportConfig(ctx context.Context, name string, text []byte) error {
	return h.importText(ctx, filepath.Base(name), text, false)
}

// displayThere tells why no window can be opened: without a display the
// toolkit would end the program without a word.
func displayThere() error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return fmt.Errorf("there is no display here: use relay serve, relay demo, or relay --help for the commands that need none")
	}
	return nil
}
