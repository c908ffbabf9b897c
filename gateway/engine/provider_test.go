package engine_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// provider is a message centre over TCP whose answers the test chooses.
type provider struct {
	t      *testing.T
	l      net.Listener
	got    chan *smpp.PDU
	bound  chan *session.Session
	answer func(p *smpp.PDU) *smpp.PDU // nil result: no answer

	handler session.Handler // itself, unless set before anybody binds
	window  int

	mu sync.Mutex
	id int
}

func newProvider(t *testing.T, answer func(p *smpp.PDU) *smpp.PDU) *provider {
	t.Helper()
	return newProviderOf(t, func(v *provider) { v.answer = answer })
}

// newProviderOf is a provider that is changed before anybody reaches it.
func newProviderOf(t *testing.T, change func(*provider)) *provider {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	v := &provider{t: t, l: l, got: make(chan *smpp.PDU, 1000), bound: make(chan *session.Session, 10), window: 10}
	v.handler = v
	change(v)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { _ = v.session(conn).Run(ctx) })
		}
	})
	t.Cleanup(func() { cancel(); _ = l.Close(); wg.Wait() })
	return v
}

func (v *provider) session(conn net.Conn) *session.Session {
	return session.New(conn, session.Config{Role: smpp.MC, Version: smpp.V50, Window: v.window, ResponseTimeout: 10 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: v.handler})
}

func (v *provider) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "provider"}
}
func (v *provider) Bound(s *session.Session) { v.bound <- s }
func (v *provider) Batch(*session.Session)   {}
func (v *provider) Request(s *session.Session, p *smpp.PDU) {
	v.got <- p.Own()
	v.mu.Lock()
	answer := v.answer
	v.mu.Unlock()
	if answer != nil {
		if resp := answer(p); resp != nil {
			_ = s.Reply(resp)
		}
		return
	}
	_ = s.Reply(v.ok(p))
}

// answers changes what it answers.
func (v *provider) answers(answer func(p *smpp.PDU) *smpp.PDU) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.answer = answer
}

// ok is a good answer with a new id.
func (v *provider) ok(p *smpp.PDU) *smpp.PDU {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.id++
	return p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, fmt.Sprintf("A%03d", v.id))
}

func (v *provider) next() *smpp.PDU {
	v.t.Helper()
	select {
	case p := <-v.got:
		return p
	case <-time.After(10 * time.Second):
		v.t.Fatal("the provider got nothing")
		return nil
	}
}

func (v *provider) client(t *testing.T) *session.Session {
	t.Helper()
	select {
	case s := <-v.bound:
		return s
	case <-time.After(10 * time.Second):
		t.Fatal("nobody binds")
		return nil
	}
}

// link adds a client link to the provider.
func (h *house) link(v *provider, change func(*gateway.ClientConfig)) *session.Session {
	h.t.Helper()
	h.apply(func(c *gateway.Config) {
		l := gateway.NewClient()
		l.Name, l.Host, l.Port, l.SystemID, l.Password, l.Rate = "provider", "127.0.0.1", v.l.Addr().(*net.TCPAddr).Port, "acme", "secret", 0
		if change != nil {
			change(&l)
		}
		c.Clients = append(c.Clients, l)
	})
	if v == nil {
		return nil
	}
	return v.client(h.t)
}

