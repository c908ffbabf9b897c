package connections

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/form"
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

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, root: container.NewStack(), cards: widgets.VBox(18)}
	v.sieve = newSieve(v.rebuild)
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading(words.T("Connections")), widgets.Spacer(),
		widgets.NewButton(words.T("Let an application in"), fyneTheme.DownloadIcon(), widgets.Plain, v.AddAccount),
		widgets.NewButton(words.T("Add listener"), fyneTheme.ContentAddIcon(), widgets.Plain, v.AddServer),
		widgets.NewButton(words.T("Add connection"), fyneTheme.ContentAddIcon(), widgets.Strong, v.AddClient))))), widgets.HLine())
	v.empty = widgets.NewEmpty(fyneTheme.ComputerIcon(), words.T("No connections yet"), words.T("Add the connection to your SMS provider: host, port, system id and password are in the provider's e-mail. Or let your own applications send through Relay."),
		widgets.NewButton(words.T("Add connection"), fyneTheme.ContentAddIcon(), widgets.Strong, v.AddClient), widgets.NewButton(words.T("Let an application in"), fyneTheme.DownloadIcon(), widgets.Plain, v.AddAccount))
	body := widgets.NewSurface(theme.Sunken, container.NewStack(container.NewVScroll(widgets.Pad(16, widgets.VBox(14, v.sieve.object, v.cards))), v.empty))
	v.list = widgets.Border(head, nil, nil, nil, body)
	v.root.Objects = []fyne.CanvasObject{v.list}
	v.rebuild()
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
	var cards []fyne.CanvasObject
	for _, x := range c.Clients {
		if l, _ := st.Link(x.Name); v.sieve.lets(l, x.Name, x.Host, x.SystemID) {
			cards = append(cards, v.clientCard(x, l))
		}
	}
	if len(cards) > 0 {
		v.cards.Add(widgets.VBox(8, section(words.T("TO PROVIDERS"), words.N(len(cards), "%s client link", "%s client links")), widgets.Flow(360, 14, cards...)))
	}
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

func section(title, more string) fyne.CanvasObject {
	return widgets.HBox(8, widgets.NewText(title, theme.Muted, 10.5).Bold(), widgets.Small(more))
}

// StateColor is the colour of a link's state.
func StateColor(s gateway.LinkState) fyne.ThemeColorName {
	switch s {
	case gateway.LinkBound, gateway.LinkListening:
		return theme.Good
	case gateway.LinkConnecting, gateway.LinkBinding:
		return theme.Warn
	case gateway.LinkOff:
		return theme.Muted
	}
	return theme.Bad
}

// card is a frame with a head, a body and a row of buttons.
// card is a card of the list; its buttons stand at the left of its foot, in as
// many lines as they need, and two more at the right.
func card(head, body, edit, remove fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(12, 8, widgets.Border(nil, nil, nil, widgets.HBox(8, edit, remove), widgets.Wrapped(8, 6, buttons...))))
	return widgets.NewSurface(theme.Surface, widgets.Border(widgets.VBox(0, widgets.PadXY(16, 12, head), widgets.HLine()), foot, nil, nil, widgets.PadXY(16, 12, body))).Rounded(8).Stroked(theme.Line)
}

func cardHead(name, line string, l gateway.LinkStatus) fyne.CanvasObject {
	right := widgets.HBox(6)
	if l.Simulated {
		right.Add(widgets.Centered(widgets.NewTag(words.T("SIMULATOR"), theme.Control)))
	}
	right.Add(widgets.Centered(widgets.NewPill(StateWord(l), StateColor(l.State))))
	return widgets.VBox(4, widgets.Border(nil, nil, nil, right, widgets.VMid(widgets.Title(name).Elide())), widgets.NewText(line, theme.Muted, 11.5).Mono().From(false).Elide())
}

// trouble shows a link's last error with its advice.
func trouble(l gateway.LinkStatus) fyne.CanvasObject {
	if l.Error == "" || l.State.Up() {
		return nil
	}
	lines := widgets.VBox(3, widgets.NewProse(words.Said(l.Error), theme.Text, 12.5))
	if l.Advice != "" {
		lines.Add(widgets.NewProse(words.Said(l.Advice), theme.Muted, 12))
	}
	return widgets.NewSurface(theme.Bad, widgets.PadXY(10, 8, lines)).Soft(0x14).Rounded(6)
}

