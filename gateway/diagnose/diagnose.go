package diagnose

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"syscall"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// Config is what to test and how to reach it.
type Config struct {
	Client gateway.ClientConfig
	// Dial makes the connection as the link would, TLS included.
	Dial func(ctx context.Context, c gateway.ClientConfig) (net.Conn, error)
}

// step is one row: its name and what it does. A failed step ends the test; the
// rest is reported as skipped.
type step struct {
	name string
	run  func(*test, context.Context) gateway.DiagnosisStep
}

func steps() []step {
	return []step{
		{"resolve", (*test).resolve},
		{"connect", (*test).connect},
		{"tls", (*test).tls},
		{"bind", (*test).bind},
		{"enquire_link", (*test).enquire},
		{"unbind", (*test).unbind},
	}
}

// test is one run.
type test struct {
	Config
	addresses []string
	conn      net.Conn
	session   *session.Session
	ran       chan error
	cancel    context.CancelFunc

	mu   sync.Mutex
	pdus []gateway.PDURecord
}

// Run goes through the steps and reports each as it is done. The error is the
// context's only: what is wrong with the link is in the steps.
func Run(ctx context.Context, c Config, report func(gateway.DiagnosisStep)) error {
	t := &test{Config: c}
	defer t.close()
	failed := ""
	for _, s := range steps() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if failed != "" {
			report(gateway.DiagnosisStep{Name: s.name, Result: gateway.StepSkipped, Detail: "not run: " + failed + " failed"})
			continue
		}
		begin := time.Now()
		r := s.run(t, ctx)
		r.Name = s.name
		if r.Took == 0 {
			r.Took = time.Since(begin)
		}
		r.PDUs = t.takePDUs()
		if r.Result == gateway.StepFail {
			failed = s.name
		}
		report(r)
	}
	return ctx.Err()
}

func (t *test) close() {
	if t.cancel != nil {
		t.cancel()
		<-t.ran
	} else if t.conn != nil {
		_ = t.conn.Close()
	}
}

func (t *test) takePDUs() []gateway.PDURecord {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.pdus
	t.pdus = nil
	return p
}

func skipped(detail string) gateway.DiagnosisStep {
	return gateway.DiagnosisStep{Result: gateway.StepSkipped, Detail: detail}
}

func failure(detail string, advice ...string) gateway.DiagnosisStep {
	return gateway.DiagnosisStep{Result: gateway.StepFail, Detail: detail, Advice: advice}
}

func ok(format string, args ...any) gateway.DiagnosisStep {
	return gateway.DiagnosisStep{Result: gateway.StepOK, Detail: fmt.Sprintf(format, args...)}
}

func (t *test) resolve(ctx context.Context) gateway.DiagnosisStep {
	if t.Client.Simulated() {
		return skipped("the built-in simulator needs no network")
	}
	if ip := net.ParseIP(t.Client.Host); ip != nil {
		return ok("%s is an address already", t.Client.Host)
	}
	ctx, cancel := context.WithTimeout(ctx, t.Client.ConnectTimeout)
	defer cancel()
	found, err := net.DefaultResolver.LookupHost(ctx, t.Client.Host)
	if err != nil {
		return failure(fmt.Sprintf("the name %q could not be found", t.Client.Host),
			"Compare the host name with the provider's e-mail, letter by letter.",
			"Check that this computer is online; some providers are reached through a VPN only.")
	}
	t.addresses = found
	return ok("%s is %s", t.Client.Host, strings.Join(found, ", "))
}

func (t *test) connect(ctx context.Context) gateway.DiagnosisStep {
	if t.Client.TLS && !t.Client.Simulated() {
		// The TCP connection alone first, so that a closed port and a failed
		// handshake are told apart.
		d := net.Dialer{Timeout: t.Client.ConnectTimeout}
		conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(t.Client.Host, fmt.Sprint(t.Client.Port)))
		if err != nil {
			return t.connectFailed(err)
		}
		_ = conn.Close()
		r := ok("the port is open")
		r.From = leftFrom(conn)
		return r
	}
	conn, err := t.Dial(ctx, t.Client)
	if err != nil {
		return t.connectFailed(err)
	}
	t.conn = conn
	r := ok("connected to %s", t.Client.Address())
	r.From = leftFrom(conn)
	return r
}

// leftFrom is the address of this computer that a connection uses, which is what
// providers put on their lists; "" when it is none of TCP.
func leftFrom(conn net.Conn) string {
	if a, is := conn.LocalAddr().(*net.TCPAddr); is {
		return a.IP.String()
	}
	return ""
}