func TestLongTextsAsTheLinkWants(t *testing.T) {
	text := strings.Repeat("a long text ", 20) // 240 septets
	for _, c := range []struct {
		long  string
		parts int
		check func(p *smpp.PDU, number int) string
	}{
		{"udh8", 2, func(p *smpp.PDU, n int) string {
			u, err := sms.ParseUDH(p.Octets(smpp.FieldShortMessage))
			if err != nil || u.Concat == nil || u.Concat.Wide || int(u.Concat.Number) != n || p.Int(smpp.FieldESMClass) != 0x40 {
				return fmt.Sprintf("%+v %v", u, err)
			}
			return ""
		}},
		{"udh16", 2, func(p *smpp.PDU, n int) string {
			u, err := sms.ParseUDH(p.Octets(smpp.FieldShortMessage))
			if err != nil || u.Concat == nil || !u.Concat.Wide || int(u.Concat.Number) != n {
				return fmt.Sprintf("%+v %v", u, err)
			}
			return ""
		}},
		{"sar", 2, func(p *smpp.PDU, n int) string {
			_, ref := p.TLVInt(smpp.TagSARMsgRefNum)
			total, _ := p.TLVInt(smpp.TagSARTotalSegments)
			number, _ := p.TLVInt(smpp.TagSARSegmentSeqnum)
			if !ref || total != 2 || int(number) != n || p.Int(smpp.FieldESMClass) != 0 {
				return fmt.Sprintf("ref %v, %d of %d", ref, number, total)
			}
			return ""
		}},
		{"payload", 1, func(p *smpp.PDU, n int) string {
			body, ok := p.TLV(smpp.TagMessagePayload)
			if !ok || len(body) != 240 || len(p.Octets(smpp.FieldShortMessage)) != 0 {
				return fmt.Sprintf("payload of %d octets", len(body))
			}
			return ""
		}},
	} {
		t.Run(c.long, func(t *testing.T) {
			h, v := newHouse(t), newProvider(t, nil)
			h.link(v, func(l *gateway.ClientConfig) { l.Long = c.long })
			id := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: text})
			for n := 1; n <= c.parts; n++ {
				if wrong := c.check(v.next(), n); wrong != "" {
					t.Errorf("part %d: %s", n, wrong)
				}
			}
			if m := h.untilState(id, gateway.Accepted); m.Parts != c.parts {
				t.Errorf("%d parts", m.Parts)
			}
		})
	}
}

func TestAlphabetOfTheLink(t *testing.T) {
	for _, c := range []struct {
		alphabet, text string
		dcs            uint32
		octets         string
	}{
		{"gsm7", "é@", 0, "\x05\x00"}, {"latin1", "é@", 0, "\xe9@"}, {"utf8", "é@", 0, "é@"}, {"ascii", "ab@", 0, "ab@"},
		{"ascii", "é", 8, "\x00\xe9"}, {"latin1", "Ж", 8, "\x04\x16"}, {"gsm7-packed", "hellohello", 0, "\xE8\x32\x9B\xFD\x46\x97\xD9\xEC\x37"},
	} {
		h, v := newHouse(t), newProvider(t, nil)
		s := h.link(v, func(l *gateway.ClientConfig) { l.Alphabet = c.alphabet })
		h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: c.text})
		p := v.next()
		if p.Int(smpp.FieldDataCoding) != c.dcs || string(p.Octets(smpp.FieldShortMessage)) != c.octets {
			t.Errorf("%s %q: data_coding %d, % x", c.alphabet, c.text, p.Int(smpp.FieldDataCoding), p.Octets(smpp.FieldShortMessage))
		}
		// What comes back is read the same way.
		deliver(t, s, smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "Shop").
			SetInt(smpp.FieldDataCoding, c.dcs).SetOctets(smpp.FieldShortMessage, []byte(c.octets)))
		if m := h.inbox(1)[0]; m.Text != c.text {
			t.Errorf("%s: %q came back as %q", c.alphabet, c.text, m.Text)
		}
		h.close()
	}
}

// deliver sends a deliver_sm and waits for its acknowledgement.
func deliver(t *testing.T, s *session.Session, p *smpp.PDU) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	resp, err := s.Do(ctx, p)
	if err != nil || resp.Status != smpp.ROK {
		t.Fatalf("deliver_sm: %v %v", resp, err)
	}
}

// inbox waits for n incoming messages, newest first.
func (h *house) inbox(n int) (list []gateway.Message) {
	h.t.Helper()
	h.until(fmt.Sprintf("%d incoming messages", n), func() bool {
		var err error
		list, err = h.db.Messages(h.t.Context(), gateway.MessageQuery{Box: gateway.Inbox})
		return err == nil && len(list) >= n
	})
	return list
}

