package simulator

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// app is an ESME that is bound to a simulator over TCP.
type app struct {
	t *testing.T
	*session.Session
	got chan *smpp.PDU
	why chan error // of the end
}

func (a *app) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID}
}
func (a *app) Bound(*session.Session) {}
func (a *app) Batch(*session.Session) {}
func (a *app) Request(s *session.Session, p *smpp.PDU) {
	a.got <- p.Own()
	if p.ID.HasResponse() {
		_ = s.Reply(p.Resp(smpp.ROK))
	}
}

// serve starts a simulator that sends receipts after delay.
func serve(t *testing.T, delay time.Duration) (*Simulator, string) {
	t.Helper()
	return serveWith(t, Config{ReceiptDelay: delay})
}

func serveWith(t *testing.T, c Config) (*Simulator, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := New(c)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = s.Serve(ctx, l) }()
	t.Cleanup(func() { cancel(); <-ended })
	return s, l.Addr().String()
}

func bind(t *testing.T, address string, kind session.BindType, v smpp.Version) *app {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return bindOver(t, conn, kind, v)
}

func bindOver(t *testing.T, conn net.Conn, kind session.BindType, v smpp.Version) *app {
	t.Helper()
	a := connect(t, conn, v)
	if _, err := a.Session.Bind(t.Context(), session.BindRequest{Type: kind, SystemID: gateway.SimulatorSystemID, Password: gateway.SimulatorPassword, InterfaceVersion: byte(v)}); err != nil {
		t.Fatal(err)
	}
	return a
}

// connect starts a session that is not bound.
func connect(t *testing.T, conn net.Conn, v smpp.Version) *app {
	t.Helper()
	a := &app{t: t, got: make(chan *smpp.PDU, 100), why: make(chan error, 1)}
	a.Session = session.New(conn, session.Config{Role: smpp.ESME, Version: v, Window: 10, ResponseTimeout: 10 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: a})
	ended := make(chan struct{})
	go func() { defer close(ended); a.why <- a.Run(context.Background()) }()
	t.Cleanup(func() { a.Close("the test is over"); <-ended })
	return a
}

func (a *app) ask(p *smpp.PDU) *smpp.PDU {
	a.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	resp, err := a.Do(ctx, p)
	if err != nil {
		a.t.Fatalf("%s: %v", p.ID, err)
	}
	return resp
}

func (a *app) id(p *smpp.PDU) string {
	a.t.Helper()
	resp := a.ask(p)
	if resp.Status != smpp.ROK || resp.Str(smpp.FieldMessageID) == "" {
		a.t.Fatalf("%s: %s, id %q", p.ID, resp.Status, resp.Str(smpp.FieldMessageID))
	}
	return resp.Str(smpp.FieldMessageID)
}

func (a *app) next() *smpp.PDU {
	a.t.Helper()
	select {
	case p := <-a.got:
		return p
	case <-time.After(10 * time.Second):
		a.t.Fatal("nothing came")
		return nil
	}
}

// receipt takes the next PDU as a receipt and says "STAT id".
func (a *app) receipt() string {
	a.t.Helper()
	p := a.next()
	said, _ := sms.ParseReceipt(string(p.Octets(smpp.FieldShortMessage)))
	return said.Stat + " " + said.ID
}

func submit(to, text string) *smpp.PDU {
	return smpp.New(smpp.SubmitSM).SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, "Shop").
		SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).SetStr(smpp.FieldDestinationAddr, to).
		SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, text)
}

func about(id smpp.CommandID, message string) *smpp.PDU {
	return smpp.New(id).SetStr(smpp.FieldMessageID, message).SetStr(smpp.FieldSourceAddr, "Shop")
}

const never = time.Hour // a delay that no test waits for

