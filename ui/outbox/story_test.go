package outbox_test

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/uitest"
)

// A PDU of a message's story opens in place, and what a stranger wrote into a
// receipt acts on nothing.
func TestTheStoryOpensPDUs(t *testing.T) {
	h, d, v := open(t, 1236, 2)
	frame, err := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301112233").Append(nil, smpp.V50)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-time.Minute)
	m := &h.List[0]
	m.State, m.CreatedAt, m.SubmittedAt, m.AcceptedAt, m.DoneAt = gateway.Delivered, at, at.Add(10*time.Millisecond), at.Add(30*time.Millisecond), at.Add(2030*time.Millisecond)
	m.PartList = []gateway.Part{{ID: 1, Number: 1, Session: 4, PDU: frame, SentAt: m.SubmittedAt, AnsweredAt: m.AcceptedAt, ProviderID: "A1"}}
	m.Receipts = []gateway.Receipt{{PartID: 1, Stat: "DELIVRD", Text: "id:A1 stat:DELIVRD \u202etext", ReceivedAt: m.DoneAt}}
	v.Pick(m.ID)
	for _, want := range []string{"2.0 s from here to the handset", "handset 2.0 s", "in Relay 10 ms", "answer 20 ms"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if uitest.Shows(v.Object(), "36301112233") || uitest.Shows(v.Object(), "id:A1 stat") {
		t.Error("it is open from the start")
	}
	uitest.Tap(t, v.Object(), "Sent over session 4")
	if !uitest.Shows(v.Object(), "→ submit_sm") || !uitest.Shows(v.Object(), "36301112233") {
		t.Error("the submit_sm does not open")
	}
	uitest.Tap(t, v.Object(), "Copy as hex")
	if !strings.HasSuffix(d.Copied, "00") || len(d.Copied) != 2*len(frame) {
		t.Errorf("copied %q", d.Copied)
	}
	v.Update(gateway.Update{Messages: true})
	if !uitest.Shows(v.Object(), "36301112233") {
		t.Error("news close it")
	}
	uitest.Tap(t, v.Object(), "Sent over session 4")
	if uitest.Shows(v.Object(), "36301112233") {
		t.Error("it does not close")
	}
	uitest.Tap(t, v.Object(), "Receipt DELIVRD")
	if !uitest.Shows(v.Object(), "id:A1 stat:DELIVRD") || len(uitest.Hidden(v.Object())) > 0 {
		t.Errorf("the receipt: %q", uitest.Hidden(v.Object()))
	}
}
