package inbox

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// threadHead is the line over a conversation: who it is with, and what can be
// done.
type threadHead struct {
	initials, name, line *widgets.Text
	object               fyne.CanvasObject
}

func newThreadHead(t *thread) *threadHead {
	h := &threadHead{initials: widgets.NewText("", theme.Muted, 12).Bold(), name: widgets.Title("").Elide(), line: widgets.NewText("", theme.Muted, 11.5).Mono().Elide()}
	shell := t.v.deps.Shell
	more := widgets.NewButton("", fyneTheme.MoreHorizontalIcon(), widgets.Ghost, nil)
	buttons := widgets.HBox(2,
		widgets.NewButton(words.T("Contact"), fyneTheme.AccountIcon(), widgets.Ghost, func() {
			to, _, _ := AnswerTo(t.list)
			shell.OpenContact(to)
		}),
		t.outButton(),
		widgets.NewButton(words.T("PDUs"), fyneTheme.StorageIcon(), widgets.Ghost, func() { shell.ShowPDUs(PDUsOf(t.peer)) }),
		more)
	more.OnTapped(func() {
		widgets.ShowMenu(shell.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(more).AddXY(0, more.Size().Height), []widgets.MenuLine{
			{Name: words.T("Copy number"), Do: func() { to, _, _ := AnswerTo(t.list); shell.Copy(to) }},
			{Name: words.T("Copy what is shown as text"), Do: func() { shell.Copy(AsText(t.list)) }},
		})
	})
	left := widgets.HBox(4, t.back, widgets.PadAll(0, 8, 0, 0, widgets.VMid(avatar(h.initials, 36))))
	h.object = widgets.VBox(0, widgets.PadXY(16, 8, widgets.Border(nil, nil, left, widgets.VMid(buttons), widgets.VBox(1, h.name, h.line))), widgets.HLine())
	return h
}

// show names the other side, and how they wrote last.
func (h *threadHead) show(l Line, c gateway.Conversation) {
	h.initials.Set(l.Initials)
	h.name.Set(l.Name)
	h.line.Set(HeadOf(c, l))
}

// avatar is a circle with the initials of somebody.
func avatar(initials *widgets.Text, size float32) fyne.CanvasObject {
	return widgets.Fixed(size, size, widgets.NewSurface(theme.ButtonFill, widgets.Centered(initials)).Rounded(size/2))
}

// HeadOf says below a name which number it is, and where they write to.
func HeadOf(c gateway.Conversation, l Line) string {
	last := c.Last
	if last.Direction != gateway.In || last.To.Addr == "" || cameBy(last) == "" {
		return l.Below
	}
	who := sms.Clean(c.With().Show())
	if l.Name == who {
		who = words.T("not in contacts")
	}
	return words.T("%[1]s · writes to %[2]s over %[3]s", who, sms.Clean(last.To.Show()), cameBy(last))
}

// AsText is a thread for the clipboard, oldest first, of messages that are newest
// first.
func AsText(list []gateway.Message) string {
	var b strings.Builder
	for i := len(list) - 1; i >= 0; i-- {
		m := list[i]
		fmt.Fprintf(&b, "%s\t%s\t%s\n", m.CreatedAt.Local().Format("2006-01-02 15:04:05"), sms.Clean(m.From.Show()), sms.Clean(m.Shown()))
	}
	return b.String()
}

// PDUsOf is a filter for what passed to a number and from it.
func PDUsOf(peer string) string { return fmt.Sprintf("from==%q || dest==%q", peer, peer) }
