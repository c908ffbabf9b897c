package campaigns

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// chart is the rate of a campaign from its start to now, or to its end.
type chart struct {
	p     *reportPage
	area  *widgets.Area
	said  *widgets.Text
	read  time.Time     // when it was read last
	wait  time.Duration // until it is read again
	again again
	over  bool // what is shown is all that will be
	shown *fyne.Container
}

const (
	chartWait  = 2 * time.Second
	chartShare = 20 // of the time that reading takes, at least that long is waited
)

func newChart(p *reportPage) *chart {
	c := &chart{p: p, area: widgets.NewArea(theme.Info, rateWords), said: widgets.NewText("", theme.Warn, 12).Elide()}
	c.shown = widgets.VBox(0, widgets.NewCard(widgets.VBox(8, widgets.HBox(10, widgets.Title(words.T("Rate, messages per second")), widgets.Spacer()), widgets.Fixed(0, 118, c.area), c.said)))
	c.shown.Hide()
	c.said.Hide()
	return c
}

// fill shows what the connection does to the rate, and reads the rate again when
// it is time.
func (x *chart) fill(c gateway.Campaign, now time.Time) {
	said := Throttled(c, x.p.v.deps.Engine.Status())
	x.said.Set(said)
	widgets.SetVisible(x.said, said != "")
	over := !c.EndedAt.IsZero()
	if c.StartedAt.IsZero() || now.Sub(x.read) < x.wait && x.over == over || !x.again.begin() {
		return // a campaign that has ended tells of nothing more: its end is read at once
	}
	x.read = now
	s := SlotsOf(c, now)
	if s.N < 2 {
		x.again.end()
		return
	}
	x.p.v.deps.Shell.Go(func() func() {
		begun := time.Now()
		n, err := x.p.v.deps.Archive.CampaignRate(context.Background(), c.ID, s.From, s.Slot, s.N)
		took := time.Since(begun)
		return func() {
			more := x.again.end()
			x.wait, x.over = max(chartWait, chartShare*took), over
			if more && !over && !x.p.c.EndedAt.IsZero() {
				defer func() { x.fill(x.p.c, time.Now()) }()
			}
			if err != nil {
				return // the page's own reading says so
			}
			x.area.Set(s.Rates(n), s.Below(c, now))
			if widgets.SetVisible(x.shown, true) {
				x.p.object.Refresh()
			}
		}
	})
}
