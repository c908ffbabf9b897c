package app

import (
	"reflect"
	"strings"
	"testing"

	"relay/gateway"
)

const ruleFile = `[[rule]]
name = "closed"
match = "any"
hours = "Mon-Fri 08:00-18:00"
outside = true
answer = """We are closed.
Call {name}!"""
per_hour = 1

[[rule]]
name = "order"
enabled = false
match = "begins"
text = "order, \"buy\""
from = "+36*"
forward = "+36301234567"
tag = "orders"
go_on = true

[optout]
stop = ["STOP", "LEIÁLL"]
start = []
stop_reply = "Bye."
`

func TestRulesAndKeywordsInAFile(t *testing.T) {
	c, problems := readConfig([]byte(ruleFile), gateway.Config{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := c.Rules
	if len(r) != 2 || r[0].Name != "closed" || !r[0].Outside || !r[0].Enabled || r[0].PerHour != 1 || r[0].Answer != "We are closed.\nCall {name}!" ||
		r[1].Enabled || r[1].Match != gateway.MatchBegins || r[1].Text != `order, "buy"` || r[1].PerHour != 3 || !r[1].GoOn || r[1].Tag != "orders" {
		t.Errorf("%+v", r)
	}
	if !reflect.DeepEqual(c.OptOut, gateway.OptOutConfig{Stop: []string{"STOP", "LEIÁLL"}, Start: []string{}, StopReply: "Bye."}) {
		t.Errorf("%+v", c.OptOut)
	}
	again, problems := readConfig([]byte(writeConfig(c, true)), gateway.Config{})
	if len(problems) > 0 || !reflect.DeepEqual(c, again) {
		t.Errorf("%v\n%s", problems, writeConfig(c, true))
	}
	// Without them the usual keywords hold, and are not written.
	plain, problems := readConfig([]byte("[general]\npdu_days = 3\npdu_megabytes = 50\n"), gateway.Config{})
	if g := plain.General; g.PDUMegabytes != 50 || !strings.Contains(writeConfig(plain, true), "pdu_megabytes = 50\n") || strings.Contains(writeConfig(gateway.NewConfig(), true), "pdu_megabytes") {
		t.Errorf("%+v\n%s", g, writeConfig(plain, true))
	}
	if len(problems) > 0 || !reflect.DeepEqual(plain.OptOut, gateway.NewOptOut()) || strings.Contains(writeConfig(plain, true), "optout") {
		t.Errorf("%v %+v", problems, plain.OptOut)
	}
}

func TestWrongRulesAreToldWithTheirLines(t *testing.T) {
	text := strings.Replace(strings.Replace(strings.Replace(ruleFile, `"begins"`, `"like"`, 1), "per_hour = 1", "per_huor = 1", 1), "start = []", "start = [\"stop\"]", 1)
	_, problems := readConfig([]byte(text), gateway.Config{})
	got := problemsIn("f", problems).Error()
	for _, want := range []string{`f:8: per_huor: there is no setting "per_huor"; did you mean "per_hour"?`, `f:13: match: "like" is no choice`, `f:22: start: "stop" is a word for stopping already`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told in\n%s", want, got)
		}
	}
}

// An import adds rules to those that are there, and leaves keywords alone where
// it has none.
func TestImportOfRules(t *testing.T) {
	old := gateway.NewConfig()
	old.OptOut.Stop = []string{"ENDE"}
	a, b := gateway.NewRule(), gateway.NewRule()
	a.ID, a.Name, a.Text, a.Tag = 7, "a", "x", "t"
	b.ID, b.Name, b.Text, b.Tag = 8, "order", "x", "t"
	old.Rules = []gateway.Rule{a, b}
	next, problems := readConfig([]byte(strings.Split(ruleFile, "[optout]")[0]), old)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := gateway.Merge(old, next)
	if len(got.Rules) != 3 || got.Rules[0] != a || got.Rules[1].ID != 8 || got.Rules[1].Forward == "" || got.Rules[2].Name != "closed" || got.OptOut.Stop[0] != "ENDE" {
		t.Errorf("%+v %+v", got.Rules, got.OptOut)
	}
}