func part(ref byte, total, number byte, text string) *smpp.PDU {
	body := append([]byte{5, 0, 3, ref, total, number}, text...)
	return smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "1234").
		SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, body)
}

func sarPart(ref uint64, total, number uint64, text string) *smpp.PDU {
	return smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "1234").SetStr(smpp.FieldShortMessage, text).
		AddTLVInt(smpp.TagSARMsgRefNum, ref).AddTLVInt(smpp.TagSARTotalSegments, total).AddTLVInt(smpp.TagSARSegmentSeqnum, number)
}

// Parts join out of order, across binds and restarts, whatever numbers them; a
// part that comes twice counts once, and a gap is shown.
func TestIncomingPartsJoin(t *testing.T) {
	v := newProvider(t, nil)
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	s := h.link(v, nil)
	deliver(t, s, part(7, 3, 3, "three"))
	deliver(t, s, part(7, 3, 1, "one "))
	deliver(t, s, part(7, 3, 1, "one "))
	deliver(t, s, sarPart(7, 2, 2, "world"))
	list := h.inbox(2)
	if got := list[1]; got.Text != "one  [part 2 of 3 is missing] three" || got.Note != "2 of 3 parts" || got.Parts != 3 {
		t.Errorf("%q, %q, %d parts", got.Text, got.Note, got.Parts)
	}
	h.close()
	h = openHouse(t, folder, true)
	s = v.client(t)
	deliver(t, s, part(7, 3, 2, "two "))
	deliver(t, s, sarPart(7, 2, 1, "hello "))
	list = h.inbox(2)
	if list[1].Text != "one two three" || list[1].Note != "" || list[0].Text != "hello world" || list[0].Note != "" {
		t.Errorf("%q %q, %q %q", list[1].Text, list[1].Note, list[0].Text, list[0].Note)
	}
	// The reference comes round: another text begins, and the old one stays.
	deliver(t, s, part(8, 2, 1, "old "))
	deliver(t, s, part(8, 2, 1, "new "))
	deliver(t, s, part(8, 2, 2, "text"))
	list = h.inbox(4)
	if list[0].Text != "new text" || !strings.Contains(list[1].Note, "never came") {
		t.Errorf("%q, %q", list[0].Text, list[1].Note)
	}
}

// A provider that is flooded with beginnings of long messages does not fill us.
func TestOpenSetsAreBounded(t *testing.T) {
	h, v := newHouse(t), newProvider(t, nil)
	s := h.link(v, nil)
	const sets = 1010
	for n := range sets {
		p := part(byte(n), 2, 1, "begun").SetStr(smpp.FieldSourceAddr, fmt.Sprint(36300000000+n))
		deliver(t, s, p)
	}
	list := h.inbox(sets)
	ended := 0
	for _, m := range list {
		if strings.Contains(m.Note, "never came") {
			ended++
		}
	}
	if ended != 10 {
		t.Errorf("%d of %d sets were ended, want 10", ended, sets)
	}
}

func TestSubmitMultiAsClient(t *testing.T) {
	var v *provider
	v = newProvider(t, func(p *smpp.PDU) *smpp.PDU {
		resp := v.ok(p)
		if p.ID == smpp.SubmitMulti {
			resp.SetUnsuccessful([]smpp.Unsuccess{{Address: smpp.Address{TON: 1, NPI: 1, Addr: "36300000002"}, Status: smpp.RINVDSTADR}})
		}
		return resp
	})
	h := newHouse(t)
	s := h.link(v, nil)
	var drafts []gateway.Draft
	for n := 1; n <= 3; n++ {
		drafts = append(drafts, gateway.Draft{From: "Shop", To: fmt.Sprintf("+3630000000%d", n), Text: "to all", Multi: true})
	}
	sent, err := h.SendMany(t.Context(), drafts)
	if err != nil {
		t.Fatal(err)
	}
	p := v.next()
	if p.ID != smpp.SubmitMulti || len(p.Destinations()) != 3 || p.Str(smpp.FieldSourceAddr) != "Shop" {
		t.Fatalf("%s with %v", p.ID, p.Destinations())
	}
	if m := h.untilState(sent[1].ID, gateway.Failed); m.Error == nil || m.Error.Status != smpp.RINVDSTADR {
		t.Errorf("%+v", m.Error)
	}
	for _, i := range []int{0, 2} {
		if m := h.untilState(sent[i].ID, gateway.Accepted); len(m.MessageIDs) != 1 || m.MessageIDs[0] != "A001" {
			t.Errorf("ids %v", m.MessageIDs)
		}
	}
	// Their receipts carry one id; the numbers tell them apart.
	for _, c := range [][2]string{{"36300000003", "DELIVRD"}, {"36300000001", "UNDELIV"}} {
		text := sms.FormatReceipt(sms.Receipt{ID: "A001", HasID: true, Stat: c[1]})
		deliver(t, s, smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldSourceAddr, c[0]).SetStr(smpp.FieldDestinationAddr, "Shop").SetStr(smpp.FieldShortMessage, text))
	}
	h.untilState(sent[2].ID, gateway.Delivered)
	h.untilState(sent[0].ID, gateway.Failed)
}

