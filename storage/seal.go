package storage

import (
	"bytes"
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
	"relay/gateway/wholefile"
	"strconv"
	"sync"
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
	id string

	mu     sync.RWMutex // of what follows
	place  string       // "keyring" or "file"
	file   string
	key    []byte // nil: it can't be reached here
	former []byte // the keyring's, where it did not answer once; it opens and seals no more
	why    error
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
	before, err := get("key_before")
	if err != nil {
		return nil, db.words(err)
	}
	s := &sealer{id: id, place: place, file: filepath.Join(db.cfg.Folder, keyFileName)}
	if db.cfg.KeyFile != "" {
		s.file = db.cfg.KeyFile
	}
	if place != "" && db.cfg.KeyFile == "" {
		s.key, s.why = s.fetch()
		if before == "keyring" && !db.cfg.NoKeyring {
			s.former, _ = (&sealer{id: id, place: before}).fetch()
		}
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
		s.id = hex.EncodeToString(b)
	}
	key, err := readKeyFile(s.file)
	if err != nil && db.cfg.KeyFile != "" && there(s.file) {
		return nil, elseNamed(err)
	}
	if place != "" && key == nil {
		old := &sealer{id: id, place: place, file: filepath.Join(db.cfg.Folder, keyFileName)}
		if key, s.why = old.fetch(); key == nil {
			s.place = "file"
			return s, nil
		}
	}
	if key == nil {
		if key, err = newKey(); err != nil {
			return nil, err
		}
	}
	noKeyring := db.cfg.NoKeyring || db.cfg.KeyFile != ""
	if s.place, err = s.put(key, noKeyring); err != nil {
		return nil, err
	}
	s.key, s.why = key, nil
	return s, db.do(ctx, func(tx *Tx) error { return tx.noteKey(s.id, s.place) })
}

// renew makes a new key where the old one can't be reached and a password has to be
// stored all the same. A damaged file is put aside. Where the keyring does not
// answer, the key lies in a file from then on, and the keyring's opens what it can
// once it is back. Whoever calls it holds db.config: nobody else changes the sealer,
// and the writer, which looks at its keys, is not held up by mu.
func (s *sealer) renew(ctx context.Context, db *DB) error {
	if s.key != nil {
		return nil
	}
	place := s.place
	key, why := s.fetch() // it may be back
	if key == nil {
		var err error
		if key, err = readKeyFile(s.file); key == nil { // else it is of before the key lay in the keyring
			if key, err = s.anew(db, err); err != nil {
				return err
			}
		}
		// A keyring that has the key, and does not give it now, must not lose it.
		inKeyring := place == "keyring" && errors.Is(why, keyring.ErrNotFound)
		if place, err = s.put(key, !inKeyring || db.cfg.NoKeyring || db.cfg.KeyFile != ""); err != nil {
			return err
		}
	}
	if err := db.do(ctx, func(tx *Tx) error {
		if s.place == "keyring" && place != s.place {
			if err := tx.noteMeta("key_before", s.place); err != nil {
				return err
			}
		}
		return tx.noteKey(s.id, place)
	}); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.place, s.key, s.why = place, key, nil
	return nil
}

// anew makes a key in the place of a file that has none: why.
func (s *sealer) anew(db *DB, why error) ([]byte, error) {
	switch {
	case !there(s.file):
	case db.cfg.KeyFile != "":
		return nil, elseNamed(why)
	default:
		if err := os.Rename(s.file, s.file+".damaged-"+time.Now().UTC().Format(timeMark)); err != nil {
			return nil, fmt.Errorf("the key file %s can't be put aside: %w", s.file, reason(err))
		}
	}
	return newKey()
}

// elseNamed says what helps where a key file that was named is no such file.
func elseNamed(err error) error {
	return fmt.Errorf("%w, and it is left as it is: name another file with --key-file, one that is not there yet for a new key", err)
}

// noteKey records where the key lies, and under which id.
func (t *Tx) noteKey(id, place string) error {
	return errors.Join(t.noteMeta("folder_id", id), t.noteMeta("key_place", place))
}

func (t *Tx) noteMeta(key, value string) error {
	_, err := t.exec("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return err
}

func newKey() ([]byte, error) {
	key := make([]byte, chacha20poly1305.KeySize)
	_, err := rand.Read(key)
	return key, err
}

func there(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// put stores a key, in the keyring when there is one. A file that has it is not
// written again: nothing that goes wrong at a start may cost a key.
func (s *sealer) put(key []byte, noKeyring bool) (place string, err error) {
	text := base64.StdEncoding.EncodeToString(key)
	if !noKeyring && inTime(func() error { return keyring.Set(keyringService, s.id, text) }) == nil {
		return "keyring", nil
	}
	if have, err := readKeyFile(s.file); err != nil || !bytes.Equal(have, key) {
		if err := wholefile.Write(s.file, []byte(text+"\n"), true); err != nil {
			return "", fmt.Errorf("the key file %s can't be written: %w", s.file, reason(err))
		}
	}
	return "file", os.Chmod(s.file, 0o600)
}

// fetch reads the key from where it lies.
func (s *sealer) fetch() ([]byte, error) {
	if s.place == "file" {
		return readKeyFile(s.file)
	}
	var text string
	err := inTime(func() (err error) {
		text, err = keyring.Get(keyringService, s.id)
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
	key, err := parseKey(string(b))
	if err != nil {
		err = fmt.Errorf("the key file %s holds no key", file)
	}
	return key, err
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
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case s.key == nil && s.why != nil:
		return "not reachable here: " + s.why.Error()
	case s.place == "keyring":
		return "the desktop's keyring"
	}
	return "the key file " + s.file
}

// elsewhere tells who can open the passwords in a back-up.
func (s *sealer) elsewhere() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case s.key == nil:
		return "The passwords of connections in it can't be opened here, so they will have to be entered again."
	case s.place == "keyring":
		return "Its passwords of connections can be opened only here: the key lies in the desktop's keyring of this computer. Elsewhere they have to be entered again."
	}
	return "Its passwords of connections can be opened with the key file " + s.file + ": keep a copy of that too, in another place. Without it they have to be entered again."
}

// keys are those that are here, that for sealing first.
func (s *sealer) keys() (out [][]byte) {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, k := range [][]byte{s.key, s.former} {
		if k != nil {
			out = append(out, k)
		}
	}
	return out
}

// seal encrypts a password for one link.
func (s *sealer) seal(linkID int64, password string) ([]byte, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
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
	return aead.Seal(nonce, nonce, []byte(password), owner(linkID)), nil
}

// owner is the link whose password is sealed: it fits no other.
func owner(linkID int64) []byte { return []byte("client " + strconv.FormatInt(linkID, 10)) }

// open decrypts it; ok is false when no key is here that fits.
func (s *sealer) open(linkID int64, sealed []byte) (password string, ok bool) {
	for _, key := range s.keys() {
		aead, err := chacha20poly1305.NewX(key)
		if err != nil || len(sealed) < aead.NonceSize() {
			return "", false
		}
		if b, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], owner(linkID)); err == nil {
			return string(b), true
		}
	}
	return "", false
}
