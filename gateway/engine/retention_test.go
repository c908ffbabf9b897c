package engine_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/storage"
)

// old stores a message of some days ago.
func (h *house) old(days int, state gateway.MessageState) int64 {
	h.t.Helper()
	m := &gateway.Message{Direction: gateway.Out, Link: "away", To: gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"}, Text: "old", State: state, Parts: 1, CreatedAt: time.Now().AddDate(0, 0, -days),
		PartList: []gateway.Part{{Number: 1, State: state, PDU: []byte{1, 2}}}}
	done := make(chan error, 1)
	h.db.Write(func(tx *storage.Tx) error { return tx.InsertMessage(m) }, func(err error) { done <- err })
	if err := <-done; err != nil {
		h.t.Fatal(err)
	}
	return m.ID
}

func TestRetentionAtStartAndWhenItChanges(t *testing.T) {
	h := openHouse(t, t.TempDir(), false)
	ancient, aged, young, waits := h.old(500, gateway.Delivered), h.old(40, gateway.Delivered), h.old(10, gateway.Delivered), h.old(500, gateway.Queued)
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone := func(id int64) bool { _, err := h.db.Message(t.Context(), id); return err != nil }
	h.until("the oldest message is deleted", func() bool { return gone(ancient) })
	h.until("old texts are deleted", func() bool { return !gone(aged) && h.message(aged).Text == "" })
	h.until("it is in the audit trail", func() bool {
		a, err := h.db.Audit(t.Context(), 1)
		return err == nil && a.Total == 1 && a.Entries[0].What == gateway.AuditCleaned && strings.Contains(a.Entries[0].Details, "Messages: 1")
	})
	if h.message(young).Text != "old" || h.message(waits).Text != "old" {
		t.Error("too much was deleted")
	}
	if _, err := h.Resend(t.Context(), aged); err == nil || !strings.Contains(err.Error(), "no longer kept") {
		t.Errorf("a message without its text is sent again: %v", err)
	}
	if _, err := h.Resend(t.Context(), young); err == nil || !strings.Contains(err.Error(), `no connection "away"`) {
		t.Errorf("a message is sent again over a link that is gone: %v", err)
	}
	h.apply(func(c *gateway.Config) {
		away := loopback()
		away.Name, away.Enabled = "away", false
		c.Clients = append(c.Clients, away)
	})
	if _, err := h.Resend(t.Context(), young); err != nil {
		t.Error(err)
	}
	h.apply(func(c *gateway.Config) { c.General.MessageDays = 5 })
	h.until("the change is in force", func() bool { return gone(aged) && gone(young) })
	if gone(waits) {
		t.Error("a waiting message was deleted")
	}
}

// The PDU log keeps to the size that the configuration says, the newest records
// first.
func TestLogIsTrimmed(t *testing.T) {
	folder := t.TempDir()
	fillLog(t, folder, 3<<20)
	h := openHouse(t, folder, true)
	if n := h.logged(); n < 3<<20 {
		t.Fatalf("the log has %d octets", n)
	}
	h.apply(func(c *gateway.Config) {
		c.Clients = append(c.Clients, loopback())
		c.General.PDUMegabytes = 1
	})
	h.untilState(h.send(gateway.Draft{Link: "loopback", From: "Shop", To: "+99912340", Text: "a"}), gateway.Delivered)
	h.until("the log is trimmed", func() bool { n := h.logged(); return n > 0 && n <= 1<<20 })
	if n := h.logged(); n < 900_000 {
		t.Errorf("more went than had to: %d octets are left", n)
	}
	h.until("the newest is there", func() bool {
		list, err := h.db.PDUs(t.Context(), gateway.PDUQuery{Newest: true, Limit: 1})
		return err == nil && len(list) == 1 && list[0].Number == h.Status().LastPDU
	})
}

// fillLog puts PDUs of so many octets into the log of a folder, in runs of 100;
// they do not get smaller.
func fillLog(t *testing.T, folder string, octets int) {
	t.Helper()
	furnish(t, folder)
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := uint64(0); octets > 0; {
		run := make([]gateway.PDURecord, 100)
		for i := range run {
			n++
			frame := make([]byte, 200)
			for j := range frame {
				frame[j] = byte(random.Uint32())
			}
			run[i] = gateway.PDURecord{Number: n, Time: time.Now(), Link: "up", Session: 1, Frame: frame}
			octets -= len(frame)
		}
		if !db.LogPDUs(run) {
			t.Fatal("the log was not taken")
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// logged are the octets of the stored PDUs.
func (h *house) logged() (n int) {
	h.t.Helper()
	list, err := h.db.PDUs(h.t.Context(), gateway.PDUQuery{Limit: 1_000_000})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, r := range list {
		n += len(r.Frame)
	}
	return n
}

// A number that is erased is in no PDU that the window may still read.
func TestForget(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	erased, kept := h.send(gateway.Draft{Link: "loopback", From: "Shop", To: "+99912340", Text: "a"}), h.send(gateway.Draft{Link: "loopback", From: "Shop", To: "+99912320", Text: "b"})
	h.untilState(erased, gateway.Delivered)
	h.untilState(kept, gateway.Delivered)
	s := gateway.NewSubject("99912340", "")
	if n := h.Forget(s); n < 2 {
		t.Errorf("%d PDUs were forgotten", n)
	}
	list, _ := h.PDUs(0, 1000)
	others := 0
	for _, r := range list {
		if s.In(r.Frame) || len(r.Frame) < 16 {
			t.Errorf("PDU %d: %x", r.Number, r.Frame)
		}
		if bytes.Contains(r.Frame, []byte("99912320")) {
			others++
		}
	}
	if others < 2 {
		t.Errorf("%d PDUs of another number are left", others)
	}
	if e, err := h.db.Erase(t.Context(), s); err != nil || !e.Verified() {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := h.db.Message(t.Context(), erased); err == nil {
		t.Error("the message is still there")
	}
	h.message(kept)
}
