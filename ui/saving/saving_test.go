package saving_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// answer opens the dialog, types a path and presses Enter twice: the second
// replaces what is there.
func answer(d *uitest.Desk, path string, ask widgets.FileAsk, text string, fail error) {
	saving.File(d, ask, func(_ context.Context, w io.Writer, name string) (saving.Told, error) {
		if _, err := io.WriteString(w, text); err != nil {
			return saving.Told{}, err
		}
		return saving.Told{Text: "written to " + name, Advice: "look at it"}, fail
	})
	d.Canvas().Focused().(interface{ SetText(string) }).SetText(path)
	for range 2 {
		if d.Canvas().Overlays().Top() != nil {
			d.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
}

// What was there stays until all of the new is written, and where that fails.
func TestAFileIsReplacedWholeOrNotAtAll(t *testing.T) {
	d := uitest.NewDesk(t, theme.New(theme.Light, 100), 1000, 700)
	folder := t.TempDir()
	path, link := filepath.Join(folder, "report.csv"), filepath.Join(folder, "link.csv")
	if err := os.WriteFile(path, []byte("of last month"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("report.csv", link); err != nil {
		t.Fatal(err)
	}
	has := func(want string) {
		t.Helper()
		text, err := os.ReadFile(path)
		list, _ := os.ReadDir(folder)
		if err != nil || string(text) != want || len(list) != 2 {
			t.Errorf("%q %v, beside it %v", text, err, list)
		}
	}
	answer(d, path, widgets.FileAsk{}, "half of th", errors.New("the disk is full"))
	has("of last month")
	if got := d.Toasts[0]; got.Severity != gateway.Severe || got.Advice != "the disk is full" || len(d.Toasts) != 1 {
		t.Errorf("%+v", d.Toasts)
	}
	d.Hold = true
	answer(d, path, widgets.FileAsk{}, "of this month", nil)
	if text, _ := os.ReadFile(path); string(text) != "of last month" {
		t.Errorf("%q before anything is written", text)
	}
	d.Release()
	has("of this month")
	if got := d.Toasts[1]; got.Severity != gateway.Success || got.Text != "written to report.csv" || got.Advice != "look at it" {
		t.Errorf("%+v", got)
	}
	answer(d, link, widgets.FileAsk{}, "through the link", nil)
	has("through the link")
	if to, err := os.Readlink(link); err != nil || to != "report.csv" {
		t.Errorf("the link is %q, %v", to, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	answer(d, path, widgets.FileAsk{Private: true}, "mine", nil)
	has("mine")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// What is no plain file is written in place: it stays what it is.
func TestADeviceIsWrittenInPlace(t *testing.T) {
	d := uitest.NewDesk(t, theme.New(theme.Light, 100), 1000, 700)
	answer(d, os.DevNull, widgets.FileAsk{}, "away", nil)
	info, err := os.Stat(os.DevNull)
	if err != nil || info.Mode().IsRegular() || len(d.Toasts) != 1 || d.Toasts[0].Severity != gateway.Success {
		t.Errorf("%v %v %+v", info.Mode(), err, d.Toasts)
	}
}

// What is wrong with a place is said in the dialog, and nothing is written.
func TestTheDialogSaysWhyNothingIsWritten(t *testing.T) {
	d := uitest.NewDesk(t, theme.New(theme.Light, 100), 1000, 700)
	folder := t.TempDir()
	answer(d, filepath.Join(folder, "nowhere", "report.csv"), widgets.FileAsk{}, "x", nil)
	top := d.Canvas().Overlays().Top()
	if top == nil || len(d.Toasts) != 0 || !uitest.Shows(top, "There is no "+filepath.Join(folder, "nowhere")) || strings.Contains(strings.Join(uitest.Drawn(top), "\n"), ".part") {
		t.Errorf("%+v", d.Toasts)
	}
}
