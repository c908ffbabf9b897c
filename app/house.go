package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway/engine"
	"relay/gateway/simulator"
	"relay/storage"
)

// stopTime bounds an orderly stop.
const stopTime = 10 * time.Second

// house is storage, simulator and engine, wired.
type house struct {
	folder string
	db     *storage.DB
	sim    *simulator.Simulator
	engine *engine.Engine

	restored bool   // this start put a back-up in force
	aside    string // the file that keeps the former data then, "" when there was none
}

func openHouse(ctx context.Context, c storage.Config, log logrus.FieldLogger) (*house, error) {
	db, err := storage.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	if db.Unclean() {
		log.Warn("Relay did not stop in order last time; the database is being checked")
	}
	h := &house{folder: c.Folder, db: db, sim: simulator.New(simulator.Config{})}
	if h.engine, err = engine.New(ctx, engine.Config{Store: engineStore{db}, Log: log, Simulator: h.sim, Checked: db.Checked()}); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := h.eraseAgain(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("what was erased before the back-up was restored: %w", err), h.close())
	}
	return h, nil
}

// close stops in order: engine, then storage.
func (h *house) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	err := h.engine.Stop(ctx)
	if err != nil {
		err = fmt.Errorf("stop the engine: %w", err)
	}
	return errors.Join(err, h.db.Close())
}
