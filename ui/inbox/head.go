package inbox

import (
	"fmt"

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
	buttons := widgets.HBox(2,
		widgets.NewButton(words.T("Contact"), fyneTheme.AccountIcon(), widgets.Ghost, func() {
			to, _, _ := AnswerTo(t.list)
			shell.OpenContact(to)
		}),
		t.outButton(),
		widgets.NewButton(words.T("PDUs"), fyneTheme.StorageIcon(), widgets.Ghost, func() { shell.ShowPDUs(PDUsOf(t.peer)) }),
		widgets.NewButton(words.T("Copy number"), nil, widgets.Ghost, func() { to, _, _ := AnswerTo(t.list); shell.Copy(to) }))
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

// PDUsOf is a filter for what passed to a number and from it.
func PDUsOf(peer string) string { return fmt.Sprintf("from==%q || dest==%q", peer, peer) }
