package outbox

import (
	"context"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// replacing is the panel in which a message gets another text; it stands in the
// details in the place of the old one.
type replacing struct {
	d       *details
	m       gateway.Message
	text    *widgets.Field
	bar     *widgets.Segments
	line    *widgets.Text
	left    *widgets.Text
	why     *widgets.Prose
	wrong   *widgets.Surface // holds why
	save    *widgets.Button
	refused string // what the provider said to this text
	busy    bool
	object  fyne.CanvasObject
}

func newReplacing(d *details, m gateway.Message) *replacing {
	r := &replacing{d: d, m: m, text: widgets.NewTextArea("").Lines(5), bar: widgets.NewSegments(),
		line: widgets.NewText("", theme.Text, 12).Mono(), left: widgets.Small(""), why: widgets.NewParagraph("")}
	r.text.SetText(m.Text)
	r.text.OnChanged(func(string) {
		r.refused = ""
		r.show()
	})
	r.wrong = widgets.NewSurface(theme.Bad, r.why).Soft(0x18).Rounded(6)
	r.save = widgets.NewButton(words.T("Replace"), nil, widgets.Strong, r.store)
	r.object = widgets.VBox(8, widgets.Small(words.T("New text")), r.text, r.bar, widgets.HBox(8, r.line, widgets.Spacer(), r.left), r.wrong,
		widgets.HBox(6, widgets.Spacer(), widgets.NewButton(words.T("Keep the old"), nil, widgets.Plain, d.endReplace), r.save))
	r.show()
	return r
}

// show works out what the text needs and why it can't be taken.
func (r *replacing) show() {
	n := LookNewText(r.m, r.text.Text())
	r.line.Set(n.Line)
	color := theme.Muted
	if n.Parts > 1 {
		color = theme.Bad
	}
	r.left.SetColored(n.Left, color)
	r.bar.Set(n.Parts, n.Fill, n.Parts > 1)
	why := n.Why
	switch {
	case !CanReplace(r.m):
		why = words.T("It can't be replaced as it is now: %s.", StateWord(r.m, r.m.CreatedAt))
	case why == "" && r.refused != "":
		why = r.refused
	}
	if r.why.Text() != why {
		r.why.SetText(why)
	}
	if why == "" {
		r.wrong.Hide()
	} else {
		r.wrong.Show()
	}
	r.save.SetDisabled(n.Why != "" || n.Same || r.busy || !CanReplace(r.m))
	r.text.SetInvalid(n.Why != "")
	r.d.body.Refresh()
}

// store has the text replaced. A refusal stands under the text, which stays.
func (r *replacing) store() {
	text, m, deps := r.text.Text(), r.m, r.d.deps
	r.busy = true
	r.show()
	deps.Shell.Go(func() func() {
		ctx, cancel := context.WithTimeout(context.Background(), commandTime)
		defer cancel()
		err := deps.Engine.Replace(ctx, m.ID, text)
		return func() {
			r.busy = false
			if err != nil {
				r.refused = Refusal(Replaces, err)
				r.show()
				return
			}
			said := words.T("The text was replaced before it left.")
			if m.State != gateway.Queued {
				said = words.T("%s has the new text.", m.Link)
			}
			deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: said})
			if r.d.edit == r {
				r.d.endReplace()
			}
		}
	})
}

// startReplace puts the panel into the details of the message that is shown.
func (d *details) startReplace(m gateway.Message) {
	if d.edit == nil || d.edit.m.ID != m.ID {
		d.edit = newReplacing(d, m)
	}
	d.show(m)
	d.deps.Shell.Canvas().Focus(d.edit.text.Entry)
	d.load(m.ID)
}

// endReplace shows the text as it is.
func (d *details) endReplace() {
	d.edit = nil
	d.load(d.id)
}

// replace opens the details of a message with the panel for another text.
func (v *View) replace(m gateway.Message) {
	v.open(m.ID)
	v.slide(true)
	v.details.startReplace(m)
}
