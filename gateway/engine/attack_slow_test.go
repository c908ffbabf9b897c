package engine_test

import (
	"context"
	"io"
	"math"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway"
	"relay/gateway/leaks"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/storage"
)

// drip writes octet by octet, until the other end has enough of it.
func drip(w io.Writer, octets []byte, pause time.Duration) {
	for i := range octets {
		if _, err := w.Write(octets[i : i+1]); err != nil {
			return
		}
		time.Sleep(pause)
	}
}

// Who holds a connection and says nothing, or says it ever so slowly, loses it at
// the deadline and not before, each connection for itself.
func TestSlowPeers(t *testing.T) {
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) {
		v.SessionInit, v.PDURead, v.EnquireLink, v.EnquireTimeout = time.Second, time.Second, 2*time.Second, time.Second
		v.MaxUnbound, v.BindsPerSecond, a.MaxBinds = 100, 0, 100
	})
	bind, message := frameOf(bindAs("shop", "s3cret"), 1), frameOf(submit("shop", "+4477009000", "slow"), 2)
	enquire := frameOf(smpp.New(smpp.EnquireLink), 3)
	type slow struct {
		what  string
		r     *raw
		after time.Duration // when it has to end
		begun time.Time
	}
	f.during(2*time.Second, func() {
		var all []slow
		add := func(what string, after time.Duration, r *raw) *raw {
			all = append(all, slow{what, r, after, time.Now()})
			return r
		}
		const source = "127.0.0.60"
		add("nothing at all", time.Second, f.raw(source))
		for what, n := range map[string]int{"one octet": 1, "a length": 4, "a header": 16, "all but the last octet": len(bind) - 1} {
			add(what, time.Second, f.raw(source)).write(bind[:n])
		}
		go drip(add("a bind, octet by octet", time.Second, f.raw(source)), bind, 50*time.Millisecond)
		go drip(add("always something, never a bind", time.Second, f.raw(source)), enquire, 10*time.Millisecond)
		for what, n := range map[string]int{"bound, then one octet": 1, "bound, then a header": 16, "bound, then all but the last octet": len(message) - 1} {
			r := f.bound(source)
			add(what, time.Second, r).write(message[:n])
		}
		r := f.bound(source)
		go drip(add("bound, then octet by octet", time.Second, r), message, 50*time.Millisecond)
		add("bound, then silent to enquire_link", 3*time.Second, f.bound(source))
		for _, s := range all {
			s.r.ended()
			if took := time.Since(s.begun); took < s.after-100*time.Millisecond || s.after > time.Second && took > s.after+2*time.Second {
				t.Errorf("%s: ended after %s, want %s", s.what, took, s.after)
			}
		}
		if took := time.Since(all[0].begun); took > 5*time.Second {
			t.Errorf("all of them together took %s", took)
		}
	})
	f.logged("no bind within 1s")
	f.logged("a PDU was not complete within 1s")
	f.logged("no answer to enquire_link for 1s: the peer is gone")
}

// A peer that asks and asks and reads no answer is not read any more: it costs
// us a bounded piece of memory and nobody else anything.
func TestReaderThatNeverReads(t *testing.T) {
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) { v.MaxUnbound, a.MaxBinds = 100, 100 })
	enquire := make([]byte, 0, 1<<20)
	for len(enquire) < 1<<20 {
		enquire = append(enquire, frameOf(smpp.New(smpp.EnquireLink), 1)...)
	}
	f.during(2*time.Second, func() {
		f.fillLog()
		before := f.heapAtRest()
		const peers = 4
		stuck := make(chan int64, 2*peers)
		for i := range 2 * peers {
			var r *raw
			if i < peers {
				r = f.bound("127.0.0.61")
			} else {
				r = f.raw("127.0.0.61")
			}
			go func() {
				var sent int64
				for {
					_ = r.SetWriteDeadline(time.Now().Add(time.Second))
					n, err := r.Write(enquire)
					sent += int64(n)
					if err != nil {
						stuck <- sent
						return
					}
				}
			}()
		}
		for range cap(stuck) {
			if n := <-stuck; n < 1<<17 {
				t.Errorf("reading stopped after %d octets already", n)
			}
		}
		if grown := f.heapAtRest() - before; grown > 16<<20 {
			t.Errorf("the heap grew by %d KiB", grown>>10)
		} else {
			t.Logf("heap: %d KiB more with %d peers that read nothing", grown>>10, 2*peers)
		}
	})
}

// fillLog has the log of PDUs hold as many as it ever does: a share of memory of
// its own, which the first peer to say much would seem to cost.
func (f *fort) fillLog() {
	f.t.Helper()
	const enough = 1 << 14 // its ring
	r := f.bound("127.0.0.62")
	go func() {
		for i := range uint32(enough) {
			if _, err := r.Write(frameOf(smpp.New(smpp.EnquireLink), i+1)); err != nil {
				return
			}
		}
	}()
	r.until(enough)
	_ = r.Close()
}

