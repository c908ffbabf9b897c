package contacts

import (
	"testing"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *View {
		v := New(Deps{Engine: h, Office: h, Shell: &desk{Desk: d}})
		d.Show(v.Object())
		v.Resized(d.Canvas().Size().Width)
		v.Shown()
		return v
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d) }},
		uitest.Look{Name: "full", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Folk.Contact = []gateway.Contact{{ID: 1, Name: "Anna Lindqvist", Number: "+46701740605", Groups: []string{"Patients"}}, {ID: 2, Name: "Jonas Weber", Number: "+491713920042"}}
			h.Folk.Circles = []gateway.Group{{ID: 1, Name: "Patients", Members: 1}}
			open(h, d)
		}},
	)
}