func TestQueryCancelReplace(t *testing.T) {
	_, at := serve(t, never)
	a := bind(t, at, session.Transceiver, smpp.V34)
	id := a.id(submit("36301234567", "first"))
	q := a.ask(about(smpp.QuerySM, id))
	if q.Status != smpp.ROK || q.Int(smpp.FieldMessageState) != uint32(sms.StateEnroute) || q.Str(smpp.FieldFinalDate) != "" {
		t.Errorf("%s, state %d", q.Status, q.Int(smpp.FieldMessageState))
	}
	if st := a.ask(about(smpp.ReplaceSM, id).SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, "second")).Status; st != smpp.ROK {
		t.Errorf("replace_sm: %s", st)
	}
	if st := a.ask(about(smpp.CancelSM, id)).Status; st != smpp.ROK {
		t.Errorf("cancel_sm: %s", st)
	}
	p := a.next()
	said, _ := sms.ParseReceipt(string(p.Octets(smpp.FieldShortMessage)))
	if said.Stat != "DELETED" || said.ID != id || said.Text != "second" {
		t.Errorf("%q", p.Octets(smpp.FieldShortMessage))
	}
	for cmd, want := range map[smpp.CommandID]smpp.Status{smpp.CancelSM: smpp.RCANCELFAIL, smpp.ReplaceSM: smpp.RREPLACEFAIL} {
		if st := a.ask(about(cmd, id)).Status; st != want {
			t.Errorf("%s at the end: %s", cmd, st)
		}
		if st := a.ask(about(cmd, "nothing")).Status; st != smpp.RINVMSGID {
			t.Errorf("%s of nothing: %s", cmd, st)
		}
	}
	if q := a.ask(about(smpp.QuerySM, id)); q.Int(smpp.FieldMessageState) != uint32(sms.StateDeleted) || len(q.Str(smpp.FieldFinalDate)) != 16 {
		t.Errorf("state %d, final %q", q.Int(smpp.FieldMessageState), q.Str(smpp.FieldFinalDate))
	}
	if st := a.ask(about(smpp.QuerySM, id).SetStr(smpp.FieldSourceAddr, "Other")).Status; st != smpp.RINVMSGID {
		t.Errorf("another's message: %s", st)
	}
	// Without an id: all of a service_type between two addresses.
	a.id(submit("36301234567", "x").SetStr(smpp.FieldServiceType, "CMT"))
	spared := a.id(submit("36301234567", "y"))
	c := about(smpp.CancelSM, "").SetStr(smpp.FieldServiceType, "CMT").SetStr(smpp.FieldDestinationAddr, "36301234567")
	if st := a.ask(c).Status; st != smpp.ROK {
		t.Errorf("cancel_sm without an id: %s", st)
	}
	if got := a.ask(about(smpp.QuerySM, spared)).Int(smpp.FieldMessageState); got != uint32(sms.StateEnroute) {
		t.Errorf("the other service_type is in state %d", got)
	}
}

func TestMultiHasItsFates(t *testing.T) {
	_, at := serve(t, 5*time.Millisecond)
	a := bind(t, at, session.Transceiver, smpp.V34)
	to := func(n string) smpp.Destination {
		return smpp.Destination{Flag: 1, Address: smpp.Address{TON: 1, NPI: 1, Addr: n}}
	}
	p := submit("", "to many").As(smpp.SubmitMulti).SetDestinations([]smpp.Destination{to("99900000010"), to("99900000005"), {Flag: 2, List: "friends"}, to("99900000003")})
	resp := a.ask(p)
	failed := map[string]smpp.Status{}
	for _, u := range resp.Unsuccessful() {
		failed[u.Address.Addr] = u.Status
	}
	if len(failed) != 2 || failed["99900000005"] != smpp.RINVDSTADR || failed["friends"] != smpp.RINVDLNAME {
		t.Errorf("%v", failed)
	}
	id := resp.Str(smpp.FieldMessageID)
	got := map[string]bool{a.receipt(): true, a.receipt(): true}
	if !got["DELIVRD "+id] || !got["UNDELIV "+id] {
		t.Errorf("%v", got)
	}
	if st := a.ask(submit("", "x").As(smpp.SubmitMulti).SetDestinations([]smpp.Destination{to("99900000005")})).Status; st != smpp.RINVDSTADR {
		t.Errorf("when all fail: %s", st)
	}
}

