package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/assets"
	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Deps is what the window works with.
type Deps struct {
	App       fyne.App
	Engine    gateway.Engine
	Archive   gateway.Archive
	Office    gateway.Office
	Simulator gateway.Simulator
	Files     Files
	Keeper    settings.Keeper
	Version   string
}

// Size of a new window and below which the rail shows icons alone, in units at
// zoom 100 %.
const (
	startWidth, startHeight = 1440, 900
	wideFrom                = 1200
	highFrom                = 560 // below, the rail has no links
)

// Keys under which the window's own documents are kept.
const (
	windowKey     = "window"
	appearanceKey = "appearance"
	deliveredKey  = "window.first-delivered"
)

// Shell is the window.
type Shell struct {
	Deps
	*bridge
	win      fyne.Window
	theme    *theme.Theme
	fonts    widgets.Fonts
	language string // as chosen; "" follows the desktop
	rows     []row
	built    map[string]screen
	current  string

	rail    *rail
	status  *statusBar
	toasts  *widgets.Toasts
	palette *palette
	tip     *tip
	stack   *fyne.Container
	frame   *fyne.Container
	root    *frameLayout

	numbers   numbers
	counting  bool
	countMore bool
	counted   time.Time // when they were last read
	sized     time.Time // when storage was last measured
	welcomed  bool      // the notice of the first delivered message was shown
	events    []gateway.Event
	state     windowState
	stored    windowState
	aparts    []*apart                      // windows beside it
	columns   map[string]map[string]float32 // widths that the user gave, by grid and column
	tray      *tray                         // nil: none
	wantsTray bool
	attention attention
	focused   bool
	again     bool
	updates   <-chan gateway.Update
	stopWatch func()
}

// New builds the window and shows the screen that was open last.
func New(ctx context.Context, d Deps) *Shell {
	s := &Shell{Deps: d, bridge: newBridge(), built: map[string]screen{}, toasts: widgets.NewToasts()}
	look := settings.Appearance{Mode: theme.System, Zoom: 100}
	_, _ = d.Office.Load(ctx, appearanceKey, &look)
	s.speak(look.Language)
	s.wantsTray = look.Tray
	s.theme = theme.New(look.Mode, look.Zoom)
	d.App.Settings().SetTheme(s.theme)
	endWithoutEvent(d.App)
	d.App.SetIcon(fyne.NewStaticResource("relay.png", assets.Icon()))
	s.win = d.App.NewWindow("Relay")
	s.recall(ctx)
	_, _ = d.Office.Load(ctx, deliveredKey, &s.welcomed)
	s.numbers.status = d.Engine.Status()
	s.numbers.counts, _ = d.Archive.Counts(ctx)
	s.build()
	s.keys()
	s.win.Resize(fyne.NewSize(s.state.Width, s.state.Height))
	s.win.SetPadded(false)
	s.win.SetContent(s.frame)
	s.win.SetMaster()
	s.win.SetCloseIntercept(s.closed)
	d.App.Lifecycle().SetOnEnteredForeground(func() { s.focused = true })
	d.App.Lifecycle().SetOnExitedForeground(func() { s.focused = false })
	s.win.SetOnDropped(func(_ fyne.Position, list []fyne.URI) { s.dropped(list) })
	first := s.state.Screen
	if s.empty() {
		first = Overview
	} else if first == "" || first == Overview {
		first = Outbox
	}
	s.putTray()
	s.showNumbers()
	s.Open(first)
	s.updates, s.stopWatch = d.Engine.Watch()
	s.pump(s.updates, s.update)
	s.every(time.Second, s.tick)
	s.tellRestored()
	return s
}

// empty tells whether nothing has been set up or sent yet.
func (s *Shell) empty() bool {
	c := s.Engine.Config()
	return len(c.Clients)+len(c.Servers) == 0 && s.numbers.counts.Total()+s.numbers.counts.In == 0
}

// build makes everything that has words; the screens follow when they are
// opened.
func (s *Shell) build() {
	s.rows = screens()
	s.stack = container.NewStack()
	s.rail = newRail(s)
	s.status = newStatusBar(s)
	s.root = &frameLayout{s: s}
	s.palette, s.tip = newPalette(s), newTip()
	s.frame = container.New(s.root, s.rail.object, s.stack, s.status.object, s.toasts, s.palette.object, s.tip.object)
}

// Run shows the window until it is closed, then ends the crossing and keeps
// the window's state. The toolkit can end its loop by itself, on a signal.
func (s *Shell) Run() {
	s.win.Show()
	s.App.Run()
	s.finish()
}

