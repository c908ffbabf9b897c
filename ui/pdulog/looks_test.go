package pdulog

import (
	"testing"

	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *View {
		v := New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Files: h, Shell: d})
		d.Show(v.Object())
		v.Resized(d.Canvas().Size().Width)
		v.Shown()
		return v
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d) }},
		uitest.Look{Name: "full", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { h.Furnish(); open(h, d) }},
	)
}
