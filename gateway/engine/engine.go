package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/rules"
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
	// Checked, if there is one, gives what the check of the database found that
	// follows an unclean stop; nil: nothing is wrong.
	Checked <-chan error
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
	limits    learnt[float64]       // PDUs a second that providers were seen to take
	zones     learnt[time.Duration] // how far ahead of UTC they were seen to date receipts
	traffic   traffic
	submitted submitted
	reach     reach
	ends      ends
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

	applying sync.Mutex              // one change of configuration at a time
	renaming atomic.Pointer[renames] // names that are being changed: their accounts can't bind

	retainNow chan struct{} // what is kept has changed
	checked   <-chan error  // of Config

	mu        sync.Mutex
	clients   map[string]*client
	servers   map[string]*server
	removed   map[string]removal // client links that were deleted since the start
	warnings  []warning
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
		removed: map[string]removal{}, clients: map[string]*client{}, servers: map[string]*server{}, retainNow: make(chan struct{}, 1), checked: c.Checked}
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
		if e.zones.known, err = tx.LearnedZones(); err != nil {
			return err
		}
		if err = tx.CloseLinkStates(); err != nil {
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
	if e.checked != nil {
		e.background(e.awaitCheck)
	}
	e.background(e.keepTraffic)
	e.background(e.watchCertificates)
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
	e.reach.end()
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

// owed tells an account's courier that something may be waiting.
func (e *Engine) owed(account string) { e.accounts.wake(account) }
