package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
)

// linkStatesKept is how long the history of links is kept; of each the last
// change stays.
const linkStatesKept = 8 * 24 * time.Hour

// AddLinkChanges stores that links went up or down.
func (t *Tx) AddLinkChanges(list []gateway.LinkChange) error {
	for _, x := range list {
		if _, err := t.exec("INSERT INTO link_states VALUES (?, ?, ?) ON CONFLICT (link, at) DO UPDATE SET state = excluded.state", x.Link, x.At.UnixMilli(), x.Reach); err != nil {
			return err
		}
	}
	return nil
}

// SetAlive tells that the program runs, and forgets what is old.
func (t *Tx) SetAlive(now time.Time) error {
	if _, err := t.exec("DELETE FROM link_states WHERE link = ''"); err != nil {
		return err
	}
	if _, err := t.exec("INSERT INTO link_states VALUES ('', ?, 0)", now.UnixMilli()); err != nil {
		return err
	}
	before := now.Add(-linkStatesKept).UnixMilli()
	_, err := t.exec("DELETE FROM link_states WHERE at < ? AND link <> '' AND EXISTS (SELECT 1 FROM link_states n WHERE n.link = link_states.link AND n.at > link_states.at AND n.at < ?)", before, before)
	return err
}

// CloseLinkStates ends what was up when the program last stopped without a word:
// nothing was up any more after it was last known to run.
func (t *Tx) CloseLinkStates() error {
	var at int64
	err := t.row("SELECT at FROM link_states WHERE link = ''").Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO link_states SELECT link, MAX(MAX(at) + 1, ?), ? FROM link_states WHERE link <> '' GROUP BY link
		HAVING (SELECT state FROM link_states l WHERE l.link = link_states.link ORDER BY at DESC LIMIT 1) NOT IN (?, ?)`, at, gateway.ReachAway, gateway.ReachOff, gateway.ReachAway)
	return err
}

// LinkStates returns what became of links since a time, oldest first, and for
// each link the last of before.
func (db *DB) LinkStates(ctx context.Context, from time.Time) ([]gateway.LinkChange, error) {
	ms := from.UnixMilli()
	rows, err := db.read.QueryContext(ctx, `SELECT link, at, state FROM link_states WHERE at >= ?1 AND link <> ''
		UNION ALL SELECT link, MAX(at), state FROM link_states WHERE at < ?1 AND link <> '' GROUP BY link ORDER BY 2`, ms)
	list, err := collect(rows, err, func(r scanner, x *gateway.LinkChange) error {
		var at int64
		err := r.Scan(&x.Link, &at, &x.Reach)
		x.At = time.UnixMilli(at).UTC()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the history of links: %w", db.words(err))
	}
	return list, nil
}