func (s *Shell) finish() {
	s.stop()
	s.stopWatch()
	s.join()
	s.keepTyped()
	if s.changed() {
		s.keep(s.state)
	}
}

// Raise brings the window to the front; any goroutine may call it.
func (s *Shell) Raise() {
	s.cross(s.unhide)
}

// Quit closes the window from any goroutine.
func (s *Shell) Quit() { s.cross(s.Close) }

// Abandon ends a window that was never shown.
func (s *Shell) Abandon() { s.finish() }

// Close ends the crossing, then the toolkit's loop. The loop may have ended
// already, by a signal: closing the windows one by one, as App.Quit does, would
// touch what is gone.
func (s *Shell) Close() {
	s.stop()
	s.App.Driver().Quit()
}

// Restart closes the window and has Relay start anew; Again tells that it was
// asked for.
func (s *Shell) Restart() {
	s.again = true
	s.Close()
}

// Again tells whether Restart was asked for.
func (s *Shell) Again() bool { return s.again }

// Keys are the window's commands with their keys.
func (s *Shell) Keys() (out []settings.Key) {
	out = append(out, settings.Key{Key: "Ctrl+1 … 9", Does: words.T("The screens of the rail, in order")})
	for _, k := range commands() {
		out = append(out, settings.Key{Key: keyWords(k), Does: k.name})
	}
	return out
}

// Busy tells whether something that was begun, or that the gateway has told, is
// not shown yet.
func (s *Shell) Busy() bool { return s.bridge.Busy() || len(s.updates) > 0 }

// Window is the window itself.
func (s *Shell) Window() fyne.Window { return s.win }

// Canvas is what the window draws on.
func (s *Shell) Canvas() fyne.Canvas { return s.win.Canvas() }

// Screen is the name of the screen that is shown.
func (s *Shell) Screen() string { return s.current }

// Open shows a screen by name.
func (s *Shell) Open(name string) {
	if name == s.current {
		return
	}
	i := indexOf(s.rows, name)
	if i < 0 {
		i = indexOf(s.rows, Outbox)
	}
	if old := s.built[s.current]; old != nil {
		old.Hidden()
	}
	s.hideTip()
	next := s.screen(s.rows[i])
	s.current = s.rows[i].name
	s.rail.setActive(s.current)
	s.stack.Objects = []fyne.CanvasObject{next.Object()}
	s.resized()
	s.stack.Refresh()
	next.Shown()
}

func indexOf(rows []row, name string) int {
	for i := range rows {
		if rows[i].name == name {
			return i
		}
	}
	return -1
}

// screen builds a screen when it is first wanted.
func (s *Shell) screen(r row) screen {
	if s.built[r.name] == nil {
		s.built[r.name] = r.build(s)
	}
	return s.built[r.name]
}

// Compose opens the outbox with a draft in the composer.
func (s *Shell) Compose(d compose.Draft) {
	s.Open(Outbox)
	if v, ok := s.built[Outbox].(interface{ Prefill(compose.Draft) }); ok {
		v.Prefill(d)
	}
}

// NewConnection opens the form of a new client link.
func (s *Shell) NewConnection() {
	s.Open(Connections)
	if v, ok := s.built[Connections].(interface{ AddClient() }); ok {
		v.AddClient()
	}
}

// EditConnection opens the settings of a client link.
func (s *Shell) EditConnection(link string) {
	s.Open(Connections)
	if v, ok := s.built[Connections].(interface{ EditClient(string) }); ok {
		v.EditClient(link)
	}
}

// OpenContact opens the contact with a number, or the form of a new one with it.
func (s *Shell) OpenContact(number string) {
	s.Open(Contacts)
	if v, ok := s.built[Contacts].(interface{ OpenNumber(string) }); ok {
		v.OpenNumber(number)
	}
}

// ShowPDUs opens the PDU log with a filter.
func (s *Shell) ShowPDUs(filter string) {
	s.Open(PDULog)
	if v, ok := s.built[PDULog].(interface{ ShowFilter(string) }); ok {
		v.ShowFilter(filter)
	}
}

// ShowSession opens a session of a link as a ladder in the PDU log.
func (s *Shell) ShowSession(session uint64, link string) {
	s.Open(PDULog)
	if v, ok := s.built[PDULog].(interface{ ShowSession(uint64, string) }); ok {
		v.ShowSession(session, link)
	}
}

// Copy puts text on the clipboard.
func (s *Shell) Copy(text string) { s.App.Clipboard().SetContent(text) }

// Confirm asks before something is done.
func (s *Shell) Confirm(title, text, verb string, danger bool, yes func()) {
	widgets.Confirm(s.Canvas(), title, text, verb, danger, yes)
}
