package engine

import (
	"context"
	"fmt"
	"time"

	"relay/gateway"
)

// renames are links and accounts that get another name: the new ones by the old.
type renames struct{ clients, servers, accounts map[string]string }

func renamesOf(old, cfg gateway.Config) renames {
	r := renames{map[string]string{}, map[string]string{}, map[string]string{}}
	for _, o := range old.Clients {
		for _, n := range cfg.Clients {
			if o.ID == n.ID && o.Name != n.Name {
				r.clients[o.Name] = n.Name
			}
		}
	}
	for _, o := range old.Servers {
		for _, n := range cfg.Servers {
			if o.ID == n.ID && o.Name != n.Name {
				r.servers[o.Name] = n.Name
			}
		}
	}
	for _, o := range old.Accounts {
		for _, n := range cfg.Accounts {
			if o.ID == n.ID && o.SystemID != n.SystemID {
				r.accounts[o.SystemID] = n.SystemID
			}
		}
	}
	return r
}

// has tells whether the name of a link is one of them, the old or the new.
func (r renames) has(name string) bool {
	for _, list := range []map[string]string{r.clients, r.servers} {
		for from, to := range list {
			if name == from || name == to {
				return true
			}
		}
	}
	return false
}

// rename gives links their new names. A client link ends first, so that what it
// has on its way is settled before it goes to the new name with all that waits;
// a listener only stops when more of it has changed, and its sessions stay. All
// end before the first begins: names may be exchanged.
func (e *Engine) rename(ctx context.Context, r renames, cfg gateway.Config) {
	for from := range r.clients {
		e.stopClient(ctx, from)
	}
	if len(r.clients) > 0 {
		if err := e.do(e.ctx, func(tx Tx) error { return tx.RenameLinks(r.clients) }); err != nil {
			e.storeTrouble(fmt.Errorf("give what waits to the new name: %w", err))
		}
		e.limits.rename(r.clients)
		e.zones.rename(r.clients)
	}
	for _, to := range r.clients {
		if c, ok := cfg.Client(to); ok {
			e.startClient(c)
		}
	}
	kept := map[string]*server{}
	e.mu.Lock()
	for from, to := range r.servers {
		if v := e.servers[from]; v != nil {
			kept[to] = v
			delete(e.servers, from)
		}
	}
	for to, v := range kept {
		e.servers[to] = v
	}
	e.mu.Unlock()
	for to, v := range kept {
		s, ok := cfg.Server(to)
		if !ok {
			continue
		}
		if v.config().Enabled && s.Enabled && !relistens(v.config(), s) {
			v.apply(s)
			continue
		}
		e.stopServer(ctx, to)
		_ = e.startServer(s) // a failure is the link's status
	}
	e.feed.links()
}

// renameAccounts gives accounts their new names, once their sessions have ended:
// what they are owed comes to whoever binds under the new one.
func (e *Engine) renameAccounts(names map[string]string) {
	if len(names) == 0 {
		return
	}
	e.storeCounted(time.Now()) // under the old name still
	if err := e.do(e.ctx, func(tx Tx) error { return tx.RenameAccounts(names) }); err != nil {
		e.storeTrouble(fmt.Errorf("give what waits to the new name: %w", err))
	}
	e.accounts.forget()
	for _, to := range names {
		e.owed(to)
	}
}

// relistens tells whether a listener has to close and open again.
func relistens(old, s gateway.ServerConfig) bool {
	old.ID, old.Name = s.ID, s.Name
	for _, st := range gateway.Plan(gateway.Config{Servers: []gateway.ServerConfig{old}}, gateway.Config{Servers: []gateway.ServerConfig{s}}) {
		if st.Kind != gateway.StepLive {
			return true
		}
	}
	return false
}
