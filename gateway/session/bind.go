package session

import (
	"context"
	"errors"
	"time"

	"relay/gateway/smpp"
)

// Bind (role ESME) binds and waits for the answer; a refusal is a *StatusError,
// after which it may be tried again. ErrState says that the session is bound, or
// was asked by an outbind of 3.4 for another kind of bind than receiver. It must
// not be called from a Handler.
func (s *Session) Bind(ctx context.Context, b BindRequest) (BindResult, error) {
	p := smpp.New(b.Type.Command()).
		SetStr(smpp.FieldSystemID, b.SystemID).SetStr(smpp.FieldPassword, b.Password).SetStr(smpp.FieldSystemType, b.SystemType).
		SetInt(smpp.FieldInterfaceVersion, uint32(b.InterfaceVersion)).
		SetInt(smpp.FieldAddrTON, uint32(b.AddrTON)).SetInt(smpp.FieldAddrNPI, uint32(b.AddrNPI)).SetStr(smpp.FieldAddressRange, b.AddressRange)
	type outcome struct {
		res BindResult
		err error
	}
	got := make(chan outcome, 1)
	s.mu.Lock()
	if why := s.closed; why != nil {
		s.mu.Unlock()
		return BindResult{}, why
	}
	if s.unbound {
		// It is about to end; what ended it says more than that it has no bind.
		s.mu.Unlock()
		return BindResult{}, s.ending(ctx)
	}
	err := ErrState
	if s.mayBind(p.ID) {
		err = s.request(p, aside, func(r Result) {
			res, err := s.bindAnswered(b.Type, r)
			got <- outcome{res, err}
		})
		s.binding = err == nil
	}
	s.mu.Unlock()
	if err != nil {
		return BindResult{}, err
	}
	select {
	case o := <-got:
		return o.res, o.err
	case <-ctx.Done():
		return BindResult{}, ctx.Err()
	}
}

// ending waits for the end of a session that takes no more requests and returns
// why it ended, or ctx's error.
func (s *Session) ending(ctx context.Context) error {
	select {
	case <-s.done:
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.closed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// mayBind tells whether a bind of ours may go out. A transceiver may be tried
// with 3.3, which does not have it: there are peers that take it. s.mu is held.
func (s *Session) mayBind(id smpp.CommandID) bool {
	switch {
	case s.cfg.Role != smpp.ESME || s.binding:
		return false
	case s.state == smpp.Open:
		return true
	}
	return s.state == smpp.Outbound && smpp.Legal(id, s.version, s.state, smpp.ESME)
}

// bindAnswered takes the outcome of our bind; with an answer it runs on the
// reader.
func (s *Session) bindAnswered(k BindType, r Result) (BindResult, error) {
	s.mu.Lock()
	s.binding = false
	s.mu.Unlock()
	if r.Err != nil {
		return BindResult{}, r.Err
	}
	if r.PDU.Status != smpp.ROK {
		return BindResult{}, &StatusError{r.PDU.Status}
	}
	res := BindResult{SystemID: r.PDU.Str(smpp.FieldSystemID), Version: s.cfg.Version}
	if v, ok := r.PDU.TLVInt(smpp.TagSCInterfaceVersion); ok {
		res.SCVersion, res.HasSCVersion = byte(v), true
		res.Version = smpp.Negotiate(s.cfg.Version, byte(v))
		if s.cfg.PeerTLVs == TLVsYes {
			res.Version = max(res.Version, min(s.cfg.Version, smpp.V34))
		}
	}
	s.becomeBound(k, res.Version, 0)
	return res, nil
}

func isBind(id smpp.CommandID) bool {
	return id == smpp.BindTransceiver || id == smpp.BindTransmitter || id == smpp.BindReceiver
}

// bindRequested (role MC) has the handler decide on a bind, and answers it.
func (s *Session) bindRequested(id smpp.CommandID, frame []byte, version smpp.Version, state smpp.State) {
	p := &s.pdu
	err := smpp.Decode(p, frame, version)
	switch {
	case s.cfg.Role == smpp.MC && state.Bound():
		s.plain(id.Response(), p.Sequence, smpp.RALYBND)
		return
	case !smpp.Legal(id, version, state, s.peer()):
		s.plain(id.Response(), p.Sequence, smpp.RINVBNDSTS)
		return
	}
	var bad *smpp.Error
	if errors.As(err, &bad) && !(s.cfg.LongPassword && bad.Field == smpp.FieldPassword.String() && bad.Status == smpp.RINVPASWD) {
		s.plain(id.Response(), p.Sequence, bad.Status)
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
	s.flushBatch() // the handler may take its time
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
	s.answer(resp)
	if a.Close {
		s.endAfterFlush(&Closed{By: "us", Reason: "the bind was refused"})
	}
}

// becomeBound runs on the reader, whose frames may be longer from now on.
func (s *Session) becomeBound(k BindType, v smpp.Version, peerWindow int) {
	s.frames.SetLimit(limitOf(s.cfg.MaxPDU))
	s.mu.Lock()
	if s.closed == nil {
		s.state = k.state()
	}
	s.kind, s.version = k, v
	s.mu.Unlock()
	if peerWindow > 0 {
		s.peerMax.Store(int32(peerWindow))
	}
	signal(s.watch)
}
