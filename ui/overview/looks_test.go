package overview_test

import (
	"testing"

	"relay/ui/overview"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: the first run, and full.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) {
		v := overview.New(overview.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: &desk{Desk: d}})
		d.Show(v.Object())
		v.Shown()
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d) }},
		uitest.Look{Name: "full", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { h.Furnish(); open(h, d) }},
	)
}

// TestItFitsAtTwiceTheSize looks at the room that is left at 200 % of zoom.
func TestItFitsAtTwiceTheSize(t *testing.T) {
	for _, furnished := range []bool{false, true} {
		h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 664, 424)
		if furnished {
			h.Furnish()
		}
		v := overview.New(overview.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: &desk{Desk: d}})
		d.Show(v.Object())
		v.Shown()
		if n := uitest.Overflow(v.Object()); n > 0 {
			t.Errorf("furnished %v: %g too wide", furnished, n)
		}
	}
}
