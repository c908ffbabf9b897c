package pdulog

import (
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Copy(text string)
	widgets.Desk
	Toast(gateway.Event)
	Events() []gateway.Event
	EditConnection(link string)
	Confirm(title, text, verb string, danger bool, do func())
}

// Files writes records into files and reads them from captures.
type Files interface {
	// ReadPDUs reads the PDUs of a pcap or pcapng file, or of one with octets or
	// hex, passwords masked; notes tell what the file lacks.
	ReadPDUs(path string) (records []gateway.PDURecord, notes []string, err error)
	// ParsePDUs reads the PDUs of a text in hex, passwords masked.
	ParsePDUs(text string) ([]gateway.PDURecord, error)
	// WritePDUs writes records in a format: one of FileFormats.
	WritePDUs(w io.Writer, format string, records []gateway.PDURecord) error
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Office  gateway.Office
	Files   Files
	Shell   Shell
}

// stored is how many records of the log are read when the screen opens first;
// recentKey is where the filters used last are kept, shareKey the list's share of
// the height.
const (
	stored    = 5000
	recentKey = "pdulog.filters"
	shareKey  = "layout.pdulog"
)

// preset is a filter on a chip.
type preset struct {
	words, filter string
	chip          *widgets.Chip
}

// View is the screen.
type View struct {
	deps     Deps
	pdus     *pduview.View
	sequence *sequence
	inside   bool     // the ladder of a session is shown
	capture  *capture // the file that is shown, nil: none
	width    float32
	stack    *fyne.Container
	presets  []*preset
	answers  *widgets.Chip
	with     bool // answers are shown too
	follow   *widgets.Chip
	marks    *widgets.Chip
	buttons  []*widgets.Button // whose words go where there is no room
	words    []string
	jump     *widgets.Field
	jumpLine *fyne.Container
	jumpSays *widgets.Text
	head     *fyne.Container
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d}
	v.presets = []*preset{{words: words.T("Errors"), filter: "status!=0 && answer==yes"}, {words: words.T("Slow##answers"), filter: "answer>500ms && answer==yes"}, {words: words.T("Receipts"), filter: "cmd==deliver_sm && esm_class==4"},
		{words: words.T("Binds"), filter: "cmd~bind"}}
	chips := widgets.HBox(6)
	v.answers = widgets.NewChip(words.T("With answers"), theme.Muted, func() { v.with = !v.with; v.answers.SetOn(v.with); v.pdus.SetAnswers(v.with) })
	chips.Add(v.answers)
	for _, p := range v.presets {
		p.chip = widgets.NewChip(p.words, theme.Muted, func() { v.toggle(p) })
		chips.Add(p.chip)
	}
	v.follow = widgets.NewChip(words.T("Only##this session or message"), theme.Primary, func() { v.pdus.Unfollow() })
	v.follow.Hide()
	v.marks = widgets.NewChip(words.T("Marks"), theme.Warn, func() { v.pdus.NextMark() })
	v.marks.Hide()
	v.head = container.NewStack()
	v.pdus = pduview.NewFull(d.Engine, d.Shell.Copy, v.head, chips)
	d.Shell.Columns("pdulog", v.pdus.Grid())
	d.Shell.Columns("pdulog.fields", v.pdus.Fields())
	v.pdus.OnState = v.showState
	v.pdus.OnKey = v.key
	v.pdus.OnShortcut = v.shortcut
	v.pdus.Menu = func() []*fyne.MenuItem {
		return []*fyne.MenuItem{fyne.NewMenuItem(words.T("Draw its session as a ladder  (L)"), v.openSequence)}
	}
	v.buildHead()
	v.sequence = newSequence(v)
	v.stack = container.NewStack(v.pdus.Object())
	v.load()
	v.showState()
	return v
}

