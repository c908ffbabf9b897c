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
	if c.StartedAt.IsZero() || now.Sub(x.read) < x.wait || !x.again.begin() {
		return
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
			x.again.end()
			x.wait = max(chartWait, chartShare*took)
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
