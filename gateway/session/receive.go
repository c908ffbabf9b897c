package session

import (
	"encoding/binary"
	"errors"
	"time"

	"relay/gateway/smpp"
)

// take handles one frame: state first, then the body.
func (s *Session) take(frame []byte) {
	id := smpp.CommandID(binary.BigEndian.Uint32(frame[4:]))
	sequence := binary.BigEndian.Uint32(frame[12:])
	now := time.Now()
	s.mu.Lock()
	s.lastPDU = now
	s.enquired = time.Time{} // whatever comes is a sign of life
	state, version := s.state, s.version
	s.mu.Unlock()

	if id.IsResponse() {
		s.response(id, sequence, frame, version, now)
		return
	}
	p := &s.pdu
	head := func(st smpp.Status) *smpp.PDU {
		p.Reset(id)
		p.Sequence = sequence
		return p.Resp(st)
	}
	switch {
	case !known(id, version, state):
		nack := smpp.New(smpp.GenericNack)
		nack.Status, nack.Sequence = smpp.RINVCMDID, sequence
		s.answer(nack)
		return
	case id == smpp.EnquireLink:
		s.answer(head(smpp.ROK))
		return
	case isBind(id):
		s.bindRequested(id, frame, version, state)
		return
	case id == smpp.Unbind && state.Bound():
		s.unbindRequested(head(smpp.ROK))
		return
	case !smpp.Legal(id, version, state, s.peer()):
		if id.HasResponse() {
			s.answer(head(smpp.RINVBNDSTS))
		}
		return
	}
	if err := smpp.Decode(p, frame, version); err != nil {
		var bad *smpp.Error
		if id.HasResponse() && errors.As(err, &bad) {
			s.answer(p.Resp(bad.Status))
		}
		return
	}
	if id.HasResponse() {
		s.mu.Lock()
		s.peerOpen++
		s.mu.Unlock()
	}
	s.cfg.Handler.Request(s, p)
}

// known tells whether the command exists in the version of a bound session, or
// in any version before the bind.
func known(id smpp.CommandID, v smpp.Version, state smpp.State) bool {
	if state.Bound() {
		return id.In(v)
	}
	for _, v := range smpp.Versions() {
		if id.In(v) {
			return true
		}
	}
	return false
}

func isBind(id smpp.CommandID) bool {
	return id == smpp.BindTransceiver || id == smpp.BindTransmitter || id == smpp.BindReceiver
}

func (s *Session) peer() smpp.Role {
	if s.cfg.Role == smpp.ESME {
		return smpp.MC
	}
	return smpp.ESME
}

// response gives an answer to its request. A response with an unknown number,
// or to another command, is counted and left alone; nothing answers it.
func (s *Session) response(id smpp.CommandID, sequence uint32, frame []byte, version smpp.Version, now time.Time) {
	s.mu.Lock()
	x, ok := s.slots[sequence]
	if ok && id != x.id.Response() && id != smpp.GenericNack {
		ok = false
	}
	if !ok {
		s.late++
		s.mu.Unlock()
		return
	}
	delete(s.slots, sequence)
	if x.window {
		s.open--
		s.rtt = now.Sub(x.at)
	}
	s.mu.Unlock()
	// A body that does not read leaves the status and number, which count.
	_ = smpp.Decode(&s.pdu, frame, version)
	x.done(Result{PDU: &s.pdu, Written: true, RTT: now.Sub(x.at)})
	if x.window {
		signal(s.freed)
	}
}

func (s *Session) unbindRequested(resp *smpp.PDU) {
	s.mu.Lock()
	s.unbound = true
	s.state = smpp.Unbound
	_ = s.enqueue(resp)
	s.mu.Unlock()
	s.endAfterFlush(&Closed{By: "peer", Reason: "the peer signed off (unbind)"})
}

func (s *Session) bindRequested(id smpp.CommandID, frame []byte, version smpp.Version, state smpp.State) {
	p := &s.pdu
	err := smpp.Decode(p, frame, version)
	switch {
	case s.cfg.Role != smpp.MC:
		s.answer(p.Resp(smpp.RINVBNDSTS))
		return
	case state.Bound():
		s.answer(p.Resp(smpp.RALYBND))
		return
	case state != smpp.Open && state != smpp.Outbound:
		s.answer(p.Resp(smpp.RINVBNDSTS))
		return
	}
	var bad *smpp.Error
	if errors.As(err, &bad) && !(s.cfg.LongPassword && bad.Field == smpp.FieldPassword.String() && bad.Status == smpp.RINVPASWD) {
		s.answer(p.Resp(bad.Status))
		return
	}
	req := BindRequest{
		Type: kindOf(id), SystemID: p.Str(smpp.FieldSystemID), Password: p.Str(smpp.FieldPassword), SystemType: p.Str(smpp.FieldSystemType),
		InterfaceVersion: byte(p.Int(smpp.FieldInterfaceVersion)), AddrTON: byte(p.Int(smpp.FieldAddrTON)), AddrNPI: byte(p.Int(smpp.FieldAddrNPI)),
		AddressRange: p.Str(smpp.FieldAddressRange),
	}
	resp := p.Resp(smpp.ROK)
	in := smpp.Negotiate(s.cfg.Version, req.InterfaceVersion)
	if id == smpp.BindTransceiver && in < smpp.V34 {
		in = smpp.V34 // who binds as transceiver speaks 3.4, whatever it says
	}
	a := s.cfg.Handler.Bind(s, req)
	if a.Status != smpp.ROK {
		s.refuse(resp, a)
		return
	}
	resp.SetStr(smpp.FieldSystemID, a.SystemID)
	if in >= smpp.V34 {
		resp.AddTLVInt(smpp.TagSCInterfaceVersion, uint64(s.cfg.Version))
	}
	s.becomeBound(req.Type, in, a.PeerWindow)
	s.answer(resp)
	s.cfg.Handler.Bound(s)
}

func kindOf(id smpp.CommandID) BindType {
	switch id {
	case smpp.BindTransmitter:
		return Transmitter
	case smpp.BindReceiver:
		return Receiver
	}
	return Transceiver
}

func (s *Session) refuse(resp *smpp.PDU, a BindAnswer) {
	if a.Delay > 0 {
		t := time.NewTimer(a.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-s.done:
			return
		}
	}
	resp.Status = a.Status
	s.mu.Lock()
	_ = s.enqueue(resp)
	s.mu.Unlock()
	if a.Close {
		s.endAfterFlush(&Closed{By: "us", Reason: "the bind was refused"})
		return
	}
	s.wakeWriter()
}
