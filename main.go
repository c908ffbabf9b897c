// Command relay is the SMS gateway console.
package main

import (
	"os"

	"fyne.io/fyne/v2"
	desktop "fyne.io/fyne/v2/app"

	"relay/app"
)

func main() {
	os.Exit(app.Main(os.Args, app.NewWindow(func() fyne.App { return desktop.NewWithID(app.ID) })))
}