func (v *View) buildHead() {
	button := func(label string, icon fyne.Resource, do func()) *widgets.Button {
		b := widgets.NewButton(label, icon, widgets.Ghost, do)
		v.buttons, v.words = append(v.buttons, b), append(v.words, label)
		return b
	}
	mark := button(words.T("Mark##verb"), fyneTheme.ConfirmIcon(), v.pdus.ToggleMarks)
	ladder := button(words.T("Session"), fyneTheme.ViewFullScreenIcon(), v.openSequence)
	jump := button(words.T("Go to time"), fyneTheme.HistoryIcon(), v.askTime)
	open := button(words.T("Open##a file"), fyneTheme.FolderOpenIcon(), v.openMenu)
	save := button(words.T("Save"), fyneTheme.DocumentSaveIcon(), func() { v.saveMenu(nil) })
	v.buttons, v.words = append(v.buttons, v.pdus.Pause()), append(v.words, words.T("Pause"))
	left := widgets.HBox(10, widgets.Heading(words.T("PDU log")), widgets.Centered(v.pdus.Live()), widgets.VMid(widgets.Fixed(100, 0, v.pdus.Count())), widgets.Centered(v.follow), widgets.Centered(v.marks))
	right := widgets.HBox(2, v.pdus.Fresh(), v.pdus.Pause(), mark, ladder, jump, open, save)
	v.jump, v.jumpSays = widgets.NewField(words.T("14:29 or 2026-11-25 14:29:58")).Mono(), widgets.Small(words.T("Enter shows the log from that time on; Esc closes."))
	v.jump.OnSubmit(v.goToTime)
	v.jump.OnKey(func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyEscape {
			v.closeJump()
			return true
		}
		return false
	})
	v.jumpLine = widgets.PadAll(0, 16, 8, 16, widgets.Cols(10, []float32{240, 0}, v.jump, widgets.VMid(v.jumpSays.Elide())))
	v.jumpLine.Hide()
	v.head.Objects = []fyne.CanvasObject{widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadAll(0, 12, 0, 16, widgets.Border(nil, nil, widgets.VMid(left), widgets.VMid(right), nil))), v.jumpLine)}
}

// toggle types a preset filter, or takes it away.
func (v *View) toggle(p *preset) {
	if v.pdus.Filter() == p.filter {
		v.pdus.SetFilter("")
		return
	}
	v.pdus.SetFilter(p.filter)
}

// showState shows what is filtered, followed, marked and paused.
func (v *View) showState() {
	m := v.pdus.Model()
	for _, p := range v.presets {
		p.chip.SetOn(v.pdus.Filter() == p.filter)
	}
	show := func(c *widgets.Chip, on bool) {
		if c.Visible() != on {
			c.Hidden = !on
			v.head.Refresh()
		}
	}
	v.follow.SetOn(true)
	if what := m.Following(); what != "" {
		v.follow.SetCount(clip(what, 26) + "  ✕")
		v.head.Refresh()
	}
	show(v.follow, m.Following() != "")
	if m.Marks() > 0 {
		v.marks.SetCount(words.Number(int64(m.Marks())))
	}
	show(v.marks, m.Marks() > 0)
	word := words.T("Pause")
	if m.Paused {
		word = words.T("Go on")
	}
	v.words[len(v.words)-1] = word
	if v.pdus.Pause().Label() != "" && v.pdus.Pause().Label() != word {
		v.pdus.Pause().SetLabel(word)
		v.head.Refresh()
	}
}

// key has the keys that only this screen knows.
func (v *View) key(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyL {
		return false
	}
	v.openSequence()
	return true
}

// shortcut has the shortcuts that only this screen knows. A plain letter would
// go on into the field that it opens.
func (v *View) shortcut(s fyne.Shortcut) bool {
	if _, paste := s.(*fyne.ShortcutPaste); paste {
		v.OpenClipboard()
		return true
	}
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.KeyName != fyne.KeyG || c.Modifier != fyne.KeyModifierControl {
		return false
	}
	v.askTime()
	return true
}

// Object is the screen.
func (v *View) Object() fyne.CanvasObject { return v.stack }

