package engine_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// refusal sends a bind and returns its answer's status, how long it took, and
// whether the connection was ended after it.
func (f *fort) refusal(source, account, password string) (st smpp.Status, took time.Duration, closed bool) {
	r := f.raw(source)
	at := time.Now()
	r.send(bindAs(account, password), 1)
	frame, err := r.frames.Next()
	if err != nil {
		return smpp.RSYSERR, time.Since(at), true
	}
	took = time.Since(at)
	var p smpp.PDU
	_ = smpp.Decode(&p, frame, smpp.V34)
	if p.Status == smpp.ROK {
		return p.Status, took, false
	}
	_, err = r.frames.Next()
	return p.Status, took, err == io.EOF
}

// Ten failed binds lock a source out, and nobody else. From outside an unknown
// id is a wrong password, to the second.
func TestBruteForce(t *testing.T) {
	f := newFort(t, func(v *gateway.ServerConfig, _ *gateway.Account) { v.BindsPerSecond = 0 })
	const thief = "127.0.0.20"
	before := f.bound(thief)
	f.during(2*time.Second, func() {
		type outcome struct {
			st     smpp.Status
			took   time.Duration
			closed bool
		}
		got := make(chan outcome, 10)
		for i := range 10 {
			go func() {
				account := "shop"
				if i%2 == 0 {
					account = "nobody"
				}
				var o outcome
				o.st, o.took, o.closed = f.refusal(thief, account, "guess")
				got <- o
			}()
		}
		for range 10 {
			o := <-got
			if o.st != smpp.RBINDFAIL || !o.closed || o.took < 990*time.Millisecond || o.took > 2*time.Second {
				t.Errorf("%s after %s, closed %v", o.st.Name(), o.took, o.closed)
			}
		}
		f.logged("there is no such account")
		f.logged("the password is wrong")
		f.logged(thief + " is locked out for 1m0s")
		if st, took, _ := f.refusal(thief, "shop", "s3cret"); st != smpp.RBINDFAIL || took < 990*time.Millisecond {
			t.Errorf("the right password while locked out: %s after %s", st.Name(), took)
		}
		f.logged("locked out after too many failed binds")
		if st, _, _ := f.refusal("127.0.0.21", "shop", "s3cret"); st != smpp.ROK {
			t.Errorf("the account from another address: %s", st.Name())
		}
	})
	// The session that was bound is untouched.
	before.send(submit("shop", "+4477009000", "still here"), 2)
	if p := before.until(2); p.Status != smpp.ROK {
		t.Errorf("the bound session of the source: %s", p.Status.Name())
	}
}

// The address is judged before the password: the log does not tell an outsider's
// good guess from a bad one, nor does the answer.
func TestAddressBeforePassword(t *testing.T) {
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) {
		a.AllowFrom = []string{"192.0.2.0/24", "127.0.0.30/32"}
	})
	f.during(2*time.Second, func() {
		for _, password := range []string{"s3cret", "guess"} {
			if st, took, closed := f.refusal("127.0.0.31", "shop", password); st != smpp.RBINDFAIL || !closed || took < 990*time.Millisecond {
				t.Errorf("%s: %s after %s", password, st.Name(), took)
			}
		}
		if text, _ := f.log.read(); strings.Count(text, "not allowed from this address") != 2 || strings.Contains(text, "password is wrong") {
			t.Errorf("the log says:\n%s", text)
		}
		if st, _, _ := f.refusal("127.0.0.30", "shop", "s3cret"); st != smpp.ROK {
			t.Errorf("from an address of the list: %s", st.Name())
		}
	})
}

// Ten binds a second for each source, 20 connections without a bind, and the
// account's number of sessions.
func TestBindFlood(t *testing.T) {
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) { v.MaxUnbound, a.MaxBinds = 100, 100 })
	f.during(2*time.Second, func() {
		const flood, tries = "127.0.0.40", 60
		at := time.Now()
		last := at
		taken := 0
		type outcome struct {
			st smpp.Status
			at time.Time
		}
		got := make(chan outcome, tries)
		for range tries {
			go func() {
				st, _, _ := f.refusal(flood, "shop", "s3cret")
				got <- outcome{st, time.Now()}
			}()
		}
		for range tries {
			if o := <-got; o.st == smpp.ROK {
				taken++
				last = o.at
			} else if o.st != smpp.RBINDFAIL {
				t.Errorf("%s", o.st.Name())
			}
		}
		if most := 11 + int(10*last.Sub(at).Seconds()); taken > most || taken < 10 {
			t.Errorf("%d binds were taken, at most %d may be", taken, most)
		}
		f.logged("too many binds a second from this address")
		// What came too fast was no guess: the source is not locked out.
		if st, _, _ := f.refusal(flood, "shop", "s3cret"); st != smpp.ROK {
			t.Errorf("after the flood: %s", st.Name())
		}
	})
}

