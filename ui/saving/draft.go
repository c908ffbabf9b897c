package saving

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// draft is a file that is being written, beside the one that it will be.
type draft struct {
	*os.File
	path string // what it becomes; "" for what is written in place
}

// begin opens the draft of a file. What is no plain file, such as a pipe, is
// written in place, and so is a file in a folder that takes no others.
func begin(path string, private bool) (*draft, error) {
	rights := fs.FileMode(0o644)
	if private {
		rights = 0o600
	}
	there, err := os.Stat(path)
	if err != nil {
		f, err := openDraft(filepath.Dir(path), rights)
		return &draft{f, path}, err
	}
	inPlace, err := os.OpenFile(path, os.O_WRONLY, 0) // one that may not be written is not replaced either
	if err != nil {
		return nil, err
	}
	if !there.Mode().IsRegular() {
		return &draft{File: inPlace}, nil
	}
	if !private {
		rights = there.Mode().Perm()
	}
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		var f *os.File
		if f, err = openDraft(filepath.Dir(real), rights); err == nil {
			_ = f.Chmod(rights) // past the umask; some disks know no rights
			return &draft{f, real}, inPlace.Close()
		}
	}
	if private {
		_ = inPlace.Chmod(rights)
	}
	return &draft{File: inPlace}, inPlace.Truncate(0)
}

// openDraft makes a new file of a name that nobody has. What goes wrong is said of
// the folder.
func openDraft(folder string, rights fs.FileMode) (*os.File, error) {
	for {
		f, err := os.OpenFile(filepath.Join(folder, fmt.Sprintf(".relay-%08x.part", rand.Uint32())), os.O_CREATE|os.O_EXCL|os.O_WRONLY, rights)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if wrong := (*fs.PathError)(nil); errors.As(err, &wrong) {
			wrong.Path = folder
		}
		return f, err
	}
}

// keep gives the draft its name.
func (d *draft) keep() error {
	if d.path == "" {
		return d.Close()
	}
	err := d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(d.Name(), d.path)
	}
	if err != nil {
		_ = os.Remove(d.Name())
	}
	return err
}

// drop forgets it.
func (d *draft) drop() {
	_ = d.Close()
	if d.path != "" {
		_ = os.Remove(d.Name())
	}
}
