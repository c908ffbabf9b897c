package ui

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Trouble shows why Relay can't start, in a window of its own, and returns when
// it is closed: who started the program by a double click sees no terminal.
func Trouble(a fyne.App, headline, text string) {
	endWithoutEvent(a)
	a.Settings().SetTheme(theme.New(theme.System, 100))
	w := a.NewWindow("Relay")
	body := widgets.NewParagraph(text)
	buttons := widgets.HBox(8, widgets.Spacer(), widgets.NewButton(words.T("Copy"), nil, widgets.Plain, func() { a.Clipboard().SetContent(text) }), widgets.NewButton(words.T("Close"), nil, widgets.Strong, a.Quit))
	head := widgets.HBox(10, widgets.Centered(widgets.NewIcon(fyneTheme.ErrorIcon(), theme.Bad, 22)), widgets.VMid(widgets.Title(headline)))
	w.SetContent(widgets.NewSurface(theme.Surface, widgets.Pad(16, widgets.Border(head, buttons, nil, nil, widgets.PadXY(0, 10, body)))))
	w.Resize(fyne.NewSize(520, 220))
	w.SetMaster()
	w.ShowAndRun()
}
