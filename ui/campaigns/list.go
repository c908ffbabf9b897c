package campaigns

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// listPage is the list of campaigns.
type listPage struct {
	v      *View
	rows   []gateway.Campaign
	again  again
	grid   *widgets.Grid
	empty  fyne.CanvasObject
	open   *widgets.Button
	fresh  *widgets.Button
	draft  *fyne.Container
	left   *widgets.Text
	object fyne.CanvasObject
}

func newListPage(v *View) *listPage {
	p := &listPage{v: v, left: widgets.Body("").Elide()}
	p.grid = widgets.NewGrid([]widgets.Column{
		{Key: "name", Title: words.T("Campaign"), Width: 150, Flex: true},
		{Key: "state", Title: words.T("State"), Width: 128, Pill: true},
		{Key: "sent", Title: words.T("Sent"), Width: 150, Mono: true, Right: true},
		{Key: "share", Title: "", Width: 64, Mono: true, Right: true},
		{Key: "good", Title: words.T("Delivered"), Width: 96, Mono: true, Right: true},
		{Key: "bad", Title: words.T("Failed"), Width: 76, Mono: true, Right: true},
		{Key: "left", Title: words.T("Left out"), Width: 82, Mono: true, Right: true, Drop: 1},
		{Key: "spent", Title: words.T("Spent##money"), Width: 96, Mono: true, Right: true, Drop: 4},
		{Key: "link", Title: words.T("Connection"), Width: 130, Drop: 3},
		{Key: "when", Title: words.T("Started"), Width: 126, Mono: true, Drop: 2},
	}, listSource{p}, false)
	v.deps.Shell.Columns("campaigns", p.grid)
	p.grid.OnOpen = v.OpenCampaign
	p.grid.OnSelect = func(int64) { p.open.SetDisabled(false) }
	p.grid.OnMenu = p.menu
	p.grid.OnKey = p.key
	p.open = widgets.NewButton(words.T("Open"), fyneTheme.SearchIcon(), widgets.Plain, func() {
		if id := p.grid.Cursor(); id != 0 {
			v.OpenCampaign(id)
		}
	})
	p.open.SetDisabled(true)
	p.fresh = widgets.NewButton(words.T("New campaign"), fyneTheme.ContentAddIcon(), widgets.Strong, v.NewCampaign)
	p.draft = container.NewStack(widgets.VBox(0, widgets.NewSurface(theme.Primary, widgets.PadXY(16, 8, widgets.Border(nil, nil, nil,
		widgets.HBox(8, widgets.NewButton(words.T("Discard"), nil, widgets.Plain, p.discard), widgets.NewButton(words.T("Continue"), nil, widgets.Strong, v.NewCampaign)), widgets.VMid(p.left)))).Soft(0x14), widgets.HLine()))
	p.draft.Hide()
	p.empty = newEmpty(v)
	p.empty.Hide()
	top := widgets.VBox(0, head(widgets.Heading(words.T("Campaigns")), widgets.HBox(8, p.open, p.fresh)), p.draft)
	p.object = widgets.NewSurface(theme.Surface, widgets.Border(top, nil, nil, nil, container.NewStack(p.grid, p.empty)))
	return p
}

// Object is the page.
func (p *listPage) Object() fyne.CanvasObject { return p.object }

// Escape has nowhere to go.
func (p *listPage) Escape() {}

// Shown reads the list.
func (p *listPage) Shown() { p.reload() }

// Update follows the gateway.
func (p *listPage) Update(u gateway.Update) {
	if u.Campaigns || u.Messages {
		p.reload()
	}
}

func (p *listPage) reload() {
	if !p.again.begin() {
		return
	}
	p.v.deps.Shell.Go(func() func() {
		list, err := p.v.deps.Archive.Campaigns(context.Background())
		return func() {
			if err != nil {
				p.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The campaigns can't be read."), Advice: words.Error(err)})
			} else {
				p.fill(list)
			}
			if p.again.end() {
				p.reload()
			}
		}
	})
}

func (p *listPage) fill(list []gateway.Campaign) {
	p.rows = list
	if p.find(p.grid.Cursor()) < 0 {
		p.grid.Select(0)
		p.open.SetDisabled(true)
	}
	w := p.v.wizard.w
	kept := !w.Draft.Empty()
	widgets.SetVisible(p.draft, kept)
	if kept {
		p.left.Set(waits(sms.Clean(w.Draft.Name), sms.Clean(w.Draft.SourceWords())))
	}
	none := len(list) == 0
	widgets.SetVisible(p.empty, none)
	widgets.SetVisible(p.grid, !none)
	widgets.SetVisible(p.fresh, !none && !kept) // the empty page and the line of the draft have the button
	widgets.SetVisible(p.open, !none)
	p.grid.Reload()
	p.object.Refresh()
}

