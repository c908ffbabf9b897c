package storage

import (
	"context"
	"fmt"
	"time"

	"relay/gateway"
)

const slotSeconds = int64(gateway.TrafficSlot / time.Second)

// AddTraffic stores what links did in a slot; what is there already grows.
func (t *Tx) AddTraffic(list []gateway.Traffic) error {
	for _, x := range list {
		slot := x.At.Unix() / slotSeconds
		var times []byte
		if err := t.rowOther("SELECT times FROM traffic WHERE slot = ? AND link = ?", slot, x.Link).Scan(&times); err == nil {
			var before gateway.AnswerTimes
			if err := before.Decode(times); err == nil {
				x.Times.Merge(before)
			}
		}
		times = x.Times.Encode()
		if times == nil {
			times = []byte{}
		}
		if _, err := t.execOther(`INSERT INTO traffic VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (slot, link) DO UPDATE SET
			submitted = submitted + excluded.submitted, refused = refused + excluded.refused, delivered = delivered + excluded.delivered,
			failed = failed + excluded.failed, received = received + excluded.received, queued = MAX(queued, excluded.queued), times = excluded.times`,
			slot, x.Link, x.Submitted, x.Refused, x.Delivered, x.Failed, x.Received, x.Queued, times); err != nil {
			return err
		}
	}
	return nil
}

// Traffic sums what all links did since a time, by steps of whole slots, oldest
// first; steps without traffic are left out, and so are answer times.
func (db *DB) Traffic(ctx context.Context, from time.Time, step time.Duration) ([]gateway.Traffic, error) {
	each := max(int64(step/gateway.TrafficSlot), 1)
	rows, err := db.read.QueryContext(ctx, `SELECT slot / ?, SUM(submitted), SUM(refused), SUM(delivered), SUM(failed), SUM(received), MAX(queued) FROM (
		SELECT slot, SUM(submitted) submitted, SUM(refused) refused, SUM(delivered) delivered, SUM(failed) failed, SUM(received) received, SUM(queued) queued
		FROM traffic WHERE slot >= ? GROUP BY slot) GROUP BY slot / ? ORDER BY 1`, each, from.Unix()/slotSeconds, each)
	list, err := collect(rows, err, func(r scanner, x *gateway.Traffic) error {
		var n int64
		err := r.Scan(&n, &x.Submitted, &x.Refused, &x.Delivered, &x.Failed, &x.Received, &x.Queued)
		x.At = time.Unix(n*each*slotSeconds, 0).UTC()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the traffic: %w", db.words(err))
	}
	return list, nil
}

// TrafficSlots returns what each link did since a time, slot by slot, oldest
// first, answer times included.
func (db *DB) TrafficSlots(ctx context.Context, from time.Time) ([]gateway.Traffic, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT slot, link, submitted, refused, delivered, failed, received, queued, times FROM traffic WHERE slot >= ? ORDER BY slot, link", from.Unix()/slotSeconds)
	list, err := collect(rows, err, func(r scanner, x *gateway.Traffic) error {
		var slot int64
		var times []byte
		if err := r.Scan(&slot, &x.Link, &x.Submitted, &x.Refused, &x.Delivered, &x.Failed, &x.Received, &x.Queued, &times); err != nil {
			return err
		}
		x.At = time.Unix(slot*slotSeconds, 0).UTC()
		return x.Times.Decode(times)
	})
	if err != nil {
		return nil, fmt.Errorf("read the traffic: %w", db.words(err))
	}
	return list, nil
}