func (v *View) clientCard(c gateway.ClientConfig, l gateway.LinkStatus) fyne.CanvasObject {
	var names, values []*widgets.Text
	grid := widgets.VBox(10)
	facts := ClientFacts(c, l, time.Now())
	for i := 0; i < len(facts); i += 3 {
		var cells []fyne.CanvasObject
		for _, f := range facts[i:min(i+3, len(facts))] {
			n, val := widgets.Small(f.Name).Elide(), widgets.NewText(f.Value, theme.Text, 14).Bold().Elide()
			names, values = append(names, n), append(values, val)
			cells = append(cells, widgets.VBox(2, n, val))
		}
		grid.Add(widgets.Cols(10, []float32{0, 0, 0}, cells...))
	}
	v.live = append(v.live, func(st gateway.Status, now time.Time) {
		l, _ := st.Link(c.Name)
		for i, f := range ClientFacts(c, l, now) {
			names[i].Set(f.Name)
			values[i].Set(f.Value)
		}
	})
	body := widgets.VBox(10, grid, v.history(c.Name, true))
	if t := trouble(l); t != nil {
		body.Add(t)
	}
	toggle := widgets.NewButton(words.T("Disconnect"), nil, widgets.Plain, func() { v.command(c.Name, words.T("Disconnect"), v.deps.Engine.Disconnect) })
	if l.State == gateway.LinkOff || l.State == gateway.LinkRefused || l.State == gateway.LinkFailed {
		toggle = widgets.NewButton(words.T("Connect"), nil, widgets.Plain, func() { v.command(c.Name, words.T("Connect"), v.deps.Engine.Connect) })
	}
	buttons := []fyne.CanvasObject{toggle}
	if l.State == gateway.LinkWaiting {
		buttons = append(buttons, widgets.NewButton(words.T("Try now"), nil, widgets.Plain, func() { v.deps.Engine.RetryNow(c.Name) }))
	}
	buttons = append(buttons, widgets.NewButton(words.T("Test##verb"), nil, widgets.Plain, func() { v.test(c) }))
	return card(cardHead(c.Name, Wire(c), l), body,
		widgets.NewButton(words.T("Edit"), fyneTheme.DocumentCreateIcon(), widgets.Ghost, func() { v.EditClient(c.Name) }),
		widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() { v.deleteClient(c.Name) }), buttons...)
}

// history is the part of a link's card about the time before now.
func (v *View) history(link string, answers bool) fyne.CanvasObject {
	past := newHistory(link, answers)
	past.show(v.slots, v.changes, time.Now())
	v.past = append(v.past, past)
	v.live = append(v.live, func(gateway.Status, time.Time) { past.tell(v.deps.Shell.Events()) })
	return past.object
}

