package gateway

// Conversation is what passed between us and one other side that has written at
// least once.
type Conversation struct {
	Peer     string  // its address as it is stored
	Last     Message // the newest, in either direction
	Unread   int64
	Incoming int64 // messages from there
}

// With is the other side's address.
func (c Conversation) With() Address {
	if c.Last.Direction == In {
		return c.Last.From
	}
	return c.Last.To
}

// ConversationQuery chooses conversations.
type ConversationQuery struct {
	BeforeID int64 // whose newest message is older than this; 0: all
	Unread   bool  // that have something unread
	Peer     string
	Link     string // by which something came
	Account  string
	Search   string   // in the address or a text
	Peers    []string // addresses that fit the search too: of contacts with such a name
	Limit    int      // 0: all
}
