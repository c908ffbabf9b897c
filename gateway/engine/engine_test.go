package engine_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/storage"
)

func TestMessageIsDelivered(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	id := h.send(gateway.Draft{From: "Relay", To: "+99900000010", Text: "Hello"})
	m := h.untilState(id, gateway.Delivered)
	if !m.Simulated || len(m.MessageIDs) != 1 || m.AcceptedAt.IsZero() || m.DoneAt.IsZero() || len(m.Receipts) != 1 || m.Done != 1 {
		t.Errorf("%+v", m)
	}
}

func TestThreePartsAreDelivered(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	id := h.send(gateway.Draft{From: "Relay", To: "+36301234567", Text: strings.Repeat("part after part ", 25)})
	m := h.untilState(id, gateway.Delivered)
	if m.Parts != 3 || m.Done != 3 || len(m.MessageIDs) != 3 {
		t.Errorf("%d parts, %d done, ids %v", m.Parts, m.Done, m.MessageIDs)
	}
}

func TestLastDigits(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	for digit, want := range map[string]gateway.MessageState{
		"0": gateway.Delivered, "1": gateway.Expired, "2": gateway.Cancelled, "3": gateway.Failed, "5": gateway.Failed, "8": gateway.Delivered,
	} {
		id := h.send(gateway.Draft{From: "Relay", To: "+9990000000" + digit, Text: "digit " + digit})
		m := h.untilState(id, want)
		if want == gateway.Failed && (m.Error == nil || m.Error.Text == "") {
			t.Errorf("digit %s: no reason", digit)
		}
	}
	id := h.send(gateway.Draft{From: "Relay", To: "+99900000004", Text: "accepted only"})
	h.until("the receipt ACCEPTD", func() bool { return h.message(id).Note == "ACCEPTD" })
	if m := h.message(id); m.State != gateway.Accepted {
		t.Errorf("digit 4: %s", m.State)
	}
	id = h.send(gateway.Draft{From: "Relay", To: "+99900000006", Text: "throttled"})
	m := h.untilState(id, gateway.Delivered)
	sent := 0
	records, _ := h.PDUs(0, 10000)
	for _, r := range records {
		if r.Out && bytes.Contains(r.Frame, []byte("throttled")) {
			sent++
		}
	}
	if sent != 4 || m.PartList[0].Attempts != 1 {
		t.Errorf("digit 6: it left %d times, %d tries", sent, m.PartList[0].Attempts)
	}
}

func TestReplyArrives(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	h.send(gateway.Draft{From: "12345", To: "+99900000010", Text: "Reply hello back"})
	var got []gateway.Message
	h.until("the reply", func() bool {
		var err error
		got, err = h.db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Inbox})
		if err != nil {
			t.Fatal(err)
		}
		return len(got) > 0
	})
	if got[0].Text != "hello back" || !got[0].Unread || got[0].Link != "loopback" || got[0].From.Addr != "99900000010" {
		t.Errorf("%+v", got[0])
	}
}

func TestKeyIsSentOnce(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	d := gateway.Draft{Key: "order-1", From: "Relay", To: "+99900000010", Text: "once"}
	first, err := h.Send(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.Send(t.Context(), d)
	if err != nil || !again.Duplicate || again.ID != first.ID {
		t.Errorf("%+v %v", again, err)
	}
}

func TestDraftProblems(t *testing.T) {
	h := newHouse(t)
	_, err := h.Send(t.Context(), gateway.Draft{To: "+36301234567", Text: "x"})
	if err == nil || !strings.Contains(err.Error(), "choose a connection") {
		t.Error(err)
	}
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	for _, d := range []gateway.Draft{{To: "nobody", Text: "x"}, {To: "+36301234567"}, {To: "+36301234567", Text: "x", From: "me@home"}, {Link: "gone", To: "+36301234567", Text: "x"}} {
		if _, err := h.Send(t.Context(), d); err == nil {
			t.Errorf("%+v was taken", d)
		}
	}
}

func TestRestartKeepsWhatWaits(t *testing.T) {
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Enabled = false
		c.Clients = append(c.Clients, l)
	})
	id := h.send(gateway.Draft{Link: "loopback", From: "Relay", To: "+99900000010", Text: "later"})
	h.close()
	h = openHouse(t, folder, true)
	if m := h.message(id); m.State != gateway.Queued {
		t.Fatalf("%s after the restart", m.State)
	}
	if c, ok := h.Config().Client("loopback"); !ok || c.Password.Reveal() != "relay" {
		t.Error("the link or its password is gone")
	}
	if err := h.Connect(t.Context(), "loopback"); err != nil {
		t.Fatal(err)
	}
	h.untilState(id, gateway.Delivered)
	pdus, err := h.db.PDUs(t.Context(), gateway.PDUQuery{})
	if err != nil {
		t.Fatal(err)
	}
	ring, _ := h.PDUs(0, 100)
	if len(ring) == 0 || len(pdus) > 0 && ring[0].Number <= pdus[len(pdus)-1].Number && pdus[len(pdus)-1].Number < ring[0].Number {
		t.Error("the log has no records or repeats numbers")
	}
}

// What the check after an unclean stop finds is told, and stays told.
func TestDamageIsTold(t *testing.T) {
	db, err := storage.Open(t.Context(), storage.Config{Folder: t.TempDir(), NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	checked := make(chan error, 1)
	log := logrus.New()
	log.SetOutput(io.Discard)
	h := &house{t: t, db: db, patience: patience(20 * time.Second)}
	if h.Engine, err = engine.New(t.Context(), engine.Config{Store: store{db}, Log: log, Checked: checked}); err != nil {
		t.Fatal(err)
	}
	h.updates, h.unwatch = h.Watch()
	t.Cleanup(h.close)
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	checked <- errors.New("the database is damaged: restore the back-up b")
	h.until("the warning", func() bool {
		return slices.ContainsFunc(h.Status().Warnings, func(w string) bool { return strings.Contains(w, "the back-up b") })
	})
}
