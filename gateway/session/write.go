package session

import (
	"errors"
	"fmt"
	"time"

	"relay/gateway/smpp"
)

// chunk is the most octets of one write: the time of a write is measured, so a
// slow peer must not be judged by a long one.
const chunk = 64 << 10

// enqueue encodes a PDU behind what waits to be written. s.mu is held.
func (s *Session) enqueue(p *smpp.PDU) error {
	if s.closed != nil {
		return ErrClosed
	}
	at := len(s.out)
	out, err := s.encode(p)
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

// encode appends a PDU to out in the version in force. A text in
// message_payload can not go to a peer without TLVs: to drop it in silence would
// send an empty message. s.mu is held.
func (s *Session) encode(p *smpp.PDU) ([]byte, error) {
	if s.version >= smpp.V34 && s.cfg.PeerTLVs != TLVsNo {
		return p.Append(s.out, s.version)
	}
	if !p.ID.IsResponse() {
		if _, ok := p.TLV(smpp.TagMessagePayload); ok {
			return s.out, &smpp.Error{Command: p.ID, Field: smpp.TagMessagePayload.String(), Status: smpp.RINVMSGLEN, Rule: "the peer takes no TLVs"}
		}
	}
	if s.version < smpp.V34 {
		return p.Append(s.out, s.version)
	}
	return withoutTLVs(p).Append(s.out, s.version)
}

// withoutTLVs returns p, or a copy that has at most sc_interface_version.
func withoutTLVs(p *smpp.PDU) *smpp.PDU {
	var drop []smpp.Tag
	for tag := range p.TLVs() {
		if tag != smpp.TagSCInterfaceVersion {
			drop = append(drop, tag)
		}
	}
	if drop == nil {
		return p
	}
	p = p.Own()
	for _, tag := range drop {
		p.RemoveTLV(tag)
	}
	return p
}

// leave sees to it that what was just queued is written: by the writer, or by
// the reader at the end of its batch. s.mu is held.
func (s *Session) leave() {
	if !s.gathers {
		signal(s.write)
	}
}

// writer writes what the reader does not.
func (s *Session) writer() {
	for {
		select {
		case <-s.done:
			return
		case <-s.write:
			s.drain()
		}
	}
}

// grab takes what is to be written next; nil when there is nothing or somebody
// else is writing, who looks again before he stops. s.mu is held.
func (s *Session) grab(now time.Time) []byte {
	if s.busy || s.closed != nil {
		return nil
	}
	buf := s.rest
	if len(buf) > 0 {
		s.rest = nil
	} else if buf = s.out; len(buf) > 0 {
		s.out, s.spare = s.spare[:0], nil
		s.handed += uint64(len(buf))
	} else {
		if s.flushed != nil {
			select {
			case <-s.flushed:
			default:
				close(s.flushed)
			}
		}
		return nil
	}
	s.busy, s.flying = true, len(buf)
	s.lastOut = now
	return buf
}

// wrote gives a buffer back, or what is left of it. s.mu is held.
func (s *Session) wrote(buf, rest []byte) {
	s.busy, s.flying = false, 0
	if s.rest = rest; len(rest) == 0 && s.spare == nil && cap(buf) <= maxOut {
		s.spare = buf[:0]
	}
	if s.paused && !s.clogged() {
		signal(s.read)
	}
}

// drain writes until nothing is left, waiting for the peer where it must.
func (s *Session) drain() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		buf := s.grab(time.Now())
		if buf == nil {
			return
		}
		s.mu.Unlock()
		err := s.writeAll(buf)
		s.mu.Lock()
		s.wrote(buf, nil)
		if err != nil {
			s.mu.Unlock()
			s.end(brokenBy(err))
			s.mu.Lock()
			return
		}
	}
}

func (s *Session) writeAll(buf []byte) error {
	for len(buf) > 0 {
		s.writing.Store(s.clock())
		n, err := s.conn.Write(buf[:min(len(buf), chunk)])
		s.writing.Store(0)
		if err != nil {
			return err
		}
		buf = buf[n:]
	}
	return nil
}

// flushBatch ends a batch of the reader: its answers leave now, by the reader
// itself while the system takes them without waiting. A reader that waited for a
// peer that waits for us would stop both.
func (s *Session) flushBatch() {
	s.mu.Lock()
	s.gathers = false
	if s.raw == nil {
		if len(s.out) > 0 {
			signal(s.write)
		}
		s.input.clog = s.clogged()
		s.mu.Unlock()
		return
	}
	var failed error
	for failed == nil {
		buf := s.grab(s.input.at)
		if buf == nil {
			break
		}
		s.mu.Unlock()
		n, err := s.raw.tryWrite(buf)
		s.mu.Lock()
		s.wrote(buf, buf[n:])
		if failed = err; n < len(buf) {
			signal(s.write)
			break
		}
	}
	s.input.clog = s.clogged()
	s.mu.Unlock()
	if failed != nil {
		s.end(brokenBy(failed))
	}
}

// tryWriter writes as much as is taken at once, perhaps nothing. An error is
// never about that.
type tryWriter interface {
	tryWrite(b []byte) (int, error)
}

var errNoProgress = errors.New("nothing was written")

func stalled(d time.Duration) *Closed {
	return &Closed{By: "us", Reason: fmt.Sprintf("the peer took no octets for %s", d), Err: errNoProgress}
}
