package simulator

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// script shows the lines of a script: a word, and what the phone answers to a
// text with it.
type script struct {
	changed func()
	done    func()
	lines   []*scriptLine
	box     *fyne.Container
	filling bool
}

type scriptLine struct{ word, reply *widgets.Field }

func newScript(changed, done func()) *script {
	return &script{changed: changed, done: done, box: widgets.VBox(4)}
}

// fill shows a script.
func (x *script) fill(value string) {
	list, _ := gateway.ParseScript(value)
	x.filling = true
	x.lines = nil
	for _, l := range list {
		x.add(l)
	}
	x.filling = false
	x.draw()
}

func (x *script) add(l gateway.Line) *scriptLine {
	s := &scriptLine{word: widgets.NewField("*"), reply: widgets.NewField(words.T("what the phone answers"))}
	s.word.SetText(l.Word)
	s.reply.SetText(l.Reply)
	for _, f := range []*widgets.Field{s.word, s.reply} {
		f.OnChanged(func(string) {
			if !x.filling {
				x.changed()
			}
		})
		f.OnSubmit(x.done)
	}
	x.lines = append(x.lines, s)
	return s
}

func (x *script) draw() {
	x.box.Objects = []fyne.CanvasObject{widgets.Cols(6, []float32{84, 0, 30}, widgets.Small(words.T("Word in it")), widgets.Small(words.T("Reply")), widgets.Spacer())}
	for i, l := range x.lines {
		gone := widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() {
			x.lines = append(x.lines[:i:i], x.lines[i+1:]...)
			x.draw()
			x.changed()
			x.done()
		})
		gone.SetDisabled(len(x.lines) == 1)
		x.box.Add(widgets.Cols(6, []float32{84, 0, 30}, l.word, l.reply, gone))
	}
	x.box.Add(widgets.HBox(0, widgets.NewButton(words.T("Add a line"), fyneTheme.ContentAddIcon(), widgets.Ghost, func() {
		l := x.add(gateway.Line{})
		x.draw()
		if c := fyne.CurrentApp().Driver().CanvasForObject(x.box); c != nil {
			c.Focus(l.word.Entry)
		}
	}), widgets.Spacer()))
	x.box.Refresh()
}

// value is the script as it is typed, and what is wrong with it.
func (x *script) value() (value, wrong string) {
	var list []gateway.Line
	for _, l := range x.lines {
		list = append(list, gateway.Line{Word: l.word.Text(), Reply: l.reply.Text()})
	}
	return scriptOf(list)
}
