package connections

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	editorSide  = 332  // width of what stands beside a form
	editorFolds = 1100 // width of the content from which it stands there
)

// arrange puts what is said of the form beside it, or below it where there is
// little room.
func (e *editor[T]) arrange(width float32) {
	side := widgets.VBox(12)
	for _, o := range e.side {
		side.Add(o)
	}
	if len(e.side) == 0 || width > 0 && width/theme.Px(1) < editorFolds {
		e.page.Objects = []fyne.CanvasObject{widgets.VBox(12, e.body, side)}
	} else {
		e.page.Objects = []fyne.CanvasObject{widgets.Cols(12, []float32{0, editorSide}, e.body, side)}
	}
	e.page.Refresh()
}

// resize follows the width of the window.
func (e *editor[T]) resize(width float32) { e.arrange(width) }

// follow shows how the link is now.
func (e *editor[T]) follow() {
	if e.live != nil {
		e.live(e.v.deps.Engine.Status(), time.Now())
	}
}

// nowCard says how a stored link is while it is edited.
func (v *View) nowCard(name string, head *fyne.Container) (card fyne.CanvasObject, live func(gateway.Status, time.Time)) {
	figure := func(label string) (*widgets.Text, fyne.CanvasObject) {
		t := widgets.NewText("–", theme.Text, 15).Bold().Elide()
		return t, widgets.VBox(2, widgets.Small(label).Elide(), t)
	}
	sessions, a := figure(words.T("Sessions"))
	rate, b := figure(words.T("Rate"))
	answer, c := figure(words.T("Answer time"))
	pill, way := widgets.HBox(0), newWay()
	last, why := widgets.NewProse("", theme.Muted, 12), widgets.NewProse("", theme.Text, 12)
	why.Hide()
	object := widgets.NewCard(widgets.VBox(10, widgets.Border(nil, nil, nil, pill, widgets.VMid(widgets.NewText(words.T("Now"), theme.Text, 13).Bold())),
		widgets.Cols(10, []float32{0, 0, 0}, a, b, c), way.object, why, last))
	state := ""
	live = func(st gateway.Status, now time.Time) {
		l, ok := st.Link(name)
		if !ok {
			return
		}
		if word := StateWord(l); word != state {
			state = word
			pill.Objects = []fyne.CanvasObject{widgets.NewPill(word, StateColor(l.State))}
			head.Objects = []fyne.CanvasObject{widgets.NewPill(word, StateColor(l.State))}
			way.show(l)
			pill.Refresh()
			head.Refresh()
		}
		text := ""
		if !l.State.Up() {
			text = words.Said(l.Error)
		}
		if text != why.Text() {
			why.SetText(text)
			widgets.SetVisible(why, text != "")
			object.Refresh()
		}
		sessions.Set(words.Number(int64(len(l.Sessions))))
		rate.Set("–")
		answer.Set("–")
		if l.State.Up() {
			rate.Set(words.T("%s /s", words.Decimal(l.Rate, 1)))
			if l.RTT > 0 {
				answer.Set(words.AnswerTime(l.RTT))
			}
		}
	}
	v.lastTest(name, func(text string) {
		last.SetText(text)
		object.Refresh()
	})
	return object, live
}

// lastTest tells the outcome of a link's last connection test.
func (v *View) lastTest(name string, tell func(string)) {
	if v.deps.Office == nil {
		return
	}
	v.deps.Shell.Go(func() func() {
		var list []Trial
		now := time.Now()
		_, _ = v.deps.Office.Load(context.Background(), trialsKey, &list)
		earlier := Earlier(list, name, now)
		return func() {
			if len(earlier) == 0 {
				tell(words.T("Not tested yet."))
				return
			}
			tell(words.T("Test %[1]s: %[2]s.", When(earlier[0].At, now), earlier[0].Words()))
		}
	})
}

// letterCard offers to read the provider's letter.
func letterCard(open func()) fyne.CanvasObject {
	return widgets.NewCard(widgets.VBox(8,
		widgets.Cols(10, []float32{20, 0}, widgets.VMid(widgets.NewIcon(fyneTheme.ContentPasteIcon(), theme.Primary, 20)), widgets.VMid(widgets.NewText(words.T("Got an e-mail from the provider?"), theme.Text, 13).Bold().Elide())),
		widgets.NewProse(words.T("Paste it: Relay picks out host, port, system id, password and limits, and shows what it has found before it fills anything in."), theme.Muted, 12),
		widgets.HBox(0, widgets.NewButton(words.T("Paste details…"), nil, widgets.Plain, open), widgets.Spacer())))
}
