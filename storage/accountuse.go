package storage

import (
	"context"
	"time"

	"relay/gateway"
)

// AccountUse returns what is counted of each account: what it has submitted in
// the UTC day and month of a time and in all, and what waits to be delivered to
// it. Accounts of which nothing is known are left out.
func (db *DB) AccountUse(ctx context.Context, at time.Time) (map[string]gateway.AccountUse, error) {
	out := map[string]gateway.AccountUse{}
	count := func(query string, put func(*gateway.AccountUse, int64), args ...any) error {
		rows, err := db.read.QueryContext(ctx, query, args...)
		if err != nil {
			return db.words(err)
		}
		defer rows.Close()
		for rows.Next() {
			var account string
			var n int64
			if err := rows.Scan(&account, &n); err != nil {
				return db.words(err)
			}
			u := out[account]
			put(&u, n)
			out[account] = u
		}
		return db.words(rows.Err())
	}
	const submitted = "SELECT account, n FROM submitted WHERE period = ?"
	for _, q := range []struct {
		period string
		put    func(*gateway.AccountUse, int64)
	}{
		{at.UTC().Format(time.DateOnly), func(u *gateway.AccountUse, n int64) { u.Day = n }},
		{at.UTC().Format("2006-01"), func(u *gateway.AccountUse, n int64) { u.Month = n }},
		{allTime, func(u *gateway.AccountUse, n int64) { u.All = n }},
	} {
		if err := count(submitted, q.put, q.period); err != nil {
			return nil, err
		}
	}
	err := count("SELECT account, COUNT(*) FROM deliveries GROUP BY account", func(u *gateway.AccountUse, n int64) { u.Waiting = n })
	if err != nil {
		return nil, err
	}
	return out, nil
}
