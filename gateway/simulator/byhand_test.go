package simulator

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

func TestAReceiptByHand(t *testing.T) {
	s, a := with(t, "silent")
	id := a.id(submit("36301234567", "hello"))
	list := s.Messages()
	if len(list) != 1 || list[0].ID != id || list[0].To != "+36301234567" || list[0].From != "Shop" {
		t.Fatalf("%+v", list)
	}
	if err := s.Report(t.Context(), gateway.SimulatedReceipt{ID: id, State: "UNDELIV", Error: "042"}); err != nil {
		t.Fatal(err)
	}
	p := a.next()
	text := string(p.Octets(smpp.FieldShortMessage))
	if p.Int(smpp.FieldESMClass) != 0x04 || p.Str(smpp.FieldSourceAddr) != "36301234567" || p.Str(smpp.FieldDestinationAddr) != "Shop" ||
		!strings.Contains(text, "id:"+id) || !strings.Contains(text, "stat:UNDELIV err:042") || !strings.Contains(text, "hello") {
		t.Errorf("%s from %s: %q", p.ID, p.Str(smpp.FieldSourceAddr), text)
	}
	if list = s.Messages(); list[0].State != "UNDELIV" {
		t.Errorf("the message is %+v", list[0])
	}
	// One that contradicts the first, and one of nothing.
	for _, r := range []gateway.SimulatedReceipt{{ID: id, State: "DELIVRD"}, {ID: "no-such-id", State: "DELIVRD", From: "+36207654321", To: "12345"}} {
		if err := s.Report(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		p := a.next()
		if text := string(p.Octets(smpp.FieldShortMessage)); !strings.Contains(text, "id:"+r.ID) || !strings.Contains(text, "stat:DELIVRD err:000") || r.From != "" && p.Str(smpp.FieldSourceAddr) != "36207654321" {
			t.Errorf("%q from %s", text, p.Str(smpp.FieldSourceAddr))
		}
	}
	if st := s.Status(); st.Receipts != 3 {
		t.Errorf("%d receipts", st.Receipts)
	}
	for say, r := range map[string]gateway.SimulatedReceipt{
		"names the id": {State: "DELIVRD"}, "no state": {ID: "1", State: "GONE"}, "three digits": {ID: "1", State: "DELIVRD", Error: "x"}, "at most 64": {ID: strings.Repeat("1", 65), State: "DELIVRD"},
	} {
		if err := s.Report(t.Context(), r); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

// A final receipt by hand takes the place of the one that was to come.
func TestAReceiptByHandEndsTheMessage(t *testing.T) {
	s, a := with(t, "receipts late=86400")
	id := a.id(submit("36301234567", "x"))
	if err := s.Report(t.Context(), gateway.SimulatedReceipt{ID: id, State: "ENROUTE"}); err != nil {
		t.Fatal(err)
	}
	if a.next(); s.Messages()[0].State != "" {
		t.Error("ENROUTE ends it")
	}
	if err := s.Report(t.Context(), gateway.SimulatedReceipt{ID: id, State: "EXPIRED"}); err != nil {
		t.Fatal(err)
	}
	if text := string(a.next().Octets(smpp.FieldShortMessage)); !strings.Contains(text, "stat:EXPIRED") {
		t.Error(text)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pending != 0 || s.messages.order[0].timer.Stop() {
		t.Errorf("%d are on their way, and its own receipt comes too", s.pending)
	}
}

func TestOctetsByHand(t *testing.T) {
	s, a := with(t, "normal")
	d := smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "Shop").SetStr(smpp.FieldShortMessage, "as octets")
	d.Sequence = 77
	frame, err := d.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	bound := s.Sessions()[0].ID
	for _, id := range []uint64{0, bound} {
		if err := s.SendOctets(t.Context(), id, frame); err != nil {
			t.Fatal(err)
		}
		if p := a.next(); string(p.Octets(smpp.FieldShortMessage)) != "as octets" || p.Sequence != 77 {
			t.Errorf("%s %d: %q", p.ID, p.Sequence, p.Octets(smpp.FieldShortMessage))
		}
	}
	log := s.Log()
	if e := log[len(log)-1]; e.Kind != gateway.SimulatorOctets || e.Session != bound || !strings.HasSuffix(e.Detail, " deliver_sm") {
		t.Errorf("%+v", e)
	}
	if err := s.SendOctets(t.Context(), bound+5, frame); err == nil || !strings.Contains(err.Error(), "has ended already") {
		t.Errorf("to nobody: %v", err)
	}
	for _, n := range []int{0, gateway.SimulatorOctetsMost + 1} {
		if err := s.SendOctets(t.Context(), bound, make([]byte, n)); err == nil || !strings.Contains(err.Error(), "can be sent at once") {
			t.Errorf("%d octets: %v", n, err)
		}
	}
	// Nonsense goes too: who reads it ends the link.
	if err := s.SendOctets(t.Context(), bound, bytes.Repeat([]byte{0xFF}, 20)); err != nil {
		t.Fatal(err)
	}
	if c := a.ended(); c == nil || !strings.Contains(c.Reason, "length") {
		t.Errorf("%+v", c)
	}
}

func TestNothingIsSentInToNobody(t *testing.T) {
	s := New(Config{})
	for _, err := range []error{
		s.Inject(t.Context(), "1", "2", "x"), s.Report(t.Context(), gateway.SimulatedReceipt{ID: "1", State: "DELIVRD"}), s.SendOctets(t.Context(), 0, []byte{1}),
	} {
		if err == nil || !strings.Contains(err.Error(), "nobody is bound") {
			t.Error(err)
		}
	}
}

// A program that does not read holds up nobody but itself.
func TestOctetsToWhoDoesNotRead(t *testing.T) {
	s, _ := serve(t, time.Hour)
	conn, err := s.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	sign(t, conn)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.SendOctets(ctx, 0, []byte{1, 2, 3}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// sign binds by hand, and reads nothing but the answer.
func sign(t *testing.T, conn net.Conn) {
	t.Helper()
	b := smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, gateway.SimulatorSystemID).SetStr(smpp.FieldPassword, gateway.SimulatorPassword).SetInt(smpp.FieldInterfaceVersion, 0x34)
	b.Sequence = 1
	frame, err := b.Append(nil, smpp.V34)
	if err == nil {
		_, err = conn.Write(frame)
	}
	if err == nil {
		_, err = smpp.NewFrameReader(conn, 4096).Next()
	}
	if err != nil {
		t.Fatal(err)
	}
}
