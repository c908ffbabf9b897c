package contacts

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/compose"
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
	Compose(compose.Draft)
}

// Deps is what the screen works with.
type Deps struct {
	Engine gateway.Engine
	Office gateway.Office
	Shell  Shell
}

const (
	page      = 200 // contacts in one read
	maxReload = 4000
	placesW   = 216
	sideWidth = 348
	wordsFrom = 1130 // content width below which the buttons of the head show their icons alone
	wideFrom  = 960  // content width below which the panel slides over and the places are a list
)

// View is the screen.
type View struct {
	deps   Deps
	place  Place
	rows   []gateway.Contact // of contacts, while the place is not OptedOut
	off    []gateway.OptOut  // of the opt-out list
	more   bool
	groups []gateway.Group
	counts gateway.PeopleCounts
	found  int64 // how many fit place and search
	search string
	busy   bool // a read is under way
	again  bool

	grid     *widgets.Grid // of contacts
	offGrid  *widgets.Grid
	places   *places
	find     *widgets.Field
	title    *widgets.Text
	fact     *widgets.Text
	pick     *widgets.Select // the places, where there is no room for their column
	pickBox  fyne.CanvasObject
	add      *widgets.Button
	column   fyne.CanvasObject
	actions  *fyne.Container
	load     *widgets.Button
	export   *widgets.Button
	middle   *fyne.Container
	empty    *fyne.Container
	panel    *fyne.Container
	form     *form
	keywords *keywords
	hint     fyne.CanvasObject // in the panel while nobody is chosen
	drawer   *widgets.Drawer
	importer *importer // nil while no file is looked at
	list     fyne.CanvasObject
	root     *fyne.Container
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, title: widgets.Heading(""), fact: widgets.Small("").Elide()}
	v.grid = widgets.NewGrid([]widgets.Column{
		{Key: "name", Title: words.T("Name"), Width: 150, Flex: true, Sorts: true},
		{Key: "number", Title: words.T("Number"), Width: 138, Mono: true, Sorts: true},
		{Key: "off", Title: "", Width: 112, Pill: true},
		{Key: "groups", Title: words.T("Groups"), Width: 150, Flex: true, Drop: 2},
		{Key: "note", Title: words.T("Note"), Width: 150, Flex: true, Drop: 3},
		{Key: "changed", Title: words.T("Changed"), Width: 98, Mono: true, Drop: 1, Sorts: true},
	}, source{v}, false)
	v.grid.SetSort("name", false)
	v.grid.OnSort = func(string, bool) { v.grid.Follow(); v.reload() }
	v.grid.OnSelect = func(int64) { v.selected(false) }
	v.grid.OnAll = func() { v.selected(false) }
	v.grid.OnOpen = func(int64) { v.selected(true); v.form.Focus(v.deps.Shell.Canvas()) }
	v.grid.OnEdge = v.older
	v.grid.OnMenu = v.menu
	v.grid.OnKey = v.key
	v.grid.OnCut = v.copySelected
	v.offGrid = widgets.NewGrid([]widgets.Column{
		{Key: "number", Title: words.T("Number"), Width: 150, Mono: true},
		{Key: "name", Title: words.T("Name"), Width: 130, Flex: true, Drop: 2},
		{Key: "why", Title: words.T("Why"), Width: 170, Flex: true},
		{Key: "since", Title: words.T("Since"), Width: 104, Mono: true},
		{Key: "link", Title: words.T("Came by"), Width: 110, Drop: 1},
	}, offSource{v}, false)
	v.offGrid.OnEdge = v.older
	v.offGrid.OnKey = v.key
	v.offGrid.OnMenu = v.menu
	v.offGrid.OnCut = v.copySelected
	v.find = widgets.NewField(words.T("Search  (Ctrl+F)"))
	v.grid.Searches(v.find)
	v.find.OnChanged(func(s string) { v.search = s; v.grid.Follow(); v.offGrid.Follow(); v.reload() })
	v.find.OnKey(func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyDown { // from the search into what it found
			v.deps.Shell.Canvas().Focus(v.shownGrid())
			v.shownGrid().TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
			return true
		}
		return false
	})
	v.places = newPlaces(v)
	v.form = newForm(v)
	v.hint = widgets.Centered(widgets.Small(words.T("Choose a contact to see and change it.")))
	v.hint.Hide()
	v.keywords = newKeywords(v)
	d.Shell.Columns("contacts", v.grid)
	d.Shell.Columns("contacts.opted-out", v.offGrid)
	v.build()
	v.showPlace()
	return v
}

