package transport

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"time"
)

// Sealed tells with which version of TLS and which cipher suite a connection is
// sealed; both are empty where it is in clear. It waits for a handshake that is
// under way, so it is for a connection that has carried something already.
func Sealed(conn net.Conn) (version, cipher string) {
	t, ok := conn.(*tls.Conn)
	if !ok {
		return "", ""
	}
	s := t.ConnectionState()
	if !s.HandshakeComplete {
		return "", ""
	}
	return tls.VersionName(s.Version), tls.CipherSuiteName(s.CipherSuite)
}

// certUntil is until when a chain is valid: the first of its certificates that
// ends, since an application checks them all.
func certUntil(pair tls.Certificate) (until time.Time) {
	for _, der := range pair.Certificate {
		c, err := x509.ParseCertificate(der)
		if err == nil && (until.IsZero() || c.NotAfter.Before(until)) {
			until = c.NotAfter
		}
	}
	return until
}
