package gateway

import (
	"strings"
	"time"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Direction tells whether a message leaves Relay or arrives.
type Direction uint8

const (
	Out Direction = iota // composed here or submitted by an account
	In                   // arrived from a link, or from an account whose route is the inbox
)

// String returns "out" or "in".
func (d Direction) String() string {
	if d == In {
		return "in"
	}
	return "out"
}

// Address is a phone number, short code or name with its type of number and
// numbering plan (SMPP 3.4 5.2.5, 5.2.6). Addr is what goes on the wire: an
// international number has no "+" there.
type Address struct {
	TON, NPI byte
	Addr     string // at most 20 octets
}

// Show returns the address as people write it: an international number gets
// its "+".
func (a Address) Show() string {
	if a.TON == 1 && a.Addr != "" && a.Addr[0] != '+' {
		return "+" + a.Addr
	}
	return a.Addr
}

// Digits returns the address for comparing: without "+", a leading "00" and
// separators. A name is returned as it is.
func (a Address) Digits() string { return CompareForm(a.Addr) }

// CompareForm strips "+", a leading "00" and separators from a number, so that
// numbers written in different ways compare equal. What holds a letter is a
// name and stays as it is.
func CompareForm(number string) string {
	if strings.IndexFunc(number, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }) >= 0 {
		return number
	}
	s := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '*' || r == '#' {
			return r
		}
		return -1
	}, number)
	return strings.TrimPrefix(s, "00")
}

// MatchPattern tells whether a number or name fits a pattern: "" and "*" fit
// all, a final "*" makes a prefix, else it must be equal. Numbers are compared
// as international digits, with or without "+".
func MatchPattern(pattern, value string) bool {
	if pattern == "" || pattern == "*" {
		return true
	}
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(CompareForm(value), CompareForm(prefix))
	}
	return CompareForm(pattern) == CompareForm(value)
}

// MaxPriority is the highest priority of a message here; SMPP has 0 to 3, and 4
// for some networks.
const MaxPriority = 3

// TestRange begins the numbers of the simulator's test range: +999 is no
// country. At least 4 digits follow.
const TestRange = "999"

// MessageState is where a message is now.
type MessageState uint8

const (
	Queued    MessageState = iota // stored, waiting for its link, its time or a retry
	Sending                       // handed to a session, no answer yet
	Accepted                      // the provider took it (submit_sm_resp with ESME_ROK)
	Delivered                     // receipt: on the handset
	Failed                        // refused for good, or receipt: undeliverable, rejected
	Expired                       // its validity ran out
	Cancelled                     // taken back here or deleted at the provider
	Unknown                       // the link was cut between submit and answer: nobody can know
	Received                      // incoming
)

var stateNames = [...]string{"queued", "sending", "accepted", "delivered", "failed", "expired", "cancelled", "unknown", "received"}

// States returns every state in order.
func States() []MessageState {
	return []MessageState{Queued, Sending, Accepted, Delivered, Failed, Expired, Cancelled, Unknown, Received}
}

// String returns the state's word, as stored and printed.
func (s MessageState) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}

// ParseState is the reverse of String.
func ParseState(word string) (MessageState, bool) {
	for i, n := range stateNames {
		if n == word {
			return MessageState(i), true
		}
	}
	return Unknown, false
}

// Final tells whether nothing more can happen to a message in this state by
// itself. Unknown is not final: a late receipt resolves it.
func (s MessageState) Final() bool {
	switch s {
	case Delivered, Failed, Expired, Cancelled, Received:
		return true
	}
	return false
}

// CanBecome tells whether a part or message may go from s to next. States only
// go forward; a receipt may overtake the answer to its submit, and a receipt
// never undoes another.
func (s MessageState) CanBecome(next MessageState) bool {
	if s == next || s.Final() {
		return false
	}
	switch next {
	case Queued:
		return s == Sending || s == Unknown // retry; resend after a cut
	case Sending:
		return s == Queued || s == Unknown
	case Received:
		return false
	case Accepted:
		return s == Queued || s == Sending || s == Unknown
	case Unknown:
		return s == Sending
	}
	return true
}

