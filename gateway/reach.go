package gateway

import "time"

// Reach is whether a link could carry traffic, as its history keeps it.
type Reach uint8

const (
	ReachOff     Reach = iota // off by its user; before there was ReachAway, also that
	ReachDown                 // it wants to be up and is not
	ReachUp                   // bound, or listening
	ReachRefused              // it waits for its user
	ReachAway                 // Relay was not running
)

// Reach is the state as the history keeps it while Relay runs.
func (s LinkState) Reach() Reach {
	switch {
	case s.Up():
		return ReachUp
	case s == LinkOff:
		return ReachOff
	case s == LinkRefused || s == LinkFailed:
		return ReachRefused
	}
	return ReachDown
}

// LinkChange is that a link came to be up, down, refused or off.
type LinkChange struct {
	Link  string
	At    time.Time
	Reach Reach
}
