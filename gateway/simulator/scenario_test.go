package simulator

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// with starts a simulator with a mix in force, whose seconds are a hundredth of
// a second, and an application that is bound to it.
func with(t *testing.T, mix string) (*Simulator, *app) {
	t.Helper()
	s, at := serveWith(t, Config{ReceiptDelay: 2 * time.Millisecond, Second: 10 * time.Millisecond, Seed: 7})
	if err := s.SetScenario(mix); err != nil {
		t.Fatal(err)
	}
	return s, bind(t, at, session.Transceiver, smpp.V34)
}

func (a *app) statuses(n int) map[smpp.Status]int {
	out := map[smpp.Status]int{}
	for range n {
		out[a.ask(submit("36301234567", "x").SetInt(smpp.FieldRegisteredDelivery, 0)).Status]++
	}
	return out
}

func TestSetScenarioTellsWhatThereIs(t *testing.T) {
	s := New(Config{})
	if err := s.SetScenario("bussy"); err == nil || !strings.Contains(err.Error(), "receipts twice") {
		t.Error(err)
	}
	if err := s.SetScenario("receipts twice + busy=5"); err != nil || s.Scenario() != "busy+receipts twice" {
		t.Errorf("%v, %q", err, s.Scenario())
	}
	if err := s.SetScenario("normal"); err != nil || s.Scenario() != gateway.Normal {
		t.Errorf("%v, %q", err, s.Scenario())
	}
}

