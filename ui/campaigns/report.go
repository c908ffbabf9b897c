package campaigns

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// listed is how many rows of a campaign are shown.
const listed = 500

// reportPage is one campaign: how it runs, and what became of its rows.
type reportPage struct {
	v     *View
	id    int64
	c     gateway.Campaign
	rate  Rate
	again again

	title  *widgets.Text
	state  *fyne.Container
	shown  string // the state's word that is shown
	pause  *widgets.Button
	resume *widgets.Button
	stop   *widgets.Button
	export *widgets.Button
	delete *widgets.Button

	big, of, percent, times *widgets.Text
	bar                     *widgets.StackBar
	legend                  *fyne.Container
	names                   []*widgets.Text
	note                    *widgets.Lines
	noteBox                 *widgets.Surface
	mend                    *widgets.Button
	tiles                   [4]*tile
	chart                   *chart
	pace                    *paceControl
	setPace                 *widgets.Button
	paceBox                 fyne.CanvasObject

	chips             [2]*widgets.Chip
	bad               bool   // the grid shows what did not arrive
	reason            string // of one kind only
	rows              []gateway.CampaignRow
	grid              *widgets.Grid
	causes            *fyne.Container
	side              bool // the causes stand beside the rows
	lower             *fyne.Container
	listed, causesBox fyne.CanvasObject
	caused            string
	total             *widgets.Text
	none              *widgets.Text // in place of rows
	object            fyne.CanvasObject
}

func newReportPage(v *View, id int64) *reportPage {
	p := &reportPage{v: v, id: id, title: widgets.Heading("").Elide(), state: container.NewStack(), big: widgets.NewText("", theme.Text, 24).Bold(), of: widgets.Body(""), percent: widgets.NewText("", theme.Text, 14).Bold(), times: widgets.Small("").Elide().Right(),
		bar: widgets.NewStackBar(11), legend: widgets.Wrapped(18, 6), note: widgets.NewLines("", theme.Text, 12.5, 2).Middle(), causes: widgets.VBox(0), total: widgets.Small(""), none: widgets.Small("")}
	done := func() { p.reload() }
	p.pause = widgets.NewButton(words.T("Pause"), fyneTheme.MediaPauseIcon(), widgets.Strong, func() { v.pause(p.c, done) })
	p.resume = widgets.NewButton(words.T("Go on"), fyneTheme.MediaPlayIcon(), widgets.Strong, func() { v.resume(p.c, done) })
	p.stop = widgets.NewButton(words.T("Stop…"), fyneTheme.MediaStopIcon(), widgets.Danger, func() { v.stop(p.c, done) })
	p.export = widgets.NewButton(words.T("Export report…"), fyneTheme.DocumentSaveIcon(), widgets.Ghost, func() { v.export(p.c) })
	p.delete = widgets.NewButton(words.T("Delete…"), fyneTheme.DeleteIcon(), widgets.Ghost, func() { v.drop(p.c, v.Back) })
	p.build()
	return p
}

