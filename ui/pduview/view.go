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
	v.grid.OnOpen = func(int64) { v.FocusFields() }
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

// FocusFields puts the cursor into the fields of the chosen PDU: Enter in the list.
func (v *View) FocusFields() {
	c, n := v.canvas(), v.inspector
	if c == nil || len(n.lines) == 0 {
		return
	}
	if n.room.one && n.room.hex {
		n.turn()
	}
	c.Focus(n.fields)
	if n.fields.Cursor() == 0 {
		n.fields.Reveal(int64(n.lines[0]) + 1)
	}
}

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

// reload shows the list as it is now.
func (v *View) reload() {
	v.placePair()
	v.showState()
	v.grid.Reload()
}

// Tick moves what the clock moves.
func (v *View) Tick(now time.Time) {
	if now.Sub(v.model.Now) >= time.Second {
		v.model.Now = now
		v.grid.Reload()
	}
}
