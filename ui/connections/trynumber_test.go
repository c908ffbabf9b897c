package connections_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

func TestTryNumber(t *testing.T) {
	c := gateway.NewClient()
	c.Host, c.DefaultSender, c.Rewrite = "smpp.example.com", "Shop", []string{"06>+36", "0>+44"}
	fixed := c
	fixed.DestTON, fixed.SourceTON, fixed.SourceNPI = 2, 5, 9
	for _, x := range []struct {
		got       connections.Outgoing
		wire, why string
		bad       bool
	}{
		{connections.TryRecipient(c, "", "06301234567"), "36301234567  TON 1, NPI 1", "the rule 06>+36 makes +36301234567", false},
		{connections.TryRecipient(c, "", "07400123456"), "447400123456  TON 1, NPI 1", "the rule 0>+44 makes +447400123456", false},
		{connections.TryRecipient(c, "", "+36301234567"), "36301234567  TON 1, NPI 1", "no rule fits", false},
		{connections.TryRecipient(c, "", "12345"), "12345  TON 3, NPI 0", "no rule fits", false},
		{connections.TryRecipient(c, "", "0612"), "", "too few or too many digits", true},
		{connections.TryRecipient(fixed, "", "06301234567"), "36301234567  TON 2, NPI 1", "fixed by this connection", false},
		{connections.TrySender(c, "", ""), "Shop  TON 5, NPI 0", "a name", false},
		{connections.TrySender(fixed, "", "1234"), "1234  TON 5, NPI 9", "fixed by this connection", false},
		{connections.TrySender(c, "", "me@home"), "", "can't contain @", true},
	} {
		if x.got.Wire != x.wire || !strings.Contains(x.got.Why, x.why) || x.got.Bad != x.bad {
			t.Errorf("%+v, want %q %q", x.got, x.wire, x.why)
		}
	}
}

// The form tries a number by what is typed into it, before it is saved.
func TestTheFormTriesANumber(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 900)
	c := gateway.NewClient()
	c.Name, c.Host, c.Rewrite = "nordic-a", "smpp.example.com", []string{"06>+36"}
	h.Cfg.Clients = []gateway.ClientConfig{c}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.EditClient("nordic-a")
	if !uitest.Shows(v.Object(), "Try a number") || !uitest.Shows(v.Object(), "Type a number to see what goes out") {
		t.Fatal("there is nothing to try a number with")
	}
	for _, o := range uitest.Find(v.Object(), func(o fyne.CanvasObject) bool {
		f, ok := o.(*widgets.Field)
		return ok && f.Entry.PlaceHolder == "06301234567"
	}) {
		o.(*widgets.Field).SetText("06 30 123 4567")
	}
	if !uitest.Shows(v.Object(), "36301234567  TON 1, NPI 1") || !uitest.Shows(v.Object(), "the rule 06>+36") {
		t.Error("it does not tell what goes out")
	}
}

// What was changed stands in a list, old and new, with what that disturbs.
func TestTheFormListsChanges(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 900)
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password = "nordic-a", "old.example.com", "acme", "first"
	h.Cfg.Clients = []gateway.ClientConfig{c}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.EditClient("nordic-a")
	if uitest.Shows(v.Object(), "Your changes") {
		t.Error("there is a list although nothing changed")
	}
	for _, o := range uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Field); return ok }) {
		switch f := o.(*widgets.Field); f.Text() {
		case "old.example.com":
			f.SetText("new.example.com")
		case "first":
			f.SetText("second")
		}
	}
	for _, want := range []string{"Your changes", "old.example.com → new.example.com", "binds again", "•••• → ••••"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if uitest.Shows(v.Object(), "second →") || uitest.Shows(v.Object(), "→ second") {
		t.Error("a password is shown")
	}
}

// A link that tries again and again is down since it was lost, not since the last
// try.
func TestDownSince(t *testing.T) {
	now := time.Now()
	f := connections.ClientFacts(gateway.NewClient(), gateway.LinkStatus{State: gateway.LinkWaiting, Since: now, DownSince: now.Add(-5 * time.Minute)}, now)
	if f[0].Name != "Down for" || f[0].Value != "5 min" {
		t.Errorf("%+v", f[0])
	}
}
