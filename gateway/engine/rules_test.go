package engine_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/smpp"
)

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

// cut is a store whose transactions fail at their end while it is set, as at a
// power cut.
type cut struct {
	engine.Store
	now *atomic.Bool
}

func (c cut) Write(fn func(engine.Tx) error, done func(error)) {
	c.Store.Write(func(tx engine.Tx) error {
		if err := fn(tx); err != nil || !c.now.Load() {
			return err
		}
		return errors.New("the power was cut")
	}, done)
}

// Message, answer, tag, count and opt-out are stored together or not at all: the
// provider is told of a failure, sends again, and everything is there once.
func TestMessageAndAnswerAreOne(t *testing.T) {
	var off atomic.Bool
	h := openHouseOn(t, t.TempDir(), true, func(s engine.Store) engine.Store { return cut{s, &off} })
	_, s := h.quiet(func(c *gateway.Config) {
		c.OptOut.StopReply = "Bye."
		c.Rules = []gateway.Rule{priceRule(func(r *gateway.Rule) { r.Tag = "sales" })}
	})
	id := h.Config().Rules[0].ID
	for _, text := range []string{"price", "STOP"} {
		off.Store(true)
		resp, err := s.Do(t.Context(), from("36301234567", text))
		off.Store(false)
		if err != nil || resp.Status == smpp.ROK {
			t.Fatalf("%s: %v %v", text, resp, err)
		}
		hits, err := h.db.RuleHits(t.Context())
		in, _ := h.db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Inbox})
		if err != nil || text == "price" && (len(in)+len(h.outbox())+len(hits) > 0) || text == "STOP" && (len(in) != 1 || len(h.outbox()) != 1 || len(h.off()) > 0) {
			t.Fatalf("%s: something is stored: %+v %+v %v", text, in, h.outbox(), hits)
		}
		deliver(t, s, from("36301234567", text))
	}
	hits, err := h.db.RuleHits(t.Context())
	if in := h.inbox(2); err != nil || len(in) != 2 || len(h.outbox()) != 2 || len(h.off()) != 1 || hits[id].Count != 1 || !reflect.DeepEqual(in[1].Tags, []string{"sales"}) {
		t.Errorf("%+v\n%+v\n%v", in, h.outbox(), hits)
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
