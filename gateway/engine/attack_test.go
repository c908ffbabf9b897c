package engine_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/session"
	"relay/gateway/simulator"
	"relay/gateway/smpp"
	"relay/storage"
)

// What comes from 127.0.0.77 in these tests is a client that does nothing wrong:
// whatever others do, it binds and is answered.
const cleanSource = "127.0.0.77"

// journal is a log that a test can read while it grows.
type journal struct {
	mu   sync.Mutex
	buf  bytes.Buffer
	more chan struct{}
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.more)
	j.more = make(chan struct{})
	return j.buf.Write(b)
}

func (j *journal) read() (string, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String(), j.more
}

// fort is a house with a listener "gate", whose log can be read, and with the
// accounts "clean" and "shop", both with the password "s3cret".
type fort struct {
	*house
	log  *journal
	addr string
}

func newFort(t *testing.T, change func(*gateway.ServerConfig, *gateway.Account)) *fort {
	t.Helper()
	watched.Free(t)
	folder := t.TempDir()
	furnish(t, folder)
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	f := &fort{log: &journal{more: make(chan struct{})}}
	l := logrus.New()
	l.SetOutput(f.log)
	l.SetLevel(logrus.DebugLevel)
	l.SetFormatter(&logrus.TextFormatter{DisableColors: true, FullTimestamp: true}) // as Relay's own
	f.house = &house{t: t, patience: patience(20 * time.Second), folder: folder, db: db, sim: simulator.New(simulator.Config{})}
	if f.Engine, err = engine.New(t.Context(), engine.Config{Store: store{db}, Log: l, Simulator: f.sim}); err != nil {
		t.Fatal(err)
	}
	f.updates, f.unwatch = f.Watch()
	if err := f.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.close)
	f.apply(func(c *gateway.Config) {
		v := gateway.NewServer()
		v.Name, v.Listen = "gate", "127.0.0.1:0"
		a := gateway.NewAccount()
		a.SystemID, a.Password, a.Rate, a.MaxBinds = "shop", "s3cret", 0, 5
		clean := a
		clean.SystemID = "clean"
		if change != nil {
			change(&v, &a)
		}
		c.Servers, c.Accounts = append(c.Servers, v), append(c.Accounts, clean, a)
		c.Routes = append(c.Routes, gateway.Route{Account: "*", To: "+36*", Links: []string{"account:shop"}},
			gateway.Route{Account: "*", Links: []string{gateway.TargetInbox}})
	})
	st, ok := f.Status().Link("gate")
	if !ok || st.State != gateway.LinkListening {
		t.Fatalf("the gate is not open: %+v", st)
	}
	f.addr = st.Address
	return f
}

// logged waits for a line of the log.
func (f *fort) logged(words string) {
	f.t.Helper()
	late := time.After(10 * time.Second)
	for {
		text, more := f.log.read()
		if strings.Contains(text, words) {
			return
		}
		select {
		case <-more:
		case <-late:
			f.t.Fatalf("the log does not say %q:\n%s", words, text)
		}
	}
}

// dial connects from an address of this computer.
func (f *fort) dial(source string) net.Conn {
	f.t.Helper()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(source)}, Timeout: 10 * time.Second}
	conn, err := d.Dial("tcp", f.addr)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second)) // for a test that would hang
	return conn
}

// raw is a peer without a session: it sends what it likes.
type raw struct {
	net.Conn
	t      *testing.T
	frames *smpp.FrameReader
}

func (f *fort) raw(source string) *raw { return rawOver(f.t, f.dial(source)) }

func rawOver(t *testing.T, c net.Conn) *raw {
	return &raw{Conn: c, t: t, frames: smpp.NewFrameReader(c, 4096)}
}

func frameOf(p *smpp.PDU, sequence uint32) []byte {
	p.Sequence = sequence
	b, err := p.Append(nil, smpp.V50)
	if err != nil {
		panic(err) // a fault of the test: it made the PDU
	}
	return b
}

func (r *raw) send(p *smpp.PDU, sequence uint32) { r.write(frameOf(p, sequence)) }

func (r *raw) write(b []byte) {
	r.t.Helper()
	if _, err := r.Write(b); err != nil {
		r.t.Fatal(err)
	}
}

