package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"relay/gateway/smpp"
)

// readBuffer is the size of the reader's buffer in octets.
const readBuffer = 64 << 10

// maxSequence is the highest sequence_number; 1 follows it.
const maxSequence = 0x7FFFFFFF

// BindType is how an ESME binds.
type BindType uint8

const (
	Transceiver BindType = iota
	Transmitter
	Receiver
)

var bindNames = [...]string{"transceiver", "transmitter", "receiver"}

func (b BindType) String() string { return bindNames[b] }

// Command is the bind's command_id.
func (b BindType) Command() smpp.CommandID {
	return [...]smpp.CommandID{smpp.BindTransceiver, smpp.BindTransmitter, smpp.BindReceiver}[b]
}

func (b BindType) state() smpp.State {
	return [...]smpp.State{smpp.BoundTRX, smpp.BoundTX, smpp.BoundRX}[b]
}

// Config is what a Session is made of. A duration or size of 0 lifts its limit.
type Config struct {
	Role    smpp.Role
	Version smpp.Version // highest version we speak
	Window  int          // our open requests at most
	// PeerWindow is the number of unanswered requests of the peer at which
	// reading stops until answers have been queued.
	PeerWindow int

	EnquireLink     time.Duration // silence after which we send enquire_link
	EnquireTimeout  time.Duration // then to the next octet from the peer
	ResponseTimeout time.Duration // of our requests
	SessionInit     time.Duration // from the start to a bind
	Inactivity      time.Duration // without a PDU from the peer
	PDURead         time.Duration // from a PDU's first octet to its last
	Write           time.Duration // of one write

	MaxPDU        int // octets, once bound
	MaxPDUUnbound int // octets, before

	// LongPassword lets an ESME bind with a password of more than 8 octets.
	LongPassword bool

	// Tap sees every frame as it passes; it must not keep the slice or block.
	Tap     func(out bool, frame []byte)
	Handler Handler
}

// Handler decides on what the peer asks.
type Handler interface {
	// Bind (role MC) decides on an ESME's bind; the session answers. Nothing
	// is read from the peer until it returns.
	Bind(s *Session, b BindRequest) BindAnswer
	// Bound (role MC) is called when a bind was answered with ESME_ROK: from
	// now on requests of ours may go out.
	Bound(s *Session)
	// Request takes a request that is legal in the session's state. It runs on
	// the reader; p is borrowed until it returns. The answer goes out by
	// Reply, now or later, from any goroutine.
	Request(s *Session, p *smpp.PDU)
	// Batch is called when every frame of one read has been handed over.
	Batch(s *Session)
}

// BindRequest is what a bind PDU says.
type BindRequest struct {
	Type             BindType
	SystemID         string
	Password         string
	SystemType       string
	InterfaceVersion byte
	AddrTON, AddrNPI byte
	AddressRange     string
}

// BindAnswer is the decision on a bind.
type BindAnswer struct {
	Status     smpp.Status
	SystemID   string
	Delay      time.Duration // before a refusal is sent
	Close      bool          // after a refusal
	PeerWindow int           // replaces Config.PeerWindow when not 0
}

// BindResult is what a message centre answered to our bind.
type BindResult struct {
	SystemID     string
	Version      smpp.Version // in force
	SCVersion    byte         // sc_interface_version
	HasSCVersion bool
}

// Result is the outcome of one request.
type Result struct {
	PDU     *smpp.PDU     // the response, borrowed until the callback returns; nil with Err
	Err     error         // ErrTimeout, ErrClosed or *Closed
	Written bool          // octets of the request may have reached the peer
	RTT     time.Duration // from queueing to answer
}

var (
	ErrClosed     = errors.New("the session is closed")
	ErrWindowFull = errors.New("the window is full")
	ErrNotBound   = errors.New("the session is not bound for this request")
	ErrTimeout    = errors.New("no answer in time")
)

// StatusError is a request refused by the peer.
type StatusError struct{ Status smpp.Status }

func (e *StatusError) Error() string {
	i := e.Status.Info()
	return i.Meaning + " (" + i.Name + ")"
}

// Closed is why a session ended.
type Closed struct {
	By     string // "us", "peer" or "network"
	Reason string // plain words
	Err    error
}

