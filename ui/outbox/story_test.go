package outbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/uitest"
)

// frame is a PDU as it passed.
func frame(t *testing.T, p *smpp.PDU, seq uint32, status smpp.Status) []byte {
	t.Helper()
	p.Sequence, p.Status = seq, status
	out, err := p.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// told makes the first message one of two parts that is delivered, with its PDUs
// in the log among others that look alike.
func told(t *testing.T, h *uitest.House, at time.Time) gateway.Message {
	t.Helper()
	at = at.Truncate(time.Millisecond)
	after := func(ms int) time.Time { return at.Add(time.Duration(ms) * time.Millisecond) }
	m := &h.List[0]
	m.State, m.Parts, m.Done, m.CreatedAt, m.SubmittedAt, m.AcceptedAt, m.DoneAt = gateway.Delivered, 2, 2, at, after(10), after(32), after(2032)
	log := func(ms int, session uint64, out bool, f []byte) {
		h.Stored = append(h.Stored, gateway.PDURecord{Number: uint64(len(h.Stored) + 1), Time: after(ms), Link: "a", Session: session, Out: out, Version: byte(smpp.V34), Frame: f})
	}
	submit := func(text string) *smpp.PDU {
		return smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301112233").SetStr(smpp.FieldShortMessage, text)
	}
	answer := func(id string) *smpp.PDU { return smpp.New(smpp.SubmitSM.Response()).SetStr(smpp.FieldMessageID, id) }
	receipt := func(id string) *smpp.PDU {
		return smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldSourceAddr, "36301112233").
			SetStr(smpp.FieldShortMessage, sms.FormatReceipt(sms.Receipt{ID: id, Stat: "DELIVRD", Err: "000", State: sms.StateDelivered}))
	}
	log(-5000, 4, true, frame(t, submit("one"), 70, 0)) // the same text, sent before
	log(-4990, 4, false, frame(t, answer("A0"), 70, 0))
	log(11, 5, true, frame(t, submit("one"), 71, 0)) // over another session
	log(12, 4, true, frame(t, submit("one"), 71, 0))
	log(13, 4, true, frame(t, submit("two"), 72, 0))
	log(30, 4, false, frame(t, answer("A1"), 71, 0))
	log(31, 4, false, frame(t, answer("A2"), 72, 0))
	log(2030, 4, false, frame(t, receipt("A2"), 9, 0))
	log(2031, 4, false, frame(t, receipt("A1"), 10, 0))
	composed := func(text string) []byte {
		f, err := submit(text).Append(nil, smpp.V50)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	m.PartList = []gateway.Part{
		{ID: 1, Number: 1, State: gateway.Delivered, Link: "a", Session: 4, Attempts: 2, PDU: composed("one"), SentAt: after(10), AnsweredAt: after(30), DoneAt: after(2032), ProviderID: "A1"},
		{ID: 2, Number: 2, State: gateway.Delivered, Link: "a", Session: 4, Attempts: 1, PDU: composed("two"), SentAt: after(11), AnsweredAt: after(32), DoneAt: after(2031), ProviderID: "A2"},
	}
	m.Receipts = []gateway.Receipt{
		{PartID: 2, ProviderID: "A2", Stat: "DELIVRD", Err: "000", State: sms.StateDelivered, MatchedBy: "hex→decimal", Text: "id:A2 stat:DELIVRD \u202etext", ReceivedAt: after(2031)},
		{PartID: 1, ProviderID: "A1", Stat: "DELIVRD", Err: "000", State: sms.StateDelivered, MatchedBy: sms.FormLiteral, Text: "id:A1 stat:DELIVRD", ReceivedAt: after(2032)},
	}
	return *m
}

// A message's way is told from keystroke to receipt, what its parts did together
// as one step.
func TestTheStoryIsTold(t *testing.T) {
	h, _, v := open(t, 1236, 2)
	m := told(t, h, time.Now().Add(-time.Minute))
	v.Pick(m.ID)
	for _, want := range []string{
		"Message to +36300000002", "2 parts", "2.0 s from here to the handset", "handset 2.0 s", "in Relay 10 ms", "answer 22 ms",
		"Queued", "written here", "Sent", "2 parts over session 4, try 2", "+10 ms", "Accepted by a", "+22 ms", "Delivered, says the receipt", "matched by hex→decimal",
		"→ submit_sm", "part 1 · seq 71", "part 2 · seq 72", "← submit_sm_resp", "part 2 · OK", "← deliver_sm", "part 1 · receipt for A1",
		"1 of 2", "2 of 2 delivered", "A1", "2 tries", "answer 20 ms",
	} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if uitest.Shows(v.Object(), "seq 70") {
		t.Error("a PDU of another message is told")
	}
	if uitest.Shows(v.Object(), "36301112233") || uitest.Shows(v.Object(), "id:A1 stat") {
		t.Error("a PDU is open from the start")
	}
}

// A PDU of the story opens in place, as fields, octets or text; news do not close
// it, and what a stranger wrote into a receipt acts on nothing.
func TestTheStoryOpensPDUs(t *testing.T) {
	h, d, v := open(t, 1236, 2)
	m := told(t, h, time.Now().Add(-time.Minute))
	v.Pick(m.ID)
	submit := fmt.Sprintf("→ submit_sm part 1 · seq 71 · %d octets", len(h.Stored[3].Frame))
	uitest.Tap(t, v.Object(), submit)
	if !uitest.Shows(v.Object(), "destination_addr") || !uitest.Shows(v.Object(), "36301112233") {
		t.Fatal("the submit_sm does not open")
	}
	uitest.Tap(t, v.Object(), "Copy") // of the time line
	if !strings.Contains(d.Copied, "Accepted by a") || !strings.Contains(d.Copied, "← deliver_sm") {
		t.Errorf("copied %q", d.Copied)
	}
	v.Update(gateway.Update{Messages: true})
	if !uitest.Shows(v.Object(), "36301112233") {
		t.Error("news close it")
	}
	uitest.Tap(t, v.Object(), "destination_addr")
	if uitest.Shows(v.Object(), "destination_addr") || !uitest.Shows(v.Object(), "Tree") {
		t.Error("a field does not lead to its octets")
	}
	uitest.Tap(t, v.Object(), "Tree")
	h.Records = h.Stored
	v.Update(gateway.Update{LastPDU: 9})
	uitest.Tap(t, v.Object(), "Show in PDU log")
	if r, ok := v.PDUs().Chosen(); !ok || r.Number != 4 {
		t.Errorf("the log shows %v, %v", r.Number, ok)
	}
	uitest.Tap(t, v.Object(), submit)
	if uitest.Shows(v.Object(), "destination_addr") {
		t.Error("it does not close")
	}
	uitest.Tap(t, v.Object(), "← deliver_sm part 2 · receipt for A2")
	if !uitest.Shows(v.Object(), "id:A2 stat:DELIVRD") || len(uitest.Hidden(v.Object())) > 0 {
		t.Errorf("the receipt: %q", uitest.Hidden(v.Object()))
	}
}

// Without a log the message tells what was composed, and nothing that nobody knows.
func TestTheStoryWithoutALog(t *testing.T) {
	h, _, v := open(t, 1236, 2)
	m := told(t, h, time.Now().Add(-time.Minute))
	h.Stored = nil
	v.Pick(m.ID)
	if !uitest.Shows(v.Object(), "part 1 · as composed") || uitest.Shows(v.Object(), "← submit_sm_resp") || !uitest.Shows(v.Object(), "Accepted by a") {
		t.Error("the story is another")
	}
	uitest.Tap(t, v.Object(), "← deliver_sm part 1 · receipt for A1")
	if !uitest.Shows(v.Object(), "id:A1 stat:DELIVRD") || uitest.Shows(v.Object(), "Tree") {
		t.Error("the receipt is not shown as it came")
	}
}

// refused makes of it one part with a sender that the provider does not take.
func refused(t *testing.T, h *uitest.House) {
	t.Helper()
	m := &h.List[0]
	m.State, m.Parts, m.Done, m.Receipts, m.AcceptedAt = gateway.Failed, 1, 0, nil, time.Time{}
	m.From = gateway.Address{TON: 0, Addr: "Relay-Shop-24"}
	m.Error = &gateway.MessageError{Status: smpp.RINVSRCADR, Name: "ESME_RINVSRCADR", Text: "The sender address is not accepted. Ask the provider which senders you may use."}
	m.PartList = m.PartList[:1]
	m.PartList[0].State, m.PartList[0].ProviderID, m.PartList[0].Status = gateway.Failed, "", smpp.RINVSRCADR
	h.Stored[5].Frame = frame(t, smpp.New(smpp.SubmitSM.Response()), 71, smpp.RINVSRCADR)
}

// A refusal says in words what it is, what was sent beside what is needed, and
// marks the status in the octets of the answer.
func TestARefusedSender(t *testing.T) {
	h, _, v := open(t, 1236, 2)
	m := told(t, h, time.Now().Add(-time.Minute))
	refused(t, h)
	v.Pick(m.ID)
	for _, want := range []string{"The sender address is not accepted.", "0x0A", "What was sent", "0 / 0  unknown", "5 / 0  alphanumeric", "11 characters, this has 13", "Refused by a", "0x0A ESME_RINVSRCADR"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	uitest.Tap(t, v.Object(), "← submit_sm_resp 0x0A ESME_RINVSRCADR")
	if !uitest.Shows(v.Object(), "Tree") || uitest.Shows(v.Object(), "Hex") {
		t.Error("a refusal does not open as octets")
	}
}
