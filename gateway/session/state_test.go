package session

import (
	"fmt"
	"testing"
	"testing/synctest"

	"relay/gateway/smpp"
)

// taking is an ESME's handler that takes every outbind.
type taking struct {
	accepting
	got chan OutbindRequest
}

func (h taking) Outbind(_ *Session, o OutbindRequest) bool {
	h.got <- o
	return true
}

// reach brings a session of a role and version into a state; false when that
// version has no way to it.
func reach(tb testing.TB, role smpp.Role, v smpp.Version, state smpp.State) (*running, *wire, bool) {
	tb.Helper()
	kind := map[smpp.State]BindType{smpp.BoundTX: Transmitter, smpp.BoundRX: Receiver, smpp.BoundTRX: Transceiver}[state]
	h := taking{got: make(chan OutbindRequest, 1)}
	cfg := Config{Role: role, Version: v, Window: 10, Handler: h}
	if v == smpp.V33 && (state == smpp.Outbound || role == smpp.MC && state == smpp.BoundTRX) {
		return nil, nil, false
	}
	if state != smpp.Outbound {
		cfg.Handler = h.accepting
	}
	s, w := against(tb, cfg)
	switch {
	case state == smpp.Outbound && role == smpp.MC:
		if err := s.Outbind("mc", "secret"); err != nil {
			tb.Fatal(err)
		}
		w.want(smpp.Outbind, smpp.ROK, 1)
	case state == smpp.Outbound:
		w.send(smpp.New(smpp.Outbind).SetStr(smpp.FieldSystemID, "mc"), 1)
		<-h.got
	case state.Bound() && role == smpp.MC:
		w.bindTo(kind, v)
	case state.Bound():
		w.takeBind(s.Session, kind, v)
	}
	if got := s.State(); got != state {
		tb.Fatalf("reached %s, not %s", got, state)
	}
	if got := s.Version(); got != v {
		tb.Fatalf("version %s in force, not %s", got, v)
	}
	return s, w, true
}

// sample is a PDU of a command whose body reads.
func sample(id smpp.CommandID) *smpp.PDU {
	p := smpp.New(id)
	switch id {
	case smpp.SubmitMulti:
		p.SetDestinations([]smpp.Destination{{Flag: 1, Address: smpp.Address{Addr: "447700900123"}}})
	case smpp.DataSM:
		p.AddTLV(smpp.TagMessagePayload, []byte("text"))
	case smpp.BroadcastSM:
		p.AddTLV(smpp.TagBroadcastAreaIdentifier, []byte{0, 'x'}).AddTLV(smpp.TagBroadcastContentType, []byte{0, 0, 0}).
			AddTLVInt(smpp.TagBroadcastRepNum, 1).AddTLV(smpp.TagBroadcastFrequencyInterval, []byte{0, 0, 0})
	case smpp.QueryBroadcastSM, smpp.CancelBroadcastSM:
		p.SetStr(smpp.FieldMessageID, "1").SetStr(smpp.FieldServiceType, "CBS")
	}
	return p
}

// bare is a PDU of 16 octets.
func bare(id, sequence uint32) []byte {
	return []byte{0, 0, 0, 16, byte(id >> 24), byte(id >> 16), byte(id >> 8), byte(id), 0, 0, 0, 0,
		byte(sequence >> 24), byte(sequence >> 16), byte(sequence >> 8), byte(sequence)}
}

// due is what a session of a role answers to a command of the peer: the id of
// the answer, 0 for none. It follows the table of answers, one line a case.
func due(id smpp.CommandID, role smpp.Role, v smpp.Version, state smpp.State) (smpp.CommandID, smpp.Status) {
	peer := smpp.MC - role
	exists := id.In(v)
	if !state.Bound() { // no version is in force: any up to ours
		for _, old := range smpp.Versions() {
			exists = exists || old < v && id.In(old)
		}
	}
	switch {
	case id.IsResponse():
		return 0, 0
	case !exists:
		return smpp.GenericNack, smpp.RINVCMDID
	case id == smpp.AlertNotification || id == smpp.Outbind:
		return 0, 0
	case id == smpp.EnquireLink:
		return smpp.EnquireLinkResp, smpp.ROK
	case isBind(id) && role == smpp.MC && state.Bound():
		return id.Response(), smpp.RALYBND
	case !smpp.Legal(id, v, state, peer):
		return id.Response(), smpp.RINVBNDSTS
	}
	return id.Response(), smpp.ROK
}

