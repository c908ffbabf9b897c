package inbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// rows is the list of conversations.
type rows struct {
	v      *View
	list   *widget.List
	peer   string // that is open
	object fyne.CanvasObject
}

func newRows(v *View) *rows {
	r := &rows{v: v}
	r.list = widget.NewList(func() int { return len(v.list) }, func() fyne.CanvasObject { return newConversationRow() }, func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(v.list) {
			o.(*conversationRow).show(v.line(i), v.list[i].Peer == r.peer)
		}
		if i == len(v.list)-1 {
			v.older()
		}
	})
	r.list.HideSeparators = true
	r.list.OnSelected = func(i widget.ListItemID) {
		r.list.Unselect(i) // our own mark shows it
		if i < len(v.list) {
			v.Open(v.list[i].Peer)
			v.thread.reply.FocusText(v.deps.Shell.Canvas())
		}
	}
	r.object = r.list
	return r
}

func (r *rows) refresh() { r.list.Refresh() }

func (r *rows) mark(peer string) {
	r.peer = peer
	r.list.Refresh()
}

// conversationRow is one row: who, the newest text, number and connection.
type conversationRow struct {
	widget.BaseWidget
	ground                            *widgets.Surface
	initials, name, when, text, below *widgets.Text
	mark                              *widgets.Text
	badge                             *widgets.Text
	pill                              *widgets.Surface
	body                              fyne.CanvasObject
}

func newConversationRow() *conversationRow {
	r := &conversationRow{initials: widgets.NewText("", theme.Muted, 11.5).Bold(), name: widgets.Body("").Elide(), when: widgets.Small(""), text: widgets.Small("").Elide(),
		below: widgets.NewText("", theme.Muted, 11).Elide(), mark: widgets.NewText("", theme.Info, 11), badge: widgets.NewText("", theme.OnPrimary, 10.5).Bold()}
	r.pill = widgets.NewSurface(theme.Primary, widgets.PadXY(6, 1, r.badge)).Rounded(8)
	lines := widgets.VBox(1,
		widgets.Border(nil, nil, nil, widgets.VMid(r.when), r.name),
		widgets.Border(nil, nil, nil, widgets.VMid(r.pill), widgets.VMid(r.text)),
		widgets.Border(nil, nil, nil, widgets.VMid(r.mark), widgets.VMid(r.below)))
	r.ground = widgets.NewSurface(theme.Surface, widgets.VBox(0, widgets.PadXY(12, 6, widgets.Border(nil, nil, widgets.PadAll(0, 10, 0, 0, widgets.VMid(avatar(r.initials, 32))), nil, lines)), widgets.HLine()))
	r.body = r.ground
	r.ExtendBaseWidget(r)
	return r
}

func (r *conversationRow) show(l Line, chosen bool) {
	fill, ink := theme.Surface, theme.Muted
	if chosen {
		fill = theme.Row
	}
	r.ground.SetFill(fill)
	r.initials.Set(l.Initials)
	if l.Unread > 0 {
		ink = theme.Primary
		r.name.Bold()
		r.badge.Set(words.Number(l.Unread))
		r.pill.Show()
	} else {
		r.name.Regular()
		r.pill.Hide()
	}
	r.name.Set(l.Name)
	r.name.Refresh()
	r.when.SetColored(l.When, ink)
	text := theme.Muted
	if l.Unread > 0 {
		text = theme.Text
	}
	r.text.SetColored(l.Text, text)
	r.below.Set(l.Below)
	color := theme.Info
	switch {
	case l.Out:
		color = theme.Bad
	case l.Warn:
		color = theme.Warn
	}
	r.mark.SetColored(l.Mark, color)
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *conversationRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.body)
}
