// Package rules decides what an incoming message causes: whether it is a
// keyword of the opt-out list, which of the user's rules act, and what they
// send. It is pure: it knows no database and no clock, and says why a rule does
// not act.
package rules
