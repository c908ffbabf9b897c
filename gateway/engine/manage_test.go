package engine_test

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

func TestQueryTellsTheState(t *testing.T) {
	h := office(t, nil)
	for _, v := range smpp.Versions() {
		kind := session.Transceiver
		if v == smpp.V33 {
			kind = session.Transmitter
		}
		e := h.bind(kind, v)
		waiting := e.accepted(submit("Shop", "36301234567", "waits"))
		q := e.ask(about(smpp.QuerySM, waiting, "Shop"))
		if q.Status != smpp.ROK || q.Str(smpp.FieldMessageID) != waiting || q.Int(smpp.FieldMessageState) != uint32(sms.StateEnroute) || q.Str(smpp.FieldFinalDate) != "" {
			t.Errorf("%s: waiting: %s state %d final %q", v, q.Status, q.Int(smpp.FieldMessageState), q.Str(smpp.FieldFinalDate))
		}
		kept := e.accepted(submit("Shop", "49123", "into the inbox"))
		q = e.ask(about(smpp.QuerySM, kept, "Shop"))
		if q.Int(smpp.FieldMessageState) != uint32(sms.StateDelivered) || len(q.Str(smpp.FieldFinalDate)) != 16 {
			t.Errorf("%s: delivered: state %d final %q", v, q.Int(smpp.FieldMessageState), q.Str(smpp.FieldFinalDate))
		}
		for _, c := range [][2]string{{waiting, "Other"}, {"99", "Shop"}, {"", "Shop"}} {
			if st := e.ask(about(smpp.QuerySM, c[0], c[1])).Status; st != smpp.RINVMSGID {
				t.Errorf("%s: query %v: %s", v, c, st)
			}
		}
	}
}

// An account sees and changes its own messages only.
func TestOthersMessagesAreNotThere(t *testing.T) {
	h := office(t, nil)
	h.apply(func(c *gateway.Config) {
		a := gateway.NewAccount()
		a.SystemID, a.Password, a.Rate = "other", "s3cret", 0
		c.Accounts = append(c.Accounts, a)
	})
	id := h.bind(session.Transceiver, smpp.V34).accepted(submit("Shop", "36301234567", "mine"))
	e := h.bindAs("other", session.Transceiver, smpp.V34)
	for _, cmd := range []smpp.CommandID{smpp.QuerySM, smpp.CancelSM, smpp.ReplaceSM} {
		if st := e.ask(about(cmd, id, "Shop")).Status; st != smpp.RINVMSGID {
			t.Errorf("%s of another's message: %s", cmd, st)
		}
	}
}

func TestCancelTakesBackWhatWaits(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	id := e.accepted(submit("Shop", "36301234567", "not yet"))
	if st := e.ask(about(smpp.CancelSM, id, "Shop")).Status; st != smpp.ROK {
		t.Fatalf("cancel_sm: %s", st)
	}
	r := e.next()
	if said, _ := sms.ParseReceipt(string(r.Octets(smpp.FieldShortMessage))); said.ID != id || said.Stat != "DELETED" {
		t.Errorf("receipt %q", r.Octets(smpp.FieldShortMessage))
	}
	if st := e.ask(about(smpp.CancelSM, id, "Shop")).Status; st != smpp.RCANCELFAIL {
		t.Errorf("again: %s", st)
	}
	// Without an id: everything of a service_type between two addresses.
	for range 3 {
		e.accepted(submit("Shop", "36301234567", "many").SetStr(smpp.FieldServiceType, "CMT"))
	}
	spared := e.accepted(submit("Shop", "36301234567", "another service"))
	c := about(smpp.CancelSM, "", "Shop").SetStr(smpp.FieldServiceType, "CMT").SetStr(smpp.FieldDestinationAddr, "36301234567")
	if st := e.ask(c).Status; st != smpp.ROK {
		t.Errorf("cancel_sm without an id: %s", st)
	}
	counts, err := h.db.Counts(t.Context())
	if err != nil || counts.Out[gateway.Cancelled] != 4 || counts.Out[gateway.Queued] != 1 {
		t.Errorf("%+v, %v", counts, err)
	}
	if q := e.ask(about(smpp.QuerySM, spared, "Shop")); q.Int(smpp.FieldMessageState) != uint32(sms.StateEnroute) {
		t.Errorf("the other service_type is in state %d", q.Int(smpp.FieldMessageState))
	}
	if st := e.ask(c).Status; st != smpp.RCANCELFAIL {
		t.Errorf("nothing is left to cancel: %s", st)
	}
}

