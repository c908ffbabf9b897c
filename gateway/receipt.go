package gateway

import (
	"time"

	"relay/gateway/sms"
)

// Receipt is a delivery receipt with what we concluded from it; sms.Receipt is
// what its text said.
type Receipt struct {
	ID        int64
	Link      string // client link it came by, all of whose binds count as one
	MessageID int64  // our message; 0 for an orphan
	PartID    int64
	// ProviderID is the id it names, as it was: the TLV's if there is one, else
	// the text's. IDs are opaque octets; other forms are only candidates.
	ProviderID string
	MatchedBy  string // "literal", "hex→decimal", "decimal→hex", "zeros stripped"; "" for an orphan
	From, To   Address
	Stat       string // the word as it was
	State      sms.MessageState
	Err        string
	Text       string // raw receipt text
	DoneAt     time.Time
	ReceivedAt time.Time
	Times      int // how often the same receipt came
}
