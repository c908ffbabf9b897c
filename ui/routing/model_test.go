package routing

import (
	"strings"
	"testing"

	"relay/gateway"
)

func config() gateway.Config {
	link := func(name string) gateway.ClientConfig {
		c := gateway.NewClient()
		c.Name, c.Host, c.SystemID, c.Password = name, "smpp.example.com", "acme", "secret"
		return c
	}
	return gateway.Config{Clients: []gateway.ClientConfig{link("provider-a"), link("provider-b")}, Accounts: []gateway.Account{{SystemID: "shop"}},
		Simulator: gateway.SimulatorConfig{Scenario: gateway.Normal}}
}

func rules(list ...gateway.Route) *Rules {
	c := config()
	c.Routes = list
	l := &Rules{}
	l.Take(c)
	return l
}

func TestRulesInWords(t *testing.T) {
	for want, r := range map[string]gateway.Route{
		"Messages of shop to +36… go to provider-a, then provider-b":                  {Account: "shop", To: "+36*", Links: []string{"provider-a", "provider-b"}},
		"All outgoing messages are rejected":                                          {Account: "*", Links: []string{"reject"}},
		`Messages written here from Shop with "code" in the text go to the simulator`: {From: "Shop", Text: "code", Links: []string{"simulator"}},
		"Incoming messages of provider-a to 1234 go to the account shop":              {Incoming: "provider-a", To: "1234", Links: []string{"account:shop"}},
		"Incoming messages go to the inbox":                                           {Incoming: "*", From: "*", Links: []string{"inbox"}},
		"Messages of sh… go nowhere yet":                                              {Account: "sh*"},
	} {
		if got := Who(r) + " " + Where(r.Links); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	for _, k := range Kinds() {
		var r gateway.Route
		SetKind(&r, Kind(k), config())
		if KindOf(r) != Kind(k) {
			t.Errorf("%s became %s", k, KindOf(r))
		}
	}
}

func TestEditingTheList(t *testing.T) {
	l := rules(gateway.Route{Text: "1", Links: []string{"provider-a"}}, gateway.Route{Text: "2", Links: []string{"provider-a"}}, gateway.Route{Text: "3", Links: []string{"provider-a"}})
	order := func() string {
		s := ""
		for _, r := range l.Draft {
			s += r.Text
		}
		return s
	}
	if l.Changed() || l.Elsewhere() {
		t.Error("changed before anything was done")
	}
	if at := l.Move(2, 0); at != 0 || order() != "312" || !l.Changed() {
		t.Error(order())
	}
	if at := l.Move(0, 99); at != 2 || order() != "123" || l.Changed() {
		t.Error(order())
	}
	if at := l.Duplicate(0); at != 1 || order() != "1123" {
		t.Error(order())
	}
	l.Draft[1].Links[0] = "provider-b"
	if l.Draft[0].Links[0] != "provider-a" {
		t.Error("a copy shares its links")
	}
	if at := l.Add(-1); at != 4 || l.Draft[4].Links[0] != "provider-a" {
		t.Errorf("%+v", l.Draft)
	}
	l.Delete(4)
	c := l.Config
	c.Routes = c.Routes[:1]
	l.Take(c)
	if order() != "1123" || !l.Elsewhere() {
		t.Error("what was edited is gone, or nobody says that the rules changed")
	}
	l.Discard()
	if order() != "1" || l.Changed() {
		t.Error(order())
	}
}

func TestRemarks(t *testing.T) {
	l := rules(
		gateway.Route{Account: "*", To: "+36*", Links: []string{"provider-a"}},
		gateway.Route{Account: "shop", To: "+3630*", Links: []string{"provider-b"}},
		gateway.Route{Account: "*", Links: []string{"nowhere"}},
		gateway.Route{To: "+49*", Weight: 1, Links: []string{"provider-a"}},
		gateway.Route{To: "+49*", Weight: 3, Links: []string{"provider-b"}},
		gateway.Route{To: "4*9", Links: []string{"provider-b"}},
	)
	for i, want := range []string{"", "never reached: rule 1", `no link "nowhere"`, "never reached: rule 3", "never reached: rule 3", "only stand at the end"} {
		got, grade := l.Remark(i)
		if want == "" && got != "" || !strings.Contains(got, want) || (grade == gateway.Severe) != (i == 2 || i == 5) {
			t.Errorf("rule %d: %q %v", i+1, got, grade)
		}
	}
	l.Delete(2)
	if got, grade := l.Remark(3); got != "takes 3 of 4 of them, by number" || grade != gateway.Info {
		t.Error(got, grade)
	}
}

func TestTryANumber(t *testing.T) {
	c := config()
	c.Routes = []gateway.Route{
		{Account: "shop", To: "+36*", Links: []string{"provider-a", "provider-b"}},
		{Incoming: "provider-a", Text: "stop", Links: []string{"account:shop"}},
		{Account: "*", From: "Shop", Links: []string{"reject"}},
		{To: "+36*", Links: []string{"provider-b"}},
	}
	up := func(t string) bool { return t != "provider-a" }
	for _, x := range []struct {
		source, from, to, text string
		verdicts               []string
		result                 string
		found                  bool
	}{
		{"Account shop", "Relay", "+36301234567", "", []string{"decides", "is for incoming", "sender Relay is not Shop", "is for what is written here"}, "It goes to provider-b, by rule 1. provider-a is down now.", true},
		{Composer, "Relay", "06301234567", "", []string{"is for shop, not", "is for incoming", "sender Relay is not Shop", "number 06301234567 does not begin with +36"}, "The composer asks for a connection: no rule fits.", false},
		{Composer, "Shop", "+36301234567", "", []string{"is for shop", "is for incoming", "decides", "would fit, but rule 3"}, "It is rejected, by rule 3.", true},
		{"Incoming from provider-a", "+36", "1234", "STOP it", []string{"is for outgoing", "decides", "is for outgoing", "is for outgoing"}, "It goes to the account shop, by rule 2. It is in the inbox too.", true},
		{"Incoming from provider-b", "+36", "1234", "", []string{"is for outgoing", "connection provider-b is not provider-a", "is for outgoing", "is for outgoing"}, "It is in the inbox: no rule fits.", false},
	} {
		v, result, found := Try(c, Ask(x.source, x.from, x.to, x.text), up)
		if result != x.result || found != x.found {
			t.Errorf("%s %s: %q %v", x.source, x.to, result, found)
		}
		for i, want := range x.verdicts {
			if !strings.HasPrefix(v[i].Words, want) {
				t.Errorf("%s %s, rule %d: %q, want %q", x.source, x.to, i+1, v[i].Words, want)
			}
		}
	}
	home := c
	home.General.Country = "HU" // what is typed at home gets its country before the rules see it
	if _, result, found := Try(home, Ask(Composer, "Shop", "06 30 123 4567", ""), up); !found || result != "It is rejected, by rule 3." {
		t.Errorf("typed at home: %q %v", result, found)
	}
	if _, result, found := Try(config(), Ask(Composer, "", "+36301234567", ""), up); found || !strings.Contains(result, "no rules, and more than one connection") {
		t.Error(result)
	}
}

func TestOtherwise(t *testing.T) {
	c := config()
	if got := Otherwise(c); !strings.Contains(got, "there are several") {
		t.Error(got)
	}
	c.Clients[1].Enabled = false
	if got := Otherwise(c); !strings.Contains(got, "every message goes to provider-a") {
		t.Error(got)
	}
	c.Clients = nil
	if got := Otherwise(c); !strings.Contains(got, "add a connection first") {
		t.Error(got)
	}
	c.Routes = make([]gateway.Route, 1)
	if got := Otherwise(c); !strings.HasPrefix(got, "What no rule takes") {
		t.Error(got)
	}
}
