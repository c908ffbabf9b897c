package session

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"relay/gateway/smpp"
)

// Messages over all windows: every request is answered once, every place freed
// once, and no response is unexpected. RELAY_MESSAGES sets how many, in all.
func TestSoak(t *testing.T) {
	total := 1_000_000
	if testing.Short() || slow {
		total /= 10
	}
	if n, err := strconv.Atoi(os.Getenv("RELAY_MESSAGES")); err == nil {
		total = n
	}
	for _, c := range []struct{ window, share int }{{1, 10}, {2, 5}, {10, 15}, {50, 15}, {100, 20}, {500, 35}} {
		messages := total / 100 * c.share
		t.Run(fmt.Sprint(c.window), func(t *testing.T) {
			esme, mc := loopback(t, Config{Window: c.window}, Config{PeerWindow: c.window})
			mustBind(t, esme.Session, Transceiver)
			esme.mu.Lock()
			esme.pending.last = maxSequence - uint32(messages/2) // over the wrap
			esme.mu.Unlock()
			r := &runner{s: esme.Session, p: sampleSubmit(), left: messages, finished: make(chan struct{})}
			r.run(c.window)
			st, peer := esme.Stats(), mc.Stats()
			t.Logf("%d messages", messages)
			if r.failed != 0 || st.Late != 0 || st.Open != 0 || peer.Late != 0 || esme.Free() != c.window || r.most > c.window {
				t.Errorf("%d failed, %d unexpected, %d open, %d free of %d, %d open at most", r.failed, st.Late, st.Open, esme.Free(), c.window, r.most)
			}
			// bind, enquire_link, and each message once.
			if want := uint64(messages) + 2; st.Sent != want || st.Received != want || peer.Received != want {
				t.Errorf("sent %d, received %d and %d, want %d", st.Sent, st.Received, peer.Received, want)
			}
			esme.mu.Lock()
			used := esme.pending.used
			esme.mu.Unlock()
			if used != 0 {
				t.Errorf("%d places of the ring are still used", used)
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
