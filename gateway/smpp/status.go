package smpp

import (
	"fmt"
	"iter"
)

// Status is a command_status.
type Status uint32

// RetryClass is what a sender should do about a status.
type RetryClass uint8

const (
	RetryNone             RetryClass = iota // nothing is wrong
	RetryPermanent                          // the same request fails again
	RetryFixConfiguration                   // somebody has to change a setting
	RetryReconnect                          // the session is lost: bind again
	RetryLater                              // passes by itself
	RetryThrottle                           // slow down
)

// StatusInfo is a row of the table of statuses: one status, a range of them, or
// a name that 3.3 lists without giving its number.
type StatusInfo struct {
	Name       string
	Code       Status
	Last       Status // end of a range; 0 for a single status
	NameOnly   bool   // Code means nothing
	Alias      string // what other versions call it
	Meaning    string // plain words
	Cause      string
	Advice     string
	Retry      RetryClass
	Introduced string // "3.3", "3.4", "5.0", "legacy"
	Note       string
}

// numbered tells whether the row is of one status with a number.
func (r *StatusInfo) numbered() bool { return !r.NameOnly && r.Last == 0 }

func indexStatuses(rows []StatusInfo) map[Status]*StatusInfo {
	m := make(map[Status]*StatusInfo, len(rows))
	for i := range rows {
		if rows[i].numbered() {
			m[rows[i].Code] = &rows[i]
		}
	}
	return m
}

// Info returns the status's row; for an unknown code one that says so.
func (s Status) Info() StatusInfo { return standard.Status(s) }

// Status returns a status's row; for an unknown code one that says so.
func (t *Tables) Status(s Status) StatusInfo {
	if r := t.byStatus[s]; r != nil {
		return *r
	}
	for i := range t.statuses {
		if r := &t.statuses[i]; r.Last != 0 && s >= r.Code && s <= r.Last {
			info := *r
			info.Name, info.Code, info.Last = fmt.Sprintf("0x%08X", uint32(s)), s, 0
			return info
		}
	}
	return StatusInfo{
		Name: fmt.Sprintf("0x%08X", uint32(s)), Code: s, Retry: RetryPermanent,
		Meaning: "An error that no SMPP version defines.", Advice: "Ask the provider what this code means.",
	}
}

// Name returns "ESME_RTHROTTLED", or the number in hexadecimal.
func (s Status) Name() string { return s.Info().Name }

func (s Status) String() string { return s.Name() }

// StatusByName finds a status by its specification name, with or without
// "ESME_".
func StatusByName(name string) (Status, bool) { return standard.StatusByName(name) }

// StatusByName is the function StatusByName by these tables.
func (t *Tables) StatusByName(name string) (Status, bool) {
	for i := range t.statuses {
		r := &t.statuses[i]
		if (r.Name == name || r.Name == "ESME_"+name) && r.numbered() {
			return r.Code, true
		}
	}
	return 0, false
}

// Statuses lists the table.
func Statuses() iter.Seq[StatusInfo] { return standard.Statuses() }
