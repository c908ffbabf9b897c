package simulator

import (
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// replyWord begins a text whose rest comes back.
const replyWord = "reply "

// submit takes a submit_sm or data_sm.
func (p *peer) submit(s *session.Session, q *smpp.PDU) {
	now := time.Now()
	m, bad := p.read(q, addressIn(q, smpp.FieldDestAddrTON, smpp.FieldDestAddrNPI, smpp.FieldDestinationAddr), now)
	if bad != nil {
		_ = s.Reply(q.Resp(bad.Status))
		return
	}
	p.sim.mu.Lock()
	st := p.sim.take(m, "", s.Version(), q.Int(smpp.FieldReplaceIfPresentFlag) == 1, now)
	var replies []string
	if whole, complete := p.sim.join(m, st, now); complete {
		replies = p.sim.rules.replies(whole)
	}
	p.sim.mu.Unlock()
	resp := q.Resp(st)
	if st == smpp.ROK {
		resp.SetStr(smpp.FieldMessageID, m.id)
		if m.setDPF && m.fate.state == sms.StateUndeliverable {
			resp.AddTLVInt(smpp.TagDPFResult, 1)
		}
	}
	if st == smpp.ROK && m.fate.early {
		p.sim.end(m, m.fate.state)
	}
	if !m.fate.unanswered {
		p.answer(s, resp, m.fate.answerAfter)
	}
	if st != smpp.ROK {
		return
	}
	if !m.fate.early {
		p.sim.begin(m, m.fate.answerAfter)
	}
	for _, reply := range replies {
		later(m.fate.answerAfter+m.fate.after, func() { p.sim.reply(m, reply) })
	}
}

// reply sends what a phone says to a message, unless that was taken back before
// it arrived.
func (s *Simulator) reply(m *message, text string) {
	s.mu.Lock()
	gone := !m.pending() && m.state == sms.StateDeleted && m.fate.state != sms.StateDeleted
	s.mu.Unlock()
	if !gone {
		_ = s.incoming(m.to, m.from, text, m.owner)
	}
}

// submitMulti takes a submit_multi: each destination has its own fate, and all
// that are taken share one id.
func (p *peer) submitMulti(s *session.Session, q *smpp.PDU) {
	now := time.Now()
	var taken []*message
	var failed []smpp.Unsuccess
	var wait time.Duration
	id, unanswered := "", false
	for _, d := range q.Destinations() {
		if d.Flag != 1 {
			// There are no distribution lists here.
			failed = append(failed, smpp.Unsuccess{Address: smpp.Address{Addr: d.List}, Status: smpp.RINVDLNAME})
			continue
		}
		m, bad := p.read(q, d.Address, now)
		if bad != nil {
			_ = s.Reply(q.Resp(bad.Status))
			return
		}
		p.sim.mu.Lock()
		st := p.sim.take(m, id, s.Version(), q.Int(smpp.FieldReplaceIfPresentFlag) == 1, now)
		p.sim.mu.Unlock()
		if st != smpp.ROK {
			failed = append(failed, smpp.Unsuccess{Address: d.Address, Status: st})
			continue
		}
		id, taken, wait = m.id, append(taken, m), max(wait, m.fate.answerAfter)
		unanswered = unanswered || m.fate.unanswered
	}
	if len(taken) == 0 {
		_ = s.Reply(q.Resp(failed[0].Status))
		return
	}
	resp := q.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, id).SetUnsuccessful(failed)
	if !unanswered {
		p.answer(s, resp, wait)
	}
	for _, m := range taken {
		p.sim.begin(m, wait)
	}
}

