package gateway

import "time"

// SessionEnd is why one session ended, kept as long as its PDUs are.
type SessionEnd struct {
	Session uint64
	Link    string
	Account string // of the application, "" on client links
	Remote  string // address of the peer
	At      time.Time
	By      string // "us", "peer" or "network"
	Why     string // in plain words
	Advice  string // "" where the reason says it all
}
