package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"syscall"

	"relay/gateway"
)

// Dial connects to a client link's peer; with TLS the handshake is done when it
// returns. ctx bounds it all. The error is in plain words.
func Dial(ctx context.Context, c gateway.ClientConfig) (net.Conn, error) {
	var d net.Dialer
	if ip := net.ParseIP(c.LocalAddress); ip != nil {
		d.LocalAddr = &net.TCPAddr{IP: ip}
	}
	address := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	if !c.TLS {
		conn, err := d.DialContext(ctx, "tcp", address)
		if err != nil {
			return nil, &Error{words(err, address), err}
		}
		return conn, nil
	}
	cfg, err := clientTLS(c)
	if err != nil {
		return nil, err
	}
	raw, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, &Error{words(err, address), err}
	}
	conn := tls.Client(raw, cfg)
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = raw.Close()
		return nil, &Error{tlsWords(err), err}
	}
	return conn, nil
}

// Listener is an open port.
type Listener struct {
	net.Listener
	certificate *certificate // nil without TLS
}

// Listen opens a server link's listener.
func Listen(ctx context.Context, c gateway.ServerConfig) (*Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return nil, &Error{listenWords(err, c.Listen), err}
	}
	if c.TLSCert == "" {
		return &Listener{Listener: l}, nil
	}
	shown, err := readCertificate(c)
	if err != nil {
		_ = l.Close()
		return nil, err
	}
	cfg, err := serverTLS(c, shown)
	if err != nil {
		_ = l.Close()
		return nil, err
	}
	return &Listener{tls.NewListener(l, cfg), shown}, nil
}

// Error is a failed connection in plain words.
type Error struct {
	Words string
	Err   error
}

func (e *Error) Error() string { return e.Words }
func (e *Error) Unwrap() error { return e.Err }

func words(err error, address string) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Sprintf("the host name %q could not be found", dns.Name)
	case errors.As(err, &dns):
		return fmt.Sprintf("the host name %q could not be looked up", dns.Name)
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens on " + address
	case errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err):
		return address + " did not answer; the address or port may be wrong, or a firewall drops it"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "there is no way to " + address + " from this computer"
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.EINVAL):
		return "the connection to " + address + " can't leave from the address that is set"
	}
	return "no connection to " + address + ": " + err.Error()
}

func listenWords(err error, address string) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return address + " is in use by another program"
	case errors.Is(err, syscall.EACCES):
		return "this user may not listen on " + address + "; ports below 1024 need special rights"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return address + " is no address of this computer"
	}
	return "can't listen on " + address + ": " + err.Error()
}

func tlsWords(err error) string {
	var record tls.RecordHeaderError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var pin *pinError
	switch {
	case errors.As(err, &pin):
		return pin.Error()
	case errors.As(err, &record):
		return "the peer answered in clear text: this port does not speak TLS"
	case errors.As(err, &authority):
		return "the peer's certificate is signed by an authority that is not trusted here"
	case errors.As(err, &host):
		return "the peer's certificate is for another name: " + host.Error()
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the peer's certificate has expired or is not valid yet"
	case errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err):
		return "the TLS handshake was not answered; this port may not speak TLS"
	case FaultOf(err) == gateway.FaultCut:
		return "the other side hung up when TLS began; this port may not speak TLS"
	}
	return "the TLS handshake failed: " + err.Error()
}

func clientTLS(c gateway.ClientConfig) (*tls.Config, error) {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: c.TLSServerName, InsecureSkipVerify: c.TLSInsecure}
	if c.TLSMin == "1.3" {
		cfg.MinVersion = tls.VersionTLS13
	}
	if cfg.ServerName == "" {
		cfg.ServerName = c.Host
	}
	if len(c.TLSPin) > 0 {
		// Beside the chain, or in its place where any certificate is accepted.
		cfg.VerifyConnection = func(s tls.ConnectionState) error { return pinned(c.TLSPin, s) }
	}
	if c.TLSCA != "" {
		pool, err := readCA(c.TLSCA)
		if err != nil {
			return nil, err
		}
		cfg.RootCAs = pool
	}
	if c.TLSCert != "" {
		pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
		if err != nil {
			return nil, &Error{fmt.Sprintf("the client certificate %s can't be used: %v", c.TLSCert, err), err}
		}
		cfg.Certificates = []tls.Certificate{pair}
	}
	return cfg, nil
}

func serverTLS(c gateway.ServerConfig, shown *certificate) (*tls.Config, error) {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: shown.show}
	if c.TLSMin == "1.3" {
		cfg.MinVersion = tls.VersionTLS13
	}
	if c.TLSClientCA != "" {
		pool, err := readCA(c.TLSClientCA)
		if err != nil {
			return nil, err
		}
		cfg.ClientCAs, cfg.ClientAuth = pool, tls.RequireAndVerifyClientCert
	}
	return cfg, nil
}

func readCA(file string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, &Error{fmt.Sprintf("the CA file %s can't be read: %v", file, err), err}
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, &Error{fmt.Sprintf("the CA file %s holds no certificate in PEM form", file), errors.New("no certificate")}
	}
	return pool, nil
}
