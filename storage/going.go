package storage

import (
	"context"
	"time"

	"relay/gateway"
)

// GoingOld returns the oldest messages that DropOld would delete, or take the text
// of, oldest first; none of a class that is not about messages.
func (db *DB) GoingOld(ctx context.Context, class string, before time.Time, limit int) ([]gateway.Message, error) {
	for _, r := range retention()[class] {
		if !r.messages {
			continue
		}
		ids, err := db.ids(ctx, r.due, named("after", 0), named("before", ms(before)), named("limit", limit))
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		rows, err := db.read.QueryContext(ctx, "SELECT "+messageColumns+" FROM messages WHERE id "+ofIDs+" ORDER BY id", jsonList(ids))
		list, err := collect(rows, err, scanMessage)
		return list, db.words(err)
	}
	return nil, nil
}
