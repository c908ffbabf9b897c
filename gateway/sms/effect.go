package sms

import "strings"

// Effect is what a receipt means after its TLVs have been put on top of its
// text.
type Effect struct {
	ID           string
	HasID        bool
	State        MessageState
	HasState     bool // false: the receipt says nothing about delivery
	IDDiffers    bool // TLV and text name ids that are not even the same number
	StateDiffers bool // TLV and text name different states
}

// Effective puts the TLVs receipted_message_id and message_state on top of a
// receipt's text, where they win. receiptedID is "" and messageState is -1 when
// the TLV is absent; a NUL at the end of the id is dropped. Without an id it is
// "", without a known state StateUnknown, which says nothing about delivery.
func Effective(r Receipt, receiptedID string, messageState int) (id string, state MessageState) {
	e := Conclude(r, receiptedID, messageState)
	if !e.HasState {
		return e.ID, StateUnknown
	}
	return e.ID, e.State
}

// Conclude is Effective with what was there and whether TLVs and text agree.
func Conclude(r Receipt, receiptedID string, messageState int) Effect {
	e := Effect{ID: r.ID, HasID: r.HasID, State: r.State, HasState: r.HasState}
	if id := strings.TrimRight(receiptedID, "\x00"); id != "" {
		e.IDDiffers = r.HasID && !SameID(id, r.ID)
		e.ID, e.HasID = id, true
	}
	if messageState >= 0 && messageState < len(stateRows) {
		s := MessageState(messageState)
		e.StateDiffers = r.Stat != "" && (!r.HasState || r.State != s)
		e.State, e.HasState = s, true
	}
	return e
}
