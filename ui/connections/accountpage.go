package connections

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	sheetWidth = 384
	sheetFrom  = 1046 // width of the content from which the sheet stands beside it
	gridRows   = 8    // accounts that are seen without scrolling
)

// accountsPage is the page of the accounts: all of them in a grid, the chosen one
// with its rights, limits and live sessions, and how it connects at the right.
type accountsPage struct {
	v       *View
	all     []gateway.Account
	list    []gateway.Account // of all, those that the search finds
	chosen  string
	status  gateway.Status
	use     map[string]gateway.AccountUse
	reading bool
	asked   time.Time
	pace    paces
	answers answers
	shape   string
	live    []func(gateway.Status, time.Time)

	find   *widgets.Field
	count  *widgets.Text
	tops   *fyne.Container // listeners
	strip  *answerStrip
	grid   *widgets.Grid
	tall   *fyne.Container
	card   *fyne.Container
	meters []*meterLine
	sheet  *fyne.Container
	scroll *container.Scroll
	drawer *widgets.Drawer
	slider *widgets.Button
	object fyne.CanvasObject
}

// ShowAccounts opens the page of the accounts at one of them; "" is the first.
func (v *View) ShowAccounts(systemID string) { v.show(newAccountsPage(v, systemID)) }

func newAccountsPage(v *View, systemID string) *accountsPage {
	p := &accountsPage{v: v, chosen: systemID, card: widgets.VBox(0), sheet: container.NewStack()}
	p.grid = widgets.NewGrid([]widgets.Column{
		{Key: "id", Title: words.T("Account"), Width: 120, Flex: true, Mono: true},
		{Key: "state", Title: words.T("State"), Width: 104, Pill: true},
		{Key: "submit", Title: words.T("May submit"), Width: 90, Drop: 2},
		{Key: "sessions", Title: words.T("Sessions"), Width: 84, Right: true},
		{Key: "rate", Title: words.T("PDUs/s"), Width: 110, Right: true, Drop: 1},
		{Key: "today", Title: words.T("Today"), Width: 76, Right: true, Drop: 3},
		{Key: "waiting", Title: words.T("Waiting"), Width: 76, Right: true},
	}, p, false)
	v.deps.Shell.Columns("connections.accounts", p.grid)
	p.grid.OnSelect = func(id int64) {
		if i := int(id) - 1; i >= 0 && i < len(p.list) && p.list[i].SystemID != p.chosen {
			p.chosen = p.list[i].SystemID
			p.build()
		}
	}
	p.grid.OnOpen = func(id int64) { p.edit() }
	p.slider = widgets.NewButton(words.T("Hand over…"), nil, widgets.Plain, func() { p.drawer.Slide(true) })
	head := widgets.Fixed(0, 46, widgets.PadAll(0, 16, 0, 8, widgets.VMid(widgets.HBox(6,
		widgets.NewButton(words.T("Connections"), fyneTheme.NavigateBackIcon(), widgets.Ghost, v.Back), widgets.VMid(widgets.Small("/")), widgets.VMid(widgets.Heading(words.T("Accounts"))), widgets.Spacer(),
		p.slider, widgets.NewButton(words.T("Add account"), fyneTheme.ContentAddIcon(), widgets.Strong, func() { v.below = p; v.AddAccount() })))))
	p.tall = container.NewStack()
	p.find, p.count, p.tops = widgets.NewField(words.T("Find an account …")), widgets.Small(""), container.NewStack()
	p.find.OnChanged(func(string) { p.narrow(); p.build() })
	over := widgets.PadXY(16, 8, widgets.Border(nil, nil, widgets.HBox(8, widgets.VMid(widgets.NewText(words.T("Accounts"), theme.Text, 13).Bold()), widgets.VMid(p.count)), widgets.Fixed(200, 0, p.find), nil))
	grid := widgets.NewSurface(theme.Surface, widgets.Pad(1, widgets.VBox(0, over, p.tall))).Rounded(8).Stroked(theme.Line)
	p.scroll = container.NewVScroll(widgets.Pad(16, widgets.VBox(12, p.tops, grid, p.card)))
	p.drawer = widgets.NewDrawer(sheetWidth, p.scroll, widgets.Pad(14, p.sheet))
	p.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.VBox(0, widgets.NewSurface(theme.Surface, head), widgets.HLine()), nil, nil, nil, p.drawer.Object()))
	p.resize(v.width)
	p.follow()
	return p
}

// Object and Focus make it a page.
func (p *accountsPage) Object() fyne.CanvasObject { return p.object }
func (p *accountsPage) Focus(c fyne.Canvas)       { c.Focus(p.grid) }

