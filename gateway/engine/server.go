package engine

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

const (
	refuseDelay    = time.Second // before a refused bind is answered
	unboundMaxPDU  = 1024        // octets
	deliverWindow  = 10
	respondTimeout = 30 * time.Second // after which an unacknowledged delivery is due again
)

// server is one server link: a listener and its sessions.
type server struct {
	e     *Engine
	guard *guard

	mu       sync.Mutex
	cfg      gateway.ServerConfig
	state    gateway.LinkState
	since    time.Time
	problem  string
	listener *transport.Listener
	until    time.Time // of its certificate; zero without TLS
	told     certGrade // of what its user was told of that
	unusable string    // why its new certificate was not taken, as told
	sessions map[*serverSession]struct{}
	meter    meter
	received uint64
	sent     uint64
	wg       sync.WaitGroup
}

func newServer(e *Engine, cfg gateway.ServerConfig) *server {
	return &server{e: e, cfg: cfg, guard: newGuard(), sessions: map[*serverSession]struct{}{}, since: time.Now()}
}

// start opens the listener; an error leaves the link failed.
func (v *server) start(ctx context.Context) error {
	cfg := v.config()
	l, err := transport.Listen(ctx, cfg)
	v.mu.Lock()
	v.since = time.Now()
	if err != nil {
		v.state, v.problem = gateway.LinkFailed, err.Error()
		v.mu.Unlock()
		v.e.reach.note(cfg.Name, gateway.LinkFailed, time.Now())
		v.e.feed.links()
		v.e.log.WithField("link", cfg.Name).Errorf("can not listen: %v", err)
		v.e.feed.event(gateway.Severe, cfg.Name, cfg.Name+" can not listen: "+err.Error(), "Choose another address under Connections.")
		return fmt.Errorf("server link %s: %w", cfg.Name, err)
	}
	v.listener, v.state, v.problem = l, gateway.LinkListening, ""
	v.until, v.told, v.unusable = l.CertUntil(), certSound, ""
	v.mu.Unlock()
	v.e.reach.note(cfg.Name, gateway.LinkListening, time.Now())
	v.e.feed.links()
	v.e.log.WithField("link", cfg.Name).Infof("listening on %s", l.Addr())
	v.checkCertificate(time.Now())
	v.wg.Go(func() { v.accept(ctx, l) })
	return nil
}

// stop closes the listener and unbinds every session.
func (v *server) stop(ctx context.Context) {
	v.mu.Lock()
	l := v.listener
	v.listener, v.state, v.since, v.until = nil, gateway.LinkOff, time.Now(), time.Time{}
	var open []*serverSession
	for s := range v.sessions {
		open = append(open, s)
	}
	v.mu.Unlock()
	if l != nil {
		_ = l.Close()
	}
	var wg sync.WaitGroup
	for _, s := range open {
		wg.Go(func() { s.end(ctx, "Relay is closing this listener") })
	}
	wg.Wait()
	v.wg.Wait()
	v.e.reach.note(v.config().Name, gateway.LinkOff, time.Now())
	v.e.feed.links()
}

// longPasswords tells whether some account allows more than 8 octets.
func (e *Engine) longPasswords() bool {
	return slices.ContainsFunc(e.config().Accounts, func(a gateway.Account) bool { return a.LongPassword })
}

func (v *server) config() gateway.ServerConfig {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.cfg
}

func (v *server) apply(cfg gateway.ServerConfig) {
	v.mu.Lock()
	v.cfg = cfg
	v.mu.Unlock()
}

func (v *server) snapshot(now time.Time) gateway.LinkStatus {
	v.mu.Lock()
	defer v.mu.Unlock()
	st := gateway.LinkStatus{Name: v.cfg.Name, Server: true, State: v.state, Since: v.since, Error: v.problem, Address: v.cfg.Listen,
		Bind: "server", Sent: v.sent, Received: v.received, Rate: v.meter.rate(now), CertUntil: v.until}
	if v.state == gateway.LinkFailed {
		st.Advice = "Choose another address or end the program that uses it."
	}
	if v.listener != nil {
		st.Address = v.listener.Addr().String()
	}
	for h := range v.sessions {
		x := h.session.Stats()
		ss := gateway.SessionStatus{ID: h.id, Remote: h.session.Remote().String(), Version: h.session.Version(), Since: x.Since, Open: x.Open, RTT: x.RTT, Sent: x.Sent, Recv: x.Received}
		if b := h.bound.Load(); b != nil {
			ss.Account, ss.Bind, ss.TLS, ss.Cipher = b.account, b.kind.String(), b.tls, b.cipher
		}
		st.Open += x.Open
		st.Sessions = append(st.Sessions, ss)
	}
	st.Shut = v.guard.shut(now)
	slices.SortFunc(st.Sessions, func(a, b gateway.SessionStatus) int { return int(a.ID) - int(b.ID) })
	return st
}

// serverSession is one connection of an ESME.
type serverSession struct {
	srv     *server
	id      uint64
	source  netip.Addr
	session *session.Session
	conn    net.Conn
	account string // set once, before any request is handled
	refused bool   // a bind of it was, and the log has said why
	why     string // it was; what the peer is not told
	bound   atomic.Pointer[boundAs]
	load    atomic.Int32 // of the account's rate, 0 to 100

	mu      sync.Mutex
	unbound bool // counts as a connection without a bind
}

type boundAs struct {
	account string
	kind    session.BindType
	version byte
	tls     string // version, "" in clear
	cipher  string
}

