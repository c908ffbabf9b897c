package gateway

import (
	"time"

	"relay/gateway/smpp"
)

// LinkState is what a link is doing now.
type LinkState uint8

const (
	LinkOff        LinkState = iota // disabled
	LinkConnecting                  // TCP or TLS in progress
	LinkBinding                     // waiting for the bind response
	LinkBound                       // up
	LinkWaiting                     // waits for its next try
	LinkRefused                     // refused for its credentials: waits for the user
	LinkListening                   // a server link that accepts connections
	LinkFailed                      // a server link that cannot listen, a client that cannot run
)

var linkStateNames = [...]string{"off", "connecting", "binding", "bound", "waiting", "refused", "listening", "failed"}

func (s LinkState) String() string { return linkStateNames[s] }

// Up tells whether traffic can pass.
func (s LinkState) Up() bool { return s == LinkBound || s == LinkListening }

// LinkStatus is a snapshot of one link.
type LinkStatus struct {
	Name      string
	Server    bool
	Simulated bool
	State     LinkState
	Since     time.Time // of the state
	DownSince time.Time // since when a client link that wants to be up is not; zero while up or off
	RetryAt   time.Time // when LinkWaiting
	Error     string    // last error in plain words, "" when none
	Advice    string    // what to do about it
	Address   string    // host:port
	Bind      string    // "transceiver", ...
	Version   smpp.Version
	Window    int // places
	Open      int // unanswered requests
	Queued    int64
	Rate      float64       // requests a second answered over the last 10 s
	Limit     float64       // requests a second that the provider was seen to take before it throttled; 0: it never did
	RTT       time.Duration // of the last answer
	Sessions  []SessionStatus
	Shut      []ShutOut // addresses that may not bind to a listener now, at most 50
	Sent      uint64    // submits answered since start
	Received  uint64
	CertUntil time.Time // until when a listener's own certificate is valid; zero without TLS
}

// SessionStatus is a snapshot of one connection.
type SessionStatus struct {
	ID      uint64
	Account string
	Bind    string
	Remote  string
	Version smpp.Version
	Since   time.Time
	Open    int
	RTT     time.Duration
	Sent    uint64
	Recv    uint64
	TLS     string // "TLS 1.3"; "" in clear, and before a bind
	Cipher  string // of it, by its IANA name
}

// CertSoon is how long before the end of a certificate its user is told of it.
const CertSoon = 21 * 24 * time.Hour

// ShutOut is an address that may not bind for a time: after too many failures, or
// since it was banned.
type ShutOut struct {
	Source string
	Until  time.Time
}

// Status is a snapshot of the gateway.
type Status struct {
	Started  time.Time
	Links    []LinkStatus
	Queued   int64 // outgoing parts waiting
	LastPDU  uint64
	LostPDUs uint64   // PDUs that are not in the log: the disk was too slow, or somebody without a bind sent too many
	Warnings []string // lasting ones: "no route for messages of shop"
	// SimulatorAddress is where the simulator listens for outside clients, ""
	// when it does not; SimulatorError why it can not.
	SimulatorAddress string
	SimulatorError   string
}

// Link returns the named link's status.
func (s Status) Link(name string) (LinkStatus, bool) {
	for _, l := range s.Links {
		if l.Name == name {
			return l, true
		}
	}
	return LinkStatus{}, false
}
