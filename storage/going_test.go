package storage

import (
	"testing"
	"time"

	"relay/gateway"
)

// What would go by age is shown before it goes: the oldest first, and nothing that
// stays.
func TestGoingOld(t *testing.T) {
	db := open(t, t.TempDir())
	day := func(n int) time.Time { return time.UnixMilli(1_700_000_000_000).AddDate(0, 0, n).UTC() }
	write(t, db, func(tx *Tx) error {
		for d := range 4 {
			for _, st := range []gateway.MessageState{gateway.Delivered, gateway.Queued} {
				m := outgoing("text of " + st.String())
				m.State, m.PartList[0].State, m.CreatedAt = st, st, day(d)
				if err := tx.InsertMessage(m); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, class := range []string{gateway.ClassTexts, gateway.ClassMessages} {
		due, err := db.DueOld(t.Context(), class, day(3))
		if err != nil || due != 3 {
			t.Fatalf("%s: %d are due, %v", class, due, err)
		}
		list, err := db.GoingOld(t.Context(), class, day(3), 2)
		if err != nil || len(list) != 2 || !list[0].CreatedAt.Equal(day(0)) || !list[1].CreatedAt.Equal(day(1)) {
			t.Errorf("%s: %v, %v", class, list, err)
		}
		for _, m := range list {
			if m.State != gateway.Delivered || m.Text != "text of delivered" {
				t.Errorf("%s: %+v", class, m)
			}
		}
	}
	if _, err := db.DropOld(t.Context(), gateway.ClassTexts, day(3)); err != nil {
		t.Fatal(err)
	}
	if list, err := db.GoingOld(t.Context(), gateway.ClassTexts, day(3), 9); len(list) != 0 || err != nil {
		t.Errorf("texts that went go again: %v, %v", list, err)
	}
	if list, err := db.GoingOld(t.Context(), gateway.ClassPDUs, day(3), 9); len(list) != 0 || err != nil {
		t.Errorf("PDUs are no messages: %v, %v", list, err)
	}
}
