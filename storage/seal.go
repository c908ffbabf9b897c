package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"
	"golang.org/x/crypto/chacha20poly1305"
)

const (
	keyringService = "relay"
	keyringWait    = 2 * time.Second
	keyFileName    = "relay.key"
)

// sealer seals client passwords with a data key. The key lies in the desktop's
// keyring, or in a file of its own; the database records which, under a random
// id of the data folder.
type sealer struct {
	place string // "keyring" or "file"
	file  string
	key   []byte // nil: it can't be reached here
	why   error
}

// newSealer finds the data key, or makes it on the first start.
func newSealer(ctx context.Context, db *DB) (*sealer, error) {
	get := func(key string) (string, error) {
		var v string
		err := db.read.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = ?", key).Scan(&v)
		if errors.Is(err, sql.ErrNoRows) {
			return "", nil
		}
		return v, err
	}
	id, err := get("folder_id")
	if err != nil {
		return nil, db.words(err)
	}
	place, err := get("key_place")
	if err != nil {
		return nil, db.words(err)
	}
	s := &sealer{place: place, file: filepath.Join(db.cfg.Folder, keyFileName)}
	if db.cfg.KeyFile != "" {
		s.file = db.cfg.KeyFile
	}
	if place != "" && db.cfg.KeyFile == "" {
		s.key, s.why = s.fetch(id)
		return s, nil
	}
	if db.cfg.ReadOnly {
		s.place = "file"
		s.key, s.why = readKeyFile(s.file)
		return s, nil
	}
	// The first start, or the key moves to the file that was named.
	if id == "" {
		b := make([]byte, 16)
		if _, err := rand.Read(b); err != nil {
			return nil, err
		}
		id = hex.EncodeToString(b)
	}
	var key []byte
	if place != "" {
		old := &sealer{place: place, file: filepath.Join(db.cfg.Folder, keyFileName)}
		if key, s.why = readKeyFile(s.file); key == nil {
			key, s.why = old.fetch(id)
		}
		if key == nil {
			s.place = "file"
			return s, nil
		}
	} else if db.cfg.KeyFile != "" {
		key, _ = readKeyFile(s.file)
	}
	if key == nil {
		key = make([]byte, chacha20poly1305.KeySize)
		if _, err := rand.Read(key); err != nil {
			return nil, err
		}
	}
	if s.place, err = s.put(id, key, db.cfg.NoKeyring || db.cfg.KeyFile != ""); err != nil {
		return nil, err
	}
	s.key, s.why = key, nil
	return s, db.do(ctx, func(tx *Tx) error {
		for k, v := range map[string]string{"folder_id": id, "key_place": s.place} {
			if _, err := tx.exec("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", k, v); err != nil {
				return err
			}
		}
		return nil
	})
}

// put stores a key, in the keyring when there is one.
func (s *sealer) put(id string, key []byte, noKeyring bool) (place string, err error) {
	text := base64.StdEncoding.EncodeToString(key)
	if !noKeyring && inTime(func() error { return keyring.Set(keyringService, id, text) }) == nil {
		return "keyring", nil
	}
	if err := os.WriteFile(s.file, []byte(text+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("the key file %s can't be written: %w", s.file, reason(err))
	}
	return "file", os.Chmod(s.file, 0o600)
}

// fetch reads the key from where it lies.
func (s *sealer) fetch(id string) ([]byte, error) {
	if s.place == "file" {
		return readKeyFile(s.file)
	}
	var text string
	err := inTime(func() (err error) {
		text, err = keyring.Get(keyringService, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("the desktop's keyring does not give the key: %w", err)
	}
	return parseKey(text)
}

func readKeyFile(file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the key file %s is gone", file)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file %s can't be read: %w", file, reason(err))
	}
	return parseKey(string(b))
}

func parseKey(text string) ([]byte, error) {
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != chacha20poly1305.KeySize {
		return nil, errors.New("the key for passwords is damaged")
	}
	return key, nil
}

// inTime bounds what the desktop may take.
func inTime(do func() error) error {
	done := make(chan error, 1)
	go func() { done <- do() }()
	t := time.NewTimer(keyringWait)
	defer t.Stop()
	select {
	case err := <-done:
		return err
	case <-t.C:
		return errors.New("no answer in time")
	}
}

func (s *sealer) where() string {
	switch {
	case s.key == nil && s.why != nil:
		return "not reachable here: " + s.why.Error()
	case s.place == "keyring":
		return "the desktop's keyring"
	}
	return "the key file " + s.file
}

// seal encrypts a password for one link.
func (s *sealer) seal(linkID int64, password string) ([]byte, error) {
	if s.key == nil {
		return nil, fmt.Errorf("passwords can't be stored: %w", s.why)
	}
	aead, err := chacha20poly1305.NewX(s.key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, []byte(password), []byte("client "+strconv.FormatInt(linkID, 10))), nil
}

// open decrypts it; ok is false when the key is not here or does not fit.
func (s *sealer) open(linkID int64, sealed []byte) (password string, ok bool) {
	if s == nil || s.key == nil {
		return "", false
	}
	aead, err := chacha20poly1305.NewX(s.key)
	if err != nil || len(sealed) < aead.NonceSize() {
		return "", false
	}
	b, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], []byte("client "+strconv.FormatInt(linkID, 10)))
	return string(b), err == nil
}
