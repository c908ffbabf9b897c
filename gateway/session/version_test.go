package session

import (
	"errors"
	"testing"

	"relay/gateway/smpp"
)

// The version in force, and whether TLVs go out in it, as ESME.
func TestVersionInForce(t *testing.T) {
	for name, c := range map[string]struct {
		ours, sc, in smpp.Version // sc 0: the message centre names none
		tlvs         PeerTLVs
		sends        bool
	}{
		"none named":         {smpp.V34, 0, smpp.V34, TLVsAuto, true},
		"none named, yes":    {smpp.V34, 0, smpp.V34, TLVsYes, true},
		"none named, no":     {smpp.V34, 0, smpp.V34, TLVsNo, false},
		"same":               {smpp.V34, smpp.V34, smpp.V34, TLVsAuto, true},
		"it is newer":        {smpp.V34, smpp.V50, smpp.V34, TLVsAuto, true},
		"it is older":        {smpp.V50, smpp.V34, smpp.V34, TLVsAuto, true},
		"it is 3.3":          {smpp.V50, smpp.V33, smpp.V33, TLVsAuto, false},
		"3.3, but takes it":  {smpp.V50, smpp.V33, smpp.V34, TLVsYes, true},
		"reserved":           {smpp.V50, 0x40, smpp.V34, TLVsAuto, true},
		"both 5.0, no":       {smpp.V50, smpp.V50, smpp.V50, TLVsNo, false},
		"we speak 3.3":       {smpp.V33, smpp.V50, smpp.V33, TLVsYes, false},
		"we speak 3.3, none": {smpp.V33, 0, smpp.V33, TLVsYes, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, w := against(t, Config{Role: smpp.ESME, Version: c.ours, Window: 5, PeerTLVs: c.tlvs})
			res := w.takeBind(s.Session, Transmitter, c.sc)
			if res.Version != c.in || s.Version() != c.in || res.HasSCVersion != (c.sc != 0) || res.SCVersion != byte(c.sc) {
				t.Errorf("%+v, %s in force", res, s.Version())
			}
			p := sample(smpp.SubmitSM).SetStr(smpp.FieldShortMessage, "x").AddTLVInt(smpp.TagUserMessageReference, 1)
			if err := s.Send(p, func(Result) {}); err != nil {
				t.Fatal(err)
			}
			got := w.next()
			if _, has := got.TLV(smpp.TagUserMessageReference); has != c.sends {
				t.Errorf("a TLV went out: %v", has)
			}
			if _, kept := p.TLV(smpp.TagUserMessageReference); !kept {
				t.Error("the caller's PDU was changed")
			}
			// A text that is a TLV is refused rather than lost.
			err := s.Send(sample(smpp.SubmitSM).AddTLV(smpp.TagMessagePayload, []byte("text")), func(Result) {})
			var bad *smpp.Error
			if c.sends != (err == nil) || err != nil && (!errors.As(err, &bad) || bad.Field != "message_payload") {
				t.Errorf("message_payload: %v", err)
			}
			if want := map[bool]int{true: 2, false: 1}[c.sends]; s.Stats().Open != want {
				t.Errorf("%d open", s.Stats().Open)
			}
		})
	}
}

// The same as message centre: by what the ESME says.
func TestVersionOfTheESME(t *testing.T) {
	for _, c := range []struct {
		ours, says, in smpp.Version
		kind           BindType
		names          bool // sc_interface_version
	}{
		{smpp.V50, 0x00, smpp.V33, Receiver, false}, {smpp.V50, 0x03, smpp.V33, Receiver, false}, {smpp.V50, 0x33, smpp.V33, Receiver, false},
		{smpp.V50, 0x34, smpp.V34, Receiver, true}, {smpp.V50, 0x50, smpp.V50, Receiver, true}, {smpp.V50, 0x60, smpp.V50, Receiver, true},
		{smpp.V34, 0x50, smpp.V34, Receiver, true}, {smpp.V33, 0x50, smpp.V33, Receiver, false},
		{smpp.V50, 0x33, smpp.V34, Transceiver, true},
	} {
		s, w := against(t, Config{Role: smpp.MC, Version: c.ours, Window: 5})
		resp := w.bindTo(c.kind, c.says)
		v, named := resp.TLVInt(smpp.TagSCInterfaceVersion)
		if s.Version() != c.in || named != c.names || named && v != uint64(c.ours) {
			t.Errorf("%s says %s: %s in force, named %v %x", c.ours, c.says, s.Version(), named, v)
		}
		if err := s.Send(sample(smpp.DeliverSM).AddTLVInt(smpp.TagUserMessageReference, 1), func(Result) {}); err != nil {
			t.Fatal(err)
		}
		if _, has := w.next().TLV(smpp.TagUserMessageReference); has != (c.in >= smpp.V34) {
			t.Errorf("%s: a TLV went out: %v", c.in, has)
		}
	}
}

// overlong answers with an id that 3.3 has no room for.
type overlong struct{ accepting }

func (overlong) Request(s *Session, p *smpp.PDU) {
	_ = s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, "12345678901234"))
}

// An answer that does not fit the version in force becomes ESME_RSYSERR: a peer
// without any answer would wait, and give the session up.
func TestAnswerThatDoesNotFit(t *testing.T) {
	_, w := against(t, Config{Role: smpp.MC, Window: 5, PeerWindow: 1, Handler: overlong{}})
	w.bindTo(Transmitter, smpp.V33)
	for n := range uint32(3) { // the peer's window of one is free each time
		w.send(sample(smpp.SubmitSM), 10+n)
		w.want(smpp.SubmitSMResp, smpp.RSYSERR, 10+n)
	}
}
