package simulator

import (
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

func sourceIn(q *smpp.PDU) smpp.Address {
	return addressIn(q, smpp.FieldSourceAddrTON, smpp.FieldSourceAddrNPI, smpp.FieldSourceAddr)
}

// query answers query_sm; of the destinations of a submit_multi it tells of the
// first that is still on its way.
func (p *peer) query(s *session.Session, q *smpp.PDU) {
	p.sim.mu.Lock()
	list := p.sim.messages.find(q.Str(smpp.FieldMessageID), sourceIn(q))
	resp := q.Resp(smpp.RINVMSGID)
	if len(list) > 0 {
		m := list[0]
		for _, x := range list {
			if x.pending() {
				m = x
				break
			}
		}
		resp.Status = smpp.ROK
		resp.SetStr(smpp.FieldMessageID, m.id).SetStr(smpp.FieldFinalDate, finalDate(m)).
			SetInt(smpp.FieldMessageState, uint32(m.shown(s.Version(), time.Now()))).SetInt(smpp.FieldErrorCode, errorCode(m))
	}
	p.sim.mu.Unlock()
	_ = s.Reply(resp)
}

func finalDate(m *message) string {
	if m.pending() {
		return ""
	}
	return smpp.FormatAbsolute(m.ended)
}

func errorCode(m *message) uint32 {
	if m.pending() || m.state != sms.StateUndeliverable {
		return 0
	}
	return 1
}

// cancel answers cancel_sm: one message by its id, or all that wait between two
// addresses under a service_type.
func (p *peer) cancel(s *session.Session, q *smpp.PDU) {
	from, to := sourceIn(q), addressIn(q, smpp.FieldDestAddrTON, smpp.FieldDestAddrNPI, smpp.FieldDestinationAddr)
	p.sim.mu.Lock()
	var list []*message
	st := smpp.RCANCELFAIL
	if id := q.Str(smpp.FieldMessageID); id != "" {
		if list = p.sim.messages.find(id, from); len(list) == 0 {
			st = smpp.RINVMSGID
		}
	} else {
		list = p.sim.messages.waiting(from, to, q.Str(smpp.FieldServiceType))
	}
	var taken []*message
	for _, m := range list {
		if m.pending() && (to.Addr == "" || same(m.to.Addr, to.Addr)) {
			taken = append(taken, m)
		}
	}
	p.sim.mu.Unlock()
	if len(taken) > 0 {
		st = smpp.ROK
	}
	_ = s.Reply(q.Resp(st))
	for _, m := range taken {
		p.sim.end(m, sms.StateDeleted)
	}
}

// replace answers replace_sm for what is still on its way: text, times and
// registered_delivery change.
func (p *peer) replace(s *session.Session, q *smpp.PDU) {
	if bad := smpp.Check(q); bad != nil {
		_ = s.Reply(q.Resp(bad.Status))
		return
	}
	now := time.Now()
	p.sim.mu.Lock()
	list := p.sim.messages.find(q.Str(smpp.FieldMessageID), sourceIn(q))
	st := smpp.ROK
	if len(list) == 0 {
		st = smpp.RINVMSGID
	}
	for _, m := range list {
		if !m.pending() {
			st = smpp.RREPLACEFAIL
		}
	}
	if st == smpp.ROK {
		for _, m := range list {
			m.body, m.asked = append([]byte(nil), q.Text()...), byte(q.Int(smpp.FieldRegisteredDelivery))
			m.times(q, now)
		}
	}
	p.sim.mu.Unlock()
	if st == smpp.ROK {
		for _, m := range list {
			p.sim.begin(m, 0)
		}
	}
	_ = s.Reply(q.Resp(st))
}

// lastMessages answers the 3.3 query_last_msgs: the ids of the last messages
// from a source address, newest first.
func (p *peer) lastMessages(s *session.Session, q *smpp.PDU) {
	from, most := sourceIn(q), int(q.Int(smpp.FieldNumMessages))
	if most < 1 || most > 100 {
		_ = s.Reply(q.Resp(smpp.RINVNUMMSGS))
		return
	}
	p.sim.mu.Lock()
	var ids []string
	for i := len(p.sim.messages.order) - 1; i >= 0 && len(ids) < most; i-- {
		if m := p.sim.messages.order[i]; same(m.from.Addr, from.Addr) && len(m.id) <= 8 {
			ids = append(ids, m.id)
		}
	}
	p.sim.mu.Unlock()
	list := []byte{byte(len(ids))}
	for _, id := range ids {
		list = append(append(list, id...), 0)
	}
	_ = s.Reply(q.Resp(smpp.ROK).SetOctets(smpp.FieldMsgid, list))
}

// details answers the 3.3 query_msg_details with as many octets of the text as
// were asked for.
func (p *peer) details(s *session.Session, q *smpp.PDU) {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	list := p.sim.messages.find(q.Str(smpp.FieldMessageID), sourceIn(q))
	if len(list) == 0 {
		_ = s.Reply(q.Resp(smpp.RINVMSGID))
		return
	}
	m := list[0]
	var to []smpp.Destination
	for _, x := range list {
		to = append(to, smpp.Destination{Flag: 1, Address: x.to})
	}
	_ = s.Reply(q.Resp(smpp.ROK).SetStr(smpp.FieldServiceType, m.service).
		SetInt(smpp.FieldSourceAddrTON, uint32(m.from.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(m.from.NPI)).SetStr(smpp.FieldSourceAddr, m.from.Addr).
		SetDestinations(to).SetInt(smpp.FieldPriorityFlag, uint32(m.priority)).SetInt(smpp.FieldRegisteredDelivery, uint32(m.asked)).
		SetInt(smpp.FieldDataCoding, uint32(m.dcs)).SetOctets(smpp.FieldShortMessage, m.body[:min(len(m.body), int(q.Int(smpp.FieldSMLength)), 160)]).
		SetStr(smpp.FieldMsgid, m.id).SetStr(smpp.FieldFinalDate, finalDate(m)).
		SetInt(smpp.FieldMessageStatus, uint32(m.shown(smpp.V33, time.Now()))).SetInt(smpp.FieldErrorCode, errorCode(m)))
}

// parameter answers the 3.3 param_retrieve: "version" and "name" are known, any
// other name has an empty value.
func (p *peer) parameter(s *session.Session, q *smpp.PDU) {
	value := map[string]string{"version": "Relay simulator", "name": systemName}[q.Str(smpp.FieldParamName)]
	_ = s.Reply(q.Resp(smpp.ROK).SetStr(smpp.FieldParamValue, value))
}
