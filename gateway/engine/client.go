package engine

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

const (
	writeTimeout = 30 * time.Second
	clientMaxPDU = 128 << 10 // octets
	storeRetry   = time.Second
)

// client is one client link. It keeps its binds up and hands them the parts
// that wait for it.
type client struct {
	e *Engine

	mu        sync.Mutex
	cfg       gateway.ClientConfig
	status    gateway.LinkStatus
	binds     []*bind
	speed     regulator
	zone      zone
	stored    float64 // speed.limit as the database has it
	cancel    context.CancelFunc
	stopping  context.Context // of stop; nil before
	finished  chan struct{}
	retry     chan struct{} // closed and replaced by retryNow
	outbindAt string        // where a provider may connect
	hosts     []netip.Addr  // of the link; like hostsAt of takeOutbinds alone
	hostsAt   time.Time
	knocks    hush   // in the log, about connections for outbind
	told      string // the trouble that was last told as an event; "" once bound

	records records // the PDU log's, of connections for outbind
}

// bind is one session to keep up: a pair has two.
type bind struct {
	kind    session.BindType
	session *session.Session // nil while down
	id      uint64
	tls     string // version, "" in clear
	cipher  string
	host    int // of the link's hosts, the one to try; only keepUp looks at it

	wake     chan struct{} // for the pump: something to send, a free place, a new setting
	answered chan struct{} // for stop: an answer has come
}

func newBind(k session.BindType) *bind {
	return &bind{kind: k, wake: make(chan struct{}, 1), answered: make(chan struct{}, 1)}
}

func newClient(e *Engine, cfg gateway.ClientConfig) *client {
	c := &client{e: e, cfg: cfg, finished: make(chan struct{}), retry: make(chan struct{})}
	c.status = gateway.LinkStatus{Name: cfg.Name, Simulated: cfg.Simulated(), Address: cfg.Address(), Bind: string(cfg.Bind),
		Version: cfg.Version, Window: cfg.Window, Since: time.Now()}
	c.stored = e.limits.of(cfg.Name)
	c.zone.use(cfg, e.zones.of(cfg.Name))
	c.speed.burst, c.speed.firstPause = cfg.Burst, cfg.ThrottlePause
	c.speed.setRate(cfg.PerSecond(), c.stored)
	return c
}

// start runs the link until stop.
func (c *client) start(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	c.cancel = cancel
	c.mu.Lock()
	for range max(c.cfg.Sessions, 1) {
		for _, k := range bindKinds(c.cfg.Bind) {
			c.binds = append(c.binds, newBind(k))
		}
	}
	own := slices.Clone(c.binds)
	c.mu.Unlock()
	var wg sync.WaitGroup
	for _, b := range own {
		wg.Go(func() { c.keepUp(ctx, b) })
	}
	if c.cfg.OutbindListen != "" {
		wg.Go(func() { c.takeOutbinds(ctx) })
	}
	go func() {
		wg.Wait()
		close(c.finished)
	}()
}

func bindKinds(m gateway.BindMode) []session.BindType {
	switch m {
	case gateway.BindTransmitter:
		return []session.BindType{session.Transmitter}
	case gateway.BindReceiver:
		return []session.BindType{session.Receiver}
	case gateway.BindPair:
		return []session.BindType{session.Transmitter, session.Receiver}
	}
	return []session.BindType{session.Transceiver}
}

// stop ends the link: nothing more is claimed, open requests get their answers
// until ctx ends, every session unbinds.
func (c *client) stop(ctx context.Context) {
	if c.cancel == nil {
		return // it never ran
	}
	c.mu.Lock()
	c.stopping = ctx // who is bound from now on unbinds by itself
	open := map[*bind]*session.Session{}
	for _, b := range c.binds {
		if b.session != nil {
			open[b] = b.session
		}
	}
	c.mu.Unlock()
	c.cancel() // ends pumps and waits; sessions live on their own context
	var wg sync.WaitGroup
	for b, s := range open {
		wg.Go(func() {
			for s.Stats().Open > 0 {
				select {
				case <-b.answered:
					continue
				case <-ctx.Done():
				}
				break
			}
			_ = s.Unbind(ctx)
		})
	}
	wg.Wait()
	<-c.finished
}

