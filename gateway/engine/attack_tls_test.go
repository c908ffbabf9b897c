package engine_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// tlsFort is a fort whose gate speaks TLS, with a certificate of its own.
func tlsFort(t *testing.T, change func(*gateway.ServerConfig)) *fort {
	t.Helper()
	return tlsFortUntil(t, time.Now().Add(time.Hour), change)
}

// tlsFortUntil is one whose certificate is valid until a time.
func tlsFortUntil(t *testing.T, until time.Time, change func(*gateway.ServerConfig)) *fort {
	t.Helper()
	folder := t.TempDir()
	cert, secret := filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	der, key := newPair(t, until)
	writePEM(t, cert, "CERTIFICATE", der)
	writePEM(t, secret, "RSA PRIVATE KEY", key)
	return newFort(t, func(v *gateway.ServerConfig, _ *gateway.Account) {
		v.TLSCert, v.TLSKey, v.MaxUnbound, v.BindsPerSecond = cert, secret, 100, 0
		if change != nil {
			change(v)
		}
	})
}

// newPair is a certificate that is valid until a time, and its key.
func newPair(t *testing.T, until time.Time) (der, secret []byte) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048) // RSA, so that every old suite could be chosen
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "gate"}, NotBefore: time.Now().Add(-100 * time.Hour), NotAfter: until}
	if der, err = x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key); err != nil {
		t.Fatal(err)
	}
	return der, x509.MarshalPKCS1PrivateKey(key)
}

func writePEM(t *testing.T, file, kind string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600); err != nil {
		t.Fatal(err)
	}
}

func octets16(list ...uint16) (b []byte) {
	for _, v := range list {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

// counted puts the length of b, in n octets, before it.
func counted(n int, b ...byte) []byte {
	length := binary.BigEndian.AppendUint32(nil, uint32(len(b)))
	return append(length[4-n:], b...)
}

// clientHello is the first record of a client that speaks 1.2 or an older
// version with these cipher suites (RFC 5246, 7.4.1.2).
func clientHello(t *testing.T, version uint16, suites ...uint16) []byte {
	t.Helper()
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		t.Fatal(err)
	}
	extension := func(kind uint16, body []byte) []byte { return append(octets16(kind), counted(2, body...)...) }
	extensions := slices.Concat(
		extension(10, counted(2, octets16(23)...)),             // supported_groups: secp256r1
		extension(11, counted(1, 0)),                           // ec_point_formats: uncompressed
		extension(13, counted(2, octets16(0x0401, 0x0804)...)), // signature_algorithms: RSA with SHA-256
	)
	body := slices.Concat(octets16(version), random, counted(1), counted(2, octets16(suites...)...), counted(1, 0), counted(2, extensions...))
	hello := append([]byte{1}, counted(3, body...)...)
	return append([]byte{22, 3, 1}, counted(2, hello...)...)
}

// answerTo sends a first record and returns the type of the record that comes
// back, and for an alert its description.
func (f *fort) answerTo(source string, hello []byte) (kind, alert byte) {
	f.t.Helper()
	r := f.raw(source)
	defer r.Close()
	r.write(hello)
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		f.t.Fatalf("no answer to a hello: %v", err)
	}
	body := make([]byte, binary.BigEndian.Uint16(head[3:]))
	if _, err := io.ReadFull(r, body); err != nil {
		f.t.Fatal(err)
	}
	if head[0] == 21 && len(body) == 2 {
		alert = body[1]
	}
	return head[0], alert
}

