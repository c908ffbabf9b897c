package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/rules"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

const stateDelivered = sms.StateDelivered

// Simulator is what the engine needs of the built-in message centre: a
// connection inside the process, and its listener for outside clients.
type Simulator interface {
	Dial(ctx context.Context) (net.Conn, error)
	Serve(ctx context.Context, l net.Listener) error
	SetScenario(name string) error
}

// Config is what an Engine is made of.
type Config struct {
	Store     Store
	Log       logrus.FieldLogger
	Simulator Simulator // nil: links to the simulator fail
}

// Engine is the in-process gateway. It is safe for concurrent use.
type Engine struct {
	store     Store
	log       logrus.FieldLogger
	simulator Simulator
	feed      *feed
	pdus      *pduLog
	verify    *verifier
	accounts  *accounts
	limits    limits
	traffic   traffic
	waiting   waiting
	runner    *runner // of campaigns
	started   time.Time
	reference atomic.Uint32 // of concatenated messages
	lastID    atomic.Uint64 // of sessions
	cfg       atomic.Pointer[gateway.Config]
	rules     atomic.Pointer[rules.Set] // of that configuration

	ctx      context.Context // ends when Stop begins: nothing new starts
	cancel   context.CancelFunc
	sessions context.Context // ends when Stop is done: sessions are cut
	cut      context.CancelFunc
	tasks    sync.WaitGroup
	running  bool

	applying sync.Mutex // one change of configuration at a time

	mu        sync.Mutex
	clients   map[string]*client
	servers   map[string]*server
	warnings  []string
	trouble   time.Time // last time the store's trouble was told
	simStop   context.CancelFunc
	simListen string // what it listens on, as the configuration says
	simAddr   string
	simFault  string
}

var _ gateway.Engine = (*Engine)(nil)

// New loads the configuration and settles what was in flight when Relay last
// stopped. Nothing runs until Start.
func New(ctx context.Context, c Config) (*Engine, error) {
	cfg, err := c.Store.LoadConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	lastPDU, lastSession, err := c.Store.LastNumbers(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the counters: %w", err)
	}
	verify, err := newVerifier()
	if err != nil {
		return nil, err
	}
	e := &Engine{store: c.Store, log: c.Log, simulator: c.Simulator, feed: newFeed(), verify: verify, started: time.Now(),
		clients: map[string]*client{}, servers: map[string]*server{}}
	e.pdus = newPDULog(c.Store, e.feed, lastPDU)
	e.accounts = newAccounts(e)
	e.runner = newRunner(e)
	e.lastID.Store(lastSession)
	e.reference.Store(uint32(time.Now().UnixNano()))
	e.setConfig(&cfg)
	e.ctx, e.cancel = context.WithCancel(context.Background())
	e.sessions, e.cut = context.WithCancel(context.Background())
	// recovered before anything can claim
	var n int
	if err := e.do(ctx, func(tx Tx) (err error) {
		if e.limits.known, err = tx.LearnedLimits(); err != nil {
			return err
		}
		n, err = e.recoverSending(tx, time.Now())
		return err
	}); err != nil {
		return nil, fmt.Errorf("settle what was in flight: %w", err)
	}
	if e.runner.unfinished, err = c.Store.CampaignsAtWork(ctx, true); err != nil {
		return nil, err
	}
	if n > 0 {
		e.log.Warnf("%d parts were on their way when Relay last stopped; each link's policy for unknown outcomes was applied", n)
	}
	return e, nil
}

// Start opens every listener and starts every enabled link. The error joins the
// listeners that could not open; everything else runs.
func (e *Engine) Start(ctx context.Context) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	cfg := e.config()
	e.running = true
	e.background(e.pdus.run)
	e.background(e.retain)
	e.background(e.expire)
	e.background(e.keepTraffic)
	e.background(e.runner.run)
	var errs []error
	e.startSimulator(cfg.Simulator)
	for _, s := range cfg.Servers {
		errs = append(errs, e.startServer(s))
	}
	for _, c := range cfg.Clients {
		e.startClient(c)
	}
	waiting, err := e.store.QueuedByLink(ctx)
	if err != nil {
		errs = append(errs, err)
	}
	if waiting[gateway.SimulatorName] > 0 {
		e.needSimulator()
	}
	for _, a := range cfg.Accounts {
		e.owed(a.SystemID)
	}
	return errors.Join(errs...)
}

