package engine

import (
	"context"
	"time"
)

const (
	retainEvery = time.Hour
	retainChunk = 5000 // records deleted in one commit, so that messages are not held up
)

// retain deletes what is older than the configuration keeps.
func (e *Engine) retain(ctx context.Context) {
	t := time.NewTicker(retainEvery)
	defer t.Stop()
	for {
		if days := e.config().General.PDUDays; days > 0 {
			before := time.Now().AddDate(0, 0, -days)
			for ctx.Err() == nil {
				n, err := e.store.DropPDUs(ctx, before, retainChunk)
				if err != nil {
					if ctx.Err() == nil {
						e.storeTrouble(err)
					}
					break
				}
				if n < retainChunk {
					break
				}
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}
