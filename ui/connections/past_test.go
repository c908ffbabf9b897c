package connections_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

func TestPast(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	slow := gateway.Traffic{At: now.Add(-time.Minute), Link: "a", Submitted: 10}
	slow.Times.Add(900 * time.Millisecond)
	p := connections.PastOf([]gateway.Traffic{
		{At: now.Add(-25 * time.Hour), Link: "a", Submitted: 99}, {At: now.Add(-23*time.Hour - 50*time.Minute), Link: "a", Submitted: 1},
		{At: now.Add(-3 * time.Hour), Link: "a", Submitted: 5, Refused: 1}, {At: now.Add(-2 * time.Hour), Link: "a", Refused: 2}, {At: now.Add(-2 * time.Hour), Link: "b", Submitted: 50}, slow},
		[]gateway.LinkChange{{Link: "a", At: now.Add(-30 * time.Hour), Reach: gateway.ReachUp}, {Link: "a", At: now.Add(-3*time.Hour - 10*time.Minute), Reach: gateway.ReachDown}, {Link: "b", At: now.Add(-3 * time.Hour), Reach: gateway.ReachUp},
			{Link: "a", At: now.Add(-2 * time.Hour), Reach: gateway.ReachOff}, {Link: "a", At: now.Add(-time.Hour), Reach: gateway.ReachUp}}, "a", now)
	if p.Passed != 19 || p.Bad != 3 {
		t.Errorf("%d answered, %d refused", p.Passed, p.Bad)
	}
	for i, want := range map[int]struct {
		tick connections.Tick
		says string
	}{0: {connections.Well, "up · 1 answered"}, 41: {connections.Partly, "up 20 min · down 10 min"}, 42: {connections.Badly, "down · 6 answered · 1 refused"},
		44: {connections.Off, "off · 2 answered · 2 refused"}, 45: {connections.Off, "off"}, 46: {connections.Well, "up"}, 47: {connections.Well, "up · 10 answered"}} {
		if s := p.Stretches[i]; s.Tick() != want.tick || s.Words() != want.says {
			t.Errorf("half hour %d: %d, %q", i, s.Tick(), s.Words())
		}
	}
	if clock := p.Stretches[41].Clock(); clock != p.Stretches[41].From.Local().Format("15:04")+"–"+p.Stretches[42].From.Local().Format("15:04") {
		t.Error(clock)
	}
	if s := p.Answer[len(p.Answer)-3]; s < 0.6 || s > 1.2 {
		t.Errorf("answer times %v", p.Answer)
	}
	if w := p.Words(); w != "94.9 % up · 19 answered · 3 refused" {
		t.Error(w)
	}
	for w, changes := range map[string][]gateway.LinkChange{"not known yet": nil, "off": {{Link: "a", At: now.Add(-time.Hour)}}, "100 % up": {{Link: "a", At: now.Add(-time.Hour), Reach: gateway.ReachUp}}} {
		if got := connections.PastOf(nil, changes, "a", now).Words(); got != w {
			t.Errorf("%q, want %q", got, w)
		}
	}
}

// A link is down since it went down, not since the program was started anew.
func TestSince(t *testing.T) {
	const up, down, refused, off, away = gateway.ReachUp, gateway.ReachDown, gateway.ReachRefused, gateway.ReachOff, gateway.ReachAway
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return now.Add(-time.Duration(minutes) * time.Minute) }
	type change struct {
		minutes int
		reach   gateway.Reach
	}
	for what, c := range map[string]struct {
		state   gateway.LinkState
		since   int // of the state, and since it is down where it is
		changes []change
		want    int
	}{
		"before the start":         {gateway.LinkWaiting, 5, []change{{90, up}, {60, down}, {20, away}, {5, down}}, 60},
		"not stored yet":           {gateway.LinkWaiting, 5, []change{{90, up}, {60, down}, {20, away}}, 60},
		"refused in between":       {gateway.LinkRefused, 5, []change{{90, up}, {60, down}, {50, refused}, {20, away}, {5, refused}}, 60},
		"two starts":               {gateway.LinkWaiting, 5, []change{{90, up}, {60, down}, {40, away}, {30, down}, {20, away}, {5, down}}, 60},
		"it was up before":         {gateway.LinkWaiting, 5, []change{{90, down}, {60, up}, {20, away}, {5, down}}, 5},
		"it was off before":        {gateway.LinkWaiting, 5, []change{{90, down}, {60, off}, {5, down}}, 5},
		"the history lags":         {gateway.LinkWaiting, 5, []change{{90, up}, {60, down}}, 5},
		"no history":               {gateway.LinkWaiting, 5, nil, 5},
		"off before the start":     {gateway.LinkOff, 5, []change{{90, up}, {60, off}}, 60},
		"off, and that lags":       {gateway.LinkOff, 5, []change{{90, up}}, 5},
		"off after it was stopped": {gateway.LinkOff, 5, []change{{90, up}, {60, away}, {5, off}}, 5},
	} {
		l := gateway.LinkStatus{Name: "a", State: c.state, Since: at(c.since)}
		if c.state != gateway.LinkOff {
			l.DownSince = at(c.since)
		}
		var list []gateway.LinkChange
		for _, x := range c.changes {
			list = append(list, gateway.LinkChange{Link: "a", At: at(x.minutes), Reach: x.reach}, gateway.LinkChange{Link: "b", At: at(x.minutes), Reach: up})
		}
		got := connections.Since(l, list)
		if from := got.DownSince; c.state != gateway.LinkOff && !from.Equal(at(c.want)) {
			t.Errorf("%s: down for %s, want %d minutes", what, now.Sub(from), c.want)
		}
		if c.state == gateway.LinkOff && !got.Since.Equal(at(c.want)) {
			t.Errorf("%s: off for %s, want %d minutes", what, now.Sub(got.Since), c.want)
		}
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
	h.Reached = []gateway.LinkChange{{Link: "nordic-a", At: time.Now().Add(-23*time.Hour - 59*time.Minute), Reach: gateway.ReachDown}, {Link: "nordic-a", At: time.Now().Add(-23*time.Hour - 47*time.Minute), Reach: gateway.ReachUp}}
	d.Past = []gateway.Event{{Link: "nordic-a", Text: "It is \u202econnected"}, {Link: "other", Text: "elsewhere"}}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	for _, want := range []string{"99.1 % up · 1,204 answered · 4 refused", "It is ‹RLO›connected"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	strip := uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, is := o.(*widgets.Ticks); return is })[0].(*widgets.Ticks)
	strip.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1, 1)}})
	if !uitest.Shows(v.Object(), "up 17 min · down 12 min") {
		t.Error("the strip does not tell of the half hour under the pointer")
	}
	strip.MouseOut()
	if !uitest.Shows(v.Object(), "Last 24 hours") {
		t.Error("the strip goes on to tell of it")
	}
	h.Slots = append(h.Slots, gateway.Traffic{At: time.Now(), Link: "nordic-a", Submitted: 6})
	v.Update(gateway.Update{Traffic: true})
	if !uitest.Shows(v.Object(), "1,210 answered") || strings.Contains(strings.Join(uitest.Drawn(v.Object()), " "), "elsewhere") {
		t.Error("the card does not follow")
	}
}
