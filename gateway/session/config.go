package session

import (
	"errors"
	"time"

	"relay/gateway/smpp"
)

// BindType is how an ESME binds.
type BindType uint8

const (
	Transceiver BindType = iota
	Transmitter
	Receiver
)

var bindNames = [...]string{"transceiver", "transmitter", "receiver"}

func (b BindType) String() string { return bindNames[b] }

// Command is the bind's command_id.
func (b BindType) Command() smpp.CommandID {
	return [...]smpp.CommandID{smpp.BindTransceiver, smpp.BindTransmitter, smpp.BindReceiver}[b]
}

func (b BindType) state() smpp.State {
	return [...]smpp.State{smpp.BoundTRX, smpp.BoundTX, smpp.BoundRX}[b]
}

// Config is what a Session is made of. A duration or size of 0 lifts its limit.
type Config struct {
	Role    smpp.Role
	Version smpp.Version // highest version we speak
	Window  int          // our open requests at most
	// PeerWindow is the number of unanswered requests of the peer at which
	// reading stops until answers have been queued.
	PeerWindow int

	EnquireLink     time.Duration // silence after which we send enquire_link
	EnquireTimeout  time.Duration // then to the next octet from the peer
	ResponseTimeout time.Duration // of our requests
	SessionInit     time.Duration // from the start to a bind
	Inactivity      time.Duration // without a PDU from the peer
	PDURead         time.Duration // from a PDU's first octet to its last
	Write           time.Duration // of one write

	MaxPDU        int // octets, once bound
	MaxPDUUnbound int // octets, before

	// LongPassword lets an ESME bind with a password of more than 8 octets.
	LongPassword bool

	// LateAnswers has the function that was given to Send called a second time,
	// with Result.Late, when an answer comes after ErrTimeout.
	LateAnswers bool

	// PeerTLVs tells whether the peer takes TLVs.
	PeerTLVs PeerTLVs
	// Congestion (role MC) is our load for congestion_state, 0 to 100, asked for
	// each response to a 5.0 peer; below 0, or no function: the TLV is left out.
	Congestion func() int

	// Tap sees every frame as it passes; it must not keep the slice or block.
	Tap     func(out bool, frame []byte)
	Handler Handler
}

// PeerTLVs is what is known of the peer and TLVs. A session in which 3.3 is in
// force has none, whatever this says.
type PeerTLVs uint8

const (
	// TLVsAuto goes by the version in force. A message centre that names no
	// version is taken to speak ours: most of those that leave
	// sc_interface_version out take TLVs all the same.
	TLVsAuto PeerTLVs = iota
	// TLVsYes (role ESME) is auto, but a message centre that names a version
	// below 3.4 is served with 3.4.
	TLVsYes
	// TLVsNo leaves every TLV out, but for sc_interface_version.
	TLVsNo
)

// Handler decides on what the peer asks. Its methods run on the reader, and what
// they queue leaves when they have returned: a handler that blocks holds up the
// whole session.
type Handler interface {
	// Bind (role MC) decides on an ESME's bind; the session answers. Nothing
	// is read from the peer until it returns.
	Bind(s *Session, b BindRequest) BindAnswer
	// Bound (role MC) is called when a bind was answered with ESME_ROK: from
	// now on requests of ours may go out.
	Bound(s *Session)
	// Request takes a request that is legal in the session's state; p is
	// borrowed until it returns. The answer goes out by Reply, now or later,
	// from any goroutine.
	Request(s *Session, p *smpp.PDU)
	// Batch is called when every frame of one read has been handed over.
	Batch(s *Session)
}

// Outbinder is a Handler (role ESME) that takes outbind: a message centre has
// connected and asks for a bind. The session is in OUTBOUND then, and Bind, from
// another goroutine, is what it waits for; false ends the session, since no PDU
// refuses an outbind. Without it an outbind goes to Request and changes nothing.
type Outbinder interface {
	Outbind(s *Session, o OutbindRequest) bool
}

// OutbindRequest is what an outbind PDU says: who the message centre is.
type OutbindRequest struct {
	SystemID string
	Password string
}

// BindRequest is what a bind PDU says.
type BindRequest struct {
	Type             BindType
	SystemID         string
	Password         string
	SystemType       string
	InterfaceVersion byte
	AddrTON, AddrNPI byte
	AddressRange     string
}

// BindAnswer is the decision on a bind.
type BindAnswer struct {
	Status     smpp.Status
	SystemID   string
	Delay      time.Duration // before a refusal is sent
	Close      bool          // after a refusal
	PeerWindow int           // replaces Config.PeerWindow when not 0
}

// BindResult is what a message centre answered to our bind.
type BindResult struct {
	SystemID     string
	Version      smpp.Version // in force
	SCVersion    byte         // sc_interface_version
	HasSCVersion bool
}

// Result is the outcome of one request.
type Result struct {
	PDU     *smpp.PDU     // the response, borrowed until the callback returns; nil with Err
	Err     error         // ErrTimeout or *Closed
	Written bool          // octets of the request may have reached the peer
	RTT     time.Duration // from queueing to answer
	Late    bool          // the request was given up with ErrTimeout before
}

var (
	ErrClosed     = errors.New("the session is closed")
	ErrWindowFull = errors.New("the window is full")
	ErrNotBound   = errors.New("the session is not bound for this request")
	ErrTimeout    = errors.New("no answer in time")
	ErrState      = errors.New("the session's state does not allow this")
)

// StatusError is a request refused by the peer.
type StatusError struct{ Status smpp.Status }

func (e *StatusError) Error() string {
	i := e.Status.Info()
	return i.Meaning + " (" + i.Name + ")"
}

// Closed is why a session ended.
type Closed struct {
	By     string // "us", "peer" or "network"
	Reason string // plain words
	Err    error
}

func (c *Closed) Error() string { return c.Reason }
func (c *Closed) Unwrap() error { return c.Err }

// Stats is a snapshot of a session's counters.
type Stats struct {
	Open     int           // our unanswered requests
	Oldest   time.Duration // age of the oldest of them
	Sent     uint64        // PDUs
	Received uint64
	LastIn   time.Time
	LastOut  time.Time
	RTT      time.Duration // of the last answer
	Since    time.Time
	Late     uint64 // answers that came after their request was given up, or to none
}
