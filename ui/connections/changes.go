package connections

import (
	"fyne.io/fyne/v2"

	"relay/ui/form"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// changeList is the card of a form that says what saving would change: each
// setting as it is and as it will be, and what that disturbs.
type changeList struct {
	rows   *fyne.Container
	object *widgets.Surface
}

func newChangeList() *changeList {
	c := &changeList{rows: widgets.VBox(6)}
	c.object = widgets.NewCard(widgets.VBox(8, widgets.NewText(words.T("Your changes"), theme.Text, 13).Bold(), c.rows))
	c.object.Hide()
	return c
}

func (c *changeList) show(list []form.Change) {
	c.rows.Objects = nil
	for _, x := range list {
		color := theme.Muted
		if x.Wrong {
			color = theme.Bad
		}
		c.rows.Add(widgets.Cols(10, []float32{200, 0, 110}, widgets.Body(x.Label).Elide(),
			widgets.NewText(orDash(x.Old)+" → "+orDash(x.New), theme.Text, 12).Mono().Elide(), widgets.NewText(x.Effect, color, 11.5).Elide().Right()))
	}
	widgets.SetVisible(c.object, len(list) > 0)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
