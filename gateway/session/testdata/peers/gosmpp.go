package main

import (
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"github.com/linxGnu/gosmpp"
	"github.com/linxGnu/gosmpp/data"
	"github.com/linxGnu/gosmpp/pdu"
)

// gosmppLibrary is linxGnu/gosmpp. It has no server: the other end reads and
// writes with its connection and its PDUs. Its own tracking of requests
// (WindowedRequestTracking) is left off: that is slower, and it loses places of
// the window, since a request is entered after it was written.
func gosmppLibrary() library { return library{"linxGnu/gosmpp", gosmppServe, gosmppSubmits} }

func gosmppServe() (string, func(), error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			go gosmppAnswer(gosmpp.NewConnection(conn))
		}
	}()
	return l.Addr().String(), func() { _ = l.Close() }, nil
}

func gosmppAnswer(c *gosmpp.Connection) {
	defer c.Close()
	for {
		p, err := pdu.Parse(c)
		if err != nil || !p.CanResponse() {
			return
		}
		answer := p.GetResponse()
		if r, ok := answer.(*pdu.SubmitSMResp); ok {
			r.MessageID = messageID
		}
		if _, err := c.WritePDU(answer); err != nil {
			return
		}
	}
}

func gosmppMessage(to string) (pdu.PDU, error) {
	p := pdu.NewSubmitSM().(*pdu.SubmitSM)
	p.SourceAddr.SetTon(5)
	p.SourceAddr.SetNpi(0)
	p.DestAddr.SetTon(1)
	p.DestAddr.SetNpi(1)
	p.RegisteredDelivery = 1
	err := errors.Join(p.SourceAddr.SetAddress(sender), p.DestAddr.SetAddress(to), p.Message.SetMessageWithEncoding(text, data.GSM7BIT))
	p.RegisterOptionalParam(pdu.Field{Tag: pdu.TagUserMessageReference, Data: []byte{0x12, 0x34}})
	p.RegisterOptionalParam(pdu.Field{Tag: pdu.TagSarMsgRefNum, Data: []byte{0, 7}})
	p.RegisterOptionalParam(pdu.Field{Tag: pdu.TagSarTotalSegments, Data: []byte{2}})
	p.RegisterOptionalParam(pdu.Field{Tag: pdu.TagSarSegmentSeqnum, Data: []byte{1}})
	return p, err
}

func gosmppSubmits(address string, size int, t *trial) error {
	places := make(chan struct{}, size)
	starts := make([]atomic.Int64, size) // of what is open, in order: so it is answered
	failed := make(chan error, 1)
	fail := func(err error) {
		select {
		case failed <- err:
		default:
		}
	}
	got := 0
	began := time.Now()
	s, err := gosmpp.NewSession(gosmpp.TRXConnector(gosmpp.NonTLSDialer, gosmpp.Auth{SMSC: address, SystemID: systemID, Password: password}), gosmpp.Settings{
		ReadTimeout:      30 * time.Second,
		WriteTimeout:     30 * time.Second,
		OnReceivingError: fail,
		OnSubmitError:    func(_ pdu.PDU, err error) { fail(err) },
		OnPDU: func(p pdu.PDU, _ bool) {
			r, ok := p.(*pdu.SubmitSMResp)
			if !ok || r.CommandStatus != data.ESME_ROK {
				fail(fmt.Errorf("answered with %T", p))
				return
			}
			t.answers.add(time.Since(began) - time.Duration(starts[got%size].Load()))
			got++
			<-places
		},
	}, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	to := destinations()
	t.begin()
	for sent := 0; ; sent++ {
		select {
		case places <- struct{}{}:
		case err := <-failed:
			return err
		}
		now := time.Now()
		if t.over(now) {
			break
		}
		starts[sent%size].Store(int64(now.Sub(began)))
		p, err := gosmppMessage(to[sent%len(to)])
		if err == nil {
			err = s.Transceiver().Submit(p)
		}
		if err != nil {
			return err
		}
	}
	for range size - 1 { // the others come free when all is answered
		select {
		case places <- struct{}{}:
		case err := <-failed:
			return err
		}
	}
	t.end()
	return nil
}
