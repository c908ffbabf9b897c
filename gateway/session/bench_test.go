package session

import (
	"bytes"
	"fmt"
	"net"
	"strings"
	"testing"

	"relay/gateway/smpp"
)

// sampleSubmit is 234 octets on the wire: 160 of text and four TLVs.
func sampleSubmit() *smpp.PDU {
	return smpp.New(smpp.SubmitSM).
		SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, "RelayCo").
		SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).SetStr(smpp.FieldDestinationAddr, "447700900123").
		SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, strings.Repeat("a", 160)).
		AddTLVInt(smpp.TagUserMessageReference, 0x1234).AddTLVInt(smpp.TagSARMsgRefNum, 7).
		AddTLVInt(smpp.TagSARTotalSegments, 2).AddTLVInt(smpp.TagSARSegmentSeqnum, 1)
}

// BenchmarkSession sends submit_sm from one session to another over loopback TCP
// and counts answers. raw is the limit: the same octets with nothing parsed, all
// that the window allows in one write; raw1 makes one write a message. The bars
// are fractions of raw in the same run (metric x-raw): 0.6 with a window of 1,
// 0.3 with 10, 0.1 with 100.
func BenchmarkSession(b *testing.B) {
	for _, w := range []int{1, 10, 100, 500} {
		var limit float64
		b.Run(fmt.Sprintf("raw/w=%d", w), func(b *testing.B) {
			benchmarkRaw(b, w, false)
			limit = rate(b)
		})
		b.Run(fmt.Sprintf("raw1/w=%d", w), func(b *testing.B) { benchmarkRaw(b, w, true) })
		for _, tap := range []string{"session", "tapped"} {
			b.Run(fmt.Sprintf("%s/w=%d", tap, w), func(b *testing.B) {
				benchmarkSession(b, w, tap == "tapped")
				if limit > 0 {
					b.ReportMetric(rate(b)/limit, "x-raw")
				}
			})
		}
	}
}

func rate(b *testing.B) float64 { return float64(b.N) / b.Elapsed().Seconds() }

func benchmarkSession(b *testing.B, w int, tapped bool) {
	var tap func(bool, []byte)
	if tapped {
		tap = func(bool, []byte) {}
	}
	esme, mc := loopback(b, Config{Window: w, Tap: tap}, Config{Tap: tap, Handler: accepting{}})
	mustBind(b, esme.Session, Transceiver)
	p := sampleSubmit()
	r := &runner{s: esme.Session, p: p, left: b.N, finished: make(chan struct{})}
	b.ReportAllocs()
	b.ResetTimer()
	r.run(w)
	b.StopTimer()
	b.ReportMetric(rate(b), "msg/s")
	if st := esme.Stats(); st.Late != 0 || st.Open != 0 || r.failed != 0 {
		b.Fatalf("%d unexpected, %d open, %d failed", st.Late, st.Open, r.failed)
	}
	esme.Close("done")
	<-esme.ended
	<-mc.ended
}

// runner keeps the window full from the answers' callbacks.
type runner struct {
	s              *Session
	p              *smpp.PDU
	left, awaiting int
	most           int // awaited at once
	failed         int
	finished       chan struct{}
}

func (r *runner) run(w int) {
	// One answer may come while the first window is still being filled: the
	// first requests are sent from a callback too.
	r.awaiting = 1
	enquire := smpp.New(smpp.EnquireLink)
	_ = r.s.Send(enquire, func(Result) {
		r.awaiting--
		for range w {
			r.send()
		}
		if r.awaiting == 0 {
			close(r.finished)
		}
	})
	<-r.finished
}

func (r *runner) send() {
	if r.left == 0 {
		return
	}
	r.left--
	if r.s.Send(r.p, r.answered) != nil {
		r.failed++
		return
	}
	r.awaiting++
	r.most = max(r.most, r.awaiting)
}

func (r *runner) answered(x Result) {
	r.awaiting--
	if x.Err != nil || x.PDU.Status != smpp.ROK {
		r.failed++
	}
	r.send()
	if r.awaiting == 0 {
		close(r.finished)
	}
}

// benchmarkRaw exchanges the octets of both PDUs, reading nothing of them.
func benchmarkRaw(b *testing.B, w int, single bool) {
	submit, err := sampleSubmit().Append(nil, smpp.V34)
	if err != nil {
		b.Fatal(err)
	}
	resp, err := smpp.New(smpp.SubmitSMResp).SetStr(smpp.FieldMessageID, "1000000001").Append(nil, smpp.V34)
	if err != nil {
		b.Fatal(err)
	}
	client, server := pair(b)
	go exchange(server, len(submit), resp, single)
	requests := bytes.Repeat(submit, w)
	buf := make([]byte, 64<<10)
	b.ReportAllocs()
	b.ResetTimer()
	write := func(n int) {
		step := n
		if single {
			step = 1
		}
		for ; n > 0; n -= step {
			if _, err := client.Write(requests[:min(step, n)*len(submit)]); err != nil {
				b.Fatal(err)
			}
		}
	}
	sent := min(w, b.N)
	write(sent)
	for got, part := 0, 0; got < b.N; {
		n, err := client.Read(buf)
		if err != nil {
			b.Fatal(err)
		}
		part += n
		answers := part / len(resp)
		part %= len(resp)
		got += answers
		more := min(answers, b.N-sent)
		sent += more
		write(more)
	}
	b.StopTimer()
	b.ReportMetric(rate(b), "msg/s")
	_ = client.Close()
}

func exchange(c net.Conn, request int, resp []byte, single bool) {
	in, out := make([]byte, 64<<10), bytes.Repeat(resp, 64<<10/request+2)
	part := 0
	for {
		n, err := c.Read(in)
		if err != nil {
			return
		}
		part += n
		answers := part / request
		part %= request
		if !single {
			_, _ = c.Write(out[:answers*len(resp)])
			continue
		}
		for range answers {
			_, _ = c.Write(resp)
		}
	}
}