// Shown reads the log from before this start once, then what is new.
func (v *View) Shown() {
	v.pdus.SetWaits(v.waits())
	v.pdus.Start(v.deps.Archive, stored, v.deps.Shell.Go)
	if v.capture != nil {
		v.capture.pdus.FocusList(v.deps.Shell.Canvas())
		return
	}
	v.pdus.FocusList(v.deps.Shell.Canvas())
}

// waits is how long an answer may take on each link.
func (v *View) waits() func(string) time.Duration {
	limits := map[string]time.Duration{}
	for _, c := range v.deps.Engine.Config().Clients {
		limits[c.Name] = c.ResponseTimeout
	}
	return func(link string) time.Duration { return limits[link] }
}

// client tells whether a link is one of ours, which can be set up otherwise.
func (v *View) client(link string) bool {
	return slices.ContainsFunc(v.deps.Engine.Config().Clients, func(c gateway.ClientConfig) bool { return c.Name == link })
}

// Hidden has nothing to stop: a screen that is not shown gets no updates.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Config {
		v.pdus.SetWaits(v.waits())
	}
	if u.LastPDU > 0 {
		v.pdus.Update()
	}
	v.pdus.Tick(time.Now())
	if v.inside {
		v.sequence.follow(time.Now(), u.Links)
	}
}

// Resized takes the words from the buttons where there is no room for them.
func (v *View) Resized(width float32) {
	v.width = width
	v.pdus.Resized(width)
	if v.capture != nil {
		v.capture.pdus.Resized(width)
	}
	wide := width/theme.Px(1) >= 1120
	for i, b := range v.buttons {
		if wide {
			b.SetLabel(v.words[i])
		} else if b != v.pdus.Pause() {
			b.SetLabel("")
		}
	}
	v.sequence.resized(width/theme.Px(1) >= 1000)
	if v.inside {
		v.sequence.showState() // what is said of its end breaks into other lines
	}
	for _, p := range v.presets { // the filter needs the room
		widgets.SetVisible(p.chip, width/theme.Px(1) >= 800)
	}
	v.head.Refresh()
}

// Find puts the cursor into the filter.
func (v *View) Find() {
	v.closeSequence()
	if v.capture != nil {
		v.capture.pdus.FocusFilter(v.deps.Shell.Canvas())
		return
	}
	v.pdus.FocusFilter(v.deps.Shell.Canvas())
}

// Escape closes what lies over the list, then the ladder, then what narrows the
// list.
func (v *View) Escape() {
	switch {
	case v.capture != nil:
		v.capture.escape(v)
	case v.inside:
		v.closeSequence()
	case v.pdus.Escape():
	case v.jumpLine.Visible():
		v.closeJump()
	case v.pdus.Model().Following() != "":
		v.pdus.Unfollow()
	default:
		v.pdus.SetFilter("")
	}
}

// openSequence draws the session of the chosen row.
func (v *View) openSequence() {
	r, ok := v.pdus.Chosen()
	if !ok {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Info, Text: words.T("Choose a PDU first: its session is drawn.")})
		return
	}
	v.showSession(r.Record().Session, r.Link, r.Number)
}

// ShowSession draws a session of a link.
func (v *View) ShowSession(session uint64, link string) { v.showSession(session, link, 0) }

func (v *View) showSession(session uint64, link string, at uint64) {
	v.inside = true
	v.stack.Objects = []fyne.CanvasObject{v.sequence.object}
	v.stack.Refresh()
	v.sequence.open(session, link, at)
	v.deps.Shell.Canvas().Focus(v.sequence.ladder)
}

func (v *View) closeSequence() {
	if !v.inside {
		return
	}
	v.inside = false
	v.stack.Objects = []fyne.CanvasObject{v.pdus.Object()}
	v.stack.Refresh()
	v.pdus.FocusList(v.deps.Shell.Canvas())
}

// showRow leaves the ladder for a PDU in the list.
func (v *View) showRow(r pduview.Row) {
	v.closeSequence()
	if _, listed := v.pdus.Model().Index(r.Number); listed {
		v.pdus.GoTo(r.Number)
		return
	}
	v.pdus.Unfollow()
	v.pdus.SetFilter("")
	v.pdus.GoToTime(r.Record().Time)
}
