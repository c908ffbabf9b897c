package connections

import (
	"slices"

	"relay/gateway"
)

// renameRoutes lets routes and rules follow a link's new name.
func renameRoutes(c *gateway.Config, old, name string) {
	for i := range c.Routes {
		for j, l := range c.Routes[i].Links {
			if l == old {
				c.Routes[i].Links[j] = name
			}
		}
		if c.Routes[i].Incoming == old {
			c.Routes[i].Incoming = name
		}
	}
	for i := range c.Rules {
		if c.Rules[i].Link == old {
			c.Rules[i].Link = name
		}
	}
}

// renameListener lets accounts that may use some listeners only follow the new name
// of one.
func renameListener(c *gateway.Config, old, name string) {
	for i := range c.Accounts {
		c.Accounts[i].Servers = renamed(c.Accounts[i].Servers, old, name)
	}
}

// renameAccount lets routes from and to an account follow its new name.
func renameAccount(c *gateway.Config, old, name string) {
	for i := range c.Routes {
		r := &c.Routes[i]
		r.Links = renamed(r.Links, gateway.AccountTarget(old), gateway.AccountTarget(name))
		if r.Account == old {
			r.Account = name
		}
	}
}

// renamed is a list with one name in the place of another; the list stays as it is.
func renamed(list []string, old, name string) []string {
	list = slices.Clone(list)
	for i := range list {
		if list[i] == old {
			list[i] = name
		}
	}
	return list
}
