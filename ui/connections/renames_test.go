package connections

import (
	"reflect"
	"testing"

	"relay/gateway"
)

// What refers to a link or an account by its name goes on doing so when that gets
// another one, and what refers to others does not.
func TestRenames(t *testing.T) {
	c := gateway.Config{
		Accounts: []gateway.Account{{SystemID: "shop", Servers: []string{"office", "hall"}}, {SystemID: "desk"}},
		Routes:   []gateway.Route{{Account: "shop", Links: []string{"up", "account:desk"}}, {Incoming: "up", Links: []string{"account:shop"}}, {Account: "desk", Links: []string{"account:shop2"}}},
		Rules:    []gateway.Rule{{Name: "r", Link: "up"}},
	}
	renameRoutes(&c, "up", "down")
	renameListener(&c, "office", "counter")
	renameAccount(&c, "shop", "store")
	want := gateway.Config{
		Accounts: []gateway.Account{{SystemID: "shop", Servers: []string{"counter", "hall"}}, {SystemID: "desk"}},
		Routes:   []gateway.Route{{Account: "store", Links: []string{"down", "account:desk"}}, {Incoming: "down", Links: []string{"account:store"}}, {Account: "desk", Links: []string{"account:shop2"}}},
		Rules:    []gateway.Rule{{Name: "r", Link: "down"}},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("%+v", c)
	}
}
