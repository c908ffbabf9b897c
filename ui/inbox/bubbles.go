package inbox

import (
	"context"
	"fmt"
	"slices"
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
	"relay/ui/words"
)

// thread is one conversation: what was written, and the answer.
type thread struct {
	v      *View
	peer   string
	list   []gateway.Message // newest first
	more   bool
	from   int64 // the first that was unread when it was opened
	seen   string
	width  float32
	follow bool // stay at the newest
	fonts  widgets.Fonts

	back   *widgets.Button
	out    *widgets.Button
	name   *widgets.Text
	line   *widgets.Text
	body   *fyne.Container
	scroll *container.Scroll
	reply  *compose.View
	none   fyne.CanvasObject
	page   fyne.CanvasObject
	stack  *fyne.Container
	object fyne.CanvasObject
}

func newThread(v *View) *thread {
	t := &thread{v: v, width: 700, name: widgets.Title("").Elide(), line: widgets.NewText("", theme.Muted, 11.5).Mono().Elide(), body: widgets.VBox(10)}
	t.back = widgets.NewButton("", fyneTheme.NavigateBackIcon(), widgets.Ghost, func() { v.Back() })
	t.scroll = container.NewVScroll(widgets.PadXY(16, 12, t.body))
	t.reply = compose.NewReply(compose.Deps{Engine: v.deps.Engine, Office: v.deps.Office, Shell: v.deps.Shell, Sent: func([]int64) { t.follow = true; v.reload() }}, func(d compose.Draft) { v.deps.Shell.Compose(d) })
	head := widgets.VBox(0, widgets.PadXY(16, 8, widgets.Border(nil, nil, t.back, widgets.HBox(4,
		widgets.NewButton(words.T("Contact"), fyneTheme.AccountIcon(), widgets.Ghost, func() { v.deps.Shell.Open("contacts") }),
		t.outButton(),
		widgets.NewButton(words.T("Copy number"), nil, widgets.Ghost, func() { to, _, _ := AnswerTo(t.list); v.deps.Shell.Copy(to) })), widgets.VBox(1, t.name, t.line))), widgets.HLine())
	t.page = widgets.Border(head, t.reply.Object(), nil, nil, t.scroll)
	t.none = widgets.Centered(widgets.Small(words.T("Choose a conversation to read it.")))
	t.stack = container.NewStack(t.none)
	t.object = widgets.NewSurface(theme.Sunken, t.stack)
	return t
}

// open shows a conversation; its messages follow.
func (t *thread) open(c gateway.Conversation, name string) {
	if t.peer == c.Peer {
		return
	}
	t.peer, t.list, t.from, t.seen, t.follow = c.Peer, nil, 0, "", true
	title, line := t.v.title(c, name)
	t.name.Set(title)
	t.line.Set(line)
	t.body.Objects = nil
	t.stack.Objects = []fyne.CanvasObject{t.page}
	t.stack.Refresh()
}

func (t *thread) close() {
	t.peer, t.list, t.seen = "", nil, ""
	t.stack.Objects = []fyne.CanvasObject{t.none}
	t.stack.Refresh()
}

// fill shows messages, marks what is unread as read, and turns the composer to
// the other side.
func (t *thread) fill(list []gateway.Message, more bool) {
	var unread []int64
	for _, m := range list {
		if m.Unread {
			unread = append(unread, m.ID)
		}
	}
	if n := len(unread); n > 0 && (t.from == 0 || unread[n-1] < t.from) {
		t.from = unread[n-1]
	}
	grown := len(t.list) == 0 || len(list) > 0 && list[0].ID != t.list[0].ID
	t.list, t.more = list, more
	to, from, link := AnswerTo(list)
	t.reply.Answer(to, from, link)
	t.showOptOut()
	if grown && t.atEnd() {
		t.follow = true
	}
	t.relay()
	if len(unread) > 0 && t.v.shown {
		t.v.mark(unread...)
	}
}

func (t *thread) atEnd() bool {
	return t.scroll.Offset.Y+t.scroll.Size().Height >= t.body.MinSize().Height-theme.Px(40)
}

// relay lays the bubbles out when something has changed.
func (t *thread) relay() {
	if t.peer == "" {
		return
	}
	state := fmt.Sprint(t.width, t.more, t.from)
	for _, m := range t.list {
		state += fmt.Sprint(m.ID, m.State, m.Done, m.Note, len(m.Text), m.Tags, ";")
	}
	if state == t.seen {
		return
	}
	t.seen = state
	t.body.Objects = nil
	if t.more {
		t.body.Add(widgets.Centered(widgets.NewButton(words.T("Older messages"), nil, widgets.Plain, t.older)))
	}
	for _, b := range Bubbles(t.list, t.from, time.Now()) {
		t.body.Add(t.bubble(b))
	}
	t.body.Refresh()
	t.scroll.Refresh()
	if t.follow {
		t.follow = false
		t.scroll.ScrollToBottom()
	}
}

func (t *thread) older() {
	peer, before := t.peer, t.list[len(t.list)-1].ID
	t.v.deps.Shell.Go(func() func() {
		list, err := t.v.deps.Archive.Thread(context.Background(), peer, before, page)
		return func() {
			if err == nil && peer == t.peer {
				t.fill(append(slices.Clone(t.list), list...), len(list) == page)
			}
		}
	})
}