// keepUp dials, binds, serves and waits, until ctx ends.
func (c *client) keepUp(ctx context.Context, b *bind) {
	attempt, wait := 0, time.Duration(0)
	for ctx.Err() == nil {
		if c.config().PasswordLost {
			c.locked()
			if !c.waitRetry(ctx, 0) {
				break
			}
			continue
		}
		begun := time.Now()
		served, err := c.once(ctx, b)
		if ctx.Err() != nil {
			break
		}
		if served && time.Since(begun) > wait {
			// It lasted longer than it was waited for. A provider that takes a bind
			// only to drop it is not asked again and again at once.
			attempt = 0
		}
		attempt++
		cfg := c.config()
		if c.stuck(cfg, err, attempt) {
			if !c.waitRetry(ctx, 0) {
				break
			}
			attempt = 0
			continue
		}
		wait = session.Backoff{First: cfg.ReconnectFirst, Max: cfg.ReconnectMax, Jitter: float64(cfg.ReconnectJitter) / 100}.Next(attempt, rand.Float64())
		c.waiting(err, wait)
		if !c.waitRetry(ctx, wait) {
			break
		}
	}
	c.setState(gateway.LinkOff, "", "")
}

// stuck tells whether only the user can help after an attempt, and says so.
func (c *client) stuck(cfg gateway.ClientConfig, err error, attempt int) bool {
	var refused *session.StatusError
	switch {
	case errors.As(err, &refused) && credentialStatus(refused.Status):
		c.refused(refused.Status)
	case cfg.ReconnectTries > 0 && attempt >= cfg.ReconnectTries:
		c.gaveUp(err, attempt)
	default:
		return false
	}
	return true
}

// credentialStatus tells whether a refused bind waits for the user rather than
// being tried again, which would only lock the account out.
func credentialStatus(s smpp.Status) bool {
	switch s {
	case smpp.RBINDFAIL, smpp.RINVPASWD, smpp.RINVSYSID, smpp.RINVSYSTYP:
		return true
	}
	return false
}

// waitRetry waits for the time (0: for ever), for retryNow or for the end.
func (c *client) waitRetry(ctx context.Context, d time.Duration) bool {
	c.mu.Lock()
	retry := c.retry
	c.mu.Unlock()
	var timer <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-retry:
	case <-timer:
	}
	return true
}

func (c *client) retryNow() {
	c.mu.Lock()
	close(c.retry)
	c.retry = make(chan struct{})
	c.mu.Unlock()
}

// once makes one connection and serves it to its end. served tells whether it
// was bound.
func (c *client) once(ctx context.Context, b *bind) (served bool, err error) {
	cfg := c.config().As(b.kind == session.Receiver)
	c.setState(gateway.LinkConnecting, "", "")
	hosts := cfg.Hosts()
	conn, err := c.e.dial(ctx, cfg.At(hosts[b.host%len(hosts)]))
	if err != nil {
		b.host++ // the next one's turn
		return false, err
	}
	c.setState(gateway.LinkBinding, "", "")
	return c.serve(ctx, b, conn, nil)
}