// heapAtRest is the octets in use once every PDU so far is stored: what waits for
// the disk is nobody's but the log's, and bounded whoever speaks.
func (f *fort) heapAtRest() int64 {
	f.t.Helper()
	passed := newest(f.PDUs(0, math.MaxInt))
	f.until("the log is stored", func() bool {
		list, err := f.db.PDUs(f.t.Context(), gateway.PDUQuery{Newest: true, Limit: 1})
		if err != nil {
			f.t.Fatal(err)
		}
		return newest(list, 0) >= passed
	})
	return leaks.Heap()
}

func newest(list []gateway.PDURecord, _ uint64) uint64 {
	if len(list) == 0 {
		return 0
	}
	return list[len(list)-1].Number
}

// siege is a Relay as it is by default, with the accounts "shop" and "clean" and
// nothing else changed, in a time that stands still while anybody works.
type siege struct {
	*place
	t *testing.T
}

func besieged(t *testing.T, story func(t *testing.T, s *siege)) {
	t.Helper()
	root := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := &siege{newPlace(t, root, false, nil), t}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer s.stop(false)
		s.set(func(c *gateway.Config) {
			v := gateway.NewServer()
			v.Name, v.Enabled = "office", false // who comes, comes through a pipe
			c.Servers = []gateway.ServerConfig{v}
			for _, name := range []string{"shop", "clean"} {
				a := gateway.NewAccount()
				a.SystemID, a.Password, a.Rate = name, "s3cret", 0
				c.Accounts = append(c.Accounts, a)
			}
			c.Routes = []gateway.Route{{Account: "*", To: "+36*", Links: []string{"account:shop"}}, {Account: "*", Links: []string{gateway.TargetInbox}}}
		})
		story(t, s)
	})
}

func (s *siege) raw() *raw { return rawOver(s.t, s.visit("office")) }

func (s *siege) bound() *raw {
	r := s.raw()
	r.send(bindAs("shop", "s3cret"), 1)
	if p := r.next(); p.Status != smpp.ROK {
		s.t.Fatalf("bind: %s", p.Status.Name())
	}
	return r
}

// clean is a client that does nothing wrong: it binds, submits n messages and is
// answered at once.
func (s *siege) clean(to string, n int) {
	s.t.Helper()
	at := time.Now()
	a := &application{r: newRecord()}
	if err := a.bind(s.visit("office"), "clean", "s3cret", session.Transmitter, smpp.V34); err != nil {
		s.t.Fatal(err)
	}
	defer a.end()
	for range n {
		resp, err := a.do(submit("clean", to, "all is well"))
		if err != nil || resp.Status != smpp.ROK {
			s.t.Fatalf("the clean client: %v, %v", resp, err)
		}
	}
	if took := time.Since(at); took > 2*time.Second {
		s.t.Errorf("the clean client waited %s", took)
	}
}

// The deadlines of a listener that nobody has set up, to the second.
func TestDeadlinesByDefault(t *testing.T) {
	message := frameOf(submit("shop", "+4477009000", "slow"), 2)
	for _, c := range []struct {
		what  string
		peer  func(s *siege) *raw
		after time.Duration
	}{
		{"nothing at all", func(s *siege) *raw { return s.raw() }, 10 * time.Second},
		{"one octet of a bind", func(s *siege) *raw { r := s.raw(); r.write([]byte{0}); return r }, 10 * time.Second},
		{"enquire_link in place of a bind", func(s *siege) *raw {
			r := s.raw()
			go func() {
				for n := uint32(1); ; n++ {
					if _, err := r.Write(frameOf(smpp.New(smpp.EnquireLink), n)); err != nil {
						return
					}
					time.Sleep(time.Second)
				}
			}()
			return r
		}, 10 * time.Second},
		{"bound, then part of a PDU", func(s *siege) *raw { r := s.bound(); r.write(message[:20]); return r }, 30 * time.Second},
		{"bound, then octet by octet", func(s *siege) *raw { r := s.bound(); go drip(r, message, time.Second); return r }, 30 * time.Second},
		{"bound, then silent to enquire_link", (*siege).bound, 70 * time.Second},
		{"bound, then octets and no PDU", func(s *siege) *raw { r := s.bound(); r.write(message[:1]); return r }, 30 * time.Second},
	} {
		t.Run(c.what, func(t *testing.T) {
			besieged(t, func(t *testing.T, s *siege) {
				at := time.Now()
				r := c.peer(s)
				s.clean("+4477009000", 1)
				r.ended()
				if took := time.Since(at); took < c.after || took > c.after+time.Second {
					t.Errorf("ended after %s, want %s", took, c.after)
				}
				s.clean("+4477009000", 1)
				time.Sleep(2 * time.Second) // who drips finds out
			})
		})
	}
}

