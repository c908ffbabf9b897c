package main

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fiorix/go-smpp/smpp"
	"github.com/fiorix/go-smpp/smpp/pdu"
	"github.com/fiorix/go-smpp/smpp/pdu/pdufield"
	"github.com/fiorix/go-smpp/smpp/pdu/pdutext"
	"github.com/fiorix/go-smpp/smpp/pdu/pdutlv"
	"github.com/fiorix/go-smpp/smpp/smpptest"
)

// fiorixLibrary is fiorix/go-smpp, whose Submit waits for the answer: as many
// goroutines as the window has places call it. Its server is its smpptest.
func fiorixLibrary() library { return library{"fiorix/go-smpp", fiorixServe, fiorixSubmits} }

func fiorixServe() (string, func(), error) {
	s := smpptest.NewUnstartedServer()
	s.User, s.Passwd = systemID, password
	s.Handler = func(c smpptest.Conn, m pdu.Body) {
		switch m.Header().ID {
		case pdu.SubmitSMID:
			r := pdu.NewSubmitSMResp()
			r.Header().Seq = m.Header().Seq
			_ = r.Fields().Set(pdufield.MessageID, messageID)
			_ = c.Write(r)
		case pdu.EnquireLinkID:
			_ = c.Write(pdu.NewEnquireLinkRespSeq(m.Header().Seq))
		case pdu.UnbindID:
			_ = c.Close() // what its client waits for, a second at most
		}
	}
	s.Start()
	return s.Addr(), s.Close, nil
}

func fiorixMessage(to string) *smpp.ShortMessage {
	return &smpp.ShortMessage{
		Src: sender, SourceAddrTON: 5, Dst: to, DestAddrTON: 1, DestAddrNPI: 1, Text: pdutext.Raw(text), Register: pdufield.FinalDeliveryReceipt,
		TLVFields: pdutlv.Fields{
			pdutlv.TagUserMessageReference: []byte{0x12, 0x34}, pdutlv.TagSarMsgRefNum: []byte{0, 7},
			pdutlv.TagSarTotalSegments: uint8(2), pdutlv.TagSarSegmentSeqnum: uint8(1),
		},
	}
}

func fiorixSubmits(address string, size int, t *trial) error {
	c := &smpp.Transceiver{Addr: address, User: systemID, Passwd: password, RespTimeout: 30 * time.Second}
	if status := <-c.Bind(); status.Status() != smpp.Connected {
		return errors.Join(errors.New("not bound: "+status.Status().String()), status.Error())
	}
	defer c.Close()
	to := destinations()
	failed := make([]error, size)
	var callers sync.WaitGroup
	var sent atomic.Int64
	t.begin()
	for i := range failed {
		callers.Go(func() {
			for {
				now := time.Now()
				if t.over(now) {
					return
				}
				if _, failed[i] = c.Submit(fiorixMessage(to[int(sent.Add(1))%len(to)])); failed[i] != nil {
					return
				}
				t.answers.add(time.Since(now))
			}
		})
	}
	callers.Wait()
	t.end()
	return errors.Join(failed...)
}
