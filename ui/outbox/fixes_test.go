package outbox_test

import (
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/outbox"
	"relay/ui/uitest"
)

func failed(id int64, status smpp.Status) gateway.Message {
	return gateway.Message{ID: id, State: gateway.Failed, Link: "a", To: gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"}, From: gateway.Address{TON: 5, Addr: "Test-SM"}, Text: "hello", Parts: 1, Error: &gateway.MessageError{Status: status, Name: status.Name(), Text: "refused"}}
}

func TestFixes(t *testing.T) {
	link := gateway.NewClient()
	link.Name, link.DefaultSender = "a", "Shop"
	with := gateway.Config{Clients: []gateway.ClientConfig{link}}
	account := failed(1, smpp.RINVSRCADR)
	account.Account = "shop"
	undelivered := failed(1, smpp.ROK)
	undelivered.Error.Name = "receipt UNDELIV"
	delivered := failed(1, smpp.RINVSRCADR)
	delivered.State = gateway.Delivered
	for _, c := range []struct {
		name string
		m    gateway.Message
		cfg  gateway.Config
		want []outbox.FixKind
		from string
	}{
		{"a sender, and the connection has one", failed(1, smpp.RINVSRCADR), with, []outbox.FixKind{outbox.FixSender, outbox.FixEdit}, "Shop"},
		{"a sender, and there is no other", failed(1, smpp.RINVSRCTON), gateway.Config{}, []outbox.FixKind{outbox.FixSender, outbox.FixEdit}, ""},
		{"a number", failed(1, smpp.RINVDSTADR), with, []outbox.FixKind{outbox.FixEdit, outbox.FixScreen}, ""},
		{"too fast", failed(1, smpp.RTHROTTLED), with, []outbox.FixKind{outbox.FixAgain, outbox.FixScreen}, ""},
		{"a status that says nothing", failed(1, 0x400), with, []outbox.FixKind{outbox.FixAgain, outbox.FixEdit}, ""},
		{"an application's message is not written anew", account, with, []outbox.FixKind{outbox.FixAgain}, ""},
		{"a receipt says so", undelivered, with, []outbox.FixKind{outbox.FixEdit, outbox.FixAgain}, ""},
		{"it is delivered", delivered, with, nil, ""},
	} {
		got := outbox.Fixes(c.m, c.cfg)
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		for i, f := range got {
			if f.Kind != c.want[i] || f.Label == "" || f.Why == "" {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
		if len(got) > 0 && got[0].From != c.from {
			t.Errorf("%s: from %q", c.name, got[0].From)
		}
	}
}

// All that failed alike are fixed with one tap: they leave anew, from another
// sender; those of another cause stay.
func TestFixAll(t *testing.T) {
	h, d, v := open(t, 1236, 0)
	other := failed(4, smpp.RINVDSTADR)
	h.List = []gateway.Message{other, failed(3, smpp.RINVSRCADR), failed(2, smpp.RINVSRCADR), failed(1, smpp.RINVSRCADR)}
	h.Numbers.Out[gateway.Failed] = 4
	v.Shown()
	v.Pick(2)
	if !uitest.Shows(v.Object(), "3 of 4 failures have this cause.") {
		t.Error("it is not counted")
	}
	uitest.Tap(t, v.Object(), "Fix all 3")
	if len(d.Asked) != 1 || len(h.Drafts) != 3 {
		t.Fatalf("asked %q, drafts %+v", d.Asked, h.Drafts)
	}
	for _, x := range h.Drafts {
		if x.From != "" || x.To != "+36301234567" || x.Text != "hello" || x.Link != "a" {
			t.Errorf("%+v", x)
		}
	}
	v.Pick(4)
	uitest.Tap(t, v.Object(), "Correct the number…")
	if !uitest.Shows(v.Object(), "New message") {
		t.Error("the composer did not open")
	}
}
