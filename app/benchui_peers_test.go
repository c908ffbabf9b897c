//go:build window && benchui

package app

import (
	"context"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// PDUs that one message means: submit_sm of the application, the same to the
// provider, the provider's receipt, the receipt to the application, and the
// answers to all four.
const pdusOfMessage = 8

// traffic is what stands around Relay in the bench, in this process and over TCP:
// an application that submits and a provider that takes everything, sends its
// receipt and, now and then, a message of a phone.
type traffic struct {
	t        *testing.T
	office   int // port of Relay's server link
	provider net.Listener
	app      *session.Session
	to       *session.Session // the provider's side of Relay's client link
	ready    chan struct{}
	receipts chan *smpp.PDU
	ids      atomic.Int64
	answered atomic.Int64
	refused  atomic.Int64
}

func newTraffic(t *testing.T) *traffic {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	x := &traffic{t: t, office: freePort(t), provider: l, ready: make(chan struct{}, 10), receipts: make(chan *smpp.PDU, 100_000)}
	x.ids.Store(time.Now().UnixNano() / 1000)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s := session.New(conn, session.Config{Role: smpp.MC, Version: smpp.V34, Window: 100, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: centre{x}})
			go func() { _ = s.Run(t.Context()) }()
		}
	}()
	return x
}

// config is that of a Relay between the two.
func (x *traffic) config() string {
	return fmt.Sprintf(`
[[client]]
name = "provider-a"
host = "127.0.0.1"
port = %d
system_id = "acme"
password = "secret"
window = 100
rate = 0.0
enquire_link = "30s"

[[server]]
name = "office"
listen = "127.0.0.1:%d"

[[account]]
system_id = "shop"
password = "s3cret"
rate = 0.0
window = 500

[[route]]
account = "*"
link = "provider-a"
`, x.provider.Addr().(*net.TCPAddr).Port, x.office)
}

// bind waits for Relay's link and binds as the application.
func (x *traffic) bind() {
	x.t.Helper()
	select {
	case <-x.ready:
	case <-time.After(limit):
		x.t.Fatal("Relay did not bind to the provider")
	}
	waitFor(x.t, "Relay listens", func() bool {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", x.office))
		if err == nil {
			x.app = session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 500, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: taker{}})
		}
		return err == nil
	})
	go func() { _ = x.app.Run(x.t.Context()) }()
	if _, err := x.app.Bind(x.t.Context(), session.BindRequest{Type: session.Transceiver, SystemID: "shop", Password: "s3cret", InterfaceVersion: byte(smpp.V34)}); err != nil {
		x.t.Fatal(err)
	}
}

// run submits so many messages a second, as many as go with 0, and has phones
// write so many, until ctx ends; it returns how many were answered.
func (x *traffic) run(ctx context.Context, perSecond, incoming float64) int64 {
	before, began := x.answered.Load(), time.Now()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	places := make(chan struct{}, 450)
	submit := func(n int64) bool {
		m := made(n)
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return false
		}
		err := x.app.Send(message("Shop", m.peer, m.text), func(r session.Result) {
			<-places
			switch {
			case r.Err != nil: // the window was closed before the answer
			case r.PDU.Status != smpp.ROK:
				x.refused.Add(1)
			default:
				x.answered.Add(1)
			}
		})
		return err == nil
	}
	sent, heard := int64(0), int64(0)
	for ctx.Err() == nil {
		if perSecond == 0 {
			if !submit(sent) {
				break
			}
			sent++
			continue
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
		for ; float64(sent) < perSecond*time.Since(began).Seconds(); sent++ {
			if !submit(sent) {
				break
			}
		}
		for ; float64(heard) < incoming*time.Since(began).Seconds(); heard++ {
			m := made(heard * 7)
			x.receipts <- smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, m.peer).SetStr(smpp.FieldDestinationAddr, "36301112233").SetStr(smpp.FieldShortMessage, m.answer)
		}
	}
	return x.answered.Load() - before
}

// centre is the provider.
type centre struct{ *traffic }

func (c centre) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "provider", PeerWindow: 100}
}
func (c centre) Batch(*session.Session) {}
func (c centre) Bound(s *session.Session) {
	c.ready <- struct{}{}
	go func() {
		places := make(chan struct{}, 90)
		for {
			select {
			case <-s.Done():
				return
			case p := <-c.receipts:
				places <- struct{}{}
				if s.Send(p, func(session.Result) { <-places }) != nil {
					return
				}
			}
		}
	}()
}

func (c centre) Request(s *session.Session, p *smpp.PDU) {
	if p.ID != smpp.SubmitSM {
		if p.ID.HasResponse() {
			_ = s.Reply(p.Resp(smpp.RINVCMDID))
		}
		return
	}
	id := fmt.Sprintf("%X", c.ids.Add(1))
	_ = s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, id))
	at := time.Now().UTC().Format("0601021504")
	c.receipts <- smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, p.Str(smpp.FieldDestinationAddr)).SetStr(smpp.FieldDestinationAddr, p.Str(smpp.FieldSourceAddr)).
		SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldShortMessage, "id:"+id+" sub:001 dlvrd:001 submit date:"+at+" done date:"+at+" stat:DELIVRD err:000 text:")
}
