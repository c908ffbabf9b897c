package engine

import (
	"context"
	"fmt"
	"maps"
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

// none tells whether nothing gets another name.
func (r *renames) none() bool { return len(r.clients)+len(r.servers)+len(r.accounts) == 0 }

// links are the new names of both kinds of links by the old ones.
func (r renames) links() map[string]string {
	all := maps.Clone(r.clients)
	maps.Copy(all, r.servers)
	return all
}

// A change of names has three steps. Links and accounts end, so that what is on its
// way is settled; then the configuration is stored in one transaction with what goes
// to the new names; then they begin under those. A listener only stops when more of
// it has changed, and its sessions stay.

// endUnder is the first. Whoever binds again meanwhile has to wait for the last.
func (e *Engine) endUnder(ctx context.Context, r renames) {
	if r.none() {
		return
	}
	e.renaming.Store(&r)
	for from, to := range r.clients {
		e.stopClient(ctx, from)
		e.stopClient(ctx, to) // which goes: what gets its name is not for its provider
	}
	for from := range r.accounts {
		e.accounts.drop(ctx, from, "the account was changed")
	}
	if len(r.accounts) > 0 {
		e.storeCounted(time.Now()) // under the old name still
	}
}

// storeNames is the second.
func (e *Engine) storeNames(tx Tx, r renames) (err error) {
	if len(r.clients) > 0 {
		err = tx.RenameLinks(r.clients)
	}
	if err == nil && len(r.accounts) > 0 {
		err = tx.RenameAccounts(r.accounts)
	}
	if err == nil {
		err = tx.RenameHistory(r.links())
	}
	if err != nil {
		return fmt.Errorf("give what waits to the new name: %w", err)
	}
	return nil
}

// goOnUnder takes the first step back, when the second has failed.
func (e *Engine) goOnUnder(r renames, old gateway.Config) {
	e.renaming.Store(nil)
	for from, to := range r.clients {
		for _, name := range []string{from, to} {
			if c, ok := old.Client(name); ok && e.client(name) == nil {
				e.startClient(c)
			}
		}
	}
}

// beginUnder is the last.
func (e *Engine) beginUnder(ctx context.Context, r renames, cfg gateway.Config) {
	if r.none() {
		return
	}
	e.limits.rename(r.clients)
	e.zones.rename(r.clients)
	e.traffic.rename(r.links())
	e.reach.rename(r.links())
	for _, to := range r.clients {
		if c, ok := cfg.Client(to); ok {
			e.startClient(c)
		}
	}
	e.renameServers(ctx, r, cfg)
	if len(r.accounts) > 0 {
		e.accounts.forget()
		for _, to := range r.accounts {
			e.owed(to)
		}
	}
	e.feed.links()
}

func (e *Engine) renameServers(ctx context.Context, r renames, cfg gateway.Config) {
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
}

// insert stores a message of ours. Where it goes and whose it is was decided under a
// version of the configuration: who got another name since is meant.
func (e *Engine) insert(tx Tx, version int64, m *gateway.Message) (err error) {
	if m.Account, err = tx.AccountUnder(version, m.Account); err != nil {
		return err
	}
	link := m.Link
	if to, ok := gateway.TargetAccount(link); ok {
		to, err = tx.AccountUnder(version, to)
		link = gateway.AccountTarget(to)
	} else {
		link, err = tx.LinkUnder(version, link)
	}
	if err != nil {
		return err
	}
	if link != m.Link {
		for i := range m.PartList {
			m.PartList[i].Link = link
		}
		m.Link = link
	}
	if err := tx.InsertMessage(m); err != nil {
		return err
	}
	return e.followRemoved(tx, version, m.Link)
}

// renamingAccount tells whether an account is about to get another name.
func (e *Engine) renamingAccount(name string) bool {
	r := e.renaming.Load()
	return r != nil && r.accounts[name] != ""
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