// resize puts the sheet beside the accounts, or behind a button.
func (p *accountsPage) resize(width float32) {
	wide := width == 0 || width/theme.Px(1) >= sheetFrom
	p.drawer.SetWide(wide)
	widgets.SetVisible(p.slider, !wide)
}

// escape closes the sheet where it lies over the page; false: there was none.
func (p *accountsPage) escape() bool {
	if !p.drawer.Open() {
		return false
	}
	p.drawer.Slide(false)
	return true
}

// follow shows the accounts as they are.
func (p *accountsPage) follow() {
	cfg, now := p.v.deps.Engine.Config(), time.Now()
	p.all, p.status = cfg.Accounts, p.v.deps.Engine.Status()
	p.narrow()
	p.pace.See(p.status, now)
	p.answered(now)
	p.read(now)
	if shape := shapeOf(cfg, p.status); shape != p.shape {
		p.shape = shape
		p.build()
		return
	}
	p.figures(now)
}

// narrow keeps the accounts that the search finds.
func (p *accountsPage) narrow() {
	want := strings.ToLower(strings.TrimSpace(p.find.Text()))
	p.list = nil
	for _, a := range p.all {
		if strings.Contains(strings.ToLower(a.SystemID+" "+strings.Join(a.Senders, " ")), want) {
			p.list = append(p.list, a)
		}
	}
}

// figures shows what changes without anything coming or going.
func (p *accountsPage) figures(now time.Time) {
	p.grid.Reload()
	if a, ok := p.account(); ok {
		for i, m := range p.metersOf(a) {
			if i < len(p.meters) {
				p.meters[i].show(m)
			}
		}
	}
	for _, f := range p.live {
		f(p.status, now)
	}
}

// read asks the database what the accounts have used, at most once in two
// seconds.
func (p *accountsPage) read(now time.Time) {
	if p.reading || now.Sub(p.asked) < 2*time.Second {
		return
	}
	p.reading, p.asked = true, now
	p.v.deps.Shell.Go(func() func() {
		use, err := p.v.deps.Archive.AccountUse(context.Background(), now)
		return func() {
			if p.reading = false; err == nil {
				p.use = use
				p.figures(now)
			}
		}
	})
}

// account is the chosen one, the first while none is.
func (p *accountsPage) account() (gateway.Account, bool) {
	for _, a := range p.list {
		if a.SystemID == p.chosen {
			return a, true
		}
	}
	if len(p.list) == 0 {
		return gateway.Account{}, false
	}
	return p.list[0], true
}

func (p *accountsPage) metersOf(a gateway.Account) []Meter {
	rate, known := p.pace.Of(a.SystemID)
	return Meters(a, AccountSessions(p.status, a.SystemID), rate, known, p.use[a.SystemID])
}

func (p *accountsPage) edit() {
	if a, ok := p.account(); ok {
		p.v.below = p
		p.v.show(newAccountPage(p.v, a, false))
	}
}

// Len, ID and Cell make it the grid's source; an account's id is its place.
func (p *accountsPage) Len() int         { return len(p.list) }
func (p *accountsPage) ID(row int) int64 { return int64(row) + 1 }

func (p *accountsPage) Cell(row int, column string) widgets.Cell {
	a := p.list[row]
	live := AccountSessions(p.status, a.SystemID)
	switch column {
	case "id":
		return widgets.Cell{Text: a.SystemID}
	case "state":
		s := StateOfAccount(a, len(live))
		return widgets.Cell{Text: s.Word(), Color: accountColor(s)}
	case "submit":
		if a.Submit {
			return widgets.Cell{Text: words.T("yes")}
		}
		return widgets.Cell{Text: words.T("no"), Color: theme.Warn}
	case "sessions":
		return widgets.Cell{Text: words.T("%d of %d", len(live), a.MaxBinds)}
	case "rate":
		rate, known := p.pace.Of(a.SystemID)
		switch {
		case len(live) == 0 || !known:
			return widgets.Cell{Text: "–"}
		case a.Rate > 0:
			return widgets.Cell{Text: words.T("%s of %s", words.Decimal(rate, 1), words.Decimal(a.Rate, -1))}
		}
		return widgets.Cell{Text: words.Decimal(rate, 1)}
	}
	if p.use == nil {
		return widgets.Cell{Text: "–"}
	}
	if column == "today" {
		return widgets.Cell{Text: words.Number(p.use[a.SystemID].Day)}
	}
	return widgets.Cell{Text: words.Number(p.use[a.SystemID].Waiting)}
}

func accountColor(s AccountState) fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{theme.Muted, theme.Good, theme.Good, theme.Bad}[s]
}
