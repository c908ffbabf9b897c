package diagnose_test

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/diagnose"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

// answering is a listener that does this with each connection.
func answering(t *testing.T, do func(net.Conn)) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				do(c)
			}()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

func run(t *testing.T, port int) map[string]gateway.DiagnosisStep {
	t.Helper()
	c := gateway.NewClient()
	c.Name, c.Host, c.Port, c.SystemID, c.Password = "a", "127.0.0.1", port, "acme", "secret"
	c.BindTimeout, c.ConnectTimeout = time.Second, time.Second
	out := map[string]gateway.DiagnosisStep{}
	if err := diagnose.Run(t.Context(), diagnose.Config{Client: c, Dial: func(ctx context.Context, c gateway.ClientConfig) (net.Conn, error) {
		return transport.Dial(ctx, c)
	}}, func(s gateway.DiagnosisStep) { out[s.Name] = s }); err != nil {
		t.Fatal(err)
	}
	return out
}

// A failed bind says how it failed, and from which address the test left.
func TestHowABindFails(t *testing.T) {
	refuse := func(c net.Conn) {
		head := make([]byte, 16)
		if _, err := io.ReadFull(c, head); err != nil {
			return
		}
		_, _ = io.CopyN(io.Discard, c, int64(head[3])-16)
		_, _ = c.Write([]byte{0, 0, 0, 16, 0x80, 0, 0, 9, 0, 0, 0, byte(smpp.RBINDFAIL), head[12], head[13], head[14], head[15]})
		_, _ = io.Copy(io.Discard, c)
	}
	for _, x := range []struct {
		name   string
		do     func(net.Conn)
		fault  gateway.StepFault
		status smpp.Status
	}{
		{"refused", refuse, gateway.FaultRefused, smpp.RBINDFAIL},
		{"silent", func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, gateway.FaultSilent, 0},
		{"a web server", func(c net.Conn) {
			_, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
			_, _ = io.Copy(io.Discard, c)
		}, gateway.FaultForeign, 0},
		{"closed", func(c net.Conn) { _, _ = io.ReadFull(c, make([]byte, 16)) }, gateway.FaultCut, 0},
	} {
		s := run(t, answering(t, x.do))
		if b := s["bind"]; b.Result != gateway.StepFail || b.Fault != x.fault || b.Status != x.status {
			t.Errorf("%s: %+v", x.name, b)
		}
		if s["connect"].From != "127.0.0.1" || s["unbind"].Result != gateway.StepSkipped {
			t.Errorf("%s: left from %q", x.name, s["connect"].From)
		}
	}
}

// A port where nothing listens is told from one that keeps silent.
func TestNothingListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	if c := run(t, port)["connect"]; c.Result != gateway.StepFail || c.Fault != gateway.FaultRefused {
		t.Errorf("%+v", c)
	}
}
