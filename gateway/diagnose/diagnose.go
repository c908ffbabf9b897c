package diagnose

import (
	"context"
	"fmt"
	"net"
	"sync"
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
	// Resolver looks the host name up; nil is the system's.
	Resolver *net.Resolver
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
	conn    *heard
	session *session.Session
	ran     chan error
	cancel  context.CancelFunc

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
