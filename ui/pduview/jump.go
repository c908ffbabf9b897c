package pduview

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// AtTime is the first listed row at a time or after it; ok is false when the
// time lies before what is in memory.
func (m *Model) AtTime(t time.Time) (number uint64, ok bool) {
	i, _ := slices.BinarySearchFunc(m.all, m.whole, byNumber)
	if i >= len(m.all) || len(m.view) == 0 || t.Before(m.all[i].record.Time) && !m.start {
		return 0, false
	}
	for _, e := range m.view {
		if !e.record.Time.Before(t) {
			return e.record.Number, true
		}
	}
	return m.view[len(m.view)-1].record.Number, true
}

// Skip says that nothing up to a number will come any more.
func (m *Model) Skip(number uint64) { m.cursor = max(m.cursor, number) }

// FirstAt is the number of the first record at a time or after it; below when
// that is the first that is not older. It looks at a few records alone, however
// long the log is.
func FirstAt(ctx context.Context, archive Archive, t time.Time, below uint64) (uint64, error) {
	lo, hi := uint64(0), below // the first at t is above lo and at most hi
	for lo+1 < hi {
		middle := lo + (hi-lo)/2
		one, err := archive.PDUs(ctx, gateway.PDUQuery{After: middle - 1, Limit: 1})
		if err != nil {
			return 0, err
		}
		if len(one) == 0 || one[0].Number >= hi || !one[0].Time.Before(t) {
			hi = middle
		} else {
			lo = one[0].Number
		}
	}
	return hi, nil
}

// around finds the records about a time that lies below a number, and the number
// of the first at it or after it.
func around(ctx context.Context, archive Archive, t time.Time, below uint64) (records []gateway.PDURecord, at uint64, err error) {
	const before, after = 300, 1700
	hi, err := FirstAt(ctx, archive, t, below)
	if err != nil {
		return nil, 0, err
	}
	if records, err = archive.PDUs(ctx, gateway.PDUQuery{Before: hi, Newest: true, Limit: before}); err != nil {
		return nil, 0, err
	}
	next, err := archive.PDUs(ctx, gateway.PDUQuery{After: hi - 1, Limit: after})
	if err != nil {
		return nil, 0, err
	}
	if records = append(records, next...); len(records) == 0 {
		return nil, 0, nil
	}
	if len(next) > 0 {
		return records, next[0].Number, nil
	}
	return records, records[len(records)-1].Number, nil
}

// ParseTime reads a time as somebody types it: "14:29", "14:29:58",
// "2026-11-25 14:29". Without a day it is the last such time before now.
func ParseTime(text string, now time.Time) (time.Time, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, layout := range []string{"2006-01-02 15:04:05.000", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			return t, nil
		}
	}
	for _, layout := range []string{"15:04:05.000", "15:04:05", "15:04"} {
		t, err := time.ParseInLocation(layout, text, now.Location())
		if err != nil {
			continue
		}
		y, m, d := now.Date()
		t = time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), now.Location())
		if t.After(now) {
			t = t.AddDate(0, 0, -1)
		}
		return t, nil
	}
	return time.Time{}, errors.New(words.T("a time such as 14:29, 14:29:58 or 2026-11-25 14:29 is expected"))
}
