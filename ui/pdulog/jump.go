package pdulog

import (
	"time"

	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/words"
)

// askTime opens the line to type a time in.
func (v *View) askTime() {
	v.jumpLine.Show()
	v.pdus.Object().Refresh()
	v.deps.Shell.Canvas().Focus(v.jump.Entry)
}

func (v *View) closeJump() {
	v.jumpLine.Hide()
	v.pdus.Object().Refresh()
	v.pdus.FocusList(v.deps.Shell.Canvas())
}

func (v *View) goToTime() {
	t, err := pduview.ParseTime(v.jump.Text(), time.Now())
	v.jump.SetInvalid(err != nil)
	if err != nil {
		v.jumpSays.SetColored(words.Error(err), theme.Bad)
		return
	}
	v.jumpSays.SetColored(words.T("Enter shows the log from that time on; Esc closes."), theme.Muted)
	v.closeJump()
	v.pdus.GoToTime(t)
}
