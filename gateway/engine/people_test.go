package engine_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// from is a deliver_sm of a phone.
func from(number, text string) *smpp.PDU {
	return smpp.New(smpp.DeliverSM).SetInt(smpp.FieldSourceAddrTON, 1).SetInt(smpp.FieldSourceAddrNPI, 1).SetStr(smpp.FieldSourceAddr, number).
		SetStr(smpp.FieldDestinationAddr, "1234").SetStr(smpp.FieldShortMessage, text)
}

func (h *house) outbox() []gateway.Message {
	h.t.Helper()
	list, err := h.db.Messages(h.t.Context(), gateway.MessageQuery{Box: gateway.Outbox})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// quiet is a link of a provider and the rules and keywords of a test.
func (h *house) quiet(change func(*gateway.Config)) (*provider, *session.Session) {
	h.t.Helper()
	v := newProvider(h.t, nil)
	s := h.link(v, nil)
	h.apply(change)
	return v, s
}

func (h *house) off() []gateway.OptOut {
	h.t.Helper()
	list, err := h.db.OptOuts(h.t.Context(), gateway.OptOutQuery{})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

func TestStopAndStartOverTheWire(t *testing.T) {
	h := newHouse(t)
	v, s := h.quiet(func(c *gateway.Config) {
		c.OptOut = gateway.OptOutConfig{Stop: []string{"STOP", "leave me alone"}, Start: []string{"START"}, StopReply: "You get no more messages.", StartReply: "Welcome back, {name|friend}."}
	})
	waiting := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "tomorrow", At: time.Now().Add(time.Hour)})
	deliver(t, s, from("36301234567", " Leave me ALONE\n"))
	// The answer to the deliver_sm comes after the commit: all of it is there.
	off := h.off()
	if len(off) != 1 || off[0].Number != "+36301234567" || off[0].Keyword != "leave me alone" || off[0].Link != "provider" || off[0].Since.IsZero() {
		t.Fatalf("%+v", off)
	}
	if m := h.inbox(1)[0]; !reflect.DeepEqual(m.Tags, []string{"opted out"}) {
		t.Errorf("tags %v", m.Tags)
	}
	if m := h.message(waiting); m.State != gateway.Cancelled || m.Note != "the number has opted out" {
		t.Errorf("the waiting message: %s %q", m.State, m.Note)
	}
	if p := v.next(); p.Str(smpp.FieldShortMessage) != "You get no more messages." || p.Str(smpp.FieldDestinationAddr) != "36301234567" || p.Str(smpp.FieldSourceAddr) != "1234" {
		t.Errorf("%s", p.Str(smpp.FieldShortMessage))
	}
	// Nothing composed here goes there any more, except deliberately.
	for _, to := range []string{"+36301234567", "0036 30 123 4567"} {
		_, err := h.Send(t.Context(), gateway.Draft{From: "Shop", To: to, Text: "sale"})
		p, ok := err.(gateway.Problems)
		if !ok || p[0].Path != "draft.to" || !strings.Contains(p.Error(), "opted out") {
			t.Fatalf("%s: %v", to, err)
		}
	}
	sent, err := h.SendMany(t.Context(), []gateway.Draft{{From: "Shop", To: "+36301234567", Text: "sale"}, {From: "Shop", To: "+36307654321", Text: "sale"}})
	if err != nil || !sent[0].OptedOut || sent[0].Err == nil || sent[1].OptedOut || sent[1].Err != nil {
		t.Fatalf("%+v %v", sent, err)
	}
	if p := v.next(); p.Str(smpp.FieldDestinationAddr) != "36307654321" {
		t.Errorf("to %s", p.Str(smpp.FieldDestinationAddr))
	}
	h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "your contract ends", ToOptedOut: true})
	if p := v.next(); p.Str(smpp.FieldShortMessage) != "your contract ends" {
		t.Errorf("%s", p.Str(smpp.FieldShortMessage))
	}
	if _, err := h.Resend(t.Context(), waiting); err == nil || !strings.Contains(err.Error(), "opted out") {
		t.Errorf("send again: %v", err)
	}
	// A second one changes nothing and is not answered; START undoes it.
	since := off[0].Since
	deliver(t, s, from("36301234567", "stop"))
	if off = h.off(); len(off) != 1 || !off[0].Since.Equal(since) {
		t.Errorf("%+v", off)
	}
	if _, err := h.db.SaveContact(t.Context(), gateway.Contact{Name: "Anna", Number: "+36301234567"}); err != nil {
		t.Fatal(err)
	}
	deliver(t, s, from("36301234567", "start"))
	if off = h.off(); len(off) != 0 {
		t.Errorf("%+v", off)
	}
	if p := v.next(); p.Str(smpp.FieldShortMessage) != "Welcome back, Anna." {
		t.Errorf("%s", p.Str(smpp.FieldShortMessage))
	}
	h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "sale"})
	if p := v.next(); p.Str(smpp.FieldShortMessage) != "sale" {
		t.Errorf("%s", p.Str(smpp.FieldShortMessage))
	}
}

