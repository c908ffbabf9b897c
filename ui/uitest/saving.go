package uitest

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// SaveTo answers the open dialog of a file with a name in an empty folder and
// returns what is written there, "" for no file.
func SaveTo(t *testing.T, d *Desk, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	line, ok := d.Canvas().Focused().(interface {
		fyne.Focusable
		SetText(string)
	})
	if d.Canvas().Overlays().Top() == nil || !ok {
		t.Fatal("there is no dialog of a file")
	}
	line.SetText(path)
	line.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.Canvas().Overlays().Top() != nil {
		t.Fatal("the dialog is still open")
	}
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if list, _ := os.ReadDir(filepath.Dir(path)); len(list) > 1 {
		t.Errorf("%v: something is left beside it", list)
	}
	return string(text)
}
