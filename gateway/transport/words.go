package transport

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"
)

// Accepting puts into words why a connection that was accepted came to nothing,
// as far as TLS has to do with it; other errors stay as they are.
func Accepting(err error) string {
	var record tls.RecordHeaderError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	text := err.Error()
	switch {
	case errors.As(err, &record):
		return "the peer spoke in clear text, and this port demands TLS: switch TLS on there, or give it a port without"
	case errors.As(err, &authority):
		return "the peer's certificate is not signed by our client CA"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the peer's certificate has expired or is not valid yet"
	case strings.Contains(text, "didn't provide a certificate"):
		return "the peer showed no certificate, and this port demands one signed by our client CA"
	case strings.Contains(text, "unsupported versions"):
		return "the peer speaks no TLS that is taken here: 1.2 or later is needed"
	case strings.Contains(text, "remote error: tls:"):
		return "the peer broke off the TLS handshake; it may not trust our certificate: " + text
	}
	return text
}
