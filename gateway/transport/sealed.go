package transport

import (
	"crypto/tls"
	"net"
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