func (p *reportPage) build() {
	back := widgets.NewButton(words.T("Campaigns"), fyneTheme.NavigateBackIcon(), widgets.Ghost, p.v.Back)
	left := widgets.Border(nil, nil, widgets.VMid(back), nil, widgets.PadXY(6, 0, widgets.VMid(p.title)))
	right := widgets.HBox(8, widgets.VMid(p.state), p.export, p.delete, p.stop, p.pause, p.resume)
	top := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadAll(0, 16, 0, 8, widgets.Border(nil, nil, nil, widgets.VMid(right), widgets.VMid(left)))), widgets.HLine())
	for _, n := range outcome(gateway.Campaign{}) {
		color := n.color
		if color == "" {
			color = theme.ButtonFill
		}
		t := widgets.NewText("0", theme.Text, 12).Mono()
		p.names = append(p.names, t)
		p.legend.Add(widgets.HBox(6, widgets.NewDot(color).Object(), widgets.Body(n.name), t))
	}
	line := widgets.Border(nil, nil, widgets.HBox(8, p.big, widgets.VMid(p.of)), nil, widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 10, widgets.VMid(p.percent)), widgets.VMid(p.times)))
	p.mend = widgets.NewButton(words.T("Show connections"), nil, widgets.Plain, func() { p.v.deps.Shell.Open("connections") })
	p.noteBox = widgets.NewSurface(theme.Primary, widgets.PadXY(12, 8, widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 12, widgets.VMid(p.mend)), p.note))).Soft(0x14).Rounded(6)
	p.noteBox.Hide()
	for i, name := range []string{words.T("Rate"), words.T("Time left"), words.T("Delivered"), words.T("Spent##money")} {
		p.tiles[i] = newTile(name)
	}
	p.pace = newPaceControl(p.judge, p.changePace)
	p.setPace = widgets.NewButton(words.T("Set pace"), nil, widgets.Plain, p.changePace)
	p.paceBox = widgets.VBox(2, p.pace.row(words.T("Pace"), p.setPace), p.pace.most)
	summary := widgets.NewCard(widgets.VBox(10, line, p.bar, p.legend, p.noteBox, p.paceBox))
	p.chart = newChart(p)
	tiles := widgets.Cols(12, []float32{0, 0, 0, 0}, p.tiles[0].card(), p.tiles[1].card(), p.tiles[2].card(), p.tiles[3].card())

	p.chips[0] = widgets.NewChip(words.T("Last messages"), theme.Muted, func() { p.filter(false, "") })
	p.chips[1] = widgets.NewChip(words.T("Did not arrive"), theme.Bad, func() { p.filter(true, "") })
	p.chips[0].SetOn(true)
	p.grid = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: words.T("Sent##when"), Width: 84, Mono: true, Drop: 2},
		{Key: "row", Title: words.T("Row"), Width: 70, Mono: true, Right: true},
		{Key: "state", Title: words.T("Status"), Width: 112, Pill: true},
		{Key: "to", Title: words.T("To"), Width: 132, Mono: true},
		{Key: "text", Title: words.T("Message"), Width: 170, Flex: true, Share: 2, Drop: 1},
		{Key: "why", Title: words.T("Reason"), Width: 110, Flex: true},
	}, reportSource{p}, false)
	p.v.deps.Shell.Columns("campaigns.report", p.grid)
	p.grid.OnOpen = p.openRow
	rows := widgets.NewSurface(theme.Surface, widgets.Border(widgets.PadXY(12, 9, widgets.HBox(6, p.chips[0], p.chips[1], widgets.Spacer())), nil, nil, nil, container.NewStack(p.grid, widgets.Centered(p.none)))).Rounded(8).Stroked(theme.Line)
	causes := widgets.NewSurface(theme.Surface, widgets.Border(widgets.PadXY(14, 12, widgets.HBox(8, widgets.Title(words.T("Needs a look")), widgets.Spacer(), widgets.VMid(p.total))), nil, nil, nil,
		container.NewVScroll(widgets.PadXY(14, 0, p.causes)))).Rounded(8).Stroked(theme.Line)
	p.listed, p.causesBox, p.lower = rows, causes, container.NewStack()
	p.Resized(foldBelow)
	body := widgets.Pad(16, widgets.Border(widgets.VBox(12, summary, tiles, p.chart.shown), nil, nil, nil, widgets.PadAll(12, 0, 0, 0, p.lower)))
	p.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.NewSurface(theme.Surface, top), nil, nil, nil, container.NewVScroll(body)))
}

// Resized puts the causes beside the rows, or below them where there is little
// room.
func (p *reportPage) Resized(width float32) {
	side := width >= foldBelow
	if side == p.side && len(p.lower.Objects) > 0 {
		return
	}
	p.side = side
	if side {
		p.lower.Objects = []fyne.CanvasObject{widgets.Fixed(0, 210, widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 12, widgets.Fixed(340, 0, p.causesBox)), p.listed))}
	} else {
		p.lower.Objects = []fyne.CanvasObject{widgets.VBox(12, widgets.Fixed(0, 300, p.listed), widgets.Fixed(0, 240, p.causesBox))}
	}
	p.lower.Refresh()
}

