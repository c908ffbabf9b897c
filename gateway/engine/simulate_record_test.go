package engine_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// record is what the peers of a Relay know of a story by themselves: every
// message that passed at their end of a connection, and what answered it.
type record struct {
	mu       sync.Mutex
	links    map[string]gateway.ClientConfig
	routed   map[string]string // the account that a link's incoming messages go to
	conns    []*connection
	list     []*exchange
	composed []composed
	taken    map[string]time.Time // messages that were taken back, when; zero: perhaps. By Relay's number, or givenKey
	rows     map[string]int       // of campaigns that were started, by name; below zero: perhaps
	faults   map[string]int       // what went wrong, by link
	kills    int
}

// composed is a message that Relay said it had stored.
type composed struct {
	id               int64
	name, link, text string
}

func newRecord() *record {
	return &record{links: map[string]gateway.ClientConfig{}, routed: map[string]string{}, faults: map[string]int{}, taken: map[string]time.Time{}, rows: map[string]int{}}
}

func (r *record) compose(c composed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.composed = append(r.composed, c)
}

// campaign notes that a campaign was started, or is about to be.
func (r *record) campaign(name string, rows int, started bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.rows[name] = rows; !started {
		r.rows[name] = -rows
	}
}

// take notes that a message is taken back, or was at a time.
func (r *record) take(key string, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if was := r.taken[key]; was.IsZero() {
		r.taken[key] = at
	}
}

// givenKey is a message as its application knows it: a session's name and an id.
func givenKey(app, id string) string {
	account, _, _ := strings.Cut(app, ".")
	return account + " " + id
}

func (r *record) link(l gateway.ClientConfig) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.links[l.SystemID] = l
}

func (r *record) route(link, account string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.routed[link] = account
}

func (r *record) killed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kills++
	for _, x := range r.list {
		x.lost = x.lost || !x.settled
	}
}

// connection is one connection as its far end sees it.
type connection struct {
	r       *record
	n       int
	far     *wire
	app     bool   // an application's; else a provider's
	name    string // of the link or the account
	version smpp.Version
	bound   bool
	leaving bool // Relay has asked for the unbind
	spoilt  bool // octets were sent that are no PDU: nobody can tell what was read after them
	over    bool
	overAt  time.Time
	said    int64 // octets queued here
	open    map[callKey]*exchange
}

type callKey struct {
	out bool
	seq uint32
}

// exchange is a submit_sm, deliver_sm or data_sm and what became of it.
type exchange struct {
	conn     *connection
	ours     bool // the peer's request to Relay; else Relay's to the peer
	pdu      *smpp.PDU
	key      string // what tells its content apart from any other
	at       time.Time
	illegal  bool // it came outside the bound state
	open     int  // of Relay's requests on the connection, with this one
	answered bool
	status   smpp.Status
	id       string
	planned  string    // the id that a provider will answer with
	end      int64     // place of our answer's last octet in what we said
	answerAt time.Time // when we answered
	settled  bool      // Relay has our answer, and had the time to store it
	lost     bool      // it was not settled when Relay died
	about    *exchange // the submit that a receipt is about
	unknown  bool      // a receipt about nothing that Relay sent
}

// keyOf tells a content apart from any other of a story, in which every text
// has a word of its own and every part a number: in TLVs, or in a header, which is
// what they become for a peer without TLVs.
func keyOf(p *smpp.PDU) string {
	key := string(p.Text())
	if p.Int(smpp.FieldESMClass)&0x40 != 0 {
		if h, err := sms.ParseUDH(p.Text()); err == nil && h.Concat != nil {
			return fmt.Sprintf("%s#%d:%d", key[h.Length:], h.Concat.Ref, h.Concat.Number)
		}
	}
	if n, ok := p.TLVInt(smpp.TagSARSegmentSeqnum); ok {
		ref, _ := p.TLVInt(smpp.TagSARMsgRefNum)
		key += fmt.Sprintf("#%d:%d", ref, n)
	}
	return key
}

func (r *record) connection(far *wire, app bool) *connection {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := &connection{r: r, n: len(r.conns), far: far, app: app, version: smpp.V50, open: map[callKey]*exchange{}}
	r.conns = append(r.conns, c)
	return c
}

// promise notes the id that the answer to a submit will give.
func (c *connection) promise(seq uint32, id string) {
	c.r.mu.Lock()
	defer c.r.mu.Unlock()
	if x := c.open[callKey{false, seq}]; x != nil {
		x.planned = id
	}
}

// promised is the id that a provider has given a submit, or will.
func (r *record) promised(x *exchange) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return x.planned
}

