package connections_test

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// lookWidth is the width that a picture gives the screen.
const lookWidth = 1044

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *connections.View {
		v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: d})
		d.Show(v.Object())
		v.Shown()
		return v
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), append(uitest.Plain(open),
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			open(h, d).AddClient()
			uitest.Tap(t, d.Canvas().Content(), "Save")
		}},
		uitest.Look{Name: "form-wrong", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d)
			v.Resized(lookWidth)
			v.EditClient(h.Cfg.Clients[0].Name)
			d.Show(v.Object())
			fieldOf(t, v.Object(), "").SetText("window") // the search
			fieldOf(t, v.Object(), "10").SetText("1O")
			fieldOf(t, v.Object(), "2775").SetText("2776")
		}},
		uitest.Look{Name: "accounts", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d)
			v.Resized(lookWidth)
			v.ShowAccounts("")
			d.Show(v.Object())
		}},
		uitest.Look{Name: "rows", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			many(h, 16, time.Now())
			v := open(h, d)
			v.Resized(lookWidth)
			uitest.Tap(t, v.Object(), "Show as rows")
			d.Show(v.Object())
			gridOf(t, v.Object()).Select(2)
			v.Update(gateway.Update{Links: true})
		}},
		uitest.Look{Name: "delete-waiting", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			deleting(t, h, d)
			uitest.Tap(t, box(d), "Move them")
			pick(t, box(d), "spare")
		}},
		uitest.Look{Name: "test-refused", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			c := provider()
			c.Bind = gateway.BindTransceiver
			h.Cfg.Clients = []gateway.ClientConfig{c}
			v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
			d.Show(v.Object())
			v.Resized(1236)
			h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
			uitest.Tap(t, v.Object(), "Test")
			time.Sleep(2 * time.Hour) // by the clock of the picture
			h.Steps = stepsTo(smpp.RBINDFAIL, "192.0.2.77")
			uitest.Tap(t, v.Object(), "Test again")
			uitest.Tap(t, v.Object(), "Compare")
		}},
		uitest.Look{Name: "test-nobody", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Cfg.Clients = []gateway.ClientConfig{provider()}
			v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
			d.Show(v.Object())
			h.Steps = []gateway.DiagnosisStep{{Name: "resolve", Took: 4 * time.Millisecond, Detail: "smpp.example.com is 192.0.2.1"},
				{Name: "connect", Result: gateway.StepFail, Took: time.Millisecond, Fault: gateway.FaultRefused, Detail: "nothing listens on smpp.example.com:2775"},
				{Name: "tls", Result: gateway.StepSkipped, Detail: "not run: connect failed"}, {Name: "bind", Result: gateway.StepSkipped, Detail: "not run: connect failed"},
				{Name: "enquire_link", Result: gateway.StepSkipped, Detail: "not run: connect failed"}, {Name: "unbind", Result: gateway.StepSkipped, Detail: "not run: connect failed"}}
			uitest.Tap(t, v.Object(), "Test")
		}},
	)...)
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
