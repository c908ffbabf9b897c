package engine_test

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/leaks"
	"relay/gateway/smpp"
)

// An account whose submits are refused does not fill the log with that: a line a
// second, and how many were left out, whatever the reason.
func TestRefusalsDoNotFillTheLog(t *testing.T) {
	t.Run("sender", func(t *testing.T) {
		refusals(t, smpp.RINVSRCADR, "this sender is not allowed to the account", func(a *gateway.Account) { a.Senders = []string{"Shop"} })
	})
	t.Run("hours", func(t *testing.T) {
		refusals(t, smpp.RTHROTTLED, "it is outside the account's hours", func(a *gateway.Account) { a.Hours = closedNow() })
	})
}

// closedNow are hours of one minute, half a day away.
func closedNow() string {
	from := time.Now().Add(12 * time.Hour)
	return from.Format("15:04") + "-" + from.Add(time.Minute).Format("15:04")
}

func refusals(t *testing.T, want smpp.Status, words string, rights func(*gateway.Account)) {
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) { rights(a) })
	const n = 5000
	forged := func(r *raw, number uint32) {
		if p := r.until(number); p.Status != want {
			t.Fatalf("%s", p.Status.Name())
		}
	}
	f.during(2*time.Second, func() {
		r, number := f.bound("127.0.0.67"), uint32(2)
		begun := time.Now()
		go func() {
			for i := range uint32(n) {
				if _, err := r.Write(frameOf(submit("Bank", "+36301234567", "x"), i+2)); err != nil {
					return // the answers say so
				}
			}
		}()
		for ; number < n+2; number++ {
			forged(r, number)
		}
		text, _ := f.log.read()
		if lines, most := strings.Count(text, words), 2+int(time.Since(begun).Seconds()); lines == 0 || lines > most {
			t.Errorf("%d lines for %d refusals", lines, n)
		}
		for ; !strings.Contains(text, words+" (and "); number++ {
			if time.Since(begun) > 10*time.Second {
				t.Fatal("the log does not say how many were left out")
			}
			r.send(submit("Bank", "+36301234567", "x"), number)
			forged(r, number)
			text, _ = f.log.read()
		}
	})
}

// The log says of each refused submit why, and with what code the application was
// told so.
func TestRefusedSubmitsAreExplained(t *testing.T) {
	for want, p := range map[string]*smpp.PDU{
		"with ESME_RINVSRCADR: this sender is not allowed to the account": submit("Bank", "+36301234567", "x"),
		"with ESME_RINVDSTADR: a route rejects it":                        submit("Shop", "+1555", "x"),
		"with ESME_RINVEXPIRY: ":                                          submit("Shop", "+36301234567", "x").SetStr(smpp.FieldValidityPeriod, "200101000000000+"),
		"with ESME_RTHROTTLED: the account is faster than its rate":       nil,
		"with ESME_RTHROTTLED: it is outside the account's hours":         submit("Shop", "+36301234567", "x"),
		"with ESME_RTHROTTLED: acme has used up its 1 messages of this d": submit("Shop", "+36301234567", "x"),
	} {
		f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) {
			a.Senders = []string{"Shop"}
			if p == nil {
				a.Rate, a.Burst = 1, 1
			}
			if strings.Contains(want, "hours") {
				a.Hours = closedNow()
			}
			if strings.Contains(want, "used up") {
				a.Daily = 1
			}
			want = strings.ReplaceAll(want, "acme", a.SystemID)
		})
		f.apply(func(c *gateway.Config) {
			c.Routes = append([]gateway.Route{{Account: "*", To: "+1*", Links: []string{gateway.TargetReject}}}, c.Routes...)
		})
		r := f.bound("127.0.0.68")
		for n := range uint32(2) {
			q := p
			if q == nil {
				q = submit("Shop", "+36301234567", "x")
			}
			r.send(q, n+2)
			r.until(n + 2)
		}
		if text, _ := f.log.read(); !strings.Contains(text, want) {
			t.Errorf("the log does not say %q", want)
		}
	}
}

// Whatever passes is in the PDU log, and the longest PDUs there can be do not
// fill us with it: the ring in memory and what waits for the disk are bounded by
// octets too.
func TestPDULogIsBounded(t *testing.T) {
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) { a.Senders = []string{"Shop"} })
	const n = 3000 // 195 MB
	long := submit("Bank", "+36301234567", "").AddTLV(smpp.TagMessagePayload, []byte(strings.Repeat("x", 65_000)))
	f.during(2*time.Second, func() {
		before := leaks.Heap()
		r := f.bound("127.0.0.66")
		go func() {
			for i := range n {
				if _, err := r.Write(frameOf(long, uint32(i+2))); err != nil {
					return // the answers say so
				}
			}
		}()
		for i := range n {
			if p := r.until(uint32(i + 2)); p.Status != smpp.RINVSRCADR {
				t.Fatalf("%s", p.Status.Name())
			}
		}
		grown := leaks.Heap() - before
		t.Logf("the heap grew by %d KiB after %d PDUs of 65,000 octets", grown>>10, n)
		if grown > 48<<20 {
			t.Errorf("that is too much")
		}
	})
	// The newest are there, in order, and what was left out is counted.
	list, oldest := f.PDUs(0, 1<<20)
	st := f.Status()
	if len(list) == 0 || list[0].Number != oldest || list[len(list)-1].Number != st.LastPDU {
		t.Fatalf("%d records from %d, the last is %d", len(list), oldest, st.LastPDU)
	}
	octets := 0
	for i, r := range list {
		octets += len(r.Frame)
		if r.Number != oldest+uint64(i) || len(r.Frame) < 16 {
			t.Fatalf("record %d has number %d", i, r.Number)
		}
	}
	if octets > 8<<20 {
		t.Errorf("%d octets in the ring", octets)
	}
}

// Who has no account can not fill the disk through the PDU log: of his PDUs it
// takes the first thousand and then twenty a second, and counts the others. They
// are answered all the same, and what an account sends is all there.
func TestStrangersDoNotFillThePDULog(t *testing.T) {
	f := newFort(t, nil)
	const n, source = 20_000, "127.0.0.68"
	f.during(2*time.Second, func() {
		begun := time.Now()
		r := f.raw(source)
		go func() {
			var all []byte
			for i := range uint32(n) {
				all = append(all, frameOf(smpp.New(smpp.EnquireLink), i+1)...)
			}
			_, _ = r.Write(all) // the answers say whether it came
		}()
		for i := range uint32(n) {
			r.until(i + 1)
		}
		most := uint64(1000 + 20*(1+time.Since(begun).Seconds()))
		lost := f.Status().LostPDUs
		if lost < 2*n-most || lost > 2*n-1000 {
			t.Errorf("%d of %d PDUs were left out, want all but 1000 to %d", lost, 2*n, most)
		}
		bound := f.bound(source)
		last := f.Status().LastPDU
		for i := range uint32(1000) {
			bound.send(smpp.New(smpp.EnquireLink), i+2)
			bound.until(i + 2)
		}
		list, oldest := f.PDUs(last, 1<<20)
		count := 0
		for _, p := range list {
			if p.Account == "shop" {
				count++
			}
		}
		if count != 2000 || oldest > last+1 {
			t.Errorf("%d of 2000 PDUs of an account are there, from %d on", count, oldest)
		}
	})
}
