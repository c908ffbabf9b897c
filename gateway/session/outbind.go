package session

import "relay/gateway/smpp"

// Outbind (role MC) asks the ESME that we have connected to for a bind, which
// the handler then decides on as on any other. The session must be in OPEN and
// speak 3.4 or newer; it is in OUTBOUND afterwards (SMPP 5.0 2.2.1).
func (s *Session) Outbind(systemID, password string) error {
	p := smpp.New(smpp.Outbind).SetStr(smpp.FieldSystemID, systemID).SetStr(smpp.FieldPassword, password)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed != nil:
		return ErrClosed
	case s.unbound, s.version < smpp.V34, !smpp.Legal(smpp.Outbind, s.version, s.state, s.cfg.Role):
		return ErrState
	}
	p.Sequence = s.pending.next()
	if err := s.enqueue(p); err != nil {
		return err
	}
	s.state = smpp.Outbound
	s.leave()
	return nil
}

// outbindRequested (role ESME) lets the handler look at who asks for a bind.
func (s *Session) outbindRequested(h Outbinder, p *smpp.PDU) {
	s.mu.Lock()
	if s.closed == nil {
		s.state = smpp.Outbound
	}
	s.mu.Unlock()
	if !h.Outbind(s, OutbindRequest{SystemID: p.Str(smpp.FieldSystemID), Password: p.Str(smpp.FieldPassword)}) {
		s.end(&Closed{By: "us", Reason: "the outbind was refused"})
	}
}