func TestReplaceChangesWhatWaits(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	id := e.accepted(submit("Shop", "36301234567", "first").SetStr(smpp.FieldScheduleDeliveryTime, smpp.FormatAbsolute(time.Now().Add(time.Hour))))
	at := time.Now().Add(2 * time.Hour).UTC().Truncate(100 * time.Millisecond)
	r := about(smpp.ReplaceSM, id, "Shop").SetInt(smpp.FieldRegisteredDelivery, 2).SetStr(smpp.FieldShortMessage, "second").
		SetStr(smpp.FieldScheduleDeliveryTime, smpp.FormatAbsolute(at))
	if st := e.ask(r).Status; st != smpp.ROK {
		t.Fatalf("replace_sm: %s", st)
	}
	list, err := h.db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Outbox})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d messages, %v", len(list), err)
	}
	m := h.message(list[0].ID)
	var p smpp.PDU
	if err := smpp.Decode(&p, m.PartList[0].PDU, smpp.V50); err != nil {
		t.Fatal(err)
	}
	if m.Text != "second" || string(p.Octets(smpp.FieldShortMessage)) != "second" || m.ReceiptWanted != 2 || !m.ScheduledAt.Equal(at) || !m.PartList[0].NextAt.Equal(at) {
		t.Errorf("%q, PDU %q, wants %d, at %s", m.Text, p.Octets(smpp.FieldShortMessage), m.ReceiptWanted, m.ScheduledAt)
	}
	kept := e.accepted(submit("Shop", "49123", "gone"))
	if st := e.ask(about(smpp.ReplaceSM, kept, "Shop").SetStr(smpp.FieldShortMessage, "late")).Status; st != smpp.RREPLACEFAIL {
		t.Errorf("replace_sm of what is delivered: %s", st)
	}
	if st := e.ask(about(smpp.ReplaceSM, id, "Shop").SetStr(smpp.FieldShortMessage, "x").SetStr(smpp.FieldValidityPeriod, "991301000000000+")).Status; st != smpp.RINVEXPIRY {
		t.Errorf("a month 13: %s", st)
	}
}

func TestReplaceIfPresent(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	first := e.accepted(submit("Shop", "36301234567", "old price"))
	other := e.accepted(submit("Shop", "36309999999", "another number"))
	second := e.accepted(submit("Shop", "36301234567", "new price").SetInt(smpp.FieldReplaceIfPresentFlag, 1))
	if first == second {
		t.Error("the new message has the old id")
	}
	for id, want := range map[string]sms.MessageState{first: sms.StateDeleted, other: sms.StateEnroute, second: sms.StateEnroute} {
		if got := e.ask(about(smpp.QuerySM, id, "Shop")).Int(smpp.FieldMessageState); got != uint32(want) {
			t.Errorf("%s is in state %d, want %d", id, got, want)
		}
	}
}

