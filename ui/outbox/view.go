package outbox

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Shell is what the screen needs of the window.
type Shell interface {
	compose.Shell
	Copy(text string)
	Open(screen string)
	Canvas() fyne.Canvas
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Office  gateway.Office
	Shell   Shell
}

const (
	page       = 200  // messages in one read
	maxLoaded  = 4000 // messages in memory
	storedPDUs = 500  // records of the log from before this start
	narrow     = 950  // content width below which the side panel slides over
	sideWidth  = 348
)

// View is the screen.
type View struct {
	deps    Deps
	list    list
	chip    int
	search  string
	loading bool
	again   bool

	grid    *widgets.Grid
	chips   []*widgets.Chip
	find    *widgets.Field
	empty   fyne.CanvasObject
	middle  *fyne.Container
	compose *compose.View
	details *details
	side    *fyne.Container
	pdus    *pduview.View
	listed  fyne.CanvasObject
	upper   *fyne.Container // the list, and beside it the side panel where there is room
	lower   *fyne.Container
	split   *widgets.Split
	newBtn  *widgets.Button
	pduBtn  *widgets.Button
	over    *fyne.Container // slide-over with its scrim
	root    *fyne.Container
	wide    bool
	folded  bool
	shown   bool
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, wide: true}
	v.grid = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: "Time", Width: 84, Mono: true},
		{Key: "state", Title: "Status", Width: 128, Pill: true},
		{Key: "to", Title: "To", Width: 130, Mono: true},
		{Key: "from", Title: "From", Width: 104, Drop: 2},
		{Key: "text", Title: "Message", Width: 140, Flex: true},
		{Key: "parts", Title: "Parts", Width: 56, Mono: true, Right: true, Drop: 4},
		{Key: "link", Title: "Route", Width: 110, Drop: 3},
	}, source{v}, false)
	v.grid.OnSelect = func(id int64) { v.open(id) }
	v.grid.OnOpen = v.Pick
	v.grid.OnMenu = v.menu
	v.grid.OnEdge = v.older
	v.grid.OnKey = v.key
	v.grid.OnCut = v.CopySelected
	for i, c := range Chips() {
		color := map[string]fyne.ThemeColorName{"Accepted": theme.Info, "Delivered": theme.Good, "Failed": theme.Bad}[c.Label]
		if color == "" {
			color = theme.Muted
		}
		v.chips = append(v.chips, widgets.NewChip(c.Label, color, func() { v.setChip(i) }))
	}
	v.chips[0].SetOn(true)
	v.find = widgets.NewField("Search  (Ctrl+F)")
	v.find.OnChanged(func(s string) { v.search = s; v.reload() })
	v.compose = compose.New(compose.Deps{Engine: d.Engine, Office: d.Office, Shell: d.Shell, Sent: func(ids []int64) {
		v.setChip(0)
		v.grid.Follow()
		v.reload()
		v.slide(false)
	}})
	v.details = newDetails(v)
	v.pdus = pduview.New(d.Engine, d.Shell.Copy)
	v.build()
	return v
}

func (v *View) build() {
	v.newBtn = widgets.NewButton("New message", fyneTheme.MailComposeIcon(), widgets.Plain, v.NewMessage)
	v.pduBtn = widgets.NewButton("PDUs", fyneTheme.MenuDropDownIcon(), widgets.Ghost, v.FoldPDUs)
	chips := widgets.HBox(6, toObjects(v.chips)...)
	head := widgets.VBox(0,
		widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading("Outbox"), widgets.Spacer(), v.pduBtn, v.newBtn)))),
		widgets.PadAll(0, 16, 10, 16, widgets.Border(nil, nil, widgets.VMid(chips), nil, widgets.PadAll(0, 0, 0, 10, v.find))),
		widgets.HLine())
	v.empty = widgets.NewEmpty(fyneTheme.MailSendIcon(), "Nothing sent yet", "Messages that you or your applications send appear here, with every step they take.",
		widgets.NewButton("New message", fyneTheme.MailComposeIcon(), widgets.Strong, v.NewMessage))
	v.empty.Hide()
	v.middle = container.NewStack(v.grid, v.empty)
	v.side = container.NewStack(v.compose.Object())
	v.lower = container.NewStack(v.pdus.Object())
	v.listed = widgets.Border(head, nil, nil, nil, v.middle)
	v.upper = container.NewStack(v.listed)
	v.root = container.NewStack()
	v.over = container.NewStack()
	v.split = widgets.NewSplit(true, 0.6, v.upper, v.lower)
	v.split.OnChanged = func(o float64) { v.save() }
	v.arrange()
	v.deps.Shell.Go(func() func() {
		var l layout
		ok, err := v.deps.Office.Load(context.Background(), layoutKey, &l)
		return func() {
			if ok && err == nil {
				if l.Split > 0 {
					v.split.SetOffset(l.Split)
				}
				if l.Inspector > 0 {
					v.pdus.Split().SetOffset(l.Inspector)
				}
				if l.Folded {
					v.FoldPDUs()
				}
			}
		}
	})
	v.pdus.Split().OnChanged = func(float64) { v.save() }
}

