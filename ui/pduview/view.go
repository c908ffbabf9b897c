package pduview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Ring is where live records come from.
type Ring interface {
	PDUs(after uint64, max int) ([]gateway.PDURecord, uint64)
}

// View is list and inspector.
type View struct {
	ring    Ring
	archive Archive
	run     func(work func() (apply func()))
	model   *Model
	copied  func(string)
	full    bool

	grid      *widgets.Grid
	bar       *bar
	count     *widgets.Text
	live      *widgets.Text
	pause     *widgets.Button
	fresh     *widgets.Button
	empty     *emptyList
	card      *hoverCard
	inspector *inspector

	chosen     uint64
	partner    uint64 // its request or answer
	chosenRow  int    // where they stand in the list, -1: nowhere
	partnerRow int

	started  bool               // stored records were asked for
	restored bool               // they are there
	filling  bool               // a gap is being read
	again    bool               // an update is under way
	broken   bool               // the stored log can't be read
	below    int                // rows that came while the list did not follow
	ahead    bool               // the list shows an older time, and more lies ahead in the archive
	seeking  context.CancelFunc // ends the search for older rows under way
	seekTurn int
	judging  *Piece // rows that are being judged beside the window
	back     bool   // once all are judged, look further back if few fit
	coming   uint64 // row to go to once it is judged, 0: none

	// Menu adds to the menu of a row.
	Menu func() []*fyne.MenuItem
	// OnKey sees a key of the list first; true: used.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut sees a shortcut of the list first; true: used.
	OnShortcut func(fyne.Shortcut) bool
	// OnState is told when what is paused, followed, marked or filtered changes.
	OnState func()

	list   fyne.CanvasObject
	split  *widgets.Split
	float  *fyne.Container // what lies over everything
	object fyne.CanvasObject
}

// New makes a view below another screen; copied puts text on the clipboard.
func New(ring Ring, copied func(string)) *View {
	v := newView(ring, copied, false)
	clearBtn := widgets.NewButton("", fyneTheme.ContentClearIcon(), widgets.Ghost, func() { v.model.Clear(); v.reload() })
	title := widgets.HBox(8, widgets.NewText(words.T("PDU log"), theme.Text, 13).Bold(), v.live, widgets.Fixed(92, 0, v.count))
	v.list = container.New(&headed{}, title, widgets.HBox(2, v.fresh, v.pause, clearBtn), v.bar.line(), v.bar.wrong, v.rows())
	v.split = widgets.NewSplit(false, 0.6, v.list, v.inspector.object)
	v.float = container.NewWithoutLayout(v.bar.picks, v.card)
	v.object = container.NewStack(v.split, v.float)
	return v
}

// NewFull makes the view as a screen of its own: page stands on top, aside beside
// the filter.
func NewFull(ring Ring, copied func(string), page, aside fyne.CanvasObject) *View {
	v := newView(ring, copied, true)
	tick := widgets.VMid(widgets.Fixed(138, 0, widgets.PadAll(0, 6, 0, 10, v.bar.verdict)))
	line := widgets.Border(nil, nil, nil, widgets.HBox(0, tick, widgets.VMid(aside)), widgets.VMid(v.bar.line()))
	v.list = v.rows()
	v.split = widgets.NewSplit(true, 0.52, v.list, v.inspector.object)
	v.inspector.sideBySide(true)
	v.float = container.NewWithoutLayout(v.bar.picks, v.card)
	top := widgets.VBox(0, page, widgets.PadAll(0, 16, 8, 16, line), v.bar.wrong, widgets.HLine())
	v.object = container.NewStack(widgets.Border(top, nil, nil, nil, v.split), v.float)
	return v
}

// rows are the list, or why there is none.
func (v *View) rows() fyne.CanvasObject { return container.NewStack(v.grid, v.empty.object) }

func newView(ring Ring, copied func(string), full bool) *View {
	v := &View{ring: ring, model: NewModel(), copied: copied, full: full, chosenRow: -1, partnerRow: -1}
	columns := compactColumns()
	if full {
		columns = fullColumns()
	}
	v.grid = widgets.NewGrid(columns, listSource{v}, true)
	v.grid.OnSelect = v.choose
	v.grid.OnMenu = v.menu
	v.grid.OnKey = v.key
	v.grid.OnCut = v.cut
	v.grid.OnTop = v.loadOlder
	v.grid.OnEdge = v.loadAhead
	v.grid.OnFollow = func(bool) { v.below = 0; v.showState() }
	v.bar = newBar(v)
	v.count, v.live = widgets.Small("").Elide(), widgets.NewText(words.T("● live"), theme.Good, 11.5)
	v.pause = widgets.NewButton("", fyneTheme.MediaPauseIcon(), widgets.Ghost, v.TogglePause)
	v.fresh = widgets.NewButton(words.T("Newest"), fyneTheme.MoveDownIcon(), widgets.Plain, v.GoOn)
	v.fresh.Hide()
	v.empty = newEmptyList(v)
	v.card = newHoverCard()
	v.inspector = newInspector(v, full)
	return v
}

