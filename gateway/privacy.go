package gateway

import (
	"encoding/json"
	"fmt"
	"time"
)

// DataClass is one kind of stored data: a row that retention, the settings page,
// the configuration file and the look-up of one person read.
type DataClass struct {
	Name   string // as a person would call it
	Tables []string
	Help   string // what retention leaves alone

	// Key is the setting in [general] that says how many days it is kept, and
	// Days its default; 0 is for ever. Without a key it is kept until deleted.
	Key  string
	Days int
	Ptr  func(*General) *int

	// MBKey is the setting in [general] that bounds its size, and MB its default
	// in megabytes; 0 is without a bound. The oldest goes first.
	MBKey string
	MB    int
	MBPtr func(*General) *int

	Erase    string // what erasing one number does to it
	Exported bool   // part of one person's export
}

// MaxDays and MaxMB bound every retention.
const (
	MaxDays = 36500
	MaxMB   = 1_000_000
)

// Names of data classes.
const (
	ClassTexts     = "Message texts"
	ClassMessages  = "Messages"
	ClassReceipts  = "Delivery receipts"
	ClassPDUs      = "PDU log"
	ClassTraffic   = "Traffic figures"
	ClassOwed      = "Receipts and replies owed"
	ClassContacts  = "Contacts and groups"
	ClassOptOuts   = "Opt-outs"
	ClassCampaigns = "Campaigns"
	ClassDesk      = "Drafts and layout"
	ClassAudit     = "Audit trail"
	ClassErased    = "Fingerprints of erased numbers"
)

// DataClasses are all kinds of data that Relay keeps.
func DataClasses() []DataClass {
	return []DataClass{
		{Name: ClassTexts, Key: "text_days", Days: 30, Ptr: func(g *General) *int { return &g.TextDays }, Help: "The text and its octets go; number, times and state stay.", Erase: "deleted", Exported: true},
		{Name: ClassMessages, Tables: []string{"messages", "parts", "joins", "message_tags", "late"}, Key: "message_days", Days: 400, Ptr: func(g *General) *int { return &g.MessageDays }, Help: "With parts and receipts. What waits, or is unknown, stays.", Erase: "deleted", Exported: true},
		{Name: ClassReceipts, Tables: []string{"receipts"}, Key: "orphan_days", Days: 30, Ptr: func(g *General) *int { return &g.OrphanDays }, Help: "Those without a message; others go with theirs.", Erase: "deleted", Exported: true},
		{Name: ClassPDUs, Tables: []string{"pdu_blocks", "session_ends"}, Key: "pdu_days", Days: 7, Ptr: func(g *General) *int { return &g.PDUDays },
			MBKey: "pdu_megabytes", MB: 1000, MBPtr: func(g *General) *int { return &g.PDUMegabytes }, Help: "Every PDU, octet for octet. Passwords in it are masked.", Erase: "deleted", Exported: true},
		{Name: ClassTraffic, Tables: []string{"traffic"}, Key: "traffic_days", Days: 2, Ptr: func(g *General) *int { return &g.TrafficDays }, Help: "What the charts show. No numbers and no texts are in them.", Erase: "kept: it names nobody"},
		{Name: ClassOwed, Tables: []string{"deliveries"}, Help: "Until the application has taken them.", Erase: "deleted", Exported: true},
		{Name: ClassContacts, Tables: []string{"contacts", "contact_groups", "members"}, Help: "Until you delete them.", Erase: "deleted; a fingerprint keeps an import from bringing it back", Exported: true},
		{Name: ClassOptOuts, Tables: []string{"opt_outs", "auto_sent"}, Help: "Until you delete them.", Erase: "a fingerprint stays, so that it is not written to again", Exported: true},
		{Name: ClassCampaigns, Tables: []string{"campaigns", "campaign_rows", "campaign_tally"}, Help: "Until you delete them. Texts and numbers of their rows go as those of messages do.", Erase: "number and text deleted, counts kept", Exported: true},
		{Name: ClassDesk, Tables: []string{"office"}, Help: "Until they are replaced.", Erase: "the number is taken out", Exported: true},
		{Name: ClassAudit, Tables: []string{"audit"}, Help: "For ever: entries can be added, not changed.", Erase: "kept: it shows no more than the last four digits"},
		{Name: ClassErased, Tables: []string{"tombstones"}, Help: "For ever: no number can be read from them.", Erase: "kept"},
	}
}

// RetentionClasses are those that have a setting.
func RetentionClasses() (out []DataClass) {
	for _, c := range DataClasses() {
		if c.Key != "" {
			out = append(out, c)
		}
	}
	return out
}

// MostOctets is the size that data of the class may have; false: any.
func (c DataClass) MostOctets(g General) (int64, bool) {
	if c.MBPtr == nil {
		return 0, false
	}
	mb := *c.MBPtr(&g)
	return int64(mb) << 20, mb > 0
}

// Class finds a data class by its name.
func Class(name string) DataClass {
	for _, c := range DataClasses() {
		if c.Name == name {
			return c
		}
	}
	return DataClass{Name: name}
}

// Cutoff is the time before which data of the class goes; false: all is kept.
func (c DataClass) Cutoff(g General, now time.Time) (time.Time, bool) {
	if c.Ptr == nil {
		return time.Time{}, false
	}
	days := *c.Ptr(&g)
	return now.AddDate(0, 0, -days), days > 0
}

// NewGeneral is what is in force before anybody has changed anything.
func NewGeneral() General {
	var g General
	for _, c := range RetentionClasses() {
		*c.Ptr(&g) = c.Days
		if c.MBPtr != nil {
			*c.MBPtr(&g) = c.MB
		}
	}
	return g
}