func (v *View) serverCard(s gateway.ServerConfig, l gateway.LinkStatus) fyne.CanvasObject {
	line := widgets.Small("")
	v.live = append(v.live, func(st gateway.Status, now time.Time) {
		l, _ := st.Link(s.Name)
		line.Set(join(words.T("%s for %s", StateWord(l), Span(now.Sub(l.Since), l.Since.IsZero())), words.N(len(l.Sessions), "%s session", "%s sessions"),
			words.N(int64(l.Received), "%s request answered", "%s requests answered")))
	})
	body := widgets.VBox(8, line, widgets.Flow(392, 16, v.history(s.Name, false)))
	if t := trouble(l); t != nil {
		body.Add(t)
	}
	rows := widgets.VBox(0)
	for _, x := range firstOf(l.Sessions) {
		rows.Add(v.sessionRow(s.Name, x.Account, x, &v.live))
	}
	if more := len(l.Sessions) - maxRows; more > 0 {
		rows.Add(widgets.Small(words.N(more, "and %s session more", "and %s sessions more")))
	}
	for _, x := range firstOf(l.Shut) {
		rows.Add(v.shutRow(s.Name, x))
	}
	if more := len(l.Shut) - maxRows; more > 0 {
		rows.Add(widgets.Small(words.N(more, "and %s more address that may not bind", "and %s more addresses that may not bind")))
	}
	body.Add(rows)
	toggle := widgets.NewButton(words.T("Stop listening"), nil, widgets.Plain, func() { v.command(s.Name, words.T("Stop##listening"), v.deps.Engine.Disconnect) })
	if l.State == gateway.LinkOff || l.State == gateway.LinkFailed {
		toggle = widgets.NewButton(words.T("Listen"), nil, widgets.Plain, func() { v.command(s.Name, words.T("Listen"), v.deps.Engine.Connect) })
	}
	address := s.Listen
	if l.State.Up() && l.Address != "" {
		address = l.Address // port 0 is one that the system chose
	}
	if s.TLSCert != "" {
		address += " · TLS"
	}
	outbind := widgets.NewButton(words.T("Ask an application to bind…"), nil, widgets.Plain, func() { v.askToBind(s.Name) })
	outbind.SetDisabled(!l.State.Up())
	return card(cardHead(s.Name, address, l), body,
		widgets.NewButton(words.T("Edit"), fyneTheme.DocumentCreateIcon(), widgets.Ghost, func() { v.show(newServerPage(v, s, false)) }),
		widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() { v.deleteServer(s.Name) }),
		toggle, widgets.NewButton(words.T("Accounts"), fyneTheme.AccountIcon(), widgets.Plain, func() { v.ShowAccounts("") }), outbind)
}

// command runs one of the engine's commands on a link.
func (v *View) command(link, name string, do func(context.Context, string) error) {
	v.deps.Shell.Go(func() func() {
		err := do(context.Background(), link)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Link: link, Text: words.T("%s: %s", name, words.Error(err))})
			}
			v.refresh()
		}
	})
}

// apply puts a changed configuration into force. failed gets the problems;
// done is called when it was stored.
func (v *View) apply(c gateway.Config, failed func(gateway.Problems), done func()) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), c)
		return func() {
			if p, ok := err.(gateway.Problems); ok {
				failed(p)
				return
			}
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not saved: %s", words.Error(err))})
				return
			}
			done()
		}
	})
}

func (v *View) drop(title, text string, c gateway.Config) {
	v.deps.Shell.Confirm(title, text, words.T("Delete"), true, func() {
		v.apply(c, func(p gateway.Problems) {
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Problem(p[0])})
		}, v.Back)
	})
}

func (v *View) deleteClient(name string) {
	c := v.deps.Engine.Config()
	l, _ := v.deps.Engine.Status().Link(name)
	text := words.T("Its messages stay in the outbox and in the history.")
	if l.Queued > 0 {
		text = words.N(l.Queued, "%s message waits for it. It stays queued, and goes when a connection of that name returns.", "%s messages wait for it. They stay queued, and go when a connection of that name returns.")
	}
	c.Clients = without(c.Clients, func(x gateway.ClientConfig) bool { return x.Name == name })
	v.drop(words.T("Delete %s?", name), text, c)
}

func (v *View) deleteServer(name string) {
	c := v.deps.Engine.Config()
	l, _ := v.deps.Engine.Status().Link(name)
	c.Servers = without(c.Servers, func(x gateway.ServerConfig) bool { return x.Name == name })
	v.drop(words.T("Delete %s?", name), words.T("It closes: %s. Accounts stay.", form.Sessions(len(l.Sessions))), c)
}

func (v *View) deleteAccount(id string) {
	c := v.deps.Engine.Config()
	c.Accounts = without(c.Accounts, func(x gateway.Account) bool { return x.SystemID == id })
	v.drop(words.T("Delete the account %s?", id), words.T("The application can't bind any more. What it sent stays in the outbox; receipts that it has not fetched are lost."), c)
}

func without[T any](list []T, is func(T) bool) []T {
	var out []T
	for _, x := range list {
		if !is(x) {
			out = append(out, x)
		}
	}
	return out
}
