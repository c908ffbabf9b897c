package engine

import "context"

// MarkRead clears the unread mark.
func (e *Engine) MarkRead(ctx context.Context, ids ...int64) error {
	err := e.do(ctx, func(tx Tx) error {
		for _, id := range ids {
			m, err := tx.Message(id)
			if err != nil {
				return err
			}
			if !m.Unread {
				continue
			}
			m.Unread = false
			if err := tx.UpdateMessage(m); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		e.feed.message(ids...)
	}
	return err
}
