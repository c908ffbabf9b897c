package widgets

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
)

// NewEmpty is what a screen without content says, with buttons.
func NewEmpty(icon fyne.Resource, headline, text string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	p := NewQuiet(text).Centered()
	box := VBox(10, Centered(NewIcon(icon, theme.Muted, 36)), Centered(Title(headline)), Fixed(380, 0, p))
	if len(buttons) > 0 {
		box.Add(Centered(HBox(8, buttons...)))
	}
	return Centered(box)
}
