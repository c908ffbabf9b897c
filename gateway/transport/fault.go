package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"relay/gateway"
)

// FaultOf tells how a connection failed, from an error of Dial or of what was
// read from what it returned.
func FaultOf(err error) gateway.StepFault {
	var dns *net.DNSError
	var record tls.RecordHeaderError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var pin *pinError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return gateway.FaultName
	case errors.As(err, &dns):
		return gateway.FaultNameServer
	case errors.Is(err, syscall.ECONNREFUSED):
		return gateway.FaultRefused
	case errors.As(err, &record):
		return gateway.FaultPlain
	case errors.As(err, &pin), errors.As(err, &authority), errors.As(err, &host), errors.As(err, &invalid):
		return gateway.FaultCertificate
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return gateway.FaultNoWay
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.EINVAL):
		return gateway.FaultOwnAddress
	case errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err):
		return gateway.FaultSilent
	}
	if f := tlsFault(err); f != gateway.FaultOther {
		return f
	}
	if errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return gateway.FaultCut
	}
	return gateway.FaultOther
}

// tlsFault reads what only the words of crypto/tls tell: the alerts of the other
// side, and a version that this side does not take.
func tlsFault(err error) gateway.StepFault {
	if err == nil {
		return gateway.FaultOther
	}
	text := err.Error()
	for e := err; e != nil; e = errors.Unwrap(e) {
		text = e.Error() // the innermost says it
	}
	switch {
	case !strings.HasPrefix(text, "tls: "):
		return gateway.FaultOther
	case strings.Contains(text, "protocol version"):
		return gateway.FaultTLSVersion
	}
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "remote error" {
		return gateway.FaultOther
	}
	switch strings.TrimPrefix(text, "tls: ") {
	case "certificate required", "bad certificate", "unknown certificate authority", "unknown certificate", "unsupported certificate", "expired certificate", "revoked certificate", "access denied", "handshake failure":
		return gateway.FaultOwnCertificate
	}
	return gateway.FaultOther
}
