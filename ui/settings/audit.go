package settings

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// trailRows is how many entries the list has; an export has all.
const (
	trailRows = 500
	trailAll  = 1 << 30
)

// trail is the card with the audit trail.
type trail struct {
	deps   Deps
	audit  gateway.Audit
	rows   []int // of its entries that are shown
	trust  *widgets.Text
	chips  []*widgets.Chip
	kind   int
	find   *widgets.Field
	export *widgets.Button
	grid   *widgets.Grid
	card   fyne.CanvasObject
}

// trailKind is a filter of the trail: entries of these words, of all for none.
type trailKind struct {
	label string
	whats []string
}

func trailKinds() []trailKind {
	return []trailKind{
		{words.T("All"), nil},
		{words.T("Erased, exported"), []string{gateway.AuditErased, gateway.AuditExported}},
		{words.T("Back-ups"), []string{gateway.AuditBackup, gateway.AuditRestored}},
		{words.T("Cleaned up"), []string{gateway.AuditCleaned, gateway.AuditCompact}},
		{words.T("Settings"), []string{gateway.AuditSettings}},
	}
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
	chips := widgets.Wrapped(6, 6)
	for i, k := range trailKinds() {
		c := widgets.NewChip(k.label, theme.Muted, func() { t.filter(i) })
		t.chips = append(t.chips, c)
		chips.Add(c)
	}
	t.chips[0].SetOn(true)
	t.find = widgets.NewField(words.T("Search …"))
	t.find.OnChanged(func(string) { t.grid.Select(0); t.show() })
	t.export = widgets.NewButton(words.T("Export trail…"), fyneTheme.DownloadIcon(), widgets.Ghost, t.pick)
	title := widgets.HBox(10, widgets.Title(words.T("Audit trail")), widgets.VMid(t.trust), widgets.Spacer(), t.export)
	t.card = widgets.NewCard(widgets.VBox(10, title, quiet(words.T("Who did what with data, and how many records. It has no texts, and of numbers the last four digits. Entries can be added, not changed.")), widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 12, widgets.Fixed(170, 0, t.find)), widgets.VMid(chips)), widgets.Fixed(0, 28*9+1, t.grid)))
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
			t.show()
		}
	})
}

func (t *trail) filter(i int) {
	t.chips[t.kind].SetOn(false)
	t.kind = i
	t.chips[i].SetOn(true)
	t.grid.Select(0)
	t.show()
}

func (t *trail) show() {
	for i, k := range trailKinds() {
		n := len(t.only(k))
		if i == 0 && t.find.Text() == "" {
			n = int(t.audit.Total) // not all of them are listed
		}
		t.chips[i].SetCount(words.Number(int64(n)))
	}
	t.rows = t.only(trailKinds()[t.kind])
	t.export.SetDisabled(t.audit.Total == 0)
	t.grid.Reload()
}

// only are the entries of a kind.
func (t *trail) only(k trailKind) (out []int) {
	for i, e := range t.audit.Entries {
		if (k.whats == nil || slices.Contains(k.whats, e.What)) && t.fits(e) {
			out = append(out, i)
		}
	}
	return out
}

// fits tells whether an entry has every word that is searched for.
func (t *trail) fits(e gateway.AuditEntry) bool {
	has := strings.ToLower(e.At.Local().Format("2006-01-02 15:04") + " " + e.Who + " " + words.Of(e.What) + " " + words.Said(e.Details))
	for _, w := range strings.Fields(strings.ToLower(t.find.Text())) {
		if !strings.Contains(has, w) {
			return false
		}
	}
	return true
}

// pick asks for the file of an export.
func (t *trail) pick() {
	ask := widgets.FileAsk{Title: words.T("Export the audit trail"), Name: "audit-" + time.Now().Format("2006-01-02") + ".csv", Extensions: []string{".csv"}, Private: true}
	saving.File(t.deps.Shell, ask, t.write)
}

// write writes the whole trail, the newest first, as CSV. The mark at the start
// tells spreadsheets that it is UTF-8.
func (t *trail) write(ctx context.Context, w io.Writer, name string) (saving.Told, error) {
	a, err := t.deps.Keeper.Audit(ctx, trailAll)
	if err != nil {
		return saving.Told{}, err
	}
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("\uFEFF" + gateway.CSVLine("number", "time", "who", "what", "details")) // Flush tells what goes wrong
	for _, e := range a.Entries {
		_, _ = b.WriteString(gateway.CSVLine(strconv.FormatInt(e.Number, 10), e.At.UTC().Format(time.RFC3339), e.Who, e.What, e.Details))
	}
	return saving.Told{Text: words.N(len(a.Entries), "%s record written to %s.", "%s records written to %s.", name)}, b.Flush()
}

// Len, ID and Cell make it the grid's source.
func (t *trail) Len() int         { return len(t.rows) }
func (t *trail) ID(row int) int64 { return t.audit.Entries[t.rows[row]].Number }
func (t *trail) Cell(row int, column string) widgets.Cell {
	e := t.audit.Entries[t.rows[row]]
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
