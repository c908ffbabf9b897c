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

// StatusInfo is a row of the table of statuses.
type StatusInfo struct {
	Name       string
	Code       Status
	Meaning    string // plain words
	Cause      string
	Advice     string
	Retry      RetryClass
	Introduced string // "3.3", "3.4", "5.0", "legacy"
}

var statusByCode = indexStatuses(statusRows)

func indexStatuses(rows []StatusInfo) map[Status]*StatusInfo {
	m := make(map[Status]*StatusInfo, len(rows))
	for i := range rows {
		m[rows[i].Code] = &rows[i]
	}
	return m
}

// Info returns the status's row; for an unknown code one that says so.
func (s Status) Info() StatusInfo {
	if r := statusByCode[s]; r != nil {
		return *r
	}
	i := StatusInfo{Name: fmt.Sprintf("0x%08X", uint32(s)), Code: s, Retry: RetryPermanent}
	if s >= 0x400 && s <= 0x4FF {
		i.Meaning = "An error of this message centre's own."
		i.Advice = "Look the code up in the provider's documents."
		return i
	}
	i.Meaning = "An error that no SMPP version defines."
	i.Advice = "Ask the provider what this code means."
	return i
}

// Name returns "ESME_RTHROTTLED", or the number in hexadecimal.
func (s Status) Name() string { return s.Info().Name }

func (s Status) String() string { return s.Name() }

// StatusByName finds a status by its specification name, with or without
// "ESME_".
func StatusByName(name string) (Status, bool) {
	for i := range statusRows {
		if n := statusRows[i].Name; n == name || n == "ESME_"+name {
			return statusRows[i].Code, true
		}
	}
	return 0, false
}

// Statuses lists the table.
func Statuses() iter.Seq[StatusInfo] {
	return func(yield func(StatusInfo) bool) {
		for i := range statusRows {
			if !yield(statusRows[i]) {
				return
			}
		}
	}
}