// Bind decides on an ESME's bind. Every refusal for who is asking looks the
// same from outside; the log has the reason.
func (h *serverSession) Bind(s *session.Session, b session.BindRequest) session.BindAnswer {
	v, now := h.srv, time.Now()
	cfg := v.config()
	log := v.e.log.WithField("link", cfg.Name).WithField("source", h.source.String())
	// Every refusal leaves a second after the bind came, whatever it cost to
	// find out: the time must not say whether there is such an account.
	no := func(st smpp.Status, why string) session.BindAnswer {
		log.Warnf("bind of %q refused with %s: %s", b.SystemID, st.Name(), why)
		h.refused, h.why = true, why
		return session.BindAnswer{Status: st, Delay: refuseDelay - time.Since(now), Close: true}
	}
	refuse := func(why string) session.BindAnswer {
		if d := v.guard.failed(h.source, b.SystemID, cfg, now); d > 0 {
			why += fmt.Sprintf("; %s is locked out for %s", h.source, d)
			v.e.feed.event(gateway.Warning, cfg.Name, fmt.Sprintf("%s is locked out of %s for %s after failed binds", h.source, cfg.Name, d), "")
		}
		return no(smpp.RBINDFAIL, why)
	}
	if ok, why := v.guard.bind(h.source, cfg, now); !ok {
		return no(smpp.RBINDFAIL, why)
	}
	acc, known := v.e.config().Account(b.SystemID)
	switch {
	case known && !acc.MayComeFrom(h.source):
		return refuse("the account is not allowed from this address")
	case known && len(acc.Servers) > 0 && !slices.Contains(acc.Servers, cfg.Name):
		return refuse("the account is not allowed on this listener")
	}
	right, err := v.e.verify.check(acc.PasswordHash, b.Password)
	switch {
	case err != nil && known:
		return refuse(err.Error())
	case !known:
		return refuse("there is no such account")
	case !right:
		return refuse("the password is wrong")
	case !acc.Enabled:
		return refuse("the account is disabled")
	case !slices.Contains(acc.Binds, b.Type.String()):
		return refuse("the account may not bind as " + b.Type.String())
	}
	if !v.e.accounts.join(acc, h) {
		return no(smpp.RALYBND, fmt.Sprintf("it has %d sessions already", acc.MaxBinds))
	}
	h.account = acc.SystemID
	if is, ok := v.e.config().Account(acc.SystemID); !ok || !is.Enabled || is.PasswordHash != acc.PasswordHash || v.e.renamingAccount(acc.SystemID) {
		// Its sessions were closed while this one was looked at.
		v.e.accounts.leave(h)
		h.account = ""
		return refuse("the account was changed meanwhile")
	}
	v.guard.succeeded(h.source, acc.SystemID, now)
	sealed, cipher := transport.Sealed(h.conn) // its handshake is over: the bind came through it
	h.bound.Store(&boundAs{account: acc.SystemID, kind: b.Type, version: byte(smpp.Negotiate(smpp.V50, b.InterfaceVersion)), tls: sealed, cipher: cipher})
	h.noLongerUnbound(now)
	log.Infof("%q bound as %s", acc.SystemID, b.Type)
	v.e.feed.links()
	return session.BindAnswer{Status: smpp.ROK, SystemID: cfg.SystemID, PeerWindow: acc.Window}
}

func (h *serverSession) noLongerUnbound(now time.Time) {
	h.mu.Lock()
	was := h.unbound
	h.unbound = false
	h.mu.Unlock()
	if was {
		h.srv.guard.leaveUnbound(h.source, now)
	}
}

// leave ends the session's part in the account and the counters.
func (h *serverSession) leave() {
	h.noLongerUnbound(time.Now())
	if h.bound.Load() != nil {
		h.srv.e.accounts.leave(h)
	}
}

func (h *serverSession) end(ctx context.Context, reason string) {
	if h.bound.Load() != nil {
		_ = h.session.Unbind(ctx)
		return
	}
	h.session.Close(reason)
}

// congestion is our load as a 5.0 application is told it: the larger of what
// waits for the disk and how much of the account's rate is used up.
func (h *serverSession) congestion() int {
	return max(h.srv.e.store.Backlog(), int(h.load.Load()))
}

// admit takes n places of the account's rate and notes its load; it is not
// asked for when an answer leaves, since the session is locked then.
func (h *serverSession) admit(acc gateway.Account, n int, now time.Time) bool {
	ok, load := h.srv.e.accounts.pace(acc, n, now)
	h.load.Store(int32(load))
	return ok
}

// receives tells whether deliveries may go to this session.
func (h *serverSession) receives() bool {
	b := h.bound.Load()
	return b != nil && b.kind != session.Transmitter && h.session.State() != smpp.Closed
}

// Bound lets the account's courier bring what was kept for it.
func (h *serverSession) Bound(*session.Session) {
	if h.bound.Load().kind != session.Transmitter {
		h.srv.e.owed(h.account)
	}
	h.srv.e.feed.links()
}

// Batch has nothing gathered to flush: writes join in the store.
func (h *serverSession) Batch(*session.Session) {}

// Request takes what a bound ESME asks.
func (h *serverSession) Request(s *session.Session, p *smpp.PDU) {
	h.srv.mu.Lock()
	h.srv.received++
	h.srv.meter.add(time.Now())
	h.srv.mu.Unlock()
	switch p.ID {
	case smpp.SubmitSM, smpp.DataSM:
		h.submit(s, p)
	case smpp.SubmitMulti:
		h.submitMulti(s, p)
	case smpp.QuerySM:
		h.query(s, p.Own())
	case smpp.CancelSM:
		h.cancel(s, p.Own())
	case smpp.ReplaceSM:
		h.replace(s, p.Own())
	default:
		_ = s.Reply(p.Resp(smpp.RINVCMDID))
	}
}
