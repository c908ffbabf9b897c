package engine_test

import (
	"testing"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// A listener that gets another name goes on: whoever is bound stays, and others
// may come. When more of it changes it opens again, under that name.
func TestAListenerGetsAnotherName(t *testing.T) {
	h := office(t, nil)
	st, _ := h.Status().Link("office")
	h.apply(func(c *gateway.Config) { c.Servers[0].Listen = st.Address }) // the port is its own from now on
	e := h.bind(session.Transceiver, smpp.V34)
	h.apply(func(c *gateway.Config) { c.Servers[0].Name = "counter" })
	if _, old := h.Status().Link("office"); old {
		t.Error("the old name is still there")
	}
	now, ok := h.Status().Link("counter")
	if !ok || now.State != gateway.LinkListening || len(now.Sessions) != 1 || now.Address != st.Address {
		t.Fatalf("%+v", now)
	}
	e.accepted(submit("Shop", "49123", "over the session from before"))
	h.apply(func(c *gateway.Config) { c.Servers[0].Name, c.Servers[0].MaxPDU = "office", 60000 })
	if now, _ := h.Status().Link("office"); now.State != gateway.LinkListening || now.Address != st.Address {
		t.Fatalf("%+v", now)
	}
	h.bind(session.Transceiver, smpp.V34).accepted(submit("Shop", "49123", "over a new one"))
	h.apply(func(c *gateway.Config) { c.Servers[0].Name, c.Servers[0].Enabled = "counter", false })
	if now, _ := h.Status().Link("counter"); now.State != gateway.LinkOff {
		t.Fatalf("%+v", now)
	}
}
