package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/zalando/go-keyring"

	"relay/gateway"
)

// opened opens a folder for a test.
func opened(t *testing.T, c Config) *DB {
	t.Helper()
	db, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func shut(t *testing.T, db *DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// links are two clients, the second with a password if it is not "".
func links(t *testing.T, db *DB, first, second string) gateway.Config {
	t.Helper()
	c := withLink(t, db, "up", first)
	other := c.Clients[0]
	other.ID, other.Name, other.Password = 0, "other", gateway.Secret(second)
	c.Clients = append(c.Clients, other)
	c, err := db.SaveConfig(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// passwords are those of the links that can be opened.
func passwords(t *testing.T, db *DB) string {
	t.Helper()
	c, err := db.LoadConfig(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range c.Clients {
		if out = append(out, l.Password.Reveal()); l.PasswordLost != (l.Password == "") {
			t.Errorf("%s: %q, lost %t", l.Name, l.Password.Reveal(), l.PasswordLost)
		}
	}
	return strings.Join(out, " ")
}

// A password that can't be opened here is entered again, as its link says, and
// from then on it can, also after the next start.
func TestPasswordsAreEnteredAgain(t *testing.T) {
	for what, spoil := range map[string]func(key string) error{
		"gone":    os.Remove,
		"damaged": func(key string) error { return os.WriteFile(key, []byte("not a key"), 0o600) },
	} {
		t.Run(what, func(t *testing.T) {
			folder := t.TempDir()
			c := Config{Folder: folder, NoKeyring: true}
			db := opened(t, c)
			links(t, db, "one", "two")
			shut(t, db)
			key := filepath.Join(folder, keyFileName)
			if err := spoil(key); err != nil {
				t.Fatal(err)
			}
			db = opened(t, c)
			if got := passwords(t, db); got != " " {
				t.Fatalf("%q with its key %s", got, what)
			}
			// What is written meanwhile looks at the keys too.
			ctx, stop := context.WithCancel(t.Context())
			var writing sync.WaitGroup
			for i := range 4 {
				writing.Go(func() {
					for n := 0; ctx.Err() == nil; n++ {
						_, _ = db.MergeContacts(ctx, []gateway.Contact{{Number: fmt.Sprintf("+3630%d%06d", i, n)}})
					}
				})
			}
			again := links(t, db, "again", "")
			stop()
			writing.Wait()
			if again.Clients[0].PasswordLost || !again.Clients[1].PasswordLost {
				t.Errorf("lost: %t, %t", again.Clients[0].PasswordLost, again.Clients[1].PasswordLost)
			}
			shut(t, db)
			db = opened(t, c)
			if got := passwords(t, db); got != "again " {
				t.Errorf("%q after a restart", got)
			}
			shut(t, db)
			if aside, _ := filepath.Glob(key + ".damaged-*"); len(aside) != map[string]int{"damaged": 1}[what] {
				t.Errorf("put aside: %v", aside)
			}
		})
	}
}

// Where the desktop's keyring does not answer, passwords that are entered go under
// a key in a file; those of before can be opened again when the keyring is back,
// and so can the fingerprints of erased numbers.
func TestAKeyringThatComesBack(t *testing.T) {
	keyring.MockInit()
	defer keyring.MockInit()
	c := Config{Folder: t.TempDir()}
	db := opened(t, c)
	links(t, db, "one", "two")
	if _, err := db.AddOptOuts(t.Context(), gateway.OptOut{Number: "+36301234567"}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Erase(t.Context(), gateway.NewSubject("36301234567", "")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(c.Folder, keyFileName)); err == nil {
		t.Fatal("there is a key file beside the keyring")
	}
	id := db.seal.id
	kept, err := keyring.Get(keyringService, id)
	if err != nil {
		t.Fatal(err)
	}
	shut(t, db)

	keyring.MockInitWithError(errors.New("nobody is at the desktop"))
	db = opened(t, c)
	if got := passwords(t, db); got != " " {
		t.Fatalf("%q without the keyring", got)
	}
	keyring.MockInit() // the desktop is unlocked meanwhile
	if err := keyring.Set(keyringService, id, kept); err != nil {
		t.Fatal(err)
	}
	links(t, db, "first", "")
	if now, err := keyring.Get(keyringService, id); err != nil || now != kept {
		t.Errorf("the keyring's key is another one now, %v", err)
	}
	if got := passwords(t, db); got != "first two" {
		t.Errorf("%q with the keyring there again", got)
	}
	shut(t, db)

	keyring.MockInitWithError(errors.New("nobody is at the desktop"))
	db = opened(t, c)
	links(t, db, "again", "")
	if got := passwords(t, db); got != "again " {
		t.Errorf("%q without the keyring", got)
	}
	shut(t, db)
	db = opened(t, c)
	if got := passwords(t, db); got != "again " {
		t.Errorf("%q without the keyring, after a restart", got)
	}
	shut(t, db)

	keyring.MockInit()
	if err := keyring.Set(keyringService, id, kept); err != nil {
		t.Fatal(err)
	}
	db = opened(t, c)
	if got := passwords(t, db); got != "again two" {
		t.Errorf("%q with the keyring back", got)
	}
	if off, err := db.OptedOut(t.Context(), []string{"+36301234567", "+36301234568"}); err != nil || !off["+36301234567"] || off["+36301234568"] {
		t.Errorf("%v, %v: the erased number that had opted out is forgotten", off, err)
	}
	shut(t, db)
}

// The simulator's password is known: its link needs no key, whatever was stored.
func TestTheSimulatorsPasswordNeedsNoKey(t *testing.T) {
	folder := t.TempDir()
	c := Config{Folder: folder, NoKeyring: true}
	db := opened(t, c)
	save := func(password string) gateway.Config {
		t.Helper()
		cfg := links(t, db, password, "two")
		cfg.Clients[0].Host, cfg.Clients[0].Password = gateway.SimulatorName, gateway.Secret(password)
		cfg, err := db.SaveConfig(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		return cfg
	}
	if got := save("").Clients[0].Password.Reveal(); got != gateway.SimulatorPassword {
		t.Errorf("without one it has %q", got)
	}
	if got := save("wrong").Clients[0].Password.Reveal(); got != "wrong" {
		t.Errorf("a wrong one is %q", got)
	}
	if got := save(gateway.SimulatorPassword).Clients[0].Password.Reveal(); got != gateway.SimulatorPassword {
		t.Errorf("after the wrong one it has %q", got)
	}
	save("wrong")
	shut(t, db)
	if err := os.Remove(filepath.Join(folder, keyFileName)); err != nil {
		t.Fatal(err)
	}
	db = opened(t, c)
	if got := passwords(t, db); got != gateway.SimulatorPassword+" " {
		t.Errorf("without the key: %q", got)
	}
	cfg, err := db.LoadConfig(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveConfig(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, keyFileName)); err == nil {
		t.Error("a key was made though nobody has entered a password")
	}
	shut(t, db)
}

// A key file that is named is never written over: neither what is no key, nor, at
// each start, the key itself.
func TestANamedKeyFileIsNotWrittenOver(t *testing.T) {
	folder, other := t.TempDir(), filepath.Join(t.TempDir(), "letter")
	if err := os.WriteFile(other, []byte("dear all"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), Config{Folder: folder, KeyFile: other})
	if text, _ := os.ReadFile(other); err == nil || !strings.Contains(err.Error(), other) || !strings.Contains(err.Error(), "--key-file") || string(text) != "dear all" {
		t.Errorf("%v; the file has %q now", err, text)
	}
	key := filepath.Join(folder, "key")
	db := opened(t, Config{Folder: folder, KeyFile: key})
	links(t, db, "one", "two")
	shut(t, db)
	before, err := os.Stat(key)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(key)
	db = opened(t, Config{Folder: folder, KeyFile: key})
	if got := passwords(t, db); got != "one two" {
		t.Error(got)
	}
	shut(t, db)
	after, err := os.Stat(key)
	if now, _ := os.ReadFile(key); err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) || !bytes.Equal(text, now) {
		t.Errorf("it was written again, %v", err)
	}
	_, err = Open(t.Context(), Config{Folder: folder, KeyFile: other})
	if text, _ := os.ReadFile(other); err == nil || string(text) != "dear all" {
		t.Errorf("%v; the file has %q now", err, text)
	}
}
