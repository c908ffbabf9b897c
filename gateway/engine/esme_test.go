package engine_test

import (
	"context"
	"net"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// esme is an application of the office: it binds to a server link over TCP.
type esme struct {
	t *testing.T
	*session.Session
	got chan *smpp.PDU // what the message centre asks, in order
}

func (e *esme) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID}
}
func (e *esme) Bound(*session.Session) {}
func (e *esme) Batch(*session.Session) {}
func (e *esme) Request(s *session.Session, p *smpp.PDU) {
	e.got <- p.Own()
	if p.ID.HasResponse() {
		_ = s.Reply(p.Resp(smpp.ROK))
	}
}

// office has a server link and an account "shop".
func office(t *testing.T, change func(*gateway.Account)) *house {
	t.Helper()
	return newHouse(t).furnish(change)
}

// furnish gives a house what office has.
func (h *house) furnish(change func(*gateway.Account)) *house {
	h.t.Helper()
	h.apply(func(c *gateway.Config) {
		v := gateway.NewServer()
		v.Name, v.Listen = "office", "127.0.0.1:0"
		a := gateway.NewAccount()
		a.SystemID, a.Password, a.Rate, a.MaxBinds = "shop", "s3cret", 0, 5
		if change != nil {
			change(&a)
		}
		c.Servers, c.Accounts = append(c.Servers, v), append(c.Accounts, a)
		c.Routes = append(c.Routes, gateway.Route{Account: "*", To: "+999*", Links: []string{gateway.TargetSimulator}},
			gateway.Route{Account: "*", To: "+36*", Links: []string{"away"}}, gateway.Route{Account: "*", To: "+1*", Links: []string{gateway.TargetReject}},
			gateway.Route{Account: "*", Links: []string{gateway.TargetInbox}})
		away := gateway.NewClient()
		away.Name, away.Host, away.SystemID, away.Password, away.Enabled = "away", "127.0.0.1", "x", "y", false
		c.Clients = append(c.Clients, away)
	})
	return h
}

// bind opens a session of the account "shop".
func (h *house) bind(kind session.BindType, v smpp.Version) *esme { return h.bindAs("shop", kind, v) }

func (h *house) bindAs(account string, kind session.BindType, v smpp.Version) *esme {
	h.t.Helper()
	st, ok := h.Status().Link("office")
	if !ok {
		h.t.Fatal("no server link")
	}
	conn, err := net.Dial("tcp", st.Address)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.bindOver(conn, account, kind, v)
}

func (h *house) bindOver(conn net.Conn, account string, kind session.BindType, v smpp.Version) *esme {
	h.t.Helper()
	e := &esme{t: h.t, got: make(chan *smpp.PDU, 1000)}
	e.Session = session.New(conn, session.Config{Role: smpp.ESME, Version: v, Window: 10, ResponseTimeout: 10 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: e})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = e.Run(ctx) }()
	h.t.Cleanup(func() { cancel(); <-ended })
	if _, err := e.Session.Bind(ctx, session.BindRequest{Type: kind, SystemID: account, Password: "s3cret", InterfaceVersion: byte(v)}); err != nil {
		h.t.Fatal(err)
	}
	return e
}

// ask sends a request and returns its answer.
func (e *esme) ask(p *smpp.PDU) *smpp.PDU {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	resp, err := e.Do(ctx, p)
	if err != nil {
		e.t.Fatalf("%s: %v", p.ID, err)
	}
	return resp
}

// listen takes whatever comes, until the session ends.
func (e *esme) listen() {
	for {
		select {
		case <-e.got:
		case <-e.Done():
			return
		}
	}
}

// next is the next request of the message centre.
func (e *esme) next() *smpp.PDU {
	e.t.Helper()
	select {
	case p := <-e.got:
		return p
	case <-time.After(10 * time.Second):
		e.t.Fatal("nothing came")
		return nil
	}
}

func submit(from, to, text string) *smpp.PDU {
	return smpp.New(smpp.SubmitSM).SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, from).
		SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).SetStr(smpp.FieldDestinationAddr, to).
		SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, text)
}

// accepted submits and returns the id.
func (e *esme) accepted(p *smpp.PDU) string {
	e.t.Helper()
	resp := e.ask(p)
	if resp.Status != smpp.ROK || resp.Str(smpp.FieldMessageID) == "" {
		e.t.Fatalf("submit: %s, id %q", resp.Status, resp.Str(smpp.FieldMessageID))
	}
	return resp.Str(smpp.FieldMessageID)
}

func about(id smpp.CommandID, message, from string) *smpp.PDU {
	return smpp.New(id).SetStr(smpp.FieldMessageID, message).SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, from)
}
