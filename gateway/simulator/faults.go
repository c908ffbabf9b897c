package simulator

import (
	"context"
	"encoding/binary"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// faultKind is a way to break a link.
type faultKind int

const (
	faultClosed faultKind = iota
	faultReset
	faultSilent
	faultUnbound
	faultGarbage
	faultLengths
	faultKinds
)

// String is the name of its scenario.
func (k faultKind) String() string {
	return [...]string{"link closed", "link reset", "link silent", "link unbound", "garbage", "wrong lengths", ""}[min(k, faultKinds)]
}

const (
	garbageOctets = 32
	unbindTime    = 5 * time.Second // for the answer to an unbind
)

// arm brings a bound link under the rules in force. A fault that was switched
// on just now happens at once, else so long after the bind. s.mu is held.
func (s *Simulator) arm(p *peer, before *rules) {
	p.line.slow.Store(int64(s.rules.slow))
	p.line.mute.Store(s.rules.mute)
	if s.rules.faults[faultSilent] == 0 && p.line.silent.Load() {
		// It has missed too much to go on.
		go p.session.Close(gateway.SimulatorSilenceOver)
	}
	for kind, after := range s.rules.faults {
		was := time.Duration(0)
		if before != nil {
			was = before.faults[kind]
		}
		if before != nil && was == after {
			continue // its time runs
		}
		if t := p.timers[kind]; t != nil {
			t.Stop()
			p.timers[kind] = nil
		}
		switch {
		case after == 0:
		case before != nil && was == 0:
			go p.fail(faultKind(kind))
		default:
			p.timers[kind] = time.AfterFunc(after, func() { p.fail(faultKind(kind)) })
		}
	}
}

// fail breaks the link.
func (p *peer) fail(kind faultKind) {
	p.sim.mu.Lock()
	p.note(gateway.SimulatorFault, p.systemID, kind.String())
	p.sim.mu.Unlock()
	switch kind {
	case faultClosed:
		_ = p.line.CloseWrite() // a close alone is a reset when octets wait to be read
		p.session.Close(gateway.SimulatorClosed)
	case faultReset:
		p.line.reset()
		p.session.Close(gateway.SimulatorReset)
	case faultSilent:
		p.line.silent.Store(true)
	case faultUnbound:
		ctx, cancel := context.WithTimeout(context.Background(), unbindTime)
		defer cancel()
		_ = p.session.Unbind(ctx)
	case faultGarbage:
		_, _ = p.line.inject(p.sim.garbage())
	case faultLengths:
		_, _ = p.line.inject(p.sim.wrongLength())
	}
}

// garbage is what no PDU begins with: its length would be more than anybody
// takes.
func (s *Simulator) garbage() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]byte, 0, garbageOctets)
	for len(out) < garbageOctets {
		out = binary.BigEndian.AppendUint64(out, s.random.Uint64())
	}
	out[0] |= 0x80
	return out
}

// wrongLength is an enquire_link whose command_length is too small for a
// header, too large for anything, or four octets too large: then it swallows the
// beginning of the PDU that follows, another enquire_link.
func (s *Simulator) wrongLength() []byte {
	s.mu.Lock()
	length := [...]uint32{12, 0x7FFFFFFF, 20}[s.random.IntN(3)]
	s.mu.Unlock()
	var out []byte
	for range 2 {
		out = binary.BigEndian.AppendUint32(out, 16)
		out = binary.BigEndian.AppendUint32(out, uint32(smpp.EnquireLink))
		out = binary.BigEndian.AppendUint64(out, 0x7FFFFFFF) // ESME_ROK, a sequence number that is used by nobody
	}
	binary.BigEndian.PutUint32(out, length)
	return out
}