// A provider without submit_multi gets the messages one by one.
func TestSubmitMultiFallsBack(t *testing.T) {
	var v *provider
	v = newProvider(t, func(p *smpp.PDU) *smpp.PDU {
		if p.ID == smpp.SubmitMulti {
			return p.Resp(smpp.RINVCMDID)
		}
		return v.ok(p)
	})
	h := newHouse(t)
	h.link(v, nil)
	sent, err := h.SendMany(t.Context(), []gateway.Draft{
		{From: "Shop", To: "+36300000001", Text: "to all", Multi: true}, {From: "Shop", To: "+36300000002", Text: "to all", Multi: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range sent {
		h.untilState(x.ID, gateway.Accepted)
	}
}

func TestAskCancelAndReplaceAtTheProvider(t *testing.T) {
	var v *provider
	v = newProvider(t, func(p *smpp.PDU) *smpp.PDU {
		switch p.ID {
		case smpp.QuerySM:
			return p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, p.Str(smpp.FieldMessageID)).SetInt(smpp.FieldMessageState, uint32(sms.StateDelivered)).SetStr(smpp.FieldFinalDate, "261125120000000+")
		case smpp.CancelSM:
			if p.Str(smpp.FieldMessageID) == "A002" {
				return p.Resp(smpp.RCANCELFAIL)
			}
			return p.Resp(smpp.ROK)
		case smpp.ReplaceSM:
			return p.Resp(smpp.ROK)
		}
		return v.ok(p)
	})
	h := newHouse(t)
	h.link(v, nil)
	send := func() int64 {
		id := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "hello"})
		v.next()
		h.untilState(id, gateway.Accepted)
		return id
	}
	first, second, third := send(), send(), send()

	if err := h.Query(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if p := v.next(); p.ID != smpp.QuerySM || p.Str(smpp.FieldMessageID) != "A001" || p.Str(smpp.FieldSourceAddr) != "Shop" || p.Int(smpp.FieldSourceAddrTON) != 5 {
		t.Errorf("%s %q", p.ID, p.Str(smpp.FieldMessageID))
	}
	if m := h.message(first); m.State != gateway.Delivered || len(m.Receipts) != 1 || m.Receipts[0].Text != "answer to query_sm" {
		t.Errorf("%s %+v", m.State, m.Receipts)
	}
	if err := h.Query(t.Context(), first); err == nil {
		t.Error("asking about a message at its end says nothing")
	}

	err := h.Cancel(t.Context(), second)
	if err == nil || !strings.Contains(err.Error(), "ESME_RCANCELFAIL") {
		t.Errorf("the refusal is told as %v", err)
	}
	v.next()
	if m := h.message(second); m.State != gateway.Accepted {
		t.Errorf("refused, yet %s", m.State)
	}
	if err := h.Replace(t.Context(), third, "goodbye"); err != nil {
		t.Fatal(err)
	}
	if p := v.next(); p.ID != smpp.ReplaceSM || string(p.Octets(smpp.FieldShortMessage)) != "goodbye" || p.Str(smpp.FieldMessageID) != "A003" {
		t.Errorf("%s %q", p.ID, p.Octets(smpp.FieldShortMessage))
	}
	if m := h.message(third); m.Text != "goodbye" {
		t.Errorf("%q", m.Text)
	}
	if err := h.Replace(t.Context(), third, strings.Repeat("x", 161)); err == nil {
		t.Error("a text of two parts can not replace one")
	}
	if err := h.Cancel(t.Context(), third); err != nil {
		t.Fatal(err)
	}
	if p := v.next(); p.ID != smpp.CancelSM || p.Str(smpp.FieldDestinationAddr) != "36301234567" {
		t.Errorf("%s to %q", p.ID, p.Str(smpp.FieldDestinationAddr))
	}
	if m := h.message(third); m.State != gateway.Cancelled {
		t.Errorf("%s", m.State)
	}
}

func TestReplaceInTheQueue(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Enabled = false
		c.Clients = append(c.Clients, l)
	})
	id := h.send(gateway.Draft{Link: "loopback", From: "Shop", To: "+36301234567", Text: "hello"})
	if err := h.Replace(t.Context(), id, "goodbye"); err != nil {
		t.Fatal(err)
	}
	if err := h.Replace(t.Context(), id, "Привет"); err == nil || !strings.Contains(err.Error(), "П") {
		t.Errorf("a text of another alphabet: %v", err)
	}
	if err := h.Connect(t.Context(), "loopback"); err != nil {
		t.Fatal(err)
	}
	m := h.untilState(id, gateway.Delivered)
	var p smpp.PDU
	if err := smpp.Decode(&p, m.PartList[0].PDU, smpp.V50); err != nil || string(p.Octets(smpp.FieldShortMessage)) != "goodbye" || m.Text != "goodbye" {
		t.Errorf("%q, %q, %v", m.Text, p.Octets(smpp.FieldShortMessage), err)
	}
}

