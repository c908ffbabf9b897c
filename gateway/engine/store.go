package engine

import (
	"context"
	"time"

	"relay/gateway"
)

// Store is what the engine needs of the database, exactly. One writer
// goroutine owns the write connection: it takes whatever was queued while the
// last commit ran, runs it in one transaction, commits once and then tells
// everybody.
type Store interface {
	// Write queues fn for the writer. fn runs inside the writer's transaction
	// on the writer's goroutine; an error undoes what fn did and nothing else.
	// done is called once, after the commit that holds fn (nil) or with fn's or
	// the commit's error; also on the writer's goroutine, so it must not block
	// or wait for another Write. done may be nil.
	Write(fn func(Tx) error, done func(error))
	// LogPDUs appends to the PDU log without waiting for the disk. It returns
	// false, having kept nothing, when the writer is so far behind that waiting
	// would be needed.
	LogPDUs(records []gateway.PDURecord) bool

	// LoadConfig returns the newest stored configuration, secrets opened.
	LoadConfig(ctx context.Context) (gateway.Config, error)
	// SaveConfigWith stores a new version in one transaction with what else is
	// written, gives new links and accounts their internal ids, seals secrets, and
	// returns what LoadConfig would.
	SaveConfigWith(ctx context.Context, c gateway.Config, with func(Tx) error) (gateway.Config, error)

	// QueuedByLink counts outgoing parts that wait, by link.
	QueuedByLink(ctx context.Context) (map[string]int64, error)
	// NextDue returns the earliest time at which a queued part of the link may
	// be claimed that may not be claimed now; zero when there is none.
	NextDue(ctx context.Context, link string, now time.Time) (time.Time, error)
	// DeliveriesDue returns what is owed to an account and due, oldest first.
	DeliveriesDue(ctx context.Context, account string, after int64, now time.Time, limit int) ([]gateway.Delivery, error)
	// LastNumbers returns the highest PDU record and session numbers ever
	// given, so that they are not given again.
	LastNumbers(ctx context.Context) (pdu, session uint64, err error)
	// Overdue tells whether messages wait whose validity is over now, and
	// whether incomplete incoming messages began before a time.
	Overdue(ctx context.Context, now, before time.Time) (messages, joins bool, err error)
	// CampaignsAtWork returns campaigns that run, and stopped ones of which rows or
	// messages still wait; with filling, those that were never started.
	CampaignsAtWork(ctx context.Context, filling bool) ([]gateway.Campaign, error)
	// WaitingCampaignRows returns the next rows that are to become messages.
	WaitingCampaignRows(ctx context.Context, campaign int64, limit int) ([]gateway.CampaignRow, error)
	// Backlog is the share of what may wait for the disk that waits, 0 to 100.
	Backlog() int
	// OptedOut tells which of many numbers are on the opt-out list.
	OptedOut(ctx context.Context, numbers []string) (map[string]bool, error)
	// InGroup tells whether a number is a contact in a group.
	InGroup(ctx context.Context, group, number string) (bool, error)
	// DropOld deletes data of a class from before a time, in small commits, and
	// returns how much went. What waits or may still change stays.
	DropOld(ctx context.Context, class string, before time.Time) (int64, error)
	// DropSessionEnds deletes the ends of sessions from before a time.
	DropSessionEnds(ctx context.Context, before time.Time) error
	// DropLargest deletes the oldest data of a class while it is larger than octets,
	// and returns how much went.
	DropLargest(ctx context.Context, class string, octets int64) (int64, error)
	// Fold folds the write-ahead log into the database, so that what was deleted
	// is in neither; false: somebody is reading.
	Fold(ctx context.Context) (bool, error)
	// AddAudit appends to the audit trail.
	AddAudit(ctx context.Context, who, what, details string) error
}