// waits says that a draft is there, with its name and where its rows come from.
func waits(name, source string) string {
	switch {
	case name == "" && source == "":
		return words.T("A campaign waits for you to finish it: without a name, from no table yet.")
	case name == "":
		return words.T("A campaign waits for you to finish it: without a name, from %s.", source)
	case source == "":
		return words.T("A campaign waits for you to finish it: %s, from no table yet.", name)
	}
	return words.T("A campaign waits for you to finish it: %s, from %s.", name, source)
}

func (p *listPage) discard() {
	p.v.deps.Shell.Confirm(words.T("Discard this campaign?"), words.T("What was put in so far is forgotten. The file stays."), words.T("Discard"), true, func() {
		p.v.wizard.reset()
		p.reload()
	})
}

func (p *listPage) find(id int64) int {
	for i := range p.rows {
		if p.rows[i].ID == id {
			return i
		}
	}
	return -1
}

func (p *listPage) key(e *fyne.KeyEvent) bool {
	if i := p.find(p.grid.Cursor()); e.Name == fyne.KeyDelete && i >= 0 && p.rows[i].State.Over() {
		p.v.drop(p.rows[i], p.reload)
		return true
	}
	return false
}

// menu offers what can be done with a campaign.
func (p *listPage) menu(id int64, at fyne.Position) {
	i := p.find(id)
	if i < 0 {
		return
	}
	c := p.rows[i]
	f := Look(c, &Rate{}, time.Now(), "")
	items := []*fyne.MenuItem{fyne.NewMenuItem(words.T("Open"), func() { p.v.OpenCampaign(id) })}
	add := func(on bool, label string, do func()) {
		if on {
			items = append(items, fyne.NewMenuItem(label, do))
		}
	}
	add(f.CanPause, words.T("Pause"), func() { p.v.pause(c, p.reload) })
	add(f.CanResume, words.T("Go on"), func() { p.v.resume(c, p.reload) })
	add(true, words.T("Export report…"), func() { p.v.export(c) })
	add(f.CanStop, words.T("Stop…"), func() { p.v.stop(c, p.reload) })
	add(f.CanDrop, words.T("Delete…"), func() { p.v.drop(c, p.reload) })
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), p.v.deps.Shell.Canvas(), at)
}

type listSource struct{ p *listPage }

func (s listSource) Len() int         { return len(s.p.rows) }
func (s listSource) ID(row int) int64 { return s.p.rows[row].ID }

func (s listSource) Cell(row int, column string) widgets.Cell {
	c := &s.p.rows[row]
	switch column {
	case "name":
		return widgets.Cell{Text: sms.Clean(c.Plan.Name)}
	case "state":
		now := time.Now()
		return widgets.Cell{Text: StateWord(*c, now), Color: stateColor(*c, now)}
	case "sent":
		return widgets.Cell{Text: words.T("%s of %s", words.Number(c.Left()), words.Number(c.Going()))}
	case "share":
		return widgets.Cell{Text: words.T("%d %%", int(Share(*c)*100)), Color: theme.Muted}
	case "good":
		return count(c.Out[gateway.Delivered], theme.Good)
	case "bad":
		return count(c.Failed(), theme.Bad)
	case "left":
		return count(c.LeftOut[gateway.RowInvalid]+c.LeftOut[gateway.RowDuplicate]+c.LeftOut[gateway.RowOptedOut], theme.Muted)
	case "spent":
		return widgets.Cell{Text: SpentOf(*c, s.p.v.deps.Engine.Config()).Value, Color: theme.Muted}
	case "link":
		if c.Plan.Link == "" {
			return widgets.Cell{Text: words.T("by routes"), Color: theme.Muted}
		}
		return widgets.Cell{Text: c.Plan.Link, Color: theme.Muted}
	}
	if c.StartedAt.IsZero() && !c.Plan.Start.IsZero() {
		return widgets.Cell{Text: When(c.Plan.Start, time.Now()), Color: theme.Muted}
	}
	return widgets.Cell{Text: When(c.StartedAt, time.Now()), Color: theme.Muted}
}

// count shows a number, and a dash for none.
func count(n int64, c fyne.ThemeColorName) widgets.Cell {
	if n == 0 {
		return widgets.Cell{Text: "–", Color: theme.Disabled}
	}
	return widgets.Cell{Text: words.Number(n), Color: c}
}
