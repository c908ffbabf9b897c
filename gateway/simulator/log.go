package simulator

import (
	"cmp"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

const (
	logLines = 400         // that are kept
	logMerge = time.Second // within which the same is one line
	logBack  = 6           // lines that are looked at for the same
)

// journal is the simulator's own log, in memory: the newest line last.
type journal struct {
	lines []gateway.SimulatorEvent
	next  uint64
}

// add writes a line, or counts one more of the same: the same kind of the same
// session, and the same detail where that is no id.
func (j *journal) add(e gateway.SimulatorEvent) {
	e.At, e.Count = time.Now(), 1
	for i := len(j.lines) - 1; i >= max(0, len(j.lines)-logBack); i-- {
		x := &j.lines[i]
		if e.At.Sub(x.At) > logMerge {
			break
		}
		ids := e.Kind == gateway.SimulatorAccepted || e.Kind == gateway.SimulatorUnanswered
		if x.Kind == e.Kind && x.Session == e.Session && (ids || x.Detail == e.Detail) && repeats(e.Kind) {
			x.Count++
			x.Party, x.Detail = e.Party, e.Detail
			return
		}
	}
	if len(j.lines) == logLines {
		j.lines = slices.Delete(j.lines, 0, logLines/4)
	}
	j.next++
	e.Number = j.next
	j.lines = append(j.lines, e)
}

// repeats tells whether a kind may come thousands of times a second.
func repeats(k gateway.SimulatorEventKind) bool {
	switch k {
	case gateway.SimulatorAccepted, gateway.SimulatorRefused, gateway.SimulatorUnanswered, gateway.SimulatorReceipt, gateway.SimulatorIncoming, gateway.SimulatorBindRefused:
		return true
	}
	return false
}

// Log is what happened lately, the newest last.
func (s *Simulator) Log() []gateway.SimulatorEvent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.lines)
}

// Sessions are the programs that are bound, the oldest first.
func (s *Simulator) Sessions() []gateway.SimulatorSession {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]gateway.SimulatorSession, 0, len(s.sessions))
	for p := range s.sessions {
		out = append(out, p.show())
	}
	slices.SortFunc(out, func(a, b gateway.SimulatorSession) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Drop cuts a session, as a message centre that fails does.
func (s *Simulator) Drop(id uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range s.sessions {
		if p.id == id {
			go p.session.Close(gateway.SimulatorDropped)
			return nil
		}
	}
	return gateway.SimulatorSessionOver(id)
}

// show is a bound session. Simulator.mu is held.
func (p *peer) show() gateway.SimulatorSession {
	out := gateway.SimulatorSession{ID: p.id, SystemID: p.systemID, Bind: p.session.BindType().String(), Version: p.session.Version().String(), Since: p.since, Accepted: p.accepted, Refused: p.refused, Waiting: p.waiting}
	if _, inside := p.line.Conn.(interface{ SetLinger(int) error }); inside {
		out.Remote = p.session.Remote().String()
	}
	return out
}

// note writes a line about a session. Simulator.mu is held.
func (p *peer) note(kind gateway.SimulatorEventKind, party, detail string) {
	p.sim.log.add(gateway.SimulatorEvent{Session: p.id, Kind: kind, Party: party, Detail: detail})
}

// phone is an address as a person knows it.
func phone(a smpp.Address) string {
	return gateway.Address{TON: a.TON, NPI: a.NPI, Addr: a.Addr}.Show()
}