// serve binds over a connection and serves it to its end. For a connection that
// the provider has opened, asked is closed by its outbind, which comes first.
func (c *client) serve(ctx context.Context, b *bind, conn net.Conn, asked chan struct{}) (bound bool, err error) {
	cfg, id := c.config().As(b.kind == session.Receiver), c.e.nextSession()
	sc := session.Config{
		Role: smpp.ESME, Version: cfg.Version, Window: cfg.Window, PeerTLVs: peerTLVs(cfg.PeerTLVs),
		EnquireLink: cfg.EnquireLink, EnquireTimeout: cfg.EnquireTimeout, ResponseTimeout: cfg.ResponseTimeout,
		Inactivity: cfg.Inactivity, PDURead: cfg.PDURead, Write: writeTimeout, LateAnswers: true, MaxPDU: clientMaxPDU, MaxPDUUnbound: clientMaxPDU, Handler: &clientSession{c: c, b: b},
		Tap: c.e.tap(gateway.PDURecord{Link: cfg.Name, Session: id, Version: byte(cfg.Version)}),
	}
	if asked != nil {
		sc.SessionInit, sc.Handler, sc.MaxPDUUnbound = cfg.BindTimeout, &outboundSession{clientSession{c: c, b: b}, asked}, unboundMaxPDU
		sc.Tap = c.untilAsked(asked, sc.Tap)
	}
	s := session.New(conn, sc)
	// The session outlives ctx by its unbind: stop asks for that.
	run := make(chan error, 1)
	sctx, end := context.WithCancel(c.e.sessions)
	defer end()
	go func() { run <- s.Run(sctx) }()
	ended := func(err error) {
		c.e.ends.note(gateway.SessionEnd{Session: id, Link: cfg.Name, Remote: s.Remote().String()}, err)
	}
	if asked != nil {
		select {
		case <-asked:
		case err := <-run:
			return false, err
		case <-ctx.Done():
			s.Close("the link stops")
			return false, <-run
		}
	}

	systemType, _ := cfg.SystemTypeOctets()
	bctx, cancel := context.WithTimeout(ctx, cfg.BindTimeout)
	res, err := s.Bind(bctx, session.BindRequest{
		Type: b.kind, SystemID: cfg.SystemID, Password: cfg.Password.Reveal(), SystemType: systemType,
		InterfaceVersion: byte(cfg.Version), AddrTON: byte(cfg.AddrTON), AddrNPI: byte(cfg.AddrNPI), AddressRange: cfg.AddressRange,
	})
	cancel()
	if err != nil {
		s.Close("the bind failed")
		<-run
		if errors.Is(err, context.DeadlineExceeded) {
			err = errNoBindAnswer
		}
		ended(err)
		return false, err
	}
	c.mu.Lock()
	b.tls, b.cipher = transport.Sealed(conn)
	c.mu.Unlock()
	if stopping := c.bound(b, s, id, res); stopping != nil {
		_ = s.Unbind(stopping)
		return true, <-run
	}
	pctx, stopPump := context.WithCancel(ctx)
	pumped := make(chan struct{})
	go func() {
		defer close(pumped)
		if b.kind != session.Receiver {
			c.pump(pctx, b, s, id)
		}
	}()
	err = <-run
	ended(err)
	stopPump()
	<-pumped
	c.unbound(b)
	return true, err
}

var errNoBindAnswer = errors.New("connected, but there was no answer to the bind; is this an SMPP port?")

func (c *client) config() gateway.ClientConfig {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cfg
}

// apply takes over settings that disturb no session.
func (c *client) apply(cfg gateway.ClientConfig) {
	c.mu.Lock()
	c.speed.burst, c.speed.firstPause = cfg.Burst, cfg.ThrottlePause
	switch {
	case cfg.PerSecond() != c.cfg.PerSecond():
		// A new rate is the user's word: what was learnt under the old one is void.
		c.speed.setRate(cfg.PerSecond(), 0)
	case cfg.Burst != c.cfg.Burst:
		c.speed.steer(c.speed.rate)
	}
	if cfg.ReceiptZone != c.cfg.ReceiptZone {
		c.zone.use(cfg, 0)
	}
	c.cfg = cfg
	c.status.Name, c.status.Address = cfg.Name, cfg.Address()
	c.mu.Unlock()
	c.keepLimit()
	c.keepZone()
	c.wakeUp()
}

func messageIDs(parts []gateway.Part) []int64 {
	ids := make([]int64, 0, len(parts))
	for i := range parts {
		if n := len(ids); n == 0 || ids[n-1] != parts[i].MessageID {
			ids = append(ids, parts[i].MessageID)
		}
	}
	return ids
}

// dial reaches a client link's peer: over the network, or the simulator inside
// the process.
func (e *Engine) dial(ctx context.Context, cfg gateway.ClientConfig) (net.Conn, error) {
	if cfg.Simulated() {
		if e.simulator == nil {
			return nil, errors.New("there is no simulator in this program")
		}
		return e.simulator.Dial(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.ConnectTimeout)
	defer cancel()
	return transport.Dial(ctx, cfg)
}
