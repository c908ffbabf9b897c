package inbox

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
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Copy(text string)
	Canvas() fyne.Canvas
	Compose(compose.Draft)
	Open(screen string)
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Shell   Shell
}

const (
	page  = 200 // messages in one read
	panel = 348 // width of the message that is read
)

// View is the screen.
type View struct {
	deps    Deps
	rows    []gateway.Message
	more    bool
	unread  bool // only those
	search  string
	loading bool
	again   bool
	chosen  gateway.Message // that is shown; ID 0 for none

	grid   *widgets.Grid
	chips  [2]*widgets.Chip
	find   *widgets.Field
	middle *fyne.Container
	empty  fyne.CanvasObject
	read   *fyne.Container
	object fyne.CanvasObject
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d}
	v.grid = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: "Time", Width: 84, Mono: true},
		{Key: "from", Title: "From", Width: 136, Mono: true},
		{Key: "to", Title: "To", Width: 120, Mono: true, Drop: 2},
		{Key: "text", Title: "Message", Width: 160, Flex: true},
		{Key: "note", Title: "", Width: 138, Drop: 1},
		{Key: "link", Title: "Came by", Width: 120, Drop: 3},
	}, source{v}, false)
	v.grid.OnSelect = v.Choose
	v.grid.OnEdge = v.older
	v.grid.OnMenu = v.menu
	v.grid.OnCut = func(s fyne.Shortcut) bool {
		if _, ok := s.(*fyne.ShortcutCopy); ok {
			v.copySelected()
			return true
		}
		return false
	}
	for i, name := range []string{"All", "Unread"} {
		v.chips[i] = widgets.NewChip(name, theme.Primary, func() { v.setUnread(i == 1) })
	}
	v.chips[0].SetOn(true)
	v.find = widgets.NewField("Search  (Ctrl+F)")
	v.find.OnChanged(func(s string) { v.search = s; v.reload() })
	head := widgets.VBox(0,
		widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading("Inbox"), widgets.Spacer(), widgets.NewButton("Mark all read", fyneTheme.ConfirmIcon(), widgets.Ghost, v.markAll))))),
		widgets.PadAll(0, 16, 10, 16, widgets.Border(nil, nil, widgets.VMid(widgets.HBox(6, v.chips[0], v.chips[1])), nil, widgets.PadAll(0, 0, 0, 10, v.find))),
		widgets.HLine())
	v.empty = widgets.NewEmpty(fyneTheme.DownloadIcon(), "Nothing arrived yet", "Replies and other incoming messages appear here. With the simulator, send a text that begins with \"reply \": it comes back.",
		widgets.NewButton("Try it", nil, widgets.Strong, func() {
			v.deps.Shell.Compose(compose.Draft{To: "+99912345670", From: "Relay", Text: "reply Hello from the simulator"})
		}))
	v.empty.Hide()
	v.middle = container.NewStack(v.grid, v.empty)
	v.read = container.NewStack(hint())
	side := widgets.Border(nil, nil, widgets.VLine(), nil, widgets.Fixed(panel, 0, widgets.NewSurface(theme.Surface, v.read)))
	v.object = widgets.Border(nil, nil, nil, side, widgets.Border(head, nil, nil, nil, v.middle))
	return v
}

func hint() fyne.CanvasObject { return widgets.Centered(widgets.Small("Choose a message to read it.")) }

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads what is there.
func (v *View) Shown() { v.reload() }

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Messages {
		v.reload()
	}
}

// Find puts the cursor into the search.
func (v *View) Find() { v.deps.Shell.Canvas().Focus(v.find.Entry) }

// Escape clears the search.
func (v *View) Escape() { v.find.SetText("") }

func (v *View) setUnread(on bool) {
	v.unread = on
	v.chips[0].SetOn(!on)
	v.chips[1].SetOn(on)
	v.reload()
}

func (v *View) query() gateway.MessageQuery {
	return gateway.MessageQuery{Box: gateway.Inbox, Unread: v.unread, Search: v.search, Limit: page}
}

func (v *View) reload() {
	if v.loading {
		v.again = true
		return
	}
	v.loading = true
	q := v.query()
	q.Limit = max(page, len(v.rows))
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), q)
		counts, cerr := v.deps.Archive.Counts(context.Background())
		return func() {
			v.loading = false
			if err == nil && cerr == nil {
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
	if len(v.rows) > 0 {
		for grown < len(rows) && rows[grown].ID > v.rows[0].ID {
			grown++
		}
	}
	v.rows, v.more = rows, more
	v.chips[0].SetCount(fmt.Sprint(c.In))
	v.chips[1].SetCount(fmt.Sprint(c.Unread))
	v.grid.Shift(grown)
	v.grid.Reload()
	if m, ok := v.find1(v.chosen.ID); ok && (m.Text != v.chosen.Text || m.Note != v.chosen.Note) {
		v.show(m) // a missing part has come, before the reader's eyes
		if m.Unread {
			v.mark(m.ID)
		}
	}
	if none := c.In == 0; none != v.empty.Visible() {
		if none {
			v.empty.Show()
			v.grid.Hide()
		} else {
			v.empty.Hide()
			v.grid.Show()
		}
		v.middle.Refresh()
	}
}

func (v *View) older() {
	if v.loading || !v.more || len(v.rows) == 0 {
		return
	}
	v.loading = true
	q := v.query()
	q.BeforeID = v.rows[len(v.rows)-1].ID
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), q)
		return func() {
			v.loading = false
			if err == nil {
				v.rows = append(v.rows, rows...)
				v.more = len(rows) == page
				v.grid.Reload()
			}
		}
	})
}

