package engine

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// BenchmarkTapped exchanges submit_sm over loopback TCP between two sessions that
// the engine counts and records as it does its own: each PDU goes into the log's
// ring and to a store (which takes it and keeps nothing), with a window open that
// is told of it, and into the meters of a server and a client link. Both ends
// share this process. Bars, with a window of 100: 3 seconds of a processor for a
// million messages and 6 allocations a message.
func BenchmarkTapped(b *testing.B) {
	const window = 100
	e := &Engine{feed: newFeed()}
	e.pdus = newPDULog(takesPDUs{}, e.feed, 0)
	ctx, cancel := context.WithCancel(b.Context())
	var ends sync.WaitGroup
	defer ends.Wait()
	defer cancel()
	ends.Go(func() { e.pdus.run(ctx) })
	updates, leave := e.feed.watch()
	defer leave()
	ends.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-updates:
				select { // as often as a window draws
				case <-ctx.Done():
					return
				case <-time.After(100 * time.Millisecond):
				}
			}
		}
	})
	client, server := connected(b)
	config := func(role smpp.Role, link string) session.Config {
		return session.Config{
			Role: role, Version: smpp.V34, Window: window, MaxPDU: clientMaxPDU, MaxPDUUnbound: unboundMaxPDU,
			EnquireLink: 30 * time.Second, EnquireTimeout: 10 * time.Second, ResponseTimeout: 30 * time.Second, Write: writeTimeout, LateAnswers: true,
			Handler: &counted{}, Tap: e.tap(gateway.PDURecord{Link: link, Session: e.nextSession(), Version: byte(smpp.V34)}),
		}
	}
	mc, esme := session.New(server, config(smpp.MC, "office")), session.New(client, config(smpp.ESME, "provider"))
	for _, s := range []*session.Session{mc, esme} {
		ends.Go(func() { _ = s.Run(ctx) })
	}
	if _, err := esme.Bind(ctx, session.BindRequest{Type: session.Transceiver, SystemID: "x", Password: "y", InterfaceVersion: 0x34}); err != nil {
		b.Fatal(err)
	}
	p := smpp.New(smpp.SubmitSM).SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, "RelayCo").
		SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).SetStr(smpp.FieldDestinationAddr, "447700900123").
		SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, strings.Repeat("a", 160)).
		AddTLVInt(smpp.TagUserMessageReference, 0x1234).AddTLVInt(smpp.TagSARMsgRefNum, 7).
		AddTLVInt(smpp.TagSARTotalSegments, 2).AddTLVInt(smpp.TagSARSegmentSeqnum, 1)
	x := &exchange{s: esme, p: p, left: b.N, finished: make(chan struct{})}
	b.ReportAllocs()
	cpu := processorTime()
	b.ResetTimer()
	x.run(window)
	b.StopTimer()
	b.ReportMetric((processorTime()-cpu).Seconds()/float64(b.N)*1e6, "cpu-s/million")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
	// Both ends see every message and its answer, the bind and an enquire_link.
	last, lost := e.pdus.counters()
	if want := uint64(4*b.N + 8); x.failed > 0 || last != want {
		b.Errorf("%d failed, %d of %d PDUs numbered", x.failed, last, want)
	}
	b.ReportMetric(float64(lost)/float64(b.N), "lost-records/msg")
}

// exchange keeps the window full from the answers' callbacks, all of which run on
// the session's reader.
type exchange struct {
	s                  *session.Session
	p                  *smpp.PDU
	left, open, failed int
	answers, taken     meter
	finished           chan struct{}
}

func (x *exchange) run(window int) {
	// From a callback: the first window is filled before its first answer comes.
	_ = x.s.Send(smpp.New(smpp.EnquireLink), func(session.Result) {
		for range window {
			x.send()
		}
	})
	<-x.finished
}

func (x *exchange) send() {
	if x.left > 0 && x.s.Send(x.p, x.answered) == nil {
		x.left--
		x.open++
	}
}

func (x *exchange) answered(r session.Result) {
	now := time.Now()
	x.answers.add(now)
	if r.Err != nil || r.PDU.Status != smpp.ROK {
		x.failed++
	} else {
		x.taken.add(now)
	}
	x.open--
	if x.send(); x.open == 0 {
		x.failed += x.left
		close(x.finished)
	}
}

// counted answers every request and counts it as a server link does.
type counted struct {
	mu       sync.Mutex
	received uint64
	meter    meter
}

func (*counted) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "mc"}
}
func (*counted) Bound(*session.Session) {}
func (*counted) Batch(*session.Session) {}
func (c *counted) Request(s *session.Session, p *smpp.PDU) {
	c.mu.Lock()
	c.received++
	c.meter.add(time.Now())
	c.mu.Unlock()
	_ = s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, "1000000001"))
}

// takesPDUs is a store that takes every record.
type takesPDUs struct{ Store }

func (takesPDUs) LogPDUs([]gateway.PDURecord) bool { return true }

// connected is a loopback TCP connection.
func connected(tb testing.TB) (client, server net.Conn) {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	dialled := make(chan error, 1)
	go func() {
		var err error
		client, err = net.Dial("tcp", l.Addr().String())
		dialled <- err
	}()
	server, err = l.Accept()
	if err := errors.Join(err, <-dialled); err != nil {
		tb.Fatal(err)
	}
	return client, server
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
