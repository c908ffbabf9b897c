package settings

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the pages with their goldens.
func TestLooks(t *testing.T) {
	open := func(t *testing.T, h *uitest.House, d *uitest.Desk, page string) (*keeper, *View) {
		t.Setenv("HOME", "/home/anna") // where a back-up would go
		h.Cfg = gateway.NewConfig()
		k := &keeper{House: h}
		v := New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Keeper: k, Shell: &desk{Desk: d}, Version: "1.2"})
		d.Show(v.Object())
		v.Resized(d.Canvas().Size().Width)
		v.Shown()
		uitest.Tap(t, v.Object(), page)
		return k, v
	}
	var looks []uitest.Look
	for _, name := range []string{"Appearance", "Numbers", "Retention", "Privacy", "Storage", "Back-up", "Shortcuts", "About"} {
		looks = append(looks, uitest.Look{Name: name, Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(t, h, d, name) }})
	}
	looks = append(looks,
		uitest.Look{Name: "found", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			k, v := open(t, h, d, "Privacy")
			k.person = gateway.Person{Number: "+46701740633", Waiting: 1, Items: []gateway.Found{
				{Class: gateway.ClassMessages, Name: "Messages to it", N: 14}, {Class: gateway.ClassPDUs, Name: "PDUs in the log", N: 118}, {Class: gateway.ClassContacts, Name: "Contact", N: 1}}}
			v.entries[3].page.(*privacy).number.SetText("+46 70 174 06 33")
			uitest.Tap(t, v.Object(), "Find")
		}},
		uitest.Look{Name: "erased", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			k, v := open(t, h, d, "Privacy")
			k.person = gateway.Person{Number: "+46701740633", Items: []gateway.Found{{Class: gateway.ClassMessages, Name: "Messages to it", N: 14}}}
			k.report = gateway.Erasure{Number: "…0633", Gone: k.person.Items, Folded: true, Files: 3}
			v.entries[3].page.(*privacy).number.SetText("+46701740633")
			uitest.Tap(t, v.Object(), "Find")
			eraseNow(t, v, d, "+46701740633")
		}},
		uitest.Look{Name: "erase", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			k, v := open(t, h, d, "Privacy")
			k.person = gateway.Person{Number: "+46701740633", Waiting: 1, Items: []gateway.Found{{Class: gateway.ClassMessages, Name: "Messages to it", N: 14}}}
			v.entries[3].page.(*privacy).number.SetText("+46701740633")
			uitest.Tap(t, v.Object(), "Find")
			uitest.Tap(t, v.Object(), "Erase…")
		}},
		uitest.Look{Name: "last", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			k, v := open(t, h, d, "Privacy")
			k.report = gateway.Erasure{Number: "…0633", Gone: []gateway.Found{{Class: gateway.ClassMessages, Name: "Messages to it", N: 14}}, Folded: true, Files: 3}
			v.Shown()
		}},
		uitest.Look{Name: "goes", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			k, v := open(t, h, d, "Retention")
			at := time.Date(2025, 12, 24, 12, 0, 0, 0, time.UTC)
			k.old = []gateway.Message{{ID: 1, To: gateway.Address{Addr: "36301234567", TON: 1}, Text: "Merry Christmas, and thank you for a good year with us: we open again on Monday, January 5.", CreatedAt: at},
				{ID: 2, Direction: gateway.In, From: gateway.Address{Addr: "36301234568", TON: 1}, Text: "You too", CreatedAt: at.Add(time.Hour)}}
			v.entries[2].page.(*retention).rows[0].field.SetText("7")
			uitest.Tap(t, v.Object(), "Show what goes")
		}},
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			k, v := open(t, h, d, "Privacy")
			k.fail = gateway.Problems{{Key: "%q is no phone number: write it as +36301234567", Args: []any{"me"}}}
			v.entries[3].page.(*privacy).number.SetText("me")
			uitest.Tap(t, v.Object(), "Find")
		}},
		uitest.Look{Name: "retention-wrong", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			_, v := open(t, h, d, "Retention")
			r := v.entries[2].page.(*retention)
			r.rows[0].field.SetText("7")
			r.rows[1].field.SetText("soon")
		}},
	)
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), looks...)
}
