package compose

import (
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// NewReply makes the composer of an answer: only its text stands open. change
// is asked for the whole composer, with what is written so far.
func NewReply(d Deps, change func(Draft)) *View {
	v := newView(d)
	v.reply = widgets.Small("").Elide()
	v.text.Lines(3)
	v.forcedRow = widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(v.replace)), widgets.VMid(v.forced))
	links := widgets.HBox(6, v.extra.templates, widgets.NewButton(words.T("Change"), nil, widgets.Link, func() { change(v.draft) }))
	head := widgets.Ordered(5, []int{1, 0}, v.text, widgets.Border(nil, nil, nil, links, widgets.VMid(v.reply)))
	foot := widgets.Border(nil, nil, widgets.HBox(10, widgets.VMid(v.line), widgets.VMid(v.left), widgets.VMid(widgets.Centered(v.simTag))), widgets.VMid(widgets.HBox(6, v.extra.laterBtn, v.send)), widgets.PadXY(10, 0, widgets.VMid(v.why)))
	v.object = widgets.NewSurface(theme.Surface, widgets.VBox(0, widgets.HLine(), widgets.PadXY(16, 8, widgets.VBox(7, head, v.bar, v.forcedRow, v.extra.laterRow, foot))))
	return v
}

// Answer turns the composer to somebody: to, as the number and over the link by
// which they wrote. What was begun for them is there again.
func (v *View) Answer(to, from, link string) {
	key := draftKey + "." + strings.TrimPrefix(to, "+")
	if v.key == key {
		return
	}
	if store := v.saver.Take(); store != nil {
		v.deps.Shell.Go(func() func() { store(); return nil })
	}
	v.key = key
	v.Prefill(Draft{To: to, From: from, Link: link})
	v.restore()
}

// answering says how an answer leaves.
func (v *View) answering() {
	as, over := gateway.Clean(v.draft.From), v.draft.Link
	if over == Automatic {
		over = ""
	}
	switch {
	case as == "" && over == "":
		v.reply.Set(words.T("Reply as the connection's sender over the route that fits"))
	case as == "":
		v.reply.Set(words.T("Reply as the connection's sender over %s", over))
	case over == "":
		v.reply.Set(words.T("Reply as %s over the route that fits", as))
	default:
		v.reply.Set(words.T("Reply as %s over %s", as, over))
	}
}

// FocusText puts the cursor into the text.
func (v *View) FocusText(c fyne.Canvas) { c.Focus(v.text.Entry) }
