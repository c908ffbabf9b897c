package gateway

import (
	"context"
	"strings"
	"time"

	"relay/gateway/sms"
)

// Campaign is one text that goes to many numbers, at a pace.
type Campaign struct {
	ID    int64
	Plan  CampaignPlan
	State CampaignState
	// Why it was paused by Relay itself, "" when a person did it.
	Why string

	Rows    int64 // of the table, with those left out
	LeftOut [rowStates]int64
	Waiting int64                  // rows that are still to become messages
	Out     [len(stateNames)]int64 // its messages by MessageState
	Taken   []CampaignCost         // parts that providers took, by link; without prices

	CreatedAt time.Time
	StartedAt time.Time // the first row became a message; zero: not yet
	EndedAt   time.Time
}

// CampaignPlan is what a person decides about a campaign.
type CampaignPlan struct {
	Name   string
	Source string // the file's name, or "pasted rows"
	Text   string // with places such as {name}
	Link   string // "" lets the routes choose
	From   string
	Coding sms.Coding
	Flash  bool
	Valid  time.Duration
	Start  time.Time // not before; zero: at once
	Zone   string    // IANA name in whose clock Hours are; "" this computer's
	Hours  string    // of the week in which rows may leave; "" always
	Pace   CampaignPace
	// Costs are what the rows came to when they were checked: prices change later,
	// the campaign's own do not.
	Costs []CampaignCost
}

// CampaignCost is how many parts go over one link, and what each of them costs.
type CampaignCost struct {
	Link     string
	Parts    int64
	Price    float64 // of a part; 0: not known
	Currency string
}

// CampaignPace is how fast rows become messages: so many in a second or minute;
// 0 is as fast as the connection takes them.
type CampaignPace struct {
	Messages float64
	Minute   bool
}

// PerSecond is the pace in messages a second, 0 for no limit.
func (p CampaignPace) PerSecond() float64 {
	if p.Minute {
		return p.Messages / 60
	}
	return p.Messages
}

// In returns a time on the clock of the plan's zone.
func (p CampaignPlan) In(t time.Time) time.Time {
	if p.Zone == "" {
		return t.Local()
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return t.Local()
	}
	return t.In(zone)
}

// Validate returns what is wrong with the plan, by path: "campaign.name".
func (p CampaignPlan) Validate(c Config) Problems {
	var out Problems
	add := func(field, key string, args ...any) {
		out = append(out, Problem{Path: "campaign." + field, Key: key, Args: args})
	}
	if strings.TrimSpace(p.Name) == "" {
		add("name", "give the campaign a name: the list shows it")
	}
	if p.Text == "" {
		add("text", "write a text first")
	}
	if _, ok := c.Client(p.Link); p.Link != "" && p.Link != SimulatorName && !ok {
		add("link", "there is no connection %q: choose another", p.Link)
	}
	if _, err := ParseHours(p.Hours); err != nil {
		add("hours", "%s", err.Error())
	}
	if _, err := time.LoadLocation(p.Zone); err != nil {
		add("zone", "%q is no time zone: write it as Europe/Budapest or UTC", p.Zone)
	}
	if p.Pace.Messages < 0 || p.Pace.Messages != p.Pace.Messages || p.Pace.Messages > 1e6 {
		add("pace", "a pace is a number of messages; 0 lifts the limit")
	}
	return out
}

// CampaignState is what a campaign does.
type CampaignState uint8

const (
	CampaignFilling  CampaignState = iota // its rows are being stored; nothing leaves
	CampaignRunning                       // rows become messages, now or at its time
	CampaignPaused                        // no row becomes a message until it goes on
	CampaignStopped                       // ended by a person; what waited was cancelled
	CampaignFinished                      // every row has become a message, and all of those have left
)

var campaignStates = [...]string{"filling", "running", "paused", "stopped", "finished"}

func (s CampaignState) String() string { return campaignStates[s] }

// Over tells whether nothing of the campaign can leave any more.
func (s CampaignState) Over() bool { return s == CampaignStopped || s == CampaignFinished }

// RowState is what became of a row of a campaign's table.
type RowState uint8

const (
	RowWaiting   RowState = iota // to become a message
	RowMessage                   // it is one: its state is the message's
	RowInvalid                   // left out: no number, or a field is empty
	RowDuplicate                 // left out: the number stands in an earlier row
	RowOptedOut                  // left out: the person does not want messages
	RowRefused                   // it could not become a message: the configuration had changed
	RowStopped                   // the campaign was stopped before its turn
)

