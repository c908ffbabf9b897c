package outbox_test

import (
	"fmt"
	"testing"
	"time"

	"relay/ui/outbox"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *outbox.View {
		return uitest.Stand(d, outbox.New(outbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d}))
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), append(uitest.Plain(open),
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { h.Furnish(); open(h, d).Pick(3) }},
		uitest.Look{Name: "band", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			told(t, h, time.Now().Add(-8*time.Minute))
			v := open(h, d)
			v.Pick(h.List[0].ID)
			v.Escape()
		}},
		uitest.Look{Name: "wide", Size: uitest.Wide(), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { h.Furnish(); open(h, d) }},
		uitest.Look{Name: "story", Size: uitest.Wide(), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			told(t, h, time.Now().Add(-8*time.Minute))
			v := open(h, d)
			v.FoldPDUs()
			v.Pick(h.List[0].ID)
			uitest.Tap(t, v.Object(), fmt.Sprintf("→ submit_sm part 1 · seq 71 · %d octets", len(h.Stored[3].Frame)))
		}},
		uitest.Look{Name: "window", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			told(t, h, time.Now().Add(-8*time.Minute))
			w := outbox.NewWindow(open(h, d), d.Window(), h.List[0].ID)
			d.Show(w.Object())
			uitest.Tap(t, w.Object(), fmt.Sprintf("→ submit_sm part 1 · seq 71 · %d octets", len(h.Stored[3].Frame)))
			uitest.Tap(t, w.Object(), "Hex")
		}},
		uitest.Look{Name: "refused", Size: uitest.Wide(), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			told(t, h, time.Now().Add(-8*time.Minute))
			refused(t, h)
			v := open(h, d)
			v.FoldPDUs()
			v.Pick(h.List[0].ID)
			uitest.Tap(t, v.Object(), "← submit_sm_resp 0x0A ESME_RINVSRCADR")
		}},
	)...)
}
