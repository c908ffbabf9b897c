package connections

import (
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// mostShares is how many statuses the strip names.
const mostShares = 4

// answerStrip shows with what an account's submits were answered lately, as shares
// of a bar and in words.
type answerStrip struct {
	all    *widgets.Text
	bar    *widgets.StackBar
	names  [mostShares]*widgets.Text
	dots   [mostShares]*widgets.Dot
	cells  [mostShares]*fyne.Container
	legend *fyne.Container // holds the cells that are shown
	object *fyne.Container
}

func newAnswerStrip() *answerStrip {
	s := &answerStrip{all: widgets.Small("").Right().Elide(), bar: widgets.NewStackBar(8)}
	s.legend = widgets.Flow(230, 8)
	for i := range s.names {
		s.names[i], s.dots[i] = widgets.NewText("", theme.Text, 12).Elide(), widgets.NewDot(theme.Good)
		s.cells[i] = widgets.Cols(6, []float32{8, 0}, widgets.VMid(s.dots[i].Object()), widgets.VMid(s.names[i]))
	}
	s.object = widgets.VBox(8, widgets.Border(nil, nil, widgets.NewText(words.T("Answered lately"), theme.Text, 13).Bold(), nil, s.all), s.bar, s.legend)
	return s
}

// answerColor is what a status means for the application: taken, come again, or
// put something right.
func answerColor(st smpp.Status) fyne.ThemeColorName {
	switch {
	case st == smpp.ROK:
		return theme.Good
	case st == smpp.RTHROTTLED || st == smpp.RMSGQFUL:
		return theme.Warn
	}
	return theme.Bad
}

func (s *answerStrip) show(shares []Share, all int64) {
	s.all.Set(words.N(all, "%s answer in 15 minutes", "%s answers in 15 minutes"))
	var slices []widgets.Slice
	for _, x := range shares {
		slices = append(slices, widgets.Slice{Value: float64(x.Count), Color: answerColor(x.Status)})
	}
	s.bar.Set(float64(max(all, 1)), slices...)
	shown := min(len(shares), mostShares)
	for i, x := range shares[:shown] {
		s.dots[i].SetFill(answerColor(x.Status))
		s.names[i].Set(words.T("%s %% %s", words.Decimal(100*float64(x.Count)/float64(all), 1), statusName(x.Status)))
	}
	if len(s.legend.Objects) != shown {
		s.legend.Objects = nil
		for _, c := range s.cells[:shown] {
			s.legend.Add(c)
		}
		s.object.Refresh()
	}
}

// answerFacts is how an account is answered: each setting of that group.
func answerFacts(a gateway.Account) fyne.CanvasObject {
	var cells []fyne.CanvasObject
	for _, f := range Answering(a) {
		cells = append(cells, widgets.VBox(2, widgets.Small(f.Name).Elide(), widgets.NewText(gateway.Clean(f.Value), theme.Text, 12).Elide()))
	}
	return widgets.Flow(116, 8, cells...)
}

// answered reads the live log and shows the chosen account's answers.
func (p *accountsPage) answered(now time.Time) {
	p.answers.See(p.v.deps.Engine.PDUs, p.status.LastPDU)
	if a, ok := p.account(); ok && p.strip != nil {
		p.strip.show(p.answers.Of(a.SystemID, now))
	}
}