func (t *test) connectFailed(err error) gateway.DiagnosisStep {
	r := failure(err.Error(),
		fmt.Sprintf("Check the port: %d is set here.", t.Client.Port),
		"Ask the provider whether your address is allowed; many open their port only to known addresses.",
		"A firewall or VPN between here and there may block the port.")
	var late net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		r.Fault = gateway.FaultRefused
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		r.Fault = gateway.FaultSilent
	}
	return r
}

func (t *test) tls(ctx context.Context) gateway.DiagnosisStep {
	if !t.Client.TLS || t.Client.Simulated() {
		return skipped("TLS is off for this connection")
	}
	conn, err := t.Dial(ctx, t.Client)
	if err != nil {
		return failure(err.Error(),
			"Check that this is the provider's TLS port; it differs from the plain one.",
			"When the provider uses its own authority, give its CA file.",
			"Compare the server name with the one in the certificate.")
	}
	t.conn = conn
	detail := "encrypted"
	if c, is := conn.(*tls.Conn); is {
		st := c.ConnectionState()
		detail = tls.VersionName(st.Version)
		if len(st.PeerCertificates) > 0 {
			cert := st.PeerCertificates[0]
			detail += fmt.Sprintf(", certificate of %s, valid until %s", cert.Subject.CommonName, cert.NotAfter.Format("2006-01-02"))
		}
	}
	r := ok("%s", detail)
	if t.Client.TLSInsecure {
		r.Result = gateway.StepWarn
		r.Advice = []string{"Any certificate is accepted: somebody on the way could read and change your messages. Turn this off when the link works."}
	}
	return r
}

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
	var refused *session.StatusError
	var ended *session.Closed
	var r gateway.DiagnosisStep
	switch {
	case errors.As(err, &refused):
		info := refused.Status.Info()
		r = failure("the provider answered: "+info.Meaning+" ("+info.Name+")", bindAdvice(refused.Status, c)...)
		r.Fault, r.Status = gateway.FaultRefused, refused.Status
	case errors.Is(err, context.DeadlineExceeded):
		r = failure(fmt.Sprintf("connected, but there was no answer to the bind within %s", gateway.FormatDuration(c.BindTimeout)),
			"Check that the port speaks SMPP: a web or mail server keeps silent too.",
			"When the provider's port wants TLS, turn TLS on.")
		r.Fault = gateway.FaultSilent
	case errors.As(err, &ended) && ended.By == "us" && ended.Err != nil:
		r = failure(ended.Reason, "Check host and port: something else answers there.", "When the provider's port wants TLS, turn TLS on; when it does not, turn it off.")
		r.Fault = gateway.FaultForeign
	default:
		r = failure("the connection ended during the bind: "+err.Error(),
			"The provider closed it: many do so for an address they do not know, or when TLS is missing.",
			"Check host, port and TLS with the provider.")
		r.Fault = gateway.FaultCut
	}
	r.Took = took
	return r
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

func (t *test) enquire(ctx context.Context) gateway.DiagnosisStep {
	ctx, cancel := context.WithTimeout(ctx, t.Client.EnquireTimeout)
	defer cancel()
	if _, err := t.session.Do(ctx, smpp.New(smpp.EnquireLink)); err != nil {
		return gateway.DiagnosisStep{Result: gateway.StepWarn, Detail: "no answer to the keep-alive: " + err.Error(),
			Advice: []string{"The link works without it, but a dead connection would go unnoticed: ask the provider."}}
	}
	return ok("the keep-alive was answered")
}

func (t *test) unbind(ctx context.Context) gateway.DiagnosisStep {
	ctx, cancel := context.WithTimeout(ctx, t.Client.EnquireTimeout)
	defer cancel()
	if err := t.session.Unbind(ctx); err != nil {
		return gateway.DiagnosisStep{Result: gateway.StepWarn, Detail: "the provider did not answer the unbind: " + err.Error()}
	}
	return ok("signed off in order")
}

func (t *test) tap(out bool, frame []byte) {
	f := append([]byte(nil), frame...)
	smpp.Mask(f)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pdus = append(t.pdus, gateway.PDURecord{Time: time.Now(), Link: t.Client.Name, Out: out, Version: byte(t.Client.Version), Frame: f})
}

// listener answers what a provider may send during the test: an incoming
// message is not taken, so that the provider keeps it for the real link.
type listener struct{}

func (listener) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID, Close: true}
}

func (listener) Request(s *session.Session, p *smpp.PDU) {
	switch p.ID {
	case smpp.DeliverSM, smpp.DataSM:
		_ = s.Reply(p.Resp(smpp.RXTAPPN))
	case smpp.AlertNotification, smpp.Outbind:
	default:
		_ = s.Reply(p.Resp(smpp.RINVCMDID))
	}
}

func (listener) Batch(*session.Session) {}

func (listener) Bound(*session.Session) {}
