package autoreplies

import (
	"testing"

	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *View {
		return uitest.Stand(d, New(Deps{Engine: h, Office: h, Shell: d}))
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), append(uitest.Plain(open),
		uitest.Look{Name: "tried", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d)
			v.press(fyne.KeyHome)
			v.box.from.SetText("+46701740633")
			v.box.text.SetText("Open on Sunday?")
		}},
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d)
			v.Add()
			v.editor.fields["hours"].SetText("Mon-Sun whenever")
			v.editor.fields["answer"].SetText("Dear {nmae}")
			uitest.Tap(t, v.Object(), "Save")
			v.box.text.SetText("hello")
			v.box.at.SetText("soon")
		}},
	)...)
}
