package inbox

import (
	"time"

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
	compose.Shell
	Copy(text string)
	Compose(compose.Draft)
	// OpenContact shows the contact with a number, ShowPDUs the log filtered.
	OpenContact(number string)
	ShowPDUs(filter string)
	widgets.Desk
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Office  gateway.Office
	Shell   Shell
}

const (
	page      = 100 // conversations, and messages of a thread, in one read
	listWidth = 316
	narrow    = 820 // content width below which list and thread take turns
)

// View is the screen: conversations at the left, the messages of one at the
// right with the composer of an answer below.
type View struct {
	deps     Deps
	list     []gateway.Conversation
	optedOut map[string]bool   // of those in the list
	names    map[string]string // of contacts, by address; "" for those without
	more     bool
	unread   bool // only those
	search   string
	loading  bool
	again    bool
	shown    bool
	wide     bool

	chips  [2]*widgets.Chip
	odd    *widgets.Chip // receipts that match no message
	find   *widgets.Field
	from   *widgets.Select // where messages came in
	origin Origin
	rows   *rows
	empty  fyne.CanvasObject
	nobody *widgets.Quiet // says that the filters let nothing through
	fact   *widgets.Text
	thread *thread
	left   fyne.CanvasObject
	stack  *fyne.Container
	object fyne.CanvasObject
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, names: map[string]string{}, wide: true, fact: widgets.Small("")}
	for i, name := range []string{words.T("All"), words.T("Unread")} {
		v.chips[i] = widgets.NewChip(name, theme.Primary, func() { v.setUnread(i == 1) })
	}
	v.chips[0].SetOn(true)
	v.odd = widgets.NewChip(words.T("Unmatched"), theme.Warn, v.showOrphans)
	v.odd.Hide()
	v.find = widgets.NewField(words.T("Search  (Ctrl+F)"))
	v.find.OnChanged(func(s string) { v.search = s; v.reload() })
	v.from = v.newOrigins()
	v.rows = newRows(v)
	v.nobody = widgets.NewQuiet(words.T("No conversation fits.")).Centered()
	v.nobody.Hide()
	v.thread = newThread(v)
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.NewSurface(theme.Surface, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(10, widgets.Heading(words.T("Inbox")), widgets.VMid(v.fact), widgets.Spacer(),
		widgets.NewButton(words.T("Mark all read"), fyneTheme.ConfirmIcon(), widgets.Ghost, v.markAll),
		widgets.NewButton(words.T("Export"), fyneTheme.DownloadIcon(), widgets.Ghost, v.Export)))))), widgets.HLine())
	v.left = widgets.NewSurface(theme.Surface, widgets.Border(widgets.VBox(0, widgets.PadAll(10, 12, 8, 12, widgets.VBox(8, v.find, widgets.HBox(6, v.chips[0], v.chips[1], v.odd), v.from)), widgets.HLine()), nil, nil, nil, container.NewStack(v.rows.object, widgets.PadXY(12, 24, widgets.VBox(0, v.nobody)))))
	v.offerOrigins()
	v.empty = widgets.NewEmpty(fyneTheme.DownloadIcon(), words.T("Nothing arrived yet"), words.T("Replies arrive here once a receiver is bound. With the simulator, send a text that begins with \"reply \": it comes back."),
		widgets.NewButton(words.T("Try it"), nil, widgets.Strong, func() {
			v.deps.Shell.Compose(compose.Draft{To: "+99912345670", From: "Relay", Text: "reply " + words.T("Hello from the simulator")})
		}))
	v.stack = container.NewStack()
	v.object = widgets.Border(head, nil, nil, nil, v.stack)
	v.arrange()
	return v
}

// arrange puts list and thread beside each other, or one of them where there is
// little room.
func (v *View) arrange() {
	var o fyne.CanvasObject
	switch none := len(v.list) == 0 && !v.narrowed() && !v.odd.Visible(); {
	case none:
		o = v.empty
	case v.wide:
		o = widgets.Border(nil, nil, widgets.Border(nil, nil, nil, widgets.VLine(), widgets.Fixed(listWidth, 0, v.left)), nil, v.thread.object)
	case v.thread.peer != "":
		o = v.thread.object
	default:
		o = v.left
	}
	v.thread.back.Hidden = v.wide
	v.stack.Objects = []fyne.CanvasObject{o}
	v.stack.Refresh()
}

// Resized follows the width of the window.
func (v *View) Resized(width float32) {
	v.thread.width = width
	if v.wide {
		v.thread.width -= theme.Px(listWidth)
	}
	if wide := width >= theme.Px(narrow); wide != v.wide {
		v.wide = wide
		v.arrange()
	}
	v.thread.relay()
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads what is there.
func (v *View) Shown() {
	v.shown = true
	v.reload()
}

// Hidden stops marking what comes as read.
func (v *View) Hidden() { v.shown = false }

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	v.thread.reply.Update(u)
	if u.People {
		clear(v.names)
	}
	if u.Config {
		v.offerOrigins()
	}
	if u.Messages || u.People {
		v.reload()
	}
}

// Keep stores the answer that is being written now: the window closes.
func (v *View) Keep() { v.thread.reply.Keep() }

// SendNow sends the answer that is written, where a conversation is open.
func (v *View) SendNow() {
	if v.thread.peer != "" {
		v.thread.reply.Send()
	}
}

// Find puts the cursor into the search.
func (v *View) Find() { v.deps.Shell.Canvas().Focus(v.find.Entry) }

// Escape goes back to the list, or clears the search.
func (v *View) Escape() {
	if !v.wide && v.thread.peer != "" {
		v.Back()
		return
	}
	v.find.SetText("")
}

func (v *View) setUnread(on bool) {
	v.unread = on
	v.chips[0].SetOn(!on)
	v.chips[1].SetOn(on)
	v.reload()
}

// line is a row of the list as it is shown.
func (v *View) line(i int) Line {
	return v.marked(LineOf(v.list[i], v.names[v.list[i].Peer], time.Now()), v.list[i])
}
