package engine_test

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// A session that the user drops may come back; an address that the user bans
// may not, and loses its sessions.
func TestDropAndBan(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	st, _ := h.Status().Link("office")
	if len(st.Sessions) != 1 || st.Sessions[0].Account != "shop" {
		t.Fatalf("%+v", st.Sessions)
	}
	if err := h.Drop(t.Context(), st.Sessions[0].ID); err != nil {
		t.Fatal(err)
	}
	select {
	case <-e.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("the session goes on")
	}
	if err := h.Drop(t.Context(), st.Sessions[0].ID); err == nil {
		t.Error("it was dropped twice")
	}
	again := h.bind(session.Transceiver, smpp.V34)
	if err := h.Ban(t.Context(), "office", "127.0.0.1", time.Hour); err != nil {
		t.Fatal(err)
	}
	<-again.Done()
	conn, err := net.Dial("tcp", st.Address)
	if err != nil {
		t.Fatal(err)
	}
	s := session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 1, Handler: &esme{}})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { _ = s.Run(ctx) }()
	_, err = s.Bind(ctx, session.BindRequest{Type: session.Transceiver, SystemID: "shop", Password: "s3cret", InterfaceVersion: 0x34})
	var refused *session.StatusError
	if !errors.As(err, &refused) || refused.Status != smpp.RBINDFAIL {
		t.Errorf("a banned address: %v", err)
	}
	if st, _ := h.Status().Link("office"); len(st.Shut) != 1 || st.Shut[0].Source != "127.0.0.1" || time.Until(st.Shut[0].Until) < 50*time.Minute {
		t.Errorf("shut out: %+v", st.Shut)
	}
	if err := h.Ban(t.Context(), "office", "127.0.0.1", 0); err != nil {
		t.Fatal(err)
	}
	if st, _ := h.Status().Link("office"); len(st.Shut) != 0 {
		t.Errorf("still shut out: %+v", st.Shut)
	}
	third := h.bind(session.Transceiver, smpp.V34)
	h.send(gateway.Draft{Link: gateway.AccountTarget("shop"), From: "+36301234567", To: "+36301234568", Text: "from the window"})
	if p := third.next(); p.ID != smpp.DeliverSM || p.Str(smpp.FieldShortMessage) != "from the window" || p.Str(smpp.FieldSourceAddr) != "36301234567" {
		t.Errorf("the application got %s from %s: %q", p.ID, p.Str(smpp.FieldSourceAddr), p.Str(smpp.FieldShortMessage))
	}
	for _, bad := range []error{h.Ban(t.Context(), "nowhere", "127.0.0.1", time.Hour), h.Ban(t.Context(), "office", "here", time.Hour)} {
		if bad == nil {
			t.Error("nonsense is taken")
		}
	}
}

// Another scenario takes over for who is bound to the simulator's listener.
func TestScenarioChangesForWhoIsBound(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Simulator.Enabled, c.Simulator.Listen = true, freeAddress(t) })
	conn, err := net.Dial("tcp", h.Status().SimulatorAddress)
	if err != nil {
		t.Fatal(err)
	}
	e := &esme{t: t, got: make(chan *smpp.PDU, 10)}
	e.Session = session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 10, ResponseTimeout: 10 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: e})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() { _ = e.Run(ctx) }()
	if _, err := e.Session.Bind(ctx, session.BindRequest{Type: session.Transmitter, SystemID: "relay", Password: "relay", InterfaceVersion: 0x34}); err != nil {
		t.Fatal(err)
	}
	e.accepted(submit("Shop", "36301234567", "taken"))
	h.apply(func(c *gateway.Config) { c.Simulator.Scenario = "refusing" })
	if st := e.ask(submit("Shop", "36301234567", "refused")).Status; st != smpp.RINVDSTADR {
		t.Errorf("under the new scenario: %s", st)
	}
}
