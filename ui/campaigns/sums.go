package campaigns

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// sumsPanel tells what the checked rows come to.
type sumsPanel struct {
	p       *wizardPage
	big     *widgets.Text
	of      *widgets.Text
	bar     *widgets.StackBar
	counts  map[gateway.RowState]*widgets.Text
	parts   *widgets.Text
	total   *widgets.Text
	prices  *fyne.Container
	sim     *widgets.Surface
	warn    *widgets.Surface
	warning *fyne.Container // as many lines as it takes
	plain   *widgets.Button
	save    *widgets.Button
	object  fyne.CanvasObject
	shown   string
}

// sumRows are the lines of the panel, in the order of the bar.
func sumRows() []sumRow {
	return []sumRow{
		{gateway.RowWaiting, words.T("Ready"), theme.Good},
		{gateway.RowDuplicate, words.T("Duplicates, left out"), theme.Muted},
		{gateway.RowOptedOut, words.T("Opted out, left out"), theme.Warn},
		{gateway.RowInvalid, words.T("Invalid, left out"), theme.Bad},
	}
}

type sumRow struct {
	state gateway.RowState
	label string
	color fyne.ThemeColorName
}

// warningWidth is the room for the warning, in units.
const warningWidth = 230

func newSumsPanel(p *wizardPage) *sumsPanel {
	s := &sumsPanel{p: p, big: widgets.NewText("–", theme.Text, 24).Bold(), of: widgets.Small(words.T("messages will go out")), bar: widgets.NewStackBar(7), counts: map[gateway.RowState]*widgets.Text{},
		parts: widgets.NewText("", theme.Text, 12).Mono(), total: widgets.NewText("", theme.Text, 13).Mono().Bold(), prices: widgets.VBox(3), warning: widgets.VBox(0)}
	lines := widgets.VBox(7)
	for _, r := range sumRows() {
		n := widgets.NewText("", theme.Text, 12).Mono()
		s.counts[r.state] = n
		lines.Add(widgets.Border(nil, nil, widgets.PadAll(0, 8, 0, 0, widgets.NewDot(r.color).Object()), n, widgets.Body(r.label)))
	}
	s.plain = widgets.NewButton(words.T("Replace them"), nil, widgets.Plain, p.simplify)
	s.save = widgets.NewButton(words.T("Save left-out rows…"), fyneTheme.DocumentSaveIcon(), widgets.Ghost, func() { p.v.save("left out.csv", p.writeLeftOut) })
	s.warn = widgets.NewSurface(theme.Warn, widgets.Pad(10, widgets.VBox(6, s.warning, widgets.HBox(0, s.plain, widgets.Spacer())))).Soft(0x18).Rounded(6)
	s.sim = widgets.NewTag(words.T("SIMULATOR: not real traffic"), theme.Control)
	line := func(label string, v fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Border(nil, nil, nil, v, widgets.NewText(label, theme.Muted, 12.5))
	}
	body := widgets.VBox(12, widgets.HBox(8, s.big, widgets.VMid(s.of)), s.bar, lines, widgets.HBox(0, s.save, widgets.Spacer()), widgets.HLine(), line(words.T("Parts"), s.parts), s.prices,
		widgets.Border(nil, nil, nil, s.total, widgets.Body(words.T("Cost")).Bold()), widgets.HBox(0, s.sim, widgets.Spacer()), s.warn)
	s.object = container.NewVScroll(widgets.Pad(16, body))
	return s
}

func (s *sumsPanel) show() {
	w := s.p.w
	r := w.Result
	key := fmt.Sprint(w.Checked, len(r.Rows), r.Ready, r.Parts, r.Left, r.Costs, r.Forcing, w.Draft.Simplify)
	if key == s.shown {
		return
	}
	s.shown = key
	if !w.Checked {
		s.big.Set("–")
		s.of.Set(words.T("not checked yet"))
		s.bar.Set(1)
		for _, t := range s.counts {
			t.Set("–")
		}
		s.parts.Set("–")
		s.total.Set("–")
		s.prices.Objects = nil
		s.warn.Hide()
		s.sim.Hide()
		s.save.Hide()
		s.object.Refresh()
		return
	}
	s.big.Set(words.Number(int64(r.Ready)))
	s.of.Set(words.T("messages will go out"))
	if r.Ready == 1 {
		s.of.Set(words.T("message will go out"))
	}
	var bar []widgets.Slice
	for _, x := range sumRows() {
		n := r.Left[x.state]
		if x.state == gateway.RowWaiting {
			n = r.Ready
		}
		s.counts[x.state].Set(words.Number(int64(n)))
		bar = append(bar, widgets.Slice{Value: float64(n), Color: x.color})
	}
	s.bar.Set(float64(len(r.Rows)), bar...)
	s.parts.Set(words.Number(r.Parts))
	total, lines := Money(r.Costs)
	s.prices.Objects = nil
	if s.p.w.Simulated() {
		total, lines = words.T("nothing##cost"), nil
	} else if total == "" {
		total = words.T("not known")
		lines = []string{words.T("Set the price of a part at the connection.")}
	}
	for _, l := range lines {
		s.prices.Add(widgets.NewText(sms.Clean(l), theme.Muted, 11.5).Elide())
	}
	s.prices.Refresh()
	widgets.SetVisible(s.save, r.Ready < len(r.Rows))
	s.total.Set(total)
	widgets.SetVisible(s.sim, w.Simulated())
	forces, can := ForcingWords(r.Forcing)
	widgets.SetVisible(s.warn, forces != "")
	widgets.SetVisible(s.plain, can && !w.Draft.Simplify)
	if forces != "" {
		said := words.N(r.Unicode, "%s row in Unicode, which holds fewer characters a part: %s.", "%s rows in Unicode, which holds fewer characters a part: %s.", forces)
		lines := widgets.NewWrapped(said, warningWidth)
		lines.SetColored(said, theme.Warn)
		s.warning.Objects = []fyne.CanvasObject{lines}
	}
	s.object.Refresh()
}
