package rules

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

var (
	phone  = gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"}
	office = gateway.Address{TON: 3, Addr: "1234"}
	noon   = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) // a Wednesday
)

func set(list ...gateway.Rule) *Set {
	return New(gateway.Config{OptOut: gateway.NewOptOut(), Rules: list})
}

func rule1(change func(*gateway.Rule)) gateway.Rule {
	r := gateway.NewRule()
	r.Name, r.Text, r.Answer = "price", "price", "It is 5."
	change(&r)
	return r
}

func in(text string) Incoming {
	return Incoming{From: phone, To: office, Text: text, Link: "a", At: noon}
}

func TestWhichTextsFit(t *testing.T) {
	for _, c := range []struct {
		match, text, given string
		want               bool
	}{
		{"exact", "price", " PRICE\n", true}, {"exact", "price", "price?", false}, {"exact", "price, prices", "Prices", true}, {"exact", "open  hours", "Open hours", true},
		{"begins", "order", "order 5 pizzas", true}, {"begins", "order", "orders", false}, {"begins", "order", "my order", false}, {"begins", "order", "Order: 5", true}, {"begins", "#", "#5", true},
		{"contains", "pizza", "two PIZZAS please", true}, {"contains", "pizza", "pasta", false},
		{"regexp", `^\d{4}$`, "1234", true}, {"regexp", `^\d{4}$`, "12345", false}, {"regexp", "yes|no", "OH YES", true}, {"regexp", "a.b", "a\nb", true}, {"regexp", "(", "(", false},
		{"any", "", "whatever", true}, {"exact", "ÁRAK", "árak", true}, {"exact", "", "x", false},
	} {
		v := set(rule1(func(r *gateway.Rule) { r.Match, r.Text = c.match, c.text })).Decide(in(c.given))
		if v[0].Acts != c.want || (v[0].Why == "") != c.want {
			t.Errorf("%s %q on %q: %+v", c.match, c.text, c.given, v[0])
		}
	}
}

