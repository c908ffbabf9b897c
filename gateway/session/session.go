package session

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"relay/gateway/smpp"
)

// Session is one connection. Its methods may be called from any goroutine.
type Session struct {
	conn  net.Conn
	raw   tryWriter // nil when the connection has no writes that do not wait
	cfg   Config
	start time.Time

	// Moments are nanoseconds since start, which no change of the clock moves;
	// 0 is none.
	lastIn     atomic.Int64 // of the last octets from the peer
	partial    atomic.Int64 // since when the reader waits for the rest of a PDU
	writing    atomic.Int64 // since when a write waits for the peer
	received   atomic.Uint64
	peerOpen   atomic.Int32 // requests of the peer without an answer
	peerMax    atomic.Int32
	congestion atomic.Int32 // congestion_state of the peer plus 1, 0 for none

	mu       sync.Mutex
	state    smpp.State
	version  smpp.Version
	kind     BindType
	pending  pending
	open     int  // requests that count against the window
	binding  bool // our bind waits for its answer
	out      []byte
	spare    []byte
	rest     []byte // what a write that does not wait left over; it goes before out
	busy     bool   // somebody writes
	flying   int    // octets that he took and has not written yet
	gathers  bool   // the reader is in a batch and writes at its end
	queued   uint64 // octets ever put into out
	handed   uint64 // octets ever handed to the connection
	flushed  chan struct{}
	unbound  bool // an unbind has begun: no more requests of ours
	signed   bool // and the peer has answered ours
	paused   bool // the reader waits for answers to leave
	enquired time.Time
	lastPDU  time.Time
	lastOut  time.Time
	rtt      time.Duration
	sent     uint64
	late     uint64
	given    map[uint32]slot // requests that were given up, while their answers count
	armed    time.Time       // when the watcher wakes by itself
	closed   *Closed

	done  chan struct{} // closed with closed set
	write chan struct{} // something for the writer
	read  chan struct{} // the reader may go on
	watch chan struct{} // deadlines have changed
	freed chan struct{} // a window place is free

	frames *smpp.FrameReader
	input  input
	pdu    smpp.PDU // of the reader
	reply  smpp.PDU // of the reader, for answers of the session's own
}

// New makes a session of a connection, dialled or accepted. Nothing happens
// before Run.
func New(conn net.Conn, cfg Config) *Session {
	now := time.Now()
	s := &Session{
		conn: conn, raw: tryWriterOf(conn), cfg: cfg, start: now, state: smpp.Open, version: cfg.Version, lastPDU: now,
		done: make(chan struct{}), write: make(chan struct{}, 1), read: make(chan struct{}, 1), watch: make(chan struct{}, 1), freed: make(chan struct{}, 1),
	}
	s.peerMax.Store(int32(cfg.PeerWindow))
	s.input.s = s
	if cfg.Role == smpp.MC { // applications are as old as they are; providers are not ours to help
		s.input.ack = quickAck(conn)
	}
	s.frames = smpp.NewFrameReader(&s.input, readBuffer)
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

// clock is now as nanoseconds since the start, never 0.
func (s *Session) clock() int64 { return max(int64(time.Since(s.start)), 1) }

func (s *Session) moment(n int64) time.Time { return s.start.Add(time.Duration(n)) }

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
	var left []slot
	for x := range s.pending.each {
		left = append(left, s.pending.take(x))
	}
	s.open = 0
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

// State is the session's state; after an unbind of ours it stays bound until
// the end, since the peer's requests are still served.
func (s *Session) State() smpp.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Version is the version in force; before a bind the highest that we speak.
func (s *Session) Version() smpp.Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version
}

// BindType is how the session is bound.
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
	return s.free()
}

func (s *Session) free() int {
	if !s.state.Bound() || s.unbound {
		return 0
	}
	return max(s.cfg.Window-s.open, 0)
}

// Stats is a snapshot of the counters.
func (s *Session) Stats() Stats {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	st := Stats{Open: s.open, Sent: s.sent, Received: s.received.Load(), LastIn: s.moment(s.lastIn.Load()), LastOut: s.lastOut, RTT: s.rtt, Since: s.start, Late: s.late}
	for x := range s.pending.each {
		if x.kind == inWindow {
			st.Oldest = max(st.Oldest, now.Sub(x.at))
		}
	}
	return st
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
