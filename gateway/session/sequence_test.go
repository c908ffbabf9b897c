package session

import (
	"bytes"
	"net"
	"testing"
	"testing/synctest"

	"relay/gateway/smpp"
)

func TestSequenceWrap(t *testing.T) {
	w := pending{last: maxSequence - 1}
	if a, b := w.next(), w.next(); a != maxSequence || b != 1 {
		t.Errorf("%d, %d", a, b)
	}
	// Numbers that are open are skipped, through every growth of the ring.
	w = pending{last: maxSequence - 3}
	open := map[uint32]bool{}
	for range 5000 {
		n := w.next()
		if n < 1 || n > maxSequence || open[n] {
			t.Fatalf("number %d", n)
		}
		open[n] = true
		w.put(slot{sequence: n})
	}
	w.last = maxSequence - 10
	for range 1000 {
		if n := w.next(); open[n] {
			t.Fatalf("number %d is open", n)
		}
	}
	for n := range open {
		if x := w.find(n); x == nil || w.take(x).sequence != n || w.find(n) != nil {
			t.Fatalf("number %d is lost", n)
		}
	}
	if w.used != 0 || w.find(0) != nil {
		t.Error("something is left")
	}
}

// The numbers on the wire, over the wrap and past one that is still open.
func TestSequenceOnTheWire(t *testing.T) {
	s, w := against(t, Config{Role: smpp.ESME, Window: 10})
	w.takeBind(s.Session, Transmitter, smpp.V34)
	results := make(chan Result, 10)
	send := func() uint32 {
		t.Helper()
		if err := s.Send(sample(smpp.SubmitSM), func(r Result) { results <- r }); err != nil {
			t.Fatal(err)
		}
		return w.next().Sequence
	}
	first := send()
	s.mu.Lock()
	s.pending.last = maxSequence - 1
	s.mu.Unlock()
	if a, b := send(), send(); a != maxSequence || b != 1 {
		t.Errorf("numbers %d and %d", a, b)
	}
	s.mu.Lock()
	s.pending.last = first - 1
	s.mu.Unlock()
	if n := send(); n != first+1 {
		t.Errorf("number %d, want %d: %d is open", n, first+1, first)
	}
}

// A request of the peer with the number of one of ours is a request.
func TestSequenceOfThePeer(t *testing.T) {
	s, w := against(t, Config{Role: smpp.ESME, Window: 10})
	w.takeBind(s.Session, Transceiver, smpp.V34)
	done := make(chan Result, 1)
	if err := s.Send(sample(smpp.SubmitSM), func(r Result) { done <- r }); err != nil {
		t.Fatal(err)
	}
	n := w.next().Sequence
	w.send(sample(smpp.DeliverSM), n)
	w.want(smpp.DeliverSMResp, smpp.ROK, n)
	// Numbers outside the range are echoed as they are.
	for _, odd := range []uint32{0, 0x80000000, 0xFFFFFFFF} {
		w.send(sample(smpp.DeliverSM), odd)
		w.want(smpp.DeliverSMResp, smpp.ROK, odd)
		w.write(bare(0x0A, odd))
		w.want(smpp.GenericNack, smpp.RINVCMDID, odd)
	}
	if len(done) > 0 {
		t.Fatal("it was taken for our response")
	}
	// A response of another command with the number is none either.
	w.send(smpp.New(smpp.CancelSMResp), n)
	w.fence()
	if len(done) > 0 || s.Stats().Late != 1 {
		t.Fatal("cancel_sm_resp was taken for submit_sm_resp")
	}
	w.send(smpp.New(smpp.SubmitSMResp), n)
	if r := <-done; r.Err != nil || r.PDU.ID != smpp.SubmitSMResp {
		t.Errorf("%+v", r)
	}
}

func TestNack(t *testing.T) {
	s, w := against(t, Config{Role: smpp.ESME, Window: 10})
	w.takeBind(s.Session, Transceiver, smpp.V34)
	done := make(chan smpp.Status, 1)
	for _, c := range []struct{ says, is smpp.Status }{{smpp.RINVCMDID, smpp.RINVCMDID}, {smpp.ROK, smpp.RUNKNOWNERR}} {
		if err := s.Send(sample(smpp.SubmitSM), func(r Result) { done <- r.PDU.Status }); err != nil {
			t.Fatal(err)
		}
		nack := smpp.New(smpp.GenericNack)
		nack.Status = c.says
		w.send(nack, w.next().Sequence)
		if got := <-done; got != c.is {
			t.Errorf("generic_nack %s became %s", c.says.Name(), got.Name())
		}
	}
	nack := smpp.New(smpp.GenericNack)
	nack.Status = smpp.RINVCMDID
	w.send(nack, 4711)
	w.send(nack, 0)
	if got := w.fence(); len(got) > 0 {
		t.Errorf("it was answered with %s", got[0].ID)
	}
	if st := s.Stats(); st.Late != 2 || st.Open != 0 {
		t.Errorf("%d counted, %d open", st.Late, st.Open)
	}
	nack.Status = smpp.RINVCMDLEN
	w.send(nack, 0)
	s.wantReason(t, "peer", "can not read what we send")
}

// early is a connection whose peer answers a submit_sm before Write returns.
type early struct {
	net.Conn
	in       chan []byte
	rest     []byte
	answered chan struct{} // the answer has been used
}

func (c *early) Write(b []byte) (int, error) {
	if smpp.CommandID(b[7]) != smpp.SubmitSM {
		return c.Conn.Write(b)
	}
	answer := bare(uint32(smpp.SubmitSMResp), 0)
	copy(answer[12:], b[12:16])
	c.in <- answer
	<-c.answered
	return len(b), nil
}

func (c *early) Read(b []byte) (int, error) {
	if len(c.rest) == 0 {
		next, ok := <-c.in
		if !ok {
			return 0, net.ErrClosed
		}
		c.rest = next
	}
	n := copy(b, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

func TestAnswerBeforeWriteReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := net.Pipe()
		c := &early{Conn: ours, in: make(chan []byte), answered: make(chan struct{})}
		s := start(t, c, Config{Role: smpp.ESME, Window: 1})
		go func() {
			bind := make([]byte, 1024)
			_, _ = theirs.Read(bind)
			answer := bytes.Clone(bare(uint32(smpp.BindTransceiverResp), 1))
			c.in <- answer
		}()
		mustBind(t, s.Session, Transceiver)
		for range 100 {
			if err := s.Send(sample(smpp.SubmitSM), func(r Result) {
				if r.Err != nil {
					t.Error(r.Err)
				}
				c.answered <- struct{}{}
			}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if st := s.Stats(); st.Late != 0 || st.Open != 0 {
			t.Errorf("%d unexpected, %d open", st.Late, st.Open)
		}
		close(c.in)
		<-s.ended
		_ = theirs.Close()
	})
}
