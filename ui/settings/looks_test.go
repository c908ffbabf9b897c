package settings

import (
	"testing"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the pages with their goldens.
func TestLooks(t *testing.T) {
	var looks []uitest.Look
	for _, name := range []string{"Appearance", "Retention", "Privacy", "Back-up"} {
		looks = append(looks, uitest.Look{Name: name, Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			t.Setenv("HOME", "/home/anna") // where a back-up would go
			h.Cfg = gateway.NewConfig()
			v := New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Keeper: &keeper{House: h}, Shell: &desk{Desk: d}, Version: "1.2"})
			d.Show(v.Object())
			v.Shown()
			uitest.Tap(t, v.Object(), name)
		}})
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), looks...)
}