// StateOfReceipt maps a receipt's message_state to ours. ok is false for the
// states that leave a message accepted (ENROUTE, ACCEPTD, UNKNOWN, SCHEDULED
// and words that nobody knows).
func StateOfReceipt(s sms.MessageState) (state MessageState, ok bool) {
	switch s {
	case sms.StateDelivered:
		return Delivered, true
	case sms.StateExpired:
		return Expired, true
	case sms.StateDeleted:
		return Cancelled, true
	case sms.StateUndeliverable, sms.StateRejected, sms.StateSkipped:
		return Failed, true
	}
	return Accepted, false
}

// Fold makes a message's state from its parts: the worst that is final once
// all are final, else how far the slowest has come. A message of which some
// parts are gone and some wait is on its way: sending.
func Fold(parts []Part) MessageState {
	if len(parts) == 0 {
		return Queued
	}
	var n [len(stateNames)]int
	for _, p := range parts {
		n[p.State]++
	}
	final := n[Delivered] + n[Failed] + n[Expired] + n[Cancelled] + n[Received]
	if final < len(parts) {
		if n[Queued] > 0 && n[Queued] < len(parts) && n[Unknown] == 0 {
			return Sending
		}
		for _, s := range [...]MessageState{Sending, Unknown, Queued, Accepted} {
			if n[s] > 0 {
				return s
			}
		}
	}
	for _, s := range [...]MessageState{Failed, Expired, Cancelled, Received} {
		if n[s] > 0 {
			return s
		}
	}
	return Delivered
}

// MessageError is why a message failed or waits: the peer's status, or a
// reason of our own when Status is ESME_ROK.
type MessageError struct {
	Status smpp.Status
	Name   string // "ESME_RINVDSTADR", "receipt UNDELIV", "" for a reason of our own
	Text   string // plain words with what to do
}

// Message is one text in either direction.
type Message struct {
	ID        int64
	Key       string // the caller's own key; unique when not empty
	Direction Direction
	Link      string // client link it leaves or came by; "" while none is chosen
	Account   string // ESME that submitted it, or that it came from; "" for this window
	From, To  Address
	Text      string
	State     MessageState
	Parts     int  // number of parts
	Done      int  // parts delivered
	Simulated bool // it went to the simulator: not real traffic
	// PossibleDuplicate: it was sent again after a cut, so the reader may get it twice.
	PossibleDuplicate bool
	// TextGone: it is older than texts are kept, and its text was deleted.
	TextGone         bool
	Unread           bool
	Tags             []string // words that rules put on an incoming message, in order
	Error            *MessageError
	Note             string // what a receipt said that is no state of ours ("ACCEPTD"), or "no route"
	MessageIDs       []string
	AccountMessageID string // the id we answered to the account
	ReceiptWanted    byte   // registered_delivery as the account asked
	DataCoding       byte
	CreatedAt        time.Time
	ScheduledAt      time.Time // zero: at once
	SubmittedAt      time.Time // first written to a socket
	AcceptedAt       time.Time
	DoneAt           time.Time
	ValidUntil       time.Time // zero: until the provider gives up

	PartList []Part    // only from Archive.Message and Engine stores
	Receipts []Receipt // only from Archive.Message
}

// Part is one segment of a message: one submit_sm.
type Part struct {
	ID        int64
	MessageID int64
	Number    int // from 1
	State     MessageState
	Link      string
	// PDU is the submit_sm as it was composed or received: one encoded PDU in
	// the 5.0 layout with sequence_number 0. Forwarding keeps its octets.
	PDU        []byte
	ProviderID string // message_id of the answer, as it was
	// IDs are the candidate forms of ProviderID under which receipts may name it.
	Attempts    int         // tries; what was throttled is none
	Status      smpp.Status // of the last answer
	Resent      bool        // sent again with the outcome of the first unknown
	ReceiptStat string      // last receipt word, as it was
	ReceiptErr  string
	NextAt      time.Time // not before; zero: at once
	SentAt      time.Time // last written
	AnsweredAt  time.Time
	DoneAt      time.Time
	Session     uint64 // session of the last attempt
	Priority    int    // 0 to 3: what is higher leaves first
	Multi       int64  // destinations of one submit_multi share it; 0: a submit_sm of its own
}