const layoutKey = "layout.outbox"

// layout is what is kept of the screen's arrangement.
type layout struct {
	Split, Inspector float64
	Folded           bool
}

func (v *View) save() {
	l := layout{v.split.Offset(), v.pdus.Split().Offset(), v.folded}
	v.deps.Shell.Go(func() func() {
		_ = v.deps.Office.Save(context.Background(), layoutKey, l)
		return nil
	})
}

// arrange puts the side panel beside the list, or over it when there is no room.
func (v *View) arrange() {
	if v.wide {
		right := widgets.Border(nil, nil, widgets.VLine(), nil, widgets.Fixed(sideWidth, 0, v.side))
		v.upper.Objects = []fyne.CanvasObject{widgets.Border(nil, nil, nil, right, v.listed)}
		v.root.Objects = []fyne.CanvasObject{v.split}
		v.over.Hide()
		v.upper.Refresh()
		v.root.Refresh()
		return
	}
	v.upper.Objects = []fyne.CanvasObject{v.listed}
	v.upper.Refresh()
	panel := widgets.NewSurface(theme.Surface, widgets.Border(nil, nil, widgets.VLine(), nil, widgets.Fixed(380, 0, v.side)))
	v.over.Objects = []fyne.CanvasObject{newScrim(func() { v.slide(false) }), widgets.Border(nil, nil, nil, panel, nil)}
	v.root.Objects = []fyne.CanvasObject{v.split, v.over}
	v.over.Hide()
	v.root.Refresh()
}

// slide shows or hides the side panel where it lies over the list.
func (v *View) slide(on bool) {
	if v.wide {
		return
	}
	if on {
		v.over.Show()
	} else {
		v.over.Hide()
	}
	v.root.Refresh()
}

// Resized folds for narrow windows.
func (v *View) Resized(width float32) {
	wide := width/theme.Px(1) >= narrow
	if wide == v.wide {
		return
	}
	v.wide = wide
	if !wide && !v.folded {
		v.FoldPDUs()
	}
	v.arrange()
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.root }

// Shown reads what is there.
func (v *View) Shown() {
	v.shown = true
	v.reload()
	v.pdus.Start(v.deps.Archive, storedPDUs, v.deps.Shell.Go)
}

// Hidden stops the work that nobody sees.
func (v *View) Hidden() { v.shown = false }

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Messages {
		v.reload()
	}
	if u.LastPDU > 0 && !v.folded {
		v.pdus.Update()
	}
	v.compose.Update(u)
}

// NewMessage shows the composer.
func (v *View) NewMessage() {
	v.side.Objects = []fyne.CanvasObject{v.compose.Object()}
	v.side.Refresh()
	v.grid.Select(0)
	v.slide(true)
	v.compose.Focus(v.deps.Shell.Canvas())
}

// Prefill puts a draft into the composer and shows it.
func (v *View) Prefill(d compose.Draft) {
	v.compose.Prefill(d)
	v.NewMessage()
}

// FoldPDUs hides or shows the PDUs below.
func (v *View) FoldPDUs() {
	v.folded = !v.folded
	if v.folded {
		v.lower.Hide()
	} else {
		v.lower.Show()
		v.pdus.Update()
	}
	v.split.HideSecond(v.folded)
	v.save()
}

