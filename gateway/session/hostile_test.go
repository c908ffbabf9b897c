package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway/smpp"
)

func TestWrongLengths(t *testing.T) {
	for name, c := range map[string]struct {
		octets   []byte
		sequence uint32
		words    string
	}{
		"0":                   {[]byte{0, 0, 0, 0}, 0, "at least 16"},
		"2 and an end":        {[]byte{0, 0, 0, 2, 0}, 0, "at least 16"},
		"15":                  {append([]byte{0, 0, 0, 15}, bare(4, 7)[4:]...), 0, "at least 16"},
		"over the limit":      {append([]byte{0, 0, 4, 1}, bare(4, 7)[4:]...), 7, "longer than is taken"},
		"0xFFFFFFFF":          {append([]byte{0xFF, 0xFF, 0xFF, 0xFF}, bare(4, 7)[4:]...), 7, "longer than is taken"},
		"a web browser":       {[]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 0, "does not speak SMPP"},
		"TLS on a plain port": {append([]byte{0x16, 3, 1, 2, 0}, make([]byte, 60)...), 0, "speaks TLS"},
		"garbage": {append([]byte{0xDE, 0xAD, 0xBE, 0xEF}, bytes.Repeat([]byte{0x55}, 5000)...),
			0x55555555, "longer than is taken"},
	} {
		t.Run(name, func(t *testing.T) {
			s, w := against(t, Config{Role: smpp.MC, MaxPDUUnbound: 1024, MaxPDU: 70000})
			w.write(c.octets)
			p := w.next()
			if p.ID != smpp.GenericNack || p.Status != smpp.RINVCMDLEN {
				t.Errorf("%s %s", p.ID, p.Status.Name())
			}
			if c.sequence != 0 && p.Sequence != c.sequence {
				t.Errorf("number %d", p.Sequence)
			}
			w.wantEnd() // and no reset, though octets were left unread
			s.wantReason(t, "us", c.words)
		})
	}
}

// A bind that comes while a stranger is being turned away says what answered.
func TestBindWhileTurnedAway(t *testing.T) {
	s, w := against(t, Config{Role: smpp.ESME})
	w.write([]byte("SSH-2.0-OpenSSH_9.2\r\n"))
	if p := w.next(); p.ID != smpp.GenericNack {
		t.Fatal(p.ID)
	}
	_, err := s.Bind(t.Context(), BindRequest{Type: Transceiver, SystemID: "acme"})
	var ended *Closed
	if !errors.As(err, &ended) || ended.By != "us" || ended.Err == nil || !strings.Contains(ended.Reason, "does not speak SMPP") {
		t.Errorf("%v", err)
	}
	w.wantEnd()
}

// The limit grows with the bind.
func TestLimits(t *testing.T) {
	s, w := against(t, Config{Role: smpp.MC, MaxPDUUnbound: 1024, MaxPDU: 70000})
	w.bindTo(Transmitter, smpp.V34)
	w.send(sample(smpp.SubmitSM).AddTLV(smpp.TagMessagePayload, make([]byte, 60000)), 2)
	w.want(smpp.SubmitSMResp, smpp.ROK, 2)
	w.write(append([]byte{0, 1, 0x11, 0x71}, bare(4, 7)[4:]...))
	w.want(smpp.GenericNack, smpp.RINVCMDLEN, 7)
	w.wantEnd()
	s.wantReason(t, "us", "wrong length")
}

func TestOctetByOctet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, w := piped(t, Config{Role: smpp.MC})
		bind := bindPDU(Transmitter, smpp.V34)
		bind.Sequence = 1
		stream := append(frameOf(t, bind), frameOf(t, sampleSubmit())...)
		go func() {
			for i := range stream {
				_, _ = w.Write(stream[i : i+1])
			}
		}()
		w.want(smpp.BindTransmitterResp, smpp.ROK, 1)
		w.want(smpp.SubmitSMResp, smpp.ROK, 0)
	})
}

func TestManyFramesInOneWrite(t *testing.T) {
	const n = 10_000
	for name, id := range map[string]smpp.CommandID{"enquire_link": smpp.EnquireLink, "unknown": 0x0A, "out of state": smpp.SubmitSM} {
		t.Run(name, func(t *testing.T) {
			_, w := against(t, Config{Role: smpp.MC})
			var all []byte
			for i := range n {
				all = append(all, bare(uint32(id), uint32(i+1))...)
			}
			go func() { _, _ = w.Write(all) }()
			for i := range n {
				if p := w.next(); p.Sequence != uint32(i+1) {
					t.Fatalf("answer %d has number %d", i, p.Sequence)
				}
			}
		})
	}
}