// arrange gives what has come or gone in the head its room.
func (v *View) arrange() {
	if v.full {
		v.object.Refresh()
		return
	}
	v.list.Refresh()
}

// Object is the whole view.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Grid is the list of PDUs.
func (v *View) Grid() *widgets.Grid { return v.grid }

// Fields is the list of the fields of a PDU.
func (v *View) Fields() *widgets.Grid { return v.inspector.fields }

// Split is the line between list and inspector.
func (v *View) Split() *widgets.Split { return v.split }

// Model is the list.
func (v *View) Model() *Model { return v.model }

// Live, Count, Pause and Fresh are parts that the head of a full view shows.
func (v *View) Live() *widgets.Text    { return v.live }
func (v *View) Count() *widgets.Text   { return v.count }
func (v *View) Pause() *widgets.Button { return v.pause }
func (v *View) Fresh() *widgets.Button { return v.fresh }

// Resized puts the octets below the tree where they have no room beside it.
func (v *View) Resized(width float32) { v.inspector.sideBySide(width >= theme.Px(900)) }

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.grid) }

// origin is where the layer over everything begins; place is where an object
// stands in it.
func (v *View) origin() fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(v.float)
}

func (v *View) place(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Subtract(v.origin())
}

// FocusFilter puts the cursor into the filter and lists what it can be.
func (v *View) FocusFilter(c fyne.Canvas) {
	c.Focus(v.bar.field.Entry)
	v.bar.complete()
}

// FocusList puts the cursor into the list.
func (v *View) FocusList(c fyne.Canvas) { c.Focus(v.grid) }

// Filter is the text of the filter, SetFilter types one.
func (v *View) Filter() string          { return v.bar.field.Text() }
func (v *View) SetFilter(text string)   { v.bar.set(text) }
func (v *View) SetRecent(list []string) { v.bar.recent = list }

// OnRecent is told the filters to remember.
func (v *View) OnRecent(fn func([]string)) { v.bar.OnRecent = fn }

// SetAnswers lists the other half of each pair that fits too.
func (v *View) SetAnswers(on bool) {
	v.model.SetAnswers(on)
	v.filtered()
}

// filtered shows the list after its filter, or what is followed, has changed:
// the chosen row stays in view where it can. What an earlier filter still looks
// for is let go.
func (v *View) filtered() {
	if v.seeking != nil {
		v.seeking()
		v.seeking = nil
	}
	v.judging, v.back, v.coming = nil, true, 0
	v.reload()
	if v.chosen > 0 && !v.grid.Following() {
		v.GoTo(v.chosen)
	}
	v.settle()
}

// settle has the rows judged that a filter has still to judge, a piece at a time
// beside the window and the newest first. If few fit then, it looks further back.
func (v *View) settle() {
	if v.judging != nil {
		return
	}
	p := v.model.Piece()
	if p == nil {
		v.coming = 0
		if v.back && v.model.Len() < fewRows {
			v.loadOlder()
		}
		v.back = false
		return
	}
	v.judging = p
	v.beside(func() func() {
		p.Judge()
		return func() {
			if v.judging != p {
				return // another filter came meanwhile
			}
			v.judging = nil
			v.grid.Shift(v.model.Settle(p))
			v.reload()
			v.GoTo(v.coming)
			v.settle()
		}
	})
}

// beside runs work beside the window, or at once before the view has started.
func (v *View) beside(work func() (apply func())) {
	if v.run != nil {
		v.run(work)
		return
	}
	work()()
}

// reload shows the list as it is now.
func (v *View) reload() {
	v.placePair()
	v.showState()
	v.grid.Reload()
}

// placePair finds where the chosen row and its other half stand.
func (v *View) placePair() {
	v.chosenRow, v.partnerRow = -1, -1
	v.partner = v.model.Partner(v.chosen)
	if i, ok := v.model.Index(v.chosen); ok && v.chosen > 0 {
		v.chosenRow = i
	}
	if i, ok := v.model.Index(v.partner); ok && v.partner > 0 {
		v.partnerRow = i
	}
}

