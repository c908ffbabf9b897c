package engine_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// waiting adds a link that is off, and messages that wait for it.
func (h *house) waiting(name string, n int) (ids []int64) {
	h.t.Helper()
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Name, l.Host, l.Enabled = name, "127.0.0.1", false
		c.Clients = append(c.Clients, l)
	})
	drafts := make([]gateway.Draft, n)
	for i := range drafts {
		drafts[i] = gateway.Draft{Link: name, From: "Relay", To: "+36301234567", Text: strings.Repeat("wait ", 1+40*(i%2))} // one part, or two
	}
	sent, err := h.SendMany(h.t.Context(), drafts)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, s := range sent {
		if s.Err != nil {
			h.t.Fatal(s.Err)
		}
		ids = append(ids, s.ID)
	}
	return ids
}

func (h *house) remove(link string, w gateway.Waiting, want int) {
	h.t.Helper()
	if n, err := h.RemoveLink(h.t.Context(), link, w); err != nil || n != want {
		h.t.Fatalf("%d, %v; want %d", n, err, want)
	}
	if _, ok := h.Config().Client(link); ok {
		h.t.Errorf("%s is still there", link)
	}
}

// What waited for a link that is deleted goes over the one it is moved to, whole.
func TestDeletedLinkMovesWhatWaits(t *testing.T) {
	h := newHouse(t)
	ids := h.waiting("old", 6)
	p := newProvider(t, nil)
	h.link(p, nil)
	h.remove("old", gateway.Waiting{Fate: gateway.FateMove, To: "provider"}, 6)
	for _, id := range ids {
		m := h.untilState(id, gateway.Accepted)
		if m.Link != "provider" {
			t.Errorf("message %d is of %s", id, m.Link)
		}
		for _, part := range m.PartList {
			if part.Link != "provider" || part.Attempts != 1 {
				t.Errorf("%+v", part)
			}
		}
	}
	for range 9 {
		p.next()
	}
	select {
	case x := <-p.got:
		t.Errorf("it got more: %v", x)
	default:
	}
}

// Kept messages go when a link of the name is there again.
func TestDeletedLinkKeepsWhatWaits(t *testing.T) {
	h := newHouse(t)
	id := h.waiting("provider", 1)[0]
	h.remove("provider", gateway.Waiting{}, 0)
	if m := h.message(id); m.State != gateway.Queued || m.Link != "provider" {
		t.Fatalf("%s of %s", m.State, m.Link)
	}
	h.link(newProvider(t, nil), nil)
	h.untilState(id, gateway.Accepted)
}

// Cancelled ones say why, and an account that asked gets its receipt.
func TestDeletedLinkCancelsWhatWaits(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	s := submit("Shop", "36301234567", "it waits")
	s.SetInt(smpp.FieldRegisteredDelivery, 1)
	e.accepted(s)
	own := h.send(gateway.Draft{Link: "away", From: "Relay", To: "+36301234567", Text: "this too"})
	if _, err := h.RemoveLink(t.Context(), "away", gateway.Waiting{Fate: gateway.FateCancel}); err == nil || !strings.Contains(err.Error(), "route 2 goes over away") || h.message(own).State != gateway.Queued {
		t.Fatalf("while a route names it: %v", err)
	}
	h.apply(func(c *gateway.Config) { c.Routes = nil })
	h.remove("away", gateway.Waiting{Fate: gateway.FateCancel}, 2)
	if m := h.message(own); m.State != gateway.Cancelled || !strings.Contains(m.Note, "away was deleted") {
		t.Errorf("%s, %q", m.State, m.Note)
	}
	if r := e.next(); r.ID != smpp.DeliverSM || !strings.Contains(string(r.Text()), "stat:DELETED") {
		t.Errorf("the account got %v %q", r.ID, r.Text())
	}
}

func TestDeletedLinkRefusesABadPlace(t *testing.T) {
	h := newHouse(t)
	id := h.waiting("old", 1)[0]
	h.apply(func(c *gateway.Config) {
		r := loopback()
		r.Name, r.Host, r.Bind = "ears", "127.0.0.1", gateway.BindReceiver
		r.Enabled = false
		c.Clients = append(c.Clients, loopback(), r)
	})
	for to, why := range map[string]string{"nowhere": "no connection", "old": "another connection", "ears": "only receives", "loopback": "simulator"} {
		if _, err := h.RemoveLink(t.Context(), "old", gateway.Waiting{Fate: gateway.FateMove, To: to}); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("to %s: %v", to, err)
		}
	}
	if _, err := h.RemoveLink(t.Context(), "nothing", gateway.Waiting{}); err == nil {
		t.Error("what is not there is deleted")
	}
	if m := h.message(id); m.State != gateway.Queued || m.Link != "old" {
		t.Errorf("%s of %s", m.State, m.Link)
	}
}

// noConfig is a store in which the program ends, once that is wanted, before the
// configuration is committed: all of that transaction is undone.
type noConfig struct {
	engine.Store
	ends *atomic.Bool
}

var errEnds = errors.New("the program ends here")

func (s noConfig) SaveConfigWith(ctx context.Context, c gateway.Config, with func(engine.Tx) error) (gateway.Config, error) {
	return s.Store.SaveConfigWith(ctx, c, func(tx engine.Tx) error {
		if err := with(tx); err != nil {
			return err
		}
		if s.ends.Load() {
			return errEnds
		}
		return nil
	})
}

