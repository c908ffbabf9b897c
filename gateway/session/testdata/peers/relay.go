package main

import (
	"context"
	"net"
	"sync"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// relayLibrary is Relay's session as its engine configures it; tap makes what
// sees each PDU pass at one end.
func relayLibrary(name string, tap func() func(bool, []byte)) library {
	return library{name,
		func() (string, func(), error) { return relayServe(tap()) },
		func(address string, window int, t *trial) error { return relaySubmits(address, window, t, tap()) },
	}
}

func untapped() func(bool, []byte) { return nil }

func relayConfig(role smpp.Role, tap func(bool, []byte)) session.Config {
	return session.Config{
		Role: role, Version: smpp.V34, MaxPDU: 70_000, MaxPDUUnbound: 1024, Tap: tap,
		EnquireLink: 30 * time.Second, EnquireTimeout: 10 * time.Second, ResponseTimeout: 30 * time.Second, PDURead: 30 * time.Second, Write: 30 * time.Second,
	}
}

// accepting answers every submit_sm.
type accepting struct{}

func (accepting) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "mc"}
}
func (accepting) Bound(*session.Session) {}
func (accepting) Batch(*session.Session) {}
func (accepting) Request(s *session.Session, p *smpp.PDU) {
	_ = s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, messageID))
}

func relayServe(tap func(bool, []byte)) (string, func(), error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	var sessions sync.WaitGroup
	sessions.Go(func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			c := relayConfig(smpp.MC, tap)
			c.PeerWindow, c.Handler = 1000, accepting{}
			s := session.New(conn, c)
			sessions.Go(func() { _ = s.Run(ctx) })
		}
	})
	return l.Addr().String(), func() { cancel(); _ = l.Close(); sessions.Wait() }, nil
}

// window sends the next message when one was answered. Everything in it runs on
// the session's reader.
type window struct {
	s         *session.Session
	t         *trial
	pdu       smpp.PDU
	to        []string
	sent, got int
	starts    []time.Time // of what is open, in order: so it is answered
	err       error
	finished  chan struct{}
}

func relaySubmits(address string, size int, t *trial, tap func(bool, []byte)) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	c := relayConfig(smpp.ESME, tap)
	c.Window, c.Handler = size, accepting{}
	s := session.New(conn, c)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(context.Background()) }()
	if _, err := s.Bind(context.Background(), session.BindRequest{Type: session.Transceiver, SystemID: systemID, Password: password, InterfaceVersion: 0x34}); err != nil {
		return err
	}
	w := &window{s: s, t: t, to: destinations(), starts: make([]time.Time, size), finished: make(chan struct{})}
	t.begin()
	// From a callback, so that the first window is filled before its first answer.
	if err := s.Send(smpp.New(smpp.EnquireLink), func(session.Result) {
		for range size {
			w.send(time.Now())
		}
	}); err != nil {
		return err
	}
	<-w.finished
	t.end()
	s.Close("done")
	<-ended
	return w.err
}

func (w *window) send(now time.Time) {
	w.starts[w.sent%len(w.starts)] = now
	if err := w.s.Send(relaySubmit(&w.pdu, w.to[w.sent%len(w.to)]), w.answered); err != nil {
		w.fail(err)
		return
	}
	w.sent++
}

func (w *window) fail(err error) {
	if w.err == nil {
		w.err = err
		close(w.finished)
	}
}

func (w *window) answered(r session.Result) {
	if r.Err != nil {
		w.fail(r.Err)
		return
	}
	if r.PDU.Status != smpp.ROK {
		w.fail(&session.StatusError{Status: r.PDU.Status})
		return
	}
	now := time.Now()
	w.t.answers.add(now.Sub(w.starts[w.got%len(w.starts)]))
	w.got++
	if !w.t.over(now) {
		w.send(now)
	} else if w.got == w.sent {
		close(w.finished)
	}
}
