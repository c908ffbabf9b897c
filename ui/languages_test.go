package ui

import (
	"context"
	"errors"
	"io"
	"runtime"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/words"
)

// library is what the archive holds beside messages; nothing here.
type library struct{ *uitest.House }

func (library) ImportConfig(context.Context, string, []byte) error { return nil }

// ReadConfig gives one new connection without its password, and rules.
func (library) ReadConfig(string, []byte) (gateway.Config, error) {
	c, l := gateway.NewConfig(), gateway.NewClient()
	l.Name, l.Host, l.SystemID = "nordic-a", "smpp.nordic-a.example", "acme"
	c.Clients = append(c.Clients, l)
	c.Routes = []gateway.Route{{Account: "*", To: "+46*", Links: []string{"nordic-a"}}}
	return c, nil
}

// records keeps no data.
type records struct{}

var errEmpty = errors.New("there is nothing")

func (records) Find(_ context.Context, n string) (gateway.Person, error) {
	return gateway.Person{}, errEmpty
}
func (records) Erase(context.Context, string) (gateway.Erasure, error) {
	return gateway.Erasure{}, errEmpty
}
func (records) ExportPerson(context.Context, string, io.Writer, bool) (int, error) {
	return 0, errEmpty
}
func (records) Usage(context.Context) ([]gateway.Use, error)                       { return nil, nil }
func (records) Due(context.Context, string, int) (int64, error)                    { return 0, nil }
func (records) Going(context.Context, string, int, int) ([]gateway.Message, error) { return nil, nil }
func (records) LastErasure(context.Context) (gateway.ErasureReport, bool, error) {
	return gateway.ErasureReport{}, false, nil
}
func (records) SetRetention(context.Context, gateway.General) error { return nil }
func (records) Audit(context.Context, int) (gateway.Audit, error)   { return gateway.Audit{}, nil }
func (records) Compact(context.Context) (int64, error)              { return 0, nil }
func (records) Backup(context.Context, string) (gateway.Backup, error) {
	return gateway.Backup{}, errEmpty
}
func (records) Restore(context.Context, string) (gateway.Backup, error) {
	return gateway.Backup{}, errEmpty
}
func (records) Aside() int64                    { return 0 }
func (records) DropAside(context.Context) error { return nil }
func (records) Pending() bool                   { return false }
func (records) Restored() (string, bool)        { return "", false }
func (records) DropPending() error              { return nil }
func (records) ExportConfig() string            { return "" }
func (records) TrayThere() bool                 { return false }

// window opens the whole shell on a house, in a small window.
func window(t *testing.T) (*Shell, *uitest.Loop) {
	t.Helper()
	h := uitest.New()
	c := gateway.ClientConfig{}
	gateway.Defaults(&c, gateway.ClientSettings())
	c.Name, c.Host = "provider-a", "127.0.0.1"
	h.Cfg = gateway.Config{Clients: []gateway.ClientConfig{c}}
	h.Stat = gateway.Status{Links: []gateway.LinkStatus{{Name: "provider-a", State: gateway.LinkRefused, Error: "The provider refused the bind (ESME_RBINDFAIL)", Bind: "transceiver"}}}
	now := time.Now()
	for i := range 5 {
		h.List = append(h.List, gateway.Message{ID: int64(5 - i), State: gateway.MessageState(i), Direction: gateway.Out, To: gateway.Address{Addr: "36301234567", TON: 1}, Text: "Hello", Link: "provider-a", Parts: 1, CreatedAt: now})
		h.Numbers.Out[i]++
	}
	a := uitest.NewLoop(t)
	s := New(t.Context(), Deps{App: a, Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Simulator: uitest.Centre{House: h}, Files: library{h}, Keeper: records{}, Version: "1"})
	t.Cleanup(func() {
		s.Abandon()
		_ = words.Use("en")
	})
	s.win.Resize(fyne.NewSize(1100, 700))
	return s, a
}

// until turns the loop until something is so.
func until(t *testing.T, loop *uitest.Loop, ok func() bool) {
	t.Helper()
	for began := time.Now(); !ok(); loop.Turn() {
		if time.Since(began) > 20*time.Second {
			t.Fatal("it does not come to be")
		}
		runtime.Gosched()
	}
}

// Every screen fits into the smallest window in every language, and changes its
// language while it is open.
func TestEveryLanguageFits(t *testing.T) {
	s, loop := window(t)
	for _, l := range words.Languages() {
		s.speak(l.Code)
		s.rebuild()
		if words.Current() != l.Code {
			t.Fatalf("%s is not spoken", l.Name)
		}
		for _, r := range s.rows {
			s.Open(r.name)
			for loop.Turn() {
			}
			s.win.Resize(fyne.NewSize(1100, 700))
			if w := s.frame.MinSize().Width; w > 1100 {
				t.Errorf("%s, %s: needs %.0f", l.Name, r.name, w)
			}
			if w := s.built[r.name].Object().MinSize().Width; w > 1100-railNarrow {
				t.Errorf("%s, %s: the screen needs %.0f", l.Name, r.name, w)
			}
			if w := uitest.Overflow(s.built[r.name].Object()); w > 1 {
				t.Errorf("%s, %s: what scrolls is %.0f too wide", l.Name, r.name, w)
			}
		}
	}
}

// A language that is chosen is kept, and the screen that was shown is shown
// again.
func TestLanguageIsKept(t *testing.T) {
	s, loop := window(t)
	s.Open(Routing)
	english := s.built[Routing]
	s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: 100, Language: "de"})
	if s.Screen() != Routing || s.built[Routing] == english {
		t.Errorf("%s is shown", s.Screen())
	}
	if !uitest.Shows(s.frame, "Postausgang") {
		t.Error("the rail does not speak German")
	}
	until(t, loop, func() bool {
		var kept settings.Appearance
		ok, err := s.Office.Load(t.Context(), appearanceKey, &kept)
		return ok && err == nil && kept.Language == "de"
	})
	s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: 100, Language: "xx"})
	if words.Current() != "en" && words.Current() != words.Match("") {
		t.Errorf("a language that is not there is spoken: %s", words.Current())
	}
}
