package engine_test

import (
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
)

// TLVs of one message leave with each of its parts, and wrong ones are refused.
func TestTLVsOfOneMessage(t *testing.T) {
	h := openHouse(t, t.TempDir(), true)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	d := gateway.Draft{From: "Relay", To: "+99900000000", Text: "one", TLVs: []string{`0x1400="abc"`}}
	id := h.send(d)
	h.untilState(id, gateway.Delivered)
	records, err := h.db.PDUs(t.Context(), gateway.PDUQuery{})
	if err != nil {
		t.Fatal(err)
	}
	ring, _ := h.Engine.PDUs(0, 1000)
	found := false
	for _, r := range append(records, ring...) {
		var p smpp.PDU
		if err := smpp.Decode(&p, r.Frame, smpp.Version(r.Version)); err != nil || p.ID != smpp.SubmitSM {
			continue
		}
		b, _ := p.TLV(0x1400)
		found = found || string(b) == "abc"
	}
	if !found {
		t.Error("the TLV is not on the wire")
	}
	d.TLVs = []string{"0x1400=zz"}
	if _, err := h.Engine.Send(t.Context(), d); err == nil {
		t.Error("a TLV that can't be read was taken")
	}
}
