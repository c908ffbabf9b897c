package simulator

import (
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// peer is one session of the simulator.
type peer struct {
	sim     *Simulator
	session *session.Session
	line    *line

	// Simulator.mu guards these.
	id                uint64
	systemID          string
	since             time.Time
	accepted, refused uint64
	waiting           int // messages on their way

	bound  bool
	timers [faultKinds]*time.Timer
	held   []*smpp.PDU // answers that leave in reverse
}

func (p *peer) receives() bool {
	switch p.session.State() {
	case smpp.BoundRX, smpp.BoundTRX:
		return true
	}
	return false
}

// Bind takes the simulator's own account.
func (p *peer) Bind(_ *session.Session, b session.BindRequest) session.BindAnswer {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	st := p.sim.rules.bind
	if b.SystemID != gateway.SimulatorSystemID || b.Password != gateway.SimulatorPassword {
		st = smpp.RBINDFAIL
	}
	if st != smpp.ROK {
		p.note(gateway.SimulatorBindRefused, b.SystemID, st.Name())
		return session.BindAnswer{Status: st}
	}
	p.systemID, p.since = b.SystemID, time.Now()
	p.sim.sessions[p] = struct{}{}
	return session.BindAnswer{SystemID: systemName}
}

// Bound sends what waited for a receiver.
func (p *peer) Bound(*session.Session) {
	p.sim.mu.Lock()
	p.bound = true
	p.note(gateway.SimulatorBound, p.systemID, p.session.BindType().String()+" "+p.session.Version().String())
	p.sim.arm(p, nil)
	p.sim.mu.Unlock()
	p.sim.flush()
}

// Batch has nothing to flush.
func (p *peer) Batch(*session.Session) {}

// Request answers what an ESME asks.
func (p *peer) Request(s *session.Session, q *smpp.PDU) {
	switch q.ID {
	case smpp.SubmitSM, smpp.DataSM:
		p.submit(s, q)
	case smpp.SubmitMulti:
		p.submitMulti(s, q)
	case smpp.QuerySM:
		p.query(s, q)
	case smpp.CancelSM:
		p.cancel(s, q)
	case smpp.ReplaceSM:
		p.replace(s, q)
	case smpp.BroadcastSM:
		p.broadcast(s, q)
	case smpp.QueryBroadcastSM:
		p.queryBroadcast(s, q)
	case smpp.CancelBroadcastSM:
		p.cancelBroadcast(s, q)
	case smpp.QueryLastMsgs:
		p.lastMessages(s, q)
	case smpp.QueryMsgDetails:
		p.details(s, q)
	case smpp.ParamRetrieve:
		p.parameter(s, q)
	default:
		_ = s.Reply(q.Resp(smpp.RINVCMDID))
	}
}

const (
	heldMost = 4 // answers that are held to leave in reverse
	heldPart = 5 // a second's part that they are held at most
)

// answer sends an answer after d, or holds it until others have come that leave
// before it.
func (p *peer) answer(s *session.Session, resp *smpp.PDU, d time.Duration) {
	later(d, func() {
		sim := p.sim
		sim.mu.Lock()
		if !sim.rules.reverse && len(p.held) == 0 {
			sim.mu.Unlock()
			_ = s.Reply(resp)
			return
		}
		p.held = append(p.held, resp)
		n := len(p.held)
		sim.mu.Unlock()
		switch n {
		case 1:
			time.AfterFunc(sim.second/heldPart, func() { p.release(s) })
		case heldMost:
			p.release(s)
		}
	})
}

func (p *peer) release(s *session.Session) {
	p.sim.mu.Lock()
	held := p.held
	p.held = nil
	p.sim.mu.Unlock()
	for _, resp := range slices.Backward(held) {
		_ = s.Reply(resp)
	}
}
