package compose_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the panel with its goldens: empty, with a long text, with
// everything open, and with what is wrong.
func TestLooks(t *testing.T) {
	size := fyne.NewSize(348, 780)
	open := func(h *uitest.House, d *uitest.Desk, draft compose.Draft) *compose.View {
		h.Furnish()
		h.Cfg.Clients[0].Price, h.Cfg.Clients[0].Currency = 0.04, "EUR"
		h.Cfg.General.Country = "US"
		v := compose.New(compose.Deps{Engine: h, Office: h, Shell: d})
		v.Prefill(draft)
		d.Show(v.Object())
		return v
	}
	long := compose.Draft{To: "+46701740633, 212 555 0142, 12025550143, +46701740633, +46701740605", From: "Harbour", Link: "nordic-a",
		Text: "Good morning, your appointment with Dr. Lund is confirmed for Tuesday at 9:30 \u2013 please come five minutes early, and answer CANCEL before Monday noon if you can\u2019t come."}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Size: size, Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d, compose.Draft{}) }},
		uitest.Look{Name: "long", Size: size, Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			if _, err := h.AddOptOuts(t.Context(), gateway.OptOut{Number: "+46701740605"}); err != nil {
				t.Fatal(err)
			}
			open(h, d, long)
		}},
		uitest.Look{Name: "open", Size: fyne.NewSize(348, 1000), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			draft := long
			draft.Later, draft.Flash, draft.Priority, draft.Valid = "tomorrow 9:00", true, 1, "24h"
			uitest.Tap(t, open(h, d, draft).Object(), "More")
		}},
		uitest.Look{Name: "error", Size: fyne.NewSize(348, 1000), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			v := open(h, d, compose.Draft{To: "+46701740633, 12x", From: "A name that is too long", Link: "nordic-a", Text: "Hello", Later: "yesterday", TLVs: "0x1400=zz"})
			uitest.Tap(t, v.Object(), "More")
		}},
	)
}