func (c *Closed) Error() string { return c.Reason }
func (c *Closed) Unwrap() error { return c.Err }

// Stats is a snapshot of a session's counters.
type Stats struct {
	Open     int           // our unanswered requests
	Oldest   time.Duration // age of the oldest of them
	Sent     uint64        // PDUs
	Received uint64
	LastIn   time.Time
	LastOut  time.Time
	RTT      time.Duration // of the last answer
	Since    time.Time
	Late     uint64 // answers that came after their request was given up, or to none
}

// slot is one of our requests that waits for its answer.
type slot struct {
	id     smpp.CommandID
	done   func(Result)
	at     time.Time
	start  uint64 // place of its first octet in the stream of what we send
	window bool   // counts against the window
}

// Session is one connection. Its methods may be called from any goroutine.
type Session struct {
	conn  net.Conn
	cfg   Config
	start time.Time

	lastIn   atomic.Int64 // Unix nanoseconds of the last octets from the peer
	received atomic.Uint64

	mu       sync.Mutex
	state    smpp.State
	version  smpp.Version
	kind     BindType
	sequence uint32
	slots    map[uint32]slot
	open     int // slots that count against the window

	out      []byte // octets for the writer
	spare    []byte
	queued   uint64  // octets ever put into out
	handed   uint64  // octets ever handed to the connection
	flush    *Closed // ends the session once out is empty
	unbound  bool    // an unbind has begun: no more requests of ours
	peerOpen int
	peerMax  int
	paused   bool // the reader waits for answers to leave
	enquired time.Time
	lastPDU  time.Time
	lastOut  time.Time
	rtt      time.Duration
	sent     uint64
	late     uint64
	closed   *Closed

	done  chan struct{} // closed with closed set
	write chan struct{} // something for the writer
	read  chan struct{} // the reader may go on
	watch chan struct{} // deadlines have changed
	freed chan struct{} // a window place is free

	frames *smpp.FrameReader
	pdu    smpp.PDU
}

// New makes a session of a connection. Nothing happens before Run.
func New(conn net.Conn, cfg Config) *Session {
	now := time.Now()
	s := &Session{
		conn: conn, cfg: cfg, start: now, state: smpp.Open, version: cfg.Version, slots: map[uint32]slot{}, peerMax: cfg.PeerWindow,
		lastPDU: now, done: make(chan struct{}), write: make(chan struct{}, 1), read: make(chan struct{}, 1), watch: make(chan struct{}, 1), freed: make(chan struct{}, 1),
	}
	s.lastIn.Store(now.UnixNano())
	s.frames = smpp.NewFrameReader(&meteredConn{s: s}, readBuffer)
	s.frames.SetLimit(limitOf(cfg.MaxPDUUnbound))
	return s
}

const noLimit = 1 << 30

func limitOf(n int) int {
	if n <= 0 {
		return noLimit
	}
	return n
}

// Run serves the session until it is closed and returns why, as *Closed. Every
// open request has had its outcome when it returns. When ctx ends the
// connection is cut.
func (s *Session) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { s.end(&Closed{By: "us", Reason: "Relay cut the connection", Err: context.Cause(ctx)}) })
	defer stop()
	var wg sync.WaitGroup
	wg.Go(s.writer)
	wg.Go(s.watcher)
	s.reader()
	wg.Wait()
	s.mu.Lock()
	left := s.slots
	s.slots, s.open = map[uint32]slot{}, 0
	handed, why := s.handed, s.closed
	s.mu.Unlock()
	for _, x := range left {
		x.done(Result{Err: why, Written: x.start < handed})
	}
	return why
}

// end closes the connection; the first reason stays.
func (s *Session) end(c *Closed) {
	s.mu.Lock()
	if s.closed != nil {
		s.mu.Unlock()
		return
	}
	s.closed = c
	s.state = smpp.Closed
	s.mu.Unlock()
	close(s.done)
	_ = s.conn.Close()
}

// Close ends the session at once.
func (s *Session) Close(reason string) { s.end(&Closed{By: "us", Reason: reason}) }

// Done is closed when the session has ended.
func (s *Session) Done() <-chan struct{} { return s.done }

func (s *Session) State() smpp.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Version is the version in force.
func (s *Session) Version() smpp.Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version
}

func (s *Session) BindType() BindType {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kind
}

