package diagnose

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/transport"
)

func (t *test) bind(ctx context.Context) gateway.DiagnosisStep {
	c := t.Client
	kind := session.Transceiver
	switch c.Bind {
	case gateway.BindTransmitter, gateway.BindPair:
		kind = session.Transmitter
	case gateway.BindReceiver:
		kind = session.Receiver
	}
	// The time for the bind is bctx's: a session that ends by itself at the same
	// moment would tell of a connection that was cut.
	t.session = session.New(t.conn, session.Config{
		Role: smpp.ESME, Version: c.Version, Window: 1, EnquireTimeout: c.EnquireTimeout, ResponseTimeout: c.BindTimeout + time.Second,
		Write: c.BindTimeout, MaxPDU: 128 << 10, MaxPDUUnbound: 128 << 10, Handler: listener{}, Tap: t.tap,
	})
	sctx, cancel := context.WithCancel(context.Background())
	t.cancel = cancel
	t.ran = make(chan error, 1)
	go func() { t.ran <- t.session.Run(sctx) }()
	bctx, done := context.WithTimeout(ctx, c.BindTimeout)
	defer done()
	systemType, _ := c.SystemTypeOctets()
	begin := time.Now()
	res, err := t.session.Bind(bctx, session.BindRequest{
		Type: kind, SystemID: c.SystemID, Password: c.Password.Reveal(), SystemType: systemType,
		InterfaceVersion: byte(c.Version), AddrTON: byte(c.AddrTON), AddrNPI: byte(c.AddrNPI), AddressRange: c.AddressRange,
	})
	took := time.Since(begin)
	if err == nil {
		r := ok("bound as %s to %q, SMPP %s", kind, res.SystemID, res.Version)
		r.Took = took
		if len(c.Password) > 8 {
			r.Advice = []string{"The password is longer than the protocol's 8 characters; this provider takes it."}
		}
		return r
	}
	r := t.bindFailed(ctx, err)
	r.Took = took
	return r
}

// bindFailed is a bind that was not accepted: refused with a status, or answered
// by something else, or not at all.
func (t *test) bindFailed(ctx context.Context, err error) gateway.DiagnosisStep {
	c := t.Client
	var refused *session.StatusError
	var ended *session.Closed
	switch {
	case errors.As(err, &refused):
		info := refused.Status.Info()
		r := failure("the provider answered: "+info.Meaning+" ("+info.Name+")", bindAdvice(refused.Status, c)...)
		r.Fault, r.Status = gateway.FaultRefused, refused.Status
		return r
	case ctx.Err() != nil:
		return failure("the test was ended")
	case t.speaksTLS(ctx):
		return faulty(gateway.FaultTLS, "the port speaks TLS, and the bind was sent in clear text")
	case errors.Is(err, context.DeadlineExceeded):
		r := failure(fmt.Sprintf("connected, but there was no answer to the bind within %s", gateway.FormatDuration(c.BindTimeout)),
			"Check that the port speaks SMPP: a web or mail server keeps silent too.",
			"Ask the provider whether your address is allowed.")
		r.Fault = gateway.FaultSilent
		return r
	case t.conn.who() != "":
		return faulty(gateway.FaultForeign, "what came back is no SMPP: "+t.conn.who())
	case errors.As(err, &ended) && ended.By == "us" && ended.Err != nil:
		return faulty(gateway.FaultForeign, ended.Reason)
	}
	if f := transport.FaultOf(err); f == gateway.FaultOwnCertificate {
		return faulty(f, "the provider ended TLS: it wants another client certificate")
	}
	return faulty(gateway.FaultCut, "the connection ended during the bind: "+err.Error())
}

// bindAdvice is what to do about a refused bind, likeliest first. Providers use
// these codes freely, so the advice covers more than the code says.
func bindAdvice(s smpp.Status, c gateway.ClientConfig) []string {
	var out []string
	switch s {
	case smpp.RALYBND:
		out = append(out, "The provider still holds an earlier connection of this account, or its number of connections is used up: wait some minutes, or end the other program.")
	case smpp.RINVCMDID:
		out = append(out, "This provider does not take a transceiver: set \"Bind as\" to pair.")
	case smpp.RTHROTTLED:
		out = append(out, "Too many tries in a short time: wait some minutes.")
	case smpp.RINVSYSTYP:
		out = append(out, "Ask the provider for the system type and set it.")
	default:
		out = append(out, "Type system id and password again; the case of letters matters.")
		if len(c.Password) > 8 {
			out = append(out, "The password has more than 8 characters, which the protocol has no room for: ask the provider for a shorter one.")
		}
		out = append(out, "Ask the provider whether your address is allowed and the account is active.")
		if c.Bind == gateway.BindTransceiver {
			out = append(out, "Some providers take no transceiver: try \"Bind as\" pair.")
		}
		if c.Version != smpp.V34 {
			out = append(out, "Try SMPP version 3.4, which nearly every provider speaks.")
		}
	}
	return out
}
