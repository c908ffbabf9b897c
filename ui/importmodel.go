package ui

import (
	"fmt"
	"reflect"
	"strings"

	"relay/gateway"
	"relay/ui/words"
)

// importEntry is something that a configuration file has, beside what is there.
type importEntry struct {
	kind    string // "connection", in the language of the window
	name    string
	detail  string
	change  importChange
	changes []string // settings of what is there that would change
	locked  bool     // a new connection of which the file has no password
	taken   bool
	pick    func(next *gateway.Config, from gateway.Config) // puts it into what is taken
}

// importChange is what taking an entry does.
type importChange uint8

const (
	importSame importChange = iota // it is here already
	importNew
	importReplaces
)

// word is the change as people read it.
func (c importChange) word() string {
	return [...]string{words.T("as it is here"), words.T("new##in a file"), words.T("replaces##in a file")}[c]
}

// importEntries are what a file has, in its order. All that is new or different is
// taken at first, but for what belongs to the office as a whole: how long data is
// kept is not another office's to say.
func importEntries(now, file gateway.Config) (out []importEntry) {
	add := func(e importEntry) {
		one := nothing()
		e.pick(&one, file)
		merged := gateway.Merge(now, one)
		steps := gateway.Plan(now, merged)
		switch {
		case reflect.DeepEqual(merged, gateway.Merge(now, nothing())) || len(steps) == 0:
			e.change = importSame
		case len(steps) == 1 && steps[0].Kind == gateway.StepAdd:
			e.change = importNew
		default:
			e.change = importReplaces
			e.changes = labelsOf(steps)
		}
		e.taken = e.change != importSame
		out = append(out, e)
	}
	for i, c := range file.Clients {
		e := importEntry{kind: words.T("Connection"), name: c.Name, detail: words.Of(c.Address()), pick: func(n *gateway.Config, f gateway.Config) { n.Clients = append(n.Clients, f.Clients[i]) }}
		_, here := now.Client(c.Name)
		e.locked = !here && c.Password == "" && !c.Simulated()
		add(e)
	}
	for i, s := range file.Servers {
		add(importEntry{kind: words.T("Listener"), name: s.Name, detail: s.Listen, pick: func(n *gateway.Config, f gateway.Config) { n.Servers = append(n.Servers, f.Servers[i]) }})
	}
	for i, a := range file.Accounts {
		add(importEntry{kind: words.T("Account"), name: a.SystemID, detail: strings.Join(a.Binds, ", "), pick: func(n *gateway.Config, f gateway.Config) { n.Accounts = append(n.Accounts, f.Accounts[i]) }})
	}
	if n := len(file.Routes); n > 0 {
		e := importEntry{kind: words.T("Routing"), name: words.N(n, "%s rule", "%s rules"), pick: func(n *gateway.Config, f gateway.Config) { n.Routes = f.Routes }}
		if was := len(now.Routes); was > 0 {
			e.detail = words.N(was, "in the place of %s rule here", "in the place of %s rules here")
		}
		add(e)
		if x := &out[len(out)-1]; x.change == importReplaces && len(now.Routes) == 0 {
			x.change = importNew
		}
	}
	for i, r := range file.Rules {
		add(importEntry{kind: words.T("Auto-reply"), name: r.Name, detail: r.Text, pick: func(n *gateway.Config, f gateway.Config) { n.Rules = append(n.Rules, f.Rules[i]) }})
		if x := &out[len(out)-1]; x.change == importReplaces && !hasRule(now, r.Name) {
			x.change = importNew
		}
	}
	usual := gateway.NewConfig()
	if !reflect.DeepEqual(file.OptOut, usual.OptOut) {
		add(importEntry{kind: words.T("Opt-out"), name: words.T("Keywords"), detail: strings.Join(append(append([]string{}, file.OptOut.Stop...), file.OptOut.Start...), ", "), pick: func(n *gateway.Config, f gateway.Config) { n.OptOut = f.OptOut }})
	}
	if file.Simulator != usual.Simulator {
		add(importEntry{kind: words.T("Simulator"), name: file.Simulator.Listen, detail: words.Of(file.Simulator.Scenario), pick: func(n *gateway.Config, f gateway.Config) { n.Simulator = f.Simulator }})
	}
	if file.General != usual.General {
		add(importEntry{kind: words.T("General"), name: words.T("Country, retention"), detail: file.General.Country, pick: func(n *gateway.Config, f gateway.Config) { n.General = f.General }})
		out[len(out)-1].taken = false
	}
	return out
}

// nothing is a file that says nothing.
func nothing() gateway.Config { return gateway.NewConfig() }

func hasRule(c gateway.Config, name string) bool {
	for _, r := range c.Rules {
		if r.Name == name {
			return true
		}
	}
	return false
}

// labelsOf names the settings that steps are about.
func labelsOf(steps []gateway.Step) (out []string) {
	for _, s := range steps {
		for _, key := range s.Keys {
			label := key
			switch {
			case s.Account != "":
				label = labelOf(gateway.AccountSettings(), key)
			default:
				if label = labelOf(gateway.ClientSettings(), key); label == key {
					label = labelOf(gateway.ServerSettings(), key)
				}
			}
			out = append(out, words.Of(label))
		}
	}
	return out
}

func labelOf[T any](rows []gateway.Setting[T], key string) string {
	for _, r := range rows {
		if r.Key == key {
			return r.Label
		}
	}
	return key
}

// importResult is the configuration with what is taken of a file, what is wrong
// with it, and how many entries that are.
func importResult(now, file gateway.Config, list []importEntry, passwords map[string]string) (merged gateway.Config, problem string, n int) {
	next := nothing()
	for _, e := range list {
		if e.taken {
			e.pick(&next, file)
			n++
		}
	}
	for i := range next.Clients {
		if p := passwords[next.Clients[i].Name]; p != "" {
			next.Clients[i].Password, next.Clients[i].KeepPassword = gateway.Secret(p), false
		}
	}
	merged = gateway.Merge(now, next)
	if p := merged.Validate(); len(p) > 0 {
		problem = words.Problem(p[0])
		if where := placeOf(p[0].Path); where != "" {
			problem = fmt.Sprintf("%s: %s", where, problem)
		}
	}
	return merged, problem, n
}

// placeOf is the name in a problem's path: "nordic-a" of "client[nordic-a].host".
func placeOf(path string) string {
	_, rest, ok := strings.Cut(path, "[")
	if i := strings.LastIndexByte(rest, ']'); ok && i >= 0 {
		return rest[:i]
	}
	return ""
}