// UnmarshalJSON gives settings that a stored document does not know their
// defaults.
func (g *General) UnmarshalJSON(b []byte) error {
	type plain General
	*g = NewGeneral()
	return json.Unmarshal(b, (*plain)(g))
}

// RetentionChanges tells in words what differs between two settings of how long
// data is kept.
func RetentionChanges(old, new General) (out []string) {
	for _, c := range RetentionClasses() {
		if was, now := *c.Ptr(&old), *c.Ptr(&new); was != now {
			out = append(out, fmt.Sprintf("%s: %s instead of %s", c.Name, keptFor(now), keptFor(was)))
		}
		if c.MBPtr == nil {
			continue
		}
		if was, now := *c.MBPtr(&old), *c.MBPtr(&new); was != now {
			out = append(out, fmt.Sprintf("%s: %s instead of %s", c.Name, keptWithin(now), keptWithin(was)))
		}
	}
	return out
}

func keptFor(days int) string {
	if days == 0 {
		return "for ever"
	}
	return Plural(days, "day")
}

func keptWithin(mb int) string {
	if mb == 0 {
		return "any size"
	}
	return "at most " + Thousands(int64(mb)) + " MB"
}

func (g General) validateKeeping() (out Problems) {
	for _, c := range RetentionClasses() {
		if n := *c.Ptr(&g); n < 0 || n > MaxDays {
			out = append(out, Problem{Path: "general." + c.Key, Key: "%d is no number of days: use 1 to %d, or 0 to keep it for ever", Args: []any{n, MaxDays}})
		}
		if c.MBPtr == nil {
			continue
		}
		if n := *c.MBPtr(&g); n < 0 || n > MaxMB {
			out = append(out, Problem{Path: "general." + c.MBKey, Key: "%d is no size: use 1 to %d megabytes, or 0 for any size", Args: []any{n, MaxMB}})
		}
	}
	return out
}

// Found is how much of a class there is, or was, about one number.
type Found struct {
	Class string // of DataClasses
	Name  string // in the list
	N     int64
}

// Person is what is kept about one number.
type Person struct {
	Number   string
	Items    []Found
	From, To time.Time // of its messages; zero: there are none
	Waiting  int64     // messages to it that have not left yet
}

// Total counts all.
func (p Person) Total() (n int64) {
	for _, f := range p.Items {
		n += f.N
	}
	return n
}

// Erasure is the report of an erasure.
type Erasure struct {
	Number string // its last digits
	Gone   []Found
	Kept   []string // what stays and why, a sentence each
	Left   int64    // messages on their way to a provider: erase again when they are answered
	// Folded tells that the write-ahead log was folded into the database, so that
	// no deleted octets are left in it.
	Folded  bool
	Files   int       // files that were searched afterwards
	Remains []Remnant // where the number was found all the same
}

// Remnant is a file that still has the number.
type Remnant struct {
	File  string
	Times int
}

// Verified tells whether the search afterwards found nothing.
func (e Erasure) Verified() bool {
	return e.Folded && e.Files > 0 && len(e.Remains) == 0 && e.Left == 0
}

// Total counts what went.
func (e Erasure) Total() (n int64) {
	for _, f := range e.Gone {
		n += f.N
	}
	return n
}

// Words is the report in sentences.
func (e Erasure) Words() (out []string) {
	switch {
	case e.Verified():
		out = append(out, fmt.Sprintf("%d items about %s were erased. %d files were searched afterwards: nothing is left.", e.Total(), e.Number, e.Files))
	case e.Left > 0:
		out = append(out, fmt.Sprintf("%d items about %s were erased, but %d messages to it are just on their way: erase again in a minute.", e.Total(), e.Number, e.Left))
	case !e.Folded:
		out = append(out, fmt.Sprintf("%d items about %s were erased from the database, but its write-ahead log is being read and still has them: close other programs that read the data, and erase again.", e.Total(), e.Number))
	case e.Files == 0:
		out = append(out, fmt.Sprintf("%d items about %s were erased. Such short numbers can't be searched for in files.", e.Total(), e.Number))
	default:
		out = append(out, fmt.Sprintf("%d items about %s were erased, but the digits were found in files afterwards:", e.Total(), e.Number))
		for _, r := range e.Remains {
			out = append(out, fmt.Sprintf("%s has them %s.", r.File, Plural(r.Times, "time")))
		}
		out = append(out, "Delete copies and logs there that you no longer need, and erase again. Digits of a longer number count too.")
	}
	out = append(out, e.Kept...)
	return append(out, "Not reached from here: back-ups and exports kept elsewhere, snapshots of the disk, swap, and what your providers keep.")
}

// ErasureReport is the report of an erasure as it is kept: the newest alone.
type ErasureReport struct {
	At time.Time
	Erasure
}

// Use is how much room a class takes.
type Use struct {
	Class  string
	Rows   int64
	Bytes  int64
	Oldest time.Time // zero: not known
}

// AuditEntry is one line of the audit trail. It names no number beyond its last
// four digits and has no text of a message.
type AuditEntry struct {
	Number  int64
	At      time.Time
	Who     string
	What    string // one of the words below
	Details string
}

// What the audit trail knows.
const (
	AuditErased   = "erased"
	AuditExported = "exported"
	AuditCleaned  = "cleaned up"
	AuditBackup   = "back-up"
	AuditRestored = "restored"
	AuditSettings = "settings"
	AuditCompact  = "compacted"
)

// Audit is the trail, newest first.
type Audit struct {
	Entries []AuditEntry
	Total   int64
	Broken  int64 // first entry that does not fit the one before; 0: unbroken
}

// Backup tells what a back-up holds.
type Backup struct {
	File     string
	Bytes    int64
	Schema   int
	Messages int64
	At       time.Time // of its newest message, zero when it has none
	Secrets  string    // who can open the passwords in it, in words
}