// showState says what the list is doing.
func (v *View) showState() {
	m := v.model
	total, text := m.Total(), words.Number(int64(m.Total()))
	switch {
	case m.Narrowed() && v.full:
		text = words.T("%s of %s", words.Number(int64(m.Len())), words.Number(int64(total)))
	case m.Narrowed():
		text = words.T("%d of %d", m.Len(), total)
	}
	v.count.Set(text)
	v.showVerdict()
	live, ink := words.T("● live"), theme.Good
	switch {
	case v.broken:
		live, ink = words.T("the stored log can't be read"), theme.Bad
	case m.Paused:
		live, ink = words.T("❚❚ paused"), theme.Warn
	case m.Full():
		live, ink = words.T("❚❚ held: %s rows", words.Number(most)), theme.Warn
	}
	if v.live.Text() != live {
		v.live.SetColored(live, ink)
		v.arrange()
	}
	icon := fyneTheme.MediaPauseIcon()
	if m.Paused {
		icon = fyneTheme.MediaPlayIcon()
	}
	v.pause.SetIcon(icon)
	n := v.below
	if m.Paused || m.Full() {
		n = m.Missed()
	}
	switch {
	case n > 0:
		v.fresh.SetLabel(words.N(n, "%s new", "%s new"))
	default:
		v.fresh.SetLabel(words.T("Newest"))
	}
	if show := n > 0 || !v.grid.Following() || v.ahead; show != v.fresh.Visible() {
		v.fresh.Hidden = !show
		v.arrange()
	}
	v.empty.show()
	if v.OnState != nil {
		v.OnState()
	}
}

// showVerdict says beside the filter how many rows fit, and how far back that
// has been looked for.
func (v *View) showVerdict() {
	m, text := v.model, v.bar.field.Text()
	switch {
	case m.Err != nil && unfinished(text, m.Err):
		v.bar.verdict.SetColored(words.T("… go on"), theme.Warn)
	case m.Err != nil:
		v.bar.verdict.SetColored(words.T("✗ not understood"), theme.Bad)
	case text == "" && !m.Narrowed():
		v.bar.verdict.SetColored("", theme.Muted)
	case v.looking() && m.Len() == 0:
		v.bar.verdict.SetColored(words.T("looking further back …"), theme.Muted)
	case v.looking():
		v.bar.verdict.SetColored(words.N(m.Len(), "✓ %s so far", "✓ %s so far"), theme.Good)
	default:
		v.bar.verdict.SetColored(words.N(m.Len(), "✓ %s match", "✓ %s match"), theme.Good)
	}
}

// choose shows a row in the inspector.
func (v *View) choose(id int64) {
	r, ok := v.model.Get(uint64(id))
	if !ok {
		return
	}
	v.chosen = r.Number
	v.placePair()
	v.inspector.show(r.record, v.partner)
	v.grid.Reload()
	if v.OnState != nil {
		v.OnState()
	}
}

// Show explains a record in the inspector.
func (v *View) Show(r gateway.PDURecord) {
	v.chosen = r.Number
	v.placePair()
	v.inspector.show(r, v.partner)
}

// Chosen is the row with the cursor; ok is false when there is none.
func (v *View) Chosen() (Row, bool) { return v.model.Get(v.chosen) }

// GoTo chooses a row by its number and scrolls to it, as soon as it is listed.
func (v *View) GoTo(number uint64) {
	if _, listed := v.model.Index(number); listed && number > 0 {
		v.coming = 0
		v.grid.Reveal(int64(number))
	} else if v.model.Judging() {
		v.coming = number
	}
}

// looking tells whether rows that fit may still be found.
func (v *View) looking() bool { return v.seeking != nil || v.model.Judging() }

// GoToPartner chooses the answer of a request, or the request of an answer.
func (v *View) GoToPartner() {
	if r, ok := v.model.Get(v.partner); ok && v.partnerRow < 0 {
		v.choose(int64(r.Number)) // the filter leaves it out of the list
		return
	}
	v.GoTo(v.partner)
}

// Escape closes what lies over the list; it tells whether there was anything.
func (v *View) Escape() bool {
	switch {
	case v.bar.picks.Visible():
		v.bar.picks.Hide()
		v.bar.judge()
	case v.card.Visible():
		v.card.Hide()
	default:
		return false
	}
	return true
}

// Tick moves what the clock moves.
func (v *View) Tick(now time.Time) {
	if now.Sub(v.model.Now) >= time.Second {
		v.model.Now = now
		v.grid.Reload()
	}
}