// A peer that asks and never reads is not read any more once a megabyte waits
// for it, or 64 KiB before a bind; nothing of it is lost when it reads at last.
func TestPeerThatDoesNotRead(t *testing.T) {
	doesNotRead(t, maxOutUnbound, func(*wire) {})
	doesNotRead(t, maxOut, func(w *wire) { w.bindTo(Transmitter, smpp.V34) })
	// With a write limit it is closed.
	synctest.Test(t, func(t *testing.T) {
		s, w := piped(t, Config{Role: smpp.MC, Write: time.Minute})
		go func() { _, _ = w.Write(bytes.Repeat(bare(uint32(smpp.EnquireLink), 1), 200_000)) }()
		s.wantReason(t, "us", "the peer took no octets for 1m0s")
	})
}

func doesNotRead(t *testing.T, most int, begin func(*wire)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, w := piped(t, Config{Role: smpp.MC})
		begin(w)
		before := s.Stats().Received
		const n = 200_000 // 3.2 MB of answers
		frames := bytes.Repeat(bare(uint32(smpp.EnquireLink), 1), n)
		go func() { _, _ = w.Write(frames) }()
		synctest.Wait()
		s.mu.Lock()
		waits, paused := s.backlog(), s.paused
		s.mu.Unlock()
		if !paused || waits <= most || waits > most+gather*16 {
			t.Errorf("paused %v with %d octets", paused, waits)
		}
		for range n {
			w.want(smpp.EnquireLinkResp, smpp.ROK, 1)
		}
		if got := s.Stats().Received - before; got != n {
			t.Errorf("%d received", got)
		}
	})
}

// keeping answers when it is told to.
type keeping struct {
	accepting
	got chan *smpp.PDU
}

func (h keeping) Request(_ *Session, p *smpp.PDU) { h.got <- p.Own() }

// At PeerWindow unanswered requests reading stops until an answer is queued; the
// silence meanwhile is not the peer's.
func TestPeerWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := keeping{got: make(chan *smpp.PDU, 100)}
		s, w := piped(t, Config{Role: smpp.MC, PeerWindow: 5, Handler: h, Inactivity: time.Minute, PDURead: time.Minute,
			EnquireLink: time.Minute, EnquireTimeout: time.Second})
		w.bindTo(Transmitter, smpp.V34)
		go func() {
			for i := range 8 {
				p := sample(smpp.SubmitSM)
				p.Sequence = uint32(i + 1)
				_, _ = w.Write(frameOf(t, p))
			}
		}()
		synctest.Wait()
		if len(h.got) != 5 {
			t.Fatalf("%d were taken", len(h.got))
		}
		time.Sleep(time.Hour)
		if s.State() != smpp.BoundTX {
			t.Fatal("it was closed while we did not listen")
		}
		for i := range 8 {
			q := <-h.got
			if err := s.Reply(q.Resp(smpp.ROK)); err != nil {
				t.Fatal(err)
			}
			w.want(smpp.SubmitSMResp, smpp.ROK, uint32(i+1))
		}
	})
}

// What has no response is bounded too when the peer does not read.
func TestAlertsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, w := piped(t, Config{Role: smpp.MC, Window: 5})
		w.bindTo(Receiver, smpp.V34)
		for n := 0; ; n++ {
			err := s.Send(smpp.New(smpp.AlertNotification), nil)
			if err == ErrWindowFull {
				break
			}
			if err != nil || n > 100_000 {
				t.Fatalf("number %d: %v", n, err)
			}
		}
		s.Close("done")
	})
}

// More callers of Do than places: all get their answer.
func TestDo(t *testing.T) {
	esme, _ := loopback(t, Config{Window: 3}, Config{})
	mustBind(t, esme.Session, Transmitter)
	errs := make(chan error, 200)
	for range cap(errs) {
		go func() {
			p, err := esme.Do(context.Background(), sample(smpp.SubmitSM))
			if err == nil && p.Str(smpp.FieldMessageID) == "" {
				err = fmt.Errorf("no id in %s", p.ID)
			}
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if _, err := esme.Do(context.Background(), smpp.New(smpp.EnquireLink)); err != nil {
		t.Error(err)
	}
}
