package settings

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Confirm(title, text, verb string, danger bool, yes func())
	Copy(text string)
	widgets.Desk
	widgets.Tips
	// AskImport asks whether a configuration file is to be taken over.
	AskImport(path string)
	Appearance() Appearance
	SetAppearance(Appearance)
	// Keys are the window's commands, Restart closes it and starts Relay anew.
	Keys() []Key
	Restart()
}

// Key is a command of the window and its key.
type Key struct{ Key, Does string }

// Keeper keeps the data: what is stored about a person, how much room it takes,
// its back-ups. Numbers are taken in any spelling; what is wrong with one is a
// Problems error.
type Keeper interface {
	Find(ctx context.Context, number string) (gateway.Person, error)
	Erase(ctx context.Context, number string) (gateway.Erasure, error)
	ExportPerson(ctx context.Context, number string, w io.Writer, asCSV bool) (records int, err error)
	// Usage tells how much room each class takes; Due how many records of one
	// would go if it were kept for so many days.
	Usage(ctx context.Context) ([]gateway.Use, error)
	Due(ctx context.Context, class string, days int) (int64, error)
	// Going returns the oldest messages of which such a class would lose something.
	Going(ctx context.Context, class string, days, limit int) ([]gateway.Message, error)
	// LastErasure is the report of the last erasure; false: there was none.
	LastErasure(ctx context.Context) (gateway.ErasureReport, bool, error)
	// SetRetention puts other days into force, and leaves a line in the trail.
	SetRetention(ctx context.Context, g gateway.General) error
	// Audit is the audit trail, newest first.
	Audit(ctx context.Context, limit int) (gateway.Audit, error)
	// Compact gives free room in the database back to the disk.
	Compact(ctx context.Context) (freed int64, err error)
	Backup(ctx context.Context, file string) (gateway.Backup, error)
	// Restore checks a back-up and has it take the data's place at the next
	// start; Pending tells whether one waits, DropPending forgets it.
	Restore(ctx context.Context, file string) (gateway.Backup, error)
	Pending() bool
	// Restored tells whether this start put a back-up in force, and the name of
	// the file that keeps the former data.
	Restored() (aside string, ok bool)
	// Aside is how many octets the data takes that restores have put aside, 0 for
	// none; DropAside deletes it.
	Aside() int64
	DropAside(ctx context.Context) error
	DropPending() error
	// TrayThere tells whether the desktop has a tray.
	TrayThere() bool
	// ExportConfig is the configuration as a file, without passwords of links.
	ExportConfig() string
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Keeper  Keeper
	Shell   Shell
	Version string
}

// page is one of the screen's pages.
type page interface {
	object() fyne.CanvasObject
	shown() // reads what is in force
}

// entry is a page in the list at the left.
type entry struct {
	name string
	icon fyne.Resource
	page page
	nav  *widgets.Nav
}

// Pages are the names of the pages, in order.
func Pages() []string {
	return []string{words.T("Appearance"), words.T("Numbers"), words.T("Retention"), words.T("Privacy"), words.T("Storage"), words.T("Back-up"), words.T("Shortcuts"), words.T("About")}
}

// View is the screen.
type View struct {
	deps    Deps
	entries []*entry
	current int
	visible bool
	title   *widgets.Text
	stack   *fyne.Container
	object  fyne.CanvasObject
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, title: widgets.Heading(""), stack: container.NewStack()}
	pages := []page{newAppearance(d), newNumbers(d), newRetention(d), newPrivacy(d), newStorage(d), newBackup(d), newShortcuts(d), newAbout(d)}
	icons := []fyne.Resource{fyneTheme.ColorPaletteIcon(), fyneTheme.AccountIcon(), fyneTheme.HistoryIcon(), fyneTheme.VisibilityOffIcon(),
		fyneTheme.StorageIcon(), fyneTheme.DocumentSaveIcon(), fyneTheme.ListIcon(), fyneTheme.InfoIcon()}
	for i, name := range Pages() {
		v.entries = append(v.entries, &entry{name: name, icon: icons[i], page: pages[i]})
	}
	list := widgets.VBox(2)
	for i, e := range v.entries {
		e.nav = widgets.NewNav(e.icon, e.name, func() { v.open(i) }).Telling(d.Shell)
		list.Add(e.nav)
	}
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading(words.T("Settings")), widgets.VMid(widgets.Small("/")), v.title)))), widgets.HLine())
	left := widgets.HBox(0, widgets.PadXY(8, 10, widgets.VBox(0, list)), widgets.VLine())
	v.object = widgets.Border(head, nil, left, nil, widgets.NewSurface(theme.Sunken, v.stack))
	v.open(0)
	return v
}

