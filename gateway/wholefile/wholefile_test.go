package wholefile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	for _, text := range []string{"first, longer", "second"} {
		if err := Write(path, []byte(text), true); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		info, serr := os.Stat(path)
		if err != nil || serr != nil || string(got) != text || info.Mode().Perm() != 0o600 {
			t.Errorf("%q %v, %v %v", got, info.Mode(), err, serr)
		}
	}
	f, err := Begin(path, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("thi"); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := f.End(broken); err != broken {
		t.Error(err)
	}
	got, _ := os.ReadFile(path)
	list, _ := os.ReadDir(filepath.Dir(path))
	if string(got) != "second" || len(list) != 1 {
		t.Errorf("%q, beside it %v", got, list)
	}
}

// What can't be made is said of the folder, which the user knows, not of the file
// that would have been renamed.
func TestWhereNothingCanBeMade(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "nowhere")
	_, err := Begin(filepath.Join(folder, "key"), false)
	var wrong *os.PathError
	if !errors.As(err, &wrong) || wrong.Path != folder || !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