// Find puts the cursor into the search.
func (v *View) Find() { v.deps.Shell.Canvas().Focus(v.find.Entry) }

// PDUs is the view of PDUs below.
func (v *View) PDUs() *pduview.View { return v.pdus }

// Escape closes what lies over the list, else clears the search.
func (v *View) Escape() {
	if !v.wide && v.over.Visible() {
		v.slide(false)
		return
	}
	if v.find.Text() != "" {
		v.find.SetText("")
		return
	}
	v.NewMessage()
	v.slide(false)
}

func (v *View) setChip(i int) {
	v.chips[v.chip].SetOn(false)
	v.chip = i
	v.chips[i].SetOn(true)
	v.grid.Follow()
	v.reload()
}

func (v *View) query() gateway.MessageQuery {
	c := Chips()[v.chip]
	return gateway.MessageQuery{Box: gateway.Outbox, States: c.States, Scheduled: c.Sched, Search: v.search, Limit: page}
}

// reload reads the newest messages again, as many as are loaded.
func (v *View) reload() {
	if v.loading {
		v.again = true
		return
	}
	v.loading = true
	q, search, chip := v.query(), v.search, v.chip
	q.Limit = min(max(page, len(v.list.rows)), maxLoaded)
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), q)
		counts, cerr := v.deps.Archive.Counts(context.Background())
		return func() {
			v.loading = false
			if err != nil || cerr != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "The messages can't be read.", Advice: fmt.Sprint(err, cerr)})
			} else if search == v.search && chip == v.chip {
				v.fill(rows, counts, len(rows) == q.Limit)
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

func (v *View) fill(rows []gateway.Message, c gateway.Counts, more bool) {
	grown := 0
	if len(v.list.rows) > 0 && len(rows) > 0 {
		top := v.list.rows[0].ID
		for grown < len(rows) && rows[grown].ID > top {
			grown++
		}
	}
	v.list.rows, v.list.more = rows, more
	for i, chip := range Chips() {
		v.chips[i].SetCount(fmt.Sprint(chip.Count(c)))
	}
	v.grid.Shift(grown)
	v.grid.Reload()
	if none := c.Total() == 0 && v.search == ""; none != v.empty.Visible() {
		if none {
			v.empty.Show()
			v.grid.Hide()
		} else {
			v.empty.Hide()
			v.grid.Show()
		}
		v.middle.Refresh()
	}
	if id := v.grid.Cursor(); id != 0 && v.details.id == id {
		v.details.load(id)
	}
}

// older loads the next page when the list is scrolled to its end.
func (v *View) older() {
	if v.loading || !v.list.more || len(v.list.rows) == 0 || len(v.list.rows) >= maxLoaded {
		return
	}
	v.loading = true
	q := v.query()
	q.BeforeID = v.list.rows[len(v.list.rows)-1].ID
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), q)
		return func() {
			v.loading = false
			if err == nil {
				v.list.rows = append(v.list.rows, rows...)
				v.list.more = len(rows) == page
				v.grid.Reload()
			}
		}
	})
}

// open shows a message in the side panel.
func (v *View) open(id int64) {
	v.details.load(id)
	v.side.Objects = []fyne.CanvasObject{v.details.object}
	v.side.Refresh()
}

func (v *View) selected() []gateway.Message {
	var out []gateway.Message
	for _, id := range v.grid.Selected() {
		if i := v.list.find(id); i >= 0 {
			out = append(out, v.list.rows[i])
		}
	}
	return out
}