// What an account submits is not the window's: it passes as before.
func TestAccountsAreNotAskedAboutTheList(t *testing.T) {
	h := office(t, nil)
	if _, err := h.db.AddOptOuts(t.Context(), gateway.OptOut{Number: "+99912345670"}); err != nil {
		t.Fatal(err)
	}
	e := h.bind(session.Transceiver, smpp.V34)
	e.accepted(submit("Shop", "99912345670", "your code is 1"))
	h.until("the receipt", func() bool { return len(h.outbox()) == 1 && h.outbox()[0].State == gateway.Delivered })
}

func TestNationalNumbersAreTheSamePerson(t *testing.T) {
	h := newHouse(t)
	_, s := h.quiet(func(c *gateway.Config) { c.General.Country = "HU" })
	p := from("06301234567", "STOP").SetInt(smpp.FieldSourceAddrTON, 2)
	deliver(t, s, p)
	deliver(t, s, from("36307654321", "STOP").SetInt(smpp.FieldSourceAddrTON, 0).SetInt(smpp.FieldSourceAddrNPI, 0))
	deliver(t, s, from("BANK", "STOP").SetInt(smpp.FieldSourceAddrTON, 5)) // a name is nobody
	got := map[string]bool{}
	for _, o := range h.off() {
		got[o.Number] = true
	}
	if !reflect.DeepEqual(got, map[string]bool{"+36301234567": true, "+36307654321": true}) {
		t.Errorf("%v", got)
	}
}

func priceRule(change func(*gateway.Rule)) gateway.Rule {
	r := gateway.NewRule()
	r.Name, r.Text, r.Answer = "price", "price", "Dear {name|guest}, it is 5."
	if change != nil {
		change(&r)
	}
	return r
}

