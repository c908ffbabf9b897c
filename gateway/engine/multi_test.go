package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Whatever company the parts of a long text leave in, all that one phone gets of it
// carry one reference; and only what is alike leaves together.
func TestSubmitMultiKeepsPartsTogether(t *testing.T) {
	v := newProvider(t, nil)
	h := newHouse(t)
	h.link(v, func(c *gateway.ClientConfig) { c.Window = 5 })
	var drafts []gateway.Draft
	for n := range 7 {
		drafts = append(drafts, gateway.Draft{From: "Shop", To: fmt.Sprintf("+3630000000%d", n), Text: strings.Repeat("two parts ", 20), Multi: true})
	}
	urgent := drafts[0]
	urgent.To, urgent.Priority = "+36300000009", 2
	sent, err := h.SendMany(t.Context(), append(drafts, urgent))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[byte]bool{} // references by number
	together := 0
	for parts := 0; parts < 2*len(sent); {
		p := v.next()
		to := []smpp.Destination{{Flag: 1, Address: smpp.Address{Addr: p.Str(smpp.FieldDestinationAddr)}}}
		if p.ID == smpp.SubmitMulti {
			to = p.Destinations()
			together++
		}
		for _, d := range to {
			if got[d.Address.Addr] == nil {
				got[d.Address.Addr] = map[byte]bool{}
			}
			got[d.Address.Addr][p.Octets(smpp.FieldShortMessage)[3]] = true
			if alone := d.Address.Addr == "36300000009"; alone && (len(to) != 1 || p.Int(smpp.FieldPriorityFlag) != 2) {
				t.Errorf("an urgent one left as one of %d with priority %d", len(to), p.Int(smpp.FieldPriorityFlag))
			}
			parts++
		}
	}
	if together < 3 {
		t.Errorf("%d submit_multi", together)
	}
	for to, references := range got {
		if len(references) != 1 {
			t.Errorf("%s got parts under %d references", to, len(references))
		}
	}
	for _, x := range sent {
		h.untilState(x.ID, gateway.Accepted)
	}
}