// A gate with TLS takes 1.2 and 1.3 with sound ciphers, and no way leads below.
func TestTLSDowngrade(t *testing.T) {
	const recordAlert, recordHandshake, protocolVersion, handshakeFailure = 21, 22, 70, 40
	f := tlsFort(t, nil)
	f.during(2*time.Second, func() {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			conn := tls.Client(f.dial("127.0.0.50"), &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
			e := f.bindOver(conn, "shop", session.Transceiver, smpp.V34)
			e.accepted(submit("shop", "+4477009000", "sealed"))
			if got := conn.ConnectionState(); got.Version != version || len(got.PeerCertificates) != 1 {
				t.Errorf("%x became %x", version, got.Version)
			}
			e.Close("done")
		}
		const sound = 0xC02F // ECDHE_RSA_WITH_AES_128_GCM_SHA256: the hello itself is good
		if kind, alert := f.answerTo("127.0.0.50", clientHello(t, tls.VersionTLS12, sound)); kind != recordHandshake {
			t.Fatalf("a good hello: record %d, alert %d", kind, alert)
		}
		for name, version := range map[string]uint16{"SSL 3.0": 0x0300, "TLS 1.0": tls.VersionTLS10, "TLS 1.1": tls.VersionTLS11} {
			if kind, alert := f.answerTo("127.0.0.53", clientHello(t, version, sound, 0xC013, 0x002F)); kind != recordAlert || alert != protocolVersion {
				t.Errorf("%s: record %d, alert %d", name, kind, alert)
			}
		}
		for name, suites := range map[string][]uint16{
			"NULL":      {0x0001, 0x0002, 0x003B, 0xC010},
			"RC4":       {0x0004, 0x0005, 0xC011},
			"3DES":      {0x000A, 0x0016, 0xC012},
			"export":    {0x0003, 0x0006, 0x0008},
			"anonymous": {0x0018, 0x0034, 0xC018, 0xC019},
			"RSA key exchange, which a stolen key opens afterwards": {0x002F, 0x0035, 0x003C, 0x009C, 0x009D},
		} {
			if kind, alert := f.answerTo("127.0.0.50", clientHello(t, tls.VersionTLS12, suites...)); kind != recordAlert || alert != handshakeFailure {
				t.Errorf("%s: record %d, alert %d", name, kind, alert)
			}
		}
	})
	f.logged("1.2 or later is needed")
}

// Clear text on a TLS port is answered with no octet of SMPP, and a password in
// it is not read, let alone logged.
func TestClearTextOnTLSPort(t *testing.T) {
	f := tlsFort(t, nil)
	f.during(2*time.Second, func() {
		for _, first := range [][]byte{frameOf(bindAs("shop", "s3cret"), 1), []byte("GET / HTTP/1.1\r\n\r\n"), bytes.Repeat([]byte{0}, 64), bytes.Repeat([]byte{0xFF}, 64)} {
			r := f.raw("127.0.0.51")
			r.write(first)
			answer, err := io.ReadAll(r)
			if late, ok := err.(net.Error); ok && late.Timeout() {
				t.Errorf("%q: the connection stays", first[:8])
			}
			if len(answer) > 7 || len(answer) > 0 && answer[0] != 21 { // an alert at most
				t.Errorf("%q is answered with %x", first[:8], answer)
			}
		}
	})
	f.logged("the peer spoke in clear text, and this port demands TLS")
	st, _ := f.Status().Link("gate")
	for _, s := range st.Sessions {
		if s.Account == "shop" {
			t.Error("an account is bound in clear text")
		}
	}
}

// A listener that wants TLS 1.3 takes nothing older.
func TestLowestVersionOfAListener(t *testing.T) {
	f := tlsFort(t, func(v *gateway.ServerConfig) { v.TLSMin = "1.3" })
	for most, want := range map[uint16]bool{tls.VersionTLS12: false, tls.VersionTLS13: true} {
		conn := tls.Client(f.dial("127.0.0.53"), &tls.Config{InsecureSkipVerify: true, MaxVersion: most})
		if err := conn.Handshake(); (err == nil) != want {
			t.Errorf("%s: %v", tls.VersionName(most), err)
		}
	}
}

// A handshake belongs to the time that a peer has for its bind.
func TestHandshakeThatNeverEnds(t *testing.T) {
	f := tlsFort(t, func(v *gateway.ServerConfig) { v.SessionInit = time.Second })
	hello := clientHello(t, tls.VersionTLS12, 0xC02F)
	f.during(2*time.Second, func() {
		var open []*raw
		begun := time.Now()
		for _, first := range [][]byte{nil, hello[:1], hello[:len(hello)-1], hello, append([]byte{22, 3, 1}, 0xFF, 0xFF)} {
			r := f.raw("127.0.0.52")
			r.write(first)
			open = append(open, r)
		}
		slow := f.raw("127.0.0.52")
		open = append(open, slow)
		go drip(slow, hello, 20*time.Millisecond) // each octet a sign of life, and yet no handshake
		// TLS is through, and the bind does not come.
		idle := tls.Client(f.dial("127.0.0.52"), &tls.Config{InsecureSkipVerify: true})
		if err := idle.Handshake(); err != nil {
			t.Fatal(err)
		}
		for i, r := range append(open, rawOver(t, idle)) {
			r.ended()
			if took := time.Since(begun); took > 3*time.Second {
				t.Errorf("connection %d ended after %s", i, took)
			}
		}
	})
	f.logged("no bind within 1s")
}
