package storage

import (
	"context"
	"database/sql"
	"errors"

	"relay/gateway"
)

// keepSecret keeps a link's sealed password before another takes its place.
func keepSecret(tx *Tx, old gateway.Config, now gateway.ClientConfig) error {
	for _, was := range old.Clients {
		if was.ID != now.ID || was.Password == "" || was.Password == now.Password {
			continue
		}
		_, err := tx.exec(`INSERT INTO secrets_before SELECT link_id, sealed FROM secrets WHERE link_id = ?
			ON CONFLICT (link_id) DO UPDATE SET sealed = excluded.sealed`, now.ID)
		return err
	}
	return nil
}

// PasswordBefore is the password that a client link had before its present one,
// by the link's internal id; "" when there was none or it can't be opened here.
func (db *DB) PasswordBefore(ctx context.Context, link int64) (gateway.Secret, error) {
	var sealed []byte
	err := db.read.QueryRowContext(ctx, "SELECT sealed FROM secrets_before WHERE link_id = ?", link).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", db.words(err)
	}
	text, ok := db.seal.open(link, sealed)
	if !ok {
		return "", nil
	}
	return gateway.Secret(text), nil
}
