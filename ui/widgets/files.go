package widgets

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
	"relay/ui/words"
)

// Desk is what file dialogs and grids need of the window. Folder is where the last
// file was, "" when there was none; Columns keeps the widths of a grid's columns
// under a name.
type Desk interface {
	Canvas() fyne.Canvas
	Folder() string
	KeepFolder(string)
	Columns(name string, g Columned)
}

// FileAsk is what is asked.
type FileAsk struct {
	Title      string
	Verb       string   // on the button
	Name       string   // proposed for a file to be written
	Extensions []string // with their point, in lower case; the first is added to a written name that has none
	Private    bool     // for the user's own eyes: others may not read what is written
}

// OpenFile asks for a file to read. Whoever gets it closes it.
func OpenFile(d Desk, ask FileAsk, done func(*os.File)) {
	newFiles(d, ask, false, func(x *files, path string) {
		f, err := os.Open(path)
		if err != nil {
			x.say(pathError(err))
			return
		}
		x.finish(filepath.Dir(path))
		done(f)
	})
}

// SaveFile asks where to write, and before it replaces a file. take begins to write
// there: what is wrong with the place is said in the dialog, which stays.
func SaveFile(d Desk, ask FileAsk, take func(path string) error) {
	newFiles(d, ask, true, func(x *files, path string) {
		if _, err := os.Lstat(path); err == nil && x.sure != path {
			x.say(words.T("%s is there already. Press Replace once more to write over it, or change the name.", filepath.Base(path)))
			x.sure = path
			x.verb.SetLabel(words.T("Replace"))
			return
		}
		if err := take(path); err != nil {
			x.say(pathError(err))
			return
		}
		x.finish(filepath.Dir(path))
	})
}

// PickFolder asks for a folder.
func PickFolder(d Desk, ask FileAsk, done func(path string)) {
	x := newFiles(d, ask, false, nil)
	x.want.folders = true
	x.chosen = func(x *files, path string) {
		x.finish(path)
		done(path)
	}
	x.typed()
}

// files is the dialog.
type files struct {
	desk    Desk
	ask     FileAsk
	saving  bool
	chosen  func(x *files, path string)
	folder  string
	entries []fileEntry // of the folder
	shown   []fileEntry // that fit
	read    string      // the folder that entries are of
	failed  error       // to read it
	want    wanted
	sure    string // the file that may be replaced
	taking  bool   // a name is put into the line by the list

	name    *Field
	place   *Text
	grid    *Grid
	all     *Chip
	problem *Problem
	verb    *Button
	dialog  *Dialog
}

const (
	filesWidth  = 760
	filesHeight = 560
)

func newFiles(d Desk, ask FileAsk, saving bool, chosen func(*files, string)) *files {
	x := &files{desk: d, ask: ask, saving: saving, chosen: chosen, folder: nearestFolder(d.Folder()), want: wanted{extensions: ask.Extensions}}
	x.name = NewField(words.T("name, or a whole path"))
	x.place = NewText("", theme.Muted, 12).Mono().Elide()
	x.problem = NewProblem(filesWidth - 40)
	x.grid = NewGrid([]Column{{Key: "name", Title: words.T("Name"), Width: 200, Flex: true}, {Key: "size", Title: words.T("Size"), Width: 90, Right: true, Mono: true}, {Key: "changed", Title: words.T("Changed##of a file"), Width: 150, Mono: true}}, fileRows{x}, false)
	x.grid.OnOpen = x.open
	x.grid.OnSelect = x.selected
	x.grid.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyBackspace {
			x.enter(filepath.Dir(x.folder))
			return true
		}
		return false
	}
	x.name.SetText(ask.Name)
	x.name.OnChanged(func(string) { x.typed() })
	x.name.OnSubmit(x.submit)
	x.name.OnKey(func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyDown && len(x.shown) > 0 {
			x.desk.Canvas().Focus(x.grid)
			x.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
			return true
		}
		return false
	})
	x.verb = NewButton(x.word(), nil, Strong, x.submit)
	x.all = NewChip(words.T("All files"), theme.Muted, func() {
		if x.want.extensions == nil {
			x.want.extensions = ask.Extensions
		} else {
			x.want.extensions = nil
		}
		x.all.SetOn(x.want.extensions == nil)
		x.fill()
	})
	places := HBox(2, NewButton(words.T("Up##of a folder"), fyneTheme.MoveUpIcon(), Ghost, func() { x.enter(filepath.Dir(x.folder)) }))
	for _, p := range [][2]string{{words.T("Home"), ""}, {words.T("Desktop"), "Desktop"}, {words.T("Documents"), "Documents"}, {words.T("Downloads"), "Downloads"}} {
		if path := filepath.Join(homeFolder(), p[1]); isFolder(path) {
			places.Add(NewButton(p[0], nil, Ghost, func() { x.enter(path) }))
		}
	}
	places.Add(Spacer())
	if len(ask.Extensions) > 0 {
		places.Add(Centered(Small(strings.Join(ask.Extensions, "  "))))
		places.Add(PadAll(0, 0, 0, 8, Centered(x.all)))
	}
	top := VBox(8, x.name, x.problem.Lines, places, x.place)
	list := NewSurface(theme.Surface, x.grid).Rounded(5)
	list.stroke = theme.Line
	x.dialog = NewDialog(d.Canvas(), ask.Title, Border(top, nil, nil, nil, PadAll(8, 0, 0, 0, list))).Sized(filesWidth, filesHeight)
	x.dialog.Buttons(NewButton(words.T("Cancel"), nil, Plain, x.dialog.Close), x.verb).First(x.name.Entry)
	x.typed()
	x.dialog.Show()
	x.selectStem()
	return x
}