// Tx is one turn inside the writer's transaction.
type Tx interface {
	// AfterCommit has f called on the writer's goroutine when what this turn
	// wrote is committed, before any done; f must not block.
	AfterCommit(f func())
	// NextID draws from the counter of message ids that we give: from
	// 1,000,000,001, never reset or reused.
	NextID() (int64, error)
	// MessageByKey finds a message by its caller's key.
	MessageByKey(key string) (id int64, ok bool, err error)
	// InsertMessage stores m and m.PartList and sets the ids in them.
	InsertMessage(m *gateway.Message) error
	// Message returns a message without its parts.
	Message(id int64) (*gateway.Message, error)
	// UpdateMessage stores what may change of a message: link, state, flags,
	// error, note, times, text.
	UpdateMessage(m *gateway.Message) error
	// Parts returns a message's parts in order.
	Parts(messageID int64) ([]gateway.Part, error)
	// UpdatePart stores what may change of a part.
	UpdatePart(p *gateway.Part) error
	// InsertPart adds a part to a stored message and sets its id.
	InsertPart(p *gateway.Part) error
	// SetPDU gives a part another content.
	SetPDU(p *gateway.Part) error
	// MessagesByGivenID returns an account's messages that have an id of ours:
	// one, or the destinations of one submit_multi, whatever it was called then.
	MessagesByGivenID(account, id string) ([]gateway.Message, error)
	// WaitingOf returns an account's messages that wait, from one address to
	// another, oldest first.
	WaitingOf(account, from, to string) ([]gateway.Message, error)
	// OverdueMessages returns messages of which parts are queued although their
	// validity has run out.
	OverdueMessages(now time.Time, limit int) ([]gateway.Message, error)
	// Join finds the incoming message with that key whose parts come, nil when
	// there is none; the next three keep it. ForgetWhole leaves an owner its newest
	// ones that are whole.
	Join(owner, key string) (*gateway.Join, error)
	InsertJoin(j *gateway.Join) error
	UpdateJoin(j *gateway.Join) error
	DeleteJoin(id int64) error
	ForgetWhole(owner string, keep int) error
	// JoinsToClose returns messages that have to end: those from before a time,
	// else the oldest incomplete one of an owner that has more than perOwner, else
	// the oldest incomplete one of all when they hold more than octets.
	JoinsToClose(before time.Time, owner string, perOwner int, octets int64) ([]gateway.Join, error)
	// Submitted returns how many messages an account has submitted in the UTC
	// day and month of a time and in all, and AddSubmitted counts more.
	Submitted(account string, at time.Time) (day, month, all int64, err error)
	// NoteSubmitted counts those of an account without a quota.
	AddSubmitted(account string, at time.Time, n int) error
	NoteSubmitted(account string, at time.Time, n int) error
	// Claim takes the link's next waiting parts that are due, the urgent first and
	// then in the order in which they were stored, marks them and their messages sending with
	// SentAt now, session, and one more attempt, and returns them.
	Claim(link string, now time.Time, session uint64, max int) ([]gateway.Part, error)
	// Sending returns the parts of a link in state sending; of all links for "".
	Sending(link string) ([]gateway.Part, error)
	// LinkNow and AccountNow are what a link or account is called now that was
	// called name when a message was stored; LinkUnder and AccountUnder, that a
	// version of the configuration calls name.
	LinkNow(name string, messageID int64) (string, error)
	AccountNow(name string, messageID int64) (string, error)
	LinkUnder(version int64, name string) (string, error)
	AccountUnder(version int64, name string) (string, error)
	// PartsByProviderID returns parts of the link's messages whose ProviderID is
	// exactly id, newest first, at most limit, whatever the link was called then.
	PartsByProviderID(link, id string, limit int) ([]gateway.Part, error)
	// InsertReceipt stores a receipt and sets its id.
	InsertReceipt(r *gateway.Receipt) error
	// UpdateReceipt stores what may change: message, part, matched by, times.
	UpdateReceipt(r *gateway.Receipt) error
	// Orphans returns the link's receipts without a message that name id.
	Orphans(link, id string) ([]gateway.Receipt, error)
	// SameReceipt returns the receipt of a part with the same stat, if any.
	SameReceipt(partID int64, stat string) (*gateway.Receipt, error)
	// InsertDelivery stores what we owe an account and sets its id.
	InsertDelivery(d *gateway.Delivery) error
	// UpdateDelivery stores attempts and next time.
	UpdateDelivery(d *gateway.Delivery) error
	// DeliveriesOf returns what an account is owed of messages, oldest first.
	DeliveriesOf(account string, messages ...int64) ([]gateway.Delivery, error)
	// DeleteDelivery removes what was acknowledged.
	DeleteDelivery(id int64) error
	// LearnedForm returns and SetLearnedForm stores how a link's receipts name
	// their messages ("literal", "hex→decimal", ...).
	LearnedForm(link string) (string, error)
	SetLearnedForm(link, form string) error
	// LearnedLimits returns and SetLearnedLimit stores the PDUs a second that the
	// providers of links were seen to take; 0 forgets.
	LearnedLimits() (map[string]float64, error)
	SetLearnedLimit(link string, perSecond float64) error
	// LearnedZones returns and SetLearnedZone stores how far ahead of UTC the
	// receipts of links were seen to be dated; 0 forgets.
	LearnedZones() (map[string]time.Duration, error)
	SetLearnedZone(link string, ahead time.Duration) error
	// AddTraffic stores what links did in slots.
	AddTraffic(list []gateway.Traffic) error
	// AddLinkChanges stores that links went up or down; SetAlive that the program
	// runs; CloseLinkStates ends what was up when it last stopped without a word.
	AddLinkChanges(list []gateway.LinkChange) error
	SetAlive(now time.Time) error
	CloseLinkStates() error
	// AddSessionEnds stores why sessions ended.
	AddSessionEnds(list []gateway.SessionEnd) error
	// OptOut puts a number on the opt-out list and tells whether it is new
	// there; OptIn takes it off and tells whether it was there.
	OptOut(o gateway.OptOut) (bool, error)
	OptIn(number string) (bool, error)
	// OptedOut returns the number's row of the list; nil when it is not there.
	OptedOut(number string) (*gateway.OptOut, error)
	// QueuedTo returns the window's messages to a number of which nothing has left.
	QueuedTo(number string) ([]int64, error)
	// InGroup tells whether a number is a contact in a group.
	InGroup(group, number string) (bool, error)
	// ContactName returns the name of the contact with a number, "" for none.
	ContactName(number string) (string, error)
	// AutoSent returns how many messages of a kind were sent by themselves since
	// a time because of a number; AddAutoSent counts one, and forgets those from
	// before a time.
	AutoSent(number string, kind gateway.AutoKind, since time.Time) (int, error)
	AddAutoSent(number string, kind gateway.AutoKind, at, forget time.Time) error
	// CountHit counts that a rule acted, TagMessage puts a word on a message.
	CountHit(rule int64, at time.Time) error
	TagMessage(id int64, tag string) error
	// MoveQueued gives the waiting parts of one link, and campaigns that are not
	// over, to another, and returns of how many messages they are.
	MoveQueued(from, to string) (int64, error)
	// WaitingOn returns messages of which parts wait for a link, each once, at most
	// limit.
	WaitingOn(link string, limit int) ([]int64, error)
	// RenameLinks gives what has not ended of links, and what was learnt of them, to
	// their new names.
	RenameLinks(renamed map[string]string) error
	// RenameHistory gives what links did, and when they were up, to their new names.
	RenameHistory(renamed map[string]string) error
	// RenameAccounts gives what has not ended of accounts, what they are owed and what
	// is counted of them to their new names.
	RenameAccounts(renamed map[string]string) error
	// InsertCampaign stores a campaign without rows and sets its id.
	InsertCampaign(c *gateway.Campaign) error
	// UpdateCampaign stores what may change of a campaign: plan, state, why, times.
	UpdateCampaign(c *gateway.Campaign) error
	// Campaign returns a campaign without its numbers.
	Campaign(id int64) (*gateway.Campaign, error)
	// InsertCampaignRows adds rows to a campaign.
	InsertCampaignRows(campaign int64, rows []gateway.CampaignRow) error
	// TakeCampaignRow says what became of a waiting row; it leaves others alone.
	TakeCampaignRow(campaign int64, row gateway.CampaignRow) error
	// StopCampaignRows marks waiting rows stopped, at most limit.
	StopCampaignRows(campaign int64, limit int) (int64, error)
	// CampaignQueued returns ids of the campaign's messages that wait in the queue.
	CampaignQueued(campaign int64, limit int) ([]int64, error)
	// DropCampaign deletes rows of a campaign, at most limit, and the campaign once
	// none is left.
	DropCampaign(campaign int64, limit int) (done bool, err error)
}
