package engine

import (
	"context"
	"slices"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// accounts knows which sessions each account has, its pace, and the courier
// that brings it what it is owed.
type accounts struct {
	e  *Engine
	mu sync.Mutex
	by map[string]*presence
}

type presence struct {
	sessions []*serverSession
	pace     *session.Pace
	rate     float64
	burst    int
	courier  *courier
	turn     int  // of the sessions, for spreading deliveries
	told     hush // in the log, about its submits

	by     map[int64]*serverSession // who submitted a message, while receipts go there
	recent []int64                  // the messages of by, oldest first
}

const (
	receiptsOnSame = "same" // of Account.ReceiptsOn
	submittedMost  = 50_000 // messages whose sessions are remembered, for each account
)

// submittedBy remembers which session submitted a message.
func (a *accounts) submittedBy(h *serverSession, message int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.of(h.account)
	if p.by == nil {
		p.by = map[int64]*serverSession{}
	}
	if len(p.recent) >= submittedMost {
		delete(p.by, p.recent[0])
		p.recent = p.recent[1:]
	}
	p.by[message] = h
	p.recent = append(p.recent, message)
}

// receiverOf is receiver, but the session that submitted a message where that is
// still there, receives, and has a free place.
func (a *accounts) receiverOf(acc gateway.Account, message int64) *serverSession {
	if acc.ReceiptsOn == receiptsOnSame {
		a.mu.Lock()
		p := a.of(acc.SystemID)
		own := p.by[message]
		here := own != nil && slices.Contains(p.sessions, own)
		a.mu.Unlock()
		if here && own.receives() && own.session.Free() > 0 {
			return own
		}
	}
	return a.receiver(acc.SystemID)
}

func newAccounts(e *Engine) *accounts { return &accounts{e: e, by: map[string]*presence{}} }

func (a *accounts) of(systemID string) *presence {
	p := a.by[systemID]
	if p == nil {
		p = &presence{}
		a.by[systemID] = p
	}
	return p
}

// join adds a session unless the account has its number of them.
func (a *accounts) join(acc gateway.Account, h *serverSession) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.of(acc.SystemID)
	if len(p.sessions) >= acc.MaxBinds {
		return false
	}
	p.sessions = append(p.sessions, h)
	return true
}

func (a *accounts) leave(h *serverSession) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.of(h.account)
	for i, s := range p.sessions {
		if s == h {
			p.sessions = append(p.sessions[:i:i], p.sessions[i+1:]...)
			break
		}
	}
}

// pace takes n places of the account's rate; false: throttled, and none are
// taken. More than a full bucket holds is taken from a full one. load is how
// much of the rate is used up, 0 to 100.
func (a *accounts) pace(acc gateway.Account, n int, now time.Time) (ok bool, load int) {
	if acc.Rate <= 0 {
		return true, 0
	}
	burst := acc.Burst
	if burst == 0 {
		burst = max(1, int(acc.Rate))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.of(acc.SystemID)
	if p.pace == nil || p.rate != acc.Rate || p.burst != burst {
		p.pace, p.rate, p.burst = session.NewPace(acc.Rate, burst), acc.Rate, burst
	}
	n = min(n, burst)
	got := p.pace.Take(now, n)
	if got < n {
		p.pace.Give(got)
		return false, 100
	}
	return true, 100 - min(100*p.pace.Left(now)/burst, 100)
}

// refused writes into the log why a submit of an account was refused, and what it
// was told, at most once a second for each account.
func (a *accounts) refused(systemID string, st smpp.Status, why string) {
	a.mu.Lock()
	line, ok := a.of(systemID).told.tell(time.Now(), "a submit was refused with "+st.Name()+": "+why)
	a.mu.Unlock()
	if ok {
		a.e.log.WithField("account", systemID).Info(line)
	}
}

// receiver returns a session of the account that takes deliveries and has a
// free place, in turn; nil when there is none.
func (a *accounts) receiver(systemID string) *serverSession {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.of(systemID)
	for range p.sessions {
		p.turn++
		h := p.sessions[p.turn%len(p.sessions)]
		if h.receives() && h.session.Free() > 0 {
			return h
		}
	}
	return nil
}

// drop ends every session of an account, with unbind: what was stored is answered
// before the connection goes.
func (a *accounts) drop(ctx context.Context, systemID, reason string) {
	a.mu.Lock()
	open := slices.Clone(a.of(systemID).sessions)
	a.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, stopTime)
	defer cancel()
	var wg sync.WaitGroup
	for _, h := range open {
		wg.Go(func() { h.end(ctx, reason) })
	}
	wg.Wait()
}

// wake has the account's courier look into the database.
func (a *accounts) wake(systemID string) { a.courier(systemID).forget() }

// forget has no courier bring what is not in the database any more.
func (a *accounts) forget() {
	a.mu.Lock()
	var all []*courier
	for _, p := range a.by {
		if p.courier != nil {
			all = append(all, p.courier)
		}
	}
	a.mu.Unlock()
	for _, c := range all {
		c.forget()
	}
}

// courier is the account's, started if needed.
func (a *accounts) courier(systemID string) *courier {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.of(systemID)
	if p.courier == nil {
		p.courier = newCourier(a.e, systemID)
		a.e.background(p.courier.run)
	}
	return p.courier
}