const rowStates = 7

var rowWords = [rowStates]string{"waiting", "message", "invalid", "duplicate", "opted out", "refused", "stopped"}

func (s RowState) String() string { return rowWords[s] }

// CampaignRow is one row of a campaign's table.
type CampaignRow struct {
	Number    int64 // in the table, from 1: what a person finds it by
	To        string
	Text      string // as it goes out
	State     RowState
	Reason    string // why it was left out, or why its message failed
	MessageID int64
	Message   MessageState // when State is RowMessage
	At        time.Time    // when the message left; zero: it has not
	Link      string       // over which it goes or went
	Parts     int          // of the message
	Taken     bool         // by the provider, who charges for it
}

// CampaignRowQuery chooses rows of a campaign.
type CampaignRowQuery struct {
	Campaign int64
	Bad      bool   // refused, failed, expired or cancelled ones only
	LeftOut  bool   // with Bad: those left out or stopped too
	Reason   string // with Bad: only those with this reason
	Newest   bool   // only rows that became messages, the last first
	After    int64  // only numbers above
	Limit    int    // 0: all
}

// CampaignReason is how many messages of a campaign did not arrive, or rows did
// not become messages, for one reason.
type CampaignReason struct {
	Name string // of the status or receipt, "" for a reason of our own
	Text string
	Rows int64
}

// CampaignCommands are the part of Engine that runs campaigns. A campaign is
// made without rows, filled with them, and started.
type CampaignCommands interface {
	NewCampaign(ctx context.Context, p CampaignPlan) (int64, error)
	// FillCampaign adds rows, in order, to a campaign that has not been started.
	FillCampaign(ctx context.Context, id int64, rows []CampaignRow) error
	// StartCampaign starts a filled campaign or lets a paused one go on.
	StartCampaign(ctx context.Context, id int64) error
	// PauseCampaign keeps back what has not been handed over to a connection's
	// queue. What is in the queue leaves.
	PauseCampaign(ctx context.Context, id int64) error
	// StopCampaign ends it for good, and cancels what is still in the queue.
	StopCampaign(ctx context.Context, id int64) error
	// PaceCampaign changes the pace at once.
	PaceCampaign(ctx context.Context, id int64, p CampaignPace) error
	// DropCampaign forgets a campaign that is over or was never started, and its
	// rows. Its messages stay.
	DropCampaign(ctx context.Context, id int64) error
}

// CampaignReads are the part of Archive about campaigns.
type CampaignReads interface {
	// Campaigns returns all that were started, newest first.
	Campaigns(ctx context.Context) ([]Campaign, error)
	Campaign(ctx context.Context, id int64) (Campaign, error)
	CampaignRows(ctx context.Context, q CampaignRowQuery) ([]CampaignRow, error)
	// CampaignReasons counts rows that did not arrive by reason, most first.
	CampaignReasons(ctx context.Context, id int64) ([]CampaignReason, error)
	// CampaignRate counts the messages that left in each slot of time from a
	// moment on, up to most slots.
	CampaignRate(ctx context.Context, id int64, from time.Time, slot time.Duration, most int) ([]int64, error)
}

// Made is the number of messages that the campaign has become.
func (c Campaign) Made() (n int64) {
	for _, k := range c.Out {
		n += k
	}
	return n
}

// Left is the number of its messages that have left Relay, whatever came of them.
func (c Campaign) Left() int64 {
	return c.Made() - c.Out[Queued] - c.Out[Sending] - c.Out[Cancelled]
}

// Going is the number of rows that go out, or would have before it was stopped.
func (c Campaign) Going() int64 {
	return c.Waiting + c.Made() + c.LeftOut[RowStopped] + c.LeftOut[RowRefused]
}

// Price is what a part over a link costs: as the campaign was checked, else as the
// link is configured now.
func (c Campaign) Price(link string, cfg Config) (price float64, currency string) {
	for _, x := range c.Plan.Costs {
		if x.Link == link && x.Price > 0 {
			return x.Price, x.Currency
		}
	}
	l, _ := cfg.Client(link)
	return l.Price, l.Currency
}

// Failed is the number of rows that were to go out and did not arrive for good.
func (c Campaign) Failed() int64 { return c.Out[Failed] + c.Out[Expired] + c.LeftOut[RowRefused] }
