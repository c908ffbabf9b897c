package outbox

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	compose.Shell
	Copy(text string)
	Open(screen string)
	widgets.Desk
	// ImportFile takes a table of recipients: a campaign begins with it.
	ImportFile()
	// OpenApart shows a message in a window of its own.
	OpenApart(id int64)
	// Front brings the main window to the front.
	Front()
	// Remember keeps a notice and puts it in words, for a window that shows it itself.
	Remember(gateway.Event) (text, advice string)
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Office  gateway.Office
	Shell   Shell
}

const (
	manyNamed    = 200  // contacts of a name whose messages are found
	storedPDUs   = 500  // records of the log from before this start
	narrow       = 1150 // content width below which the side panel slides over
	composeWidth = 348  // of the side panel with the composer
	besideWidth  = 436  // and with a message
	overWidth    = 400  // where it lies over the list
)

// View is the screen.
type View struct {
	deeds
	list    list
	chip    int
	search  string
	loading bool
	again   bool
	giveUp  context.CancelFunc // ends the reading under way
	fresh   bool               // what is asked for has changed: begin anew

	grid    *widgets.Grid
	chips   []*widgets.Chip
	find    *widgets.Field
	empty   fyne.CanvasObject
	nothing fyne.CanvasObject // no message fits what is asked for
	middle  *fyne.Container
	compose *compose.View
	details *details
	side    *fyne.Container
	pdus    *pduview.View
	listed  *fyne.Container
	band    *fyne.Container // the chosen message below the list, where there is no room beside it
	upper   *fyne.Container // the list, and beside it the side panel where there is room
	lower   *fyne.Container
	fold    *foldLine       // in the place of the PDUs, where they are folded away
	base    *fyne.Container // the list over the PDUs
	lastPDU uint64
	split   *widgets.Split
	newBtn  *widgets.Button
	pduBtn  *widgets.Button
	over    *fyne.Container // slide-over with its scrim
	root    *fyne.Container
	wide    bool
	sided   float32 // width of the side panel
	folded  bool
	shown   bool
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{wide: true}
	v.deeds = deeds{deps: d, seat: v}
	v.grid = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: words.T("Time"), Width: 84, Mono: true, Sorts: true},
		{Key: "state", Title: words.T("Status"), Width: 128, Pill: true, Sorts: true},
		{Key: "to", Title: words.T("To"), Width: 130, Mono: true, Sorts: true},
		{Key: "from", Title: words.T("From"), Width: 104, Drop: 2},
		{Key: "text", Title: words.T("Message"), Width: 140, Flex: true},
		{Key: "parts", Title: words.T("Parts"), Width: 56, Mono: true, Right: true, Drop: 4},
		{Key: "link", Title: words.T("Route"), Width: 110, Drop: 3},
	}, source{v}, false)
	v.grid.SetSort("time", true)
	v.grid.OnSort = func(string, bool) {
		v.anew()
		v.save()
	}
	v.grid.OnSelect = func(id int64) { v.open(id) }
	v.grid.OnOpen = v.enter
	v.grid.OnMenu = v.rowMenu
	v.grid.OnEdge = v.older
	v.grid.OnTop = v.newer
	v.grid.OnScroll = v.scrolled
	v.grid.OnKey = v.key
	v.grid.OnCut = v.CopySelected
	for i, c := range Chips() {
		v.chips = append(v.chips, widgets.NewChip(c.Label, chipColor(c), func() { v.setChip(i) }))
	}
	v.chips[0].SetOn(true)
	v.find = widgets.NewField(words.T("Search  (Ctrl+F)"))
	v.grid.Searches(v.find)
	v.find.OnChanged(func(s string) { v.search = s; v.anew() })
	v.compose = compose.New(compose.Deps{Engine: d.Engine, Office: d.Office, Shell: d.Shell, Sent: func(ids []int64) {
		v.setChip(0)
		v.slide(false)
	}})
	v.details = newDetails(v.deeds,
		widgets.NewButton("", widgets.WindowIcon(), widgets.Ghost, v.OpenApart),
		widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, v.Escape))
	v.pdus = pduview.New(d.Engine, d.Shell.Copy)
	v.build()
	d.Shell.Columns("outbox", v.grid)
	d.Shell.Columns("outbox.pdus", v.pdus.Grid())
	d.Shell.Columns("outbox.fields", v.pdus.Fields())
	return v
}

// chipColor is the colour of a filter's states.
func chipColor(c Chip) fyne.ThemeColorName {
	if len(c.States) > 0 {
		switch c.States[0] {
		case gateway.Accepted:
			return theme.Info
		case gateway.Delivered:
			return theme.Good
		case gateway.Failed:
			return theme.Bad
		}
	}
	return theme.Muted
}

