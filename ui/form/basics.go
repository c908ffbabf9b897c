package form

import (
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	shortField = 140 // width of a number such as a port
	basicFolds = 620 // width of the form below which each field has a line of its own
)

// basics are the fields of the first group: two in a row, with a number beside
// them where there is one.
func (v *View[T]) basics() fyne.CanvasObject {
	var rows [][]Line
	short := func(l Line) bool { return l.Kind == gateway.KindInt }
	any := false
	for _, l := range v.model.Lines() {
		if l.Group != gateway.GroupBasic {
			continue
		}
		last := len(rows) - 1
		any = any || short(l)
		if last < 0 || len(rows[last]) == 3 || len(rows[last]) == 2 && !short(l) {
			rows, last = append(rows, nil), last+1
		}
		rows[last] = append(rows[last], l)
	}
	box := widgets.VBox(8)
	for _, row := range rows {
		widths, cells := []float32{0, 0}, []fyne.CanvasObject{widgets.Spacer(), widgets.Spacer()}
		if any {
			widths, cells = append(widths, shortField), append(cells, widgets.Spacer())
		}
		for i, l := range row {
			if i == 1 && len(row) == 2 && short(l) && any { // a wide field and a number
				i = 2
			}
			cells[i] = v.basic(l)
		}
		box.Add(widgets.Folding(basicFolds, 12, widths, cells...))
	}
	return widgets.NewCard(box)
}

// basic is a field with its label above it and one line below, so that nothing
// moves when it says what is wrong.
func (v *View[T]) basic(l Line) fyne.CanvasObject {
	in := v.input(l)
	in.basic, in.dot = true, widgets.NewDot(theme.Surface)
	in.why = widgets.NewText("", theme.Muted, 11.5).Elide()
	in.undo = widgets.NewButton(words.T("Undo"), nil, widgets.Link, func() {
		v.model.UndoOne(l.Key)
		v.Show()
		v.changed()
	})
	head := widgets.Fixed(0, 22, widgets.Border(nil, nil, nil, in.undo, widgets.VMid(widgets.Tagged(6, widgets.Small(l.Label).Elide(), in.dot.Object()))))
	if l.Kind == gateway.KindBool { // what it is for stands beside the box
		return widgets.VBox(1, head, in.object())
	}
	return widgets.VBox(1, head, in.object(), widgets.PadAll(2, 0, 0, 0, in.why))
}

// showBasic shows the state of a setting of the first group.
func (v *View[T]) showBasic(l *Line, in *input) {
	why, ink := firstSentence(l.Help), theme.Muted
	if l.Kind == gateway.KindBool || l.Kind == gateway.KindInt { // it stands beside the box; there is no room for it
		why = ""
	}
	if l.Error != "" {
		why, ink = l.Error, theme.Bad
	}
	in.why.SetColored(why, ink)
	changed := l.Changed() && !v.fresh
	fill := theme.Surface
	if changed {
		fill = theme.Primary
	}
	in.dot.SetFill(fill)
	widgets.SetVisible(in.undo, changed)
}

// Fresh says that what it edits is not stored yet: nothing of it is a change.
func (v *View[T]) Fresh() *View[T] {
	v.fresh = true
	v.Show()
	return v
}

// firstSentence is what a help begins with: there is room for one line.
func firstSentence(s string) string {
	for _, end := range []string{". ", "; ", "。", "；"} {
		if i := strings.Index(s, end); i > 0 {
			s = s[:i]
		}
	}
	return strings.TrimRight(s, ".。")
}
