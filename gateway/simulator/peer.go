package simulator

import (
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// peer is one session of the simulator.
type peer struct {
	sim     *Simulator
	session *session.Session
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
	if b.SystemID != SystemID || b.Password != Password {
		return session.BindAnswer{Status: smpp.RBINDFAIL}
	}
	p.sim.mu.Lock()
	p.sim.sessions[p] = struct{}{}
	p.sim.mu.Unlock()
	return session.BindAnswer{SystemID: systemName}
}

// Bound sends what waited for a receiver.
func (p *peer) Bound(*session.Session) { p.sim.flush() }

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
