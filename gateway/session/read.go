package session

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"time"

	"relay/gateway/smpp"
)

const (
	// readBuffer is the size of the reader's buffer in octets.
	readBuffer = 64 << 10
	// maxOut is the octets that wait to be written at which reading stops: a
	// peer that asks and never reads must not fill our memory, not even with
	// answers that are outside its window.
	maxOut = 1 << 20
	// maxOutUnbound is the same for a peer that nobody knows yet.
	maxOutUnbound = 64 << 10
	// gather is the frames after which answers leave although more frames are
	// there.
	gather = 128
)

// input notes when octets come, and since when a PDU is incomplete.
type input struct {
	s     *Session
	clog  bool      // too much waits to be written
	at    time.Time // of the last octets
	frame uint64    // the frame that is incomplete, counted from 1
	since int64
	ack   func() // acknowledges at once; nil: as the kernel likes
}

func (m *input) Read(b []byte) (int, error) {
	s := m.s
	if s.frames.Buffered() > 0 {
		if n := s.received.Load() + 1; m.frame != n {
			m.frame, m.since = n, s.clock()
		}
		s.partial.Store(m.since)
	}
	n, err := s.conn.Read(b)
	s.partial.Store(0)
	if n > 0 {
		m.at = time.Now()
		s.lastIn.Store(int64(m.at.Sub(s.start)))
		if m.ack != nil {
			m.ack()
		}
	}
	return n, err
}

// reader takes frames until the connection ends.
func (s *Session) reader() {
	for n := 1; ; n++ {
		frame, err := s.frames.Next()
		if err != nil {
			s.readFailed(err, s.frames.Peek(32))
			return
		}
		s.received.Add(1)
		if s.cfg.Tap != nil {
			s.cfg.Tap(false, frame)
		}
		s.take(frame, s.input.at)
		if !s.frames.HasFrame() {
			s.cfg.Handler.Batch(s)
			s.flushBatch()
			n = 0
		} else if n%gather == 0 {
			s.flushBatch()
		}
		if !s.mayRead() {
			return
		}
	}
}

// mayRead waits while too many requests of the peer are unanswered, or too much
// waits to be written; false when the session has ended.
func (s *Session) mayRead() bool {
	if !s.full() && !s.input.clog {
		select {
		case <-s.done:
			return false
		default:
			return true
		}
	}
	s.flushBatch()
	for {
		s.mu.Lock()
		wait := s.full() || s.clogged()
		ended := s.closed != nil
		if s.paused && !wait {
			// Silence while we did not listen is ours.
			s.lastIn.Store(s.clock())
			s.lastPDU = time.Now()
			s.input.frame = 0
		}
		s.input.clog = false
		s.paused = wait && !ended
		s.mu.Unlock()
		if ended || !wait {
			return !ended
		}
		select {
		case <-s.read:
		case <-s.done:
			return false
		}
	}
}

// full tells whether the peer's window is used up.
func (s *Session) full() bool {
	most := s.peerMax.Load()
	return most > 0 && s.peerOpen.Load() >= most
}

// backlog is the octets that are queued and not yet written. s.mu is held.
func (s *Session) backlog() int { return len(s.out) + len(s.rest) + s.flying }

// clogged tells whether more waits to be written than may. s.mu is held.
func (s *Session) clogged() bool {
	if s.state.Bound() {
		return s.backlog() > maxOut
	}
	return s.backlog() > maxOutUnbound
}

// stranger recognises by its first octets a peer that does not speak SMPP.
func stranger(first []byte) string {
	if len(first) >= 2 && (first[0] == 0x15 || first[0] == 0x16) && first[1] == 3 {
		return "the peer speaks TLS on this port, and TLS is off here"
	}
	for i, b := range first {
		if i >= 4 && (b == '\r' || b == '\n') {
			first = first[:i]
			break
		}
		if b < 0x20 || b > 0x7E {
			return ""
		}
	}
	if len(first) < 4 {
		return ""
	}
	return fmt.Sprintf("the peer does not speak SMPP: it began with %q", first)
}

func (s *Session) readFailed(err error, first []byte) {
	var bad *smpp.Error
	switch {
	case errors.As(err, &bad):
		// The stream can not be followed any more: say so and end.
		reason := "the peer sent a PDU with a wrong length: " + bad.Rule
		if s.received.Load() == 0 {
			if other := stranger(first); other != "" {
				reason = other
			}
		}
		s.mu.Lock()
		s.unbound = true // before the peer can see it: no request of ours follows
		s.mu.Unlock()
		s.nack(bad.Status, bad.Sequence)
		s.endAfterFlush(&Closed{By: "us", Reason: reason, Err: err})
	case s.hasSigned():
		s.end(signedOff())
	case errors.Is(err, io.EOF):
		s.end(&Closed{By: "peer", Reason: "the peer closed the connection", Err: err})
	case errors.Is(err, io.ErrUnexpectedEOF):
		s.end(&Closed{By: "peer", Reason: "the peer closed the connection within a PDU", Err: err})
	default:
		s.end(brokenBy(err))
	}
}

func (s *Session) hasSigned() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signed
}

// brokenBy puts a failed read or write into words.
func brokenBy(err error) *Closed {
	if errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) {
		return &Closed{By: "peer", Reason: "the peer reset the connection", Err: err}
	}
	return &Closed{By: "network", Reason: "the connection failed: " + err.Error(), Err: err}
}

const (
	flushTime  = 5 * time.Second        // for the last octets to leave
	lingerTime = 500 * time.Millisecond // then for the peer to close
	lingerMost = 1 << 20                // octets that are read and dropped meanwhile
)

// endAfterFlush lets what is queued leave, then ends. It runs on the reader.
func (s *Session) endAfterFlush(c *Closed) {
	if s.drained() {
		s.linger()
	}
	s.end(c)
}

// drained waits until what is queued has left; no request of ours follows it.
func (s *Session) drained() bool {
	s.mu.Lock()
	s.unbound, s.gathers = true, false
	if s.flushed == nil {
		s.flushed = make(chan struct{})
	}
	flushed := s.flushed
	s.mu.Unlock()
	signal(s.write)
	t := time.NewTimer(flushTime)
	defer t.Stop()
	select {
	case <-flushed:
		return true
	case <-s.done:
	case <-t.C:
	}
	return false
}

// linger ends our half of the connection and drops what still comes. Closing
// with octets unread would make the system reset the connection, and the peer
// lose the answer that has just left.
func (s *Session) linger() {
	half, ok := s.conn.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	_ = s.conn.SetReadDeadline(time.Now().Add(lingerTime))
	_, _ = io.CopyN(io.Discard, onlyReader{s.conn}, lingerMost)
}

// onlyReader keeps io.Copy from asking for more than Read.
type onlyReader struct{ c net.Conn }

func (r onlyReader) Read(b []byte) (int, error) { return r.c.Read(b) }
