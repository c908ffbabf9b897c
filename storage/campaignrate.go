package storage

import (
	"context"
	"fmt"
	"time"
)

// CampaignRate counts the messages of a campaign that left in each slot of time
// from a moment on, up to most slots.
func (db *DB) CampaignRate(ctx context.Context, id int64, from time.Time, slot time.Duration, most int) ([]int64, error) {
	start, step := from.UnixMilli(), slot.Milliseconds()
	if step <= 0 || most <= 0 {
		return nil, nil
	}
	rows, err := db.read.QueryContext(ctx, "SELECT (submitted_at - ?1) / ?2 slot, count(*) FROM messages WHERE campaign <> 0 AND campaign = ?3 AND submitted_at >= ?1 AND submitted_at < ?1 + ?2 * ?4 GROUP BY slot",
		start, step, id, most)
	type count struct{ slot, n int64 }
	list, err := collect(rows, err, func(r scanner, x *count) error { return r.Scan(&x.slot, &x.n) })
	if err != nil {
		return nil, fmt.Errorf("read the campaign's rate: %w", db.words(err))
	}
	out := make([]int64, most)
	for _, c := range list {
		out[c.slot] = c.n
	}
	return out, nil
}
