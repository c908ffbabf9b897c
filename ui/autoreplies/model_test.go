package autoreplies

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

func rule(name string, change func(*gateway.Rule)) gateway.Rule {
	r := gateway.NewRule()
	r.Name, r.Text, r.Answer = name, "price", "It is 5, {name|guest}."
	if change != nil {
		change(&r)
	}
	return r
}

func config(list ...gateway.Rule) gateway.Config {
	c := gateway.NewConfig()
	c.Rules = list
	return c
}

func TestWordsOfARule(t *testing.T) {
	for _, c := range []struct {
		change     func(*gateway.Rule)
		when, then string
	}{
		{func(*gateway.Rule) {}, "price", "answers “It is 5, {name|guest}.”"},
		{func(r *gateway.Rule) {
			r.Match, r.Text, r.From, r.Link = gateway.MatchBegins, "order, buy", "+36*", "a"
		}, "begins with order or buy, from +36*, by a", "answers “It is 5, {name|guest}.”"},
		{func(r *gateway.Rule) {
			r.Match, r.Hours, r.Outside, r.Answer, r.Forward, r.Tag, r.GoOn = gateway.MatchAny, "08:00-18:00", true, "", "+1", "x", true
		}, "any text, outside 08:00-18:00", "forwards to +1, tags x, goes on"},
		{func(r *gateway.Rule) { r.Match, r.Text = gateway.MatchRegexp, `^\d+$` }, `fits ^\d+$`, "answers “It is 5, {name|guest}.”"},
	} {
		r := rule("a", c.change)
		if When(r) != c.when || Then(r) != c.then {
			t.Errorf("%q %q", When(r), Then(r))
		}
	}
	for _, w := range Matches() {
		if matchWords()[MatchOf(w)] != w {
			t.Errorf("%q does not lead back", w)
		}
	}
}

func TestOrderAndNames(t *testing.T) {
	c := config(rule("a", nil), rule("b", nil), rule("c", nil))
	c, at := Move(c, 2, -1)
	if at != 1 || c.Rules[1].Name != "c" {
		t.Errorf("%d %v", at, c.Rules)
	}
	for _, by := range []int{-1, 1} {
		if same, at := Move(c, map[int]int{-1: 0, 1: 2}[by], by); !reflect.DeepEqual(same.Rules, c.Rules) || at == map[int]int{-1: -1, 1: 3}[by] {
			t.Error("a rule left the list")
		}
	}
	if c = Put(c, -1, rule("d", nil)); len(c.Rules) != 4 {
		t.Error("not added")
	}
	if c = Put(c, 0, rule("z", nil)); len(c.Rules) != 4 || c.Rules[0].Name != "z" {
		t.Error("not put")
	}
	if got := FreeName(c, "d"); got != "d 2" {
		t.Error(got)
	}
	if got := Fact(c.Rules, map[int64]gateway.RuleHits{0: {Count: 300}}); got != "4 of 4 rules on, 1,200 hits" {
		t.Error(got)
	}
}

var wednesday = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func TestTheBoxTells(t *testing.T) {
	c := config(rule("off", func(r *gateway.Rule) { r.Enabled = false }), rule("price", func(r *gateway.Rule) { r.Tag = "sales" }),
		rule("night", func(r *gateway.Rule) {
			r.Match, r.Hours, r.Outside, r.Answer = gateway.MatchAny, "Mon-Fri 08:00-18:00", true, "We are closed."
		}))
	c.Rules = append(c.Rules, rule("boss", func(r *gateway.Rule) { r.Text, r.Answer, r.Forward = "to the boss", "", "+36309999999" }))
	c.OptOut.StopReply = "Bye {name|you}."
	for name, x := range map[string]struct {
		trial    Trial
		known    Known
		headline string
		finding  string // "NAME: does / why" of the last one looked at in detail
	}{
		"an answer":      {Trial{From: "+36301234567", Text: "PRICE"}, Known{Name: "Anna"}, "price would act.", "price: answers +36301234567: It is 5, Anna. | tags the message sales / "},
		"no sender":      {Trial{Text: "to the boss"}, Known{}, "boss would act.", "boss: forwards to +36309999999: to the boss / "},
		"a machine":      {Trial{From: "BANK", Text: "price"}, Known{}, "price would act.", "price: tags the message sales / no answer: the sender is a name, and names can't be answered"},
		"nothing":        {Trial{From: "+36301234567", Text: "hello"}, Known{}, "No rule would act", "night:  / it is within the hours Mon-Fri 08:00-18:00"},
		"by night":       {Trial{From: "+36301234567", Text: "hello", At: "sat 20:00"}, Known{}, "night would act.", "night: answers +36301234567: We are closed. / "},
		"who is off":     {Trial{From: "+36301234567", Text: "price"}, Known{OptedOut: true}, "price would act.", "price: tags the message sales / no answer: the sender has opted out"},
		"stop":           {Trial{From: "+36301234567", Text: "stop"}, Known{Name: "Anna"}, `"STOP" is a keyword`, "Keyword STOP: puts the number on the opt-out list | answers +36301234567: Bye Anna. / "},
		"stop once more": {Trial{From: "+36301234567", Text: "stop"}, Known{OptedOut: true}, `"STOP" is a keyword`, "Keyword STOP:  / the number is on the opt-out list already"},
		"start":          {Trial{From: "+36301234567", Text: "start"}, Known{OptedOut: true}, `"START" is a keyword`, "Keyword START: takes the number off the opt-out list / "},
	} {
		r := Try(x.trial, c, x.known, wednesday)
		name1, _, _ := strings.Cut(x.finding, ":")
		got := ""
		for _, f := range r.Findings {
			if f.Name == name1 {
				got = f.Name + ": " + strings.Join(f.Does, " | ") + " / " + f.Why
			}
		}
		if !strings.HasPrefix(r.Headline, x.headline) || got != x.finding || r.Problem != "" {
			t.Errorf("%s: %q, %q", name, r.Headline, got)
		}
	}
	if r := Try(Trial{From: "a@b", Text: "x"}, c, Known{}, wednesday); r.Field != "from" || r.Problem == "" {
		t.Errorf("%+v", r)
	}
	if r := Try(Trial{Text: "x", At: "soon"}, c, Known{}, wednesday); r.Field != "at" || r.Problem == "" {
		t.Errorf("%+v", r)
	}
	if r := Try(Trial{}, c, Known{}, wednesday); len(r.Findings) > 0 || r.Headline == "" {
		t.Errorf("%+v", r)
	}
}

func TestParseAt(t *testing.T) {
	for in, want := range map[string]string{"": "Wed 12:00", "8:30": "Wed 08:30", "Wed 08:00": "Wed 08:00", "tuesday 23:59": "Tue 23:59", " SAT  20:00 ": "Sat 20:00"} {
		got, err := ParseAt(in, wednesday)
		if err != nil || got.Format("Mon 15:04") != want || got.Before(wednesday.AddDate(0, 0, -1)) {
			t.Errorf("%q: %v %v", in, got, err)
		}
	}
	for _, in := range []string{"noon", "Someday 10:00", "Sat 25:00", "a b c"} {
		if _, err := ParseAt(in, wednesday); err == nil {
			t.Errorf("%q is a time", in)
		}
	}
}

func TestAnswerLine(t *testing.T) {
	if got := AnswerLine(rule("a", nil)); got != "1 part, more when the fields are long" {
		t.Error(got)
	}
	if got := AnswerLine(rule("a", func(r *gateway.Rule) { r.Answer = strings.Repeat("é", 200) })); got != "2 parts" {
		t.Error(got)
	}
}
