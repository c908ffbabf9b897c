package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"relay/gateway"
)

var _ gateway.Office = (*DB)(nil)

// Load reads the document stored under key into v.
func (db *DB) Load(ctx context.Context, key string, v any) (bool, error) {
	var doc string
	err := db.read.QueryRowContext(ctx, "SELECT document FROM office WHERE key = ?", key).Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %s: %w", key, db.words(err))
	}
	if err := json.Unmarshal([]byte(doc), v); err != nil {
		return false, fmt.Errorf("read %s: %w", key, err)
	}
	return true, nil
}

// Save stores v under key.
func (db *DB) Save(ctx context.Context, key string, v any) error {
	doc, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	err = db.do(ctx, func(tx *Tx) error {
		_, err := tx.exec("INSERT INTO office VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET document = excluded.document", key, string(doc))
		return err
	})
	if err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	return nil
}
