package compose

import (
	"strings"
	"time"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// show works out what the draft means and puts it on the panel.
func (v *View) show() {
	if v.object == nil {
		return
	}
	v.state = Look(v.draft, v.deps.Engine.Config(), v.optedOut, time.Now())
	if v.reply != nil {
		v.answering()
	}
	s := &v.state
	toColor := theme.Muted
	if s.ToProblem != "" {
		toColor = theme.Bad
	}
	v.toLine.SetColored("· "+s.ToLine, toColor)
	v.to.SetInvalid(s.ToProblem != "")
	fromColor := theme.Muted
	if s.FromBad {
		fromColor = theme.Bad
	}
	v.fromLine.SetColored(words.T("Sender: %s", s.FromLine), fromColor)
	v.fromLine.Fit(v.width())
	v.from.SetInvalid(s.FromBad)
	below := strings.Trim(s.ToShown+"\n"+s.ToLeft, "\n")
	v.toShown.SetColored(below, toColor)
	v.toShown.Fit(v.width())
	widgets.SetVisible(v.toShown, below != "")
	widgets.SetVisible(v.flashLine, v.draft.Flash)
	v.hint.Set(s.TestHint)
	widgets.SetVisible(v.hint, s.TestHint != "")
	v.bar.Set(s.Segments.Messages, s.Fill, s.Forced != "")
	v.line.Set(s.Line)
	v.left.Set(s.Left)
	for i, t := range v.way {
		widgets.SetVisible(t, i < len(s.Way))
		if i < len(s.Way) {
			t.Set(s.Way[i])
		}
	}
	widgets.SetVisible(v.ways, len(s.Way) > 0)
	v.borders.SetColored(s.CutLines(), theme.Muted)
	v.borders.Fit(v.width())
	widgets.SetVisible(v.borders, len(s.Borders) > 0)
	v.multiLine.Set(s.Multi)
	widgets.SetVisible(v.multiBox, s.Multi != "")
	v.forced.SetColored(s.Forced, theme.Warn)
	widgets.SetVisible(v.forcedRow, s.Forced != "")
	widgets.SetVisible(v.replace, s.Replace != "")
	widgets.SetVisible(v.simTag, s.Simulated)
	v.send.SetLabel(s.Send)
	v.send.SetDisabled(!s.CanSend || v.busy)
	why := s.Why
	if s.CanSend {
		why = ""
	}
	v.why.SetColored(why, theme.Muted)
	if v.why.Fit(v.width()); v.reply != nil {
		v.why.Fit(max(v.why.Size().Width, theme.Px(220))) // it stands between what is counted and the buttons
	}
	widgets.SetVisible(v.why, why != "")
	v.extra.show(s)
	v.askOptedOut()
	v.object.Refresh()
}