func (v *View) build() {
	v.newBtn = widgets.NewButton(words.T("New message"), fyneTheme.MailComposeIcon(), widgets.Plain, v.NewMessage)
	v.pduBtn = widgets.NewButton(words.T("PDUs"), fyneTheme.MenuDropDownIcon(), widgets.Ghost, v.FoldPDUs)
	chips := widgets.HBox(6, toObjects(v.chips)...)
	head := widgets.VBox(0,
		widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading(words.T("Outbox")), widgets.Spacer(), widgets.NewButton(words.T("Import"), fyneTheme.FolderOpenIcon(), widgets.Ghost, v.deps.Shell.ImportFile), widgets.NewButton(words.T("Export"), fyneTheme.DownloadIcon(), widgets.Ghost, v.Export), v.pduBtn, v.newBtn)))),
		widgets.PadAll(0, 16, 10, 16, widgets.Border(nil, nil, widgets.VMid(chips), nil, widgets.PadAll(0, 0, 0, 10, v.find))),
		widgets.HLine())
	v.empty = widgets.NewEmpty(fyneTheme.MailSendIcon(), words.T("Nothing sent yet"), words.T("Messages that you or your applications send appear here, with every step they take."),
		widgets.NewButton(words.T("New message"), fyneTheme.MailComposeIcon(), widgets.Strong, v.NewMessage),
		widgets.NewButton(words.T("Import CSV or Excel"), fyneTheme.FolderOpenIcon(), widgets.Plain, v.deps.Shell.ImportFile))
	v.empty.Hide()
	v.nothing = widgets.NewEmpty(fyneTheme.SearchIcon(), words.T("Nothing fits"), words.T("No message fits the search and the status that is chosen."),
		widgets.NewButton(words.T("Show everything"), nil, widgets.Plain, v.showAll))
	v.nothing.Hide()
	v.middle = container.NewStack(v.grid, v.empty, v.nothing)
	v.side = container.NewStack(v.compose.Object())
	v.lower = container.NewStack(v.pdus.Object())
	v.band = container.NewStack()
	v.band.Hide()
	v.listed = widgets.Border(head, v.band, nil, nil, v.middle)
	v.upper = container.NewStack(v.listed)
	v.root = container.NewStack()
	v.over = container.NewStack()
	v.split = widgets.NewSplit(true, 0.6, v.upper, v.lower)
	v.split.OnChanged = func(o float64) { v.save() }
	v.fold = newFoldLine(v)
	v.base = widgets.Border(nil, v.fold, nil, nil, v.split)
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
				if _, sorts := orders()[l.Sort]; sorts {
					v.grid.SetSort(l.Sort, !l.Up)
					v.anew()
				}
				if l.Folded {
					v.FoldPDUs()
				}
			}
		}
	})
	v.pdus.Split().OnChanged = func(float64) { v.save() }
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.root }

// Shown reads what is there.
func (v *View) Shown() {
	v.shown = true
	v.reload()
	v.pdus.Start(v.deps.Archive, storedPDUs, v.deps.Shell.Go)
}

// Keep stores the draft of the composer now: the window closes.
func (v *View) Keep() { v.compose.Keep() }

// Hidden stops the work that nobody sees.
func (v *View) Hidden() { v.shown = false }

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Messages {
		v.reload()
	}
	if u.LastPDU > 0 {
		v.lastPDU = u.LastPDU
		v.showPassed()
	}
	v.compose.Update(u)
}

// NewMessage shows the composer.
func (v *View) NewMessage() {
	v.details.edit = nil
	v.aside(v.compose.Object())
	v.grid.Select(0)
	v.placeBand()
	v.slide(true)
	v.compose.Focus(v.deps.Shell.Canvas())
}

// Prefill puts a draft into the composer and shows it.
func (v *View) Prefill(d compose.Draft) {
	v.compose.Prefill(d)
	v.NewMessage()
}

// SendNow sends what is in the composer, where it is shown.
func (v *View) SendNow() {
	if v.composing() {
		v.compose.Send()
	}
}

func (v *View) composing() bool {
	return (v.wide || v.over.Visible()) && len(v.side.Objects) == 1 && v.side.Objects[0] == v.compose.Object()
}

// Find puts the cursor into the search.
func (v *View) Find() { v.deps.Shell.Canvas().Focus(v.find.Entry) }

// PDUs is the view of PDUs below.
func (v *View) PDUs() *pduview.View { return v.pdus }

// Escape closes what lies over the list, else clears the search.
func (v *View) Escape() {
	if v.details.edit != nil {
		v.details.endReplace()
		return
	}
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
	v.anew()
}

// showAll asks for every message again.
func (v *View) showAll() {
	if v.chip != 0 {
		v.setChip(0)
	}
	v.find.SetText("")
}