// bubble draws one entry: at the left what came, at the right what went.
func (t *thread) bubble(b Bubble) fyne.CanvasObject {
	if b.Rule != "" {
		color := theme.Muted
		if b.New {
			color = theme.Primary
		}
		return widgets.Border(nil, nil, nil, nil, widgets.Centered(widgets.NewText(b.Rule, color, 11.5)))
	}
	m := b.Message
	most := min(max((t.width-theme.Px(32))*0.66, theme.Px(180)), theme.Px(560))
	text := bubbleText(Pieces(m), most)
	if hint := t.fonts.Hint(m.Text); hint != "" {
		for _, l := range widgets.Wrap(hint, most, theme.Px(11), fyne.TextStyle{}, maxLines) {
			text.Add(widgets.NewText(l, theme.Muted, 11))
		}
	}
	fill := theme.ButtonFill
	if m.Direction == gateway.Out {
		fill = theme.Row
	}
	ground := &tapBubble{menu: func(at fyne.Position) { t.menu(m, at) }, body: widgets.NewSurface(fill, widgets.PadXY(12, 8, text)).Rounded(9)}
	ground.ExtendBaseWidget(ground)
	meta := widgets.HBox(6, widgets.NewText(b.Meta, theme.Muted, 11))
	if b.State != "" {
		color := theme.Info
		switch {
		case b.Good:
			color = theme.Good
		case b.Bad:
			color = theme.Bad
		}
		meta.Add(widgets.NewText(b.State, color, 11))
	}
	if m.Direction == gateway.Out {
		out := widgets.VBox(3, widgets.HBox(0, widgets.Spacer(), ground), widgets.HBox(0, widgets.Spacer(), meta))
		if b.Why != "" {
			why := widgets.Cut(b.Why, most, theme.Px(11), fyne.TextStyle{})
			out.Add(widgets.HBox(0, widgets.Spacer(), widgets.NewText(why, theme.Bad, 11)))
		}
		return out
	}
	return widgets.VBox(3, widgets.HBox(0, ground, widgets.Spacer()), widgets.HBox(0, meta, widgets.Spacer()))
}

// menu offers what can be done with a message.
func (t *thread) menu(m gateway.Message, at fyne.Position) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(words.T("Copy text"), func() { t.v.deps.Shell.Copy(m.Text) }),
		fyne.NewMenuItem(words.T("Details and octets…"), func() { t.details(m.ID) }),
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), t.v.deps.Shell.Canvas(), at)
}

// details shows all that is known of a message, and its octets read in five
// ways.
func (t *thread) details(id int64) {
	t.v.deps.Shell.Go(func() func() {
		m, err := t.v.deps.Archive.Message(context.Background(), id)
		return func() {
			if err != nil {
				t.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The message can't be read."), Advice: words.Error(err)})
				return
			}
			widgets.Tell(t.v.deps.Shell.Canvas(), words.T("Message"), 660, 460, detailsOf(m))
		}
	})
}

func detailsOf(m gateway.Message) fyne.CanvasObject {
	const wide = 600
	fact := func(name, value string) fyne.CanvasObject {
		return widgets.Cols(8, []float32{150, 0}, widgets.Small(name), widgets.NewLines(value, theme.Text, 12, 4))
	}
	list := widgets.VBox(7, fact(words.T("From"), sms.Clean(m.From.Show())), fact(words.T("To"), sms.Clean(m.To.Show())), fact(words.T("Time"), m.CreatedAt.Local().Format("2006-01-02 15:04:05")), fact(words.T("Came by"), cameBy(m)), fact(words.T("Coding"), smpp.DataCodingWords(m.DataCoding)))
	if word, _ := Odd(m); word != "" {
		name, text := Note(m)
		list.Add(fact(name, text))
	}
	list.Add(widgets.HLine())
	list.Add(widgets.Small(words.T("Its octets, read in five ways: the right one reads well.")))
	for _, r := range Readings(m) {
		list.Add(fact(r.Name, r.Text))
	}
	return container.NewVScroll(widgets.Fixed(wide, 0, widgets.Pad(4, list)))
}

// tapBubble is a bubble with a menu.
type tapBubble struct {
	widget.BaseWidget
	menu func(fyne.Position)
	body fyne.CanvasObject
}

// Tapped and TappedSecondary open the menu.
func (b *tapBubble) Tapped(e *fyne.PointEvent)          { b.menu(e.AbsolutePosition) }
func (b *tapBubble) TappedSecondary(e *fyne.PointEvent) { b.menu(e.AbsolutePosition) }

// CreateRenderer implements fyne.Widget.
func (b *tapBubble) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.body) }

// bubbleText is a text as wide as it needs, at most so many pixels.
func bubbleText(pieces []Piece, most float32) *fyne.Container {
	box := widgets.VBox(2)
	for _, p := range pieces {
		if p.Gap {
			box.Add(gap(p))
			continue
		}
		fromRight := widgets.FromRight(p.Text)
		for _, l := range widgets.Wrap(strings.TrimSpace(p.Text), most, theme.Px(13), fyne.TextStyle{}, maxLines) {
			line := widgets.NewText(l, theme.Text, 13).From(fromRight)
			if fromRight {
				line.Right()
			}
			box.Add(line)
		}
	}
	return box
}

// gap stands in a text where a part of it is missing.
func gap(p Piece) fyne.CanvasObject {
	icon := widgets.VMid(widgets.NewIcon(fyneTheme.HistoryIcon(), theme.Warn, 15))
	lines := widgets.VBox(0, widgets.NewText(p.Text, theme.Warn, 12), widgets.NewText(p.Hope, theme.Muted, 11))
	return widgets.PadXY(0, 2, widgets.NewSurface(theme.Warn, widgets.PadXY(10, 4, widgets.HBox(10, icon, lines))).Soft(0x18).Rounded(5).Stroked(theme.Warn))
}

// maxLines is what a bubble shows; the menu copies the whole.
const maxLines = 60
