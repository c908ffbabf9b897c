package outbox_test

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/uitest"
)

// hostile turns the direction of what follows, rings, and hides a character.
const hostile = "pay\u202e\x1b[31m\x00\u200b\u2066 now"

// What an application submitted and a provider answered is drawn with marks in
// the place of what would act on the line.
func TestStrangersActOnNothing(t *testing.T) {
	h, _, v := open(t, 1236, 0)
	now := time.Now()
	h.List = []gateway.Message{{ID: 1, To: gateway.Address{Addr: hostile}, From: gateway.Address{Addr: hostile}, Account: "shop", AccountMessageID: hostile, Text: hostile + "\nשלום (12)", Note: hostile, Parts: 1, Link: "a",
		State: gateway.Failed, CreatedAt: now, Error: &gateway.MessageError{Name: "X", Text: hostile}, MessageIDs: []string{hostile},
		PartList: []gateway.Part{{ID: 1, Number: 1, SentAt: now, AnsweredAt: now, ProviderID: hostile}}, Receipts: []gateway.Receipt{{PartID: 1, Stat: hostile, Err: hostile, ReceivedAt: now}}}}
	h.Numbers.Out[gateway.Failed] = 1
	v.Shown()
	v.Pick(1)
	drawn := strings.Join(uitest.Drawn(v.Object()), "\n")
	if !strings.Contains(drawn, "‹RLO›") || !strings.Contains(drawn, "‹ESC›") {
		t.Errorf("the marks are not there:\n%s", drawn)
	}
	if bad := uitest.Hidden(v.Object()); len(bad) > 0 {
		t.Errorf("drawn as they came: %q", bad)
	}
}
