package simulator

import (
	"context"
	"errors"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// ended waits for the end of the link and says why it came.
func (a *app) ended() *session.Closed {
	a.t.Helper()
	var c *session.Closed
	select {
	case err := <-a.why:
		if !errors.As(err, &c) {
			a.t.Fatal(err)
		}
	case <-time.After(10 * time.Second):
		a.t.Fatal("the link did not end")
	}
	return c
}

func TestLinkFaults(t *testing.T) {
	for mix, want := range map[string]string{
		"link closed":   "the peer closed the connection",
		"link reset":    "the peer reset the connection",
		"link unbound":  "the peer signed off",
		"garbage":       "wrong length",
		"wrong lengths": "",
	} {
		t.Run(mix, func(t *testing.T) {
			// So long after the bind.
			s, a := with(t, mix+"=1")
			if c := a.ended(); !strings.Contains(c.Reason, want) {
				t.Errorf("%s: %s", c.By, c.Reason)
			}
			// Switched on while a link is bound: at once.
			if err := s.SetScenario("normal"); err != nil {
				t.Fatal(err)
			}
			b := bind(t, a.Remote().String(), session.Transceiver, smpp.V34)
			b.id(submit("36301234567", "x"))
			if err := s.SetScenario(mix + "=86400"); err != nil {
				t.Fatal(err)
			}
			if c := b.ended(); !strings.Contains(c.Reason, want) {
				t.Errorf("at once: %s: %s", c.By, c.Reason)
			}
			// And it stays bound when it is switched off in time.
			c := bind(t, a.Remote().String(), session.Transceiver, smpp.V34)
			if err := s.SetScenario("silent"); err != nil {
				t.Fatal(err)
			}
			c.id(submit("36301234567", "x"))
		})
	}
}

// Inside the process a reset looks as it does in a network.
func TestResetInsideTheProcess(t *testing.T) {
	s := New(Config{})
	conn, err := s.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := bindOver(t, conn, session.Transceiver, smpp.V34)
	if err := s.SetScenario("link reset"); err != nil {
		t.Fatal(err)
	}
	if c := a.ended(); c.Reason != "the peer reset the connection" {
		t.Error(c.Reason)
	}
}

func TestSilentLink(t *testing.T) {
	s, a := with(t, "normal")
	if err := s.SetScenario("link silent"); err != nil {
		t.Fatal(err)
	}
	lost(t, a, smpp.New(smpp.EnquireLink), func() bool { return anyLine(s, func(l *line) bool { return l.silent.Load() }) })
	select {
	case <-a.Done():
		t.Error("a silent link ended")
	default:
	}
	// When the silence is over, the link ends: it has missed too much.
	if err := s.SetScenario("normal"); err != nil {
		t.Fatal(err)
	}
	a.ended()
}

func TestMuteEnquireLink(t *testing.T) {
	s, a := with(t, "mute enquire_link")
	lost(t, a, smpp.New(smpp.EnquireLink), func() bool { return anyLine(s, func(l *line) bool { return l.mute.Load() }) })
	a.id(submit("36301234567", "all else works"))
	if err := s.SetScenario("normal"); err != nil {
		t.Fatal(err)
	}
	if got := a.ask(smpp.New(smpp.EnquireLink)).Status; got != smpp.ROK {
		t.Error(got)
	}
}

func anyLine(s *Simulator, is func(*line) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range s.sessions {
		if is(p.line) {
			return true
		}
	}
	return false
}

// lost asks something that gets no answer, once ready says that it is so.
func lost(t *testing.T, a *app, p *smpp.PDU, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ready(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatal("it never was so")
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if resp, err := a.Do(ctx, p); err == nil {
		t.Errorf("an answer came: %s", resp.ID)
	}
}

func TestSlowReader(t *testing.T) {
	_, a := with(t, "slow reader=50") // 5 octets in a thousandth of a second
	began := time.Now()
	a.id(submit("36301234567", strings.Repeat("long ", 30)))
	if d := time.Since(began); d < 30*time.Millisecond {
		t.Errorf("200 octets in %s", d)
	}
}

func TestBindRefused(t *testing.T) {
	s, a := with(t, "normal")
	for mix, want := range map[string]smpp.Status{"bind refused": smpp.RBINDFAIL, "bind refused=0x05": smpp.RALYBND, "bind refused=ESME_RINVPASWD": smpp.RINVPASWD} {
		if err := s.SetScenario(mix); err != nil {
			t.Fatal(err)
		}
		conn, err := net.Dial("tcp", a.Remote().String())
		if err != nil {
			t.Fatal(err)
		}
		b := connect(t, conn, smpp.V34)
		_, err = b.Session.Bind(t.Context(), session.BindRequest{Type: session.Transceiver, SystemID: gateway.SimulatorSystemID, Password: gateway.SimulatorPassword, InterfaceVersion: 0x34})
		var refused *session.StatusError
		if !errors.As(err, &refused) || refused.Status != want {
			t.Errorf("%s: %v", mix, err)
		}
	}
	a.id(submit("36301234567", "who is bound stays"))
}

// A line writes whole PDUs, however they are cut.
func TestLineKeepsPDUsWhole(t *testing.T) {
	ours, theirs := net.Pipe()
	l := newLine(ours, time.Second)
	l.mute.Store(true)
	pdu := func(id smpp.CommandID) []byte {
		p := smpp.New(id)
		p.Sequence = 1
		b, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	all := append(append(pdu(smpp.EnquireLink), pdu(smpp.EnquireLinkResp)...), pdu(smpp.UnbindResp)...)
	go func() {
		for _, b := range all {
			_, _ = l.Write([]byte{b})
		}
		_ = l.Close()
	}()
	r := smpp.NewFrameReader(theirs, 1024)
	r.SetLimit(1024)
	for _, want := range []smpp.CommandID{smpp.EnquireLink, smpp.UnbindResp} {
		f, err := r.Next()
		if err != nil || string(f[4:8]) != string(pdu(want)[4:8]) {
			t.Errorf("%x, %v", f, err)
		}
	}
	if _, err := r.Next(); err == nil {
		t.Error("more came")
	}
}
