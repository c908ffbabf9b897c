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

// An account that is changed while a bind of it is looked at does not bind with
// what was true before, and one that is removed loses its sessions: with an unbind,
// after the answers to what it submitted.
func TestAccountsChangedWhileTheyBind(t *testing.T) {
	h := office(t, nil)
	for name, change := range map[string]func(*gateway.Account){
		"disabled":         func(a *gateway.Account) { a.Enabled = false },
		"another password": func(a *gateway.Account) { a.Password = "n3w" },
	} {
		release := h.HoldHashing()
		before := h.Status().LastPDU
		s, _ := dialled(h)
		asked := make(chan error, 1)
		go func() { asked <- bindShop(t, s) }()
		h.until("the bind is looked at", func() bool { return h.Status().LastPDU > before })
		h.apply(func(c *gateway.Config) { change(&c.Accounts[0]) })
		release()
		var refused *session.StatusError
		if err := <-asked; !errors.As(err, &refused) || refused.Status != smpp.RBINDFAIL {
			t.Errorf("%s: %v", name, err)
		}
		h.apply(func(c *gateway.Config) { c.Accounts[0].Enabled, c.Accounts[0].Password = true, "s3cret" })
	}
	s, end := dialled(h)
	if err := bindShop(t, s); err != nil {
		t.Fatal(err)
	}
	h.apply(func(c *gateway.Config) { c.Accounts = nil })
	var why *session.Closed
	if err := <-end; !errors.As(err, &why) || why.By != "peer" || why.Reason != "the peer signed off (unbind)" {
		t.Errorf("its session ended with %v", err)
	}
}

// dialled is a connection to the office, and how it will end.
func dialled(h *house) (*session.Session, <-chan error) {
	h.t.Helper()
	st, _ := h.Status().Link("office")
	conn, err := net.Dial("tcp", st.Address)
	if err != nil {
		h.t.Fatal(err)
	}
	e := &esme{t: h.t, got: make(chan *smpp.PDU, 10)}
	s := session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 1, Handler: e})
	end := make(chan error, 1)
	ctx, cancel := context.WithCancel(context.Background())
	go func() { end <- s.Run(ctx) }()
	h.t.Cleanup(func() { cancel(); <-s.Done() })
	return s, end
}

func bindShop(t *testing.T, s *session.Session) error {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err := s.Bind(ctx, session.BindRequest{Type: session.Transceiver, SystemID: "shop", Password: "s3cret", InterfaceVersion: 0x34})
	return err
}
