package overview_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/overview"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// desk is the window with what only this screen asks of it.
type desk struct {
	*uitest.Desk
	drafts []compose.Draft
}

func (d *desk) Compose(x compose.Draft) { d.drafts = append(d.drafts, x) }

func open(t *testing.T, prepare func(*uitest.House, *uitest.Desk)) (*uitest.House, *desk, *overview.View) {
	h, d := uitest.New(), &desk{Desk: uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 840)}
	prepare(h, d.Desk)
	v := overview.New(overview.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func TestFirstRun(t *testing.T) {
	_, d, v := open(t, func(h *uitest.House, _ *uitest.Desk) { h.Cfg = gateway.Config{} })
	if !uitest.Shows(v.Object(), "Welcome to Relay") || uitest.Shows(v.Object(), "Messages per second") {
		t.Fatal("the first run is not welcomed")
	}
	uitest.Tap(t, v.Object(), "Start simulator")
	if len(d.drafts) != 1 || d.drafts[0].Link != overview.Loopback {
		t.Errorf("drafts %+v", d.drafts)
	}
}

// files refuses what is given to it.
type files struct{ err error }

func (f files) ImportConfig(context.Context, string, []byte) error { return f.err }

func TestImportNamesEveryProblemWithItsLine(t *testing.T) {
	h, d := uitest.New(), &desk{Desk: uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 840)}
	v := overview.New(overview.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: d, Files: files{fmt.Errorf("read: %w", gateway.Problems{
		{Path: "client[a].port", Key: "%d is no port", Args: []any{0}, Line: 3}, {Path: "account[b]", Key: "it has no system_id", Line: 9}})}})
	v.Import("/a/relay.toml", io.NopCloser(strings.NewReader("x")))
	if len(d.Toasts) != 1 || d.Toasts[0].Advice != "relay.toml:3: port: 0 is no port\nrelay.toml:9: it has no system_id" {
		t.Errorf("%+v", d.Toasts)
	}
}

func TestNumbers(t *testing.T) {
	now := time.Now()
	h, d, v := open(t, func(h *uitest.House, d *uitest.Desk) {
		c := gateway.NewClient()
		c.Name = "provider-a"
		h.Cfg = gateway.Config{Clients: []gateway.ClientConfig{c}}
		h.Stat.Links = []gateway.LinkStatus{{Name: "provider-a", State: gateway.LinkBound, Address: "smpp.example.com:2775", Rate: 42, Since: now}}
		h.Numbers.Out[gateway.Delivered], h.Numbers.Out[gateway.Failed] = 1190, 21
		x := gateway.Traffic{At: now.Add(-20 * time.Second).Truncate(gateway.TrafficSlot), Link: "provider-a", Submitted: 420, Delivered: 98, Failed: 2}
		x.Times.Add(20 * time.Millisecond)
		h.Slots = []gateway.Traffic{x}
		d.Past = []gateway.Event{{Text: "provider-a is connected", At: now, Severity: gateway.Success}}
	})
	for _, want := range []string{"42 msg/s", "1,190", "provider-a is connected", "smpp.example.com:2775", "All is well: 1 connection up"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	uitest.Tap(t, v.Object(), "24 hours")
	if !uitest.Shows(v.Object(), "last 24 hours") {
		t.Error("the span did not change")
	}
	h.Stat.Links[0].State, h.Stat.Links[0].Error, h.Stat.Links[0].DownSince = gateway.LinkWaiting, "nothing listens there", now.Add(-time.Minute)
	v.Update(gateway.Update{Traffic: true})
	if !uitest.Shows(v.Object(), "provider-a is down since") {
		t.Error("the trouble is not told")
	}
	uitest.Tap(t, v.Object(), "New message")
	if len(d.drafts) != 1 {
		t.Error("no composer")
	}
	uitest.Tap(t, v.Object(), "Ways to begin")
	if !uitest.Shows(v.Object(), "Send a test message") && !uitest.Shows(v.Object(), "Start simulator") {
		t.Error("the ways to begin are gone")
	}
}

// What is wrong is one tap from where it is put right, and has the whole line where
// there is little room.
func TestHealthLeadsOn(t *testing.T) {
	h, d, v := open(t, func(h *uitest.House, d *uitest.Desk) {
		c := gateway.NewClient()
		c.Name = "provider-a"
		h.Cfg = gateway.Config{Clients: []gateway.ClientConfig{c}}
		h.Stat.Links = []gateway.LinkStatus{{Name: "provider-a", State: gateway.LinkBound, Since: time.Now()}}
	})
	uitest.Tap(t, v.Object(), "All is well: 1 connection up, nothing waits")
	if d.Opened != "" {
		t.Errorf("all is well, and it opens %s", d.Opened)
	}
	h.Stat.Links[0].State, h.Stat.Links[0].Error, h.Stat.Links[0].DownSince = gateway.LinkRefused, "wrong password", time.Now().Add(-time.Minute)
	v.Update(gateway.Update{Traffic: true})
	uitest.Tap(t, v.Object(), "provider-a was refused at "+time.Now().Add(-time.Minute).Format("15:04")+" and waits for you: wrong password")
	if d.Opened != "connections" {
		t.Errorf("it opens %q", d.Opened)
	}
	v.Resized(660)
	if uitest.Shows(v.Object(), "Ways to begin") {
		t.Error("the ways to begin take its room")
	}
	if v.Begin(); !uitest.Shows(v.Object(), "Welcome to Relay") {
		t.Error("there is no way to them")
	}
}

// No state of messages is left out of what was sent in all.
func TestCancelledIsAState(t *testing.T) {
	_, _, v := open(t, func(h *uitest.House, d *uitest.Desk) {
		c := gateway.NewClient()
		c.Name = "provider-a"
		h.Cfg = gateway.Config{Clients: []gateway.ClientConfig{c}}
		h.Numbers.Out[gateway.Delivered], h.Numbers.Out[gateway.Cancelled] = 22, 4
	})
	for _, want := range []string{"Cancelled", "22", "4"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
}

// Once there is a connection the welcome is over, however long reading takes.
func TestWelcomeIsOver(t *testing.T) {
	h, d, v := open(t, func(h *uitest.House, _ *uitest.Desk) { h.Cfg = gateway.Config{} })
	v.Hidden()
	c := gateway.NewClient()
	c.Name = "provider-a"
	h.Cfg = gateway.Config{Clients: []gateway.ClientConfig{c}}
	d.Hold = true
	v.Shown()
	if uitest.Shows(v.Object(), "Welcome to Relay") {
		t.Error("it is welcomed again")
	}
	d.Release()
}
