package inbox

import (
	"context"
	"fmt"
	"slices"
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
	head   *threadHead
	body   *fyne.Container
	scroll *container.Scroll
	reply  *compose.View
	none   fyne.CanvasObject
	page   fyne.CanvasObject
	stack  *fyne.Container
	object fyne.CanvasObject
}

func newThread(v *View) *thread {
	t := &thread{v: v, width: 700, body: widgets.VBox(10)}
	t.back = widgets.NewButton("", fyneTheme.NavigateBackIcon(), widgets.Ghost, func() { v.Back() })
	t.scroll = container.NewVScroll(widgets.PadXY(16, 12, t.body))
	t.reply = compose.NewReply(compose.Deps{Engine: v.deps.Engine, Office: v.deps.Office, Shell: v.deps.Shell, Sent: func([]int64) { t.follow = true; v.reload() }}, func(d compose.Draft) { v.deps.Shell.Compose(d) })
	t.head = newThreadHead(t)
	t.page = widgets.Border(t.head.object, t.reply.Object(), nil, nil, t.scroll)
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
	t.head.show(LineOf(c, name, time.Now()), c)
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
