package app

import (
	"context"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/storage"
)

// engineStore is a storage.DB as the engine sees it.
type engineStore struct{ *storage.DB }

func (s engineStore) Write(fn func(engine.Tx) error, done func(error)) {
	s.DB.Write(func(tx *storage.Tx) error { return fn(tx) }, done)
}

func (s engineStore) SaveConfigWith(ctx context.Context, c gateway.Config, with func(engine.Tx) error) (gateway.Config, error) {
	return s.DB.SaveConfigWith(ctx, c, func(tx *storage.Tx) error { return with(tx) })
}

var (
	_ engine.Store    = engineStore{}
	_ gateway.Archive = (*storage.DB)(nil)
	_ gateway.Office  = (*storage.DB)(nil)
	_ gateway.Engine  = (*engine.Engine)(nil)
)
