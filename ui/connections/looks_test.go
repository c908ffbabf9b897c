package connections_test

import (
	"testing"

	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *connections.View {
		v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: d})
		d.Show(v.Object())
		v.Shown()
		return v
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d) }},
		uitest.Look{Name: "full", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { h.Furnish(); open(h, d) }},
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			open(h, d).AddClient()
			uitest.Tap(t, d.Canvas().Content(), "Save")
		}},
	)
}

// TestItFitsAtTwiceTheSize looks at the room that is left at 200 % of zoom.
func TestItFitsAtTwiceTheSize(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 664, 424)
	h.Furnish()
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: d})
	d.Show(v.Object())
	v.Shown()
	if n := uitest.Overflow(v.Object()); n > 0 {
		t.Errorf("%g too wide", n)
	}
}
