package gateway

import "time"

// Update tells a watcher what has changed since the last one. It carries no
// state: the watcher reads again what it shows.
type Update struct {
	Messages   bool   // some message, count or receipt changed
	Links      bool   // some link's status changed
	Config     bool   // the configuration changed
	Traffic    bool   // a slot of traffic was stored
	People     bool   // a number came onto the opt-out list or left it, or a rule acted
	Campaigns  bool   // a campaign was started, paused, or the like; its numbers change with Messages
	LastPDU    uint64 // number of the newest PDU record, 0 if none is new
	Events     []Event
	MessageIDs []int64 // messages that changed; nil with Messages true: too many to name
}

// maxNamed is the number of message ids that one Update names.
const maxNamed = 256

// maxEvents is the number of events that one Update keeps.
const maxEvents = 64

// Merge returns the union of two updates, u the older.
func (u Update) Merge(v Update) Update {
	switch {
	case !u.Messages:
		u.MessageIDs = v.MessageIDs
	case !v.Messages:
	case u.MessageIDs == nil || v.MessageIDs == nil || len(u.MessageIDs)+len(v.MessageIDs) > maxNamed:
		u.MessageIDs = nil
	default:
		u.MessageIDs = append(append([]int64(nil), u.MessageIDs...), v.MessageIDs...)
	}
	u.Messages = u.Messages || v.Messages
	u.Links = u.Links || v.Links
	u.Config = u.Config || v.Config
	u.Traffic = u.Traffic || v.Traffic
	u.People = u.People || v.People
	u.Campaigns = u.Campaigns || v.Campaigns
	u.LastPDU = max(u.LastPDU, v.LastPDU)
	u.Events = append(append([]Event(nil), u.Events...), v.Events...)
	if len(u.Events) > maxEvents {
		u.Events = u.Events[len(u.Events)-maxEvents:]
	}
	return u
}

// Empty tells whether nothing changed.
func (u Update) Empty() bool {
	return !u.Messages && !u.Links && !u.Config && !u.Traffic && !u.People && !u.Campaigns && u.LastPDU == 0 && len(u.Events) == 0
}

// Severity grades an Event.
type Severity uint8

const (
	Info Severity = iota
	Success
	Warning
	Severe
)

// Event is something a person would want to be told.
type Event struct {
	Severity Severity
	Link     string
	Text     string // plain words
	Advice   string // what to do, "" when nothing
	At       time.Time
	Notify   bool // worth telling the desktop while nobody looks at the window
}
