package simulator

import (
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

const maxBroadcasts = 1000 // that are remembered

// broadcast is a message to everybody in some areas (SMPP 5.0 4.4).
type broadcast struct {
	id    string
	from  smpp.Address
	areas [][]byte
	state sms.MessageState
	begun time.Time
	ended time.Time
}

// broadcast takes a broadcast_sm; its mandatory TLVs were seen to be there when
// it was decoded. It is over after the receipt delay.
func (p *peer) broadcast(s *session.Session, q *smpp.PDU) {
	if bad := smpp.Check(q); bad != nil {
		_ = s.Reply(q.Resp(bad.Status))
		return
	}
	now := time.Now()
	b := &broadcast{from: sourceIn(q), state: sms.StateEnroute, begun: now}
	for tag, v := range q.TLVs() {
		if tag == smpp.TagBroadcastAreaIdentifier {
			b.areas = append(b.areas, append([]byte(nil), v...))
		}
	}
	due := now
	if at, _, err := smpp.ParseTime(q.Str(smpp.FieldScheduleDeliveryTime), now); err == nil && at.After(now) {
		due, b.state = at, sms.StateScheduled
	}
	sim := p.sim
	sim.mu.Lock()
	b.id = sim.newID(s.Version(), false)
	if len(sim.broadcastOrder) >= maxBroadcasts {
		delete(sim.broadcasts, sim.broadcastOrder[0])
		sim.broadcastOrder = sim.broadcastOrder[1:]
	}
	sim.broadcasts[b.id], sim.broadcastOrder = b, append(sim.broadcastOrder, b.id)
	sim.status.Accepted++
	sim.mu.Unlock()
	time.AfterFunc(due.Sub(now)+sim.delay, func() {
		sim.mu.Lock()
		defer sim.mu.Unlock()
		if b.ended.IsZero() {
			b.ended, b.state = time.Now(), sms.StateDelivered
		}
	})
	_ = s.Reply(q.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, b.id))
}

// named finds a broadcast by id and source address. sim.mu is held.
func (p *peer) named(q *smpp.PDU) *broadcast {
	b := p.sim.broadcasts[q.Str(smpp.FieldMessageID)]
	if b == nil || !same(b.from.Addr, q.Str(smpp.FieldSourceAddr)) {
		return nil
	}
	return b
}

// queryBroadcast tells the state and, for each area, the share that was reached
// (SMPP 5.0 4.6.1).
func (p *peer) queryBroadcast(s *session.Session, q *smpp.PDU) {
	p.sim.mu.Lock()
	b := p.named(q)
	if b == nil {
		p.sim.mu.Unlock()
		_ = s.Reply(q.Resp(smpp.RBCASTQUERYFAIL))
		return
	}
	resp := q.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, b.id).AddTLVInt(smpp.TagMessageState, uint64(b.state))
	reached := uint64(0)
	if b.state == sms.StateDelivered {
		reached = 100
	}
	for _, a := range b.areas {
		resp.AddTLV(smpp.TagBroadcastAreaIdentifier, a).AddTLVInt(smpp.TagBroadcastAreaSuccess, reached)
	}
	if !b.ended.IsZero() {
		resp.AddTLVStr(smpp.TagBroadcastEndTime, smpp.FormatAbsolute(b.ended))
	}
	p.sim.mu.Unlock()
	_ = s.Reply(resp)
}

// cancelBroadcast ends what is not over yet.
func (p *peer) cancelBroadcast(s *session.Session, q *smpp.PDU) {
	p.sim.mu.Lock()
	b, st := p.named(q), smpp.RBCASTCANCELFAIL
	if b != nil && b.ended.IsZero() {
		b.ended, b.state, st = time.Now(), sms.StateDeleted, smpp.ROK
	}
	p.sim.mu.Unlock()
	_ = s.Reply(q.Resp(st))
}
