package engine

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/session"
)

// mostEnds is how many ends of sessions wait for the store; more than that come
// only when it does not take them.
const mostEnds = 5000

// ends notes why sessions ended, and stores it a few seconds later beside the
// traffic: no link waits for it.
type ends struct {
	mu    sync.Mutex
	fresh []gateway.SessionEnd // not stored yet
}

// note takes the end of a session with what it ended of. A session that was asked
// to end has a reason too.
func (n *ends) note(x gateway.SessionEnd, err error) {
	x.At, x.By, x.Why, x.Advice = time.Now(), endedBy(err), whyEnded(err), downAdvice(err)
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.fresh) < mostEnds {
		n.fresh = append(n.fresh, x)
	}
}

func (n *ends) take() (fresh []gateway.SessionEnd) {
	n.mu.Lock()
	defer n.mu.Unlock()
	fresh, n.fresh = n.fresh, nil
	return fresh
}

// endedBy is who ended a session. What is no end of a session is one that never
// came to be: its bind was refused, or not answered.
func endedBy(err error) string {
	var closed *session.Closed
	var refused *session.StatusError
	switch {
	case errors.As(err, &closed):
		return closed.By
	case errors.As(err, &refused):
		return "peer"
	}
	return "us"
}

// whyEnded is why a session ended, in words; of a refused bind, what was refused.
func whyEnded(err error) string {
	var refused *session.StatusError
	if errors.As(err, &refused) {
		info := refused.Status.Info()
		return info.Meaning + " (" + info.Name + ")"
	}
	return whyDown(err)
}

// storeEnds stores the ends of sessions since the last time.
func (e *Engine) storeEnds() {
	fresh := e.ends.take()
	if len(fresh) == 0 {
		return
	}
	e.store.Write(func(tx Tx) error { return tx.AddSessionEnds(fresh) }, func(err error) {
		if err == nil {
			e.feed.links() // who shows a session can say why it ended
		}
	})
}

// ended notes the end of a session that was bound, or whose bind was refused: of
// other connections there are no PDUs that are worth a reason.
func (h *serverSession) ended(err error) {
	x := gateway.SessionEnd{Session: h.id, Link: h.srv.config().Name, Account: h.account, Remote: h.session.Remote().String()}
	switch {
	case h.refused:
		h.srv.e.ends.note(x, fmt.Errorf("the bind was refused: %s", h.why))
	case h.bound.Load() != nil:
		h.srv.e.ends.note(x, err)
	}
}
