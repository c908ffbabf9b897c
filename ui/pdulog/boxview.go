package pdulog

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// blackBox tells of a session that ended badly: what happened, why, what is
// known of the moment, and what to do.
type blackBox struct {
	q      *sequence
	body   *fyne.Container
	object *fyne.Container
}

func newBlackBox(q *sequence) *blackBox {
	b := &blackBox{q: q, body: widgets.VBox(0)}
	b.object = container.NewStack(b.body)
	b.object.Hide()
	return b
}

// show tells of a session's end, and whether there is anything to tell.
func (b *blackBox) show(s *Session) bool {
	box, ok := s.Box()
	if !ok {
		b.object.Hide()
		return false
	}
	lines := widgets.VBox(5, widgets.Border(nil, nil, widgets.Centered(widgets.NewIcon(fyneTheme.ErrorIcon(), theme.Bad, 16)), nil, widgets.PadXY(8, 0, widgets.NewText(box.Headline, theme.Bad, 13).Bold().Elide())))
	width := max(theme.Px(200), b.q.v.width-theme.Px(220)) // in which lines break, so that the height is right at once
	for _, text := range []string{box.Why, box.Advice} {
		if text != "" {
			p := widgets.NewProse(text, theme.Text, 12.5)
			p.Resize(fyne.NewSize(width, 0))
			lines.Add(p)
		}
	}
	facts := widgets.Wrapped(26, 6)
	for _, f := range box.Facts {
		ink := map[pduview.Tone]fyne.ThemeColorName{pduview.Bad: theme.Bad, pduview.Good: theme.Good}[f.Tone]
		if ink == "" {
			ink = theme.Text
		}
		facts.Add(widgets.VBox(1, widgets.Small(f.Name), widgets.NewText(f.Value, ink, 12.5)))
	}
	facts.Resize(fyne.NewSize(width, 0))
	lines.Add(facts)
	buttons := widgets.VBox(6)
	if link := s.Link; box.Ask > 0 && b.q.v.asksLater(link, box.Ask) {
		buttons.Add(widgets.NewButton(words.T("Ask every %s", pause(box.Ask)), nil, widgets.Strong, func() { b.q.v.askEvery(link, box.Ask) }))
	}
	if link := s.Link; b.q.v.client(link) {
		buttons.Add(widgets.NewButton(words.T("Settings of %s", clip(link, 24)), nil, widgets.Plain, func() { b.q.v.deps.Shell.EditConnection(link) }))
	}
	if next := s.Next.Session; next > 0 {
		buttons.Add(widgets.NewButton(words.T("Next session"), nil, widgets.Plain, func() { b.q.open(next, s.Link, 0) }))
	}
	b.body.Objects = []fyne.CanvasObject{widgets.NewSurface(theme.Bad, widgets.Pad(12, widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 12, widgets.VMid(buttons)), lines))).Soft(0x14).Rounded(8).Stroked(theme.Line)}
	b.object.Show()
	b.object.Refresh()
	return true
}
