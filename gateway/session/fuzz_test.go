package session

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"relay/gateway/smpp"
)

// FuzzSession feeds octets to a session in either role: it must end by itself
// when they end, whatever they are, and hand over nothing that is not legal.
func FuzzSession(f *testing.F) {
	bind := func(k BindType, v smpp.Version) []byte {
		p := bindPDU(k, v)
		p.Sequence = 1
		return frameOf(f, p)
	}
	submit, deliver := frameOf(f, sampleSubmit()), frameOf(f, sample(smpp.DeliverSM))
	answer := smpp.New(smpp.BindTransceiverResp).SetStr(smpp.FieldSystemID, "mc").AddTLVInt(smpp.TagSCInterfaceVersion, 0x50)
	answer.Sequence = 1
	bound := frameOf(f, answer)
	unbind := bare(uint32(smpp.Unbind), 3)
	join := func(parts ...[]byte) (all []byte) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	f.Add(true, byte(0x50), byte(0), join(bind(Transceiver, smpp.V50), submit, submit, unbind))
	f.Add(true, byte(0x34), byte(1), join(bind(Transmitter, smpp.V34), submit, bare(0x0A, 0), bare(0x15, 0xFFFFFFFF)))
	f.Add(true, byte(0x33), byte(7), join(bind(Receiver, smpp.V33), bind(Receiver, smpp.V33), bare(0x80000005, 1)))
	f.Add(true, byte(0x50), byte(3), []byte{0, 0, 0, 2, 0})
	f.Add(true, byte(0x50), byte(0), []byte("GET / HTTP/1.1\r\nHost: relay\r\n\r\n"))
	f.Add(true, byte(0x50), byte(0), append([]byte{0xFF, 0xFF, 0xFF, 0xFF}, submit...))
	f.Add(false, byte(0x50), byte(0), join(bound, deliver, bare(0x80000000, 1), bare(0x80000015, 2), unbind))
	f.Add(false, byte(0x34), byte(5), join(frameOf(f, smpp.New(smpp.Outbind)), deliver, submit))
	f.Fuzz(func(t *testing.T, centre bool, version, step byte, octets []byte) {
		if len(octets) > 1<<16 {
			return
		}
		ours, theirs := net.Pipe()
		h := &legalOnly{t: t, peer: smpp.MC}
		cfg := Config{Role: smpp.ESME, Version: smpp.Negotiate(smpp.V50, version), Window: 5, Handler: h, MaxPDU: 4096, MaxPDUUnbound: 1024, PDURead: time.Minute}
		if centre {
			cfg.Role, h.peer = smpp.MC, smpp.ESME
		}
		s := New(ours, cfg)
		ended := make(chan struct{})
		go func() {
			_ = s.Run(context.Background())
			close(ended)
		}()
		drained := make(chan struct{})
		go func() {
			_, _ = io.Copy(io.Discard, theirs)
			close(drained)
		}()
		if !centre {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			go func() { _, _ = s.Bind(ctx, BindRequest{SystemID: "relay"}) }()
		}
		for n := int(step); len(octets) > 0; {
			k := len(octets)
			if n > 0 {
				k = min(n, k)
			}
			if _, err := theirs.Write(octets[:k]); err != nil {
				break
			}
			octets = octets[k:]
		}
		_ = theirs.Close()
		<-ended
		<-drained
		if s.State() != smpp.Closed || s.Stats().Open != 0 {
			t.Errorf("%s, %d open", s.State(), s.Stats().Open)
		}
	})
}

// legalOnly fails on a request that the state does not allow.
type legalOnly struct {
	accepting
	t    *testing.T
	peer smpp.Role
}

func (h *legalOnly) Request(s *Session, p *smpp.PDU) {
	if state := s.State(); state != smpp.Closed && !smpp.Legal(p.ID, s.Version(), state, h.peer) {
		h.t.Errorf("%s in %s of %s", p.ID, state, s.Version())
	}
	h.accepting.Request(s, p)
}