// Object is the page.
func (p *reportPage) Object() fyne.CanvasObject { return p.object }

// Escape goes back to the list.
func (p *reportPage) Escape() { p.v.Back() }

// Shown reads the campaign.
func (p *reportPage) Shown() { p.reload() }

// Update follows the gateway.
func (p *reportPage) Update(u gateway.Update) {
	if u.Campaigns || u.Messages || u.Links {
		p.reload()
	}
}

func (p *reportPage) query() gateway.CampaignRowQuery {
	if p.bad {
		return gateway.CampaignRowQuery{Campaign: p.id, Bad: true, LeftOut: p.reason == "", Reason: p.reason, Limit: listed}
	}
	return gateway.CampaignRowQuery{Campaign: p.id, Newest: true, Limit: listed}
}

func (p *reportPage) reload() {
	if !p.again.begin() {
		return
	}
	q := p.query()
	p.v.deps.Shell.Go(func() func() {
		ctx := context.Background()
		c, err := p.v.deps.Archive.Campaign(ctx, p.id)
		var rows []gateway.CampaignRow
		var reasons []gateway.CampaignReason
		if err == nil {
			rows, err = p.v.deps.Archive.CampaignRows(ctx, q)
		}
		if err == nil {
			reasons, err = p.v.deps.Archive.CampaignReasons(ctx, p.id)
		}
		return func() {
			if err != nil {
				p.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The campaign can't be read."), Advice: words.Error(err)})
			} else {
				if q == p.query() {
					p.rows = rows
					p.grid.Reload()
					p.none.Set(words.T("No message has left yet."))
					if q.Bad {
						p.none.Set(words.T("Nothing failed, and nothing was left out."))
					}
					widgets.SetVisible(p.none, len(rows) == 0)
				}
				p.fill(c, reasons, time.Now())
			}
			if p.again.end() {
				p.reload()
			}
		}
	})
}

func (p *reportPage) fill(c gateway.Campaign, reasons []gateway.CampaignReason, now time.Time) {
	first := p.c.ID == 0
	old := p.c.Plan.Pace
	p.c = c
	p.rate.Add(now, c.Left())
	f := Look(c, &p.rate, now, LinkTrouble(c, p.v.deps.Engine.Status()))
	p.title.Set(sms.Clean(c.Plan.Name))
	if w := StateWord(c, now); w != p.shown {
		p.shown = w
		p.state.Objects = []fyne.CanvasObject{widgets.NewPill(w, stateColor(c, now))}
		p.state.Refresh()
	}
	widgets.SetVisible(p.pause, f.CanPause)
	widgets.SetVisible(p.resume, f.CanResume)
	widgets.SetVisible(p.stop, f.CanStop)
	widgets.SetVisible(p.delete, f.CanDrop)
	widgets.SetVisible(p.paceBox, f.CanStop && c.Waiting > 0)
	p.big.Set(f.Big)
	p.of.Set(f.Of)
	p.percent.Set(f.Percent)
	p.times.Set(f.Times)
	list := outcome(c)
	p.bar.Set(float64(max(1, c.Going())), barOf(list)...)
	for i, n := range list {
		p.names[i].Set(words.Number(n.n))
	}
	color := theme.Text
	if f.NoteBad {
		color = theme.Bad
	}
	p.note.SetColored(sms.Clean(f.Note), color)
	p.noteBox.SetFill(map[bool]fyne.ThemeColorName{true: theme.Bad, false: theme.Primary}[f.NoteBad])
	widgets.SetVisible(p.noteBox, f.Note != "")
	widgets.SetVisible(p.mend, f.NoteBad)
	p.tiles[0].set(f.Rate, f.RateNote, theme.Text)
	p.chart.fill(c, now)
	p.tiles[1].name.Set(f.LeftName)
	p.tiles[1].set(f.Left, f.LeftNote, theme.Text)
	p.tiles[2].set(f.Good, f.GoodNote, theme.Text)
	cfg := p.v.deps.Engine.Config()
	spent := SpentOf(c, cfg)
	p.tiles[3].set(spent.Value, spent.Note, theme.Text)
	link, _ := cfg.Client(c.Plan.Link)
	p.pace.bound(link)
	if first || old != c.Plan.Pace {
		p.pace.set(paceText(c.Plan.Pace.Messages), map[bool]string{true: AMinute, false: ASecond}[c.Plan.Pace.Minute])
		p.judge()
	}
	p.showCauses(Causes(c, reasons))
	p.object.Refresh()
}

