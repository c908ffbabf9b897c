package simulator

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

const (
	systemName   = "simulator" // in bind answers
	receiptDelay = time.Second
	lateAnswer   = 3 * time.Second // last digit 9
	throttles    = 3               // last digit 6
	window       = 100
	maxKept      = 10_000 // receipts and replies that wait for a receiver
)

// Config is what a Simulator is made of; zero values take the defaults.
type Config struct {
	ReceiptDelay time.Duration // 0: one second
	// Second is how long a second of the scenarios' own times is, for tests that
	// are in a hurry; 0: one second.
	Second time.Duration
	// Seed makes what is left to chance the same each time; 0: another each time.
	Seed uint64
}

// Simulator is a message centre. It is safe for concurrent use.
type Simulator struct {
	delay  time.Duration
	second time.Duration

	mu        sync.Mutex
	rules     rules
	random    *rand.Rand
	sessions  map[*peer]struct{} // bound
	kept      []deliver
	flushing  bool
	nextID    int64
	throttled map[string]int
	joiner    *sms.Joiner
	busy      *session.Pace
	status    gateway.SimulatorStatus
	log       journal
	lastPeer  uint64
	messages  store
	pending   int // messages on their way
	phones    [2]*phones
	rung      int          // texts that phones have sent by themselves
	lastFrom  smpp.Address // of the last message that was taken

	broadcasts     map[string]*broadcast
	broadcastOrder []string

	// load is how much of the pace of the scenario "busy" is used up, 0 to 100. A
	// session asks for it while it is locked, so mu must not guard it.
	load atomic.Int32
}

var _ gateway.Simulator = (*Simulator)(nil)

// deliver is a deliver_sm or data_sm on its way to a receiver.
type deliver struct {
	pdu    *smpp.PDU
	plain  *smpp.PDU // in its place for a receiver of 3.3; nil: the same
	prefer *peer
}

// New returns a simulator. Its ids grow from the present time, so that a later
// start does not give them again.
func New(c Config) *Simulator {
	if c.ReceiptDelay == 0 {
		c.ReceiptDelay = receiptDelay
	}
	if c.Second == 0 {
		c.Second = time.Second
	}
	if c.Seed == 0 {
		c.Seed = rand.Uint64()
	}
	return &Simulator{delay: c.ReceiptDelay, second: c.Second, random: rand.New(rand.NewPCG(c.Seed, 0)), sessions: map[*peer]struct{}{},
		nextID: time.Now().UnixMilli() * 10, throttled: map[string]int{}, messages: newStore(), broadcasts: map[string]*broadcast{},
		joiner: sms.NewJoiner(sms.JoinLimits{}), busy: session.NewPace(1, 1)}
}

// Dial connects to the simulator inside the process.
func (s *Simulator) Dial(context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	l := newLine(ours, s.second)
	go s.serve(context.Background(), l)
	return pipeEnd{theirs, l.isCut}, nil
}

// Serve takes connections from a listener until ctx ends.
func (s *Simulator) Serve(ctx context.Context, l net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		conn, err := l.Accept()
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				return nil
			}
			return err
		}
		wg.Go(func() { s.serve(ctx, newLine(conn, s.second)) })
	}
}

func (s *Simulator) serve(ctx context.Context, l *line) {
	p := &peer{sim: s, line: l}
	p.session = session.New(l, session.Config{
		Role: smpp.MC, Version: smpp.V50, Window: window, SessionInit: 10 * time.Second, EnquireLink: time.Minute, EnquireTimeout: 10 * time.Second,
		ResponseTimeout: 30 * time.Second, PDURead: 30 * time.Second, Write: 30 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: p, Congestion: func() int { return int(s.load.Load()) },
	})
	s.mu.Lock()
	s.lastPeer++
	p.id = s.lastPeer
	s.mu.Unlock()
	why := p.session.Run(ctx)
	s.mu.Lock()
	if p.bound {
		p.note(gateway.SimulatorEnded, p.systemID, why.Error())
	}
	delete(s.sessions, p)
	for _, t := range p.timers {
		if t != nil {
			t.Stop()
		}
	}
	s.mu.Unlock()
}

// Scenario is the mix in force, as gateway.Mix writes it.
func (s *Simulator) Scenario() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rules.mix.String()
}

// SetScenario changes it: for new messages, and for every link.
func (s *Simulator) SetScenario(name string) error {
	mix, err := gateway.ParseMix(name)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if mix.String() == s.rules.mix.String() {
		return nil // what has begun goes on
	}
	s.log.add(gateway.SimulatorEvent{Kind: gateway.SimulatorScenario, Detail: mix.String()})
	before := s.rules
	s.rules = rulesOf(mix, s.second)
	if n := s.rules.pace; n > 0 && n != before.pace {
		s.busy = session.NewPace(float64(n), n)
	}
	for p := range s.sessions {
		if p.bound {
			s.arm(p, &before)
		}
	}
	s.setPhones()
	return nil
}

// Status is a snapshot.
func (s *Simulator) Status() gateway.SimulatorStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.status
	st.Sessions = len(s.sessions)
	return st
}

// deliver queues a deliver_sm and sends what can go.
func (s *Simulator) deliver(d deliver) {
	s.mu.Lock()
	if len(s.kept) < maxKept {
		s.kept = append(s.kept, d)
	}
	s.mu.Unlock()
	s.flush()
}

// flush sends what waits to receivers with a free place, in order.
func (s *Simulator) flush() {
	s.mu.Lock()
	if s.flushing {
		s.mu.Unlock()
		return
	}
	s.flushing = true
	for len(s.kept) > 0 {
		d := s.kept[0]
		p := s.receiver(d.prefer)
		if p == nil {
			break
		}
		s.kept = s.kept[1:]
		s.mu.Unlock()
		pdu := d.pdu
		if d.plain != nil && p.session.Version() < smpp.V34 {
			pdu = d.plain
		}
		err := p.session.Send(pdu, func(r session.Result) {
			if r.Err != nil {
				s.mu.Lock()
				s.kept = append(s.kept, d) // not acknowledged: it comes again
				s.mu.Unlock()
			}
			s.flush()
		})
		s.mu.Lock()
		if err != nil && sendable(err, pdu) {
			s.kept = append([]deliver{d}, s.kept...)
			break
		}
	}
	s.flushing = false
	s.mu.Unlock()
}

// sendable tells whether what could not be sent now may go later. What does not
// fit, or is unknown to the receiver's version, would hold up all behind it.
func sendable(err error, p *smpp.PDU) bool {
	var bad *smpp.Error
	return !errors.As(err, &bad) && (p.ID.HasResponse() || !errors.Is(err, session.ErrNotBound))
}

// receiver picks a session for a delivery. s.mu is held.
func (s *Simulator) receiver(prefer *peer) *peer {
	if prefer != nil && prefer.receives() {
		if prefer.session.Free() > 0 {
			return prefer
		}
		return nil
	}
	for p := range s.sessions {
		if p.receives() && p.session.Free() > 0 {
			return p
		}
	}
	return nil
}