func TestWhoWhereAndWhen(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*gateway.Rule)
		want   string // part of the reason; "" acts
	}{
		"off":              {func(r *gateway.Rule) { r.Enabled = false }, "off"},
		"its sender":       {func(r *gateway.Rule) { r.From = "+36*" }, ""},
		"another's sender": {func(r *gateway.Rule) { r.From = "+49*" }, "does not fit +49*"},
		"its link":         {func(r *gateway.Rule) { r.Link = "a" }, ""},
		"another link":     {func(r *gateway.Rule) { r.Link = "b" }, "for b"},
		"open":             {func(r *gateway.Rule) { r.Hours = "Mon-Fri 08:00-18:00" }, ""},
		"closed":           {func(r *gateway.Rule) { r.Hours = "Sat 08:00-18:00" }, "outside the hours"},
		"closed, outside":  {func(r *gateway.Rule) { r.Hours, r.Outside = "Sat 08:00-18:00", true }, ""},
		"open, outside":    {func(r *gateway.Rule) { r.Hours, r.Outside = "08:00-18:00", true }, "within the hours"},
	} {
		v := set(rule1(c.change)).Decide(in("price"))[0]
		if v.Acts != (c.want == "") || !strings.Contains(v.Why, c.want) {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestTheFirstThatFitsActs(t *testing.T) {
	any := func(name string, goOn bool) gateway.Rule {
		return rule1(func(r *gateway.Rule) { r.Name, r.Match, r.GoOn, r.Tag = name, gateway.MatchAny, goOn, name })
	}
	v := set(any("one", false), any("two", false)).Decide(in("x"))
	if !v[0].Acts || len(v[0].Send) != 1 || v[1].Acts || v[1].Why != "not looked at: one acted before it" {
		t.Errorf("%+v", v)
	}
	v = set(any("one", true), any("two", false), any("three", false)).Decide(in("x"))
	if !v[0].Acts || !v[1].Acts || v[1].Tag != "two" || len(v[1].Send) != 0 || !strings.Contains(v[1].Why, "one has answered already") || v[2].Acts {
		t.Errorf("a message got two answers: %+v", v)
	}
}

func TestAnswersAndForwards(t *testing.T) {
	r := rule1(func(r *gateway.Rule) {
		r.Answer, r.Forward = "Dear {NAME|customer}, you ({from}) wrote: {text}. {other} {", "+36309999999"
	})
	m := in("  price ")
	v := set(r).Decide(m)[0]
	want := []Outgoing{
		{gateway.AutoAnswer, "1234", "", "Dear customer, you (+36301234567) wrote: price. {other} {"},
		{gateway.AutoForward, "1234", "+36309999999", "+36301234567:   price "},
	}
	if len(v.Send) != 2 || v.Send[0] != want[0] || v.Send[1] != want[1] {
		t.Errorf("%+v", v.Send)
	}
	m.Name = "Anna"
	r.Sender = "Shop"
	v = set(r).Decide(m)[0]
	if v.Send[0].From != "Shop" || !strings.HasPrefix(v.Send[0].Text, "Dear Anna,") || !strings.HasPrefix(v.Send[1].Text, "Anna (+36301234567): ") {
		t.Errorf("%+v", v.Send)
	}
	// Without a sender the text stands alone, with no colon before it.
	m.From = gateway.Address{}
	if v = set(r).Decide(m)[0]; len(v.Send) != 1 || v.Send[0].Text != "  price " {
		t.Errorf("%+v", v.Send)
	}
	m.From = phone
	// A stranger's text does not make an answer endless, nor fill in fields.
	m.Text = "{from}" + strings.Repeat("é", 1000)
	if got := Fill("{text}", m); len([]rune(got)) != maxQuote+1 || !strings.HasPrefix(got, "{from}é") {
		t.Errorf("%d: %.20s", len([]rune(got)), got)
	}
}

func TestLoopsEnd(t *testing.T) {
	r := rule1(func(r *gateway.Rule) { r.Match, r.Forward, r.Tag = gateway.MatchAny, "+36309999999", "seen" })
	for name, c := range map[string]struct {
		change          func(*Incoming)
		answer, forward bool
	}{
		"a phone":             {func(*Incoming) {}, true, true},
		"a phone without TON": {func(m *Incoming) { m.From.TON = 0 }, true, true},
		"a name":              {func(m *Incoming) { m.From = gateway.Address{TON: 5, Addr: "BANK"} }, false, true},
		"a name without TON":  {func(m *Incoming) { m.From = gateway.Address{Addr: "BANK24"} }, false, true},
		"a short code":        {func(m *Incoming) { m.From = office }, false, true},
		"digits, few":         {func(m *Incoming) { m.From = gateway.Address{Addr: "12345678"} }, false, true},
		"+ and few":           {func(m *Incoming) { m.From = gateway.Address{TON: 1, Addr: "361234"} }, false, true},
		"nobody":              {func(m *Incoming) { m.From = gateway.Address{} }, false, true},
		"opted out":           {func(m *Incoming) { m.OptedOut = true }, false, true},
		"answered enough":     {func(m *Incoming) { m.Sent = map[gateway.AutoKind]int{gateway.AutoAnswer: 3} }, false, true},
		"answered less":       {func(m *Incoming) { m.Sent = map[gateway.AutoKind]int{gateway.AutoAnswer: 2} }, true, true},
		"forwarded enough":    {func(m *Incoming) { m.Sent = map[gateway.AutoKind]int{gateway.AutoForward: 60} }, true, false},
		"its own forward":     {func(m *Incoming) { m.From.Addr = "36309999999" }, true, false},
	} {
		m := in("x")
		c.change(&m)
		v := set(r).Decide(m)[0]
		var answer, forward bool
		for _, o := range v.Send {
			answer, forward = answer || o.Kind == gateway.AutoAnswer, forward || o.Kind == gateway.AutoForward
		}
		if answer != c.answer || forward != c.forward || v.Tag != "seen" || (v.Why == "") != (answer && forward) {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestKeywords(t *testing.T) {
	s := New(gateway.Config{OptOut: gateway.OptOutConfig{Stop: []string{"STOP", "leave me", "?"}, Start: []string{"start"}, StopReply: "bye"}})
	for text, want := range map[string]Keyword{
		"stop": Stop, " Stop.\r\n": Stop, "\"STOP!\"": Stop, "Leave Me": Stop, "?": Stop, "START": Start,
		"stop it": NoKeyword, "don't stop": NoKeyword, "": NoKeyword, "...": NoKeyword, "stopp": NoKeyword,
	} {
		k, word := s.Keyword(text)
		if k != want || (word == "") != (want == NoKeyword) {
			t.Errorf("%q: %d %q", text, k, word)
		}
	}
	if s.Reply(Stop) != "bye" || s.Reply(Start) != "" || s.Reply(NoKeyword) != "" {
		t.Error("replies")
	}
	if k, _ := New(gateway.Config{}).Keyword("STOP"); k != NoKeyword {
		t.Error("without keywords STOP is one")
	}
}

// Nothing that a stranger or a user writes makes deciding fail.
func FuzzDecide(f *testing.F) {
	f.Add("regexp", "(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaa!", "{text}{name|x}", "36301234567", byte(1))
	f.Add("begins", "order, ", "order\xff 5", "{from", "BANK", byte(5))
	f.Add("contains", ",,", "", "{|}", "", byte(0))
	f.Fuzz(func(t *testing.T, match, words, text, answer, from string, ton byte) {
		s := set(rule1(func(r *gateway.Rule) { r.Match, r.Text, r.Answer = match, words, answer }))
		m := in(text)
		m.From = gateway.Address{TON: ton, Addr: from}
		for _, v := range s.Decide(m) {
			if !v.Acts && (v.Why == "" && match != "" && strings.Contains("exact begins contains regexp any", match) || len(v.Send) > 0) {
				t.Errorf("it does not act and does not say why: %+v", v)
			}
			if len(v.Send) > 0 && Unanswerable(m.From) != "" {
				t.Errorf("it answers %+v", m.From)
			}
		}
		s.Keyword(text)
	})
}
