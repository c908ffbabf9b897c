// Package wholefile writes a file beside the one that it will be: it gets its name
// when all of it is on the disk. What had this name before stays until then, and
// stays where the writing fails.
package wholefile

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// File is being written until Keep or Drop.
type File struct {
	*os.File
	path string // what it becomes; "" for what is written in place
}

// Begin opens one for a path; private: others than its owner may not read it. What
// is no plain file, such as a pipe, is written in place, and so is a file in a
// folder that takes no others. Of a new file that can't be made the error names the
// folder.
func Begin(path string, private bool) (*File, error) {
	rights := fs.FileMode(0o644)
	if private {
		rights = 0o600
	}
	there, err := os.Stat(path)
	if err != nil {
		f, err := create(filepath.Dir(path), rights)
		if err != nil {
			return nil, err
		}
		return &File{f, path}, nil
	}
	inPlace, err := os.OpenFile(path, os.O_WRONLY, 0) // one that may not be written is not replaced either
	if err != nil {
		return nil, err
	}
	if !there.Mode().IsRegular() {
		return &File{File: inPlace}, nil
	}
	if !private {
		rights = there.Mode().Perm()
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		if f, err := create(filepath.Dir(real), rights); err == nil {
			_ = f.Chmod(rights) // past the umask; some disks know no rights
			return &File{f, real}, inPlace.Close()
		}
	}
	if private {
		_ = inPlace.Chmod(rights)
	}
	return &File{File: inPlace}, inPlace.Truncate(0)
}

// create makes a new file of a name that nobody has.
func create(folder string, rights fs.FileMode) (*os.File, error) {
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

// Keep gives the file its name.
func (f *File) Keep() error {
	if f.path == "" {
		return f.Close()
	}
	err := f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), f.path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	syncFolder(filepath.Dir(f.path))
	return nil
}

// Drop forgets what was written.
func (f *File) Drop() {
	_ = f.Close()
	if f.path != "" {
		_ = os.Remove(f.Name())
	}
}

// End keeps what was written without an error, and drops it else.
func (f *File) End(err error) error {
	if err != nil {
		f.Drop()
		return err
	}
	return f.Keep()
}

// Write is a whole file at once.
func Write(path string, text []byte, private bool) error {
	f, err := Begin(path, private)
	if err != nil {
		return err
	}
	_, err = f.File.Write(text)
	return f.End(err)
}

// syncFolder has a new name outlive a power cut, where folders can be synced.
func syncFolder(folder string) {
	if d, err := os.Open(folder); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
