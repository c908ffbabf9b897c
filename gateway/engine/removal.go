package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
)

// removeChunk is how many messages are cancelled in one commit before the last: a long
// queue must not keep everybody else from the disk.
const removeChunk = 500

// removal is what became of what waited for a link, from a version of the
// configuration on.
type removal struct {
	gateway.Waiting
	version int64
}

// RemoveLink deletes a client link and does with what waits for it as w says. The
// link ends first, so that what it has on its way is settled and nothing more
// leaves; then the configuration changes in one transaction with the messages. A
// long queue that is cancelled begins to be before that, whole messages at a time: when the
// program ends there, the link is still there with the rest.
func (e *Engine) RemoveLink(ctx context.Context, link string, w gateway.Waiting) (int, error) {
	e.applying.Lock()
	defer e.applying.Unlock()
	old := e.config()
	gone, ok := old.Client(link)
	if !ok {
		return 0, gateway.Problems{{Path: "link", Key: "there is no connection %q", Args: []any{link}}}
	}
	for i, r := range old.Routes {
		if slices.Contains(r.Links, link) {
			return 0, gateway.Problems{{Path: fmt.Sprintf("route[%d].link", i+1), Key: "route %d goes over %s: give it another target under Routing first", Args: []any{i + 1, link}}}
		}
	}
	c := old.Clone()
	c.Clients = slices.DeleteFunc(c.Clients, func(x gateway.ClientConfig) bool { return x.Name == link })
	if p := c.Validate(); len(p) > 0 {
		return 0, p
	}
	if w.Fate == gateway.FateMove {
		if p := old.CheckMove(link, w.To); len(p) > 0 {
			return 0, p
		}
	}
	ctx = context.WithoutCancel(ctx) // half of it helps nobody
	e.stopClient(ctx, link)
	early := 0
	var err error
	if w.Fate == gateway.FateCancel {
		early, err = e.cancelMost(ctx, link)
	}
	last := 0
	var saved gateway.Config
	if err == nil {
		saved, err = e.store.SaveConfigWith(ctx, c, func(tx Tx) (err error) {
			last, err = e.dispose(tx, link, w)
			return err
		})
	}
	if err != nil {
		e.startClient(gone)
		return early, fmt.Errorf("delete the connection: %w", err)
	}
	e.install(ctx, old, saved)
	e.mu.Lock()
	e.removed[link] = removal{w, saved.Version}
	e.mu.Unlock()
	late, err := e.disposeLate(ctx, link, w)
	if err != nil {
		e.storeTrouble(fmt.Errorf("what still came for %s: %w", link, err))
	}
	if w.Fate == gateway.FateMove {
		e.wakeLink(w.To)
	}
	e.feed.publish(gateway.Update{Links: true, Messages: true})
	return early + last + late, nil
}

// dispose does with all that waits for a link what is told, and returns of how
// many messages it was.
func (e *Engine) dispose(tx Tx, link string, w gateway.Waiting) (int, error) {
	switch w.Fate {
	case gateway.FateMove:
		n, err := tx.MoveQueued(link, w.To)
		return int(n), err
	case gateway.FateCancel:
		sum := 0
		for {
			n, err := e.cancelWaiting(tx, link, time.Now())
			if sum += n; err != nil || n == 0 {
				return sum, err
			}
		}
	}
	return 0, nil
}

// followRemoved does so with a message that is stored now, and for which its link was
// chosen under a version of the configuration in which that was there still. A link
// of the name that is there again has it.
func (e *Engine) followRemoved(tx Tx, version int64, link string) error {
	for {
		e.mu.Lock()
		r, ok := e.removed[link]
		e.mu.Unlock()
		if _, there := e.config().Client(link); !ok || there || r.version <= version {
			return nil
		}
		to, err := tx.LinkUnder(r.version, r.To)
		if err != nil {
			return err
		}
		r.To = to
		if _, err := e.dispose(tx, link, r.Waiting); err != nil || r.Fate != gateway.FateMove {
			return err
		}
		tx.AfterCommit(func() { e.wakeLink(to) })
		link, version = to, r.version
	}
}

// disposeLate does the same with messages for which the link was chosen before it
// went, and which were stored before followRemoved knew.
func (e *Engine) disposeLate(ctx context.Context, link string, w gateway.Waiting) (n int, err error) {
	if w.Fate == gateway.FateKeep {
		return 0, nil
	}
	err = e.do(ctx, func(tx Tx) (err error) {
		n, err = e.dispose(tx, link, w)
		return err
	})
	return n, err
}

// cancelMost cancels what waits for a link, some in each commit, until few are
// left.
func (e *Engine) cancelMost(ctx context.Context, link string) (sum int, err error) {
	for {
		n, few := 0, false
		err := e.do(ctx, func(tx Tx) error {
			n, few = 0, false
			ids, err := tx.WaitingOn(link, removeChunk+1)
			if few = len(ids) <= removeChunk; err != nil || few {
				return err
			}
			n, err = e.cancelWaiting(tx, link, time.Now())
			return err
		})
		if sum += n; err != nil || few {
			return sum, err
		}
	}
}

// cancelWaiting cancels some of what waits for a link; 0: nothing does any more.
// A part that is on its way, or may have been sent, stays as it is.
func (e *Engine) cancelWaiting(tx Tx, link string, now time.Time) (int, error) {
	ids, err := tx.WaitingOn(link, removeChunk)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		m, err := tx.Message(id)
		if err != nil {
			return 0, err
		}
		parts, err := tx.Parts(id)
		if err != nil {
			return 0, err
		}
		waits := func(p gateway.Part) bool { return p.State == gateway.Queued && p.Link == link }
		if _, err := e.cancelParts(tx, m, parts, now, "its connection "+link+" was deleted", waits); err != nil {
			return 0, err
		}
		e.announce(tx, id)
	}
	return len(ids), nil
}