func TestTimesDecideTheFate(t *testing.T) {
	_, at := serve(t, 5*time.Millisecond)
	a := bind(t, at, session.Transceiver, smpp.V50)
	id := a.id(submit("36301234567", "later").SetStr(smpp.FieldScheduleDeliveryTime, smpp.FormatAbsolute(time.Now().Add(time.Hour))))
	if got := a.ask(about(smpp.QuerySM, id)).Int(smpp.FieldMessageState); got != uint32(sms.StateScheduled) {
		t.Errorf("scheduled: state %d", got)
	}
	// It is brought forward, and is delivered.
	if st := a.ask(about(smpp.ReplaceSM, id).SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, "now").
		SetStr(smpp.FieldScheduleDeliveryTime, "000000000000000R")).Status; st != smpp.ROK {
		t.Errorf("replace_sm: %s", st)
	}
	if got := a.receipt(); got != "DELIVRD "+id {
		t.Error(got)
	}
	_, slow := serve(t, never)
	b := bind(t, slow, session.Transceiver, smpp.V34)
	id = b.id(submit("36301234567", "short-lived").SetStr(smpp.FieldValidityPeriod, smpp.FormatAbsolute(time.Now().Add(100*time.Millisecond))))
	if got := b.receipt(); got != "EXPIRED "+id {
		t.Error(got)
	}
	old := b.id(submit("36301234567", "old"))
	fresh := b.id(submit("36301234567", "new").SetInt(smpp.FieldReplaceIfPresentFlag, 1))
	if got := b.receipt(); got != "DELETED "+old || fresh == old {
		t.Errorf("%s; the new one is %s", got, fresh)
	}
	if st := b.ask(submit("36301234567", "x").SetStr(smpp.FieldScheduleDeliveryTime, "991301000000000+")).Status; st != smpp.RINVSCHED {
		t.Errorf("a month 13: %s", st)
	}
}

func TestEveryBitOfRegisteredDelivery(t *testing.T) {
	_, at := serve(t, 20*time.Millisecond)
	a := bind(t, at, session.Transceiver, smpp.V34)
	for _, c := range []struct {
		asked uint32
		to    string
		want  []string // "esm_class STAT" or "esm_class text"
	}{
		{1, "99900000010", []string{"04 DELIVRD"}},
		{2, "99900000003", []string{"04 UNDELIV"}},
		{3, "99900000010", []string{"04 DELIVRD"}},
		{0x11, "99900000010", []string{"20 ENROUTE", "04 DELIVRD"}},
		{0x0D, "99900000010", []string{"04 DELIVRD", "08 received", "10 read"}},
		{0x04, "99900000010", []string{"08 received"}},
	} {
		id := a.id(submit(c.to, "bits").SetInt(smpp.FieldRegisteredDelivery, c.asked))
		for _, want := range c.want {
			p := a.next()
			what := string(p.Octets(smpp.FieldShortMessage))
			if said, ok := sms.ParseReceipt(what); ok && said.Stat != "" {
				what = said.Stat
			}
			named, _ := p.TLV(smpp.TagReceiptedMessageID)
			if got := fmt.Sprintf("%02X %s", p.Int(smpp.FieldESMClass), what); got != want || strings.TrimRight(string(named), "\x00") != id {
				t.Errorf("asked %#x: %s about %q, want %s", c.asked, got, named, want)
			}
		}
	}
	// Nothing else came for those that asked for less.
	for _, quiet := range []struct {
		asked uint32
		to    string
	}{{0, "99900000010"}, {2, "99900000010"}, {3, "99900000003"}, {1, "99900000007"}} {
		a.id(submit(quiet.to, "quiet").SetInt(smpp.FieldRegisteredDelivery, quiet.asked))
	}
	last := a.id(submit("99900000010", "last"))
	if got := a.receipt(); got != "DELIVRD "+last {
		t.Errorf("%s came before the last one's", got)
	}
}

