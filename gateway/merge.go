package gateway

import (
	"reflect"
	"slices"
)

// Merge puts what next has over what old has, by name; routes, keywords, the
// simulator and what is general are replaced as a whole when next has any of its
// own. A link that next gives no password keeps the one that it has.
func Merge(old, next Config) Config {
	out := old.Clone()
	out.Clients = putAll(out.Clients, next.Clients, func(c *ClientConfig) (string, *int64) { return c.Name, &c.ID })
	for i := range out.Clients {
		c := &out.Clients[i]
		if was, ok := old.Client(c.Name); ok && c.Password == "" {
			c.Password, c.KeepPassword, c.PasswordLost = was.Password, was.KeepPassword, was.PasswordLost
		}
	}
	out.Servers = putAll(out.Servers, next.Servers, func(v *ServerConfig) (string, *int64) { return v.Name, &v.ID })
	out.Accounts = putAll(out.Accounts, next.Accounts, func(a *Account) (string, *int64) { return a.SystemID, &a.ID })
	out.Rules = putAll(out.Rules, next.Rules, func(r *Rule) (string, *int64) { return r.Name, &r.ID })
	if len(next.Routes) > 0 {
		out.Routes = next.Routes
	}
	usual := NewConfig()
	if !reflect.DeepEqual(next.OptOut, usual.OptOut) {
		out.OptOut = next.OptOut
	}
	if next.Simulator != usual.Simulator {
		out.Simulator = next.Simulator
	}
	if next.General != usual.General {
		out.General = next.General
	}
	return out
}

// putAll puts entries in the place of those with the same name, whose internal id
// they keep, and the others at the end.
func putAll[T any](list, next []T, key func(*T) (name string, id *int64)) []T {
	for _, x := range next {
		name, id := key(&x)
		i := slices.IndexFunc(list, func(y T) bool { have, _ := key(&y); return have == name })
		if i < 0 {
			list = append(list, x)
			continue
		}
		_, old := key(&list[i])
		*id = *old
		list[i] = x
	}
	return list
}