// Stop ends the engine in order: no more claims, answers and unbinds until ctx
// ends, then every connection is cut and the PDU log flushed. The store stays
// open.
func (e *Engine) Stop(ctx context.Context) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	e.mu.Lock()
	clients := make([]*client, 0, len(e.clients))
	for _, c := range e.clients {
		clients = append(clients, c)
	}
	servers := make([]*server, 0, len(e.servers))
	for _, s := range e.servers {
		servers = append(servers, s)
	}
	simStop := e.simStop
	e.mu.Unlock()
	var wg sync.WaitGroup
	for _, c := range clients {
		wg.Go(func() { c.stop(ctx) })
	}
	for _, s := range servers {
		wg.Go(func() { s.stop(ctx) })
	}
	wg.Wait()
	if simStop != nil {
		simStop()
	}
	e.cancel()
	e.cut()
	e.tasks.Wait()
	// What the sessions' ends wrote is committed when this returns.
	return e.do(ctx, func(Tx) error { return nil })
}

// background runs a task until the engine stops.
func (e *Engine) background(task func(context.Context)) {
	e.tasks.Go(func() { task(e.ctx) })
}

func (e *Engine) config() gateway.Config { return *e.cfg.Load() }

// Config returns the configuration in force.
func (e *Engine) Config() gateway.Config { return e.config().Clone() }

func (e *Engine) nextSession() uint64 { return e.lastID.Add(1) }

func (e *Engine) tap(r gateway.PDURecord) func(bool, []byte) {
	return func(out bool, frame []byte) {
		r := r
		r.Out = out
		e.pdus.add(r, frame)
	}
}

func (e *Engine) client(name string) *client {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.clients[name]
}

// startClient runs a client link if it is enabled; otherwise it stands in the
// list, off.
func (e *Engine) startClient(cfg gateway.ClientConfig) {
	c := newClient(e, cfg)
	e.mu.Lock()
	e.clients[cfg.Name] = c
	e.mu.Unlock()
	if cfg.Enabled && e.running {
		c.start(e.ctx)
		c.wakeUp()
	}
	e.feed.links()
}

func (e *Engine) stopClient(ctx context.Context, name string) {
	e.mu.Lock()
	c := e.clients[name]
	delete(e.clients, name)
	e.mu.Unlock()
	if c != nil {
		c.stop(ctx)
	}
}

func (e *Engine) startServer(cfg gateway.ServerConfig) error {
	s := newServer(e, cfg)
	e.mu.Lock()
	e.servers[cfg.Name] = s
	e.mu.Unlock()
	if !cfg.Enabled || !e.running {
		return nil
	}
	return s.start(e.sessions)
}

func (e *Engine) stopServer(ctx context.Context, name string) {
	e.mu.Lock()
	s := e.servers[name]
	delete(e.servers, name)
	e.mu.Unlock()
	if s != nil {
		s.stop(ctx)
	}
}

// needSimulator starts the built-in link that routes to "simulator" use.
func (e *Engine) needSimulator() {
	if e.client(gateway.SimulatorName) == nil && e.running {
		e.startClient(simulatorLink())
	}
}

// simulatorLink is the built-in link: inside the process, unpaced.
func simulatorLink() gateway.ClientConfig {
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password = gateway.SimulatorName, gateway.SimulatorName, "relay", "relay"
	c.Rate, c.Window, c.Enabled = 0, 100, true
	return c
}

// wakeLink tells a link that something waits for it.
func (e *Engine) wakeLink(name string) {
	if name == gateway.SimulatorName {
		e.mu.Lock()
		missing := e.clients[name] == nil
		e.mu.Unlock()
		if missing {
			// Started from a task of its own: the caller may be the store's writer.
			e.background(func(context.Context) {
				e.applying.Lock()
				defer e.applying.Unlock()
				if e.ctx.Err() == nil {
					e.needSimulator()
				}
			})
			return
		}
	}
	if c := e.client(name); c != nil {
		c.wakeUp()
	}
}

// owed tells an account's courier that something may be waiting.
func (e *Engine) owed(account string) { e.accounts.wake(account) }

