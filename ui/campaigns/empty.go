package campaigns

import (
	"fmt"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// newEmpty is the list without campaigns: what one is, in three cards, and how to
// begin.
func newEmpty(v *View) fyne.CanvasObject {
	card := func(n int, title, text string) fyne.CanvasObject {
		head := widgets.HBox(8, widgets.NewTag(fmt.Sprint(n), theme.Primary), widgets.VMid(widgets.Body(title).Bold()))
		return widgets.Fixed(196, 0, widgets.NewSurface(theme.Surface, widgets.PadXY(14, 12, widgets.VBox(8, head, widgets.Flush(text)))).Rounded(8).Stroked(theme.Line))
	}
	cards := widgets.HBox(10,
		card(1, words.T("A table"), words.T("CSV, Excel or pasted rows: a number in each, and names or codes beside it.")),
		card(2, words.T("A text"), words.T("One for all, with the columns as fields. You see each row as its reader gets it.")),
		card(3, words.T("A check"), words.T("Who gets it and who not, the parts and the cost. Then when it starts, and how fast.")))
	begin := widgets.NewEmpty(fyneTheme.ListIcon(), words.T("No campaigns yet"), words.T("A campaign sends one text to every row of a table, with a name or code of each row in it."),
		widgets.NewButton(words.T("New campaign"), fyneTheme.ContentAddIcon(), widgets.Strong, v.NewCampaign), widgets.NewButton(words.T("Choose a file…"), fyneTheme.FolderOpenIcon(), widgets.Plain, v.ImportFile))
	return widgets.Centered(widgets.VBox(24, begin, cards))
}