// A new text is written as the connection's provider reads it, and one with a
// header is left alone.
func TestReplaceInTheLinksAlphabet(t *testing.T) {
	h, v := newHouse(t), newProvider(t, nil)
	h.link(v, func(l *gateway.ClientConfig) { l.Alphabet = "latin1" })
	id := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "é"})
	v.next()
	h.untilState(id, gateway.Accepted)
	if err := h.Replace(t.Context(), id, "à@"); err != nil {
		t.Fatal(err)
	}
	if p := v.next(); string(p.Octets(smpp.FieldShortMessage)) != "\xe0@" {
		t.Errorf("% x", p.Octets(smpp.FieldShortMessage))
	}
	h.apply(func(c *gateway.Config) { c.Clients[0].Alphabet, c.Clients[0].National = "gsm7", true })
	id = h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: strings.Repeat("ş", 75)})
	if p := v.next(); p.Int(smpp.FieldESMClass) != 0x40 {
		t.Fatalf("no national table was used: esm_class %#x", p.Int(smpp.FieldESMClass))
	}
	h.untilState(id, gateway.Accepted)
	if err := h.Replace(t.Context(), id, "s"); err == nil || !strings.Contains(err.Error(), "header") {
		t.Errorf("a text with a header: %v", err)
	}
}

