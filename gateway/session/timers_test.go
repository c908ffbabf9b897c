package session

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway/smpp"
)

// within runs a test in a bubble with its own clock; goroutines that outlive
// their session make it fail.
func within(t *testing.T, fn func(t *testing.T, took func() time.Duration)) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		fn(t, func() time.Duration { return time.Since(begin) })
	})
}

func wantTime(t *testing.T, got, want time.Duration) {
	t.Helper()
	if got != want {
		t.Errorf("after %s, want %s", got, want)
	}
}

func TestSessionInit(t *testing.T) {
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.MC, SessionInit: 10 * time.Second, EnquireLink: time.Second, EnquireTimeout: time.Second})
		time.Sleep(9 * time.Second) // nothing is asked before the bind
		w.fence()
		s.wantReason(t, "us", "no bind within 10s")
		wantTime(t, took(), 10*time.Second)
	})
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.MC, SessionInit: 10 * time.Second})
		w.bindTo(Transceiver, smpp.V34)
		time.Sleep(time.Hour)
		if s.State() != smpp.BoundTRX {
			t.Error("it was closed although bound")
		}
	})
}

func TestEnquireLink(t *testing.T) {
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.ESME, Window: 1, EnquireLink: 30 * time.Second, EnquireTimeout: 10 * time.Second, ResponseTimeout: time.Minute})
		w.takeBind(s.Session, Transceiver, smpp.V34)
		first := w.next()
		if first.ID != smpp.EnquireLink {
			t.Fatalf("%s", first.ID)
		}
		wantTime(t, took(), 30*time.Second)
		time.Sleep(5 * time.Second)
		w.send(smpp.New(smpp.EnquireLinkResp), first.Sequence)
		w.next()
		wantTime(t, took(), 65*time.Second)
		// Any other PDU is as good a sign of life.
		w.send(sample(smpp.DeliverSM), 1)
		w.want(smpp.DeliverSMResp, smpp.ROK, 1)
		w.next()
		wantTime(t, took(), 95*time.Second)
		s.wantReason(t, "us", "no answer to enquire_link for 10s")
		wantTime(t, took(), 105*time.Second)
	})
}

// A peer that never answers enquire_link but is alive costs no memory.
func TestEnquireUnanswered(t *testing.T) {
	within(t, func(t *testing.T, _ func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.ESME, EnquireLink: 30 * time.Second})
		w.takeBind(s.Session, Transceiver, smpp.V34)
		for range 1000 {
			if p := w.next(); p.ID != smpp.EnquireLink {
				t.Fatalf("%s", p.ID)
			}
			w.send(smpp.New(smpp.AlertNotification), 1)
		}
		synctest.Wait()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.pending.used > 2 {
			t.Errorf("%d requests are kept", s.pending.used)
		}
	})
}

func TestResponseTimeout(t *testing.T) {
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.ESME, Window: 1, ResponseTimeout: time.Minute})
		w.takeBind(s.Session, Transceiver, smpp.V34)
		outcomes := make(chan Result, 2)
		if err := s.Send(sample(smpp.SubmitSM), func(r Result) { outcomes <- r }); err != nil {
			t.Fatal(err)
		}
		if err := s.Send(sample(smpp.SubmitSM), nil); err != ErrWindowFull {
			t.Errorf("over the window: %v", err)
		}
		n := w.next().Sequence
		time.Sleep(30 * time.Second)
		if st := s.Stats(); st.Oldest != 30*time.Second || st.Open != 1 {
			t.Errorf("%+v", st)
		}
		if r := <-outcomes; r.Err != ErrTimeout || !r.Written {
			t.Errorf("%+v", r)
		}
		wantTime(t, took(), time.Minute)
		if s.Free() != 1 {
			t.Error("the place was not freed")
		}
		w.send(smpp.New(smpp.SubmitSMResp), n)
		w.fence()
		if st := s.Stats(); st.Late != 1 || len(outcomes) != 0 || s.Free() != 1 {
			t.Errorf("late answer: %+v, %d outcomes, %d free", st, len(outcomes), s.Free())
		}
	})
}

func TestInactivity(t *testing.T) {
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.MC, Inactivity: 5 * time.Minute})
		w.bindTo(Transmitter, smpp.V34)
		time.Sleep(4 * time.Minute)
		w.fence()
		s.wantReason(t, "us", "nothing came for 5m0s")
		wantTime(t, took(), 9*time.Minute)
	})
}

func TestPDUReadTimeout(t *testing.T) {
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.MC, PDURead: 30 * time.Second})
		time.Sleep(time.Hour)
		for _, b := range bare(uint32(smpp.EnquireLink), 1)[:10] {
			w.write([]byte{b})
			time.Sleep(time.Second)
		}
		s.wantReason(t, "us", "a PDU was not complete within 30s")
		wantTime(t, took(), time.Hour+30*time.Second)
	})
	// A stream in which some PDU is always incomplete is not a slow PDU.
	within(t, func(t *testing.T, _ func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.MC, PDURead: 30 * time.Second})
		frame := bare(uint32(smpp.EnquireLink), 1)
		w.write(frame[:8])
		for range 100 {
			time.Sleep(10 * time.Second)
			w.write(append(frame[8:16:16], frame[:8]...))
			w.want(smpp.EnquireLinkResp, smpp.ROK, 1)
		}
		if s.State() != smpp.Open {
			t.Error("it was closed")
		}
	})
}

func TestWriteTimeout(t *testing.T) {
	within(t, func(t *testing.T, took func() time.Duration) {
		s, w := piped(t, Config{Role: smpp.MC, Write: 30 * time.Second})
		w.bindTo(Transmitter, smpp.V34)
		time.Sleep(time.Hour)
		w.write(bare(uint32(smpp.EnquireLink), 1)) // and its answer is not read
		s.wantReason(t, "us", "the peer took no octets for 30s")
		wantTime(t, took(), time.Hour+30*time.Second)
	})
}

func TestUnbindTimer(t *testing.T) {
	for name, c := range map[string]struct {
		ctx  time.Duration // 0: none
		took time.Duration
		err  error
	}{
		"response timer": {0, time.Minute, ErrTimeout},
		"context":        {10 * time.Second, 10 * time.Second, context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			within(t, func(t *testing.T, took func() time.Duration) {
				s, w := piped(t, Config{Role: smpp.ESME, Window: 5, ResponseTimeout: time.Minute, EnquireLink: time.Second})
				w.takeBind(s.Session, Transceiver, smpp.V34)
				ctx := context.Background()
				if c.ctx > 0 {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, c.ctx)
					defer cancel()
				}
				ended := make(chan error, 1)
				go func() { ended <- s.Unbind(ctx) }()
				if p := w.next(); p.ID != smpp.Unbind {
					t.Fatalf("%s", p.ID)
				}
				// No more requests of ours, not even enquire_link; the peer's are answered.
				if err := s.Send(sample(smpp.SubmitSM), nil); err != ErrNotBound || s.Free() != 0 {
					t.Errorf("a request after unbind: %v", err)
				}
				time.Sleep(5 * time.Second)
				w.send(sample(smpp.DeliverSM), 7)
				w.want(smpp.DeliverSMResp, smpp.ROK, 7)
				if err := <-ended; !errors.Is(err, c.err) {
					t.Errorf("Unbind: %v", err)
				}
				wantTime(t, took(), c.took)
				s.wantReason(t, "us", "the peer did not answer the unbind")
			})
		})
	}
}
