package diagnose

import (
	"bytes"
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/transport"
)

// heard is a connection that remembers the first octets that came: what they are
// tells which program answers where no message centre does.
type heard struct {
	net.Conn
	mu    sync.Mutex
	first []byte
}

const (
	tell      = 8               // octets that give a program away
	probeTime = 3 * time.Second // within which a port that speaks TLS answers
)

// Read implements net.Conn.
func (h *heard) Read(b []byte) (int, error) {
	n, err := h.Conn.Read(b)
	h.mu.Lock()
	if room := tell - len(h.first); room > 0 {
		h.first = append(h.first, b[:min(n, room)]...)
	}
	h.mu.Unlock()
	return n, err
}

// CloseWrite ends our half where the connection has halves, as the session does
// when it leaves.
func (h *heard) CloseWrite() error {
	if half, ok := h.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// who is the program that spoke first, in words; "" when it is not known.
func (h *heard) who() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range []struct{ begin, words string }{
		{"HTTP/", "a web server answers there"},
		{"<", "a web server answers there"},
		{"SSH-", "an SSH server answers there"},
		{"220", "a mail or file server answers there"},
		{"* OK", "a mail server answers there"},
		{"+OK", "a mail server answers there"},
		{"RFB ", "a remote desktop answers there"},
	} {
		if bytes.HasPrefix(h.first, []byte(x.begin)) {
			return x.words
		}
	}
	return ""
}

// alerted tells whether the first that came was a TLS alert, as a TLS port
// answers clear text (RFC 8446 section 5.1: content type 21, version 3.x).
func (h *heard) alerted() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.first) >= 3 && h.first[0] == 21 && h.first[1] == 3
}

// speaksTLS finds out whether the port that did not answer a bind in clear text
// speaks TLS: any answer to a handshake proves it, whatever its certificate.
func (t *test) speaksTLS(ctx context.Context) bool {
	if t.Client.TLS || t.Client.Simulated() {
		return false
	}
	if t.conn.alerted() {
		return true
	}
	c := t.Client
	c.TLS, c.TLSInsecure, c.TLSPin, c.TLSMin = true, true, nil, "1.2"
	c.ConnectTimeout = min(c.ConnectTimeout, probeTime)
	conn, err := t.dial(ctx, c)
	if err == nil {
		_ = conn.Close()
		return true
	}
	f := transport.FaultOf(err)
	return f == gateway.FaultTLSVersion || f == gateway.FaultOwnCertificate
}