func TestAnswerScenarios(t *testing.T) {
	for _, c := range []struct {
		mix  string
		n    int
		want map[smpp.Status]int
	}{
		{"normal", 5, map[smpp.Status]int{smpp.ROK: 5}},
		{"refusing", 3, map[smpp.Status]int{smpp.RINVDSTADR: 3}},
		{"refusing=0x45", 3, map[smpp.Status]int{smpp.RSUBMITFAIL: 3}},
		{"some refused=0x58:100", 3, map[smpp.Status]int{smpp.RTHROTTLED: 3}},
		{"queue full=2+receipts late=86400", 5, map[smpp.Status]int{smpp.ROK: 2, smpp.RMSGQFUL: 3}},
		{"busy=3+queue full=100", 3, map[smpp.Status]int{smpp.ROK: 3}},
	} {
		t.Run(c.mix, func(t *testing.T) {
			_, a := with(t, c.mix)
			if got := a.statuses(c.n); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestBusyThrottlesAboveItsPace(t *testing.T) {
	s, at := serve(t, never)
	if err := s.SetScenario("busy=2"); err != nil {
		t.Fatal(err)
	}
	a := bind(t, at, session.Transceiver, smpp.V34)
	if got := a.statuses(20); got[smpp.RTHROTTLED] < 10 || got[smpp.ROK] < 2 {
		t.Error(got)
	}
}

// Chances come from the seed: two simulators with one seed agree.
func TestPerCentRepeats(t *testing.T) {
	_, a := with(t, "some refused=0x58:30,0x14:20")
	_, b := with(t, "some refused=0x58:30,0x14:20")
	got := a.statuses(200)
	if again := b.statuses(200); fmt.Sprint(got) != fmt.Sprint(again) {
		t.Errorf("%v and %v", got, again)
	}
	if got[smpp.RTHROTTLED] < 40 || got[smpp.RTHROTTLED] > 80 || got[smpp.RMSGQFUL] < 25 || got[smpp.RMSGQFUL] > 60 {
		t.Error(got)
	}
}

// An answer that is lost: the message is taken all the same.
func TestSomeAnswersAreLost(t *testing.T) {
	_, a := with(t, "some refused=none:100")
	outcome := make(chan session.Result, 1)
	if err := a.Send(submit("36301234567", "x"), func(r session.Result) { outcome <- session.Result{Err: r.Err} }); err != nil {
		t.Fatal(err)
	}
	if got := a.receipt(); !strings.HasPrefix(got, "DELIVRD ") {
		t.Error(got)
	}
	select {
	case r := <-outcome:
		t.Errorf("an answer came: %v", r.Err)
	default:
	}
}

func TestAnswersAndReceiptsWait(t *testing.T) {
	for mix, least := range map[string]time.Duration{"slow": 5 * time.Millisecond, "answers late=2000": 20 * time.Millisecond, "jitter=1": 0} {
		_, a := with(t, mix)
		began := time.Now()
		id := a.id(submit("36301234567", "x"))
		if d := time.Since(began); d < least {
			t.Errorf("%s: an answer after %s", mix, d)
		}
		if got := a.receipt(); got != "DELIVRD "+id {
			t.Errorf("%s: %s", mix, got)
		}
	}
	_, a := with(t, "receipts late=10")
	began := time.Now()
	a.id(submit("36301234567", "x"))
	if a.receipt(); time.Since(began) < 100*time.Millisecond {
		t.Errorf("a receipt after %s", time.Since(began))
	}
	// Jitter is another time for each, within its limit.
	s := New(Config{Seed: 7})
	if err := s.SetScenario("jitter=1000"); err != nil {
		t.Fatal(err)
	}
	seen := map[time.Duration]bool{}
	for range 50 {
		f := s.fateOf("36301234567", nil, time.Now())
		if f.answerAfter >= time.Second || f.after-s.delay >= time.Second {
			t.Errorf("%+v", f)
		}
		seen[f.answerAfter] = true
	}
	if len(seen) < 40 {
		t.Errorf("%d times of 50", len(seen))
	}
}

func TestAnswersOutOfOrder(t *testing.T) {
	_, a := with(t, "answers out of order")
	order := make(chan int, 5)
	for i := range 5 {
		if err := a.Send(submit("36301234567", "x").SetInt(smpp.FieldRegisteredDelivery, 0), func(r session.Result) {
			if r.Err != nil || r.PDU.Status != smpp.ROK {
				t.Errorf("%d: %v", i, r.Err)
			}
			order <- i
		}); err != nil {
			t.Fatal(err)
		}
	}
	got := ""
	for range 5 {
		select {
		case i := <-order:
			got += strconv.Itoa(i)
		case <-time.After(10 * time.Second):
			t.Fatal("answers are missing")
		}
	}
	if got == "01234" {
		t.Errorf("in order: %s", got)
	}
}

// bodyOf is a receipt's text and the id in its TLV.
func bodyOf(p *smpp.PDU) (said sms.Receipt, tlv string) {
	said, _ = sms.ParseReceipt(string(p.Text()))
	b, _ := p.TLV(smpp.TagReceiptedMessageID)
	return said, strings.TrimRight(string(b), "\x00")
}

func TestReceiptScenarios(t *testing.T) {
	same := func(id string) string { return id }
	base := func(from, to int) func(string) string {
		return func(id string) string {
			n, _ := strconv.ParseInt(id, from, 64)
			return strconv.FormatInt(n, to)
		}
	}
	for _, c := range []struct {
		mix string
		id  func(string) string
		and func(p *smpp.PDU, said sms.Receipt, tlv string) bool
	}{
		{"normal", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool {
			return said.HasText && said.Err == "000" && said.Sub == 1
		}},
		{"ids in hex", base(16, 10), nil},
		{"receipts in hex", base(10, 16), nil},
		{"receipts padded", func(id string) string { return strings.Repeat("0", 20-len(id)) + id }, nil},
		{"receipts without fields", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool {
			return tlv == "" && !said.HasText && !said.HasErr && said.Sub == -1 && said.DoneRaw == "" && said.Stat == "DELIVRD"
		}},
		{"receipts in TLVs", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool { return len(p.Text()) == 0 }},
		{"receipts by data_sm", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool {
			return p.ID == smpp.DataSM && said.Stat == "DELIVRD"
		}},
		{"receipts in TLVs+receipts by data_sm", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool { return p.ID == smpp.DataSM && len(p.Text()) == 0 }},
		{"receipts twice+some fail=UNDELIV:100", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool {
			return said.Stat == "UNDELIV" && said.Err == "001"
		}},
		{"some fail=rejectd:100", same, func(p *smpp.PDU, said sms.Receipt, tlv string) bool { return said.Stat == "REJECTD" }},
	} {
		t.Run(c.mix, func(t *testing.T) {
			_, a := with(t, c.mix)
			id := a.id(submit("36301234567", "hello"))
			for range 1 + strings.Count(c.mix, "twice") {
				p := a.next()
				said, tlv := bodyOf(p)
				if said.HasID && said.ID != c.id(id) || tlv != "" && tlv != c.id(id) || !said.HasID && tlv == "" {
					t.Errorf("id %q, receipt %q, TLV %q, want %q", id, said.ID, tlv, c.id(id))
				}
				if p.Int(smpp.FieldESMClass) != 4 || c.and != nil && !c.and(p, said, tlv) {
					t.Errorf("%s %q %+v", p.ID, p.Text(), said)
				}
			}
		})
	}
}

// 3.3 has neither TLVs nor data_sm: the text says it.
func TestReceiptStylesOf33(t *testing.T) {
	s, at := serveWith(t, Config{ReceiptDelay: time.Millisecond})
	tx, rx := bind(t, at, session.Transmitter, smpp.V33), bind(t, at, session.Receiver, smpp.V33)
	for _, mix := range []string{"receipts in TLVs", "receipts by data_sm", "receipts in TLVs+receipts by data_sm"} {
		if err := s.SetScenario(mix); err != nil {
			t.Fatal(err)
		}
		id := tx.id(submit("36301234567", "hello"))
		p := rx.next()
		if said, _ := bodyOf(p); p.ID != smpp.DeliverSM || said.ID != id {
			t.Errorf("%s: %s %q", mix, p.ID, p.Text())
		}
	}
}

func TestReceiptsFirst(t *testing.T) {
	_, a := with(t, "receipts first+answers late=1000")
	answered := make(chan time.Time, 1)
	if err := a.Send(submit("36301234567", "x"), func(session.Result) { answered <- time.Now() }); err != nil {
		t.Fatal(err)
	}
	a.next()
	select {
	case <-answered:
		t.Error("the answer came first")
	default:
	}
	<-answered
}

// Nothing comes where nothing is to come: the receipt of a later message is the
// first.
func TestReceiptsThatNeverCome(t *testing.T) {
	for _, mix := range []string{"silent", "some fail=none:100"} {
		s, a := with(t, mix)
		a.id(submit("36301234567", "quiet"))
		if err := s.SetScenario("receipts late=1"); err != nil {
			t.Fatal(err)
		}
		last := a.id(submit("36301234567", "last"))
		if got := a.receipt(); got != "DELIVRD "+last {
			t.Errorf("%s: %s", mix, got)
		}
	}
}