// Every command in every state, to a session of either role and each version.
func TestAnswers(t *testing.T) {
	ids := []smpp.CommandID{0, 0x0A, 0x14, 0x25, 0x101, 0x104, 0x10200, 0x1000001, 0x8000000A, 0x80000102, 0x80010200, 0xFFFFFFFF}
	for c := range smpp.Commands() {
		ids = append(ids, c.ID)
	}
	for _, role := range []smpp.Role{smpp.ESME, smpp.MC} {
		for _, v := range smpp.Versions() {
			for _, state := range []smpp.State{smpp.Open, smpp.Outbound, smpp.BoundTX, smpp.BoundRX, smpp.BoundTRX} {
				t.Run(fmt.Sprintf("%s/%s/%s", role, v, state), func(t *testing.T) { answers(t, ids, role, v, state) })
			}
		}
	}
}

func answers(t *testing.T, ids []smpp.CommandID, role smpp.Role, v smpp.Version, state smpp.State) {
	s, w, ok := reach(t, role, v, state)
	for n, id := range ids {
		if !ok {
			return
		}
		wantID, wantStatus := due(id, role, v, state)
		frame := bare(uint32(id), uint32(1000+n))
		if wantStatus == smpp.ROK && !id.IsResponse() {
			p := sample(id)
			p.Sequence = uint32(1000 + n)
			frame = frameOf(t, p)
		}
		w.write(frame)
		if id == smpp.Unbind && wantStatus == smpp.ROK {
			w.want(wantID, wantStatus, uint32(1000+n))
			w.wantEnd()
			s.wantReason(t, "peer", "unbind")
			s, w, ok = reach(t, role, v, state)
			continue
		}
		got := w.fence()
		switch {
		case wantID == 0 && len(got) > 0:
			t.Errorf("%s was answered with %s", id, got[0].ID)
		case wantID == 0:
		case len(got) != 1:
			t.Errorf("%s got %d answers", id, len(got))
		case got[0].ID != wantID || got[0].Status != wantStatus || got[0].Sequence != uint32(1000+n):
			t.Errorf("%s got %s %s, want %s %s", id, got[0].ID, got[0].Status.Name(), wantID, wantStatus.Name())
		}
		if s.State() != state {
			if !isBind(id) && id != smpp.Outbind {
				t.Errorf("%s led from %s to %s", id, state, s.State())
			}
			s.Close("again")
			s, w, ok = reach(t, role, v, state)
		}
	}
}

// A refused bind leaves the state, and the peer may try again.
func TestBindRefused(t *testing.T) {
	h := &picky{}
	s, w := against(t, Config{Role: smpp.MC, Version: smpp.V34, Handler: h})
	w.send(bindPDU(Transmitter, smpp.V34), 1)
	w.want(smpp.BindTransmitterResp, smpp.RBINDFAIL, 1)
	if s.State() != smpp.Open {
		t.Errorf("in %s", s.State())
	}
	w.send(bindPDU(Transmitter, smpp.V34), 2)
	w.want(smpp.BindTransmitterResp, smpp.ROK, 2)
	if s.State() != smpp.BoundTX || s.BindType() != Transmitter {
		t.Errorf("in %s as %s", s.State(), s.BindType())
	}
	// A field that is too long is refused before the handler sees it.
	w.send(bindPDU(Transmitter, smpp.V34), 3)
	w.want(smpp.BindTransmitterResp, smpp.RALYBND, 3)
	if h.asked != 2 {
		t.Errorf("the handler was asked %d times", h.asked)
	}
}

// picky refuses the first bind.
type picky struct {
	accepting
	asked int
}

func (h *picky) Bind(*Session, BindRequest) BindAnswer {
	if h.asked++; h.asked == 1 {
		return BindAnswer{Status: smpp.RBINDFAIL}
	}
	return BindAnswer{}
}