// An application for which much waits and which takes no octet of it has 30
// seconds; what waits for it stays.
func TestApplicationThatTakesNothing(t *testing.T) {
	besieged(t, func(t *testing.T, s *siege) {
		r := s.bound()
		at := time.Now()
		s.clean("+36301234567", 50)
		synctest.Wait()
		gone := func() bool {
			st, _ := s.Status().Link("office")
			for _, x := range st.Sessions {
				if x.Account == "shop" {
					return false
				}
			}
			return true
		}
		for !gone() {
			if time.Since(at) > time.Minute {
				t.Fatal("it stays")
			}
			time.Sleep(time.Second)
		}
		if took := time.Since(at); took < 30*time.Second || took > 32*time.Second {
			t.Errorf("ended after %s, want 30s", took)
		}
		_ = r.Close()
		again := s.bound()
		seen := map[uint32]bool{}
		for len(seen) < 50 {
			p := again.next()
			if p.ID != smpp.DeliverSM || seen[p.Sequence] {
				t.Fatalf("%s %d", p.ID, p.Sequence)
			}
			seen[p.Sequence] = true
			again.send(p.Resp(smpp.ROK), p.Sequence)
		}
		synctest.Wait()
		if left, err := s.db().DeliveriesDue(t.Context(), "shop", 0, time.Now().Add(time.Hour), 100); err != nil || len(left) != 0 {
			t.Errorf("%d deliveries are left, %v", len(left), err)
		}
		_ = again.Close()
	})
}

// An application that reads deliver_sm and answers none has ten of them open;
// after 30 seconds they come again, and the rest waits its turn.
func TestApplicationThatNeverAnswers(t *testing.T) {
	besieged(t, func(t *testing.T, s *siege) {
		const all = 25
		s.clean("+36301234567", all)
		synctest.Wait()
		r := s.bound()
		got := make(chan *smpp.PDU, 1000)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			for {
				frame, err := r.frames.Next()
				if err != nil {
					return
				}
				var p smpp.PDU
				if smpp.Decode(&p, frame, smpp.V34) == nil && ctx.Err() == nil {
					got <- p.Own()
				}
			}
		}()
		taken := func() (deliveries []*smpp.PDU) {
			synctest.Wait()
			for len(got) > 0 {
				switch p := <-got; p.ID {
				case smpp.DeliverSM:
					deliveries = append(deliveries, p)
				case smpp.EnquireLink:
					r.send(p.Resp(smpp.ROK), p.Sequence)
				default:
					t.Errorf("%s", p.ID)
				}
			}
			return deliveries
		}
		for round := range 3 {
			if list := taken(); len(list) != 10 {
				t.Fatalf("round %d: %d are open", round, len(list))
			}
			time.Sleep(29 * time.Second)
			if list := taken(); len(list) != 0 {
				t.Fatalf("round %d: %d more before the time", round, len(list))
			}
			s.clean("+4477009000", 1)
			time.Sleep(time.Second)
		}
		// It comes to its senses: each comes, and once it is answered no more.
		answered := 0
		for list := taken(); len(list) > 0; list = taken() {
			for _, p := range list {
				r.send(p.Resp(smpp.ROK), p.Sequence)
				answered++
			}
		}
		if answered != all {
			t.Errorf("%d deliveries were answered, want %d", answered, all)
		}
		time.Sleep(time.Minute)
		if list := taken(); len(list) != 0 {
			t.Errorf("%d came again", len(list))
		}
		_ = r.Close()
	})
}

// An application may submit as fast as it likes and read nothing: at its window
// Relay stops reading it, and no other account waits for that.
func TestSubmitsWithoutReading(t *testing.T) {
	const all, window = 3000, 100
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) { a.Window = window })
	body := []byte(strings.Repeat("x", 1000))
	var stream []byte
	for i := range all {
		p := submit("shop", "+4477009000", "").SetInt(smpp.FieldRegisteredDelivery, 0).AddTLV(smpp.TagMessagePayload, body)
		stream = append(stream, frameOf(p, uint32(i+2))...)
	}
	r := f.bound("127.0.0.62")
	if err := r.Conn.(*net.TCPConn).SetWriteBuffer(32 << 10); err != nil { // what it holds is not with Relay
		t.Fatal(err)
	}
	// While the disk takes nothing no answer leaves, so the window fills.
	held, release := make(chan struct{}), make(chan struct{})
	f.db.Write(func(*storage.Tx) error { close(held); <-release; return nil }, func(error) {})
	<-held
	read := func() (n uint64) {
		st, _ := f.Status().Link("gate")
		for _, s := range st.Sessions {
			n = s.Recv
		}
		return n
	}
	_ = r.SetWriteDeadline(time.Now().Add(500 * time.Millisecond))
	written := make(chan int, 1)
	go func() {
		n, _ := r.Write(stream)
		written <- n
	}()
	f.until("the window is full", func() bool { return read() > window }) // the bind counts too
	sent := <-written
	if n := read(); n != window+1 || sent == len(stream) {
		t.Errorf("%d PDUs were read with a window of %d, %d of %d octets taken", n, window, sent, len(stream))
	}
	close(release)
	f.during(2*time.Second, func() {
		_ = r.SetWriteDeadline(time.Now().Add(30 * time.Second))
		r.write(stream[sent:]) // still without reading
		for i := range all {
			if p := r.next(); p.ID != smpp.SubmitSMResp || p.Status != smpp.ROK || p.Sequence != uint32(i+2) {
				t.Fatalf("answer %d: %s %s %d", i, p.ID, p.Status.Name(), p.Sequence)
			}
		}
	})
}
