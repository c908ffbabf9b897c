package pdulog

import (
	"fmt"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// cutStory is a session with a throttled message, a receipt and silence, at which
// it is cut; another one follows.
func cutStory(t *testing.T) []gateway.PDURecord {
	lines := []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 27"}
	for i := 2; i < 12; i++ {
		lines = append(lines, fmt.Sprintf("> submit_sm %d 0 40", i), fmt.Sprintf("< submit_sm_resp %d 0 19", i))
	}
	lines = append(lines, "> submit_sm 12 0 40", "< submit_sm_resp 12 88 19", "> submit_sm 13 0 1000", "< submit_sm_resp 13 0 900", "< deliver_sm 1 0 3400", "> deliver_sm_resp 1 0 2",
		"> enquire_link 14 0 200", "< enquire_link_resp 14 0 4", "> enquire_link 15 0 90000", "< enquire_link_resp 15 0 4", "> bind_transceiver 1 0 62100", "< bind_transceiver_resp 1 0 30")
	list := script(t, lines...)
	for i := len(list) - 2; i < len(list); i++ {
		list[i].Session = 13
	}
	return list
}

// TestLooks compares the screen with its goldens: empty, full, and the ladder of a
// session that was cut and of one that goes on.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *View {
		return uitest.Stand(d, New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Files: h, Shell: d}))
	}
	cut := func(of func([]Step) int) func(t *testing.T, h *uitest.House, d *uitest.Desk) {
		return func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Stored = cutStory(t)
			h.Cfg.Clients = []gateway.ClientConfig{{Name: "nordic-a"}}
			d.Past = []gateway.Event{{Severity: gateway.Warning, Link: "nordic-a", Text: "The peer closed the connection.", At: h.Stored[len(h.Stored)-3].Time.Add(61 * time.Second)}}
			v := open(h, d)
			v.sequence.session.Pings = true
			v.pdus.GoTo(5)
			v.openSequence()
			uitest.Picture(d.Canvas()) // laid out
			v.sequence.ladder.pick(of(v.sequence.steps))
		}
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), append(uitest.Plain(open),
		uitest.Look{Name: "session-cut", Open: cut(func([]Step) int { return 5 })},
		uitest.Look{Name: "session-end", Open: cut(func(list []Step) int { return len(list) - 2 })},
		uitest.Look{Name: "session-live", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Stored = cutStory(t)[:20]
			h.Stat.Links = []gateway.LinkStatus{{Name: "nordic-a", Sessions: []gateway.SessionStatus{{ID: 12, Remote: "10.20.4.8:3550"}}}}
			v := open(h, d)
			v.pdus.GoTo(2)
			v.openSequence()
		}},
	)...)
}
