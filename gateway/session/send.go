package session

import (
	"cmp"
	"context"
	"errors"
	"time"

	"relay/gateway/smpp"
)

// request registers a waiter and queues a request, in this order. s.mu is held.
func (s *Session) request(p *smpp.PDU, kind slotKind, done func(Result)) error {
	now := time.Now()
	p.Sequence = s.pending.next()
	s.pending.put(slot{sequence: p.Sequence, id: p.ID, kind: kind, done: done, at: now, start: s.queued})
	if err := s.enqueue(p); err != nil {
		s.pending.take(s.pending.find(p.Sequence))
		return err
	}
	if kind == inWindow {
		s.open++
	}
	if d := s.patience(kind); d > 0 && (s.armed.IsZero() || now.Add(d).Before(s.armed)) {
		signal(s.watch)
	}
	s.leave()
	return nil
}

// patience is how long a request may wait for its answer; 0 is for ever.
func (s *Session) patience(kind slotKind) time.Duration {
	if kind == keepAlive {
		return cmp.Or(s.cfg.EnquireTimeout, s.cfg.ResponseTimeout, s.cfg.EnquireLink)
	}
	return s.cfg.ResponseTimeout
}

// Send queues a request; done is called once with its outcome, on a goroutine of
// the session's, and must not block. Send itself never does: ErrWindowFull, ErrNotBound,
// ErrClosed or an *smpp.Error say why nothing was sent. p is given its sequence
// number and may be used again at once.
func (s *Session) Send(p *smpp.PDU, done func(Result)) error {
	kind := inWindow
	if p.ID == smpp.EnquireLink {
		kind = aside
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed != nil:
		return ErrClosed
	case s.unbound, !smpp.Legal(p.ID, s.version, s.state, s.cfg.Role), !s.state.Bound() && kind == inWindow, p.ID.IsResponse():
		return ErrNotBound
	case kind == inWindow && s.open >= s.cfg.Window, s.clogged() && kind != inWindow:
		return ErrWindowFull
	case !p.ID.HasResponse(): // alert_notification
		if s.clogged() {
			return ErrWindowFull // nothing else bounds it
		}
		p.Sequence = s.pending.next()
		err := s.enqueue(p)
		s.leave()
		return err
	}
	return s.request(p, kind, done)
}

// Do sends a request, waiting for a free place, and waits for its answer: an
// owned copy, whatever its status.
func (s *Session) Do(ctx context.Context, p *smpp.PDU) (*smpp.PDU, error) {
	type outcome struct {
		pdu *smpp.PDU
		err error
	}
	got := make(chan outcome, 1)
	for {
		err := s.Send(p, func(r Result) {
			if r.Late {
				return // nobody waits any more
			}
			if r.Err != nil {
				got <- outcome{err: r.Err}
				return
			}
			got <- outcome{pdu: r.PDU.Own()}
		})
		if err == nil {
			break
		}
		if !errors.Is(err, ErrWindowFull) {
			return nil, err
		}
		select {
		case <-s.freed:
		case <-s.done:
			return nil, ErrClosed
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if s.Free() > 0 {
		signal(s.freed) // one signal may stand for several places
	}
	select {
	case o := <-got:
		signal(s.freed) // another may wait
		return o.pdu, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Reply queues a response and frees a place of the peer's window.
func (s *Session) Reply(p *smpp.PDU) error {
	s.mu.Lock()
	err := s.respond(p)
	if s.peerOpen.Load() > 0 {
		s.peerOpen.Add(-1)
	}
	if s.paused {
		signal(s.read)
	}
	s.mu.Unlock()
	return err
}

// answer queues a response of the session's own, outside the peer's window.
func (s *Session) answer(p *smpp.PDU) {
	s.mu.Lock()
	_ = s.respond(p)
	s.mu.Unlock()
}

// respond queues a response, with congestion_state where the peer reads it. s.mu
// is held.
func (s *Session) respond(p *smpp.PDU) error {
	if s.cfg.Congestion != nil && s.version >= smpp.V50 && s.state.Bound() && s.cfg.Role == smpp.MC && p.ID != smpp.GenericNack {
		if _, has := p.TLV(smpp.TagCongestionState); !has {
			if c := s.cfg.Congestion(); c >= 0 {
				p.AddTLVInt(smpp.TagCongestionState, uint64(min(c, MaxCongestion)))
				defer p.RemoveTLV(smpp.TagCongestionState)
			}
		}
	}
	err := s.enqueue(p)
	var bad *smpp.Error
	if errors.As(err, &bad) {
		// What does not fit the peer's version must not leave it without an
		// answer: it would wait, and give a good session up.
		failed := smpp.New(p.ID)
		failed.Status, failed.Sequence = smpp.RSYSERR, p.Sequence
		_ = s.enqueue(failed)
	}
	s.leave()
	return err
}

// plain answers with a PDU that has no body.
func (s *Session) plain(id smpp.CommandID, sequence uint32, st smpp.Status) {
	s.reply.Reset(id)
	s.reply.Status, s.reply.Sequence = st, sequence
	s.answer(&s.reply)
}

// nack answers what has no response of its own, or no readable header.
func (s *Session) nack(st smpp.Status, sequence uint32) { s.plain(smpp.GenericNack, sequence, st) }