// An acknowledgement by the phone goes to the account whose message it is about,
// under our id.
func TestAcknowledgementsReachTheirAccount(t *testing.T) {
	h, v := office(t, nil), newProvider(t, nil)
	s := h.link(v, nil)
	h.apply(func(c *gateway.Config) { c.Routes = []gateway.Route{{Account: "*", Links: []string{"provider"}}} })
	e := h.bind(session.Transceiver, smpp.V34)
	id := e.accepted(submit("Shop", "36301234567", "please acknowledge").SetInt(smpp.FieldRegisteredDelivery, 0x05))
	if p := v.next(); p.Int(smpp.FieldRegisteredDelivery) != 0x05 {
		t.Errorf("registered_delivery upstream is %#x", p.Int(smpp.FieldRegisteredDelivery))
	}
	h.until("accepted upstream", func() bool {
		list, err := h.db.Messages(t.Context(), gateway.MessageQuery{States: []gateway.MessageState{gateway.Accepted}})
		return err == nil && len(list) == 1
	})
	deliver(t, s, smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 0x08).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "Shop").
		SetStr(smpp.FieldShortMessage, "read it").AddTLVStr(smpp.TagReceiptedMessageID, "A001"))
	p := e.next()
	named, _ := p.TLV(smpp.TagReceiptedMessageID)
	if p.Int(smpp.FieldESMClass) != 0x08 || strings.TrimRight(string(named), "\x00") != id || string(p.Octets(smpp.FieldShortMessage)) != "read it" {
		t.Errorf("esm_class %#x about %q", p.Int(smpp.FieldESMClass), named)
	}
	if m := h.inbox(1)[0]; m.Note != "acknowledgement by the phone" {
		t.Errorf("note %q", m.Note)
	}
}

// A 5.0 provider under load slows us down, and we tell nobody but the log.
func TestCongestedProviderIsSpared(t *testing.T) {
	var v *provider
	v = newProvider(t, func(p *smpp.PDU) *smpp.PDU { return v.ok(p).AddTLVInt(smpp.TagCongestionState, 100) })
	h := newHouse(t)
	h.link(v, func(l *gateway.ClientConfig) { l.Version, l.Window = smpp.V50, 1 })
	h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "one"})
	h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "two"})
	v.next()
	answered := time.Now()
	v.next()
	if waited := time.Since(answered); waited < 500*time.Millisecond {
		t.Errorf("the next message came after %s, though the provider was full", waited)
	}
}

