package inbox_test

import (
	"bytes"
	"strings"
	"testing"

	"relay/gateway"
	"relay/ui/inbox"
	"relay/ui/uitest"
)

// The export has both directions of every conversation that the filters let
// through, and nothing that a spreadsheet would run.
func TestExport(t *testing.T) {
	var list []gateway.Message
	for i := range int64(130) { // more than one page of a thread
		list = append(list, incoming(200-i, "36301234567", "=1+1"))
	}
	sent := gateway.Message{ID: 300, Direction: gateway.Out, To: gateway.Address{TON: 1, Addr: "36301234567"}, From: gateway.Address{Addr: "777"}, Text: "hello yourself", State: gateway.Delivered, Parts: 1, Link: "a", CreatedAt: list[0].CreatedAt}
	h, _, _ := open(t, append([]gateway.Message{sent}, append(list, incoming(5, "4917012345", "somebody else"))...)...)
	export := func(q gateway.ConversationQuery, asJSON bool) (string, int) {
		var b bytes.Buffer
		n, err := inbox.ExportTo(t.Context(), &b, uitest.Shelf{House: h}, q, asJSON)
		if err != nil {
			t.Fatal(err)
		}
		return b.String(), n
	}
	all, n := export(gateway.ConversationQuery{}, false)
	if lines := strings.Count(all, "\n"); n != 132 || lines != 133 {
		t.Errorf("%d messages in %d lines", n, lines)
	}
	if !strings.Contains(all, `"out","777"`) || !strings.Contains(all, "hello yourself") || strings.Contains(all, `"=1`) {
		t.Error(all[:400])
	}
	one, n := export(gateway.ConversationQuery{Peer: "4917012345"}, true)
	if n != 1 || !strings.Contains(one, `"direction":"in"`) || !strings.Contains(one, "somebody else") {
		t.Errorf("%d: %s", n, one)
	}
}
