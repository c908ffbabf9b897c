package session

import (
	"context"
	"errors"
	"net"
	"testing"

	"relay/gateway/smpp"
)

// Who ended a session and why, and what becomes of an open request.
func TestClosed(t *testing.T) {
	for name, c := range map[string]struct {
		end       func(t *testing.T, s *running, w *wire)
		by, words string
	}{
		"FIN": {func(t *testing.T, _ *running, w *wire) { _ = w.Close() }, "peer", "the peer closed the connection"},
		"FIN within a PDU": {func(t *testing.T, _ *running, w *wire) {
			w.write([]byte{0, 0, 0, 16, 0})
			_ = w.Close()
		}, "peer", "closed the connection within a PDU"},
		"RST": {func(t *testing.T, _ *running, w *wire) {
			_ = w.Conn.(*net.TCPConn).SetLinger(0)
			_ = w.Close()
		}, "peer", "the peer reset the connection"},
		"unbind": {func(t *testing.T, _ *running, w *wire) {
			w.send(smpp.New(smpp.Unbind), 9)
			w.want(smpp.UnbindResp, smpp.ROK, 9)
			w.wantEnd()
		}, "peer", "the peer signed off (unbind)"},
		"our unbind": {func(t *testing.T, s *running, w *wire) {
			ended := make(chan error, 1)
			go func() { ended <- s.Unbind(context.Background()) }()
			p := w.next()
			// Answers to the peer leave before the connection ends.
			w.send(sample(smpp.DeliverSM), 5)
			w.send(smpp.New(smpp.UnbindResp), p.Sequence)
			w.want(smpp.DeliverSMResp, smpp.ROK, 5)
			w.wantEnd()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}, "us", "Relay signed off"},
		"Close":  {func(t *testing.T, s *running, w *wire) { s.Close("enough") }, "us", "enough"},
		"length": {func(t *testing.T, s *running, w *wire) { w.write([]byte{0, 0, 0, 3}) }, "us", "wrong length"},
	} {
		t.Run(name, func(t *testing.T) {
			s, w := against(t, Config{Role: smpp.ESME, Window: 5})
			w.takeBind(s.Session, Transceiver, smpp.V34)
			got := make(chan Result, 2)
			if err := s.Send(sample(smpp.SubmitSM), func(r Result) { got <- r }); err != nil {
				t.Fatal(err)
			}
			w.next()
			c.end(t, s, w)
			_ = w.Close()
			s.wantReason(t, c.by, c.words)
			var why *Closed
			if r := <-got; !errors.As(r.Err, &why) || !r.Written || len(got) > 0 {
				t.Errorf("the open request: %+v", r)
			}
			if err := s.Send(sample(smpp.SubmitSM), nil); err != ErrClosed {
				t.Errorf("Send afterwards: %v", err)
			}
			if err := s.Unbind(context.Background()); err != nil {
				t.Errorf("Unbind afterwards: %v", err)
			}
			<-s.Done()
		})
	}
}

func TestRunContext(t *testing.T) {
	ours, theirs := pair(t)
	defer theirs.Close()
	ctx, cancel := context.WithCancel(context.Background())
	s := New(ours, Config{Role: smpp.MC, Handler: accepting{}})
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// Before the bind there is nothing to sign off from.
func TestUnbindUnbound(t *testing.T) {
	s, w := against(t, Config{Role: smpp.ESME})
	if err := s.Unbind(context.Background()); err != nil {
		t.Error(err)
	}
	w.wantEnd()
	s.wantReason(t, "us", "Relay signed off")
}

// A peer that closes as soon as it has answered our unbind has not ended the
// session: we have.
func TestUnbindAnsweredAndClosed(t *testing.T) {
	for range 100 {
		s, w := piped(t, Config{Role: smpp.ESME, Window: 5})
		w.takeBind(s.Session, Transceiver, smpp.V34)
		signed := make(chan error, 1)
		go func() { signed <- s.Unbind(context.Background()) }()
		p := w.next()
		w.send(smpp.New(smpp.UnbindResp), p.Sequence)
		_ = w.Close()
		s.wantReason(t, "us", "Relay signed off")
		if err := <-signed; err != nil {
			t.Error(err)
		}
	}
}