func (c *connection) spoil() {
	c.r.mu.Lock()
	defer c.r.mu.Unlock()
	c.spoilt = true
}

func (c *connection) ended() {
	c.r.mu.Lock()
	defer c.r.mu.Unlock()
	c.over, c.overAt = true, time.Now()
	if !c.leaving && !c.app {
		c.r.faults[c.name]++
	}
}

// tap notes a frame of the connection; out: this end sends it.
func (c *connection) tap(out bool, frame []byte) {
	c.r.mu.Lock()
	defer c.r.mu.Unlock()
	if out {
		c.said += int64(len(frame))
	}
	id, seq := smpp.CommandID(binary.BigEndian.Uint32(frame[4:])), binary.BigEndian.Uint32(frame[12:])
	var p smpp.PDU
	switch id {
	case smpp.BindTransceiver, smpp.BindTransmitter, smpp.BindReceiver:
		if smpp.Decode(&p, frame, smpp.V50) == nil {
			c.name = baseOf(p.Str(smpp.FieldSystemID))
			c.version = smpp.Negotiate(smpp.V50, byte(p.Int(smpp.FieldInterfaceVersion)))
			if id == smpp.BindTransceiver {
				c.version = max(c.version, smpp.V34)
			}
		}
	case smpp.BindTransceiverResp, smpp.BindTransmitterResp, smpp.BindReceiverResp:
		c.bound = binary.BigEndian.Uint32(frame[8:]) == 0
	case smpp.Unbind:
		c.leaving = c.leaving || !out
	case smpp.SubmitSM, smpp.DeliverSM, smpp.DataSM:
		if smpp.Decode(&p, frame, c.version) != nil {
			break
		}
		x := &exchange{conn: c, ours: out, pdu: p.Own(), key: keyOf(&p), at: time.Now(), illegal: !c.bound || c.leaving && !out}
		c.open[callKey{out, seq}] = x
		if !out {
			x.open = c.unanswered(x.at)
		}
		c.r.list = append(c.r.list, x)
	case smpp.SubmitSMResp, smpp.DeliverSMResp, smpp.DataSMResp, smpp.GenericNack:
		x := c.open[callKey{!out, seq}]
		if x == nil || x.answered {
			break
		}
		x.answered, x.status, x.end, x.answerAt = true, smpp.Status(binary.BigEndian.Uint32(frame[8:])), c.said, time.Now()
		if smpp.Decode(&p, frame, c.version) == nil && p.Status == smpp.ROK {
			x.id = p.Str(smpp.FieldMessageID)
		}
		if id == smpp.GenericNack && x.status == smpp.ROK {
			x.status = smpp.RUNKNOWNERR
		}
	}
}

// unanswered counts Relay's requests on the connection that it still waits for.
func (c *connection) unanswered(now time.Time) (n int) {
	for key, x := range c.open {
		if !key.out && !x.answered && now.Sub(x.at) < c.patience() {
			n++
		}
	}
	return n
}

// patience is how long Relay waits for an answer of this peer.
func (c *connection) patience() time.Duration {
	if c.app {
		return 30 * time.Second
	}
	return c.r.links[c.name].ResponseTimeout
}

// owes tells whether a peer leaves Relay without an answer, or can not be heard.
func (r *record) owes() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.conns {
		if !c.over && (c.unanswered(time.Now()) > 0 || c.spoilt || c.far.frozen.Load() || c.far.peer.frozen.Load() || c.far.peer.left.Load() >= 0 || c.far.left.Load() >= 0) {
			return true
		}
	}
	return false
}

// quiet notes which of the peers' answers Relay has: everything has happened
// that follows from what it read, and it lives.
func (r *record) quiet() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, x := range r.list {
		c := x.conn
		if !x.ours && x.answered && !x.settled && !x.lost && !c.spoilt && c.far.passed.Load() >= x.end && x.answerAt.Sub(x.at) < c.patience() {
			x.settled = true
		}
	}
}

// submits are the submit_sm that providers have seen, oldest first.
func (r *record) submits() (out []*exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, x := range r.list {
		if !x.conn.app && !x.ours && x.pdu.ID == smpp.SubmitSM {
			out = append(out, x)
		}
	}
	return out
}

// note remembers what a receipt of a provider is about; nil: about nothing, if it
// is a receipt at all.
func (r *record) note(c *connection, seq uint32, about *exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if x := c.open[callKey{true, seq}]; x != nil {
		_, named := x.pdu.TLV(smpp.TagReceiptedMessageID)
		x.about, x.unknown = about, about == nil && (named || x.pdu.Int(smpp.FieldESMClass)&0x3C != 0)
	}
}
