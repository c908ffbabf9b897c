package gateway

import (
	"context"
	"time"
)

// Engine is the gateway as its user commands it. A command returns an id or
// Problems and nothing of the state it changed: the state arrives by Watch and
// is read from Status and Archive.
type Engine interface {
	// Send validates, chooses a link, encodes and stores one message. It
	// returns after the commit. What is wrong with the draft is a Problems
	// error.
	Send(ctx context.Context, d Draft) (Sent, error)
	// SendMany stores many messages in as few commits as possible. The result
	// has one entry a draft, in order; a draft that is wrong has its Err set
	// and does not stop the others.
	SendMany(ctx context.Context, d []Draft) ([]Sent, error)
	// Preview returns the PDUs of a draft as they would be stored, without
	// sending anything: encoded as SMPP 5.0 with sequence_number 0.
	Preview(ctx context.Context, d Draft) ([][]byte, error)
	// Cancel takes messages back: out of the queue, or from the provider that
	// has accepted them (cancel_sm).
	Cancel(ctx context.Context, ids ...int64) error
	// Query asks the provider what became of accepted messages (query_sm).
	Query(ctx context.Context, ids ...int64) error
	// Replace gives a message of one part another text: in the queue, or at the
	// provider that has accepted it (replace_sm).
	Replace(ctx context.Context, id int64, text string) error
	// TakeBack cancels the window's messages that wait to go to numbers of the
	// opt-out list, and returns how many.
	TakeBack(ctx context.Context, numbers ...string) (int, error)
	// Resend queues failed, expired, cancelled or unknown messages again as
	// new messages and returns their ids.
	Resend(ctx context.Context, ids ...int64) ([]int64, error)
	// MarkRead clears the unread mark of incoming messages.
	MarkRead(ctx context.Context, ids ...int64) error

	// Config is the configuration in force. Passwords are in it as Secrets.
	Config() Config
	// Apply validates, stores and puts a configuration into force, disturbing
	// only what Plan says. What is wrong is a Problems error, and nothing
	// changes then.
	Apply(ctx context.Context, c Config) error
	// RemoveLink deletes a client link and does with what waits for it as told, in
	// one transaction; it returns how many messages that were. What is on its way,
	// or may have been sent, stays as it is.
	RemoveLink(ctx context.Context, link string, w Waiting) (int, error)
	// Connect, Disconnect and RetryNow act on one link by name. Connect and
	// Disconnect also store the link as enabled or not.
	Connect(ctx context.Context, link string) error
	Disconnect(ctx context.Context, link string) error
	RetryNow(link string)
	// Diagnose tests a client link step by step without touching the running
	// one; each finished step is handed to report.
	Diagnose(ctx context.Context, c ClientConfig, report func(DiagnosisStep)) error

	// Alert tells an account that a phone can be reached again
	// (alert_notification).
	Alert(ctx context.Context, account, number string) error
	// Outbind connects a server link to an application that listens for it, and
	// asks it to bind (outbind); address is host:port. It returns once the
	// request has gone out.
	Outbind(ctx context.Context, server, address string, password Secret) error

	// Drop ends one live session of a server link, which may bind again.
	Drop(ctx context.Context, session uint64) error
	// Ban refuses a source address at a server link for a time and drops its
	// sessions there; 0 lifts it.
	Ban(ctx context.Context, server, source string, d time.Duration) error

	// Status is a snapshot of every link and counter.
	Status() Status
	// Watch returns a channel on which merged Updates arrive; it holds at most
	// one, so a slow reader gets one merged Update, never a queue. stop ends it.
	Watch() (updates <-chan Update, stop func())
	// PDUs reads the live ring: records with a number above after, oldest
	// first, at most max. oldest is the lowest number the ring still has.
	PDUs(after uint64, max int) (records []PDURecord, oldest uint64)

	CampaignCommands
}