// PartsWait is how long the missing parts of an incoming long message are waited
// for after its first has come.
const PartsWait = 24 * time.Hour

// Join is an incoming long message of which parts are missing, or one that is
// whole and whose parts may be sent again.
type Join struct {
	ID        int64
	Owner     string // link or account by which its parts come
	Key       string // what they have in common: numbers, reference, total, alphabet
	MessageID int64
	Octets    int64 // of text so far; 0 once whole
	Since     time.Time
	Whole     bool
	Again     []byte // while whole: a bit for each part that has come twice
}

// Delivery is something we owe an account: a receipt or an incoming message,
// kept until the account has acknowledged it.
type Delivery struct {
	ID        int64
	Account   string
	MessageID int64  // the message it is about
	PDU       []byte // deliver_sm in the 5.0 layout, sequence_number 0
	Attempts  int
	NextAt    time.Time
	CreatedAt time.Time
}

// Draft is a message as a person or caller asks for it.
type Draft struct {
	Key       string // caller's own key; one seen before is not sent again
	Link      string // "" lets the routes choose
	From      string // as typed; "" takes the link's default sender
	To        string // as typed
	Text      string
	Coding    sms.Coding // sms.Auto chooses
	Flash     bool
	At        time.Time     // zero: now
	Valid     time.Duration // zero: the link's default
	NoReceipt bool
	Priority  int // 0 to 3: what is higher leaves first, and is told the provider
	// Multi (expert): drafts of one SendMany that differ in To alone leave as
	// submit_multi, up to 254 destinations a PDU, where the link is 3.3 or later.
	Multi bool
	// TLVs (expert) go with each part, behind the link's own: as ParseTLV reads them.
	TLVs []string
	// ToOptedOut sends it although the number is on the opt-out list.
	ToOptedOut bool
}

// Sent is the outcome of storing one draft.
type Sent struct {
	ID        int64
	Duplicate bool  // the key was known: ID is the first message
	Err       error // Problems, when this draft was wrong
	OptedOut  bool  // it was refused because the number is on the opt-out list
}

// Box names a folder of messages.
type Box uint8

const (
	Outbox Box = iota
	Inbox
	AllBoxes
)

// MessageQuery chooses a page of messages.
type MessageQuery struct {
	Box       Box
	States    []MessageState // empty: all
	Scheduled bool           // only those that wait for their time
	Link      string
	Account   string
	To        string   // number or prefix with "*"
	Search    string   // in text, numbers and ids
	Numbers   []string // with Search: messages to them fit too
	Unread    bool
	BeforeID  int64 // keyset: only ids below; 0: from the newest
	AfterID   int64 // only ids above
	Limit     int   // 0: all
	IDs       []int64
	Order     MessageOrder
	// Past and Until bound a page in its order: only messages behind the one, only
	// those before the other. With Until alone the page is the ones next before it.
	Past, Until MessageKey
}

// Counts are numbers of messages, kept by the database rather than counted.
type Counts struct {
	Out       [len(stateNames)]int64 // by MessageState
	In        int64
	Unread    int64
	Scheduled int64
	Orphans   int64
	Owed      int64 // deliveries that accounts have not fetched
}

// Total is the number of outgoing messages.
func (c Counts) Total() int64 {
	var n int64
	for _, v := range c.Out {
		n += v
	}
	return n
}

// Shown is the text for a reader, or that it is no longer kept.
func (m Message) Shown() string {
	if m.TextGone {
		return "(text no longer kept)"
	}
	return m.Text
}
