package outbox

import (
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// bandHeight is the height of the band that shows the chosen message below the
// list where there is no room beside it.
const bandHeight = 198

// showBand fills the band with a message.
func (v *View) showBand(m gateway.Message) {
	c := v.deps.Engine.Config()
	head := widgets.HBox(10, widgets.VMid(widgets.NewText(sms.Clean(m.To.Show()), theme.Text, 14).Mono().Bold()), widgets.VMid(widgets.NewPill(StateWord(m, time.Now()), StateColor(m))))
	if m.From.Addr != "" {
		head.Add(widgets.VMid(widgets.Small(words.T("from %s", sms.Clean(m.From.Show())))))
	}
	buttons := widgets.HBox(2)
	if CanResend(m) {
		buttons.Add(widgets.NewButton(words.T("Send again"), fyneTheme.MailReplyAllIcon(), widgets.Ghost, func() { v.resend([]int64{m.ID}) }))
	}
	buttons.Add(widgets.NewButton(words.T("Details"), fyneTheme.InfoIcon(), widgets.Ghost, func() { v.Pick(m.ID) }))
	more := widgets.NewButton("", fyneTheme.MoreVerticalIcon(), widgets.Ghost, nil)
	more.OnTapped(func() {
		v.rowMenu(m.ID, fyne.CurrentApp().Driver().AbsolutePositionForObject(more).AddXY(0, more.Size().Height))
	})
	buttons.Add(more)
	text, color := sms.Clean(m.Shown()), theme.Text
	if m.Error != nil && Ill(m) {
		text, color = sms.CleanLines(words.Said(m.Error.Text)), theme.Bad
	}
	var stages []fyne.CanvasObject
	for i, s := range Stages(m) {
		stages = append(stages, stage(i+1, s, i == 3))
	}
	var facts []fyne.CanvasObject
	for _, f := range Facts(m, c) {
		facts = append(facts, widgets.VBox(1, widgets.Small(f[0]).Elide(), widgets.NewText(f[1], theme.Text, 12.5).Elide()))
	}
	v.band.Objects = []fyne.CanvasObject{widgets.Fixed(0, bandHeight, widgets.NewSurface(theme.Surface, widgets.Border(widgets.HLine(), nil, nil, nil, widgets.PadXY(16, 8, widgets.VBox(8,
		widgets.Border(nil, nil, nil, buttons, head), widgets.NewText(text, color, 13).Elide(), widgets.HLine(),
		widgets.Cols(10, []float32{0, 0, 0, 0}, stages...), widgets.HLine(),
		widgets.Cols(12, []float32{0, 0, 0, 0, 0}, facts...))))))}
	v.listed.Refresh() // its height is that of what is in it
}

// stage draws one of the four: a circle with a tick, a cross or its number, its
// name and the line to the next, its time and what is said of it.
func stage(number int, s Stage, last bool) fyne.CanvasObject {
	color, inside := theme.Muted, fyne.CanvasObject(widgets.NewText(words.Number(int64(number)), theme.Muted, 11))
	switch {
	case s.Bad:
		color, inside = theme.Bad, widgets.NewIcon(fyneTheme.CancelIcon(), theme.Bad, 14)
	case s.Done:
		color, inside = theme.Good, widgets.NewIcon(fyneTheme.ConfirmIcon(), theme.Good, 14)
	}
	ink := theme.Muted
	if s.Done || s.Bad {
		ink = theme.Text
	}
	circle := widgets.Fixed(20, 20, widgets.NewSurface(color, widgets.Centered(inside)).Soft(0x22).Rounded(10))
	title := widgets.HBox(8, widgets.VMid(circle), widgets.VMid(widgets.NewText(s.Title, ink, 12.5).Bold()))
	var line fyne.CanvasObject = widgets.Spacer()
	if !last {
		line = widgets.PadAll(0, 0, 0, 10, widgets.VMid(widgets.HLine()))
	}
	told := widgets.VBox(0, widgets.NewText(s.Time, theme.Text, 11).Mono().Elide(), widgets.NewText(s.Words, theme.Muted, 11).Elide())
	return widgets.VBox(2, widgets.Border(nil, nil, title, nil, line), widgets.PadAll(0, 0, 0, 28, told))
}

// placeBand shows the band where the list has the whole width, a message is chosen
// and the PDUs are folded away.
func (v *View) placeBand() {
	widgets.SetVisible(v.band, !v.wide && v.folded && v.grid.Cursor() != 0)
	v.listed.Refresh()
}