// Archive reads what is stored. Every method may be called from any
// goroutine; none blocks the writer.
type Archive interface {
	// Messages returns a page, newest first unless the query says otherwise.
	Messages(ctx context.Context, q MessageQuery) ([]Message, error)
	// Message returns one message with its parts and events.
	Message(ctx context.Context, id int64) (Message, error)
	// Conversations returns who has written to us, whoever was heard of last
	// first; CountConversations how many there are, and how many have something
	// unread; Thread the messages from and to one address, newest first, those
	// below a message where before is not 0.
	Conversations(ctx context.Context, q ConversationQuery) ([]Conversation, error)
	CountConversations(ctx context.Context) (all, unread int64, err error)
	Thread(ctx context.Context, peer string, before int64, limit int) ([]Message, error)
	// Counts returns the number of messages by box and state.
	Counts(ctx context.Context) (Counts, error)
	// PDUs returns stored log records, oldest first.
	PDUs(ctx context.Context, q PDUQuery) ([]PDURecord, error)
	// Orphans returns receipts that match no message, newest first.
	Orphans(ctx context.Context, limit int) ([]Receipt, error)
	// Traffic sums what all links did since a time by steps of whole slots,
	// oldest first, without those in which nothing happened; answer times are
	// left out. TrafficSlots returns what each link did since a time, slot by
	// slot, oldest first.
	Traffic(ctx context.Context, from time.Time, step time.Duration) ([]Traffic, error)
	TrafficSlots(ctx context.Context, from time.Time) ([]Traffic, error)
	// AccountUse returns what is counted of accounts: what each has submitted in
	// the UTC day and month of a time and in all, and what waits for it.
	AccountUse(ctx context.Context, at time.Time) (map[string]AccountUse, error)
	// PasswordBefore is the password that a client link had before its present
	// one, by the link's internal id; "" when none is known.
	PasswordBefore(ctx context.Context, link int64) (Secret, error)
	// LinkStates returns what became of links since a time, oldest first, and
	// for each link the last of before.
	LinkStates(ctx context.Context, from time.Time) ([]LinkChange, error)
	// SessionEnd returns why a session ended; ok is false where that is not known.
	SessionEnd(ctx context.Context, session uint64) (e SessionEnd, ok bool, err error)
	// SessionEnds returns how sessions of a link and account ended that came before
	// one, newest first.
	SessionEnds(ctx context.Context, link, account string, before uint64, limit int) ([]SessionEnd, error)
	// Storage tells where the data lies and how large it is.
	Storage(ctx context.Context) (StorageInfo, error)

	CampaignReads
}

// Office keeps what belongs to the people at the desk rather than to the
// gateway: layout, drafts, appearance as small JSON documents, and the people
// that they write to.
type Office interface {
	People
	// Load puts the document stored under key into v (as encoding/json does)
	// and tells whether there was one.
	Load(ctx context.Context, key string, v any) (bool, error)
	// Save stores v under key.
	Save(ctx context.Context, key string, v any) error
}

// Simulator is the built-in message centre as the window drives it.
type Simulator interface {
	// Scenario is the name of the scenario in force (scenario.go).
	Scenario() string
	// SetScenario changes it at once for new messages.
	SetScenario(name string) error
	// Inject sends an incoming message to bound receivers, as if a phone had
	// sent it.
	Inject(ctx context.Context, from, to, text string) error
	// Messages are those that it has taken lately, the newest first; Report sends a
	// receipt for one of them, or for any other id.
	Messages() []SimulatedMessage
	Report(ctx context.Context, r SimulatedReceipt) error
	// SendOctets writes octets to a session as they are; 0: to one that takes
	// messages.
	SendOctets(ctx context.Context, session uint64, octets []byte) error
	// Status tells sessions and counters.
	Status() SimulatorStatus
	// Sessions are the programs that are bound, the oldest first; Drop cuts one.
	Sessions() []SimulatorSession
	Drop(session uint64) error
	// Log is what happened lately, the newest last.
	Log() []SimulatorEvent
}

// SimulatorStatus is a snapshot of the simulator.
type SimulatorStatus struct {
	Sessions int
	Accepted uint64 // submits answered with ESME_ROK
	Refused  uint64
	Receipts uint64
	Incoming uint64
}

// AccountUse is what is counted of an account.
type AccountUse struct {
	Day, Month, All int64 // messages submitted, All while it has a quota; without one, as of some seconds ago
	Waiting         int64 // receipts and messages that it has not got yet
}

// StorageInfo tells where the data lies and how large it is.
type StorageInfo struct {
	Folder    string
	File      string
	Bytes     int64  // database and write-ahead log together
	Schema    int    // version of the schema
	Secrets   string // where the key for passwords lies, in words: "the desktop's keyring", "the key file DIR/relay.key"
	Messages  int64
	PDUs      int64
	OldestPDU int64 // Unix milliseconds; 0 when there is none
}