// selectStem marks a proposed name up to its extension, to be typed over.
func (x *files) selectStem() {
	stem := strings.TrimSuffix(x.ask.Name, filepath.Ext(x.ask.Name))
	if stem == "" {
		return
	}
	x.name.SetCaret(0)
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	x.name.Entry.KeyDown(shift)
	for range []rune(stem) {
		x.name.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	x.name.Entry.KeyUp(shift)
}

// typed follows what is typed: the folder of a path is shown, and in it what
// begins as the name does.
func (x *files) typed() {
	if x.taking {
		return
	}
	text := x.name.Text()
	x.sure = ""
	x.verb.SetLabel(x.word())
	x.want.begins = ""
	show := x.folder
	if strings.ContainsRune(text, filepath.Separator) || strings.HasPrefix(text, "~") {
		path := typedPath(x.folder, text)
		if strings.HasSuffix(text, string(filepath.Separator)) || text == "~" {
			show = path
		} else {
			show, x.want.begins = filepath.Dir(path), filepath.Base(path)
		}
	} else if !x.saving {
		x.want.begins = text
	}
	x.list(show)
}

func (x *files) word() string {
	switch {
	case x.ask.Verb != "":
		return x.ask.Verb
	case x.saving:
		return words.T("Save")
	}
	return words.T("Open")
}

// list shows a folder.
func (x *files) list(folder string) {
	if folder != x.read {
		x.entries, x.failed = readFolder(folder)
		x.read = folder
	}
	if x.failed != nil {
		x.say(pathError(x.failed))
	} else {
		x.say("")
	}
	x.place.Set(folder)
	x.fill()
}

func (x *files) fill() {
	x.shown = nil
	for _, e := range x.entries {
		if x.want.shows(e) {
			x.shown = append(x.shown, e)
		}
	}
	x.grid.Select(0)
	x.grid.Follow()
}

// enter goes into a folder.
func (x *files) enter(folder string) {
	x.folder, x.read = folder, ""
	if x.saving {
		if i := strings.LastIndexByte(x.name.Text(), filepath.Separator); i >= 0 {
			x.name.SetText(x.name.Text()[i+1:])
		}
	} else {
		x.name.SetText("")
	}
	x.typed()
	if len(x.shown) > 0 && x.desk.Canvas().Focused() == x.grid {
		x.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
}

// selected puts the name of a chosen file into the line where one is written.
func (x *files) selected(id int64) {
	if e, ok := x.at(id); ok && x.saving && !e.dir {
		x.folder, x.taking = x.read, true
		x.name.SetText(e.name)
		x.taking = false
	}
}

func (x *files) at(id int64) (fileEntry, bool) {
	if id < 1 || int(id) > len(x.shown) {
		return fileEntry{}, false
	}
	return x.shown[id-1], true
}

// open is Enter or a double click on a line.
func (x *files) open(id int64) {
	e, ok := x.at(id)
	switch {
	case !ok:
	case e.dir:
		x.enter(filepath.Join(x.read, e.name))
	default:
		x.chosen(x, filepath.Join(x.read, e.name))
	}
}

// submit is the button, or Enter in the line: what the cursor is on, else what
// is typed.
func (x *files) submit() {
	text := strings.TrimSpace(x.name.Text())
	path := typedPath(x.folder, text)
	if e, ok := x.at(x.grid.Cursor()); ok && !x.saving {
		if x.want.folders {
			x.chosen(x, filepath.Join(x.read, e.name))
		} else {
			x.open(x.grid.Cursor())
		}
		return
	}
	switch {
	case x.want.folders && isFolder(path):
		x.chosen(x, path)
	case x.want.folders:
		x.say(words.T("There is no folder %s.", path))
	case text == "" && x.saving:
		x.say(words.T("Type a name for the file."))
	case text == "":
		x.say(words.T("Type a name, or choose a file below."))
	case isFolder(path):
		x.enter(path)
	case x.saving:
		if filepath.Ext(path) == "" && len(x.ask.Extensions) > 0 {
			path += x.ask.Extensions[0]
		}
		x.chosen(x, path)
	case len(x.shown) == 1:
		x.open(1)
	default:
		x.chosen(x, path)
	}
}

func (x *files) say(text string) {
	if x.problem.Say(text, theme.Bad) && x.dialog != nil {
		x.dialog.Refit()
	}
	x.name.SetInvalid(text != "")
}

func (x *files) finish(folder string) {
	x.dialog.Close()
	x.desk.KeepFolder(folder)
}

// pathError says what is wrong with a path, in words.
func pathError(err error) string {
	path := ""
	var p *fs.PathError
	if errors.As(err, &p) {
		path = p.Path
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return words.T("There is no %s.", path)
	case errors.Is(err, fs.ErrPermission):
		return words.T("You may not use %s: choose another folder.", path)
	}
	return err.Error()
}

// fileRows are the lines.
type fileRows struct{ x *files }

func (r fileRows) Len() int         { return len(r.x.shown) }
func (r fileRows) ID(row int) int64 { return int64(row + 1) }
func (r fileRows) Cell(row int, column string) Cell {
	e := r.x.shown[row]
	switch column {
	case "size":
		if e.dir {
			return Cell{}
		}
		return Cell{Text: fileSize(e.size), Color: theme.Muted}
	case "changed":
		return Cell{Text: e.changed.Local().Format("2006-01-02 15:04"), Color: theme.Muted}
	}
	if e.dir {
		return Cell{Text: e.name + string(filepath.Separator), Bold: true}
	}
	return Cell{Text: e.name}
}
