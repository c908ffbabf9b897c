package transport_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/transport"
)

// authority signs certificates, and leaves them as files.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func newAuthority(t *testing.T, name string) *authority {
	a := &authority{t: t}
	a.cert, a.key, a.file, _ = a.make(name, func(c *x509.Certificate) {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	})
	return a
}

// make writes a certificate and its key; without an authority yet it signs itself.
func (a *authority) make(name string, change func(*x509.Certificate)) (*x509.Certificate, *ecdsa.PrivateKey, string, string) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	if change != nil {
		change(c)
	}
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, signer)
	if err != nil {
		a.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	folder := a.t.TempDir()
	write := func(file, kind string, b []byte) string {
		file = filepath.Join(folder, file)
		if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600); err != nil {
			a.t.Fatal(err)
		}
		return file
	}
	return cert, key, write("cert.pem", "CERTIFICATE", der), write("key.pem", "EC PRIVATE KEY", secret)
}

// serve is a TLS listener of ours with a certificate of this authority.
func (a *authority) serve(name string, change func(*x509.Certificate), clientCA string) int {
	a.t.Helper()
	v := gateway.NewServer()
	v.Listen, v.TLSClientCA = "127.0.0.1:0", clientCA
	_, _, v.TLSCert, v.TLSKey = a.make(name, change)
	l, err := transport.Listen(a.t.Context(), v)
	if err != nil {
		a.t.Fatal(err)
	}
	return answering(a.t, l)
}

// answering gives each connection of a listener one octet back for its first.
func answering(t *testing.T, l net.Listener) int {
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				b := make([]byte, 1)
				if _, err := io.ReadFull(conn, b); err == nil {
					_, _ = conn.Write(b)
				}
			}()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// old is a listener that speaks no TLS above a version.
func (a *authority) old(most uint16) int {
	a.t.Helper()
	_, _, cert, key := a.make("smsc.example", nil)
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		a.t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS10, MaxVersion: most})
	if err != nil {
		a.t.Fatal(err)
	}
	return answering(a.t, l)
}

func plain(t *testing.T, serve func(net.Conn)) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
			go serve(conn)
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// A client link trusts what it was told to trust, asks for the right name and a
// certificate that is valid today, and says in plain words what is wrong.
func TestDialTLS(t *testing.T) {
	// The system's authorities are read once, and here they are these.
	system := newAuthority(t, "system authority")
	t.Setenv("SSL_CERT_FILE", system.file)
	t.Setenv("SSL_CERT_DIR", t.TempDir())
	own, other := newAuthority(t, "own authority"), newAuthority(t, "another authority")
	const name = "smsc.example"
	_, _, clientCert, clientKey := own.make("client", nil)
	_, _, strangersCert, strangersKey := other.make("client", nil)
	stale := func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }
	early := func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }
	good, known, strange := own.serve(name, nil, ""), system.serve(name, nil, ""), other.serve(name, nil, "")
	expired, future := own.serve(name, stale, ""), own.serve(name, early, "")
	mutual := own.serve(name, nil, own.file)
	folder := t.TempDir()
	noPEM := filepath.Join(folder, "no.pem")
	if err := os.WriteFile(noPEM, []byte("nothing of that kind"), 0o600); err != nil {
		t.Fatal(err)
	}
	type C = gateway.ClientConfig
	const untrusted, dated, broken = "signed by an authority that is not trusted here", "has expired or is not valid yet", "can't be used"
	for _, c := range []struct {
		what   string
		port   int
		change func(*C)
		words  string // "": it connects
	}{
		{"own CA", good, nil, ""},
		{"the system's CA", known, func(c *C) { c.TLSCA = "" }, ""},
		{"the system does not know it", good, func(c *C) { c.TLSCA = "" }, untrusted},
		{"an own CA replaces the system's", known, nil, untrusted},
		{"another CA", strange, nil, untrusted},
		{"wrong server name", good, func(c *C) { c.TLSServerName = "sms.example" }, "is for another name"},
		{"the host is the name", good, func(c *C) { c.TLSServerName = "" }, "is for another name"},
		{"expired", expired, nil, dated},
		{"not valid yet", future, nil, dated},
		{"accept any: another CA", strange, func(c *C) { c.TLSInsecure = true }, ""},
		{"accept any: expired", expired, func(c *C) { c.TLSInsecure = true }, ""},
		{"accept any: wrong name", good, func(c *C) { c.TLSInsecure, c.TLSServerName = true, "sms.example" }, ""},
		{"client certificate", mutual, func(c *C) { c.TLSCert, c.TLSKey = clientCert, clientKey }, ""},
		{"no client certificate", mutual, nil, "certificate required"},
		{"a stranger's client certificate", mutual, func(c *C) { c.TLSCert, c.TLSKey = strangersCert, strangersKey }, "certificate"},
		{"client certificate without its key", mutual, func(c *C) { c.TLSCert, c.TLSKey = clientCert, strangersKey }, broken},
		{"client certificate is not there", mutual, func(c *C) { c.TLSCert, c.TLSKey = filepath.Join(folder, "none"), clientKey }, broken},
		{"CA is not there", good, func(c *C) { c.TLSCA = filepath.Join(folder, "none") }, "can't be read"},
		{"CA is no PEM", good, func(c *C) { c.TLSCA = noPEM }, "holds no certificate"},
		{"pinned key", good, func(c *C) { c.TLSPin = []string{strings.Repeat("00", 32), pinOf(t, good)} }, ""},
		{"another key", good, func(c *C) { c.TLSPin = []string{strings.Repeat("00", 32)} }, "its own is " + pinOf(t, good)},
		{"pinned key, accept any", strange, func(c *C) { c.TLSInsecure, c.TLSPin = true, []string{pinOf(t, strange)} }, ""},
		{"another key, accept any", strange, func(c *C) { c.TLSInsecure, c.TLSPin = true, []string{pinOf(t, good)} }, "none of the pinned keys"},
		{"pinned key, no trust", strange, func(c *C) { c.TLSPin = []string{pinOf(t, strange)} }, untrusted},
		{"1.2", own.old(tls.VersionTLS12), nil, ""},
		{"1.1", own.old(tls.VersionTLS11), nil, "protocol version"},
		{"1.2 where 1.3 is demanded", own.old(tls.VersionTLS12), func(c *C) { c.TLSMin = "1.3" }, "protocol version"},
		{"accept any does not accept 1.1", own.old(tls.VersionTLS11), func(c *C) { c.TLSInsecure = true }, "protocol version"},
		{"clear text", plain(t, func(c net.Conn) { _, _ = c.Write([]byte("220 this is no TLS\r\n")) }), nil, "this port does not speak TLS"},
		{"silence", plain(t, func(net.Conn) {}), func(c *C) { c.ConnectTimeout = 200 * time.Millisecond }, "was not answered"},
	} {
		t.Run(c.what, func(t *testing.T) {
			cfg := gateway.NewClient()
			cfg.Host, cfg.Port, cfg.TLS, cfg.TLSCA, cfg.TLSServerName = "127.0.0.1", c.port, true, own.file, name
			if c.change != nil {
				c.change(&cfg)
			}
			ctx, cancel := context.WithTimeout(t.Context(), cfg.ConnectTimeout)
			defer cancel()
			conn, err := transport.Dial(ctx, cfg)
			var told *transport.Error
			if err != nil && !errors.As(err, &told) {
				t.Fatalf("an error without words: %v", err)
			}
			if err == nil {
				defer conn.Close()
				err = echo(conn) // with 1.3 a client certificate is judged only now
			}
			if c.words == "" && err != nil || c.words != "" && (err == nil || !strings.Contains(err.Error(), c.words)) {
				t.Errorf("%v, want %q", err, c.words)
			}
		})
	}
}

