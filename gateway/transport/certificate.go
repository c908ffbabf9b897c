package transport

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"relay/gateway"
)

// certificate is what a listener shows, from two files.
type certificate struct {
	cert, key string
	pair      atomic.Pointer[tls.Certificate]
}

func readCertificate(c gateway.ServerConfig) (*certificate, error) {
	f := &certificate{cert: c.TLSCert, key: c.TLSKey}
	_, err := f.renew()
	return f, err
}

// renew reads the files again and tells whether they hold another certificate.
func (f *certificate) renew() (other bool, err error) {
	pair, err := tls.LoadX509KeyPair(f.cert, f.key)
	if err != nil {
		return false, &Error{fmt.Sprintf("the certificate %s can't be used: %v", f.cert, err), err}
	}
	if was := f.pair.Load(); was != nil && slices.EqualFunc(was.Certificate, pair.Certificate, slices.Equal[[]byte]) {
		return false, nil
	}
	f.pair.Store(&pair)
	return true, nil
}

// show is for tls.Config.
func (f *certificate) show(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.pair.Load(), nil }

// CertUntil is until when the listener's certificate is valid; zero without TLS.
func (l *Listener) CertUntil() time.Time {
	if l.certificate == nil {
		return time.Time{}
	}
	return certUntil(*l.certificate.pair.Load())
}

// Renew reads the listener's certificate again, and tells whether it is another:
// connections get it from then on. While the files can't be used together, the one
// that is there stays.
func (l *Listener) Renew() (other bool, err error) {
	if l.certificate == nil {
		return false, nil
	}
	return l.certificate.renew()
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
