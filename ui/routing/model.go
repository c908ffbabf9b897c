package routing

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"relay/gateway"
	"relay/ui/words"
)

// Kind is what a rule is about.
type Kind string

// The kinds of rules, as the form offers them.
const (
	KindWindow   Kind = "Messages written here"
	KindAccount  Kind = "Messages of an account"
	KindAll      Kind = "All outgoing messages"
	KindIncoming Kind = "Incoming messages"
)

// KindWords is a kind as people read it.
func KindWords(k Kind) string {
	switch k {
	case KindWindow:
		return words.T("Messages written here")
	case KindAccount:
		return words.T("Messages of an account")
	case KindAll:
		return words.T("All outgoing messages")
	}
	return words.T("Incoming messages")
}

// kindChoices are the kinds as the form shows them.
func kindChoices() (out []string) {
	for _, k := range Kinds() {
		out = append(out, KindWords(Kind(k)))
	}
	return out
}

// kindShown is the kind that is shown so.
func kindShown(text string) Kind {
	for _, k := range Kinds() {
		if KindWords(Kind(k)) == text {
			return Kind(k)
		}
	}
	return KindWindow
}

// Kinds are all of them, in order.
func Kinds() []string {
	return []string{string(KindWindow), string(KindAccount), string(KindAll), string(KindIncoming)}
}

// KindOf is a rule's kind.
func KindOf(r gateway.Route) Kind {
	switch {
	case r.Incoming != "":
		return KindIncoming
	case r.Account == "*":
		return KindAll
	case r.Account != "":
		return KindAccount
	}
	return KindWindow
}

// SetKind makes a rule one of a kind, with a first choice for what it needs.
func SetKind(r *gateway.Route, k Kind, c gateway.Config) {
	r.Account, r.Incoming = "", ""
	switch k {
	case KindAll:
		r.Account = "*"
	case KindAccount:
		r.Account = first(Accounts(c), "shop*")
	case KindIncoming:
		r.Incoming = "*"
	}
}

func first(list []string, other string) string {
	if len(list) > 0 {
		return list[0]
	}
	return other
}

// Accounts are the names of the accounts.
func Accounts(c gateway.Config) (out []string) {
	for _, a := range c.Accounts {
		out = append(out, a.SystemID)
	}
	return out
}

// Links are the links that an incoming message can come by.
func Links(c gateway.Config) (out []string) {
	for _, l := range c.Clients {
		out = append(out, l.Name)
	}
	return append(out, gateway.SimulatorName)
}

// Targets are what a rule can send to.
func Targets(c gateway.Config) (out []string) {
	for _, l := range c.Clients {
		out = append(out, l.Name)
	}
	out = append(out, gateway.TargetSimulator, gateway.TargetInbox, gateway.TargetReject)
	for _, a := range c.Accounts {
		out = append(out, accountTarget(a.SystemID))
	}
	return out
}

const accountPrefix = "account:"

func accountTarget(id string) string { return accountPrefix + id }

// pattern is a pattern as people read it: "+36*" is +36….
func pattern(p string) string {
	if prefix, ok := strings.CutSuffix(p, "*"); ok {
		return prefix + "…"
	}
	return p
}

func anything(p string) bool { return p == "" || p == "*" }

// Who says which messages a rule is about.
func Who(r gateway.Route) string {
	var s string
	switch KindOf(r) {
	case KindWindow:
		s = words.T("Messages written here")
	case KindAll:
		s = words.T("All outgoing messages")
	case KindAccount:
		s = words.T("Messages of %s", pattern(r.Account))
	case KindIncoming:
		s = words.T("Incoming messages")
		if !anything(r.Incoming) {
			s = words.T("Incoming messages of %s", pattern(r.Incoming))
		}
	}
	if !anything(r.From) {
		s = words.T("%s from %s##route", s, pattern(r.From))
	}
	if !anything(r.To) {
		s = words.T("%s to %s##route", s, pattern(r.To))
	}
	if r.Text != "" {
		s = words.T("%s with %q in the text", s, r.Text)
	}
	return s
}

// Where says where a rule sends, after "they".
func Where(links []string) string {
	if len(links) == 0 {
		return words.T("go nowhere yet")
	}
	if links[0] == gateway.TargetReject {
		return words.T("are rejected")
	}
	s := TargetWords(links[0])
	for _, l := range links[1:] {
		s = words.T("%s, then %s", s, TargetWords(l))
	}
	return words.T("go to %s", s)
}

// TargetWords names a target.
func TargetWords(t string) string {
	switch id, account := gateway.TargetAccount(t); {
	case account:
		return words.T("the account %s", id)
	case t == gateway.TargetInbox:
		return words.T("the inbox")
	case t == gateway.TargetSimulator:
		return words.T("the simulator")
	case t == gateway.TargetReject:
		return words.T("nobody: they are rejected")
	}
	return t
}

