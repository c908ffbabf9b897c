package gateway

import (
	"reflect"
	"slices"
)

// StepKind is what applying a configuration does to one link or account.
type StepKind uint8

const (
	StepLive     StepKind = iota // changed without disturbing a session
	StepAdd                      // a new link starts, or a new account may bind
	StepRemove                   // a link stops and goes
	StepRebind                   // a client link's sessions bind again
	StepRelisten                 // a listener closes and opens again
	StepStart                    // enabled
	StepStop                     // disabled
	StepDrop                     // an account's sessions are closed
)

// Step is one entry of a Plan.
type Step struct {
	Kind    StepKind
	Link    string // client or server link, "" for an account
	Account string
	Keys    []string // settings that changed
}

// Plan tells what changing from old to new disturbs. It is pure: the form shows
// it before saving, the engine does it after. Links are recognised by their
// internal id, else by name.
func Plan(old, new Config) []Step {
	var out []Step
	out = append(out, planList(old.Clients, new.Clients, ClientSettings(), StepRebind,
		func(c ClientConfig) (int64, string, bool) { return c.ID, c.Name, c.Enabled })...)
	out = append(out, planList(old.Servers, new.Servers, ServerSettings(), StepRelisten,
		func(s ServerConfig) (int64, string, bool) { return s.ID, s.Name, s.Enabled })...)
	for _, a := range old.Accounts {
		i := slices.IndexFunc(new.Accounts, func(x Account) bool { return same(a.ID, x.ID, a.SystemID, x.SystemID) })
		if i < 0 {
			out = append(out, Step{Kind: StepDrop, Account: a.SystemID})
			continue
		}
		n := new.Accounts[i]
		keys, effect := changed(&a, &n, AccountSettings())
		switch {
		case a.Enabled && !n.Enabled:
			out = append(out, Step{Kind: StepDrop, Account: a.SystemID, Keys: keys})
		case len(keys) > 0 && effect != Live || a.PasswordHash != n.PasswordHash:
			out = append(out, Step{Kind: StepDrop, Account: a.SystemID, Keys: keys})
		case len(keys) > 0:
			out = append(out, Step{Kind: StepLive, Account: n.SystemID, Keys: keys})
		}
	}
	for _, n := range new.Accounts {
		if !slices.ContainsFunc(old.Accounts, func(x Account) bool { return same(n.ID, x.ID, n.SystemID, x.SystemID) }) {
			out = append(out, Step{Kind: StepAdd, Account: n.SystemID})
		}
	}
	if !reflect.DeepEqual(old.Routes, new.Routes) || old.General != new.General || !reflect.DeepEqual(old.Rules, new.Rules) || !reflect.DeepEqual(old.OptOut, new.OptOut) {
		out = append(out, Step{Kind: StepLive})
	}
	if old.Simulator != new.Simulator {
		out = append(out, Step{Kind: StepLive, Link: SimulatorName})
	}
	return out
}

func same(idA, idB int64, nameA, nameB string) bool {
	if idA != 0 && idB != 0 {
		return idA == idB
	}
	return nameA == nameB
}

func planList[T any](old, new []T, rows []Setting[T], disturb StepKind, key func(T) (int64, string, bool)) []Step {
	var out []Step
	find := func(list []T, x T) int {
		id, name, _ := key(x)
		return slices.IndexFunc(list, func(y T) bool {
			yid, yname, _ := key(y)
			return same(id, yid, name, yname)
		})
	}
	for _, o := range old {
		if find(new, o) < 0 {
			_, name, _ := key(o)
			out = append(out, Step{Kind: StepRemove, Link: name})
		}
	}
	for _, n := range new {
		_, name, enabled := key(n)
		i := find(old, n)
		if i < 0 {
			out = append(out, Step{Kind: StepAdd, Link: name})
			continue
		}
		o := old[i]
		_, oldName, was := key(o)
		keys, effect := changed(&o, &n, rows)
		switch {
		case was && !enabled:
			out = append(out, Step{Kind: StepStop, Link: oldName, Keys: keys})
		case !was && enabled:
			out = append(out, Step{Kind: StepStart, Link: name, Keys: keys})
		case len(keys) == 0:
		case effect == Live || !enabled:
			out = append(out, Step{Kind: StepLive, Link: name, Keys: keys})
		default:
			out = append(out, Step{Kind: disturb, Link: oldName, Keys: keys})
		}
	}
	return out
}

// changed returns the keys that differ and the strongest effect of them.
func changed[T any](a, b *T, rows []Setting[T]) (keys []string, effect Effect) {
	for _, s := range rows {
		x, y := s.Get(a), s.Get(b)
		if reflect.DeepEqual(x, y) {
			continue
		}
		if l, ok := x.([]string); ok && len(l) == 0 && len(y.([]string)) == 0 {
			continue
		}
		keys = append(keys, s.Key)
		effect = max(effect, s.Effect)
	}
	return keys, effect
}
