package connections_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
)

func open(t *testing.T) (*uitest.House, *uitest.Desk, *connections.View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)
	s, a := gateway.NewServer(), gateway.NewAccount()
	s.Name, a.SystemID = "office", "shop"
	h.Cfg.Servers, h.Cfg.Accounts = []gateway.ServerConfig{s}, []gateway.Account{a}
	h.Stat.Links = []gateway.LinkStatus{{Name: "office", Server: true, State: gateway.LinkListening, Sessions: []gateway.SessionStatus{{Account: "shop", Bind: "transceiver"}}}}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

// box is what lies over the window; nil when nothing does.
func box(d *uitest.Desk) fyne.CanvasObject { return d.Canvas().Overlays().Top() }

func typeInto(t *testing.T, d *uitest.Desk, text string) {
	t.Helper()
	f, ok := d.Canvas().Focused().(interface{ SetText(string) })
	if !ok {
		t.Fatal("no field has the focus")
	}
	f.SetText(text)
}

func TestAPhoneIsBack(t *testing.T) {
	h, d, v := open(t)
	uitest.Tap(t, v.Object(), "A phone is back…")
	typeInto(t, d, "abc")
	uitest.Tap(t, box(d), "Tell shop")
	if len(h.Calls) > 0 || !uitest.Shows(box(d), "is no phone number") {
		t.Errorf("a wrong number: calls %v", h.Calls)
	}
	typeInto(t, d, "+36 30 123 4567")
	h.Fail = gateway.Problems{{Path: "account", Key: "%s is bound with SMPP 3.3, which has no alert_notification", Args: []any{"shop"}}}
	uitest.Tap(t, box(d), "Tell shop")
	if !uitest.Shows(box(d), "shop is bound with SMPP 3.3") {
		t.Error("the refusal is not told")
	}
	uitest.Tap(t, box(d), "Tell shop")
	if !h.Did("alert shop +36301234567") || box(d) != nil || len(d.Toasts) != 1 {
		t.Errorf("calls %v, toasts %v", h.Calls, d.Toasts)
	}
}

func TestAskAnApplicationToBind(t *testing.T) {
	h, d, v := open(t)
	uitest.Tap(t, v.Object(), "Ask an application to bind…")
	typeInto(t, d, " 127.0.0.1:2780 ")
	uitest.Tap(t, box(d), "Ask it")
	if !h.Did("outbind office 127.0.0.1:2780") || box(d) != nil || len(d.Toasts) != 1 {
		t.Errorf("calls %v, toasts %v", h.Calls, d.Toasts)
	}
}

// Who is away can't be told anything, and a listener that is off asks nobody.
func TestWhatIsOffAsksNothing(t *testing.T) {
	h, _, v := open(t)
	h.Stat.Links[0].State, h.Stat.Links[0].Sessions = gateway.LinkOff, nil
	v.Update(gateway.Update{Links: true})
	for _, label := range []string{"A phone is back…", "Ask an application to bind…"} {
		found := uitest.Find(v.Object(), func(o fyne.CanvasObject) bool {
			b, ok := o.(interface {
				Label() string
				Disabled() bool
			})
			return ok && b.Label() == label && b.Disabled()
		})
		if len(found) != 1 {
			t.Errorf("%q is not off", label)
		}
	}
}

// A live session can be dropped, banned and sent a message to.
func TestLiveSession(t *testing.T) {
	h, d, v := open(t)
	h.Stat.Links[0].Sessions[0].ID, h.Stat.Links[0].Sessions[0].Remote = 7, "192.0.2.9:40123"
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "transceiver · SMPP") || !uitest.Shows(v.Object(), "192.0.2.9:40123") {
		t.Error("the session is not shown")
	}
	uitest.Tap(t, v.Object(), "Drop")
	if !h.Did("drop 7") {
		t.Errorf("calls %v", h.Calls)
	}
	uitest.Tap(t, v.Object(), "Ban…")
	typeInto(t, d, "for ever")
	uitest.Tap(t, box(d), "Ban it")
	if box(d) == nil || h.Did("ban 192.0.2.9 at office for 30m0s") {
		t.Errorf("a wrong time: calls %v", h.Calls)
	}
	typeInto(t, d, "30m")
	uitest.Tap(t, box(d), "Ban it")
	if box(d) != nil || !h.Did("ban 192.0.2.9 at office for 30m0s") {
		t.Errorf("calls %v", h.Calls)
	}
	uitest.Tap(t, v.Object(), "Send to it…")
	typeInto(t, d, "+36301234567")
	uitest.Tap(t, box(d), "Send")
	if box(d) != nil || len(d.Toasts) != 2 {
		t.Errorf("toasts %v", d.Toasts)
	}
}

// An address that may not bind is shown, and can be let in.
func TestShutOut(t *testing.T) {
	h, _, v := open(t)
	h.Stat.Links[0].Shut = []gateway.ShutOut{{Source: "192.0.2.20", Until: time.Now().Add(time.Minute)}}
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "192.0.2.20") {
		t.Error("the address is not shown")
	}
	uitest.Tap(t, v.Object(), "Let it in")
	if !h.Did("ban 192.0.2.20 at office for 0s") {
		t.Errorf("calls %v", h.Calls)
	}
}
