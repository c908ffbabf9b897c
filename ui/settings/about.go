package settings

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// still is a page that never changes.
type still struct{ body fyne.CanvasObject }

func (s still) object() fyne.CanvasObject { return s.body }
func (s still) shown()                    {}

func newShortcuts(d Deps) page {
	list := widgets.VBox(7)
	for _, k := range d.Shell.Keys() {
		list.Add(widgets.Cols(12, []float32{150, 0}, widgets.NewText(k.Key, theme.Text, 12).Mono(), widgets.Body(k.Does).Elide()))
	}
	return still{column(860, section(words.T("Keys of the window"), list, quiet(words.T("In lists: arrows, Page up and down, Home and End move; Shift and Ctrl choose several; Ctrl+A chooses all, Ctrl+C copies."))))}
}

func newAbout(d Deps) page {
	return still{column(860, section(words.T("About"), widgets.Body(words.T("Relay %s", d.Version)),
		quiet(words.T("SMPP v3.3, v3.4 and v5.0, as client and as server. MIT licence. Fonts: Inter and JetBrains Mono, SIL Open Font License.")),
		quiet(words.T("Relay sends nothing anywhere but to the connections that you set up."))))}
}