func TestConnectionsWithoutBind(t *testing.T) {
	f := newFort(t, nil)
	f.during(2*time.Second, func() {
		var open []*raw
		for i := range 20 {
			r := f.raw("127.0.0.41")
			r.send(smpp.New(smpp.EnquireLink), uint32(i+1))
			r.until(uint32(i + 1))
			open = append(open, r)
		}
		for range 5 {
			f.raw("127.0.0.41").ended()
		}
		f.logged("20 connections from there have no bind")
		other := f.raw("127.0.0.42")
		other.send(smpp.New(smpp.EnquireLink), 1)
		other.until(1)
		// A bind frees its place.
		open[0].send(bindAs("shop", "s3cret"), 99)
		if p := open[0].until(99); p.Status != smpp.ROK {
			t.Fatalf("%s", p.Status.Name())
		}
		more := f.raw("127.0.0.41")
		more.send(smpp.New(smpp.EnquireLink), 1)
		more.until(1)
	})
}

func TestTooManySessionsOfAnAccount(t *testing.T) {
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) { a.MaxBinds = 2 })
	f.during(2*time.Second, func() {
		one := f.bound("127.0.0.43")
		f.bound("127.0.0.44")
		if st, _, closed := f.refusal("127.0.0.45", "shop", "s3cret"); st != smpp.RALYBND || !closed {
			t.Errorf("the third bind: %s", st.Name())
		}
		one.send(smpp.New(smpp.Unbind), 2)
		one.until(2)
		one.ended()
		f.until("a free place", func() bool {
			st, _ := f.Status().Link("gate")
			n := 0
			for _, s := range st.Sessions {
				if s.Account == "shop" {
					n++
				}
			}
			return n < 2
		})
		if st, _, _ := f.refusal("127.0.0.45", "shop", "s3cret"); st != smpp.ROK {
			t.Errorf("after an unbind: %s", st.Name())
		}
	})
}

// Strangers that connect to the port for outbind and say nothing do not keep the
// provider out of it.
func TestIdleConnectionsForOutbind(t *testing.T) {
	f := newFort(t, nil)
	at := freeAddress(t)
	f.apply(func(c *gateway.Config) {
		x := gateway.NewClient()
		x.Name, x.Host, x.Port, x.SystemID, x.Password, x.OutbindListen, x.OutbindSystemID = "provider", "127.0.0.1", 1, "acme", "secret", at, "mc"
		c.Clients = append(c.Clients, x)
	})
	f.logged("listening for outbind")
	dial := func() *raw {
		conn, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
		return rawOver(t, conn)
	}
	f.during(2*time.Second, func() {
		outbind := smpp.New(smpp.Outbind).SetStr(smpp.FieldSystemID, "mc")
		first := dial()
		first.send(outbind, 1)
		if p := first.next(); p.ID != smpp.BindReceiver {
			t.Fatalf("%s", p.ID)
		}
		var idle []*raw
		for range 50 {
			idle = append(idle, dial())
		}
		again := dial()
		again.send(outbind, 1)
		if p := again.next(); p.ID != smpp.BindReceiver {
			t.Errorf("%s", p.ID)
		}
		for _, r := range idle[:40] {
			r.ended()
		}
		// Nor do they fill the PDU log.
		const n = 2000
		loud := dial()
		for i := range uint32(n) {
			loud.send(smpp.New(smpp.EnquireLink), i+1)
			loud.until(i + 1)
		}
		if lost := f.Status().LostPDUs; lost < 2*n-1200 {
			t.Errorf("%d of %d PDUs were left out", lost, 2*n)
		}
		// Who has asked is not put out.
		first.send(smpp.New(smpp.EnquireLink), 2)
		first.until(2)
	})
	if text, _ := f.log.read(); strings.Count(text, "for outbind ended") > 5 {
		t.Errorf("the log says:\n%s", text)
	}
}

// Whoever reaches the port for outbind is not sent our password: only the
// provider's addresses may ask.
func TestOutbindFromElsewhere(t *testing.T) {
	f := newFort(t, nil)
	at := freeAddress(t)
	f.apply(func(c *gateway.Config) {
		x := gateway.NewClient()
		x.Name, x.Host, x.Port, x.SystemID, x.Password, x.OutbindListen = "provider", "127.0.0.1", 1, "acme", "secret", at
		x.OutbindFrom = []string{"127.0.0.70"}
		c.Clients = append(c.Clients, x)
	})
	f.logged("listening for outbind")
	knock := func(source string) *raw {
		d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(source)}}
		conn, err := d.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
		r := rawOver(t, conn)
		_, _ = r.Write(frameOf(smpp.New(smpp.Outbind).SetStr(smpp.FieldSystemID, "mc"), 1)) // it may be ended already
		return r
	}
	knock("127.0.0.71").ended()
	f.logged("it comes from none of the provider's addresses")
	if p := knock("127.0.0.70").next(); p.ID != smpp.BindReceiver {
		t.Errorf("the provider got %s", p.ID)
	}
}
