package connections_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// deleting opens the form of a connection for which messages wait, and its Delete.
func deleting(t *testing.T, h *uitest.House, d *uitest.Desk) {
	t.Helper()
	for _, name := range []string{"acme", "backup", "spare"} {
		c := provider()
		if c.Name, c.Enabled = name, name != "spare"; !c.Enabled {
			c.Alphabet = gateway.AlphabetLatin1
		}
		h.Cfg.Clients = append(h.Cfg.Clients, c)
		h.Stat.Links = append(h.Stat.Links, gateway.LinkStatus{Name: name, State: gateway.LinkBound})
	}
	sim := provider()
	sim.Name, sim.Host = "loopback", gateway.SimulatorName
	h.Cfg.Clients = append(h.Cfg.Clients, sim)
	h.Stat.Links[0].Queued = 12
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Resized(lookWidth)
	v.EditClient("acme")
	d.Show(v.Object())
	uitest.Tap(t, v.Object(), "Delete…")
}

// pick chooses in the only pick list that is seen.
func pick(t *testing.T, root fyne.CanvasObject, option string) {
	t.Helper()
	found := uitest.Find(root, func(o fyne.CanvasObject) bool {
		_, ok := o.(interface{ SetSelected(string) })
		return ok
	})
	if len(found) == 0 {
		t.Fatal("there is nothing to choose from")
	}
	found[len(found)-1].(interface{ SetSelected(string) }).SetSelected(option)
}

func TestDeletingAsksWhatBecomesOfWaitingMessages(t *testing.T) {
	for _, x := range []struct {
		name  string
		does  func(t *testing.T, top fyne.CanvasObject)
		shows string
		did   string
	}{
		{"keep", func(*testing.T, fyne.CanvasObject) {}, "when there is a connection with the name acme again", "remove acme fate 0 "},
		{"cancel", func(t *testing.T, top fyne.CanvasObject) { uitest.Tap(t, top, "Cancel them") }, "They are cancelled and do not go", "remove acme fate 2 "},
		{"move", func(t *testing.T, top fyne.CanvasObject) { uitest.Tap(t, top, "Move them"); pick(t, top, "spare") }, "spare is off. They wait there until it is connected. spare has another default alphabet", "remove acme fate 1 spare"},
	} {
		t.Run(x.name, func(t *testing.T) {
			h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)
			deleting(t, h, d)
			if !uitest.Shows(box(d), "12 messages wait for it") || !uitest.Shows(box(d), "may have been sent, stays as it is") {
				t.Fatal("it does not say how many wait")
			}
			x.does(t, box(d))
			if !uitest.Shows(box(d), x.shows) {
				t.Errorf("it does not say %q but %q", x.shows, uitest.Drawn(box(d)))
			}
			h.Fail = gateway.Problems{{Path: "link", Key: "there is no connection %q", Args: []any{"spare"}}}
			uitest.Tap(t, box(d), "Delete")
			if box(d) == nil || !uitest.Shows(box(d), "there is no connection") {
				t.Fatal("the refusal is not told")
			}
			h.Calls = nil
			uitest.Tap(t, box(d), "Delete")
			if !h.Did(x.did) || box(d) != nil || len(d.Toasts) != 1 {
				t.Errorf("calls %q, toasts %v", h.Calls, d.Toasts)
			}
		})
	}
}

// Nothing is moved before it is said where to.
func TestMovingNeedsAPlace(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)
	deleting(t, h, d)
	uitest.Tap(t, box(d), "Move them")
	uitest.Tap(t, box(d), "Delete")
	if len(h.Calls) != 0 || box(d) == nil {
		t.Errorf("calls %q", h.Calls)
	}
}
