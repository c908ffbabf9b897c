package simulator

import (
	"testing"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk, mix string) *View {
		h.Cfg.Simulator = gateway.SimulatorConfig{Listen: "127.0.0.1:2776", Scenario: mix}
		v := New(Deps{Engine: h, Simulator: uitest.Centre{House: h}, Shell: d})
		return uitest.Stand(d, v)
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d, gateway.Normal) }},
		uitest.Look{Name: "full", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d, "busy=25+some refused+some fail+script")
			v.live.who.Select(12)
			v.live.judge()
		}},
		uitest.Look{Name: "receipt", Size: uitest.Wide(), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d, "receipts first")
			uitest.Tap(t, v.Object(), "Receipt")
			v.sendIn.id.SetText("17690520")
		}},
		uitest.Look{Name: "octets", Size: uitest.Wide(), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d, gateway.Normal)
			uitest.Tap(t, v.Object(), "Raw octets")
			uitest.Tap(t, v.Object(), "Cut short")
		}},
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			h.Stat.SimulatorError = "another program listens on 127.0.0.1:2776"
			v := open(h, d, "busy")
			v.row(t, "busy").value.SetText("many")
			v.live.turn(true)
		}},
	)
}
