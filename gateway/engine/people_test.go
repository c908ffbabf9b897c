package engine_test

import (
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

// A number that somebody at the desk puts on the list gets nothing that waits; a
// number that is not there keeps its messages, and so do accounts.
func TestTakeBackWhatWaits(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	theirs := e.accepted(submit("Shop", "99912345670", "your code is 1").SetStr(smpp.FieldScheduleDeliveryTime, "000000010000000R"))
	hour := time.Now().Add(time.Hour)
	sent, err := h.SendMany(t.Context(), []gateway.Draft{
		{Link: gateway.TargetSimulator, From: "Relay", To: "+99912345670", Text: "sale", At: hour}, {Link: gateway.TargetSimulator, From: "Relay", To: "+99912345671", Text: "sale", At: hour}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.db.AddOptOuts(t.Context(), gateway.OptOut{Number: "+99912345670"}); err != nil {
		t.Fatal(err)
	}
	if n, err := h.TakeBack(t.Context(), "00999 1234 5670", "+99912345671"); n != 1 || err != nil {
		t.Errorf("%d taken back, %v", n, err)
	}
	if m := h.message(sent[0].ID); m.State != gateway.Cancelled || m.Note != "the number has opted out" {
		t.Errorf("%s %q", m.State, m.Note)
	}
	if m := h.message(sent[1].ID); m.State != gateway.Queued {
		t.Errorf("another number's message: %s", m.State)
	}
	for _, m := range h.outbox() {
		if m.AccountMessageID == theirs && m.State != gateway.Queued {
			t.Errorf("the account's message: %s", m.State)
		}
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

// One submit_multi for all goes to those who may be written to.
func TestSubmitMultiLeavesOutWhoOptedOut(t *testing.T) {
	h := newHouse(t)
	v := newProvider(t, nil)
	h.link(v, nil)
	if _, err := h.db.AddOptOuts(t.Context(), gateway.OptOut{Number: "+36307654321"}); err != nil {
		t.Fatal(err)
	}
	var drafts []gateway.Draft
	for _, to := range []string{"+36301234567", "+36307654321", "+36301111111"} {
		drafts = append(drafts, gateway.Draft{From: "Shop", To: to, Text: "sale", Multi: true})
	}
	sent, err := h.SendMany(t.Context(), drafts)
	if err != nil || sent[0].Err != nil || !sent[1].OptedOut || sent[2].Err != nil {
		t.Fatalf("%+v %v", sent, err)
	}
	p := v.next()
	to := p.Destinations()
	if p.ID != smpp.SubmitMulti || len(to) != 2 || to[0].Address.Addr != "36301234567" || to[1].Address.Addr != "36301111111" {
		t.Errorf("%s %+v", p.ID, to)
	}
}
