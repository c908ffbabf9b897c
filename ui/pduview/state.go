package pduview

import (
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
	"relay/ui/words"
)

// showState says what the list is doing.
func (v *View) showState() {
	m := v.model
	total, text := m.Total(), words.Number(int64(m.Total()))
	switch {
	case m.Narrowed() && v.full:
		text = words.T("%s of %s", words.Number(int64(m.Len())), words.Number(int64(total)))
	case m.Narrowed():
		text = words.T("%d of %d", m.Len(), total)
	}
	v.count.Set(text)
	v.showVerdict()
	live, ink := words.T("● live"), theme.Good
	switch {
	case v.broken:
		live, ink = words.T("the stored log can't be read"), theme.Bad
	case m.Paused:
		live, ink = words.T("❚❚ paused"), theme.Warn
	case m.Full():
		live, ink = words.T("❚❚ held: %s rows", words.Number(int64(m.Total()))), theme.Warn
	}
	if v.live.Text() != live {
		v.live.SetColored(live, ink)
		v.arrange()
	}
	icon := fyneTheme.MediaPauseIcon()
	if m.Paused {
		icon = fyneTheme.MediaPlayIcon()
	}
	v.pause.SetIcon(icon)
	n := v.below
	if m.Paused || m.Full() {
		n = m.Missed()
	}
	switch {
	case n > 0:
		v.fresh.SetLabel(words.N(n, "%s new", "%s new"))
	default:
		v.fresh.SetLabel(words.T("Newest"))
	}
	if show := n > 0 || !v.grid.Following() || v.ahead; show != v.fresh.Visible() {
		v.fresh.Hidden = !show
		v.arrange()
	}
	v.empty.show()
	if v.OnState != nil {
		v.OnState()
	}
}

// showVerdict says beside the filter how many rows fit, and how far back that
// has been looked for.
func (v *View) showVerdict() {
	m, text := v.model, v.bar.field.Text()
	switch {
	case m.Err != nil && unfinished(text, m.Err):
		v.bar.verdict.SetColored(words.T("… go on"), theme.Warn)
	case m.Err != nil:
		v.bar.verdict.SetColored(words.T("✗ not understood"), theme.Bad)
	case text == "" && !m.Narrowed():
		v.bar.verdict.SetColored("", theme.Muted)
	case v.looking() && m.Len() == 0:
		v.bar.verdict.SetColored(words.T("looking further back …"), theme.Muted)
	case v.looking():
		v.bar.verdict.SetColored(words.N(m.Len(), "✓ %s so far", "✓ %s so far"), theme.Good)
	case m.Doubt() != "":
		v.bar.verdict.SetColored(words.N(m.Len(), "%s match", "%s match"), theme.Warn)
	default:
		v.bar.verdict.SetColored(words.N(m.Len(), "✓ %s match", "✓ %s match"), theme.Good)
	}
}