func TestOutbindFromTheProvider(t *testing.T) {
	for _, c := range []struct {
		version  smpp.Version
		systemID string
		password string
		want     session.BindType
		refused  bool
	}{
		{smpp.V34, "mc", "", session.Receiver, false},
		{smpp.V50, "mc", "secret", session.Transceiver, false},
		{smpp.V34, "stranger", "", 0, true},
		{smpp.V34, "mc", "wrong", 0, true},
	} {
		h, v := newHouse(t), newProvider(t, nil)
		at := freeAddress(t)
		h.apply(func(cfg *gateway.Config) {
			l := gateway.NewClient()
			l.Name, l.Host, l.Port, l.SystemID, l.Password = "provider", "127.0.0.1", 1, "acme", "secret" // nothing answers on port 1
			l.Version, l.OutbindListen, l.OutbindSystemID = c.version, at, "mc"
			cfg.Clients = append(cfg.Clients, l)
		})
		var conn net.Conn
		h.until("the link listens", func() bool {
			var err error
			conn, err = net.Dial("tcp", at)
			return err == nil
		})
		s := v.session(conn)
		ctx, cancel := context.WithCancel(t.Context())
		run := make(chan error, 1)
		if err := s.Outbind(c.systemID, c.password); err != nil {
			t.Fatal(err)
		}
		go func() { run <- s.Run(ctx) }()
		if c.refused {
			if err := <-run; err == nil {
				t.Errorf("%q %q was taken", c.systemID, c.password)
			}
		} else {
			bound := v.client(t)
			if bound.BindType() != c.want {
				t.Errorf("%s: bound as %s, want %s", c.version, bound.BindType(), c.want)
			}
			h.until("the link is up", func() bool { l, _ := h.Status().Link("provider"); return l.State == gateway.LinkBound })
			deliver(t, bound, smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "1234").SetStr(smpp.FieldShortMessage, "came in"))
			if m := h.inbox(1)[0]; m.Text != "came in" || m.Link != "provider" {
				t.Errorf("%q by %q", m.Text, m.Link)
			}
		}
		cancel()
		h.close()
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// We ask an application that listens to bind, and it does.
func TestOutbindToAnApplication(t *testing.T) {
	h := office(t, nil)
	if err := h.Outbind(t.Context(), "office", "127.0.0.1:1", ""); err == nil {
		t.Error("nobody listens there")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := h.Outbind(t.Context(), "office", l.Addr().String(), "open"); err != nil {
		t.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	// The application reads the outbind itself, then binds over the connection.
	frame, err := smpp.NewFrameReader(conn, 4096).Next()
	if err != nil {
		t.Fatal(err)
	}
	var p smpp.PDU
	if err := smpp.Decode(&p, frame, smpp.V34); err != nil || p.ID != smpp.Outbind || p.Str(smpp.FieldSystemID) != "relay" || p.Str(smpp.FieldPassword) != "open" {
		t.Errorf("%s %q, %v", p.ID, p.Str(smpp.FieldSystemID), err)
	}
	e := h.bindOver(conn, "shop", session.Receiver, smpp.V34)
	if e.State() != smpp.BoundRX {
		t.Errorf("%s", e.State())
	}
}

// A 3.3 link is two connections; what arrives on one settles what left on the
// other, and nothing of it has a TLV.
func TestPairOfVersion33(t *testing.T) {
	var v *provider
	v = newProvider(t, func(p *smpp.PDU) *smpp.PDU { return v.ok(p) })
	h := newHouse(t)
	first := h.link(v, func(l *gateway.ClientConfig) { l.Version, l.Bind, l.National = smpp.V33, gateway.BindPair, false })
	second := v.client(t)
	rx := first
	if first.BindType() == session.Transmitter {
		rx = second
	}
	if first.BindType() == second.BindType() || rx.BindType() != session.Receiver || first.Version() != smpp.V33 {
		t.Fatalf("%s and %s, SMPP %s", first.BindType(), second.BindType(), first.Version())
	}
	id := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: strings.Repeat("long ", 40), Valid: time.Hour})
	for range 2 {
		p := v.next()
		if at, relative, err := smpp.ParseTime(p.Str(smpp.FieldValidityPeriod), time.Now()); err != nil || relative || time.Until(at) > time.Hour || time.Until(at) < 59*time.Minute {
			t.Errorf("validity_period %q: %v", p.Str(smpp.FieldValidityPeriod), err)
		}
		for tag := range p.TLVs() {
			t.Errorf("TLV %s to a 3.3 peer", tag)
		}
		if p.Int(smpp.FieldESMClass) != 0x40 || p.Int(smpp.FieldRegisteredDelivery) != 1 {
			t.Errorf("esm_class %#x, registered_delivery %d", p.Int(smpp.FieldESMClass), p.Int(smpp.FieldRegisteredDelivery))
		}
	}
	h.untilState(id, gateway.Accepted)
	for _, given := range []string{"A001", "A002"} {
		text := sms.FormatReceipt(sms.Receipt{ID: given, HasID: true, Stat: "DELIVRD"})
		deliver(t, rx, smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "Shop").SetStr(smpp.FieldShortMessage, text))
	}
	h.untilState(id, gateway.Delivered)
	if l, _ := h.Status().Link("provider"); len(l.Sessions) != 2 {
		t.Errorf("%d sessions", len(l.Sessions))
	}
	old := loopback()
	old.Version, old.Long = smpp.V33, "sar"
	err := gateway.Config{Clients: []gateway.ClientConfig{old}}.Validate()
	if len(err) != 1 || !strings.Contains(err.Error(), "TLV") {
		t.Errorf("SAR in 3.3: %v", err)
	}
}

// The receiver of a pair may be at another address; the transmitter is not.
func TestReceiverElsewhere(t *testing.T) {
	h, v, w := newHouse(t), newProvider(t, nil), newProvider(t, nil)
	h.link(v, func(l *gateway.ClientConfig) { l.Bind, l.ReceiveHost = gateway.BindPair, w.l.Addr().String() })
	s := w.client(t)
	h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "out"})
	if p := v.next(); p.ID != smpp.SubmitSM {
		t.Errorf("the transmitter got %s", p.ID)
	}
	deliver(t, s, from("36301234567", "in"))
	if m := h.inbox(1)[0]; m.Text != "in" || m.Link != "provider" {
		t.Errorf("%q over %s", m.Text, m.Link)
	}
}
