package session

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"relay/gateway/smpp"
)

// pair is two ends of a loopback TCP connection.
func pair(tb testing.TB) (client, server net.Conn) {
	tb.Helper()
	watched.Free(tb)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	got := make(chan net.Conn, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			close(got)
			return
		}
		got <- c
	}()
	client, err = net.Dial("tcp", l.Addr().String())
	if err != nil {
		tb.Fatal(err)
	}
	server, ok := <-got
	if !ok {
		tb.Fatal("nothing was accepted")
	}
	tb.Cleanup(func() { _, _ = client.Close(), server.Close() })
	return client, server
}

// running is a session with its Run.
type running struct {
	*Session
	ended chan struct{} // Run has returned
	why   error         // what it returned
}

func start(tb testing.TB, c net.Conn, cfg Config) *running {
	if cfg.Version == 0 {
		cfg.Version = smpp.V50
	}
	if cfg.Handler == nil {
		cfg.Handler = accepting{}
	}
	r := &running{Session: New(c, cfg), ended: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		r.why = r.Run(ctx)
		close(r.ended)
	}()
	tb.Cleanup(func() {
		cancel()
		<-r.ended
	})
	return r
}

// loopback runs both ends of a TCP connection.
func loopback(tb testing.TB, esme, mc Config) (*running, *running) {
	client, server := pair(tb)
	esme.Role, mc.Role = smpp.ESME, smpp.MC
	return start(tb, client, esme), start(tb, server, mc)
}

func mustBind(tb testing.TB, s *Session, k BindType) BindResult {
	tb.Helper()
	res, err := s.Bind(context.Background(), BindRequest{Type: k, SystemID: "relay", Password: "secret", InterfaceVersion: byte(s.Version())})
	if err != nil {
		tb.Fatalf("bind: %v", err)
	}
	return res
}

// accepting takes every bind and answers every request with ESME_ROK.
type accepting struct{}

func (accepting) Bind(*Session, BindRequest) BindAnswer { return BindAnswer{SystemID: "mc"} }
func (accepting) Bound(*Session)                        {}
func (accepting) Batch(*Session)                        {}
func (accepting) Request(s *Session, p *smpp.PDU) {
	if p.ID.HasResponse() {
		r := p.Resp(smpp.ROK)
		if p.ID == smpp.SubmitSM {
			r.SetStr(smpp.FieldMessageID, "10000001") // 3.3 takes 8 octets
		}
		_ = s.Reply(r)
	}
}

// wire is a peer without a session: it sends and reads PDUs as they are.
type wire struct {
	net.Conn
	tb     testing.TB
	frames *smpp.FrameReader
}

func newWire(tb testing.TB, c net.Conn) *wire {
	return &wire{Conn: c, tb: tb, frames: smpp.NewFrameReader(c, 4096)}
}

// against runs a session on one end of a TCP connection; the test is the other.
func against(tb testing.TB, cfg Config) (*running, *wire) {
	ours, theirs := pair(tb)
	// What should come comes at once; this is for a test that would hang.
	_ = theirs.SetReadDeadline(time.Now().Add(20 * time.Second))
	return start(tb, ours, cfg), newWire(tb, theirs)
}

// piped is against over net.Pipe, for use with synctest.
func piped(tb testing.TB, cfg Config) (*running, *wire) {
	ours, theirs := net.Pipe()
	tb.Cleanup(func() { _ = theirs.Close() })
	return start(tb, ours, cfg), newWire(tb, theirs)
}

func (w *wire) write(b []byte) {
	w.tb.Helper()
	if _, err := w.Write(b); err != nil {
		w.tb.Fatalf("write: %v", err)
	}
}

// frameOf encodes in 5.0, which writes whatever the PDU has.
func frameOf(tb testing.TB, p *smpp.PDU) []byte {
	tb.Helper()
	b, err := p.Append(nil, smpp.V50)
	if err != nil {
		tb.Fatalf("%s: %v", p.ID, err)
	}
	return b
}

func (w *wire) send(p *smpp.PDU, sequence uint32) {
	w.tb.Helper()
	p.Sequence = sequence
	w.write(frameOf(w.tb, p))
}