func (s *Session) Remote() net.Addr { return s.conn.RemoteAddr() }
func (s *Session) Local() net.Addr  { return s.conn.LocalAddr() }

// Free returns the number of requests that may be sent now.
func (s *Session) Free() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.state.Bound() || s.unbound {
		return 0
	}
	return max(s.cfg.Window-s.open, 0)
}

func (s *Session) Stats() Stats {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	st := Stats{Open: s.open, Sent: s.sent, Received: s.received.Load(), LastIn: time.Unix(0, s.lastIn.Load()), LastOut: s.lastOut, RTT: s.rtt, Since: s.start, Late: s.late}
	for _, x := range s.slots {
		if x.window {
			st.Oldest = max(st.Oldest, now.Sub(x.at))
		}
	}
	return st
}

// meteredConn notes when octets come, and bounds the time of a frame.
type meteredConn struct {
	s       *Session
	partial bool // a deadline is set for the frame in the buffer
}

func (m *meteredConn) Read(b []byte) (int, error) {
	s := m.s
	if s.cfg.PDURead > 0 {
		switch begun := s.frames.Buffered() > 0; {
		case begun && !m.partial:
			m.partial = true
			_ = s.conn.SetReadDeadline(time.Now().Add(s.cfg.PDURead))
		case !begun && m.partial:
			m.partial = false
			_ = s.conn.SetReadDeadline(time.Time{})
		}
	}
	n, err := s.conn.Read(b)
	if n > 0 {
		s.lastIn.Store(time.Now().UnixNano())
	}
	return n, err
}

// reader takes frames until the connection ends.
func (s *Session) reader() {
	for {
		frame, err := s.frames.Next()
		if err != nil {
			s.readFailed(err, s.frames.Peek(32))
			return
		}
		s.received.Add(1)
		if s.cfg.Tap != nil {
			s.cfg.Tap(false, frame)
		}
		s.take(frame)
		if !s.frames.HasFrame() {
			s.cfg.Handler.Batch(s)
		}
		if !s.mayRead() {
			return
		}
	}
}

// mayRead waits while too many requests of the peer are unanswered; false when
// the session has ended.
func (s *Session) mayRead() bool {
	for {
		s.mu.Lock()
		wait := s.peerMax > 0 && s.peerOpen >= s.peerMax
		ended := s.closed != nil
		if s.paused && !wait {
			s.lastIn.Store(time.Now().UnixNano()) // silence while we did not listen is ours
		}
		s.paused = wait
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
		nack := smpp.New(smpp.GenericNack)
		nack.Status, nack.Sequence = bad.Status, bad.Sequence
		s.mu.Lock()
		_ = s.enqueue(nack)
		s.mu.Unlock()
		reason := "the peer sent a PDU with a wrong length: " + bad.Rule
		if s.received.Load() == 0 {
			if other := stranger(first); other != "" {
				reason = other
			}
		}
		s.endAfterFlush(&Closed{By: "us", Reason: reason, Err: err})
	case errors.Is(err, io.EOF):
		s.end(&Closed{By: "peer", Reason: "the peer closed the connection", Err: err})
	case errors.Is(err, io.ErrUnexpectedEOF):
		s.end(&Closed{By: "peer", Reason: "the peer closed the connection within a PDU", Err: err})
	case errors.Is(err, syscall.ECONNRESET):
		s.end(&Closed{By: "peer", Reason: "the peer reset the connection", Err: err})
	case errors.Is(err, os.ErrDeadlineExceeded):
		s.end(&Closed{By: "us", Reason: fmt.Sprintf("a PDU was not complete within %s", s.cfg.PDURead), Err: err})
	default:
		s.end(&Closed{By: "network", Reason: "the connection failed: " + err.Error(), Err: err})
	}
}

// endAfterFlush lets what is queued leave, then ends; the reader waits for it.
func (s *Session) endAfterFlush(c *Closed) {
	s.mu.Lock()
	s.flush = c
	s.unbound = true
	s.mu.Unlock()
	s.wakeWriter()
	t := time.NewTimer(flushTime)
	defer t.Stop()
	select {
	case <-s.done:
	case <-t.C:
	}
	s.end(c)
}

// flushTime bounds the wait for the last octets to leave.
const flushTime = 5 * time.Second
