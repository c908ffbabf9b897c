package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
)

// keptConfigs is the number of versions in the history.
const keptConfigs = 50

// LoadConfig returns the newest configuration; before the first one, the
// defaults. Client passwords are opened; one that can't be is marked lost.
func (db *DB) LoadConfig(ctx context.Context) (gateway.Config, error) {
	c := gateway.NewConfig()
	var doc string
	err := db.read.QueryRowContext(ctx, "SELECT document FROM config ORDER BY version DESC LIMIT 1").Scan(&doc)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, db.words(err)
	}
	if err := json.Unmarshal([]byte(doc), &c); err != nil {
		return c, fmt.Errorf("the stored configuration can't be read: %w", err)
	}
	for i := range c.Clients {
		l := &c.Clients[i]
		l.Password, l.PasswordLost, l.KeepPassword = "", false, false
		if l.Simulated() {
			l.Password = gateway.SimulatorPassword // unless another is stored
		}
		var sealed []byte
		err := db.read.QueryRowContext(ctx, "SELECT sealed FROM secrets WHERE link_id = ?", l.ID).Scan(&sealed)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return c, db.words(err)
		}
		text, ok := db.seal.open(l.ID, sealed)
		if ok || !l.Simulated() {
			l.Password, l.PasswordLost = gateway.Secret(text), !ok
		}
	}
	for i := range c.Accounts {
		c.Accounts[i].Password = ""
	}
	return c, nil
}

// SaveConfig stores a new version and returns what LoadConfig would. Links and
// accounts without an internal id get one, or that of the stored entry of the
// same name; a client link without a password keeps its stored one.
func (db *DB) SaveConfig(ctx context.Context, c gateway.Config) (gateway.Config, error) {
	return db.SaveConfigWith(ctx, c, func(*Tx) error { return nil })
}

// SaveConfigWith is SaveConfig together with other changes: both are in the same
// transaction, so that neither is stored without the other.
func (db *DB) SaveConfigWith(ctx context.Context, c gateway.Config, with func(*Tx) error) (gateway.Config, error) {
	db.config.Lock()
	defer db.config.Unlock()
	old, err := db.LoadConfig(ctx)
	if err != nil {
		return c, err
	}
	c = c.Clone()
	if slices.ContainsFunc(c.Clients, isSecret) {
		if err := db.seal.renew(ctx, db); err != nil {
			return c, err
		}
	}
	err = db.do(ctx, func(tx *Tx) error {
		if err := with(tx); err != nil {
			return err
		}
		next := c.Clone()
		return db.save(tx, old, &next)
	})
	if err != nil {
		return c, err
	}
	return db.LoadConfig(ctx)
}

// saveSecret stores a link's password, if it is given; that of the simulator needs
// no place.
func (db *DB) saveSecret(tx *Tx, old gateway.Config, l gateway.ClientConfig) error {
	switch {
	case l.Password == "":
		return nil
	case !isSecret(l):
		_, err := tx.exec("DELETE FROM secrets WHERE link_id = ?", l.ID)
		return err
	}
	if err := keepSecret(tx, old, l); err != nil {
		return err
	}
	sealed, err := db.seal.seal(l.ID, l.Password.Reveal())
	if err != nil {
		return err
	}
	_, err = tx.exec("INSERT INTO secrets VALUES (?, ?) ON CONFLICT (link_id) DO UPDATE SET sealed = excluded.sealed", l.ID, sealed)
	return err
}

// isSecret tells whether a link has a password to be sealed.
func isSecret(l gateway.ClientConfig) bool {
	return l.Password != "" && !(l.Simulated() && l.Password == gateway.SimulatorPassword)
}

func (db *DB) save(tx *Tx, old gateway.Config, c *gateway.Config) error {
	give := func(id *int64, known int64) error {
		if *id == 0 {
			*id = known
		}
		if *id != 0 {
			return nil
		}
		n, err := tx.nextLinkID()
		*id = n
		return err
	}
	kept := map[int64]bool{}
	for i := range c.Clients {
		l := &c.Clients[i]
		was, _ := old.Client(l.Name)
		if err := give(&l.ID, was.ID); err != nil {
			return err
		}
		kept[l.ID] = true
		if err := db.saveSecret(tx, old, *l); err != nil {
			return err
		}
		l.Password, l.KeepPassword, l.PasswordLost = "", false, false
	}
	for _, l := range old.Clients {
		if !kept[l.ID] {
			for _, table := range []string{"secrets", "secrets_before"} {
				if _, err := tx.exec("DELETE FROM "+table+" WHERE link_id = ?", l.ID); err != nil {
					return err
				}
			}
		}
	}
	for i := range c.Servers {
		was, _ := old.Server(c.Servers[i].Name)
		if err := give(&c.Servers[i].ID, was.ID); err != nil {
			return err
		}
	}
	for i := range c.Accounts {
		a := &c.Accounts[i]
		was, _ := old.Account(a.SystemID)
		if err := give(&a.ID, was.ID); err != nil {
			return err
		}
		if a.PasswordHash == "" {
			a.PasswordHash = was.PasswordHash
		}
		a.Password = ""
	}
	for i := range c.Rules {
		known := int64(0)
		was := slices.IndexFunc(old.Rules, func(r gateway.Rule) bool { return r.Name == c.Rules[i].Name })
		// A new rule under the old name of a renamed one is another rule.
		if was >= 0 && !slices.ContainsFunc(c.Rules, func(r gateway.Rule) bool { return r.ID == old.Rules[was].ID }) {
			known = old.Rules[was].ID
		}
		if err := give(&c.Rules[i].ID, known); err != nil {
			return err
		}
	}
	c.Version = old.Version + 1
	doc, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if _, err := tx.exec("INSERT INTO config VALUES (?, ?, ?)", c.Version, time.Now().UnixMilli(), string(doc)); err != nil {
		return err
	}
	_, err = tx.exec("DELETE FROM config WHERE version <= ?", c.Version-keptConfigs)
	return err
}
