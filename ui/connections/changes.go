package connections

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/form"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// changeList is the card of a form that says what saving would change: each
// setting as it is and as it will be, and what that disturbs.
type changeList struct {
	undo   func(key string)
	rows   *fyne.Container
	object *widgets.Surface
}

func newChangeList(undo func(key string)) *changeList {
	c := &changeList{undo: undo, rows: widgets.VBox(8)}
	head := widgets.Border(nil, nil, nil, widgets.NewButton(words.T("Undo all"), nil, widgets.Link, func() { undo("") }), widgets.VMid(widgets.NewText(words.T("Your changes"), theme.Text, 13).Bold()))
	c.object = widgets.NewCard(widgets.VBox(8, head, widgets.HLine(), c.rows))
	c.object.Hide()
	return c
}

func (c *changeList) show(list []form.Change) {
	c.rows.Objects = nil
	for _, x := range list {
		color := theme.Good
		switch {
		case x.Wrong:
			color = theme.Bad
		case x.Disturbs:
			color = theme.Warn
		}
		back := widgets.NewButton("", fyneTheme.ContentUndoIcon(), widgets.Ghost, func() { c.undo(x.Key) })
		c.rows.Add(widgets.Border(nil, nil, nil, widgets.HBox(4, widgets.Centered(widgets.NewTag(x.Effect, color)), widgets.VMid(back)),
			widgets.VBox(1, widgets.Body(x.Label).Elide(), widgets.NewText(orDash(x.Old)+" → "+orDash(x.New), theme.Muted, 12).Mono().Elide())))
	}
	widgets.SetVisible(c.object, len(list) > 0)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
