package connections_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// many puts so many client links into a house.
func many(h *uitest.House, n int, now time.Time) {
	for i := range n {
		c := gateway.NewClient()
		c.ID, c.Name, c.Host, c.SystemID, c.KeepPassword = int64(i+1), fmt.Sprintf("link-%02d", i+1), "smpp.example.com", "acme", true
		h.Cfg.Clients = append(h.Cfg.Clients, c)
		h.Stat.Links = append(h.Stat.Links, gateway.LinkStatus{Name: c.Name, State: gateway.LinkBound, Since: now.Add(-time.Hour), Rate: 1.5, Window: 10, Open: 3, Queued: int64(1000 + i)})
	}
	h.Stat.Links[1].State, h.Stat.Links[1].RetryAt = gateway.LinkWaiting, now.Add(time.Minute)
	h.Stat.Links[2].State = gateway.LinkOff
}

// manyLinks is the list with so many client links.
func manyLinks(t *testing.T, n int) (*uitest.House, *uitest.Desk, *connections.View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1044, 660)
	many(h, n, time.Now())
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	v.Resized(1044)
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func gridOf(t *testing.T, root fyne.CanvasObject) *widgets.Grid {
	t.Helper()
	for _, o := range uitest.Find(root, func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Grid); return ok }) {
		return o.(*widgets.Grid)
	}
	t.Fatal("there is no grid")
	return nil
}

// Many links can be shown as rows, with what can be done to the chosen one; the
// choice lasts.
func TestManyLinksAsRows(t *testing.T) {
	if _, _, v := manyLinks(t, 12); uitest.Shows(v.Object(), "Show as rows") {
		t.Error("twelve links are offered as rows")
	}
	h, d, v := manyLinks(t, 13)
	uitest.Tap(t, v.Object(), "Show as rows")
	g := gridOf(t, v.Object())
	for _, want := range []string{"link-01", "link-13", "1,012", "3 of 10", "Down"} {
		if !drawn(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	for _, o := range uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { b, ok := o.(*widgets.Button); return ok && b.Label() == "Delete" }) {
		if !o.(*widgets.Button).Disabled() {
			t.Error("a link can be deleted that nobody chose")
		}
	}
	press := func(k fyne.KeyName) { g.TypedKey(&fyne.KeyEvent{Name: k}) }
	press(fyne.KeyHome)
	uitest.Tap(t, v.Object(), "Disconnect")
	press(fyne.KeyDown)
	press(fyne.KeyDown)
	uitest.Tap(t, v.Object(), "Connect")
	press(fyne.KeyUp)
	uitest.Tap(t, v.Object(), "Try now")
	for _, want := range []string{"disconnect link-01", "connect link-03", "retry link-02"} {
		if !h.Did(want) {
			t.Errorf("%q was not done: %v", want, h.Calls)
		}
	}
	h.Stat.Links[12].Queued = 7777
	v.Update(gateway.Update{Messages: true})
	if !drawn(v.Object(), "7,777") {
		t.Error("the rows do not follow")
	}
	uitest.Tap(t, v.Object(), "Edit")
	if !uitest.Shows(v.Object(), "Got an e-mail from the provider?") {
		t.Error("the form does not open")
	}
	again := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(again.Object())
	again.Shown()
	if !uitest.Shows(again.Object(), "Show as cards") {
		t.Error("the choice does not last")
	}
	uitest.Tap(t, again.Object(), "Show as cards")
	if !uitest.Shows(again.Object(), "Show as rows") || !uitest.Shows(again.Object(), "Last 24 hours") {
		t.Error("the cards do not come back")
	}
}

// A form says at which step of its way a link is, and why it stays there.
func TestTheFormTellsOfTheWay(t *testing.T) {
	h, _, v := manyLinks(t, 3)
	h.Stat.Links[1].Error = "nothing listens on smpp.example.com:2775"
	v.EditClient("link-02")
	for _, want := range []string{"Off", "Down", "Binding", "Bound", "nothing listens on smpp.example.com:2775"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	h.Stat.Links[1] = gateway.LinkStatus{Name: "link-02", State: gateway.LinkBound}
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "Connecting") || uitest.Shows(v.Object(), "nothing listens") {
		t.Error("it does not follow")
	}
}
