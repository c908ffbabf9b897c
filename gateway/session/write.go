package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"relay/gateway/smpp"
)

// enqueue encodes a PDU behind what waits for the writer. s.mu is held.
func (s *Session) enqueue(p *smpp.PDU) error {
	if s.closed != nil {
		return ErrClosed
	}
	at := len(s.out)
	out, err := p.Append(s.out, s.version)
	s.out = out
	if err != nil {
		return err
	}
	if s.cfg.Tap != nil {
		s.cfg.Tap(true, out[at:])
	}
	s.queued += uint64(len(out) - at)
	s.sent++
	return nil
}

func (s *Session) wakeWriter() { signal(s.write) }

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// writer drains the buffer with one write at a time.
func (s *Session) writer() {
	for {
		select {
		case <-s.done:
			return
		case <-s.write:
		}
		for {
			s.mu.Lock()
			buf := s.out
			s.out = s.spare[:0]
			s.spare = nil
			s.handed += uint64(len(buf))
			flush := s.flush
			s.lastOut = time.Now()
			s.mu.Unlock()
			if len(buf) == 0 {
				s.mu.Lock()
				s.spare = buf
				s.mu.Unlock()
				if flush != nil {
					s.end(flush)
					return
				}
				break
			}
			if s.cfg.Write > 0 {
				_ = s.conn.SetWriteDeadline(time.Now().Add(s.cfg.Write))
			}
			if _, err := s.conn.Write(buf); err != nil {
				s.writeFailed(err)
				return
			}
			s.mu.Lock()
			if cap(buf) <= 1<<20 {
				s.spare = buf[:0]
			}
			s.mu.Unlock()
		}
	}
}

func (s *Session) writeFailed(err error) {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		s.end(&Closed{By: "us", Reason: fmt.Sprintf("the peer took no octets for %s", s.cfg.Write), Err: err})
		return
	}
	s.end(&Closed{By: "network", Reason: "the connection failed: " + err.Error(), Err: err})
}

// nextSequence returns a number that no open request has. s.mu is held.
func (s *Session) nextSequence() uint32 {
	for {
		s.sequence++
		if s.sequence > maxSequence {
			s.sequence = 1
		}
		if _, taken := s.slots[s.sequence]; !taken {
			return s.sequence
		}
	}
}

// request registers a waiter and queues a request, in this order. s.mu is held.
func (s *Session) request(p *smpp.PDU, window bool, done func(Result)) error {
	p.Sequence = s.nextSequence()
	s.slots[p.Sequence] = slot{id: p.ID, done: done, at: time.Now(), start: s.queued, window: window}
	if err := s.enqueue(p); err != nil {
		delete(s.slots, p.Sequence)
		return err
	}
	if window {
		s.open++
	}
	return nil
}

// Send queues a request; done is called once with its outcome, on the reader or
// on the goroutine in Run. It never blocks: ErrWindowFull, ErrNotBound,
// ErrClosed or an *smpp.Error say why nothing was sent.
func (s *Session) Send(p *smpp.PDU, done func(Result)) error {
	window := p.ID != smpp.EnquireLink
	s.mu.Lock()
	switch {
	case s.closed != nil:
		s.mu.Unlock()
		return ErrClosed
	case s.unbound, !smpp.Legal(p.ID, s.version, s.state, s.cfg.Role), !s.state.Bound() && window:
		s.mu.Unlock()
		return ErrNotBound
	case window && s.open >= s.cfg.Window:
		s.mu.Unlock()
		return ErrWindowFull
	}
	if !p.ID.HasResponse() { // alert_notification, outbind
		err := s.enqueue(p)
		s.mu.Unlock()
		if err == nil {
			s.wakeWriter()
		}
		return err
	}
	err := s.request(p, window, done)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	s.wakeWriter()
	signal(s.watch)
	return nil
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
	err := s.enqueue(p)
	if s.peerOpen > 0 {
		s.peerOpen--
	}
	resume := s.paused && s.peerOpen < s.peerMax
	s.mu.Unlock()
	if resume {
		signal(s.read)
	}
	if err == nil {
		s.wakeWriter()
	}
	return err
}

// answer queues a response of the session's own, outside the peer's window.
func (s *Session) answer(p *smpp.PDU) {
	s.mu.Lock()
	_ = s.enqueue(p)
	s.mu.Unlock()
	s.wakeWriter()
}

// Bind (role ESME) binds and waits for the answer; a refusal is a *StatusError.
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
	if s.closed != nil {
		why := s.closed
		s.mu.Unlock()
		return BindResult{}, why
	}
	err := s.request(p, false, func(r Result) {
		if r.Err != nil {
			got <- outcome{err: r.Err}
			return
		}
		if r.PDU.Status != smpp.ROK {
			got <- outcome{err: &StatusError{r.PDU.Status}}
			return
		}
		res := BindResult{SystemID: r.PDU.Str(smpp.FieldSystemID), Version: s.cfg.Version}
		if v, ok := r.PDU.TLVInt(smpp.TagSCInterfaceVersion); ok {
			res.SCVersion, res.HasSCVersion = byte(v), true
			res.Version = smpp.Negotiate(s.cfg.Version, byte(v))
		}
		s.becomeBound(b.Type, res.Version, 0)
		got <- outcome{res: res}
	})
	s.mu.Unlock()
	if err != nil {
		return BindResult{}, err
	}
	s.wakeWriter()
	signal(s.watch)
	select {
	case o := <-got:
		return o.res, o.err
	case <-ctx.Done():
		return BindResult{}, ctx.Err()
	}
}

func (s *Session) becomeBound(k BindType, v smpp.Version, peerWindow int) {
	s.frames.SetLimit(limitOf(s.cfg.MaxPDU)) // on the reader's goroutine
	s.mu.Lock()
	if s.closed == nil {
		s.state = k.state()
	}
	s.kind, s.version = k, v
	if peerWindow > 0 {
		s.peerMax = peerWindow
	}
	s.mu.Unlock()
	signal(s.watch)
}

// Unbind stops our requests, asks the peer to end the session, waits for the
// answer or ctx, and closes.
func (s *Session) Unbind(ctx context.Context) error {
	answered := make(chan error, 1)
	s.mu.Lock()
	if s.closed != nil {
		s.mu.Unlock()
		return nil
	}
	s.unbound = true
	err := s.request(smpp.New(smpp.Unbind), false, func(r Result) { answered <- r.Err })
	s.mu.Unlock()
	if err == nil {
		s.wakeWriter()
		signal(s.watch)
		select {
		case err = <-answered:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	s.end(&Closed{By: "us", Reason: "Relay signed off"})
	return err
}
