package sms

import "strings"

// MessageState is the state that a receipt or query names (SMPP 5.0 4.7.15,
// message_state). 1 to 8 are SMPP 3.4's; 0 and 9 came with 5.0.
type MessageState uint8

const (
	StateScheduled     MessageState = iota // not started yet
	StateEnroute                           // being delivered
	StateDelivered                         // final: on the handset
	StateExpired                           // final: its validity ran out
	StateDeleted                           // final: cancelled or removed
	StateUndeliverable                     // final: failed for good
	StateAccepted                          // by the letter final; many providers mean "taken by the operator"
	StateUnknown                           // undefined
	StateRejected                          // final: refused
	StateSkipped                           // final: left out on purpose
)

// stateRows holds each state's specification name and receipt word, in order.
var stateRows = [...]struct {
	name, word string
	final      bool
}{
	{"SCHEDULED", "SCHEDLD", false},
	{"ENROUTE", "ENROUTE", false},
	{"DELIVERED", "DELIVRD", true},
	{"EXPIRED", "EXPIRED", true},
	{"DELETED", "DELETED", true},
	{"UNDELIVERABLE", "UNDELIV", true},
	{"ACCEPTED", "ACCEPTD", false},
	{"UNKNOWN", "UNKNOWN", false},
	{"REJECTED", "REJECTD", true},
	{"SKIPPED", "SKIPPED", true},
}

// strayWords are words of providers that mean one of the states.
var strayWords = [...]struct {
	word  string
	state MessageState
}{
	{"FAILED", StateUndeliverable},
	{"DND_REJECTED", StateRejected},
}

// String returns the specification's name: "DELIVERED".
func (s MessageState) String() string {
	if int(s) < len(stateRows) {
		return stateRows[s].name
	}
	return "UNKNOWN"
}

// Word returns the word of a receipt's text: "DELIVRD" (SMPP 3.4 appendix B).
func (s MessageState) Word() string {
	if int(s) < len(stateRows) {
		return stateRows[s].word
	}
	return "UNKNOWN"
}

// Final tells whether no further receipt is to be expected. ACCEPTED counts as
// not final: most who send it mean that the operator took the message.
func (s MessageState) Final() bool {
	return int(s) < len(stateRows) && stateRows[s].final
}

// StateOfWord finds the state that a receipt's word means, without regard to
// case; the long names count too. ok is false for a word that nobody knows:
// such a receipt says nothing about delivery.
func StateOfWord(word string) (s MessageState, ok bool) {
	word = strings.TrimSpace(word)
	for i, r := range stateRows {
		if strings.EqualFold(word, r.word) || strings.EqualFold(word, r.name) {
			return MessageState(i), true
		}
	}
	for _, r := range strayWords {
		if strings.EqualFold(word, r.word) {
			return r.state, true
		}
	}
	return 0, false
}
