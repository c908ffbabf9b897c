package connections

import (
	"fmt"
	"os"
	"time"

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
	ShowSession(session uint64, link string)
	AskImport(path string)
	widgets.Desk
	Events() []gateway.Event
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Office  gateway.Office
	Shell   Shell
}

// page is a form that lies over the list.
type page interface {
	Object() fyne.CanvasObject
	Focus(fyne.Canvas)
}

// View is the screen: a list of cards, or the form that was opened from it.
type View struct {
	deps  Deps
	root  *fyne.Container
	list  fyne.CanvasObject
	cards *fyne.Container
	empty fyne.CanvasObject
	sieve *sieve
	rows  *linkRows
	load  *widgets.Button // of a configuration file
	page  page
	below page    // to which a form leads back; nil: the list
	width float32 // of the screen, 0 while it is not known
	shape string  // of the list that is built: names and states
	live  []func(gateway.Status, time.Time)

	past    []*history
	slots   []gateway.Traffic // of the last day, as last read
	changes []gateway.LinkChange
	reading bool
}

// wordsFrom is the width of the screen from which all its buttons have words.
const wordsFrom = 900

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, root: container.NewStack(), cards: widgets.VBox(18)}
	v.sieve = newSieve(v.rebuild)
	v.rows = newLinkRows(v)
	v.load = widgets.NewButton(words.T("Import…"), fyneTheme.FolderOpenIcon(), widgets.Ghost, v.ImportFile)
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading(words.T("Connections")), widgets.Spacer(), v.load,
		widgets.NewButton(words.T("Let an application in"), fyneTheme.DownloadIcon(), widgets.Plain, v.AddAccount),
		widgets.NewButton(words.T("Add listener"), fyneTheme.ContentAddIcon(), widgets.Plain, v.AddServer),
		widgets.NewButton(words.T("Add connection"), fyneTheme.ContentAddIcon(), widgets.Strong, v.AddClient))))), widgets.HLine())
	v.empty = widgets.NewEmpty(fyneTheme.ComputerIcon(), words.T("No connections yet"), words.T("Add the connection to your SMS provider: host, port, system id and password are in the provider's e-mail. Or let your own applications send through Relay."),
		widgets.NewButton(words.T("Add connection"), fyneTheme.ContentAddIcon(), widgets.Strong, v.AddClient), widgets.NewButton(words.T("Let an application in"), fyneTheme.DownloadIcon(), widgets.Plain, v.AddAccount))
	body := widgets.NewSurface(theme.Sunken, container.NewStack(container.NewVScroll(widgets.Pad(16, widgets.VBox(14, v.sieve.object, v.cards))), v.empty))
	v.list = widgets.Border(head, nil, nil, nil, body)
	v.root.Objects = []fyne.CanvasObject{v.list}
	v.rebuild()
	v.rows.recall()
	return v
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.root }

// Shown shows the links as they are.
func (v *View) Shown() {
	v.refresh()
	v.recall()
}

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Links || u.Config || u.Messages || len(u.Events) > 0 {
		v.refresh()
	}
	if u.Traffic {
		v.recall()
		if p, ok := v.page.(*accountsPage); ok {
			p.follow() // what is sent a second falls without any other news
		}
	}
}

// Tick lets the times of the cards go on, and the wait for the next try.
func (v *View) Tick() {
	if v.page == nil {
		v.refresh()
	}
}

// Escape leaves a form for the list, and a test for what it was started from.
func (v *View) Escape() {
	switch p := v.page.(type) {
	case nil:
	case *doctor:
		p.leave()
	case *accountsPage:
		if !p.escape() {
			v.Back()
		}
	default:
		v.Back()
	}
}

// Resized follows the width of the window.
func (v *View) Resized(width float32) {
	v.width = width
	label := ""
	if width/theme.Px(1) >= wordsFrom {
		label = words.T("Import…")
	}
	v.load.SetLabel(label)
	for _, x := range []page{v.page, v.below} {
		if p, ok := x.(interface{ resize(float32) }); ok {
			p.resize(width)
		}
	}
}

// Back shows the list, or the page from which a form was opened.
func (v *View) Back() {
	if p := v.below; p != nil {
		v.below = nil
		v.show(p)
		v.refresh()
		return
	}
	v.page = nil
	v.root.Objects = []fyne.CanvasObject{v.list}
	v.refresh()
	v.root.Refresh()
}

func (v *View) show(p page) {
	v.page = p
	v.root.Objects = []fyne.CanvasObject{p.Object()}
	v.root.Refresh()
	p.Focus(v.deps.Shell.Canvas())
}

// AddClient, AddServer and AddAccount open an empty form.
func (v *View) AddClient() {
	c := gateway.NewClient()
	v.show(newClientPage(v, c, true))
}

