package session

import (
	"encoding/binary"
	"errors"
	"time"

	"relay/gateway/smpp"
)

// take handles one frame: state first, then the body.
func (s *Session) take(frame []byte, now time.Time) {
	id := smpp.CommandID(binary.BigEndian.Uint32(frame[4:]))
	sequence := binary.BigEndian.Uint32(frame[12:])
	s.mu.Lock()
	s.lastPDU = now
	s.enquired = time.Time{} // whatever comes is a sign of life
	s.gathers = true
	if id.IsResponse() {
		s.response(id, sequence, frame, now) // unlocks
		return
	}
	state, version := s.state, s.version
	s.mu.Unlock()
	switch {
	case state == smpp.Closed:
	case !known(id, version, state):
		s.nack(smpp.RINVCMDID, sequence)
	case id == smpp.EnquireLink:
		s.plain(smpp.EnquireLinkResp, sequence, smpp.ROK)
	case isBind(id):
		s.bindRequested(id, frame, version, state)
	case !smpp.Legal(id, version, state, s.peer()):
		if id.HasResponse() {
			s.plain(id.Response(), sequence, smpp.RINVBNDSTS)
		}
	case id == smpp.Unbind:
		s.unbindRequested(sequence)
	default:
		s.asked(frame, version)
	}
}

// asked hands a legal request to the handler.
func (s *Session) asked(frame []byte, version smpp.Version) {
	p := &s.pdu
	if err := smpp.Decode(p, frame, version); err != nil {
		var bad *smpp.Error
		if p.ID.HasResponse() && errors.As(err, &bad) {
			s.plain(p.ID.Response(), p.Sequence, bad.Status)
		}
		return
	}
	if p.ID.HasResponse() {
		s.peerOpen.Add(1)
	}
	if p.ID == smpp.Outbind {
		if o, ok := s.cfg.Handler.(Outbinder); ok {
			s.outbindRequested(o, p)
			return
		}
	}
	s.cfg.Handler.Request(s, p)
}

// known tells whether the command exists in the version of a bound session, or
// before the bind in any that we speak.
func known(id smpp.CommandID, v smpp.Version, state smpp.State) bool {
	if state.Bound() || id.In(v) {
		return id.In(v)
	}
	for _, old := range smpp.Versions() {
		if old < v && id.In(old) {
			return true
		}
	}
	return false
}

func (s *Session) peer() smpp.Role {
	if s.cfg.Role == smpp.ESME {
		return smpp.MC
	}
	return smpp.ESME
}

// response gives an answer to its request. A response with an unknown number,
// or to another command, is counted and left alone; nothing answers it. s.mu is
// held, and released.
func (s *Session) response(id smpp.CommandID, sequence uint32, frame []byte, now time.Time) {
	w := s.pending.find(sequence)
	if x, ok := s.given[sequence]; w == nil && ok && (id == x.id.Response() || id == smpp.GenericNack) {
		delete(s.given, sequence)
		s.late++
		version := s.version
		s.mu.Unlock()
		s.outcome(&x, id, frame, version, Result{Written: true, RTT: max(now.Sub(x.at), 0), Late: true})
		return
	}
	if w == nil || id != w.id.Response() && id != smpp.GenericNack {
		s.late++
		s.mu.Unlock()
		if id == smpp.GenericNack && smpp.Status(binary.BigEndian.Uint32(frame[8:])) == smpp.RINVCMDLEN {
			// It lost its place in our stream: nothing that follows is read.
			s.end(&Closed{By: "peer", Reason: "the peer can not read what we send (generic_nack, ESME_RINVCMDLEN)"})
		}
		return
	}
	x := s.pending.take(w)
	rtt := max(now.Sub(x.at), 0)
	if x.kind == inWindow {
		s.open--
		s.rtt = rtt
	}
	version := s.version
	s.mu.Unlock()
	s.outcome(&x, id, frame, version, Result{Written: true, RTT: rtt})
	if x.kind == inWindow {
		signal(s.freed)
	}
}

// outcome reads an answer and hands it to who waits for it.
func (s *Session) outcome(x *slot, id smpp.CommandID, frame []byte, version smpp.Version, r Result) {
	p := &s.pdu
	// A body that does not read leaves the status and number, which count.
	_ = smpp.Decode(p, frame, version)
	if id == smpp.GenericNack && p.Status == smpp.ROK {
		p.Status = smpp.RUNKNOWNERR // a refusal, whatever it says
	}
	if version >= smpp.V50 && s.cfg.Role == smpp.ESME {
		s.congested(p, x.kind)
	}
	r.PDU = p
	x.done(r)
}