func (r *raw) next() *smpp.PDU {
	r.t.Helper()
	frame, err := r.frames.Next()
	if err != nil {
		r.t.Fatalf("nothing to read: %v", err)
	}
	var p smpp.PDU
	_ = smpp.Decode(&p, frame, smpp.V50) // the header is there in any case
	return p.Own()
}

// until reads to the answer with a number.
func (r *raw) until(sequence uint32) *smpp.PDU {
	r.t.Helper()
	for {
		if p := r.next(); p.ID.IsResponse() && p.Sequence == sequence {
			return p
		}
	}
}

// ended waits until the listener has ended the connection.
func (r *raw) ended() {
	r.t.Helper()
	var late net.Error
	if _, err := io.Copy(io.Discard, struct{ io.Reader }{r.Conn}); errors.As(err, &late) && late.Timeout() {
		r.t.Fatal("the connection was not ended")
	}
}

func bindAs(account, password string) *smpp.PDU {
	return smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, account).SetStr(smpp.FieldPassword, password).
		SetInt(smpp.FieldInterfaceVersion, uint32(smpp.V34))
}

// bound is a raw peer that has bound as the account "shop".
func (f *fort) bound(source string) *raw {
	f.t.Helper()
	r := f.raw(source)
	r.send(bindAs("shop", "s3cret"), 1)
	if p := r.next(); p.Status != smpp.ROK {
		f.t.Fatalf("bind: %s", p.Status.Name())
	}
	return r
}

// during runs an attack while a clean client binds, submits without pause and
// is answered, each time within most; when the attack is at its worst, a clean
// client binds anew.
func (f *fort) during(most time.Duration, attack func()) {
	f.t.Helper()
	e := f.bindOver(f.cleanConn(), "clean", session.Transceiver, smpp.V34)
	go e.listen()
	ctx, cancel := context.WithCancel(f.t.Context())
	done, begun := make(chan error, 1), make(chan struct{})
	var n int
	var worst time.Duration
	go func() {
		for ctx.Err() == nil {
			at := time.Now()
			resp, err := e.Do(f.t.Context(), submit("clean", "+4477009000", "all is well"))
			if err == nil && resp.Status != smpp.ROK {
				err = errors.New(resp.Status.Name())
			}
			if err != nil {
				done <- err
				return
			}
			if n++; n == 1 {
				close(begun)
			}
			worst = max(worst, time.Since(at))
		}
		done <- nil
	}()
	select {
	case <-begun:
	case err := <-done:
		f.t.Fatalf("the clean client, before the attack: %v", err)
	}
	attack()
	at := time.Now()
	again := f.bindOver(f.cleanConn(), "clean", session.Transceiver, smpp.V34)
	again.accepted(submit("clean", "+4477009000", "all is well"))
	fresh := time.Since(at)
	cancel()
	if err := <-done; err != nil {
		f.t.Fatalf("the clean client: %v", err)
	}
	if worst > most || fresh > most {
		f.t.Fatalf("the clean client: %d answers, the worst after %s, a new bind and its answer after %s", n, worst, fresh)
	}
	f.t.Logf("clean client: %d answers, the worst after %s; a new bind and its answer %s", n, worst, fresh)
	again.Close("done")
	e.Close("done")
}

// cleanConn dials as the clean client, with TLS where the gate has it.
func (f *fort) cleanConn() net.Conn {
	f.t.Helper()
	conn := f.dial(cleanSource)
	_ = conn.SetDeadline(time.Time{})
	if v, ok := f.Config().Server("gate"); ok && v.TLSCert != "" {
		return tls.Client(conn, &tls.Config{InsecureSkipVerify: true}) // the certificate is the test's own
	}
	return conn
}

// reached is a connection that a new client link makes to a provider of which
// the test is every octet; change sets the link first.
func (h *house) reached(change func(*gateway.ClientConfig)) net.Conn {
	h.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = l.Close() })
	h.apply(func(c *gateway.Config) {
		x := gateway.NewClient()
		x.Name, x.Host, x.Port, x.SystemID, x.Password = "provider", "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "acme", "secret"
		if change != nil {
			change(&x)
		}
		c.Clients = append(c.Clients, x)
	})
	conn, err := l.Accept()
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = conn.Close() })
	return conn
}