// do writes and waits for the commit.
func (e *Engine) do(ctx context.Context, fn func(Tx) error) error {
	done := make(chan error, 1)
	e.store.Write(fn, func(err error) { done <- err })
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write queues a write about some messages and announces them after the commit.
// While the disk is full or the like it is tried again until it succeeds, and a
// last time when the engine stops: an outcome that is known must not become an
// unknown one.
func (e *Engine) write(fn func(Tx) error, then func(error), messages ...int64) {
	e.store.Write(fn, func(err error) {
		if err != nil {
			e.storeTrouble(err)
			if passing(err) && e.ctx.Err() == nil {
				e.background(func(ctx context.Context) {
					t := time.NewTimer(storeRetry)
					defer t.Stop()
					select {
					case <-t.C:
					case <-ctx.Done():
					}
					e.write(fn, then, messages...)
				})
				return
			}
		} else {
			e.feed.message(messages...)
		}
		if then != nil {
			then(err)
		}
	})
}

// passing tells whether the store may take the same write later.
func passing(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// claim takes parts for a session; they are marked sending before it returns.
func (e *Engine) claim(ctx context.Context, link string, session uint64, n int) ([]gateway.Part, error) {
	var parts []gateway.Part
	done := make(chan error, 1)
	e.store.Write(func(tx Tx) (err error) {
		parts, err = tx.Claim(link, time.Now(), session, n)
		return err
	}, func(err error) { done <- err })
	// Not given up with ctx: what was claimed must be sent or given back.
	err := <-done
	return parts, err
}

// storeTrouble tells the user that the database can not be written, at most
// every ten seconds.
func (e *Engine) storeTrouble(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	e.mu.Lock()
	now := time.Now()
	quiet := now.Sub(e.trouble) < 10*time.Second
	if !quiet {
		e.trouble = now
	}
	e.mu.Unlock()
	if quiet {
		return
	}
	e.log.Errorf("the database can not be written: %v", err)
	e.feed.event(gateway.Severe, "", "The database can not be written: "+err.Error(), "Make room on the disk or close the program that holds the file. Nothing accepted is lost; Relay goes on by itself.")
}

// warn adds a lasting warning.
func (e *Engine) warn(text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !slices.Contains(e.warnings, text) && len(e.warnings) < 100 {
		e.warnings = append(e.warnings, text)
	}
}

// Watch returns merged Updates.
func (e *Engine) Watch() (<-chan gateway.Update, func()) { return e.feed.watch() }

// PDUs reads the live ring.
func (e *Engine) PDUs(after uint64, limit int) ([]gateway.PDURecord, uint64) {
	return e.pdus.read(after, limit)
}

// Status is a snapshot of every link.
func (e *Engine) Status() gateway.Status {
	now := time.Now()
	cfg := e.config()
	e.mu.Lock()
	clients := make(map[string]*client, len(e.clients))
	for k, v := range e.clients {
		clients[k] = v
	}
	servers := make(map[string]*server, len(e.servers))
	for k, v := range e.servers {
		servers[k] = v
	}
	st := gateway.Status{Started: e.started, Warnings: slices.Clone(e.warnings), SimulatorAddress: e.simAddr, SimulatorError: e.simFault}
	e.mu.Unlock()
	st.LastPDU, st.LostPDUs = e.pdus.counters()
	queued := e.waiting.byLink(e.ctx, e.store, now)
	add := func(name string) {
		if c := clients[name]; c != nil {
			l := c.snapshot(now)
			l.Queued = queued[name]
			st.Links = append(st.Links, l)
		}
	}
	for _, c := range cfg.Clients {
		add(c.Name)
	}
	add(gateway.SimulatorName)
	for _, s := range cfg.Servers {
		if v := servers[s.Name]; v != nil {
			st.Links = append(st.Links, v.snapshot(now))
		}
	}
	for _, n := range queued {
		st.Queued += n
	}
	return st
}

// refuse fails a part that can not be put on the wire of its link.
func (e *Engine) refuse(tx Tx, part gateway.Part, bad *smpp.Error, at time.Time) error {
	m, err := tx.Message(part.MessageID)
	if err != nil {
		return err
	}
	e.fail(&part, at)
	m.Error = &gateway.MessageError{Status: bad.Status, Name: bad.Status.Name(), Text: "This message does not fit the connection's SMPP version: " + bad.Error()}
	if err := e.savePart(tx, m, &part); err != nil {
		return err
	}
	return e.oweReceipt(tx, m, sms.StateUndeliverable, "UNDELIV", threeDigits(int(bad.Status)), at)
}
