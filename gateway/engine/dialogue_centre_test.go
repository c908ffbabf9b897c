package engine_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// scripted is the provider of a dialogue. It answers what the story says, in
// the order said, and otherwise ESME_ROK with ids A001, A002...
type scripted struct {
	ctx    context.Context
	stop   context.CancelFunc
	wg     sync.WaitGroup
	record *record

	mu       sync.Mutex
	version  smpp.Version
	away     bool
	tries    int // connections asked for
	answers  []scriptedAnswer
	refusals []smpp.Status
	ids      int
	idForm   string      // of fmt, for the ids it gives
	got      []*smpp.PDU // submits and other requests, in order
	binds    []*scriptedBind
}

type scriptedAnswer struct {
	status smpp.Status
	id     *string
	after  time.Duration
	never  bool
	closes bool
	nack   bool
}

// scriptedBind is one connection of a link to the provider.
type scriptedBind struct {
	c     *scripted
	s     *session.Session
	far   *wire
	conn  *connection
	link  string // the system_id that it bound with
	kind  session.BindType
	asked session.BindRequest
	up    bool
	last  uint32 // sequence_number of the newest submit
}

func newScripted() *scripted {
	c := &scripted{version: smpp.V50, record: newRecord(), idForm: "A%03d"}
	c.ctx, c.stop = context.WithCancel(context.Background())
	return c
}

func (c *scripted) end() {
	c.stop()
	c.wg.Wait()
}

func (c *scripted) reach() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tries++
	if c.away {
		return errors.New("connection refused")
	}
	return nil
}

func (c *scripted) accept(far *wire) {
	c.mu.Lock()
	b := &scriptedBind{c: c, far: far, conn: c.record.connection(far, false)}
	b.s = session.New(far, session.Config{Role: smpp.MC, Version: c.version, Window: 100, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: b, Tap: b.conn.tap})
	c.mu.Unlock()
	c.wg.Go(func() {
		_ = b.s.Run(c.ctx)
		b.conn.ended()
		c.mu.Lock()
		b.up = false
		c.mu.Unlock()
	})
}

func (b *scriptedBind) Bind(_ *session.Session, r session.BindRequest) session.BindAnswer {
	b.c.mu.Lock()
	defer b.c.mu.Unlock()
	b.kind, b.link, b.asked = r.Type, r.SystemID, r
	if len(b.c.refusals) > 0 {
		st := b.c.refusals[0]
		b.c.refusals = b.c.refusals[1:]
		return session.BindAnswer{Status: st, Close: true}
	}
	b.up = true
	return session.BindAnswer{SystemID: "provider"}
}

func (b *scriptedBind) Bound(*session.Session) {
	b.c.mu.Lock()
	defer b.c.mu.Unlock()
	b.c.binds = append(b.c.binds, b)
}

func (b *scriptedBind) Batch(*session.Session) {}

func (b *scriptedBind) Request(s *session.Session, p *smpp.PDU) {
	c := b.c
	c.mu.Lock()
	defer c.mu.Unlock()
	c.got = append(c.got, p.Own())
	resp := p.Resp(smpp.ROK)
	if p.ID != smpp.SubmitSM {
		_ = s.Reply(resp)
		return
	}
	b.last = p.Sequence
	var a scriptedAnswer
	if len(c.answers) > 0 {
		a = c.answers[0]
		c.answers = c.answers[1:]
	}
	switch {
	case a.never:
		return
	case a.closes:
		_ = b.far.Close()
		return
	case a.nack:
		resp = smpp.New(smpp.GenericNack)
		resp.Sequence, resp.Status = p.Sequence, a.status
	case a.status != smpp.ROK:
		resp = p.Resp(a.status)
	case a.id != nil:
		resp.SetStr(smpp.FieldMessageID, *a.id)
	default:
		c.ids++
		resp.SetStr(smpp.FieldMessageID, fmt.Sprintf(c.idForm, c.ids))
	}
	if resp.Status == smpp.ROK {
		b.conn.promise(p.Sequence, resp.Str(smpp.FieldMessageID))
	}
	if a.after == 0 {
		_ = s.Reply(resp)
		return
	}
	c.wg.Go(func() {
		select {
		case <-time.After(a.after):
			_ = s.Reply(resp)
		case <-c.ctx.Done():
		}
	})
}

// bind is the n-th living connection, from 1, of a link (of any for "") that
// carries what a provider asks, or the last where there are fewer.
func (c *scripted) bind(link string, n int) (last *scriptedBind) {
	for _, b := range c.living(link) {
		if b.kind != session.Transmitter {
			if last = b; n <= 1 {
				break
			}
			n--
		}
	}
	return last
}

// living are the bound connections of a link, of all for "".
func (c *scripted) living(link string) (out []*scriptedBind) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.binds {
		if b.up && (link == "" || b.link == link) {
			out = append(out, b)
		}
	}
	return out
}

// drop cuts the connections of a link, of all for "".
func (c *scripted) drop(link string) {
	for _, b := range c.living(link) {
		_ = b.far.Close()
	}
}

// freeze has the network swallow everything from now on, both ways.
func (c *scripted) freeze(link string) {
	for _, b := range c.living(link) {
		b.far.peer.frozen.Store(true)
		b.far.frozen.Store(true)
	}
}

// raw writes octets as they are; SSSSSSSS is the newest submit's number.
func (c *scripted) raw(link, text string) error {
	b := c.bind(link, 1)
	if b == nil {
		return errors.New("nobody is bound")
	}
	octets, err := hex.DecodeString(strings.ReplaceAll(text, "SSSSSSSS", fmt.Sprintf("%08x", b.last)))
	if err == nil {
		b.conn.spoil()
		_, err = b.far.Write(octets)
	}
	return err
}

// ask sends a request over the n-th bind of a link and returns the answer's
// status. about is the submit that it is a receipt of, if it is one.
func (c *scripted) ask(link string, n int, p *smpp.PDU, about *exchange) (smpp.Status, error) {
	b := c.bind(link, n)
	if b == nil {
		return 0, fmt.Errorf("there is no bind %d to send it over", n)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	resp, err := b.s.Do(ctx, p)
	c.record.note(b.conn, p.Sequence, about)
	if err != nil {
		return 0, err
	}
	return resp.Status, nil
}