func (v *View) find1(id int64) (gateway.Message, bool) {
	for _, m := range v.rows {
		if m.ID == id {
			return m, true
		}
	}
	return gateway.Message{}, false
}

// Choose shows a message and marks it read.
func (v *View) Choose(id int64) {
	m, ok := v.find1(id)
	if !ok || id == v.chosen.ID {
		return
	}
	v.show(m)
	if m.Unread {
		v.mark(id)
	}
}

// show puts a message into the panel.
func (v *View) show(m gateway.Message) {
	v.chosen = m
	facts := widgets.VBox(5, fact("From", sms.Clean(m.From.Show())), fact("To", sms.Clean(m.To.Show())), fact("Received", m.CreatedAt.Local().Format("2006-01-02 15:04:05")), fact("Came by", cameBy(m)),
		wrapped("Coding", smpp.DataCodingWords(m.DataCoding)))
	tags := widgets.HBox(6)
	if m.Simulated {
		tags.Add(widgets.NewTag("SIMULATOR", theme.Control))
	}
	for _, t := range m.Tags {
		tags.Add(widgets.NewTag(sms.Clean(t), theme.Good))
	}
	if word, warn := Odd(m); word != "" {
		color := theme.Info
		if warn {
			color = theme.Warn
		}
		tags.Add(widgets.NewTag(word, color))
		facts.Add(wrapped(Note(m)))
	}
	reply := widgets.NewButton("Reply", fyneTheme.MailReplyIcon(), widgets.Strong, func() {
		v.deps.Shell.Compose(compose.Draft{To: m.From.Show(), From: m.To.Show(), Link: m.Link})
	})
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 8, widgets.HBox(6, reply, widgets.NewButton("Copy text", nil, widgets.Ghost, func() { v.deps.Shell.Copy(m.Text) }))))
	body := widgets.VBox(10)
	if len(tags.Objects) > 0 {
		body.Add(tags)
	}
	body.Add(widgets.NewSurface(theme.Sunken, widgets.Pad(4, reading(Pieces(m)))).Rounded(6))
	body.Add(facts)
	v.read.Objects = []fyne.CanvasObject{widgets.Border(widgets.Fixed(0, 46, widgets.PadXY(14, 0, widgets.VMid(widgets.Title("Message")))), foot, nil, nil, container.NewVScroll(widgets.PadXY(14, 4, body)))}
	v.read.Refresh()
}

// reading is a text that wraps, with the marks of missing parts in the colour of
// warnings.
func reading(pieces []Piece) fyne.CanvasObject {
	var list []widget.RichTextSegment
	for _, p := range pieces {
		style := widget.RichTextStyleInline
		if p.Gap {
			style.ColorName = theme.Warn
		}
		list = append(list, &widget.TextSegment{Text: p.Text, Style: style})
	}
	t := widget.NewRichText(list...)
	t.Wrapping = fyne.TextWrapWord
	return t
}

// nameWidth is the width of a fact's name.
const nameWidth = 72

// wrapped is a fact in words, in as many lines as they need.
func wrapped(name, words string) fyne.CanvasObject {
	return widgets.Cols(8, []float32{nameWidth, 0}, widgets.VBox(0, widgets.Small(name)), widgets.NewWrapped(words, panel-2*14-nameWidth-8))
}

func fact(name, value string) fyne.CanvasObject {
	return widgets.Cols(8, []float32{nameWidth, 0}, widgets.Small(name), widgets.NewText(value, theme.Text, 12).Mono().Elide())
}

func (v *View) mark(ids ...int64) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.MarkRead(context.Background(), ids...)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "Mark read: " + err.Error()})
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

func (v *View) copySelected() {
	var b strings.Builder
	for _, id := range v.grid.Selected() {
		if m, ok := v.find1(id); ok {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", m.CreatedAt.Local().Format("2006-01-02 15:04:05"), sms.Clean(m.From.Show()), sms.Clean(m.Text))
		}
	}
	v.deps.Shell.Copy(b.String())
}

func (v *View) menu(id int64, at fyne.Position) {
	ids := v.grid.Selected()
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", fyne.NewMenuItem("Mark read", func() { v.mark(ids...) }), fyne.NewMenuItem("Copy as text", v.copySelected)), v.deps.Shell.Canvas(), at)
}

type source struct{ v *View }

func (s source) Len() int         { return len(s.v.rows) }
func (s source) ID(row int) int64 { return s.v.rows[row].ID }

func (s source) Cell(row int, column string) widgets.Cell {
	m := &s.v.rows[row]
	switch column {
	case "time":
		return widgets.Cell{Text: when(m.CreatedAt, time.Now()), Color: theme.Muted, Bold: m.Unread}
	case "from":
		return widgets.Cell{Text: sms.Clean(m.From.Show()), Bold: m.Unread}
	case "to":
		return widgets.Cell{Text: sms.Clean(m.To.Show()), Color: theme.Muted}
	case "note":
		word, warn := Odd(*m)
		if word == "" && len(m.Tags) > 0 {
			return widgets.Cell{Text: sms.Clean(strings.Join(m.Tags, ", ")), Color: theme.Good}
		}
		if warn {
			return widgets.Cell{Text: word, Color: theme.Warn}
		}
		return widgets.Cell{Text: word, Color: theme.Info}
	case "link":
		if m.Simulated {
			return widgets.Cell{Text: cameBy(*m) + " SIM", Color: theme.Control}
		}
		return widgets.Cell{Text: cameBy(*m), Color: theme.Muted}
	}
	return widgets.Cell{Text: sms.Clean(m.Shown()), Bold: m.Unread}
}
