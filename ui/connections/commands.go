package connections

import (
	"context"

	"relay/gateway"
	"relay/ui/form"
	"relay/ui/words"
)

// stands tells whether a link does nothing until its user connects it.
func stands(l gateway.LinkStatus) bool {
	return l.State == gateway.LinkOff || l.State == gateway.LinkRefused || l.State == gateway.LinkFailed
}

// turn connects a client link that stands, and disconnects another.
func (v *View) turn(name string) {
	if l, _ := v.deps.Engine.Status().Link(name); stands(l) {
		v.command(name, words.T("Connect"), v.deps.Engine.Connect)
		return
	}
	v.command(name, words.T("Disconnect"), v.deps.Engine.Disconnect)
}

// command runs one of the engine's commands on a link.
func (v *View) command(link, name string, do func(context.Context, string) error) {
	v.deps.Shell.Go(func() func() {
		err := do(context.Background(), link)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Link: link, Text: words.T("%s: %s", name, words.Error(err))})
			}
			v.refresh()
		}
	})
}

// apply puts a changed configuration into force. failed gets the problems;
// done is called when it was stored.
func (v *View) apply(c gateway.Config, failed func(gateway.Problems), done func()) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), c)
		return func() {
			if p, ok := err.(gateway.Problems); ok {
				failed(p)
				return
			}
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not saved: %s", words.Error(err))})
				return
			}
			done()
		}
	})
}

func (v *View) drop(title, text string, c gateway.Config) {
	v.deps.Shell.Confirm(title, text, words.T("Delete"), true, func() {
		v.apply(c, func(p gateway.Problems) {
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Problem(p[0])})
		}, v.Back)
	})
}

func (v *View) deleteClient(name string) {
	if l, _ := v.deps.Engine.Status().Link(name); l.Queued > 0 {
		v.askRemoval(name, l.Queued)
		return
	}
	v.deps.Shell.Confirm(words.T("Delete %s?", name), words.T("Its messages stay in the outbox and in the history."), words.T("Delete"), true, func() {
		v.deps.Shell.Go(func() func() {
			_, err := v.deps.Engine.RemoveLink(context.Background(), name, gateway.Waiting{})
			return func() {
				if err != nil {
					v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Error(err)})
					return
				}
				v.Back()
			}
		})
	})
}

func (v *View) deleteServer(name string) {
	c := v.deps.Engine.Config()
	l, _ := v.deps.Engine.Status().Link(name)
	c.Servers = without(c.Servers, func(x gateway.ServerConfig) bool { return x.Name == name })
	v.drop(words.T("Delete %s?", name), words.T("It closes: %s. Accounts stay.", form.Sessions(len(l.Sessions))), c)
}

func (v *View) deleteAccount(id string) {
	c := v.deps.Engine.Config()
	c.Accounts = without(c.Accounts, func(x gateway.Account) bool { return x.SystemID == id })
	v.drop(words.T("Delete the account %s?", id), words.T("The application can't bind any more. What it sent stays in the outbox; receipts that it has not fetched are lost."), c)
}

func without[T any](list []T, is func(T) bool) []T {
	var out []T
	for _, x := range list {
		if !is(x) {
			out = append(out, x)
		}
	}
	return out
}
