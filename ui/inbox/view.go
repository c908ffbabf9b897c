package inbox

import (
	"context"
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
	Canvas() fyne.Canvas
	Compose(compose.Draft)
	Open(screen string)
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
		widgets.NewButton(words.T("Mark all read"), fyneTheme.ConfirmIcon(), widgets.Ghost, v.markAll)))))), widgets.HLine())
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

// Back leaves a conversation where it covers the list.
func (v *View) Back() {
	v.thread.close()
	v.rows.mark("")
	v.arrange()
}

func (v *View) setUnread(on bool) {
	v.unread = on
	v.chips[0].SetOn(!on)
	v.chips[1].SetOn(on)
	v.reload()
}

// read is what one reading brought.
type read struct {
	list          []gateway.Conversation
	names         map[string]string
	optedOut      map[string]bool
	all, unread   int64
	orphans       int64
	more          bool
	threads       []gateway.Message
	peer          string
	threadHasMore bool
}

// reload reads the list and the open thread beside the window.
func (v *View) reload() {
	if v.loading {
		v.again = true
		return
	}
	v.loading = true
	q := v.query()
	q.Limit = max(page, len(v.list))
	known := make(map[string]bool, len(v.names))
	for p := range v.names {
		known[p] = true
	}
	peer, loaded := v.thread.peer, max(page, len(v.thread.list))
	v.deps.Shell.Go(func() func() {
		r, err := v.fetch(q, known, peer, loaded)
		return func() {
			v.loading = false
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The inbox can't be read."), Advice: words.Error(err)})
			} else {
				v.fill(r)
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

func (v *View) fetch(q gateway.ConversationQuery, known map[string]bool, peer string, loaded int) (r read, err error) {
	ctx := context.Background()
	if q.Search != "" {
		contacts, err := v.deps.Office.FindContacts(ctx, q.Search, page)
		if err != nil {
			return r, err
		}
		for _, c := range contacts {
			q.Peers = append(q.Peers, gateway.CompareForm(c.Number))
		}
	}
	if r.list, err = v.deps.Archive.Conversations(ctx, q); err != nil {
		return r, err
	}
	r.more = len(r.list) == q.Limit
	if r.optedOut, err = v.deps.Office.OptedOut(ctx, numbersOf(r.list)); err != nil {
		return r, err
	}
	if r.all, r.unread, err = v.deps.Archive.CountConversations(ctx); err != nil {
		return r, err
	}
	counts, err := v.deps.Archive.Counts(ctx)
	if err != nil {
		return r, err
	}
	r.orphans = counts.Orphans
	r.names = map[string]string{}
	for _, c := range r.list {
		if !known[c.Peer] {
			if r.names[c.Peer], err = v.nameOf(ctx, c.With()); err != nil {
				return r, err
			}
		}
	}
	if r.peer = peer; peer != "" {
		r.threads, err = v.deps.Archive.Thread(ctx, peer, 0, loaded)
		r.threadHasMore = len(r.threads) == loaded
	}
	return r, err
}

// nameOf is what the contacts call an address.
func (v *View) nameOf(ctx context.Context, a gateway.Address) (string, error) {
	number := a.Show()
	list, err := v.deps.Office.FindContacts(ctx, number, 3)
	for _, c := range list {
		if c.Number == number {
			return c.Name, err
		}
	}
	return "", err
}

func (v *View) fill(r read) {
	first := len(v.list) == 0
	v.list, v.more, v.optedOut = r.list, r.more, r.optedOut
	for p, n := range r.names {
		v.names[p] = n
	}
	v.chips[0].SetCount(words.Number(r.all))
	v.chips[1].SetCount("")
	if r.unread > 0 {
		v.chips[1].SetCount(words.Number(r.unread))
	}
	widgets.SetVisible(v.odd, r.orphans > 0)
	v.odd.SetCount(words.Number(r.orphans))
	fact := words.N(r.all, "%s conversation", "%s conversations")
	if r.unread > 0 {
		fact += ", " + words.N(r.unread, "%s unread", "%s unread")
	}
	v.fact.Set(fact)
	widgets.SetVisible(v.nobody, len(r.list) == 0)
	v.rows.refresh()
	if r.peer != "" && r.peer == v.thread.peer {
		v.thread.fill(r.threads, r.threadHasMore)
	}
	if none := len(v.list) == 0; first != none || none || len(v.stack.Objects) > 0 && v.stack.Objects[0] == v.empty {
		v.arrange()
	}
}

// older reads the conversations below those that are loaded.
func (v *View) older() {
	if v.loading || !v.more || len(v.list) == 0 {
		return
	}
	v.loading = true
	q := v.query()
	q.Limit, q.BeforeID = page, v.list[len(v.list)-1].Last.ID
	v.deps.Shell.Go(func() func() {
		r, err := v.fetch(q, nil, "", 0)
		return func() {
			v.loading = false
			if err != nil {
				return
			}
			v.list, v.more = append(v.list, r.list...), r.more
			for n := range r.optedOut {
				v.optedOut[n] = true
			}
			for p, n := range r.names {
				v.names[p] = n
			}
			v.rows.refresh()
		}
	})
}

// Open shows the conversation with an address.
func (v *View) Open(peer string) {
	for _, c := range v.list {
		if c.Peer == peer {
			v.thread.open(c, v.names[peer])
			v.rows.mark(peer)
			v.arrange()
			v.reload()
			return
		}
	}
}

// Pick shows the conversation of a message.
func (v *View) Pick(id int64) {
	v.deps.Shell.Go(func() func() {
		m, err := v.deps.Archive.Message(context.Background(), id)
		if err != nil {
			return nil
		}
		list, err := v.deps.Archive.Conversations(context.Background(), gateway.ConversationQuery{Peer: m.From.Addr})
		return func() {
			if err != nil || len(list) == 0 {
				return
			}
			v.thread.open(list[0], v.names[m.From.Addr])
			v.rows.mark(m.From.Addr)
			v.arrange()
			v.reload()
		}
	})
}

// mark marks messages as read.
func (v *View) mark(ids ...int64) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.MarkRead(context.Background(), ids...)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Mark read: %s", words.Error(err))})
			}
		}
	})
}

func (v *View) markAll() {
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), gateway.MessageQuery{Box: gateway.Inbox, Unread: true})
		return func() {
			if err != nil || len(rows) == 0 {
				return
			}
			ids := make([]int64, len(rows))
			for i, m := range rows {
				ids[i] = m.ID
			}
			v.mark(ids...)
		}
	})
}

// line is a row of the list as it is shown.
func (v *View) line(i int) Line {
	return v.marked(LineOf(v.list[i], v.names[v.list[i].Peer], time.Now()), v.list[i])
}

func (v *View) title(c gateway.Conversation, name string) (string, string) {
	l := LineOf(c, name, time.Now())
	return l.Name, words.N(c.Incoming, "%[2]s · %[1]s message from there", "%[2]s · %[1]s messages from there", l.Below)
}
