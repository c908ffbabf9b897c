package diagnose

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/transport"
)

func (t *test) resolve(ctx context.Context) gateway.DiagnosisStep {
	if t.Client.Simulated() {
		return skipped("the built-in simulator needs no network")
	}
	if ip := net.ParseIP(t.Client.Host); ip != nil {
		return ok("%s is an address already", t.Client.Host)
	}
	ctx, cancel := context.WithTimeout(ctx, t.Client.ConnectTimeout)
	defer cancel()
	r := t.Resolver
	if r == nil {
		r = net.DefaultResolver
	}
	found, err := r.LookupHost(ctx, t.Client.Host)
	if err != nil {
		if transport.FaultOf(err) == gateway.FaultName {
			return faulty(gateway.FaultName, fmt.Sprintf("the name %q could not be found", t.Client.Host))
		}
		return faulty(gateway.FaultNameServer, fmt.Sprintf("the name %q could not be looked up", t.Client.Host))
	}
	return ok("%s is %s", t.Client.Host, strings.Join(found, ", "))
}

func (t *test) connect(ctx context.Context) gateway.DiagnosisStep {
	if t.Client.TLS && !t.Client.Simulated() {
		// The TCP connection alone first, so that a closed port and a failed
		// handshake are told apart.
		c := t.Client
		c.TLS = false
		conn, err := t.dial(ctx, c)
		if err != nil {
			return faulty(transport.FaultOf(err), err.Error())
		}
		_ = conn.Close()
		r := ok("the port is open")
		r.From = leftFrom(conn)
		return r
	}
	conn, err := t.dial(ctx, t.Client)
	if err != nil {
		return faulty(transport.FaultOf(err), err.Error())
	}
	t.conn = conn
	r := ok("connected to %s", t.Client.Address())
	r.From = leftFrom(conn)
	return r
}

// dial makes a connection that remembers what came first, in the link's time.
func (t *test) dial(ctx context.Context, c gateway.ClientConfig) (*heard, error) {
	ctx, cancel := context.WithTimeout(ctx, c.ConnectTimeout)
	defer cancel()
	conn, err := t.Dial(ctx, c)
	if err != nil {
		return nil, err
	}
	return &heard{Conn: conn}, nil
}

// leftFrom is the address of this computer that a connection uses, which is what
// providers put on their lists; "" when it is none of TCP.
func leftFrom(conn net.Conn) string {
	if a, is := conn.LocalAddr().(*net.TCPAddr); is {
		return a.IP.String()
	}
	return ""
}

// certificateSoon is how long before its end a certificate is warned of.
const certificateSoon = 30 * 24 * time.Hour

func (t *test) tls(ctx context.Context) gateway.DiagnosisStep {
	if !t.Client.TLS || t.Client.Simulated() {
		return skipped("TLS is off for this connection")
	}
	conn, err := t.dial(ctx, t.Client)
	if err != nil {
		return faulty(transport.FaultOf(err), err.Error())
	}
	t.conn = conn
	detail := "encrypted"
	var advice []string
	if c, is := conn.Conn.(*tls.Conn); is {
		st := c.ConnectionState()
		detail = tls.VersionName(st.Version)
		if len(st.PeerCertificates) > 0 {
			cert := st.PeerCertificates[0]
			detail += fmt.Sprintf(", certificate of %s, valid until %s", cert.Subject.CommonName, cert.NotAfter.Format("2006-01-02"))
			if left := time.Until(cert.NotAfter); left < certificateSoon {
				advice = append(advice, fmt.Sprintf("The provider's certificate ends on %s: ask whether a new one is ready.", cert.NotAfter.Format("2006-01-02")))
			}
		}
	}
	if t.Client.TLSInsecure {
		advice = append(advice, "Any certificate is accepted: somebody on the way could read and change your messages. Turn this off when the link works.")
	}
	r := ok("%s", detail)
	if r.Advice = advice; len(advice) > 0 {
		r.Result = gateway.StepWarn
	}
	return r
}

// faulty is a step that failed in a known way, with the advice on it.
func faulty(f gateway.StepFault, detail string) gateway.DiagnosisStep {
	r := failure(detail, f.Advice()...)
	r.Fault = f
	return r
}
