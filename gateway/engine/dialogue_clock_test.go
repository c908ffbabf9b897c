package engine_test

import (
	"fmt"

	"relay/storage"
)

// clock sets the computer's clock forward or back as Relay sees it: the moments
// that are stored come nearer or go away, while nothing that Relay measures time
// with moves.
func (d *dialogue) clock(o options) error {
	by, err := duration(o.at(1))
	if err != nil {
		return err
	}
	switch o.at(0) {
	case "forward":
		by = -by
	case "back":
	default:
		return fmt.Errorf("the clock is set forward or back")
	}
	done := make(chan error, 1)
	d.relay.db().Write(func(tx *storage.Tx) error {
		for _, id := range d.messages {
			m, err := tx.Message(id)
			if err != nil {
				return err
			}
			if !m.ScheduledAt.IsZero() {
				m.ScheduledAt = m.ScheduledAt.Add(by)
			}
			if !m.ValidUntil.IsZero() {
				m.ValidUntil = m.ValidUntil.Add(by)
			}
			if err := tx.UpdateMessage(m); err != nil {
				return err
			}
			parts, err := tx.Parts(id)
			if err != nil {
				return err
			}
			for i := range parts {
				if !parts[i].NextAt.IsZero() {
					parts[i].NextAt = parts[i].NextAt.Add(by)
				}
				if err := tx.UpdatePart(&parts[i]); err != nil {
					return err
				}
			}
		}
		return nil
	}, func(err error) { done <- err })
	return <-done
}
