package connections

import (
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// meterLine is a limit with a bar of what is used up.
type meterLine struct {
	bar    *widgets.StackBar
	value  *widgets.Text
	object fyne.CanvasObject
}

func newMeterLine(m Meter) *meterLine {
	l := &meterLine{bar: widgets.NewStackBar(5), value: widgets.NewText("", theme.Text, 12).Right().Elide()}
	l.object = widgets.Cols(10, []float32{116, 0, 96}, widgets.VMid(widgets.Small(m.Name).Elide()), widgets.VMid(l.bar), widgets.VMid(l.value))
	l.show(m)
	return l
}

func (l *meterLine) show(m Meter) {
	color := theme.Primary
	if m.Share >= 1 {
		color = theme.Warn // it is full
	}
	l.bar.Set(1, widgets.Slice{Value: min(m.Share, 1), Color: color})
	l.value.Set(m.Value)
	widgets.SetVisible(l.bar, !m.Open)
}

// build makes the page anew for the chosen account.
func (p *accountsPage) build() {
	p.live, p.meters, p.strip = nil, nil, nil
	p.tops.Objects = []fyne.CanvasObject{p.listeners(p.v.deps.Engine.Config())}
	p.count.Set(words.Number(int64(len(p.all))))
	rows := float32(max(1, min(len(p.list), gridRows)))
	p.tall.Objects = []fyne.CanvasObject{widgets.Fixed(0, 28+28*rows+1, p.grid)}
	a, ok := p.account()
	if !ok {
		why := words.T("No account yet: no application can bind. Add one for each application.")
		if len(p.all) > 0 {
			why = words.T("No account fits the search.")
		}
		p.tall.Objects = []fyne.CanvasObject{widgets.Pad(14, widgets.Small(why))}
		p.card.Objects, p.sheet.Objects = nil, nil
		p.object.Refresh()
		return
	}
	p.chosen = a.SystemID
	for i, x := range p.list {
		if x.SystemID == a.SystemID {
			p.grid.Select(int64(i) + 1)
		}
	}
	p.card.Objects = []fyne.CanvasObject{p.chosenCard(a)}
	p.sheet.Objects = []fyne.CanvasObject{widgets.Border(widgets.PadAll(0, 0, 8, 0, widgets.Title(words.T("How %s connects", a.SystemID)).Elide()), nil, nil, nil, p.v.sheet(a, sheetWidth-2*14))}
	p.figures(time.Now())
	p.object.Refresh()
}

// chosenCard is the account with its rights, limits and sessions.
func (p *accountsPage) chosenCard(a gateway.Account) fyne.CanvasObject {
	live := LiveOf(p.status, a.SystemID)
	state := StateOfAccount(a, len(live))
	back := widgets.NewButton(words.T("A phone is back…"), nil, widgets.Ghost, func() { p.v.phoneIsBack(a.SystemID) })
	back.SetDisabled(len(live) == 0)
	block := widgets.NewButton(words.T("Block"), fyneTheme.CancelIcon(), widgets.Ghost, func() { p.v.block(a) })
	if !a.Enabled {
		block = widgets.NewButton(words.T("Let it in"), nil, widgets.Plain, func() { p.v.enable(a, true) })
	}
	fresh := widgets.NewButton(words.T("New password"), fyneTheme.ViewRefreshIcon(), widgets.Ghost, func() { p.v.newPassword(a) })
	edit := widgets.NewButton(words.T("Edit"), fyneTheme.DocumentCreateIcon(), widgets.Plain, p.edit)
	buttons := widgets.HBox(2, back, fresh, block, edit)
	title := widgets.HBox(8, widgets.VMid(widgets.Title(a.SystemID)), widgets.Centered(widgets.NewPill(state.Word(), accountColor(state))))
	head := widgets.Beside((title.MinSize().Width+buttons.MinSize().Width)/theme.Px(1)+12, title, buttons)
	rights := widgets.VBox(6, widgets.NewText(words.T("Rights"), theme.Text, 13).Bold())
	for _, f := range Rights(a) {
		rights.Add(widgets.Cols(10, []float32{130, 0}, widgets.Small(f.Name).Elide(), widgets.NewText(gateway.Clean(f.Value), theme.Text, 12).Elide()))
	}
	limits := widgets.VBox(6, widgets.NewText(words.T("Limits"), theme.Text, 13).Bold())
	for _, m := range p.metersOf(a) {
		l := newMeterLine(m)
		p.meters = append(p.meters, l)
		limits.Add(l.object)
	}
	p.strip = newAnswerStrip()
	p.strip.show(p.answers.Of(a.SystemID, time.Now()))
	sessions := widgets.VBox(4, widgets.HBox(8, widgets.NewText(words.T("Live sessions"), theme.Text, 13).Bold(), widgets.VMid(widgets.Small(words.Number(int64(len(live)))))))
	for _, x := range firstOf(live) {
		sessions.Add(p.v.sessionRow(x.Server, x.Server, x.Session, &p.live))
	}
	if more := len(live) - maxRows; more > 0 {
		sessions.Add(widgets.Small(words.N(more, "and %s session more", "and %s sessions more")))
	}
	if len(live) == 0 {
		sessions.Add(widgets.Small(words.T("No application is bound with this account.")))
	}
	return widgets.NewSurface(theme.Surface, widgets.VBox(0, widgets.PadXY(16, 10, head), widgets.HLine(),
		widgets.PadXY(16, 12, widgets.Flow(330, 24, rights, limits)), widgets.HLine(), widgets.PadXY(16, 12, answerFacts(a)), widgets.HLine(),
		widgets.PadXY(16, 12, p.strip.object), widgets.HLine(), widgets.PadXY(16, 12, sessions))).Rounded(8).Stroked(theme.Line)
}

// block asks whether an account's sessions shall end and it may bind no more.
func (v *View) block(a gateway.Account) {
	v.deps.Shell.Confirm(words.T("Block %s?", a.SystemID), words.T("Its sessions end now, and it can't bind until it is let in again. What waits for it is kept."), words.T("Block"), true, func() { v.enable(a, false) })
}

func (v *View) enable(a gateway.Account, on bool) {
	c := v.deps.Engine.Config().Clone()
	a.Enabled = on
	c.Accounts = Put(c.Accounts, a, func(x gateway.Account) bool { return x.SystemID == a.SystemID })
	v.apply(c, func(p gateway.Problems) {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Problem(p[0])})
	}, v.refresh)
}
