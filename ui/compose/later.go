package compose

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// buildLater makes the line that says when the message leaves, which a button
// opens.
func (x *extras) buildLater() {
	v := x.v
	x.later, x.laterLine = widgets.NewField(words.T("now, or tomorrow 9:00")), widgets.NewLines("", theme.Muted, 11.5, 2)
	x.later.OnChanged(func(s string) { v.draft.Later = s; v.changed() })
	x.later.OnShortcut(v.shortcut)
	choose := func(label, typed string) fyne.CanvasObject {
		return widgets.NewButton(label, nil, widgets.Link, func() { x.later.SetText(typed) })
	}
	tomorrow := words.T("tomorrow") + " 9:00"
	var day *widgets.Button
	day = widgets.NewButton("", fyneTheme.CalendarIcon(), widgets.Plain, func() { x.pickDay(day) })
	x.laterRow = widgets.VBox(2, widgets.VBox(3, widgets.Small(words.T("Send##when")), widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 6, widgets.VMid(day)), x.later)),
		widgets.HBox(8, choose(words.T("in %d h", 1), "+1h"), choose("18:00", "18:00"), choose(tomorrow, tomorrow)), x.laterLine)
	x.laterRow.Hide()
	x.laterBtn = widgets.NewButton(words.T("Later"), fyneTheme.HistoryIcon(), widgets.Plain, x.turnLater)
}

// turnLater opens the line, or closes it and sends at once again.
func (x *extras) turnLater() {
	if x.laterOpen = !x.laterOpen; !x.laterOpen {
		x.later.SetText("")
	}
	x.v.show()
	if c := fyne.CurrentApp().Driver().CanvasForObject(x.laterBtn); x.laterOpen && c != nil {
		c.Focus(x.later.Entry)
	}
}

func (x *extras) showLater(s *State) {
	widgets.SetVisible(x.laterRow, x.laterOpen)
	color := theme.Muted
	if s.LaterBad {
		color = theme.Bad
	}
	x.laterLine.SetColored(s.LaterLine, color)
	x.laterLine.Fit(x.v.width())
	if x.laterBtn.SetLabel(words.T("Later")); x.laterOpen {
		x.laterBtn.SetLabel(words.T("Now"))
	}
	widgets.SetVisible(x.laterLine, s.LaterLine != "")
	x.later.SetInvalid(s.LaterBad)
}

// pickDay offers the days of a month; the time of day stays, or is nine in the
// morning.
func (x *extras) pickDay(below fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	canvas := driver.CanvasForObject(below)
	if canvas == nil {
		return
	}
	clock := "09:00"
	if at := x.v.state.At; !at.IsZero() {
		clock = at.Format("15:04")
	}
	var pop *widget.PopUp
	pop = widget.NewPopUp(container.NewPadded(widget.NewCalendar(time.Now(), func(day time.Time) {
		pop.Hide()
		x.later.SetText(day.Format("2006-01-02 ") + clock)
	})), canvas)
	at, size := driver.AbsolutePositionForObject(below), pop.MinSize()
	at.X = max(0, min(at.X, canvas.Size().Width-size.Width))
	at.Y = max(0, min(at.Y, canvas.Size().Height-size.Height))
	pop.ShowAtPosition(at)
}
