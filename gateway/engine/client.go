package engine

import (
	"context"
	"errors"
	"math/rand/v2"
	"net"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

const (
	writeTimeout  = 30 * time.Second
	clientMaxPDU  = 128 << 10 // octets
	throttlePause = time.Second
	throttleMax   = 30 * time.Second
	rateFloor     = 0.5 // PDUs a second below which throttling never pushes a link
	rateStep      = 0.1 // of the configured rate, regained each second
	storeRetry    = time.Second
)

// client is one client link. It keeps its binds up and hands them the parts
// that wait for it.
type client struct {
	e    *Engine
	wake chan struct{} // something to send, a free place, a new setting

	mu        sync.Mutex
	cfg       gateway.ClientConfig
	status    gateway.LinkStatus
	binds     []*bind
	pace      *session.Pace
	rate      float64   // in force: below the configured one after throttling
	rateAt    time.Time // when rate was last raised
	loadAt    time.Time // when congestion_state last lowered it
	pausedTo  time.Time
	pause     time.Duration
	meter     meter
	cancel    context.CancelFunc
	finished  chan struct{}
	retry     chan struct{} // closed and replaced by retryNow
	outbindAt string        // where a provider may connect
	told      string        // the trouble that was last told as an event; "" once bound
}

// bind is one session to keep up: a pair has two.
type bind struct {
	kind    session.BindType
	session *session.Session // nil while down
	id      uint64
}

func newClient(e *Engine, cfg gateway.ClientConfig) *client {
	c := &client{e: e, cfg: cfg, wake: make(chan struct{}, 1), finished: make(chan struct{}), retry: make(chan struct{})}
	c.status = gateway.LinkStatus{Name: cfg.Name, Simulated: cfg.Simulated(), Address: cfg.Address(), Bind: string(cfg.Bind),
		Version: cfg.Version, Window: cfg.Window, Since: time.Now()}
	c.setPace(cfg)
	return c
}

func (c *client) setPace(cfg gateway.ClientConfig) {
	c.rate = cfg.Rate
	c.pace = nil
	if cfg.Rate > 0 {
		c.pace = session.NewPace(cfg.Rate, burstOf(cfg.Rate))
	}
}

// burstOf is a tenth of a second's worth: providers count short spans.
func burstOf(rate float64) int { return max(1, int(rate/10)) }

// start runs the link until stop.
func (c *client) start(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	c.cancel = cancel
	kinds := bindKinds(c.cfg.Bind)
	var wg sync.WaitGroup
	for _, k := range kinds {
		b := &bind{kind: k}
		c.binds = append(c.binds, b)
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
	var open []*session.Session
	for _, b := range c.binds {
		if b.session != nil {
			open = append(open, b.session)
		}
	}
	c.mu.Unlock()
	c.cancel() // ends pumps and waits; sessions live on their own context
	var wg sync.WaitGroup
	for _, s := range open {
		wg.Go(func() {
			for s.Stats().Open > 0 {
				select {
				case <-c.wake:
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
	attempt := 0
	for ctx.Err() == nil {
		served, err := c.once(ctx, b)
		if ctx.Err() != nil {
			break
		}
		if served {
			attempt = 0
		}
		attempt++
		cfg := c.config()
		var refused *session.StatusError
		if errors.As(err, &refused) && credentialStatus(refused.Status) {
			c.refused(refused.Status)
			if !c.waitRetry(ctx, 0) {
				break
			}
			attempt = 0
			continue
		}
		wait := session.Backoff{First: cfg.ReconnectFirst, Max: cfg.ReconnectMax, Jitter: 0.2}.Next(attempt, rand.Float64())
		c.waiting(err, wait)
		if !c.waitRetry(ctx, wait) {
			break
		}
	}
	c.setState(gateway.LinkOff, "", "")
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
	cfg := c.config()
	if cfg.PasswordLost {
		c.e.log.WithField("link", cfg.Name).Warn("the stored password can not be opened on this desktop")
		return false, errPasswordLost
	}
	c.setState(gateway.LinkConnecting, "", "")
	conn, err := c.e.dial(ctx, cfg)
	if err != nil {
		return false, err
	}
	c.setState(gateway.LinkBinding, "", "")
	return c.serve(ctx, b, conn, nil)
}

// serve binds over a connection and serves it to its end. For a connection that
// the provider has opened, asked is closed by its outbind, which comes first.
func (c *client) serve(ctx context.Context, b *bind, conn net.Conn, asked chan struct{}) (bound bool, err error) {
	cfg, id := c.config(), c.e.nextSession()
	sc := session.Config{
		Role: smpp.ESME, Version: cfg.Version, Window: cfg.Window, PeerTLVs: peerTLVs(cfg.PeerTLVs),
		EnquireLink: cfg.EnquireLink, EnquireTimeout: cfg.EnquireTimeout, ResponseTimeout: cfg.ResponseTimeout,
		Write: writeTimeout, MaxPDU: clientMaxPDU, MaxPDUUnbound: clientMaxPDU, Handler: &clientSession{c: c, b: b},
		Tap: c.e.tap(gateway.PDURecord{Link: cfg.Name, Session: id, Version: byte(cfg.Version)}),
	}
	if asked != nil {
		sc.SessionInit, sc.Handler, sc.MaxPDUUnbound = cfg.BindTimeout, &outboundSession{clientSession{c: c, b: b}, asked}, unboundMaxPDU
	}
	s := session.New(conn, sc)
	// The session outlives ctx by its unbind: stop asks for that.
	run := make(chan error, 1)
	sctx, end := context.WithCancel(c.e.sessions)
	defer end()
	go func() { run <- s.Run(sctx) }()
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

	bctx, cancel := context.WithTimeout(ctx, cfg.BindTimeout)
	res, err := s.Bind(bctx, session.BindRequest{
		Type: b.kind, SystemID: cfg.SystemID, Password: cfg.Password.Reveal(), SystemType: cfg.SystemType,
		InterfaceVersion: byte(cfg.Version), AddrTON: byte(cfg.AddrTON), AddrNPI: byte(cfg.AddrNPI), AddressRange: cfg.AddressRange,
	})
	cancel()
	if err != nil {
		s.Close("the bind failed")
		<-run
		if errors.Is(err, context.DeadlineExceeded) {
			err = errNoBindAnswer
		}
		return false, err
	}
	c.bound(b, s, id, res)
	pctx, stopPump := context.WithCancel(ctx)
	pumped := make(chan struct{})
	go func() {
		defer close(pumped)
		if b.kind != session.Receiver {
			c.pump(pctx, s, id)
		}
	}()
	err = <-run
	stopPump()
	<-pumped
	c.unbound(b)
	return true, err
}

var (
	errPasswordLost = errors.New("the stored password can't be opened here: enter it again")
	errNoBindAnswer = errors.New("connected, but there was no answer to the bind; is this an SMPP port?")
)

// pump claims waiting parts as pace and window allow and submits them.
func (c *client) pump(ctx context.Context, s *session.Session, id uint64) {
	name := c.config().Name
	for ctx.Err() == nil {
		n, wait := c.allowance(time.Now(), s.Free())
		if n > 0 {
			parts, err := c.e.claim(ctx, name, id, n)
			c.giveBack(n - len(parts))
			if err != nil {
				c.e.storeTrouble(err)
				wait = storeRetry
			} else {
				for _, together := range groups(parts) {
					c.submit(s, together)
				}
				if len(parts) > 0 {
					c.e.feed.message(messageIDs(parts)...)
				}
				if len(parts) == n {
					continue
				}
				wait = c.untilDue(ctx, name)
			}
		}
		if !c.sleep(ctx, wait) {
			return
		}
	}
}

// untilDue is the time until the link's next scheduled or retried part; 0 when
// there is none.
func (c *client) untilDue(ctx context.Context, name string) time.Duration {
	now := time.Now()
	due, err := c.e.store.NextDue(ctx, name, now)
	if err != nil || due.IsZero() {
		return 0
	}
	return max(due.Sub(now), time.Millisecond)
}

// sleep waits for a wake-up, or for d when it is not 0.
func (c *client) sleep(ctx context.Context, d time.Duration) bool {
	var timer <-chan time.Time
	if d > 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-c.wake:
	case <-timer:
	}
	return true
}

func (c *client) wakeUp() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// allowance is how many parts may leave now, and if none, when to look again.
// After throttling the rate grows back a step a second.
func (c *client) allowance(now time.Time, free int) (n int, wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Before(c.pausedTo) {
		return 0, c.pausedTo.Sub(now)
	}
	if free <= 0 {
		return 0, 0
	}
	if c.rate > 0 && (c.cfg.Rate == 0 || c.rate < c.cfg.Rate) && now.Sub(c.rateAt) >= time.Second {
		c.regain(now)
	}
	if c.pace == nil {
		return free, 0
	}
	if n = c.pace.Take(now, free); n == 0 {
		return 0, c.pace.Next(now)
	}
	return n, 0
}

func (c *client) regain(now time.Time) {
	ceiling := c.cfg.Rate
	if ceiling == 0 {
		ceiling = 4 * c.rate // no limit is set: probe upwards
	}
	c.rate = min(c.rate+max(ceiling*rateStep, rateFloor), ceiling)
	c.rateAt = now
	if c.cfg.Rate == 0 && c.meter.rate(now) < c.rate/2 {
		c.rate, c.pace = 0, nil // the limit is far away: forget it
		return
	}
	c.pace.SetRate(c.rate, burstOf(c.rate))
}

func (c *client) giveBack(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pace != nil && n > 0 {
		c.pace.Give(n)
	}
}

// throttled pauses the whole link and halves its rate, so that the order of
// messages stays.
func (c *client) throttled(now time.Time, why string) {
	c.mu.Lock()
	if now.Before(c.pausedTo) {
		c.mu.Unlock()
		return // an answer from before the pause
	}
	c.pause = min(max(2*c.pause, throttlePause), throttleMax)
	c.pausedTo = now.Add(c.pause)
	if c.rate == 0 {
		c.rate = max(c.meter.rate(now), 2*rateFloor)
	}
	c.rate = max(c.rate/2, rateFloor)
	c.rateAt = c.pausedTo
	if c.pace == nil {
		c.pace = session.NewPace(c.rate, burstOf(c.rate))
	}
	c.pace.SetRate(c.rate, burstOf(c.rate))
	pause, rate, name := c.pause, c.rate, c.cfg.Name
	c.mu.Unlock()
	c.e.log.WithField("link", name).WithField("status", why).Infof("throttled: paused %s, then %.1f PDU/s", pause, rate)
	c.e.feed.links()
}

// congestionStep bounds how often a congestion_state changes the rate.
const congestionStep = 200 * time.Millisecond

// congested honours a 5.0 provider's congestion_state: above 90 the rate goes
// down by a tenth, from 80 to 90 it stays, below it grows back as after
// throttling (SMPP 5.0 2.7, 4.8.4.18).
func (c *client) congested(now time.Time, state int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch session.HintOf(state) {
	case session.HintHold:
		c.rateAt = now // no step up for a second
	case session.HintLower:
		if now.Sub(c.loadAt) < congestionStep {
			return
		}
		c.loadAt, c.rateAt = now, now
		if c.rate == 0 {
			c.rate = max(c.meter.rate(now), 2*rateFloor)
		}
		c.rate = max(c.rate*0.9, rateFloor)
		if c.pace == nil {
			c.pace = session.NewPace(c.rate, burstOf(c.rate))
		}
		c.pace.SetRate(c.rate, burstOf(c.rate))
	}
}

// submit sends a claimed part, or parts that leave as one submit_multi.
func (c *client) submit(s *session.Session, parts []gateway.Part) {
	p, err := outgoing(parts)
	if err == nil && s.Version() == smpp.V33 {
		asVersion33(p, time.Now())
	}
	if err == nil {
		err = s.Send(p, func(r session.Result) { c.answered(parts, r) })
	}
	if err == nil {
		return
	}
	var bad *smpp.Error
	for _, part := range parts {
		if errors.As(err, &bad) {
			// The part itself can not be sent on this link: that is final.
			c.e.write(func(tx Tx) error { return c.e.refuse(tx, part, bad, time.Now()) }, nil, part.MessageID)
			continue
		}
		c.settled(answer{part: part, err: err, at: time.Now()})
	}
}

// answered takes the outcome of one submit; it runs on the session's reader.
func (c *client) answered(parts []gateway.Part, r session.Result) {
	now := time.Now()
	a := answer{at: now, err: r.Err, written: r.Written, multi: len(parts) > 1}
	var failed map[string]smpp.Status
	if r.Err == nil {
		a.status = r.PDU.Status
		if a.status == smpp.ROK {
			a.id = r.PDU.Str(smpp.FieldMessageID)
			failed = unsuccessful(r.PDU)
		}
		c.answeredWith(now, r)
	}
	for _, part := range parts {
		one := a
		one.part = part
		if st, bad := failed[destination(part)]; bad {
			one.status, one.id = st, ""
		}
		c.settled(one)
	}
	c.wakeUp()
}

// answeredWith takes over what an answer says of the link.
func (c *client) answeredWith(now time.Time, r session.Result) {
	status := r.PDU.Status
	c.mu.Lock()
	c.meter.add(now)
	c.status.Sent++
	c.status.RTT = r.RTT
	if status == smpp.ROK {
		c.pause = 0
	}
	c.mu.Unlock()
	load, told := r.PDU.TLVInt(smpp.TagCongestionState)
	switch {
	case status.Info().Retry == smpp.RetryThrottle || status == smpp.RMSGQFUL:
		c.throttled(now, status.Info().Name)
	case told && load >= session.MaxCongestion:
		c.throttled(now, "congestion_state 100")
	case told:
		c.congested(now, int(load))
	}
}

// settled stores an outcome. What can not be stored stays sending in the
// database, and is treated as unknown after a restart.
func (c *client) settled(a answer) {
	cfg := c.config()
	c.e.write(func(tx Tx) error { return c.e.settle(tx, cfg, a) }, func(err error) {
		if err == nil && (a.err != nil || a.status != smpp.ROK) {
			c.wakeUp() // a part may be queued again
		}
	}, a.part.MessageID)
}

func (c *client) config() gateway.ClientConfig {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cfg
}

// apply takes over settings that disturb no session.
func (c *client) apply(cfg gateway.ClientConfig) {
	c.mu.Lock()
	if cfg.Rate != c.cfg.Rate {
		c.setPace(cfg)
	}
	c.cfg = cfg
	c.status.Name, c.status.Address = cfg.Name, cfg.Address()
	c.mu.Unlock()
	c.wakeUp()
}

func (c *client) up() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status.State == gateway.LinkBound
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
