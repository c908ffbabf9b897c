package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// folderLock says that this process owns a data folder.
type folderLock struct{ f *flock.Flock }

// takeFolder makes this process the owner of the folder.
func takeFolder(folder string) (*folderLock, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder %s can't be made: %w; choose another with --data", folder, err)
	}
	f := flock.New(filepath.Join(folder, "relay.lock"), flock.SetPermissions(0o600))
	ok, err := f.TryLock()
	if err != nil {
		return nil, fmt.Errorf("the data folder %s can't be used: %w; choose another with --data", folder, err)
	}
	if !ok {
		return nil, fmt.Errorf("the data folder %s is in use by a running Relay: use that one, or choose another folder with --data", folder)
	}
	return &folderLock{f}, nil
}

func (l *folderLock) release() { _ = l.f.Unlock() }

// maxSocketPath is what fits into a Unix socket's address, in octets.
const maxSocketPath = 100

// socketPath is where the owner of a folder listens: in the folder, or where
// that is too long, in the runtime folder under a hash of it.
func socketPath(folder string) string {
	abs, err := filepath.Abs(folder)
	if err != nil {
		abs = folder
	}
	p := filepath.Join(abs, "relay.sock")
	if len(p) <= maxSocketPath {
		return p
	}
	base := os.Getenv("XDG_RUNTIME_DIR")
	if base == "" {
		base = os.TempDir()
	}
	h := sha256.Sum256([]byte(abs))
	return filepath.Join(base, "relay-"+hex.EncodeToString(h[:8])+".sock")
}