// next returns the next PDU.
func (w *wire) next() *smpp.PDU {
	w.tb.Helper()
	p, err := w.read()
	if err != nil {
		w.tb.Fatalf("nothing to read: %v", err)
	}
	return p
}

func (w *wire) read() (*smpp.PDU, error) {
	frame, err := w.frames.Next()
	if err != nil {
		return nil, err
	}
	p := new(smpp.PDU)
	_ = smpp.Decode(p, frame, smpp.V50) // the header is there in any case
	return p.Own(), nil
}

// want reads a PDU and checks its header.
func (w *wire) want(id smpp.CommandID, st smpp.Status, sequence uint32) *smpp.PDU {
	w.tb.Helper()
	p := w.next()
	if p.ID != id || p.Status != st || p.Sequence != sequence {
		w.tb.Fatalf("got %s %s number %d, want %s %s number %d", p.ID, p.Status.Name(), p.Sequence, id, st.Name(), sequence)
	}
	return p
}

// wantEnd reads to the end of the connection, checks that nothing came, and
// closes it too.
func (w *wire) wantEnd() {
	w.tb.Helper()
	if p, err := w.read(); err == nil {
		w.tb.Fatalf("%s instead of the end", p.ID)
	} else if !errors.Is(err, io.EOF) {
		w.tb.Fatalf("the connection ended with %v", err)
	}
	_ = w.Close()
}

func bindPDU(k BindType, v smpp.Version) *smpp.PDU {
	return smpp.New(k.Command()).SetStr(smpp.FieldSystemID, "relay").SetStr(smpp.FieldPassword, "secret").SetInt(smpp.FieldInterfaceVersion, uint32(v))
}

// bindTo binds to a session in the role of MC.
func (w *wire) bindTo(k BindType, v smpp.Version) *smpp.PDU {
	w.tb.Helper()
	w.send(bindPDU(k, v), 1)
	return w.want(k.Command().Response(), smpp.ROK, 1)
}

// takeBind answers the bind of a session in the role of ESME; sc 0 leaves
// sc_interface_version out.
func (w *wire) takeBind(s *Session, k BindType, sc smpp.Version) BindResult {
	w.tb.Helper()
	type outcome struct {
		res BindResult
		err error
	}
	got := make(chan outcome, 1)
	go func() {
		res, err := s.Bind(context.Background(), BindRequest{Type: k, SystemID: "relay", Password: "secret", InterfaceVersion: byte(s.Version())})
		got <- outcome{res, err}
	}()
	bind := w.next()
	if bind.ID != k.Command() {
		w.tb.Fatalf("%s instead of a bind", bind.ID)
	}
	resp := bind.Resp(smpp.ROK).SetStr(smpp.FieldSystemID, "mc")
	if sc != 0 {
		resp.AddTLVInt(smpp.TagSCInterfaceVersion, uint64(sc))
	}
	w.send(resp, bind.Sequence)
	o := <-got
	if o.err != nil {
		w.tb.Fatalf("bind: %v", o.err)
	}
	return o.res
}

// fence sends an enquire_link and returns what the session sent before its
// answer.
func (w *wire) fence() []*smpp.PDU {
	w.tb.Helper()
	const number = 0x0FE7CE
	w.send(smpp.New(smpp.EnquireLink), number)
	var before []*smpp.PDU
	for {
		p := w.next()
		if p.ID == smpp.EnquireLinkResp && p.Sequence == number {
			return before
		}
		before = append(before, p)
	}
}

// wantReason waits for the end of a session and checks why it ended.
func (r *running) wantReason(tb testing.TB, by, words string) {
	tb.Helper()
	<-r.ended
	var c *Closed
	if !errors.As(r.why, &c) {
		tb.Fatalf("Run returned %v", r.why)
	}
	if c.By != by || !bytes.Contains([]byte(c.Reason), []byte(words)) {
		tb.Fatalf("ended by %q: %q; want %q: %q", c.By, c.Reason, by, words)
	}
	if r.State() != smpp.Closed {
		tb.Fatalf("ended in %s", r.State())
	}
}