func echo(conn net.Conn) error {
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := conn.Write([]byte{1}); err != nil {
		return err
	}
	_, err := io.ReadFull(conn, make([]byte, 1))
	return err
}

// "Accept any" is nobody's default, and TLS needs no other setting to be safe.
func TestTLSDefaults(t *testing.T) {
	c := gateway.NewClient()
	if c.TLSInsecure || c.TLSMin != "1.2" || c.TLSCA != "" {
		t.Errorf("a new client link: %+v", c)
	}
	own := newAuthority(t, "own authority")
	c.Host, c.Port, c.TLS = "127.0.0.1", own.serve("127.0.0.1", nil, ""), true
	if conn, err := transport.Dial(t.Context(), c); err == nil {
		_ = conn.Close()
		t.Error("a certificate that nobody vouches for was accepted")
	}
}

func TestListenTLSWords(t *testing.T) {
	own := newAuthority(t, "own authority")
	_, _, cert, key := own.make("relay.example", nil)
	_, _, _, otherKey := own.make("relay.example", nil)
	type S = gateway.ServerConfig
	for what, c := range map[string]struct {
		change func(*S)
		words  string
	}{
		"no such certificate": {func(s *S) { s.TLSCert = cert + "x" }, "can't be used"},
		"another key":         {func(s *S) { s.TLSKey = otherKey }, "can't be used"},
		"no such client CA":   {func(s *S) { s.TLSClientCA = cert + "x" }, "can't be read"},
		"client CA is a key":  {func(s *S) { s.TLSClientCA = key }, "holds no certificate"},
	} {
		s := gateway.NewServer()
		s.Listen, s.TLSCert, s.TLSKey = "127.0.0.1:0", cert, key
		c.change(&s)
		l, err := transport.Listen(t.Context(), s)
		if err == nil {
			_ = l.Close()
		}
		var told *transport.Error
		if !errors.As(err, &told) || !strings.Contains(told.Words, c.words) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// pinOf is the pin of whoever listens on a port, as a refused connection would
// tell it.
func pinOf(t *testing.T, port int) string {
	t.Helper()
	conn, err := tls.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	sum := sha256.Sum256(conn.ConnectionState().PeerCertificates[0].RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

// A link connects from the address that it was told to.
func TestDialFrom(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c := gateway.NewClient()
	c.Host, c.Port, c.LocalAddress = "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "127.0.0.9"
	conn, err := transport.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	far, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	if from := far.RemoteAddr().(*net.TCPAddr).IP.String(); from != "127.0.0.9" {
		t.Errorf("it comes from %s", from)
	}
}