// ImportFile asks for a configuration file; what it has is shown before it is taken.
func (v *View) ImportFile() {
	widgets.OpenFile(v.deps.Shell, widgets.FileAsk{Title: words.T("Import a configuration"), Extensions: []string{".toml"}}, func(f *os.File) {
		_ = f.Close() // the window reads it
		v.deps.Shell.AskImport(f.Name())
	})
}

// AddServer opens the form of a new listener.
func (v *View) AddServer() {
	s := gateway.NewServer()
	s.Name = FreeName(v.deps.Engine.Config(), "office")
	v.show(newServerPage(v, s, true))
}

// AddAccount opens the form of a new account; without a listener it makes one
// too.
func (v *View) AddAccount() { v.show(newAccountPage(v, gateway.NewAccount(), true)) }

// EditClient opens a client link's form by name.
func (v *View) EditClient(name string) {
	if c, ok := v.deps.Engine.Config().Client(name); ok {
		v.show(newClientPage(v, c, false))
	}
}

// refresh rebuilds the list when its shape changed, else only its figures.
func (v *View) refresh() {
	if p, ok := v.page.(interface{ follow() }); ok {
		p.follow()
	}
	if v.page != nil {
		return
	}
	st := v.deps.Engine.Status()
	if shapeOf(v.deps.Engine.Config(), st) != v.shape {
		v.rebuild()
		return
	}
	now := time.Now()
	for _, f := range v.live {
		f(st, now)
	}
}

func shapeOf(c gateway.Config, st gateway.Status) string {
	s := fmt.Sprint(c.Version)
	for _, l := range st.Links {
		s += fmt.Sprint(l.Name, l.State, l.Error, len(l.Sessions), l.Shut, ";")
		if l.Server {
			for _, x := range firstOf(l.Sessions) {
				s += fmt.Sprint(x.ID, x.Account, ",")
			}
		}
	}
	return s
}

func (v *View) rebuild() {
	c, st := v.deps.Engine.Config(), v.deps.Engine.Status()
	v.shape, v.live, v.past = shapeOf(c, st), nil, nil
	v.cards.Objects = nil
	none := len(c.Clients)+len(c.Servers)+len(c.Accounts) == 0
	if none {
		v.empty.Show()
	} else {
		v.empty.Hide()
	}
	widgets.SetVisible(v.sieve.object, !none)
	v.sieve.show(CountLinks(c, st))
	v.addClients(c, st)
	box := widgets.VBox(14)
	for _, x := range c.Servers {
		if l, _ := st.Link(x.Name); v.sieve.lets(l, x.Name, x.Listen, l.Address) {
			box.Add(v.serverCard(x, l))
		}
	}
	if n := len(box.Objects); n > 0 {
		v.cards.Add(widgets.VBox(14, section(words.T("FROM APPLICATIONS"), words.N(n, "%s listener", "%s listeners")), box))
	}
	if len(v.cards.Objects) == 0 && v.sieve.narrowed() && !none {
		v.cards.Add(widgets.Small(words.T("No connection fits.")))
	}
	if (len(c.Accounts) > 0 || len(c.Servers) > 0) && !v.sieve.narrowed() {
		v.cards.Add(v.accountList(c, st))
	}
	now := time.Now()
	for _, f := range v.live {
		f(st, now)
	}
	v.cards.Refresh()
	v.list.Refresh()
}

// addClients shows the client links that are let through: as cards, or as rows.
func (v *View) addClients(c gateway.Config, st gateway.Status) {
	var list []gateway.ClientConfig
	for _, x := range c.Clients {
		if l, _ := st.Link(x.Name); v.sieve.lets(l, x.Name, x.Host, x.SystemID) {
			list = append(list, x)
		}
	}
	if len(list) == 0 {
		return
	}
	head := section(words.T("TO PROVIDERS"), words.N(len(list), "%s client link", "%s client links"))
	rows := v.rows.wanted(len(c.Clients))
	if len(c.Clients) > rowsFrom {
		head = widgets.Border(nil, nil, nil, v.rows.toggle, widgets.VMid(head))
	}
	if rows {
		v.live = append(v.live, v.rows.follow)
		v.cards.Add(widgets.VBox(8, head, v.rows.show(list, st, time.Now())))
		return
	}
	var cards []fyne.CanvasObject
	for _, x := range list {
		l, _ := st.Link(x.Name)
		cards = append(cards, v.clientCard(x, l))
	}
	v.cards.Add(widgets.VBox(8, head, widgets.Flow(360, 14, cards...)))
}

func section(title, more string) fyne.CanvasObject {
	return widgets.HBox(8, widgets.NewText(title, theme.Muted, 10.5).Bold(), widgets.Small(more))
}