func TestBindMalformed(t *testing.T) {
	for name, c := range map[string]struct {
		pdu  *smpp.PDU
		long bool
		want smpp.Status
	}{
		"system_id":     {bindPDU(Receiver, smpp.V34).SetStr(smpp.FieldSystemType, ""), false, smpp.RINVSYSID},
		"password":      {bindPDU(Receiver, smpp.V34).SetStr(smpp.FieldPassword, "ninechars"), false, smpp.RINVPASWD},
		"long password": {bindPDU(Receiver, smpp.V34).SetStr(smpp.FieldPassword, "ninechars"), true, smpp.ROK},
	} {
		_, w := against(t, Config{Role: smpp.MC, LongPassword: c.long})
		frame := frameOf(t, c.pdu)
		if name == "system_id" { // 16 octets and a NUL
			body := append([]byte("sixteen-octets-x\x00secret\x00\x00\x34\x00\x00\x00"), []byte{}...)
			frame = append(append([]byte{0, 0, 0, byte(16 + len(body))}, frame[4:16]...), body...)
		}
		frame[15] = 9
		w.write(frame)
		w.want(smpp.BindReceiverResp, c.want, 9)
	}
}

// What we may send ourselves is held to the same table.
func TestSendLegality(t *testing.T) {
	for _, c := range []struct {
		role  smpp.Role
		v     smpp.Version
		state smpp.State
		id    smpp.CommandID
		ok    bool
	}{
		{smpp.ESME, smpp.V34, smpp.BoundTX, smpp.SubmitSM, true},
		{smpp.ESME, smpp.V34, smpp.BoundRX, smpp.SubmitSM, false},
		{smpp.ESME, smpp.V34, smpp.Open, smpp.SubmitSM, false},
		{smpp.ESME, smpp.V34, smpp.BoundTRX, smpp.BroadcastSM, false},
		{smpp.ESME, smpp.V33, smpp.BoundTX, smpp.DataSM, false},
		{smpp.ESME, smpp.V50, smpp.BoundRX, smpp.DataSM, false},
		{smpp.ESME, smpp.V34, smpp.BoundTX, smpp.SubmitSMResp, false},
		{smpp.ESME, smpp.V34, smpp.Open, smpp.EnquireLink, true},
		{smpp.MC, smpp.V34, smpp.BoundRX, smpp.DeliverSM, true},
		{smpp.MC, smpp.V34, smpp.BoundTX, smpp.DeliverSM, false},
		{smpp.MC, smpp.V34, smpp.BoundTRX, smpp.AlertNotification, true},
		{smpp.MC, smpp.V34, smpp.BoundTX, smpp.AlertNotification, false},
	} {
		s, w, _ := reach(t, c.role, c.v, c.state)
		err := s.Send(sample(c.id), func(Result) {})
		if (err == nil) != c.ok || !c.ok && err != ErrNotBound {
			t.Errorf("%s of %s in %s: %v", c.id, c.role, c.state, err)
		}
		if c.ok {
			if p := w.next(); p.ID != c.id {
				t.Errorf("%s came, not %s", p.ID, c.id)
			}
		}
	}
}

// What was asked before an unbind is answered before its answer.
func TestAnswersLeaveBeforeTheUnbind(t *testing.T) {
	for _, late := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := keeping{got: make(chan *smpp.PDU, 10)}
			s, w := piped(t, Config{Role: smpp.MC, Handler: h})
			w.bindTo(Transceiver, smpp.V34)
			go func() {
				w.send(sample(smpp.SubmitSM), 2)
				w.send(sample(smpp.SubmitSM), 3)
				w.send(smpp.New(smpp.Unbind), 4)
			}()
			synctest.Wait()
			one, two := <-h.got, <-h.got
			if !late {
				for _, p := range []*smpp.PDU{two, one} {
					if err := s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, "1")); err != nil {
						t.Error(err)
					}
				}
				w.want(smpp.SubmitSMResp, smpp.ROK, 3)
				w.want(smpp.SubmitSMResp, smpp.ROK, 2)
			}
			w.want(smpp.UnbindResp, smpp.ROK, 4) // of who never answers, after a while
			s.wantReason(t, "peer", "the peer signed off (unbind)")
		})
	}
}
