package contacts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/number"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// keywords is the panel beside the opt-out list: a number by hand, and the words
// with which people stop and start.
type keywords struct {
	v            *View
	number, note *widgets.Field
	numberWhy    *widgets.Problem
	fields       map[string]*widgets.Field // by the key of the configuration
	why          map[string]*widgets.Problem
	saved        Keywords
	save         *widgets.Button
	filling      bool
	body         *fyne.Container
	object       fyne.CanvasObject
}

func newKeywords(v *View) *keywords {
	k := &keywords{v: v, number: widgets.NewField("+36301234567").Mono(), note: widgets.NewField(words.T("Why, e.g. asked by phone")), numberWhy: widgets.NewProblem(inside),
		fields: map[string]*widgets.Field{}, why: map[string]*widgets.Problem{}}
	k.number.OnChanged(func(string) { k.tell("") })
	k.number.OnSubmit(k.add)
	k.note.OnSubmit(k.add)
	line := func(key, label string, f *widgets.Field) fyne.CanvasObject {
		k.fields[key], k.why[key] = f, widgets.NewProblem(inside)
		f.OnChanged(func(string) { k.changed() })
		return widgets.VBox(3, widgets.Small(label), f, k.why[key].Lines)
	}
	k.save = widgets.NewButton(words.T("Save"), fyneTheme.DocumentSaveIcon(), widgets.Plain, k.store)
	off := widgets.NewButton(words.T("Take off the list…"), nil, widgets.Plain, v.Delete)
	k.body = widgets.VBox(10,
		widgets.NewText(words.T("Add a number by hand"), theme.Text, 13).Bold(),
		widgets.VBox(3, widgets.Small(words.T("Number")), k.number, k.numberWhy.Lines), widgets.VBox(3, widgets.Small(words.T("Note")), k.note),
		widgets.HBox(8, widgets.NewButton(words.T("Add to the list"), fyneTheme.ContentAddIcon(), widgets.Plain, k.add), off, widgets.Spacer()),
		widgets.HLine(),
		widgets.NewText(words.T("Keywords"), theme.Text, 13).Bold(),
		widgets.NewWrapped(words.T("The whole text must be the word, in any case. It works at once, and the answer goes out in the same step."), inside),
		line("stop", words.T("Words to stop, separated by commas"), widgets.NewField("STOP")),
		line("stop_reply", words.T("Answer to them; empty for none"), widgets.NewTextArea("").Lines(2)),
		line("start", words.T("Words to start again"), widgets.NewField("START")),
		line("start_reply", words.T("Answer to them; empty for none"), widgets.NewTextArea("").Lines(2)))
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 8, widgets.HBox(6, widgets.Spacer(), k.save)))
	head := widgets.Fixed(0, 46, widgets.PadXY(14, 0, widgets.VMid(widgets.Title(words.T("Opting out")))))
	k.object = widgets.Border(head, foot, nil, nil, container.NewVScroll(widgets.PadXY(14, 4, k.body)))
	k.load()
	return k
}

func (k *keywords) focus() { k.v.deps.Shell.Canvas().Focus(k.number.Entry) }

// tell shows what is wrong with the number.
func (k *keywords) tell(why string) {
	k.number.SetInvalid(why != "")
	if k.numberWhy.Say(why, theme.Bad) {
		k.body.Refresh()
	}
}

// add puts the number that was typed on the list.
func (k *keywords) add() {
	a, p := number.To(k.number.Text(), k.v.deps.Engine.Config().General.Country, true)
	if p != nil {
		k.tell(words.Problem(*p))
		return
	}
	o := gateway.OptOut{Number: a.Show(), Note: strings.TrimSpace(k.note.Text())}
	k.v.deps.Shell.Go(func() func() {
		n, err := k.v.addOptOuts(context.Background(), o)
		return func() {
			switch {
			case err != nil:
				k.tell(words.Error(err))
			case n == 0:
				k.tell(words.T("%s is on the list already.", o.Number))
			default:
				k.number.SetText("")
				k.note.SetText("")
				k.v.reload()
			}
		}
	})
}

func (k *keywords) typed() Keywords {
	return Keywords{k.fields["stop"].Text(), k.fields["start"].Text(), k.fields["stop_reply"].Text(), k.fields["start_reply"].Text()}
}

// load shows what is in force, unless something is being typed.
func (k *keywords) load() {
	if k.typed() != k.saved {
		return
	}
	k.saved = KeywordsOf(k.v.deps.Engine.Config().OptOut)
	k.filling = true
	k.fields["stop"].SetText(k.saved.Stop)
	k.fields["start"].SetText(k.saved.Start)
	k.fields["stop_reply"].SetText(k.saved.StopReply)
	k.fields["start_reply"].SetText(k.saved.StartReply)
	k.filling = false
	k.changed()
}

func (k *keywords) changed() {
	if k.filling {
		return
	}
	k.mark(nil)
	k.save.SetDisabled(k.typed() == k.saved)
}

// mark shows problems at their fields.
func (k *keywords) mark(p gateway.Problems) {
	again := false
	for key, line := range k.why {
		text := ""
		if own := p.At("optout." + key); len(own) > 0 {
			text = words.Problem(own[0])
		}
		k.fields[key].SetInvalid(text != "")
		again = line.Say(text, theme.Bad) || again
	}
	if again {
		k.body.Refresh()
	}
}

func (k *keywords) store() {
	c, typed := k.v.deps.Engine.Config(), k.typed()
	c.OptOut = typed.Config()
	k.v.deps.Shell.Go(func() func() {
		err := k.v.deps.Engine.Apply(context.Background(), c)
		return func() {
			p, _ := err.(gateway.Problems)
			if p.At("optout") != nil {
				k.mark(p)
				return
			}
			if err != nil {
				k.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not saved: %s", words.Error(err))})
				return
			}
			k.saved = typed
			k.load()
			k.changed()
			k.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Saved. The words work from now on.")})
		}
	})
}
