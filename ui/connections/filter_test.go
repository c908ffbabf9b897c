package connections_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// The chips sort the links into kinds that add up, and with the search choose
// which are shown.
func TestChipsAndSearch(t *testing.T) {
	h, _, v := doctorDesk(t)
	states := map[string]gateway.LinkState{"nordic-a": gateway.LinkBound, "baltic-b": gateway.LinkWaiting, "iberia-c": gateway.LinkRefused, "old-line": gateway.LinkOff, "office": gateway.LinkListening}
	h.Cfg.Clients = nil
	for _, name := range []string{"nordic-a", "baltic-b", "iberia-c", "old-line"} {
		c := provider()
		c.Name, c.Host = name, name+".example"
		h.Cfg.Clients = append(h.Cfg.Clients, c)
	}
	s := gateway.NewServer()
	s.Name = "office"
	h.Cfg.Servers, h.Cfg.Version = []gateway.ServerConfig{s}, 9
	for name, state := range states {
		h.Stat.Links = append(h.Stat.Links, gateway.LinkStatus{Name: name, State: state, Server: name == "office"})
	}
	v.Shown()
	n := connections.CountLinks(h.Cfg, h.Stat)
	if n != [5]int{5, 2, 1, 1, 1} {
		t.Errorf("%v", n)
	}
	shown := func() (names string) {
		for _, name := range []string{"nordic-a", "baltic-b", "iberia-c", "old-line", "office"} {
			if drawn(v.Object(), name) {
				names += name + " "
			}
		}
		return names
	}
	for chip, want := range map[string]string{"Up": "nordic-a office ", "Down": "baltic-b ", "Needs you": "iberia-c ", "Off": "old-line ", "All": "nordic-a baltic-b iberia-c old-line office "} {
		uitest.Tap(t, v.Object(), chip)
		if got := shown(); got != want {
			t.Errorf("%s shows %q", chip, got)
		}
	}
	uitest.Tap(t, v.Object(), "All")
	find := uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Field); return ok })[0].(*widgets.Field)
	find.SetText("BALTIC-B.ex")
	if got := shown(); got != "baltic-b " {
		t.Errorf("the search shows %q", got)
	}
	find.SetText("zebra")
	if !uitest.Shows(v.Object(), "No connection fits.") {
		t.Error("it is not said that none fits")
	}
	find.SetText("")
	h.Stat.Links = nil
	v.Update(gateway.Update{Links: true})
	uitest.Tap(t, v.Object(), "Up")
	if got := shown(); got != "" {
		t.Errorf("links that are unknown are up: %q", got)
	}
}
