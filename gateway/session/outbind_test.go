package session

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway/smpp"
)

// binding answers an outbind with a bind, or refuses it.
type binding struct {
	accepting
	want   OutbindRequest
	kind   BindType
	result chan error
}

func (h binding) Outbind(s *Session, o OutbindRequest) bool {
	if o != h.want {
		return false
	}
	go func() {
		_, err := s.Bind(context.Background(), BindRequest{Type: h.kind, SystemID: "relay", InterfaceVersion: byte(s.Version())})
		h.result <- err
	}()
	return true
}

// Both sides: a message centre that dials, an ESME that listens.
func TestOutbind(t *testing.T) {
	for _, c := range []struct {
		v    smpp.Version
		kind BindType
		err  error
	}{
		{smpp.V34, Receiver, nil}, {smpp.V34, Transmitter, ErrState}, {smpp.V34, Transceiver, ErrState},
		{smpp.V50, Receiver, nil}, {smpp.V50, Transmitter, nil}, {smpp.V50, Transceiver, nil},
	} {
		h := binding{want: OutbindRequest{"centre", "secret"}, kind: c.kind, result: make(chan error, 1)}
		dialled, accepted := pair(t)
		mc := start(t, dialled, Config{Role: smpp.MC, Version: c.v, Window: 5, SessionInit: 10 * time.Second})
		esme := start(t, accepted, Config{Role: smpp.ESME, Version: c.v, SessionInit: 10 * time.Second, Handler: h})
		if err := mc.Outbind("centre", "secret"); err != nil {
			t.Fatal(err)
		}
		if err := mc.Outbind("centre", "secret"); err != ErrState {
			t.Errorf("a second outbind: %v", err)
		}
		if err := <-h.result; err != c.err {
			t.Errorf("%s as %s: %v", c.v, c.kind, err)
		}
		want := c.kind.state()
		if c.err != nil {
			want = smpp.Outbound
		}
		if mc.State() != want || esme.State() != want {
			t.Errorf("%s as %s: %s and %s", c.v, c.kind, mc.State(), esme.State())
		}
		if want == smpp.BoundRX {
			if resp, err := mc.Do(context.Background(), sample(smpp.DeliverSM)); err != nil || resp.Status != smpp.ROK {
				t.Errorf("deliver_sm: %v", err)
			}
		}
	}
}

func TestOutbindRefused(t *testing.T) {
	h := binding{want: OutbindRequest{"centre", "secret"}}
	s, w := against(t, Config{Role: smpp.ESME, Handler: h})
	w.send(smpp.New(smpp.Outbind).SetStr(smpp.FieldSystemID, "other"), 1)
	w.wantEnd()
	s.wantReason(t, "us", "the outbind was refused")
}

func TestOutbindStates(t *testing.T) {
	if s, _ := against(t, Config{Role: smpp.ESME}); s.Outbind("a", "b") != ErrState {
		t.Error("an ESME sent an outbind")
	}
	if s, _ := against(t, Config{Role: smpp.MC, Version: smpp.V33}); s.Outbind("a", "b") != ErrState {
		t.Error("3.3 has an outbind")
	}
	s, w := against(t, Config{Role: smpp.MC})
	w.bindTo(Receiver, smpp.V34)
	if s.Outbind("a", "b") != ErrState {
		t.Error("an outbind on a bound session")
	}
	// Without an Outbinder it is left alone.
	e, w := against(t, Config{Role: smpp.ESME})
	w.send(smpp.New(smpp.Outbind), 1)
	if got := w.fence(); len(got) > 0 || e.State() != smpp.Open {
		t.Errorf("%d answers, %s", len(got), e.State())
	}
}

func TestOutbindInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		s, _ := piped(t, Config{Role: smpp.ESME, SessionInit: 10 * time.Second, Handler: binding{}})
		s.wantReason(t, "us", "no bind within 10s")
		wantTime(t, time.Since(begin), 10*time.Second)
	})
}
