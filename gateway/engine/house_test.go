package engine_test

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/simulator"
	"relay/storage"
)

// store makes a storage.DB what the engine needs, as package app does.
type store struct{ *storage.DB }

func (s store) Write(fn func(engine.Tx) error, done func(error)) {
	s.DB.Write(func(tx *storage.Tx) error { return fn(tx) }, done)
}

func (s store) SaveConfigWith(ctx context.Context, c gateway.Config, with func(engine.Tx) error) (gateway.Config, error) {
	return s.DB.SaveConfigWith(ctx, c, func(tx *storage.Tx) error { return with(tx) })
}

// house is a whole gateway on real files.
type house struct {
	t      *testing.T
	folder string
	db     *storage.DB
	sim    *simulator.Simulator
	*engine.Engine
	patience time.Duration // of until
	updates  <-chan gateway.Update
	unwatch  func()
}

func openHouse(t *testing.T, folder string, start bool) *house {
	t.Helper()
	return openHouseOn(t, folder, start, func(s engine.Store) engine.Store { return s })
}

// openHouseOn is a house whose engine sees the store through another one.
func openHouseOn(t *testing.T, folder string, start bool, through func(engine.Store) engine.Store) *house {
	t.Helper()
	watched.Free(t)
	furnish(t, folder)
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	h := &house{t: t, patience: patience(20 * time.Second), folder: folder, db: db, sim: simulator.New(simulator.Config{ReceiptDelay: 20 * time.Millisecond})}
	if h.Engine, err = engine.New(t.Context(), engine.Config{Store: through(store{db}), Log: log, Simulator: h.sim}); err != nil {
		t.Fatal(err)
	}
	h.updates, h.unwatch = h.Watch()
	if start {
		if err := h.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(h.close)
	return h
}

func newHouse(t *testing.T) *house { return openHouse(t, t.TempDir(), true) }

func (h *house) close() {
	if h.db == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience(5*time.Second))
	defer cancel()
	h.unwatch()
	if err := h.Stop(ctx); err != nil {
		h.t.Error(err)
	}
	if err := h.db.Close(); err != nil {
		h.t.Error(err)
	}
	h.db = nil
}

// until waits for a condition, looking again at each update.
func (h *house) until(what string, ok func() bool) {
	h.t.Helper()
	deadline := time.After(h.patience)
	for !ok() {
		select {
		case <-h.updates:
		case <-deadline:
			h.t.Fatalf("never happened: %s", what)
		}
	}
}

func (h *house) apply(change func(*gateway.Config)) {
	h.t.Helper()
	c := h.Config()
	change(&c)
	if err := h.Apply(h.t.Context(), c); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) message(id int64) gateway.Message {
	h.t.Helper()
	m, err := h.db.Message(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return m
}

func (h *house) send(d gateway.Draft) int64 {
	h.t.Helper()
	s, err := h.Send(h.t.Context(), d)
	if err != nil {
		h.t.Fatal(err)
	}
	return s.ID
}

func (h *house) untilState(id int64, want gateway.MessageState) gateway.Message {
	h.t.Helper()
	h.until("message "+want.String(), func() bool { return h.message(id).State == want })
	return h.message(id)
}

func loopback() gateway.ClientConfig {
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password, c.Rate = "loopback", gateway.SimulatorName, "relay", "relay", 0
	return c
}

// patience is how long a test waits for what has to happen: under the race
// detector everything takes its time.
func patience(d time.Duration) time.Duration {
	if raced {
		return 4 * d
	}
	return d
}
