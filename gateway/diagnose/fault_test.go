package diagnose_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"io"
	"math/big"
	"net"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/diagnose"
	"relay/gateway/transport"
)

// secure is a TLS listener with a certificate that signs itself.
func secure(t *testing.T, change func(*tls.Config)) (port int) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "smsc.example"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cfg := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	if change != nil {
		change(cfg)
	}
	return answering(t, func(c net.Conn) {
		s := tls.Server(c, cfg)
		_, _ = io.Copy(io.Discard, s)
		_ = s.Close()
	})
}

// nobody is a port of 127.0.0.1 on which nothing listens.
func nobody(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// names is a name server that answers everything with an rcode (RFC 1035 section
// 4.1.1); below 0 it keeps silent.
func names(t *testing.T, rcode int) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		b := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			if rcode < 0 || n < 12 {
				continue
			}
			binary.BigEndian.PutUint16(b[2:], 0x8180|uint16(rcode))
			binary.BigEndian.PutUint16(b[10:], 0) // no EDNS record in the answer
			end := 12
			for b[end] != 0 {
				end += int(b[end]) + 1
			}
			_, _ = conn.WriteTo(b[:end+5], from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// Each way in which a connection can fail is told from the others, by a socket
// that fails so, and has its advice.
func TestEachFault(t *testing.T) {
	swallow := func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }
	withTLS := func(c *gateway.ClientConfig) { c.TLS, c.TLSInsecure = true, true }
	for _, x := range []struct {
		name   string
		change func(*gateway.ClientConfig)
		names  int // rcode of the name server
		step   string
		fault  gateway.StepFault
	}{
		{"nothing listens", func(c *gateway.ClientConfig) { c.Port = nobody(t) }, 0, "connect", gateway.FaultRefused},
		{"no such name", func(c *gateway.ClientConfig) { c.Host = "smsc.example" }, 3, "resolve", gateway.FaultName},
		{"the name server fails", func(c *gateway.ClientConfig) { c.Host = "smsc.example" }, 2, "resolve", gateway.FaultNameServer},
		{"the name server is silent", func(c *gateway.ClientConfig) { c.Host, c.ConnectTimeout = "smsc.example", 300*time.Millisecond }, -1, "resolve", gateway.FaultNameServer},
		{"no way", func(c *gateway.ClientConfig) { c.Host = "127.255.255.255" }, 0, "connect", gateway.FaultNoWay},
		{"an address of another computer", func(c *gateway.ClientConfig) { c.LocalAddress = "192.0.2.9" }, 0, "connect", gateway.FaultOwnAddress},
		{"TLS, and clear text comes back", func(c *gateway.ClientConfig) {
			withTLS(c)
			c.Port = answering(t, func(c net.Conn) { _, _ = c.Write([]byte("220 mail.example\r\n")); swallow(c) })
		}, 0, "tls", gateway.FaultPlain},
		{"TLS, and it hangs up", func(c *gateway.ClientConfig) {
			withTLS(c)
			c.Port = answering(t, func(c net.Conn) { _, _ = c.Read(make([]byte, 512)) })
		}, 0, "tls", gateway.FaultCut},
		{"TLS, and it keeps silent", func(c *gateway.ClientConfig) {
			withTLS(c)
			c.Port, c.ConnectTimeout = answering(t, swallow), 300*time.Millisecond
		}, 0, "tls", gateway.FaultSilent},
		{"a certificate of nobody", func(c *gateway.ClientConfig) { c.TLS, c.Port = true, secure(t, nil) }, 0, "tls", gateway.FaultCertificate},
		{"an old TLS", func(c *gateway.ClientConfig) {
			withTLS(c)
			c.TLSMin, c.Port = "1.3", secure(t, func(s *tls.Config) { s.MaxVersion = tls.VersionTLS12 })
		}, 0, "tls", gateway.FaultTLSVersion},
		{"a client certificate is wanted, 1.2", func(c *gateway.ClientConfig) {
			withTLS(c)
			c.Port = secure(t, func(s *tls.Config) { s.ClientAuth, s.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12 })
		}, 0, "tls", gateway.FaultOwnCertificate},
		{"a client certificate is wanted, 1.3", func(c *gateway.ClientConfig) {
			withTLS(c)
			c.Port = secure(t, func(s *tls.Config) { s.ClientAuth = tls.RequireAnyClientCert })
		}, 0, "bind", gateway.FaultOwnCertificate},
		{"clear text to a TLS port", func(c *gateway.ClientConfig) { c.Port = secure(t, nil) }, 0, "bind", gateway.FaultTLS},
		{"clear text to a TLS port that wants a certificate", func(c *gateway.ClientConfig) {
			c.Port = secure(t, func(s *tls.Config) { s.ClientAuth, s.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12 })
		}, 0, "bind", gateway.FaultTLS},
		{"a TLS alert", func(c *gateway.ClientConfig) {
			c.Port = answering(t, func(c net.Conn) { _, _ = c.Write([]byte{21, 3, 1, 0, 2, 2, 70}); swallow(c) })
		}, 0, "bind", gateway.FaultTLS},
		{"a web server", func(c *gateway.ClientConfig) {
			c.Port = answering(t, func(c net.Conn) { _, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")); swallow(c) })
		}, 0, "bind", gateway.FaultForeign},
		{"reset", func(c *gateway.ClientConfig) {
			c.Port = answering(t, func(c net.Conn) { _, _ = c.Read(make([]byte, 1)); _ = c.(*net.TCPConn).SetLinger(0) })
		}, 0, "bind", gateway.FaultCut},
		{"closed at once", func(c *gateway.ClientConfig) { c.Port = answering(t, func(net.Conn) {}) }, 0, "bind", gateway.FaultCut},
		{"silent", func(c *gateway.ClientConfig) { c.Port, c.ConnectTimeout = answering(t, swallow), 300*time.Millisecond }, 0, "bind", gateway.FaultSilent},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := gateway.NewClient()
			c.Name, c.Host, c.Port, c.SystemID, c.Password = "a", "127.0.0.1", 2775, "acme", "secret"
			c.BindTimeout = time.Second
			x.change(&c)
			cfg := diagnose.Config{Client: c, Resolver: names(t, x.names), Dial: func(ctx context.Context, c gateway.ClientConfig) (net.Conn, error) { return transport.Dial(ctx, c) }}
			var failed gateway.DiagnosisStep
			if err := diagnose.Run(t.Context(), cfg, func(s gateway.DiagnosisStep) {
				if s.Result == gateway.StepFail {
					failed = s
				}
			}); err != nil {
				t.Fatal(err)
			}
			if failed.Name != x.step || failed.Fault != x.fault || failed.Detail == "" || len(failed.Advice) == 0 {
				t.Errorf("%+v", failed)
			}
		})
	}
}

// Every fault has advice, in sentences.
func TestEveryFaultHasAdvice(t *testing.T) {
	for f := gateway.FaultOther; f <= gateway.FaultOwnCertificate; f++ {
		if len(f.Advice()) == 0 {
			t.Errorf("%d has none", f)
		}
		for _, a := range f.Advice() {
			if a[len(a)-1] != '.' || a[0] < 'A' || a[0] > 'Z' {
				t.Errorf("%q", a)
			}
		}
	}
}

// A certificate that ends soon is warned of, and so is that any is accepted.
func TestACertificateThatEndsSoon(t *testing.T) {
	c := gateway.NewClient()
	c.Name, c.Host, c.Port, c.SystemID, c.Password, c.TLS, c.TLSInsecure = "a", "127.0.0.1", secure(t, nil), "acme", "secret", true, true
	c.BindTimeout = time.Second
	var step gateway.DiagnosisStep
	if err := diagnose.Run(t.Context(), diagnose.Config{Client: c, Dial: func(ctx context.Context, c gateway.ClientConfig) (net.Conn, error) { return transport.Dial(ctx, c) }}, func(s gateway.DiagnosisStep) {
		if s.Name == "tls" {
			step = s
		}
	}); err != nil {
		t.Fatal(err)
	}
	if step.Result != gateway.StepWarn || len(step.Advice) != 2 || step.Advice[0] != "The provider's certificate ends on "+time.Now().Add(time.Hour).UTC().Format("2006-01-02")+": ask whether a new one is ready." {
		t.Errorf("%+v", step)
	}
}
