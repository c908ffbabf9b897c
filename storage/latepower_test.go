package storage

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"relay/gateway"
)

// Power fails at any moment while rows are late: what was reported as stored, on
// its way, accepted, owed or acknowledged is that, or what came of it later.
func TestPowerLossLate(t *testing.T) {
	db := lateDB(t, t.TempDir())
	claimed(t, db, time.Now(), 1)
	type state struct {
		wal  int64
		is   map[int64]gateway.MessageState
		owed map[int64]bool // false: acknowledged
	}
	now := state{is: map[int64]gateway.MessageState{}, owed: map[int64]bool{}}
	var reported []state
	var onWay, waits []gateway.Part
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 120 {
		var m *gateway.Message
		var d *gateway.Delivery
		var acknowledged int64
		write(t, db, func(tx *Tx) error {
			m, d, acknowledged = nil, nil, 0
			switch n % 4 {
			case 0:
				m = outgoing(fmt.Sprint("message ", n))
				return tx.InsertMessage(m)
			case 1:
				list, err := tx.Claim("up", time.Now(), 1, 1)
				onWay = list
				return err
			case 2:
				p := onWay[0]
				if m, _ = tx.Message(p.MessageID); m == nil {
					return errors.New("it is gone")
				}
				p.State, p.ProviderID, m.State = gateway.Accepted, fmt.Sprint("id", n), gateway.Accepted
				waits = append(waits, p)
				d = &gateway.Delivery{Account: "shop", MessageID: m.ID, PDU: []byte("receipt")}
				return errors.Join(tx.UpdatePart(&p), tx.UpdateMessage(m), tx.InsertDelivery(d))
			}
			for id, owed := range now.owed {
				if owed && random.IntN(2) == 0 {
					acknowledged = id
					return tx.DeleteDelivery(id)
				}
			}
			return nil
		})
		switch {
		case m != nil:
			now.is[m.ID] = m.State
		case n%4 == 1:
			now.is[onWay[0].MessageID] = gateway.Sending
		}
		if d != nil {
			now.owed[d.ID] = true
		}
		if acknowledged != 0 {
			now.owed[acknowledged] = false
		}
		info, err := os.Stat(db.file + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		reported = append(reported, state{info.Size(), maps.Clone(now.is), maps.Clone(now.owed)})
	}
	file, err := os.ReadFile(db.file)
	if err != nil {
		t.Fatal(err)
	}
	wal, err := os.ReadFile(db.file + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	frames := (len(wal) - walHeader) / walFrame
	cuts := random.Perm(frames + 1)
	for _, cut := range cuts[:min(len(cuts), fewer(200))] {
		at := walHeader + cut*walFrame
		again, result := laid(t, file, wal[:at:at])
		if result != "ok" {
			t.Fatal(result)
		}
		is := map[int64]gateway.MessageState{}
		for _, m := range all(t, again) {
			is[m.ID] = m.State
		}
		owed := map[int64]bool{}
		list, err := again.DeliveriesDue(context.Background(), "shop", 0, time.Now(), 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			owed[d.ID] = true
		}
		for i, s := range reported {
			if s.wal > int64(at) {
				break
			}
			for id, want := range s.is {
				if got, there := is[id]; !there || got < want {
					t.Fatalf("cut at frame %d: message %d is %v, was reported %v by turn %d", cut, id, got, want, i)
				}
			}
			for id, want := range s.owed {
				if !want && owed[id] {
					t.Fatalf("cut at frame %d: delivery %d is owed, its acknowledgement was reported by turn %d", cut, id, i)
				}
				if want && !owed[id] && now.owed[id] {
					t.Fatalf("cut at frame %d: delivery %d is not owed, and was never acknowledged", cut, id)
				}
			}
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d frames, %d turns", frames, len(reported))
}

// A disk that is full while rows are late: what was reported is there when there
// is room again, also after a kill.
func TestLateFullDisk(t *testing.T) {
	folder := t.TempDir()
	db := lateDB(t, folder)
	claimed(t, db, time.Now(), 1)
	pages(t, db, 40)
	stored, err := fill(t, db)
	var e *Error
	if !errors.As(err, &e) || !e.Temporary() {
		t.Errorf("told as %v", err)
	}
	if n := len(all(t, killed(t, folder))); n != stored {
		t.Errorf("%d after a kill, %d were reported", n, stored)
	}
	_ = all(t, db) // a reader while it is full does not wait for ever
	if err := db.writer.outside(func(c *conn) error { _, err := c.exec("PRAGMA max_page_count = 1000000"); return err }); err != nil {
		t.Fatal(err)
	}
	if n := len(all(t, db)); n != stored {
		t.Errorf("%d when there is room, %d were reported", n, stored)
	}
	if n := len(claimed(t, db, time.Now(), stored+1)); n != stored {
		t.Errorf("%d are claimed, %d were reported", n, stored)
	}
}
