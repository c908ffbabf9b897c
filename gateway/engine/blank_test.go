package engine_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"relay/storage"
)

// blank is what a folder holds in which storage has just made its database. To
// make one takes the writing of every schema there was, which under the race
// detector is more than most tests do with it; a copy is the same.
var blank = sync.OnceValues(func() (files map[string][]byte, err error) {
	folder, err := os.MkdirTemp("", "relay-blank-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	db, err := storage.Open(context.Background(), storage.Config{Folder: folder, NoKeyring: true})
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	list, err := os.ReadDir(folder)
	files = map[string][]byte{}
	for _, f := range list {
		text, read := os.ReadFile(filepath.Join(folder, f.Name()))
		files[f.Name()], err = text, errors.Join(err, read)
	}
	return files, err
})

// furnish puts a blank database into a folder that has none.
func furnish(t testing.TB, folder string) {
	t.Helper()
	files, err := blank()
	if err == nil {
		err = os.MkdirAll(folder, 0o700)
	}
	if _, there := os.Stat(filepath.Join(folder, "relay.db")); errors.Is(there, fs.ErrNotExist) {
		for name, text := range files {
			err = errors.Join(err, os.WriteFile(filepath.Join(folder, name), text, 0o600))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
