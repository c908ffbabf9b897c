package session

import (
	"fmt"
	"testing"

	"relay/gateway/smpp"
)

// A million messages over all windows: every request is answered once, every
// place freed once, and no response is unexpected.
func TestSoak(t *testing.T) {
	for _, c := range []struct{ window, messages int }{{1, 100_000}, {10, 200_000}, {100, 300_000}, {500, 400_000}} {
		t.Run(fmt.Sprint(c.window), func(t *testing.T) {
			if testing.Short() || slow {
				c.messages /= 10
			}
			esme, mc := loopback(t, Config{Window: c.window}, Config{PeerWindow: c.window})
			mustBind(t, esme.Session, Transceiver)
			esme.mu.Lock()
			esme.pending.last = maxSequence - uint32(c.messages/2) // over the wrap
			esme.mu.Unlock()
			r := &runner{s: esme.Session, p: sampleSubmit(), left: c.messages, finished: make(chan struct{})}
			r.run(c.window)
			st, peer := esme.Stats(), mc.Stats()
			if r.failed != 0 || st.Late != 0 || st.Open != 0 || peer.Late != 0 || esme.Free() != c.window {
				t.Errorf("%d failed, %d unexpected, %d open, %d free of %d", r.failed, st.Late, st.Open, esme.Free(), c.window)
			}
			// bind, enquire_link, and each message once.
			if want := uint64(c.messages) + 2; st.Sent != want || st.Received != want || peer.Received != want {
				t.Errorf("sent %d, received %d and %d, want %d", st.Sent, st.Received, peer.Received, want)
			}
			if n := mc.peerOpen.Load(); n != 0 {
				t.Errorf("%d requests of the peer are counted as open", n)
			}
		})
	}
}

// Many callers at once, from goroutines that are not the session's: each
// outcome is told once.
func TestSoakConcurrent(t *testing.T) {
	const callers, each = 8, 5000
	esme, _ := loopback(t, Config{Window: 20}, Config{})
	mustBind(t, esme.Session, Transceiver)
	done := make(chan int, callers)
	for range callers {
		go func() {
			outcomes := make(chan Result, 1)
			n := 0
			for n < each {
				err := esme.Send(sample(smpp.SubmitSM), func(r Result) { outcomes <- Result{Err: r.Err} })
				if err == ErrWindowFull {
					<-esme.freed
					continue
				}
				if err != nil || (<-outcomes).Err != nil {
					break
				}
				signal(esme.freed)
				n++
			}
			done <- n
		}()
	}
	for range callers {
		if n := <-done; n != each {
			t.Errorf("a caller got %d answers", n)
		}
	}
	if st := esme.Stats(); st.Late != 0 || st.Open != 0 || esme.Free() != 20 {
		t.Errorf("%+v", st)
	}
}
