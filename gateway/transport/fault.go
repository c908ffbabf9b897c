package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
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
	var late net.Error
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
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
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
	text, is := strings.CutPrefix(text, "tls: ")
	var op *net.OpError
	switch {
	case !is:
	case strings.Contains(text, "version"):
		return gateway.FaultTLSVersion
	case errors.As(err, &op) && strings.HasPrefix(op.Op, "remote") && (strings.Contains(text, "certificate") || strings.Contains(text, "denied") || strings.Contains(text, "handshake")):
		return gateway.FaultOwnCertificate
	}
	return gateway.FaultOther
}