// Rules is the list as a person edits it, beside the configuration in force.
type Rules struct {
	Config gateway.Config  // in force
	Draft  []gateway.Route // as edited
	Base   []gateway.Route // what the draft was made of
}

// Take follows the configuration in force. What was edited stays.
func (l *Rules) Take(c gateway.Config) {
	changed := l.Changed()
	l.Config = c
	if !changed {
		l.Discard()
	}
}

// Discard goes back to what is in force.
func (l *Rules) Discard() {
	l.Base, l.Draft = clone(l.Config.Routes), clone(l.Config.Routes)
}

// Changed tells whether something was edited.
func (l *Rules) Changed() bool { return !equal(l.Draft, l.Base) }

// Elsewhere tells whether the rules in force were changed since the editing began.
func (l *Rules) Elsewhere() bool { return l.Changed() && !equal(l.Config.Routes, l.Base) }

func equal(a, b []gateway.Route) bool {
	return len(a) == len(b) && reflect.DeepEqual(clone(a), clone(b))
}

func clone(list []gateway.Route) []gateway.Route {
	out := make([]gateway.Route, len(list))
	for i, r := range list {
		r.Links = append([]string{}, r.Links...)
		out[i] = r
	}
	return out
}

// Whole is the configuration with the edited rules.
func (l *Rules) Whole() gateway.Config {
	c := l.Config.Clone()
	c.Routes = clone(l.Draft)
	return c
}

// Add puts a new rule behind one, or at the end, and returns its place.
func (l *Rules) Add(after int) int {
	r := gateway.Route{Account: "*"}
	if t := Targets(l.Config); len(t) > 0 {
		r.Links = []string{t[0]}
	}
	return l.insert(after, r)
}

// Duplicate puts a copy of a rule behind it and returns its place.
func (l *Rules) Duplicate(i int) int {
	return l.insert(i, clone(l.Draft[i : i+1])[0])
}

func (l *Rules) insert(after int, r gateway.Route) int {
	at := len(l.Draft)
	if after >= 0 && after < at {
		at = after + 1
	}
	l.Draft = slices.Insert(l.Draft, at, r)
	return at
}

// Delete takes a rule away.
func (l *Rules) Delete(i int) { l.Draft = slices.Delete(l.Draft, i, i+1) }

// Move puts a rule at another place and returns where it is then.
func (l *Rules) Move(from, to int) int {
	to = max(0, min(to, len(l.Draft)-1))
	if from == to || from < 0 || from >= len(l.Draft) {
		return from
	}
	r := l.Draft[from]
	l.Draft = slices.Insert(slices.Delete(l.Draft, from, from+1), to, r)
	return to
}

// Problems are those of one rule, by key ("link", "to").
func (l *Rules) Problems(i int) gateway.Problems {
	c := l.Whole()
	return c.Validate().At(fmt.Sprintf("route[%d]", i+1))
}

// Wrong is how many rules can not be applied, and what is wrong with the first.
func (l *Rules) Wrong() (n int, first string) {
	for i := range l.Draft {
		if p := l.Problems(i); len(p) > 0 {
			if n++; first == "" {
				first = words.T("Rule %d: %s", i+1, words.Problem(p[0]))
			}
		}
	}
	return n, first
}

// Remark is what is to be said about a rule: what is wrong with it (Severe), that
// nothing is left for it (Warning), or its share.
func (l *Rules) Remark(i int) (remark string, grade gateway.Severity) {
	if p := l.Problems(i); len(p) > 0 {
		return words.Problem(p[0]), gateway.Severe
	}
	for k := range i {
		if l.Draft[k].Covers(l.Draft[i]) {
			return words.T("never reached: rule %d takes these first", k+1), gateway.Warning
		}
	}
	if r := l.Draft[i]; r.Weight > 0 {
		total := 0
		for k := range l.Draft {
			if l.Draft[k].Weight > 0 && l.Draft[k].SameMatch(r) {
				total += l.Draft[k].Weight
			}
		}
		if total == r.Weight {
			return words.T("weight %d, shared with no other rule", r.Weight), gateway.Warning
		}
		return words.T("takes %d of %d of them, by number", r.Weight, total), gateway.Info
	}
	return "", gateway.Info
}

// Otherwise says what happens to messages that no rule takes.
func Otherwise(c gateway.Config) string {
	if len(c.Routes) > 0 {
		return words.T("What no rule takes: the composer asks for a connection; an account's message stays in the inbox with a warning. Incoming messages are in the inbox in any case.")
	}
	var on []string
	for _, l := range c.Clients {
		if l.Enabled {
			on = append(on, l.Name)
		}
	}
	switch len(on) {
	case 0:
		return words.T("Without rules and without a connection nothing can leave: add a connection first.")
	case 1:
		return words.T("Without rules every message goes to %s, the only connection. Incoming messages are in the inbox.", on[0])
	}
	return words.T("Without rules the composer asks for a connection, since there are several; an account's message stays in the inbox with a warning.")
}