// A deletion that ends in the middle leaves whole messages: moved are none of
// them, cancelled are those of the commits before, and the link is there with
// the rest, also after the next start.
func TestDeletionThatEndsInTheMiddle(t *testing.T) {
	const all = 700
	folder := t.TempDir()
	var ends atomic.Bool
	h := openHouseOn(t, folder, true, func(s engine.Store) engine.Store { return noConfig{s, &ends} })
	ids := h.waiting("old", all)
	h.waiting("other", 1)
	ends.Store(true)
	count := func(h *house) (waits, cancelled int) {
		for _, id := range ids {
			m := h.message(id)
			if m.Link != "old" {
				t.Errorf("message %d is of %s", id, m.Link)
			}
			for _, p := range m.PartList {
				if p.State != m.State || p.Link != "old" {
					t.Errorf("message %d is %s, its part %d %s of %s", id, m.State, p.Number, p.State, p.Link)
				}
			}
			switch m.State {
			case gateway.Queued:
				waits++
			case gateway.Cancelled:
				cancelled++
			}
		}
		return waits, cancelled
	}
	if _, err := h.RemoveLink(t.Context(), "old", gateway.Waiting{Fate: gateway.FateMove, To: "other"}); !errors.Is(err, errEnds) {
		t.Fatal(err)
	}
	if waits, _ := count(h); waits != all {
		t.Errorf("%d of %d wait", waits, all)
	}
	if l, ok := h.Status().Link("old"); !ok || l.State != gateway.LinkOff {
		t.Errorf("the link is %+v", l)
	}
	n, err := h.RemoveLink(t.Context(), "old", gateway.Waiting{Fate: gateway.FateCancel})
	if !errors.Is(err, errEnds) || n == 0 || n == all {
		t.Fatalf("%d, %v", n, err)
	}
	h.close()
	h = openHouse(t, folder, true)
	if waits, cancelled := count(h); cancelled != n || waits != all-n {
		t.Errorf("%d wait and %d are cancelled, %d were", waits, cancelled, n)
	}
	h.remove("old", gateway.Waiting{Fate: gateway.FateCancel}, all-n)
	if waits, _ := count(h); waits != 0 {
		t.Errorf("%d wait", waits)
	}
}

// What has left and has no answer yet is not touched by a deletion: the waiting
// rest is moved, and it keeps its link.
func TestDeletionLeavesWhatIsUnknown(t *testing.T) {
	h := newHouse(t)
	p := newProvider(t, func(*smpp.PDU) *smpp.PDU { return nil })
	h.link(p, func(c *gateway.ClientConfig) { c.Window, c.UnknownPolicy = 1, gateway.UnknownHold })
	first := h.send(gateway.Draft{Link: "provider", From: "Relay", To: "+36301234567", Text: "has left"})
	p.next()
	second := h.send(gateway.Draft{Link: "provider", From: "Relay", To: "+36301234567", Text: "waits"})
	h.waiting("other", 1)
	h.remove("provider", gateway.Waiting{Fate: gateway.FateMove, To: "other"}, 1)
	if m := h.untilState(first, gateway.Unknown); m.Link != "provider" {
		t.Errorf("what has left is of %s", m.Link)
	}
	if m := h.message(second); m.State != gateway.Queued || m.Link != "other" {
		t.Errorf("what waits is %s of %s", m.State, m.Link)
	}
}

// heldWrite is a store to which one write, once that is wanted, comes late.
type heldWrite struct {
	engine.Store
	hold         *atomic.Bool
	held, passes chan struct{}
}

func (s heldWrite) Write(fn func(engine.Tx) error, done func(error)) {
	if !s.hold.CompareAndSwap(true, false) {
		s.Store.Write(fn, done)
		return
	}
	close(s.held)
	go func() {
		<-s.passes
		s.Store.Write(fn, done)
	}()
}

// A message that was written for a link before that was deleted, and is stored after
// everything else of the deletion, goes where all others went.
func TestWhatIsStoredAfterADeletion(t *testing.T) {
	for name, c := range map[string]struct {
		fate gateway.Waiting
		want gateway.MessageState
		link string
	}{
		"moved, and the other has another name": {gateway.Waiting{Fate: gateway.FateMove, To: "other"}, gateway.Queued, "renamed"},
		"moved, and the other is deleted too":   {gateway.Waiting{Fate: gateway.FateMove, To: "second"}, gateway.Queued, "renamed"},
		"cancelled":                             {gateway.Waiting{Fate: gateway.FateCancel}, gateway.Cancelled, "old"},
		"kept":                                  {gateway.Waiting{}, gateway.Queued, "old"},
	} {
		t.Run(name, func(t *testing.T) {
			w := heldWrite{hold: new(atomic.Bool), held: make(chan struct{}), passes: make(chan struct{})}
			h := openHouseOn(t, t.TempDir(), true, func(s engine.Store) engine.Store { w.Store = s; return w })
			h.waiting("old", 0)
			h.waiting("other", 0)
			h.waiting("second", 0)
			w.hold.Store(true)
			sent := make(chan int64)
			go func() {
				s, err := h.Send(t.Context(), gateway.Draft{Link: "old", From: "Relay", To: "+36301234567", Text: "just before"})
				if err != nil {
					t.Error(err)
				}
				sent <- s.ID
			}()
			<-w.held
			h.remove("old", c.fate, 0)
			h.remove("second", gateway.Waiting{Fate: gateway.FateMove, To: "other"}, 0)
			h.apply(func(c *gateway.Config) { c.Clients[0].Name = "renamed" })
			close(w.passes)
			if m := h.message(<-sent); m.State != c.want || m.Link != c.link || m.PartList[0].Link != c.link {
				t.Errorf("%s of %s", m.State, m.Link)
			}
		})
	}
}
