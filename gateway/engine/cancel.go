package engine

import (
	"time"

	"relay/gateway"
	"relay/gateway/sms"
)

// cancelOne takes a message that has not left back; why, if there is a reason
// beside the user's wish, stands in its note. false: it has left.
func (e *Engine) cancelOne(tx Tx, id int64, now time.Time, why string) (bool, error) {
	m, err := tx.Message(id)
	if err != nil {
		return false, err
	}
	parts, err := tx.Parts(id)
	if err != nil {
		return false, err
	}
	owed, err := owedOf(tx, m)
	if err != nil {
		return false, err
	}
	if ok, err := e.withdraw(tx, owed); err != nil || !ok {
		return false, err
	}
	return e.cancelParts(tx, m, parts, now, why, func(p gateway.Part) bool { return p.State == gateway.Queued || p.State == gateway.Unknown })
}

// cancelParts ends those parts of a message that which names; false: it names none.
func (e *Engine) cancelParts(tx Tx, m *gateway.Message, parts []gateway.Part, now time.Time, why string, which func(gateway.Part) bool) (bool, error) {
	taken := false
	for i := range parts {
		if which(parts[i]) {
			parts[i].State, parts[i].DoneAt = gateway.Cancelled, now
			if err := tx.UpdatePart(&parts[i]); err != nil {
				return false, err
			}
			taken = true
		}
	}
	if !taken {
		return false, nil
	}
	fold(m, parts)
	if why != "" {
		m.Note = why
	}
	if err := tx.UpdateMessage(m); err != nil {
		return false, err
	}
	return true, e.oweReceipt(tx, m, sms.StateDeleted, "DELETED", "", now)
}
