package settings

import (
	"runtime"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// still is a page that never changes.
type still struct{ body fyne.CanvasObject }

func (s still) object() fyne.CanvasObject { return s.body }
func (s still) shown()                    {}

func newShortcuts(d Deps) page {
	return still{column(860, section(words.T("Keys of the window"), keyList(d.Shell.Keys())),
		section(words.T("Keys in lists"), keyList(listKeys()), quiet(words.T("In lists: arrows, Page up and down, Home and End move; Shift and Ctrl choose several; Ctrl+A chooses all, Ctrl+C copies."))))}
}

func keyList(list []Key) fyne.CanvasObject {
	out := widgets.VBox(7)
	for _, k := range list {
		out.Add(widgets.Cols(12, []float32{150, 0}, widgets.NewText(k.Key, theme.Text, 12).Mono(), widgets.Body(k.Does).Elide()))
	}
	return out
}

// listKeys are those that only lists know.
func listKeys() []Key {
	return []Key{
		{"Enter", words.T("Open what is chosen")},
		{"Del", words.T("Delete what is chosen, after a question")},
		{"Space", words.T("PDU log: pause and go on; auto-replies: the rule on or off")},
		{"Alt+Up, Alt+Down", words.T("Routing and auto-replies: the rule earlier or later")},
	}
}

// newAbout has what a person is asked for who reports a problem.
func newAbout(d Deps) page {
	facts := [][2]string{{words.T("Version"), d.Version}, {words.T("System"), runtime.GOOS + " " + runtime.GOARCH}, {words.T("Built with"), runtime.Version()}}
	list, text := widgets.VBox(6), "Relay\n"
	for _, f := range facts {
		list.Add(fact(f[0], widgets.NewText(f[1], theme.Text, 12).Mono().Elide()))
		text += f[0] + ": " + f[1] + "\n"
	}
	copied := widgets.NewButton(words.T("Copy"), fyneTheme.ContentCopyIcon(), widgets.Plain, func() { d.Shell.Copy(text) })
	return still{column(860, section(words.T("About"), list, widgets.HBox(8, copied, widgets.Spacer()), widgets.HLine(),
		quiet(words.T("SMPP v3.3, v3.4 and v5.0, as client and as server. MIT licence. Fonts: Inter and JetBrains Mono, SIL Open Font License.")),
		quiet(words.T("Relay sends nothing anywhere but to the connections that you set up."))))}
}
