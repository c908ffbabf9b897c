package inbox

import (
	"slices"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Origin is where messages came in: a connection or an account; the zero value is
// anywhere.
type Origin struct{ Link, Account string }

// Words are an origin as the list of choices names it.
func (o Origin) Words() string {
	switch {
	case o.Link != "":
		return o.Link
	case o.Account != "":
		return words.T("account %s", o.Account)
	}
	return words.T("Every connection and account")
}

// Origins are what conversations can be narrowed to: anywhere, then the
// connections, then the accounts.
func Origins(c gateway.Config) []Origin {
	out := []Origin{{}}
	for _, l := range c.Clients {
		out = append(out, Origin{Link: l.Name})
	}
	for _, a := range c.Accounts {
		out = append(out, Origin{Account: a.SystemID})
	}
	return out
}

// newOrigins is the choice of where messages came in.
func (v *View) newOrigins() *widgets.Select {
	return widgets.NewSelect([]string{Origin{}.Words()}, func(s string) {
		for _, o := range Origins(v.deps.Engine.Config()) {
			if o.Words() == s && o != v.origin {
				v.origin = o
				v.list = nil
				v.reload()
			}
		}
	})
}

// offerOrigins offers what there is to choose from; nothing where all came in by
// one way. A choice that is gone falls back to everything.
func (v *View) offerOrigins() {
	list := Origins(v.deps.Engine.Config())
	names := make([]string, len(list))
	for i, o := range list {
		names[i] = o.Words()
	}
	v.from.SetOptions(names)
	if !slices.Contains(list, v.origin) {
		v.origin = Origin{}
		v.reload()
	}
	v.from.SetSelected(v.origin.Words())
	if widgets.SetVisible(v.from, len(list) > 2) {
		v.left.Refresh()
	}
}

// query is a query for the conversations that the filters let through.
func (v *View) query() gateway.ConversationQuery {
	return gateway.ConversationQuery{Unread: v.unread, Search: v.search, Link: v.origin.Link, Account: v.origin.Account}
}

// narrowed tells whether the filters leave anything out.
func (v *View) narrowed() bool { return v.search != "" || v.unread || v.origin != Origin{} }
