package engine_test

import (
	"net"
	"testing"
	"time"

	"relay/gateway"
)

// A link that is stopped while the answer to its bind comes in unbinds and ends,
// whichever of the two is first.
func TestStopWhileTheBindIsAnswered(t *testing.T) {
	h, v := newHouse(t), newProvider(t, nil)
	link := gateway.NewClient()
	link.Name, link.Host, link.Port, link.SystemID, link.Password = "provider", "127.0.0.1", v.l.Addr().(*net.TCPAddr).Port, "acme", "secret"
	times := 1000
	if raced {
		times = 200
	}
	for n := range times {
		h.StartClient(link)
		s := v.client(t)
		// The answer is on its way: the moments that follow are tried in turn.
		for began := time.Now(); time.Since(began) < time.Duration(n%200)*time.Microsecond; {
		}
		stopped := make(chan struct{})
		go func() {
			h.StopClient(t.Context(), link.Name)
			close(stopped)
		}()
		select {
		case <-stopped:
		case <-time.After(patience(10 * time.Second)):
			s.Close("the test has failed") // what lets it end
			t.Fatalf("time %d: the link did not stop", n+1)
		}
	}
}
