package engine

import (
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// charge counts messages that an account submits together against its quotas; ok
// is false when they would go beyond one, and nothing is counted then. Days and
// months are those of UTC.
func (e *Engine) charge(tx Tx, acc gateway.Account, n int, now time.Time) (ok bool, err error) {
	if acc.Daily == 0 && acc.Monthly == 0 && acc.Credits == 0 {
		tx.AfterCommit(func() { e.submitted.add(acc.SystemID, n) })
		return true, nil
	}
	day, month, all, err := tx.Submitted(acc.SystemID, now)
	if err != nil {
		return false, err
	}
	y, mon, d := now.UTC().Date()
	for _, q := range []struct {
		limit int
		used  int64
		of    string
		until time.Time
	}{
		{acc.Daily, day, "of this day", time.Date(y, mon, d+1, 0, 0, 0, 0, time.UTC)},
		{acc.Monthly, month, "of this month", time.Date(y, mon+1, 1, 0, 0, 0, 0, time.UTC)},
		{acc.Credits, all, "in all", time.Time{}},
	} {
		if q.limit > 0 && q.used+int64(n) > int64(q.limit) {
			tx.AfterCommit(func() { e.overQuota(acc.SystemID, q.limit, q.of, q.until) })
			return false, nil
		}
	}
	return true, tx.AddSubmitted(acc.SystemID, now, n)
}

// overQuota tells of a quota that is used up: in the log, and once as a warning
// that lasts until there is a new one.
func (e *Engine) overQuota(account string, limit int, of string, until time.Time) {
	text := fmt.Sprintf("%s has used up its %d messages %s", account, limit, of)
	e.accounts.refused(account, smpp.RTHROTTLED, text)
	e.warn(warning{text: text, until: until, settled: true})
}