func TestDeliveryPendingFlag(t *testing.T) {
	_, at := serve(t, 5*time.Millisecond)
	a := bind(t, at, session.Transceiver, smpp.V34)
	d := submit("99900000003", "").As(smpp.DataSM).AddTLV(smpp.TagMessagePayload, []byte("call me")).AddTLVInt(smpp.TagSetDPF, 1)
	resp := a.ask(d)
	if v, ok := resp.TLVInt(smpp.TagDPFResult); !ok || v != 1 {
		t.Errorf("dpf_result %d, %v", v, ok)
	}
	if got := a.receipt(); !strings.HasPrefix(got, "UNDELIV ") {
		t.Error(got)
	}
	if p := a.next(); p.ID != smpp.AlertNotification || p.Str(smpp.FieldSourceAddr) != "99900000003" || p.Str(smpp.FieldESMEAddr) != "Shop" {
		t.Errorf("%s from %q", p.ID, p.Str(smpp.FieldSourceAddr))
	}
}

func TestBroadcasts(t *testing.T) {
	send := func() *smpp.PDU {
		return smpp.New(smpp.BroadcastSM).SetStr(smpp.FieldSourceAddr, "Shop").AddTLV(smpp.TagBroadcastAreaIdentifier, []byte{0, 'n'}).
			AddTLV(smpp.TagBroadcastAreaIdentifier, []byte{0, 's'}).AddTLV(smpp.TagBroadcastContentType, []byte{0, 0, 1}).
			AddTLVInt(smpp.TagBroadcastRepNum, 1).AddTLV(smpp.TagBroadcastFrequencyInterval, []byte{8, 0, 1})
	}
	_, at := serve(t, never)
	a := bind(t, at, session.Transceiver, smpp.V50)
	id := a.id(send())
	q := a.ask(about(smpp.QueryBroadcastSM, id))
	state, _ := q.TLVInt(smpp.TagMessageState)
	var areas []string
	for tag, v := range q.TLVs() {
		if tag == smpp.TagBroadcastAreaIdentifier {
			areas = append(areas, string(v[1:]))
		}
	}
	if q.Status != smpp.ROK || state != uint64(sms.StateEnroute) || strings.Join(areas, "") != "ns" {
		t.Errorf("%s, state %d, areas %v", q.Status, state, areas)
	}
	if st := a.ask(about(smpp.CancelBroadcastSM, id)).Status; st != smpp.ROK {
		t.Errorf("cancel: %s", st)
	}
	if st := a.ask(about(smpp.CancelBroadcastSM, id)).Status; st != smpp.RBCASTCANCELFAIL {
		t.Errorf("again: %s", st)
	}
	if st := a.ask(about(smpp.QueryBroadcastSM, "nothing")).Status; st != smpp.RBCASTQUERYFAIL {
		t.Errorf("query of nothing: %s", st)
	}
	if st := a.ask(send().RemoveTLV(smpp.TagBroadcastContentType)).Status; st != smpp.RMISSINGTLV {
		t.Errorf("without its content type: %s", st)
	}
	// At its end, every area was reached.
	_, quick := serve(t, time.Millisecond)
	b := bind(t, quick, session.Transceiver, smpp.V50)
	id = b.id(send())
	for state, reached := uint64(0), uint64(0); ; {
		q = b.ask(about(smpp.QueryBroadcastSM, id))
		if state, _ = q.TLVInt(smpp.TagMessageState); state == uint64(sms.StateDelivered) {
			if reached, _ = q.TLVInt(smpp.TagBroadcastAreaSuccess); reached != 100 {
				t.Errorf("%d %% reached", reached)
			}
			break
		}
	}
}