func (v *View) menu(id int64, at fyne.Position) {
	ids := v.grid.Selected()
	n := ""
	if len(ids) > 1 {
		n = fmt.Sprintf(" (%d)", len(ids))
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Details", func() { v.open(id); v.slide(true) }),
		fyne.NewMenuItem("Send again"+n, func() { v.resend(ids) }),
		fyne.NewMenuItem("Cancel"+n, func() { v.cancel(ids) }),
		fyne.NewMenuItem("Duplicate as new", func() { v.duplicate(id) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Copy as text"+n, func() { v.deps.Shell.Copy(AsText(v.selected())) }),
		fyne.NewMenuItem("Copy as CSV"+n, func() { v.deps.Shell.Copy(AsCSV(v.selected())) }),
	}
	if i := v.list.find(id); i >= 0 {
		m := v.list.rows[i]
		items = append(items, fyne.NewMenuItem("Copy number", func() { v.deps.Shell.Copy(m.To.Show()) }))
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.deps.Shell.Canvas(), at)
}

func (v *View) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDelete:
		v.cancel(v.grid.Selected())
	case fyne.KeyEscape:
		v.Escape()
	case fyne.KeyF6:
		v.FoldPDUs()
	default:
		return false
	}
	return true
}

// Pick puts the cursor on a message and shows it.
func (v *View) Pick(id int64) {
	v.grid.Select(id)
	v.open(id)
	v.slide(true)
}

// Listed are the ids of the messages that are loaded, in the order shown.
func (v *View) Listed() []int64 {
	out := make([]int64, len(v.list.rows))
	for i, m := range v.list.rows {
		out[i] = m.ID
	}
	return out
}

// CopySelected puts the selected messages on the clipboard when the shortcut is
// the one for copying.
func (v *View) CopySelected(s fyne.Shortcut) bool {
	if _, ok := s.(*fyne.ShortcutCopy); ok {
		v.deps.Shell.Copy(AsText(v.selected()))
		return true
	}
	return false
}

func (v *View) duplicate(id int64) {
	if i := v.list.find(id); i >= 0 {
		m := v.list.rows[i]
		v.Prefill(compose.Draft{To: m.To.Show(), From: m.From.Show(), Link: m.Link, Text: m.Text})
	}
}

func (v *View) resend(ids []int64) {
	v.command("Send again", func(ctx context.Context) error {
		_, err := v.deps.Engine.Resend(ctx, ids...)
		return err
	})
}

func (v *View) cancel(ids []int64) {
	if len(ids) == 0 {
		return
	}
	v.command("Cancel", func(ctx context.Context) error { return v.deps.Engine.Cancel(ctx, ids...) })
}

// command runs one of the engine's commands and tells what went wrong.
func (v *View) command(name string, do func(context.Context) error) {
	v.deps.Shell.Go(func() func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		err := do(ctx)
		return func() {
			if err != nil {
				text := err.Error()
				if p, ok := err.(gateway.Problems); ok && len(p) > 0 {
					text = p[0].String()
				}
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: name + ": " + text})
			}
		}
	})
}

type source struct{ v *View }

func (s source) Len() int         { return len(s.v.list.rows) }
func (s source) ID(row int) int64 { return s.v.list.rows[row].ID }

// StateColor is a state's colour.
func StateColor(m gateway.Message) fyne.ThemeColorName {
	switch m.State {
	case gateway.Accepted, gateway.Sending:
		return theme.Info
	case gateway.Delivered, gateway.Received:
		return theme.Good
	case gateway.Failed:
		return theme.Bad
	case gateway.Unknown:
		return theme.Warn
	case gateway.Queued:
		if m.Error != nil {
			return theme.Warn
		}
	}
	return theme.Muted
}

func (s source) Cell(row int, column string) widgets.Cell {
	m := &s.v.list.rows[row]
	switch column {
	case "time":
		return widgets.Cell{Text: When(m.CreatedAt, time.Now()), Color: theme.Muted}
	case "state":
		return widgets.Cell{Text: StateWord(*m, time.Now()), Color: StateColor(*m)}
	case "to":
		return widgets.Cell{Text: sms.Clean(m.To.Show())}
	case "from":
		return widgets.Cell{Text: sms.Clean(m.From.Show())}
	case "parts":
		return widgets.Cell{Text: fmt.Sprint(m.Parts), Color: theme.Muted}
	case "link":
		if m.Simulated {
			return widgets.Cell{Text: strings.TrimSuffix(m.Link, gateway.SimulatorName) + " SIM", Color: theme.Control}
		}
		return widgets.Cell{Text: m.Link, Color: theme.Muted}
	}
	return widgets.Cell{Text: sms.Clean(m.Text)}
}