func TestRulesOverTheWire(t *testing.T) {
	h := newHouse(t)
	v, s := h.quiet(func(c *gateway.Config) {
		c.Rules = []gateway.Rule{
			priceRule(func(r *gateway.Rule) { r.Forward, r.Tag, r.PerHour = "+36309999999", "sales", 2 }),
			priceRule(func(r *gateway.Rule) { r.Name, r.Match, r.Answer = "else", gateway.MatchAny, "Pardon?" }),
		}
	})
	if _, err := h.db.SaveContact(t.Context(), gateway.Contact{Name: "Anna", Number: "+36301234567"}); err != nil {
		t.Fatal(err)
	}
	deliver(t, s, from("36301234567", "Price"))
	if n := len(h.outbox()); n != 2 {
		t.Fatalf("%d messages are stored with the answer to the provider", n)
	}
	got := map[string]string{}
	for range 2 {
		p := v.next()
		got[p.Str(smpp.FieldDestinationAddr)] = p.Str(smpp.FieldShortMessage)
	}
	if want := map[string]string{"36301234567": "Dear Anna, it is 5.", "36309999999": "Anna (+36301234567): Price"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	if m := h.inbox(1)[0]; !reflect.DeepEqual(m.Tags, []string{"sales"}) || m.State != gateway.Received {
		t.Errorf("%+v", m)
	}
	for _, m := range h.outbox() {
		if !strings.Contains(m.Note, "by the rule price") {
			t.Errorf("note %q", m.Note)
		}
	}
	cfg := h.Config()
	hits, err := h.db.RuleHits(t.Context())
	if err != nil || hits[cfg.Rules[0].ID].Count != 1 || hits[cfg.Rules[1].ID].Count != 0 || hits[cfg.Rules[0].ID].Last.IsZero() {
		t.Errorf("%+v %v", hits, err)
	}
	// A machine that writes for ever gets two answers an hour, and one that
	// answers with words of its own is told apart by nothing but that.
	for range 5 {
		deliver(t, s, from("36301234567", "price"))
	}
	answers := 0
	for _, m := range h.outbox() {
		if m.To.Addr == "36301234567" {
			answers++
		}
	}
	if answers != 2 {
		t.Errorf("%d answers within the hour", answers)
	}
	// Names, short codes and receipts get none.
	before := len(h.outbox())
	for _, p := range []*smpp.PDU{from("BANK", "hello").SetInt(smpp.FieldSourceAddrTON, 5), from("12345", "hello").SetInt(smpp.FieldSourceAddrTON, 3), from("12345", "hello").SetInt(smpp.FieldSourceAddrTON, 0),
		from("36305555555", "id:A001 sub:001 dlvrd:001 submit date:2611261200 done date:2611261200 stat:DELIVRD err:000 text:x").SetInt(smpp.FieldESMClass, 4),
		from("36305555555", "received").SetInt(smpp.FieldESMClass, 8)} {
		deliver(t, s, p)
	}
	if after := h.outbox(); len(after) != before {
		t.Errorf("answered: %s to %s", after[0].Text, after[0].To.Show())
	}
	deliver(t, s, from("36305555555", "hello"))
	if after := h.outbox(); len(after) != before+1 || after[0].Text != "Pardon?" {
		t.Errorf("%d messages, last %q", len(after), after[0].Text)
	}
}

// A machine that has a name instead of a number does not flood a colleague.
func TestForwardsOfOneSenderEnd(t *testing.T) {
	h := newHouse(t)
	_, s := h.quiet(func(c *gateway.Config) {
		c.Rules = []gateway.Rule{priceRule(func(r *gateway.Rule) { r.Match, r.Answer, r.Forward = gateway.MatchAny, "", "+36309999999" })}
	})
	for range 63 {
		deliver(t, s, from("ALARM", "it burns").SetInt(smpp.FieldSourceAddrTON, 5))
	}
	if n := len(h.outbox()); n != 60 {
		t.Errorf("%d messages to one colleague within the hour", n)
	}
	deliver(t, s, from("36301234567", "hello"))
	if n := len(h.outbox()); n != 61 {
		t.Error("another sender is not forwarded any more")
	}
}

// The parts of a long text are one message: it is looked at when it is whole.
func TestRulesWaitForTheLastPart(t *testing.T) {
	h := newHouse(t)
	_, s := h.quiet(func(c *gateway.Config) {
		c.Rules = []gateway.Rule{priceRule(func(r *gateway.Rule) { r.Match, r.Answer = gateway.MatchAny, "You wrote: {text}" })}
	})
	deliver(t, s, part(7, 2, 2, "world"))
	if n := len(h.outbox()); n != 0 {
		t.Fatalf("%d answers to half a message", n)
	}
	deliver(t, s, part(7, 2, 2, "world")) // once more
	deliver(t, s, part(7, 2, 1, "hello "))
	if list := h.outbox(); len(list) != 1 || list[0].Text != "You wrote: hello world" {
		t.Errorf("%+v", list)
	}
}

// A rule that can't send does not cost the message.
func TestWhatARuleCanNotSendIsTold(t *testing.T) {
	h := newHouse(t)
	_, s := h.quiet(func(c *gateway.Config) {
		c.Rules = []gateway.Rule{priceRule(func(r *gateway.Rule) { r.Match, r.Answer, r.Forward = gateway.MatchAny, "", "06309999999" })} // no country is set
	})
	deliver(t, s, from("36301234567", "hello"))
	if m := h.inbox(1)[0]; m.Text != "hello" || len(h.outbox()) != 0 {
		t.Errorf("%+v", m)
	}
	if _, err := h.db.AddOptOuts(t.Context(), gateway.OptOut{Number: "+36309999999"}); err != nil {
		t.Fatal(err)
	}
	h.apply(func(c *gateway.Config) { c.Rules[0].Forward = "+36309999999" })
	deliver(t, s, from("36301234567", "hello"))
	if n := len(h.outbox()); n != 0 {
		t.Errorf("%d messages to a number that opted out", n)
	}
}

// Message and answer are one: when Relay dies before its answer leaves, the
// answer is there and leaves once.
func TestAnswersSurviveAStop(t *testing.T) {
	h := newHouse(t)
	v, s := h.quiet(func(c *gateway.Config) { c.Rules = []gateway.Rule{priceRule(nil)} })
	h.apply(func(c *gateway.Config) { c.Rules[0].Link = "provider" })
	before := h.Config().Rules[0].ID
	deliver(t, s, from("36301234567", "price"))
	h.close()
	h = openHouse(t, h.folder, true)
	if c := h.Config(); len(c.Rules) != 1 || c.Rules[0].ID != before || c.Rules[0].Link != "provider" {
		t.Errorf("%+v", c.Rules)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	h.until("the answer is accepted", func() bool {
		l := h.outbox()
		return ctx.Err() == nil && len(l) == 1 && l[0].State == gateway.Accepted
	})
	n := 0
	for len(v.got) > 0 {
		if p := <-v.got; p.ID == smpp.SubmitSM && p.Str(smpp.FieldShortMessage) == "Dear guest, it is 5." {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the answer left %d times", n)
	}
}

func TestRulesThatCanNotBe(t *testing.T) {
	h := newHouse(t)
	for i, c := range []struct {
		change func(*gateway.Rule)
		path   string
	}{
		{func(r *gateway.Rule) { r.Name = "" }, "rule[].name"},
		{func(r *gateway.Rule) { r.Text = " , " }, "rule[price].text"},
		{func(r *gateway.Rule) { r.Match, r.Text = gateway.MatchRegexp, "(" }, "rule[price].text"},
		{func(r *gateway.Rule) { r.Match = "like" }, "rule[price].match"},
		{func(r *gateway.Rule) { r.Hours = "whenever" }, "rule[price].hours"},
		{func(r *gateway.Rule) { r.Outside = true }, "rule[price].hours"},
		{func(r *gateway.Rule) { r.Link = "nobody" }, "rule[price].link"},
		{func(r *gateway.Rule) { r.Answer = "" }, "rule[price].answer"},
		{func(r *gateway.Rule) { r.Answer = "Dear {nmae}" }, "rule[price].answer"},
		{func(r *gateway.Rule) { r.Forward = "Anna" }, "rule[price].forward"},
		{func(r *gateway.Rule) { r.PerHour = 0 }, "rule[price].per_hour"},
	} {
		cfg := h.Config()
		cfg.Rules = []gateway.Rule{priceRule(c.change)}
		err := h.Apply(t.Context(), cfg)
		p, ok := err.(gateway.Problems)
		if !ok || len(p.At(c.path)) == 0 {
			t.Errorf("%d: %v", i, err)
		}
	}
	cfg := h.Config()
	cfg.Rules = []gateway.Rule{priceRule(nil), priceRule(nil)}
	if err := h.Apply(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("two rules of one name: %v", err)
	}
	for key, o := range map[string]gateway.OptOutConfig{"stop": {Stop: []string{" "}}, "start": {Stop: []string{"Go"}, Start: []string{"GO "}}, "stop_reply": {StopReply: strings.Repeat("x", 1001)}} {
		cfg := h.Config()
		cfg.OptOut = o
		p, _ := h.Apply(t.Context(), cfg).(gateway.Problems)
		if len(p.At("optout."+key)) == 0 {
			t.Errorf("%s: %v", key, p)
		}
	}
	if got := fmt.Sprint(h.Config().Rules, h.Config().OptOut); got != fmt.Sprint([]gateway.Rule(nil), gateway.NewOptOut()) {
		t.Errorf("something of it is in force: %s", got)
	}
}

// A new rule under the old name of a renamed one counts from nothing.
func TestRulesKeepTheirCounts(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Rules = []gateway.Rule{priceRule(nil)} })
	id := h.Config().Rules[0].ID
	h.apply(func(c *gateway.Config) {
		c.Rules[0].Name = "cost"
		c.Rules = append(c.Rules, priceRule(nil))
	})
	if r := h.Config().Rules; r[0].ID != id || r[1].ID == id || r[1].ID == 0 {
		t.Errorf("%d: %+v", id, r)
	}
}
