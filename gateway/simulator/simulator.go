package simulator

import (
	"context"
	"errors"
	"fmt"
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
	// SystemID and Password are what the simulator takes in a bind.
	SystemID = "relay"
	Password = "relay"

	systemName   = "simulator" // in bind answers
	busyRate     = 5           // submits a second of the scenario "busy"
	receiptDelay = time.Second
	lateAnswer   = 3 * time.Second // last digit 9
	throttles    = 3               // last digit 6
	window       = 100
	maxKept      = 10_000 // receipts and replies that wait for a receiver
)

// Config is what a Simulator is made of; zero values take the defaults.
type Config struct {
	ReceiptDelay time.Duration // 0: one second
}

// Simulator is a message centre. It is safe for concurrent use.
type Simulator struct {
	delay time.Duration

	mu        sync.Mutex
	scenario  string
	sessions  map[*peer]struct{}
	kept      []deliver
	flushing  bool
	nextID    int64
	throttled map[string]int
	joiner    *sms.Joiner
	busy      *session.Pace
	status    gateway.SimulatorStatus
	messages  store

	broadcasts     map[string]*broadcast
	broadcastOrder []string

	// load is how much of the pace of the scenario "busy" is used up, 0 to 100; a
	// session asks for it while it is locked, so mu must not guard it.
	load atomic.Int32
}

var _ gateway.Simulator = (*Simulator)(nil)

// deliver is a deliver_sm on its way to a receiver.
type deliver struct {
	pdu    *smpp.PDU
	prefer *peer
}

// New returns a simulator. Its ids grow from the present time, so that a later
// start does not give them again.
func New(c Config) *Simulator {
	if c.ReceiptDelay == 0 {
		c.ReceiptDelay = receiptDelay
	}
	return &Simulator{delay: c.ReceiptDelay, scenario: gateway.Scenarios()[0].Name, sessions: map[*peer]struct{}{}, nextID: time.Now().UnixMilli() * 10,
		throttled: map[string]int{}, messages: newStore(), broadcasts: map[string]*broadcast{}, joiner: sms.NewJoiner(sms.JoinLimits{}), busy: session.NewPace(busyRate, busyRate)}
}

// Dial connects to the simulator inside the process.
func (s *Simulator) Dial(context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	go s.serve(context.Background(), ours)
	return theirs, nil
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
		wg.Go(func() { s.serve(ctx, conn) })
	}
}

func (s *Simulator) serve(ctx context.Context, conn net.Conn) {
	p := &peer{sim: s}
	p.session = session.New(conn, session.Config{
		Role: smpp.MC, Version: smpp.V50, Window: window, SessionInit: 10 * time.Second, EnquireLink: time.Minute, EnquireTimeout: 10 * time.Second,
		ResponseTimeout: 30 * time.Second, PDURead: 30 * time.Second, Write: 30 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: p, Congestion: func() int { return int(s.load.Load()) },
	})
	_ = p.session.Run(ctx)
	s.mu.Lock()
	delete(s.sessions, p)
	s.mu.Unlock()
}

// Scenario is the scenario in force.
func (s *Simulator) Scenario() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.scenario
}

// SetScenario changes it for new messages.
func (s *Simulator) SetScenario(name string) error {
	if _, ok := gateway.ScenarioByName(name); !ok {
		return fmt.Errorf("there is no scenario %q", name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scenario = name
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

// Inject sends an incoming message, as if a phone had sent it.
func (s *Simulator) Inject(_ context.Context, from, to, text string) error {
	if !s.hasReceiver() {
		return errors.New("nobody is bound as receiver or transceiver: connect a link to the simulator first")
	}
	return s.incoming(addressOf(from), addressOf(to), text, nil)
}

func (s *Simulator) hasReceiver() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range s.sessions {
		if p.receives() {
			return true
		}
	}
	return false
}

func addressOf(number string) smpp.Address {
	digits := gateway.CompareForm(number)
	if len(digits) > 6 && digits == number || len(number) > 0 && number[0] == '+' {
		return smpp.Address{TON: 1, NPI: 1, Addr: digits}
	}
	return smpp.Address{Addr: number}
}

// incoming cuts a text into parts and delivers them.
func (s *Simulator) incoming(from, to smpp.Address, text string, prefer *peer) error {
	s.mu.Lock()
	s.nextID++
	ref := byte(s.nextID)
	s.mu.Unlock()
	seg, err := sms.Segment(text, sms.Auto, ref)
	if err != nil {
		return err
	}
	for _, part := range seg.Parts {
		p := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, uint32(seg.ESMClass)).SetInt(smpp.FieldDataCoding, uint32(seg.DataCoding)).
			SetOctets(smpp.FieldShortMessage, part.Octets)
		setAddresses(p, from, to)
		s.mu.Lock()
		s.status.Incoming++
		s.mu.Unlock()
		s.deliver(deliver{p, prefer})
	}
	return nil
}

func setAddresses(p *smpp.PDU, from, to smpp.Address) {
	p.SetInt(smpp.FieldSourceAddrTON, uint32(from.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(from.NPI)).SetStr(smpp.FieldSourceAddr, from.Addr).
		SetInt(smpp.FieldDestAddrTON, uint32(to.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(to.NPI)).SetStr(smpp.FieldDestinationAddr, to.Addr)
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
		err := p.session.Send(d.pdu, func(r session.Result) {
			if r.Err != nil {
				s.mu.Lock()
				s.kept = append(s.kept, d) // not acknowledged: it comes again
				s.mu.Unlock()
			}
			s.flush()
		})
		s.mu.Lock()
		if err != nil {
			s.kept = append([]deliver{d}, s.kept...)
			break
		}
	}
	s.flushing = false
	s.mu.Unlock()
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
