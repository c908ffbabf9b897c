package simulator

import (
	"time"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// begin sets the time of a message's end: its fate after the delay, counted from
// when it is due, or the end of its validity if that comes first.
func (s *Simulator) begin(m *message, extra time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !m.pending() {
		return
	}
	now := time.Now()
	start := now
	if m.due.After(start) {
		start = m.due
	}
	at, state := start.Add(extra+m.fate.after), m.fate.state
	if !m.until.IsZero() && m.until.Before(at) {
		at, state = m.until, sms.StateExpired
	}
	if m.timer != nil {
		m.timer.Stop()
	}
	if m.asked&0x10 == 0 || !m.fate.receipt || !at.After(now) {
		m.timer = time.AfterFunc(at.Sub(now), func() { s.end(m, state) })
		return
	}
	// Half way, for who wants intermediate notifications: the end waits for that,
	// as two timers of a busy machine may fire in any order.
	m.timer = time.AfterFunc(at.Sub(now)/2, func() {
		s.intermediate(m)
		s.mu.Lock()
		defer s.mu.Unlock()
		if m.pending() {
			m.timer = time.AfterFunc(time.Until(at), func() { s.end(m, state) })
		}
	})
}

// end brings a message to its end and tells who asked.
func (s *Simulator) end(m *message, state sms.MessageState) {
	s.mu.Lock()
	if !s.finish(m, state) {
		s.mu.Unlock()
		return
	}
	wanted := m.fate.receipt && wants(m.asked, state)
	s.mu.Unlock()
	if wanted {
		s.report(m, state, 0x04)
	}
	if state == sms.StateDelivered && m.fate.receipt {
		if m.asked&0x04 != 0 {
			s.acknowledge(m, 0x08, "received")
		}
		if m.asked&0x08 != 0 {
			s.acknowledge(m, 0x10, "read")
		}
	}
	if state == sms.StateUndeliverable && m.setDPF {
		time.AfterFunc(s.delay, func() { s.alert(m) })
	}
}

// finish notes a message's end; false: it had come to one. s.mu is held.
func (s *Simulator) finish(m *message, state sms.MessageState) bool {
	if !m.pending() {
		return false
	}
	m.ended, m.state = time.Now(), state
	s.pending--
	m.owner.waiting--
	if m.timer != nil {
		m.timer.Stop()
	}
	return true
}

// wants reads bits 1-0 of registered_delivery: success and failure, failure
// only, success only. ACCEPTD counts as success for whoever wants both.
func wants(asked byte, state sms.MessageState) bool {
	switch asked & 3 {
	case 1:
		return true
	case 2:
		return state != sms.StateDelivered
	case 3:
		return state == sms.StateDelivered
	}
	return false
}

// report sends a receipt (esm_class 0x04) or an intermediate notification
// (0x20).
func (s *Simulator) report(m *message, state sms.MessageState, esm uint32) {
	code := m.fate.err
	if state != m.fate.state {
		code = noNetwork
	}
	d := m.fate.style.write(receiptOf(m, receiptID(m.id, m.fate.style), state, code, time.Now()), m, esm)
	d.prefer = m.owner
	times := 1
	if m.fate.style.twice {
		times = 2
	}
	for range times {
		s.mu.Lock()
		s.status.Receipts++
		s.noteReceipt(m, state)
		s.mu.Unlock()
		s.deliver(d)
	}
}

// intermediate tells that a message is still on its way.
func (s *Simulator) intermediate(m *message) {
	s.mu.Lock()
	now := *m // a replace_sm may change it meanwhile
	s.mu.Unlock()
	if now.pending() {
		s.report(&now, sms.StateEnroute, 0x20)
	}
}

// acknowledge sends the phone's or reader's own acknowledgement (SMPP 5.0
// 4.7.12).
func (s *Simulator) acknowledge(m *message, esm uint32, text string) {
	d := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, esm).SetStr(smpp.FieldShortMessage, text).AddTLVStr(smpp.TagReceiptedMessageID, m.id)
	setAddresses(d, m.to, m.from)
	s.deliver(deliver{pdu: d, prefer: m.owner})
}

// alert tells who set the delivery pending flag that the phone is back (SMPP
// 5.0 4.4.1).
func (s *Simulator) alert(m *message) {
	a := smpp.New(smpp.AlertNotification).SetInt(smpp.FieldSourceAddrTON, uint32(m.to.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(m.to.NPI)).SetStr(smpp.FieldSourceAddr, m.to.Addr).
		SetInt(smpp.FieldESMEAddrTON, uint32(m.from.TON)).SetInt(smpp.FieldESMEAddrNPI, uint32(m.from.NPI)).SetStr(smpp.FieldESMEAddr, m.from.Addr).
		AddTLVInt(smpp.TagMSAvailabilityStatus, 0)
	s.deliver(deliver{pdu: a, prefer: m.owner})
}
