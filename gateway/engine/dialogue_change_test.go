package engine_test

import (
	"context"
	"fmt"
	"slices"

	"relay/gateway"
)

// configure changes settings while the story runs: "change link NAME ...",
// "change account NAME ...", "change listener NAME ...", "remove account NAME", "remove link NAME [NAME]",
// two at once. name= and system_id= give another name; swaps= exchanges the names of two links.
func (d *dialogue) configure(verb string, o options) error {
	kind, name := o.at(0), o.at(1)
	missing := fmt.Errorf("there is no %s %q", kind, name)
	c := d.relay.Config()
	var err error
	switch kind {
	case "link":
		i := slices.IndexFunc(c.Clients, func(l gateway.ClientConfig) bool { return l.Name == name })
		if i < 0 {
			return missing
		}
		if verb == "remove" {
			c.Clients = slices.DeleteFunc(c.Clients, func(l gateway.ClientConfig) bool { return slices.Contains(o.plain[1:], l.Name) })
			break
		}
		if with := o.text("swaps", ""); with != "" {
			k := slices.IndexFunc(c.Clients, func(l gateway.ClientConfig) bool { return l.Name == with })
			if k < 0 {
				return fmt.Errorf("there is no link %q", with)
			}
			c.Clients[i].Name, c.Clients[k].Name = with, name
		}
		err = parse(o, &c.Clients[i], gateway.ClientSettings())
		follow(&c, name, c.Clients[i].Name)
	case "listener":
		i := slices.IndexFunc(c.Servers, func(s gateway.ServerConfig) bool { return s.Name == name })
		if i < 0 {
			return missing
		}
		err = parse(o, &c.Servers[i], gateway.ServerSettings())
	case "account":
		i := slices.IndexFunc(c.Accounts, func(a gateway.Account) bool { return a.SystemID == name })
		if i < 0 {
			return missing
		}
		if verb == "remove" {
			c.Accounts = slices.Delete(c.Accounts, i, i+1)
			break
		}
		err = parse(o, &c.Accounts[i], gateway.AccountSettings())
		follow(&c, gateway.AccountTarget(name), gateway.AccountTarget(c.Accounts[i].SystemID))
		for r := range c.Routes {
			if c.Routes[r].Account == name {
				c.Routes[r].Account = c.Accounts[i].SystemID
			}
		}
	default:
		return missing
	}
	if err != nil {
		return err
	}
	return d.relay.Apply(context.Background(), c)
}

// follow has routes lead to a destination under its new name, as the window does.
func follow(c *gateway.Config, from, to string) {
	for i := range c.Routes {
		r := &c.Routes[i]
		for k, l := range r.Links {
			if l == from {
				r.Links[k] = to
			}
		}
		if r.Incoming == from {
			r.Incoming = to
		}
	}
}