// read makes a message of a submit for one destination.
func (p *peer) read(q *smpp.PDU, to smpp.Address, now time.Time) (*message, *smpp.Error) {
	if bad := smpp.Check(q); bad != nil {
		return nil, bad
	}
	m := &message{
		owner: p, from: addressIn(q, smpp.FieldSourceAddrTON, smpp.FieldSourceAddrNPI, smpp.FieldSourceAddr), to: to,
		service: q.Str(smpp.FieldServiceType), body: append([]byte(nil), q.Text()...), dcs: byte(q.Int(smpp.FieldDataCoding)), esm: byte(q.Int(smpp.FieldESMClass)),
		priority: byte(q.Int(smpp.FieldPriorityFlag)), asked: byte(q.Int(smpp.FieldRegisteredDelivery)), submitted: now, due: now,
	}
	if v, ok := q.TLVInt(smpp.TagSetDPF); ok {
		m.setDPF = v == 1
	}
	m.times(q, now)
	// data_sm has room for 64 octets, the deliver_sm of its receipt for 20.
	switch {
	case len(m.from.Addr) > maxAddress:
		return nil, &smpp.Error{Command: q.ID, Field: smpp.FieldSourceAddr.String(), Status: smpp.RINVSRCADR, Rule: "at most 20 octets here"}
	case len(m.to.Addr) > maxAddress:
		return nil, &smpp.Error{Command: q.ID, Field: smpp.FieldDestinationAddr.String(), Status: smpp.RINVDSTADR, Rule: "at most 20 octets here"}
	}
	return m, nil
}

const maxAddress = 20 // octets

// times takes over schedule_delivery_time and validity_period, which Check has
// seen to be times; what is empty stays.
func (m *message) times(q *smpp.PDU, now time.Time) {
	if at, _, err := smpp.ParseTime(q.Str(smpp.FieldScheduleDeliveryTime), now); err == nil {
		m.due = at
	}
	if at, _, err := smpp.ParseTime(q.Str(smpp.FieldValidityPeriod), now); err == nil {
		m.until = at
	}
}

func addressIn(q *smpp.PDU, ton, npi, addr smpp.Field) smpp.Address {
	return smpp.Address{TON: byte(q.Int(ton)), NPI: byte(q.Int(npi)), Addr: q.Str(addr)}
}

// take decides on a message and remembers it under an id, a new one for "".
// With replace, what waits between the same addresses under the same
// service_type ends as deleted. s.mu is held.
func (s *Simulator) take(m *message, id string, v smpp.Version, replace bool, now time.Time) smpp.Status {
	if m.fate = s.fateOf(m.to.Addr, m.body, now); m.fate.status != smpp.ROK {
		s.status.Refused++
		m.owner.refused++
		m.owner.note(gateway.SimulatorRefused, phone(m.to), m.fate.status.Name())
		return m.fate.status
	}
	if replace {
		for _, old := range s.messages.waiting(m.from, m.to, m.service) {
			go s.end(old, sms.StateDeleted) // it needs the lock that is held here
		}
	}
	if m.id = id; id == "" {
		m.id = s.newID(v, m.fate.style.hexID)
	}
	s.status.Accepted++
	s.pending++
	m.owner.accepted++
	m.owner.waiting++
	kind := gateway.SimulatorAccepted
	if m.fate.unanswered {
		kind = gateway.SimulatorUnanswered
	}
	m.owner.note(kind, phone(m.to), m.id)
	s.lastFrom = m.from
	s.messages.add(m, now)
	return smpp.ROK
}

// join adds a part to its message and returns the text as far as it is whole.
// s.mu is held.
func (s *Simulator) join(m *message, st smpp.Status, now time.Time) (whole string, complete bool) {
	text := sms.Decode(m.body, m.dcs, m.esm&0x40 != 0)
	if st == smpp.ROK {
		if piece, ok := sms.PieceOf(m.from.Addr, m.to.Addr, m.dcs, text); ok {
			joined := s.joiner.Add(piece, now)
			return joined.Text, joined.Complete
		}
	}
	return text.String, true
}

// later runs f after d, at once for 0.
func later(d time.Duration, f func()) {
	if d <= 0 {
		f()
		return
	}
	time.AfterFunc(d, f)
}
