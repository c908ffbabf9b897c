//go:build window && !benchui

package app

import (
	"fyne.io/fyne/v2"
	desktop "fyne.io/fyne/v2/app"
)

// testWindow is the real window, for the test binary that runs as the program.
func testWindow() Window { return NewWindow(func() fyne.App { return desktop.NewWithID(ID) }) }
