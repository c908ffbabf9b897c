package connections_test

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
)

func TestPast(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	slow := gateway.Traffic{At: now.Add(-time.Minute), Link: "a", Submitted: 10}
	slow.Times.Add(900 * time.Millisecond)
	p := connections.PastOf([]gateway.Traffic{
		{At: now.Add(-25 * time.Hour), Link: "a", Submitted: 99}, {At: now.Add(-23*time.Hour - 50*time.Minute), Link: "a", Submitted: 1},
		{At: now.Add(-3 * time.Hour), Link: "a", Submitted: 5, Refused: 1}, {At: now.Add(-2 * time.Hour), Link: "a", Refused: 2}, {At: now.Add(-2 * time.Hour), Link: "b", Submitted: 50}, slow}, "a", now)
	if p.Passed != 19 || p.Bad != 3 {
		t.Errorf("%d answered, %d refused", p.Passed, p.Bad)
	}
	want := map[int]connections.Tick{0: connections.Well, 41: connections.Partly, 43: connections.Badly, 47: connections.Well}
	for i, tick := range p.Ticks {
		if tick != want[i] {
			t.Errorf("half hour %d: %d", i, tick)
		}
	}
	if s := p.Answer[len(p.Answer)-3]; s < 0.6 || s > 1.2 {
		t.Errorf("answer times %v", p.Answer)
	}
	if w := p.Words(); w != "19 requests answered, 3 refused" {
		t.Error(w)
	}
}

// A card tells of the last day and of the newest thing that happened to its link.
func TestACardTellsOfThePast(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)
	c := gateway.NewClient()
	c.Name, c.Host = "nordic-a", "smpp.example.com"
	h.Cfg.Clients = []gateway.ClientConfig{c}
	h.Stat.Links = []gateway.LinkStatus{{Name: "nordic-a", State: gateway.LinkBound}}
	h.Slots = []gateway.Traffic{{At: time.Now().Add(-time.Hour), Link: "nordic-a", Submitted: 1200, Refused: 4}}
	d.Past = []gateway.Event{{Link: "nordic-a", Text: "It is \u202econnected"}, {Link: "other", Text: "elsewhere"}}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	for _, want := range []string{"1,204 requests answered, 4 refused", "It is ‹RLO›connected"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	h.Slots = append(h.Slots, gateway.Traffic{At: time.Now(), Link: "nordic-a", Submitted: 6})
	v.Update(gateway.Update{Traffic: true})
	if !uitest.Shows(v.Object(), "1,210 requests answered") || strings.Contains(strings.Join(uitest.Drawn(v.Object()), " "), "elsewhere") {
		t.Error("the card does not follow")
	}
}