func (v *View) build() {
	v.add = widgets.NewButton(words.T("New contact"), fyneTheme.ContentAddIcon(), widgets.Strong, v.Add)
	v.export = widgets.NewButton(words.T("Export…"), fyneTheme.DownloadIcon(), widgets.Ghost, v.Export)
	v.load = widgets.NewButton(words.T("Import…"), fyneTheme.FolderOpenIcon(), widgets.Ghost, v.ImportFile)
	v.actions = widgets.HBox(8, v.load, v.export, v.add)
	v.pick = widgets.NewSelect(nil, v.choosePlace)
	v.pickBox = widgets.PadAll(0, 8, 0, 0, v.pick)
	v.pickBox.Hide()
	title := widgets.Border(nil, nil, widgets.VMid(v.title), nil, widgets.PadAll(0, 8, 0, 10, widgets.VMid(v.fact)))
	head := widgets.VBox(0,
		widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.Border(nil, nil, nil, widgets.VMid(v.actions), title))),
		widgets.PadAll(0, 16, 10, 16, widgets.Border(nil, nil, v.pickBox, nil, v.find)),
		widgets.HLine())
	v.empty = container.NewStack()
	v.empty.Hide()
	v.middle = container.NewStack(v.grid, v.empty)
	v.panel = container.NewStack()
	v.column = widgets.Border(nil, nil, nil, widgets.VLine(), widgets.Fixed(placesW, 0, v.places.object))
	body := widgets.Border(nil, nil, v.column, nil, widgets.Border(head, nil, nil, nil, v.middle))
	v.drawer = widgets.NewDrawer(sideWidth, body, v.panel)
	v.list = v.drawer.Object()
	v.root = container.NewStack(v.list)
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.root }

// Shown reads what is there.
func (v *View) Shown() {
	v.keywords.load()
	v.reload()
}

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.People {
		v.reload()
	}
	if u.Config {
		v.keywords.load()
	}
}

// Find puts the cursor into the search.
func (v *View) Find() {
	if v.importer == nil {
		v.deps.Shell.Canvas().Focus(v.find.Entry)
	}
}

// Escape closes what is open, else clears the search, else the selection.
func (v *View) Escape() {
	switch {
	case v.importer != nil:
		v.importer.close()
	case v.drawer.Open():
		v.drawer.Slide(false)
	case v.find.Text() != "":
		v.find.SetText("")
	default:
		v.shownGrid().Select(0)
		v.selected(false)
	}
}

// Resized folds for narrow windows.
func (v *View) Resized(width float32) {
	units := width / theme.Px(1)
	labels := [2]string{words.T("Import…"), words.T("Export…")}
	if units < wordsFrom {
		labels = [2]string{}
	}
	v.load.SetLabel(labels[0])
	v.export.SetLabel(labels[1])
	wide := units >= wideFrom
	if wide == v.drawer.Wide() {
		return
	}
	v.drawer.SetWide(wide)
	widgets.SetVisible(v.column, wide)
	widgets.SetVisible(v.pickBox, !wide)
	v.root.Refresh()
}

// shownGrid is the grid of the place.
func (v *View) shownGrid() *widgets.Grid {
	if v.place.Kind == OptedOut {
		return v.offGrid
	}
	return v.grid
}

// Open shows a place.
func (v *View) Open(p Place) {
	if v.form.shown && v.form.state.Changed {
		v.places.show() // the pick list stays where it is until that is answered
		v.leave(0, func() { v.Open(p) })
		return
	}
	v.grid.Select(0)
	v.offGrid.Select(0)
	v.grid.Follow()
	v.offGrid.Follow()
	v.rows, v.off, v.found = nil, nil, 0
	v.place = p
	v.showPlace()
	v.reload()
}

func (v *View) showPlace() {
	v.title.Set(v.place.Words())
	if v.place.Kind == Everybody {
		v.title.Set(words.T("Contacts"))
	}
	v.add.SetLabel(words.T("New contact"))
	if v.place.Kind == OptedOut {
		v.add.SetLabel(words.T("Add a number"))
	}
	v.places.show()
	v.middle.Objects = []fyne.CanvasObject{v.shownGrid(), v.empty}
	v.middle.Refresh()
	v.selected(false)
}

// choosePlace follows the pick list of narrow windows.
func (v *View) choosePlace(name string) {
	for _, p := range v.allPlaces() {
		if p.Words() == name {
			v.Open(p)
			return
		}
	}
}

// allPlaces are the places in the order of the column.
func (v *View) allPlaces() []Place {
	out := []Place{{Kind: Everybody}, {Kind: Lone}}
	for _, g := range v.groups {
		out = append(out, Place{InGroup, g})
	}
	return append(out, Place{Kind: OptedOut})
}

// run does something with the office and reads again; what goes wrong is said.
func (v *View) run(what string, do func(context.Context) error, done func()) {
	v.deps.Shell.Go(func() func() {
		err := do(context.Background())
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("%s: %s", what, words.Error(err))})
			} else if done != nil {
				done()
			}
			v.reload()
		}
	})
}
