package engine

import (
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// maxDestinations of one submit_multi (SMPP 5.0 4.2.3.1).
const maxDestinations = 254

// groups puts claimed parts that leave as one submit_multi together; every
// other part stands alone. The order is that of each group's first.
func groups(parts []gateway.Part) [][]gateway.Part {
	out := make([][]gateway.Part, 0, len(parts))
	at := map[int64]int{}
	for _, p := range parts {
		i, begun := at[p.Multi]
		if p.Multi == 0 || !begun || len(out[i]) == maxDestinations {
			if p.Multi != 0 {
				at[p.Multi] = len(out)
			}
			out = append(out, []gateway.Part{p})
			continue
		}
		out[i] = append(out[i], p)
	}
	return out
}

// outgoing makes the PDU of stored parts: the submit_sm of one, a submit_multi
// of several, which differ in their destination alone.
func outgoing(parts []gateway.Part) (*smpp.PDU, error) {
	p := new(smpp.PDU)
	if err := smpp.Decode(p, parts[0].PDU, smpp.V50); err != nil {
		return nil, err
	}
	if len(parts) == 1 {
		return p, nil
	}
	list := make([]smpp.Destination, 0, len(parts))
	for _, part := range parts {
		var q smpp.PDU
		if err := smpp.Decode(&q, part.PDU, smpp.V50); err != nil {
			return nil, err
		}
		list = append(list, smpp.Destination{Flag: 1, Address: smpp.Address(destinationOf(&q))})
	}
	return p.As(smpp.SubmitMulti).SetDestinations(list), nil
}

// unsuccessful are the destinations of a submit_multi that were refused.
func unsuccessful(resp *smpp.PDU) map[string]smpp.Status {
	if resp.ID != smpp.SubmitMultiResp {
		return nil
	}
	out := map[string]smpp.Status{}
	for _, u := range resp.Unsuccessful() {
		out[gateway.CompareForm(u.Address.Addr)] = u.Status
	}
	return out
}

// destination is where a part goes, for comparing.
func destination(p gateway.Part) string {
	var q smpp.PDU
	if smpp.Decode(&q, p.PDU, smpp.V50) != nil {
		return ""
	}
	return destinationOf(&q).Digits()
}

// groupDrafts gives the parts of messages that leave together a number that they
// share: those of drafts that asked for it and differ in their destination alone.
// Their long texts have one reference for that (SendMany), so that a phone can join
// parts that left in different company.
func groupDrafts(tx Tx, list []composed) error {
	type alike struct {
		link, frame string
		at          time.Time
		priority    int
	}
	numbers := map[alike]int64{}
	for _, c := range list {
		m := c.message
		if m == nil || !c.multi {
			continue
		}
		for k := range m.PartList {
			p := &m.PartList[k]
			frame, err := withoutDestination(p.PDU)
			if err != nil {
				return err
			}
			key := alike{m.Link, string(frame), m.ScheduledAt, p.Priority}
			n, ok := numbers[key]
			if !ok {
				if n, err = tx.NextID(); err != nil {
					return err
				}
				numbers[key] = n
			}
			p.Multi = n
		}
	}
	return nil
}

func withoutDestination(stored []byte) ([]byte, error) {
	var p smpp.PDU
	if err := smpp.Decode(&p, stored, smpp.V50); err != nil {
		return nil, err
	}
	p.SetInt(smpp.FieldDestAddrTON, 0).SetInt(smpp.FieldDestAddrNPI, 0).SetStr(smpp.FieldDestinationAddr, "")
	return p.Append(nil, smpp.V50)
}