func (p *reportPage) judge() {
	pace, ok := p.pace.pace()
	p.pace.field.SetInvalid(!ok)
	p.setPace.SetDisabled(!ok || pace == p.c.Plan.Pace)
}

func (p *reportPage) changePace() {
	if pace, ok := p.pace.pace(); ok && pace != p.c.Plan.Pace {
		p.v.command(words.T("Pace"), func(ctx context.Context) error { return p.v.deps.Engine.PaceCampaign(ctx, p.id, pace) }, p.reload)
	}
}

// openRow shows the message of a row in the outbox.
func (p *reportPage) openRow(number int64) {
	for _, r := range p.rows {
		if r.Number == number && r.MessageID != 0 {
			p.v.deps.Shell.OpenMessage(r.MessageID)
		}
	}
}

// filter chooses what the grid shows.
func (p *reportPage) filter(bad bool, reason string) {
	p.bad, p.reason = bad, reason
	p.chips[0].SetOn(!bad)
	p.chips[1].SetOn(bad)
	p.grid.Select(0)
	p.grid.Follow()
	p.reload()
}

func (p *reportPage) showCauses(list []Cause) {
	var n int64
	for _, c := range list {
		n += c.Rows
	}
	p.chips[1].SetCount(words.Number(n))
	p.total.Set(words.T("%s of %s", words.Number(n), words.Number(p.c.Rows)))
	if key := fmt.Sprint(list); key != p.caused {
		p.caused = key
		p.causes.Objects = nil
		for _, c := range list {
			color := theme.Warn
			if c.Bad {
				color = theme.Bad
			}
			line := widgets.Cols(10, []float32{44, 0}, widgets.VBox(0, widgets.NewText(words.Number(c.Rows), theme.Text, 12.5).Mono().Bold().Right()), widgets.VBox(1, widgets.NewText(sms.Clean(c.Title), color, 12.5).Bold().Elide(), widgets.NewWrapped(sms.Clean(c.Text), 190)))
			right := widgets.VMid(widgets.NewButton(words.T("Show"), nil, widgets.Ghost, func() { p.filter(true, c.Reason) }))
			p.causes.Add(widgets.VBox(0, widgets.PadXY(0, 7, widgets.Border(nil, nil, nil, right, line)), widgets.HLine()))
		}
		if len(list) == 0 {
			p.causes.Add(widgets.NewWrapped(words.T("Nothing: every row is on its way or has arrived."), 260))
		}
		p.causes.Refresh()
	}
}

type reportSource struct{ p *reportPage }

func (s reportSource) Len() int         { return len(s.p.rows) }
func (s reportSource) ID(row int) int64 { return s.p.rows[row].Number }

func (s reportSource) Cell(row int, column string) widgets.Cell {
	r := &s.p.rows[row]
	switch column {
	case "time":
		if r.At.IsZero() {
			return widgets.Cell{}
		}
		return widgets.Cell{Text: When(r.At, time.Now()), Color: theme.Muted}
	case "row":
		return widgets.Cell{Text: fmt.Sprint(r.Number), Color: theme.Muted}
	case "state":
		return widgets.Cell{Text: RowWord(*r), Color: rowColor(*r)}
	case "to":
		return widgets.Cell{Text: sms.Clean(r.To)}
	case "text":
		return widgets.Cell{Text: sms.Clean(r.Text)}
	}
	return widgets.Cell{Text: sms.Clean(words.Said(r.Reason)), Color: theme.Muted}
}