// The commands that only 3.3 has.
func TestCommandsOf33(t *testing.T) {
	_, at := serve(t, never)
	a := bind(t, at, session.Transmitter, smpp.V33)
	first, second := a.id(submit("36301234567", "first")), a.id(submit("36301234567", "second"))
	if len(first) != 8 {
		t.Errorf("a 3.3 id is %q", first)
	}
	last := a.ask(smpp.New(smpp.QueryLastMsgs).SetStr(smpp.FieldSourceAddr, "Shop").SetInt(smpp.FieldNumMessages, 5))
	if got := string(last.Octets(smpp.FieldMsgid)); got != "\x02"+second+"\x00"+first+"\x00" {
		t.Errorf("%q", got)
	}
	d := a.ask(about(smpp.QueryMsgDetails, first).SetInt(smpp.FieldSMLength, 3))
	if d.Status != smpp.ROK || string(d.Octets(smpp.FieldShortMessage)) != "fir" || len(d.Destinations()) != 1 || d.Str(smpp.FieldMsgid) != first {
		t.Errorf("%s %q %v", d.Status, d.Octets(smpp.FieldShortMessage), d.Destinations())
	}
	for name, want := range map[string]string{"version": "Relay simulator", "nothing": ""} {
		if got := a.ask(smpp.New(smpp.ParamRetrieve).SetStr(smpp.FieldParamName, name)).Str(smpp.FieldParamValue); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if st := a.ask(smpp.New(smpp.QueryLastMsgs).SetStr(smpp.FieldSourceAddr, "Shop")).Status; st != smpp.RINVNUMMSGS {
		t.Errorf("no number: %s", st)
	}
}

// The scenario "busy" tells a 5.0 application its load before it throttles it.
func TestBusyTellsItsLoad(t *testing.T) {
	sim, at := serve(t, never)
	if err := sim.SetScenario("busy"); err != nil {
		t.Fatal(err)
	}
	a := bind(t, at, session.Transceiver, smpp.V50)
	for i, want := range []uint64{20, 40, 60, 80, 100, 100} {
		resp := a.ask(submit("36301234567", "load"))
		if got, ok := resp.TLVInt(smpp.TagCongestionState); !ok || got != want || (resp.Status == smpp.RTHROTTLED) != (i == 5) {
			t.Errorf("submit %d: %s, congestion_state %d, %v", i, resp.Status, got, ok)
		}
	}
}

// What it remembers is bounded.
func TestMemoryIsBounded(t *testing.T) {
	s, now := newStore(), time.Now()
	for i := range maxMessages + 10 {
		s.add(&message{id: fmt.Sprint(i), submitted: now}, now)
	}
	if len(s.order) != maxMessages || len(s.byID) != maxMessages || s.byID["9"] != nil || s.byID["10"] == nil {
		t.Errorf("%d messages, %d ids", len(s.order), len(s.byID))
	}
	s.order[0].ended = now
	s.add(&message{id: "late", submitted: now.Add(2 * maxAge)}, now.Add(2*maxAge))
	if s.byID["10"] != nil {
		t.Error("what has ended is remembered for longer than an hour")
	}
}

// What can not be delivered to a receiver must not hold up what comes behind it.
func TestNothingBlocksTheQueue(t *testing.T) {
	_, at := serve(t, 5*time.Millisecond)
	old := bind(t, at, session.Receiver, smpp.V33)
	tx := bind(t, at, session.Transmitter, smpp.V34)
	// An alert_notification, which 3.3 does not have.
	tx.ask(submit("99900000003", "").As(smpp.DataSM).AddTLV(smpp.TagMessagePayload, []byte("call me")).AddTLVInt(smpp.TagSetDPF, 1))
	if got := old.receipt(); !strings.HasPrefix(got, "UNDELIV ") {
		t.Error(got)
	}
	// An address that the deliver_sm of a receipt has no room for.
	long := submit(strings.Repeat("9", 30), "").As(smpp.DataSM).AddTLV(smpp.TagMessagePayload, []byte("long"))
	if st := tx.ask(long).Status; st != smpp.RINVDSTADR {
		t.Errorf("an address of 30 digits: %s", st)
	}
	id := tx.id(submit("99900000010", "behind"))
	if got := old.receipt(); got != "DELIVRD "+id {
		t.Error(got)
	}
}

// A text that was taken back before it arrived gets no reply.
func TestNoReplyToWhatWasTakenBack(t *testing.T) {
	_, at := serve(t, 50*time.Millisecond)
	a := bind(t, at, session.Transceiver, smpp.V34)
	id := a.id(submit("36301234567", "reply not wanted").SetInt(smpp.FieldRegisteredDelivery, 0))
	if st := a.ask(about(smpp.CancelSM, id)).Status; st != smpp.ROK {
		t.Fatal(st)
	}
	a.id(submit("36301234567", "reply wanted").SetInt(smpp.FieldRegisteredDelivery, 0))
	if p := a.next(); string(p.Octets(smpp.FieldShortMessage)) != "wanted" {
		t.Errorf("%q came back", p.Octets(smpp.FieldShortMessage))
	}
}
