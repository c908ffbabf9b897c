package engine

import (
	"context"
	"time"

	"relay/gateway"
	"relay/gateway/sms"
)

const (
	expireEvery = time.Second
	expireChunk = 500 // messages in one commit
)

// expire ends messages that waited here longer than they are valid, and
// incoming long messages whose missing parts will not come any more.
func (e *Engine) expire(ctx context.Context) {
	t := time.NewTicker(expireEvery)
	defer t.Stop()
	for {
		now := time.Now()
		messages, joins, err := e.store.Overdue(ctx, now, now.Add(-joinAge))
		switch {
		case err != nil && ctx.Err() == nil:
			e.storeTrouble(err)
		case messages || joins:
			if err := e.do(ctx, func(tx Tx) error { return e.expireTurn(tx, now) }); err != nil && ctx.Err() == nil {
				e.storeTrouble(err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (e *Engine) expireTurn(tx Tx, now time.Time) error {
	list, err := tx.OverdueMessages(now, expireChunk)
	if err != nil {
		return err
	}
	for i := range list {
		m := &list[i]
		owed, err := owedOf(tx, m)
		if err != nil {
			return err
		}
		if ok, err := e.withdraw(tx, owed); err != nil {
			return err
		} else if !ok {
			continue // it is on its way to the account: what comes of that decides
		}
		if err := e.expireOne(tx, m, now); err != nil {
			return err
		}
	}
	return e.closeJoins(tx, "", now)
}

// expireOne ends a message, or what waits of it: parts that have left go their way.
func (e *Engine) expireOne(tx Tx, m *gateway.Message, now time.Time) error {
	parts, err := tx.Parts(m.ID)
	if err != nil {
		return err
	}
	for i := range parts {
		if parts[i].State != gateway.Queued {
			continue
		}
		parts[i].State, parts[i].DoneAt = gateway.Expired, now
		if err := tx.UpdatePart(&parts[i]); err != nil {
			return err
		}
	}
	fold(m, parts)
	if m.State.Final() {
		e.ended(tx, m)
	}
	m.Error = &gateway.MessageError{Text: "It was valid until " + m.ValidUntil.Local().Format("2006-01-02 15:04:05") + " and could not leave before. Send it again once the connection works."}
	if err := tx.UpdateMessage(m); err != nil {
		return err
	}
	e.announce(tx, m.ID)
	if m.State != gateway.Expired {
		return nil
	}
	return e.oweReceipt(tx, m, sms.StateExpired, sms.StateExpired.Word(), "", now)
}
