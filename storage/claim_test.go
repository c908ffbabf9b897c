package storage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"relay/gateway"
)

func claimed(t *testing.T, db *DB, now time.Time, limit int) (texts []string) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		texts = nil
		list, err := tx.Claim("up", now, 1, limit)
		for _, p := range list {
			m, err := tx.Message(p.MessageID)
			if err != nil {
				return err
			}
			texts = append(texts, m.Text)
		}
		return err
	})
	return texts
}

func waiting(text string, priority int, at time.Time) *gateway.Message {
	m := outgoing(text)
	m.PartList[0].Priority, m.PartList[0].NextAt, m.ScheduledAt = priority, at, at
	return m
}

func stored(t *testing.T, db *DB, list ...*gateway.Message) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		for _, m := range list {
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// A part that was due and is not any more, because the clock was set back, is
// sent when it is due again.
func TestClaimClockBack(t *testing.T) {
	db := lateDB(t, t.TempDir())
	now := time.UnixMilli(1_700_000_000_000)
	stored(t, db, waiting("first", 0, now), waiting("second", 0, now))
	if got := claimed(t, db, now, 1); fmt.Sprint(got) != "[first]" {
		t.Fatal(got)
	}
	if got := claimed(t, db, now.Add(-time.Hour), 1); len(got) != 0 {
		t.Fatal(got, "before its time")
	}
	if due, err := db.NextDue(context.Background(), "up", now.Add(-time.Hour)); err != nil || !due.Equal(now) {
		t.Errorf("due at %v, %v", due, err)
	}
	if got := claimed(t, db, now, 1); fmt.Sprint(got) != "[second]" {
		t.Errorf("%v when it is due again", got)
	}
}

// An urgent part goes first, also when just nothing is known to wait.
func TestClaimUrgentFirst(t *testing.T) {
	now := time.UnixMilli(1_700_000_000_000)
	t.Run("many wait", func(t *testing.T) {
		db := lateDB(t, t.TempDir())
		var list []*gateway.Message
		for range 2 * readyLeast {
			list = append(list, waiting("usual", 0, time.Time{}))
		}
		stored(t, db, list...)
		if got := claimed(t, db, now, readyLeast); len(got) != readyLeast {
			t.Fatal(len(got))
		}
		stored(t, db, waiting("urgent", 3, time.Time{}))
		if got := claimed(t, db, now, 1); fmt.Sprint(got) != "[urgent]" {
			t.Errorf("%v went first", got)
		}
	})
	t.Run("many are for later", func(t *testing.T) {
		db := lateDB(t, t.TempDir())
		var list []*gateway.Message
		for range 1001 {
			list = append(list, waiting("later", 0, now.Add(time.Hour)))
		}
		stored(t, db, list...)
		if got := claimed(t, db, now, 1); len(got) != 0 {
			t.Fatal(got)
		}
		stored(t, db, waiting("usual", 0, time.Time{}), waiting("urgent", 3, time.Time{}))
		if got := claimed(t, db, now, 1); fmt.Sprint(got) != "[urgent]" {
			t.Errorf("%v went first", got)
		}
	})
}

// A part whose second try or time has come goes before younger ones, however
// slow the link is.
func TestClaimSlowLink(t *testing.T) {
	db := lateDB(t, t.TempDir())
	now := time.UnixMilli(1_700_000_000_000)
	list := []*gateway.Message{waiting("due soon", 3, now.Add(5*time.Second))}
	for range 2 * readyLeast {
		list = append(list, waiting("usual", 0, time.Time{}))
	}
	stored(t, db, list...)
	for n := range 20 {
		got := fmt.Sprint(claimed(t, db, now.Add(time.Duration(n)*time.Second), 1))
		if got == "[due soon]" {
			if n < 5 || n > 7 {
				t.Errorf("it left after %d s, want 5", n)
			}
			return
		}
	}
	t.Error("15 s after its time it still waits")
}