// narrowBelow is the width below which the list of pages is one of icons.
const narrowBelow = 860

// Resized folds the list for narrow windows.
func (v *View) Resized(width float32) {
	units := width / theme.Px(1)
	for _, e := range v.entries {
		e.nav.SetNarrow(units < narrowBelow)
		if p, ok := e.page.(interface{ resized(units float32) }); ok {
			p.resized(units)
		}
	}
	v.object.Refresh()
}

// OpenPage opens a page by its name.
func (v *View) OpenPage(name string) {
	if i := slices.Index(Pages(), name); i >= 0 {
		v.open(i)
	}
}

func (v *View) open(i int) {
	v.entries[v.current].nav.SetActive(false)
	v.current = i
	e := v.entries[i]
	e.nav.SetActive(true)
	v.title.Set(e.name)
	v.stack.Objects = []fyne.CanvasObject{e.page.object()}
	v.stack.Refresh()
	if v.visible {
		e.page.shown()
	}
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads what is in force.
func (v *View) Shown() {
	v.visible = true
	v.entries[v.current].page.shown()
}

// Hidden has nothing to stop.
func (v *View) Hidden() { v.visible = false }

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Config {
		v.entries[v.current].page.shown()
	}
}

// narrowLayout keeps a page of lines readable: at most so wide.
type narrowLayout struct{ width float32 }

func (narrowLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (l narrowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(min(s.Width, theme.Px(l.width)), s.Height))
}

// column is a page of cards one below the other.
func column(width float32, o ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(widgets.Pad(16, container.New(narrowLayout{width}, widgets.VBox(14, o...))))
}

func section(title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.VBox(12, append([]fyne.CanvasObject{widgets.Title(title)}, o...)...))
}

// quiet is secondary text that wraps.
func quiet(s string) fyne.CanvasObject { return widgets.Flush(s) }

// line is a setting: its name, its field, and what it does, below them where there
// is little room.
func line(name, help string, field fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&lineLayout{}, widgets.Body(name), field, widgets.Flush(help))
}

type lineLayout struct{ width float32 }

const (
	lineName, lineField = 150, 190
	lineGap, lineFolds  = 12, 560
)

func (l *lineLayout) folded() bool { return l.width > 0 && l.width < theme.Px(lineFolds) }

func (l *lineLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	name, field, help := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	wide := theme.Px(lineName + lineField + lineGap)
	if l.folded() {
		return fyne.NewSize(wide, max(name.Height, field.Height)+theme.Px(4)+help.Height)
	}
	return fyne.NewSize(wide, max(name.Height, field.Height, help.Height))
}

func (l *lineLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	gap, name, field := theme.Px(lineGap), theme.Px(lineName), theme.Px(lineField)
	put := func(c fyne.CanvasObject, x, y, w, h float32) {
		m := c.MinSize().Height
		c.Move(fyne.NewPos(x, y+(h-m)/2))
		c.Resize(fyne.NewSize(w, m))
	}
	if l.folded() {
		high := max(o[0].MinSize().Height, o[1].MinSize().Height)
		put(o[0], 0, 0, name, high)
		put(o[1], name+gap, 0, min(field, s.Width-name-gap), high)
		put(o[2], 0, high+theme.Px(4), s.Width, s.Height-high-theme.Px(4))
		return
	}
	put(o[0], 0, 0, name, s.Height)
	put(o[1], name+gap, 0, field, s.Height)
	put(o[2], name+field+2*gap, 0, s.Width-name-field-2*gap, s.Height)
}

func fact(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Cols(12, []float32{150, 0}, widgets.VMid(widgets.Small(name)), widgets.VMid(o))
}

// told shows the outcome of something that was asked for.
func told(s Shell, err error, failed, done string) {
	if err != nil {
		s.Toast(gateway.Event{Severity: gateway.Severe, Text: failed, Advice: words.Error(err)})
		return
	}
	s.Toast(gateway.Event{Severity: gateway.Success, Text: done})
}