func TestSubmitMultiTakesWhatItCan(t *testing.T) {
	h := office(t, func(a *gateway.Account) { a.Destinations = []string{"999*", "36*", "1*"} })
	e := h.bind(session.Transceiver, smpp.V34)
	to := func(n string) smpp.Destination {
		return smpp.Destination{Flag: 1, Address: smpp.Address{TON: 1, NPI: 1, Addr: n}}
	}
	p := submit("Shop", "", "to many").As(smpp.SubmitMulti).SetDestinations([]smpp.Destination{
		to("99900000010"), to("99900000020"), to("15551234567"), {Flag: 2, List: "friends"}, to("49123456"), to("99900000003"),
	})
	resp := e.ask(p)
	id := resp.Str(smpp.FieldMessageID)
	if resp.Status != smpp.ROK || id == "" {
		t.Fatalf("%s, id %q", resp.Status, id)
	}
	want := map[string]smpp.Status{"15551234567": smpp.RINVDSTADR, "friends": smpp.RINVDLNAME, "49123456": smpp.RINVDSTADR}
	got := resp.Unsuccessful()
	for _, u := range got {
		if want[u.Address.Addr] != u.Status {
			t.Errorf("%s: %s", u.Address.Addr, u.Status)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d destinations failed: %v", len(got), got)
	}
	stats := map[string]string{}
	for range 3 {
		r := e.next()
		said, _ := sms.ParseReceipt(string(r.Octets(smpp.FieldShortMessage)))
		if said.ID != id {
			t.Errorf("receipt for %q, not %q", said.ID, id)
		}
		stats[r.Str(smpp.FieldSourceAddr)] = said.Stat
	}
	if stats["99900000010"] != "DELIVRD" || stats["99900000020"] != "DELIVRD" || stats["99900000003"] != "UNDELIV" {
		t.Errorf("%v", stats)
	}
	none := submit("Shop", "", "to nobody").As(smpp.SubmitMulti).SetDestinations([]smpp.Destination{to("15551234567")})
	if r := e.ask(none); r.Status != smpp.RINVDSTADR || len(r.Frame()) != 16 {
		t.Errorf("when all fail: %s, %d octets", r.Status, len(r.Frame()))
	}
}

// A message whose validity runs out in the queue ends as expired, and its
// account is told.
func TestValidityEndsInTheQueue(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	id := e.accepted(submit("Shop", "36301234567", "short-lived").SetStr(smpp.FieldValidityPeriod, "000000000001000R"))
	r := e.next()
	if said, _ := sms.ParseReceipt(string(r.Octets(smpp.FieldShortMessage))); said.ID != id || said.Stat != "EXPIRED" {
		t.Errorf("receipt %q", r.Octets(smpp.FieldShortMessage))
	}
	if got := e.ask(about(smpp.QuerySM, id, "Shop")).Int(smpp.FieldMessageState); got != uint32(sms.StateExpired) {
		t.Errorf("state %d", got)
	}
	over := submit("Shop", "36301234567", "over").SetStr(smpp.FieldValidityPeriod, smpp.FormatAbsolute(time.Now().Add(-time.Minute)))
	if st := e.ask(over).Status; st != smpp.RINVEXPIRY {
		t.Errorf("a validity that is over: %s", st)
	}
}

// What registered_delivery asks decides which receipts come, and in which form.
func TestReceiptsAsAsked(t *testing.T) {
	h := office(t, func(a *gateway.Account) { a.ReceiptPDU, a.ReceiptDates = "data_sm", "12" })
	e := h.bind(session.Transceiver, smpp.V34)
	for _, c := range []struct {
		asked uint32
		to    string
		stat  string // "" for none
	}{
		{0, "99900000010", ""}, {1, "99900000010", "DELIVRD"}, {1, "99900000003", "UNDELIV"}, {2, "99900000010", ""}, {2, "99900000003", "UNDELIV"},
		{3, "99900000003", ""}, {3, "99900000010", "DELIVRD"},
	} {
		id := e.accepted(submit("Shop", c.to, "asked").SetInt(smpp.FieldRegisteredDelivery, c.asked))
		if c.stat == "" {
			continue // what comes next would be its receipt, and the next case's check fails
		}
		r := e.next()
		body, _ := r.TLV(smpp.TagMessagePayload)
		said, _ := sms.ParseReceipt(string(body))
		if r.ID != smpp.DataSM || said.ID != id || said.Stat != c.stat {
			t.Errorf("asked %d to %s: %s %q", c.asked, c.to, r.ID, body)
		}
		if i := strings.Index(string(body), "done date:"); i < 0 || strings.IndexByte(string(body)[i+10:], ' ') != 12 {
			t.Errorf("the dates of %q have not 12 digits", body)
		}
		if named, _ := r.TLV(smpp.TagReceiptedMessageID); strings.TrimRight(string(named), "\x00") != id {
			t.Errorf("receipted_message_id %q", named)
		}
	}
	// A 3.3 session gets deliver_sm, without a TLV.
	old := h.bind(session.Transmitter, smpp.V33)
	rx := h.bind(session.Receiver, smpp.V33)
	_ = e.Unbind(t.Context())
	id := old.accepted(submit("Shop", "99900000010", "old"))
	if len(id) > 8 {
		t.Errorf("the id %q is too long for 3.3", id)
	}
	r := rx.next()
	tlvs := 0
	for range r.TLVs() {
		tlvs++
	}
	if said, _ := sms.ParseReceipt(string(r.Octets(smpp.FieldShortMessage))); r.ID != smpp.DeliverSM || said.ID != id || tlvs != 0 {
		t.Errorf("%s with %d TLVs: %q", r.ID, tlvs, r.Octets(smpp.FieldShortMessage))
	}
}

func TestAlertReachesTheAccount(t *testing.T) {
	h := office(t, nil)
	if err := h.Alert(t.Context(), "shop", "+36301234567"); err == nil {
		t.Error("an alert to nobody")
	}
	e := h.bind(session.Receiver, smpp.V34)
	if err := h.Alert(t.Context(), "shop", "+36301234567"); err != nil {
		t.Fatal(err)
	}
	if p := e.next(); p.ID != smpp.AlertNotification || p.Str(smpp.FieldSourceAddr) != "36301234567" {
		t.Errorf("%s from %q", p.ID, p.Str(smpp.FieldSourceAddr))
	}
}

// A 5.0 application is told our load.
func TestCongestionStateIsTold(t *testing.T) {
	h := office(t, func(a *gateway.Account) { a.Rate, a.Burst = 1, 4 })
	e := h.bind(session.Transceiver, smpp.V50)
	for i, want := range []uint64{25, 50, 75, 100, 100} {
		resp := e.ask(submit("Shop", "49123", "load"))
		if got, ok := resp.TLVInt(smpp.TagCongestionState); !ok || got != want || (resp.Status == smpp.RTHROTTLED) != (i == 4) {
			t.Errorf("submit %d: %s, congestion_state %d, %v", i, resp.Status, got, ok)
		}
	}
}

// Intermediate notifications and the phone's own acknowledgements come through
// under our id, from the simulator to the application.
func TestEveryBitComesThrough(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	for _, c := range []struct {
		asked uint32
		want  map[uint32]string // by esm_class
	}{
		{0x11, map[uint32]string{0x20: "ENROUTE", 0x04: "DELIVRD"}},
		{0x0D, map[uint32]string{0x04: "DELIVRD", 0x08: "received", 0x10: "read"}},
	} {
		id := e.accepted(submit("Shop", "99900000010", "bits").SetInt(smpp.FieldRegisteredDelivery, c.asked))
		for range c.want {
			p := e.next()
			esm, what := p.Int(smpp.FieldESMClass), string(p.Octets(smpp.FieldShortMessage))
			if said, ok := sms.ParseReceipt(what); ok && said.Stat != "" {
				what = said.Stat
			}
			named, _ := p.TLV(smpp.TagReceiptedMessageID)
			if c.want[esm] != what || strings.TrimRight(string(named), "\x00") != id {
				t.Errorf("asked %#x: esm_class %#x %q about %q, want %v about %s", c.asked, esm, what, named, c.want, id)
			}
		}
	}
}

// What an account has submitted counts against its quotas,
// and an account may be allowed to receive only.
func TestQuotas(t *testing.T) {
	h := office(t, func(a *gateway.Account) { a.Daily = 3 })
	e := h.bind(session.Transceiver, smpp.V34)
	to := func(n string) smpp.Destination {
		return smpp.Destination{Flag: 1, Address: smpp.Address{TON: 1, NPI: 1, Addr: n}}
	}
	e.accepted(submit("Shop", "49123", "one"))
	two := submit("Shop", "", "two and three").As(smpp.SubmitMulti).SetDestinations([]smpp.Destination{to("49124"), to("49125")})
	if st := e.ask(two).Status; st != smpp.ROK {
		t.Fatal(st)
	}
	if st := e.ask(submit("Shop", "49126", "four")).Status; st != smpp.RTHROTTLED {
		t.Errorf("the fourth: %s", st)
	}
	if w := strings.Join(h.Status().Warnings, "; "); !strings.Contains(w, "shop has used up its 3 messages of this day") {
		t.Errorf("warnings: %s", w)
	}
	h.apply(func(c *gateway.Config) { c.Accounts[0].Daily, c.Accounts[0].Monthly = 0, 4 })
	e.accepted(submit("Shop", "49126", "four"))
	h.apply(func(c *gateway.Config) { c.Accounts[0].Monthly, c.Accounts[0].Submit = 0, false })
	if st := e.ask(submit("Shop", "49127", "five")).Status; st != smpp.RSUBMITFAIL {
		t.Errorf("an account that may not submit: %s", st)
	}
}

// Outside its hours an account is throttled, and the log says why.
func TestHours(t *testing.T) {
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) {
		now := time.Now()
		a.Hours = now.Add(2*time.Hour).Format("15:04") + "-" + now.Add(3*time.Hour).Format("15:04")
	})
	r := f.bound("127.0.0.60")
	r.send(submit("shop", "+4477009000", "too late"), 2)
	if p := r.until(2); p.Status != smpp.RTHROTTLED {
		t.Errorf("outside the hours: %s", p.Status.Name())
	}
	f.logged("outside the account's hours")
	f.apply(func(c *gateway.Config) { c.Accounts[1].Hours = "" })
	r.send(submit("shop", "+4477009000", "at last"), 3)
	if p := r.until(3); p.Status != smpp.ROK {
		t.Errorf("at any hour: %s", p.Status.Name())
	}
}
