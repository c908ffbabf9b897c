package inbox_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/inbox"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *inbox.View {
		return uitest.Stand(d, inbox.New(inbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: &desk{Desk: d}}))
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), append(uitest.Plain(open),
		uitest.Look{Name: "error", Size: uitest.Wide(), Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			say := func(m gateway.Message, ago time.Duration) {
				m.ID, m.CreatedAt, m.Parts = h.List[0].ID+1, time.Now().Add(-ago), max(m.Parts, 1)
				h.List = append([]gateway.Message{m}, h.List...)
			}
			her, us := gateway.Address{TON: 1, NPI: 1, Addr: "46701740633"}, gateway.Address{TON: 1, NPI: 1, Addr: "12125550100"}
			say(gateway.Message{Direction: gateway.In, From: her, To: us, Link: "nordic-a", State: gateway.Received, Parts: 3, Note: "2 of 3 parts", Text: "I also need directions from the central station, because my mother will come with me and she [part 2 of 3 is missing] wheelchair. Is there a lift on the ground floor?"}, 9*time.Minute)
			say(gateway.Message{Direction: gateway.Out, From: us, To: her, Link: "nordic-a", State: gateway.Failed, Text: "Yes, the lift is right behind the entrance.", Error: &gateway.MessageError{Name: "ESME_RINVDSTADR", Text: "The recipient address is not accepted."}}, 6*time.Minute)
			say(gateway.Message{Direction: gateway.In, From: her, To: us, Link: "nordic-a", State: gateway.Received, Parts: 2, Note: "1 of 2 parts, the rest never came", Unread: true, Text: "Are you there? [part 2 of 2 is missing]"}, 2*time.Minute)
			h.Numbers.Orphans, h.Numbers.Unread = 2, 3
			open(h, d).Open(her.Addr)
		}},
		uitest.Look{Name: "none", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d)
			v.Find()
			test.Type(d.Canvas().Focused(), "zebra")
		}},
	)...)
}
