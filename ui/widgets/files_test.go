package widgets

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

// desk is a window with a file dialog over it.
type desk struct {
	win    fyne.Window
	folder string
}

func (d *desk) Canvas() fyne.Canvas      { return d.win.Canvas() }
func (d *desk) Folder() string           { return d.folder }
func (d *desk) KeepFolder(folder string) { d.folder = folder }
func (d *desk) Columns(string, Columned) {}

// newDesk has a folder with two tables, another file and a folder inside.
func newDesk(t *testing.T) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	d := &desk{win: test.NewTempWindow(t, NewText("behind", theme.Text, 12)), folder: t.TempDir()}
	d.win.Resize(fyne.NewSize(1000, 700))
	for name, text := range map[string]string{"april.csv": "a", "may.csv": "m", "notes.txt": "n", ".hidden.csv": "h", "archive/march.csv": "old"} {
		path := filepath.Join(d.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// keys types keys into what has the focus; what is no name of a key is typed as a
// text.
func (d *desk) keys(list ...string) {
	for _, k := range list {
		f := d.win.Canvas().Focused()
		switch k {
		case "Enter":
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		case "Down":
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		case "Backspace":
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		case "Tab":
			test.FocusNext(d.win.Canvas())
		default:
			test.Type(f, k)
		}
	}
}

func (d *desk) open() bool { return d.win.Canvas().Overlays().Top() != nil }

func TestAFileIsOpenedByTheKeyboard(t *testing.T) {
	for name, c := range map[string]struct {
		keys []string
		want string
	}{
		"its name":                     {[]string{"may.csv", "Enter"}, "m"},
		"enough of its name":           {[]string{"ap", "Enter"}, "a"},
		"a whole path":                 {[]string{"FOLDER/archive/march.csv", "Enter"}, "old"},
		"a folder, then the file":      {[]string{"archive", "Enter", "march.csv", "Enter"}, "old"},
		"the list":                     {[]string{"Down", "Down", "Enter"}, "a"},
		"a folder of the list":         {[]string{"Down", "Enter", "Enter"}, "old"},
		"down and up again":            {[]string{"Down", "Enter", "Backspace", "Down", "Down", "Enter"}, "m"},
		"another kind by its name":     {[]string{"notes.txt", "Enter"}, "n"},
		"a hidden one":                 {[]string{".h", "Enter"}, "h"},
		"a wrong name, then the right": {[]string{"june.csv", "Enter", "\b\b\b\b\b\b\b\bmay.csv", "Enter"}, "m"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			folder, got := d.folder, ""
			OpenFile(d, FileAsk{Title: "Open", Extensions: []string{".csv"}}, func(f *os.File) {
				defer f.Close()
				b, _ := io.ReadAll(f)
				got = string(b)
			})
			for _, k := range c.keys {
				for strings.HasPrefix(k, "\b") {
					d.keys("Backspace")
					k = k[1:]
				}
				d.keys(strings.ReplaceAll(k, "FOLDER", folder))
			}
			if got != c.want || d.open() {
				t.Errorf("%q, still open: %t", got, d.open())
			}
		})
	}
}

func TestAFileIsNotReplacedUnasked(t *testing.T) {
	d := newDesk(t)
	folder, path := d.folder, ""
	take := func(p string) error { path = p; return nil }
	SaveFile(d, FileAsk{Title: "Save", Name: "may.csv", Extensions: []string{".csv"}}, take)
	d.keys("Enter")
	if path != "" || !d.open() {
		t.Fatalf("%q after one Enter", path)
	}
	d.keys("X", "Enter") // over the marked name: another file
	if path != filepath.Join(folder, "X.csv") || d.open() {
		t.Error(path)
	}
	SaveFile(d, FileAsk{Title: "Save", Name: "may.csv"}, take)
	d.keys("Enter", "Enter")
	if path != filepath.Join(folder, "may.csv") || d.open() {
		t.Errorf("%q after both", path)
	}
}

func TestAWrittenFileGetsItsExtension(t *testing.T) {
	d := newDesk(t)
	folder, path := filepath.Join(d.folder, "archive"), ""
	SaveFile(d, FileAsk{Title: "Save", Extensions: []string{".jsonl"}}, func(p string) error { path = p; return nil })
	d.keys("archive/person", "Enter")
	if path != filepath.Join(folder, "person.jsonl") || d.folder != folder {
		t.Errorf("%s, %s is remembered", path, d.folder)
	}
}

func TestAFileDialogSaysWhatIsWrong(t *testing.T) {
	d := newDesk(t)
	x := newFiles(d, FileAsk{Title: "Save"}, true, func(*files, string) {})
	d.keys("Enter")
	if !strings.Contains(x.problem.Text(), "Type a name") {
		t.Error(x.problem.Text())
	}
	d.keys("nowhere/at all.csv")
	if !strings.Contains(x.problem.Text(), "There is no "+filepath.Join(d.folder, "nowhere")) {
		t.Error(x.problem.Text())
	}
	x.dialog.Close()
	d.folder = filepath.Join(d.folder, "gone", "too")
	x = newFiles(d, FileAsk{Title: "Open"}, false, nil)
	if x.folder != filepath.Dir(filepath.Dir(d.folder)) {
		t.Errorf("it begins in %s", x.folder)
	}
}

func TestAFolderIsPicked(t *testing.T) {
	for name, keys := range map[string][]string{"typed": {"archive", "Enter"}, "from the list": {"Down", "Tab", "Tab", "Enter"}} {
		d := newDesk(t)
		folder, got := d.folder, ""
		PickFolder(d, FileAsk{Title: "Folder", Verb: "Take it"}, func(path string) { got = path })
		d.keys(keys...)
		if got != filepath.Join(folder, "archive") || d.open() {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestADialogTakesAndGivesBackTheFocus(t *testing.T) {
	d := newDesk(t)
	behind := NewField("")
	d.win.SetContent(behind)
	d.win.Canvas().Focus(behind.Entry)
	closed := 0
	x := NewDialog(d.Canvas(), "Delete it?", NewParagraph(strings.Repeat("It can't be brought back. ", 20)))
	x.Buttons(NewButton("Cancel", nil, Plain, x.Close), NewButton("Delete", nil, Danger, func() { t.Error("Enter deletes") })).OnClose(func() { closed++ })
	x.Show()
	d.keys("Enter")
	if d.open() || closed != 1 || d.win.Canvas().Focused() != behind.Entry {
		t.Errorf("open %t, closed %d times, focus on %T", d.open(), closed, d.win.Canvas().Focused())
	}
	x.Close()
	if closed != 1 {
		t.Error("it closes twice")
	}
}
