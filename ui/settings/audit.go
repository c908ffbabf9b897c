package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// trailRows is how many entries the list has.
const trailRows = 500

// trail is the card with the audit trail.
type trail struct {
	deps  Deps
	audit gateway.Audit
	trust *widgets.Text
	grid  *widgets.Grid
	card  fyne.CanvasObject
}

func newTrail(d Deps) *trail {
	t := &trail{deps: d, trust: widgets.Small("")}
	t.grid = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: words.T("Time"), Width: 150, Mono: true},
		{Key: "who", Title: words.T("Who"), Width: 90},
		{Key: "what", Title: words.T("What##was done"), Width: 104, Pill: true},
		{Key: "details", Title: words.T("Details"), Width: 200, Flex: true},
	}, t, false)
	t.deps.Shell.Columns("settings.audit", t.grid)
	title := widgets.HBox(10, widgets.Title(words.T("Audit trail")), widgets.VMid(t.trust), widgets.Spacer())
	t.card = widgets.NewCard(widgets.VBox(10, title, quiet(words.T("Who did what with data, and how many records. It has no texts, and of numbers the last four digits. Entries can be added, not changed.")), widgets.Fixed(0, 28*9+1, t.grid)))
	return t
}

func (t *trail) read() {
	t.deps.Shell.Go(func() func() {
		a, err := t.deps.Keeper.Audit(context.Background(), trailRows)
		return func() {
			if err != nil {
				t.trust.SetColored(words.Error(err), theme.Bad)
				return
			}
			t.audit = a
			said, whole := trust(a)
			color := theme.Good
			if !whole {
				color = theme.Bad
			}
			t.trust.SetColored(said, color)
			t.grid.Reload()
		}
	})
}

// Len, ID and Cell make it the grid's source.
func (t *trail) Len() int         { return len(t.audit.Entries) }
func (t *trail) ID(row int) int64 { return t.audit.Entries[row].Number }
func (t *trail) Cell(row int, column string) widgets.Cell {
	e := t.audit.Entries[row]
	switch column {
	case "time":
		return widgets.Cell{Text: e.At.Local().Format("2006-01-02 15:04")}
	case "who":
		return widgets.Cell{Text: e.Who}
	case "what":
		return widgets.Cell{Text: words.Of(e.What), Color: colorOf(e.What)}
	}
	return widgets.Cell{Text: words.Said(e.Details)}
}

func colorOf(what string) fyne.ThemeColorName {
	switch what {
	case gateway.AuditErased:
		return theme.Bad
	case gateway.AuditExported, gateway.AuditBackup:
		return theme.Control
	case gateway.AuditRestored:
		return theme.Warn
	}
	return theme.Muted
}
