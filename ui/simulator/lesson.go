package simulator

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// lesson is the card that says what Relay does about each scenario that is on, or
// about one that is only read about.
type lesson struct {
	v      *View
	pick   *widgets.Select
	names  []string // of the pick list, by scenario
	about  string   // the scenario that is read about; "" for what is on
	inside *fyne.Container
	object fyne.CanvasObject
}

func newLesson(v *View) *lesson {
	l := &lesson{v: v, inside: widgets.VBox(10)}
	options := []string{words.T("What is on")}
	for _, s := range gateway.Scenarios() {
		l.names = append(l.names, s.Name)
		options = append(options, words.Of(s.Name))
	}
	l.pick = widgets.NewSelect(options, func(chosen string) {
		about := ""
		for i, name := range l.names {
			if options[i+1] == chosen {
				about = name
			}
		}
		l.read(about)
	})
	l.pick.SetSelected(options[0])
	l.object = widgets.NewCard(widgets.VBox(10, widgets.Cols(10, []float32{0, 170}, widgets.VMid(widgets.Title(words.T("What Relay should do")).Elide()), l.pick), l.inside))
	return l
}

// read chooses what is read about; "" is what is on.
func (l *lesson) read(about string) {
	l.about = about
	l.show()
}

// show writes what there is to say.
func (l *lesson) show() {
	l.inside.Objects = nil
	m := l.v.inForce()
	for i, s := range gateway.Scenarios() {
		on := m.Has(s.Name) || len(m) == 0 && i == 0
		if l.about == s.Name || l.about == "" && on {
			l.inside.Add(widgets.VBox(4, widgets.NewText(words.Of(s.Name), theme.Text, 13).Bold(), widgets.Flush(words.Of(s.Help)), widgets.PadXY(-6, -5, widgets.NewParagraph(words.Of(s.Relay)))))
		}
	}
	l.inside.Refresh()
	if l.v.upper != nil {
		l.v.upper.Refresh()
	}
}
