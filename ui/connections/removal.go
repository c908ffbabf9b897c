package connections

import (
	"context"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// removal is the question what becomes of the messages that wait for a connection
// that is deleted.
type removal struct {
	v       *View
	name    string
	config  gateway.Config
	fate    gateway.Fate
	chips   [3]*widgets.Chip  // by fate
	says    [3]*widgets.Lines // what each means; the chosen one is seen
	targets *widgets.Select
	to      fyne.CanvasObject // targets with its label
	warns   *widgets.Prose
	warning fyne.CanvasObject // warns with its ground
	wrong   *widgets.Prose
	fault   fyne.CanvasObject // wrong with its ground
	verb    *widgets.Button
	busy    bool
	dialog  *widgets.Dialog
}

// askRemoval asks it; nothing changes before it is answered.
func (v *View) askRemoval(name string, waiting int64) {
	const inner = questionWidth - 2*widgets.DialogPad
	r := &removal{v: v, name: name, config: v.deps.Engine.Config(), warns: widgets.NewParagraph(""), wrong: widgets.NewParagraph("")}
	r.targets = widgets.NewSelect(r.names(), func(string) { r.show() })
	r.targets.SetPlaceHolder(words.T("Choose a connection"))
	r.to = widgets.VBox(3, widgets.Small(words.T("Connection")), r.targets)
	r.warning = widgets.NewSurface(theme.Warn, r.warns).Soft(0x18).Rounded(6)
	r.fault = widgets.NewSurface(theme.Bad, r.wrong).Soft(0x18).Rounded(6)
	for i, label := range []string{words.T("Keep them waiting"), words.T("Move them"), words.T("Cancel them")} {
		r.chips[i] = widgets.NewChip(label, theme.Primary, func() { r.choose(gateway.Fate(i)) })
		r.says[i] = widgets.NewWrapped(fateWords(gateway.Fate(i), waiting, name), inner)
	}
	r.verb = widgets.NewButton(words.T("Delete"), nil, widgets.Danger, r.run)
	chips := widgets.Wrapped(6, 6, r.chips[gateway.FateKeep])
	if len(r.names()) > 0 {
		chips.Add(r.chips[gateway.FateMove])
	}
	chips.Add(r.chips[gateway.FateCancel])
	intro := words.N(waiting, "%s message waits for it. What becomes of it?", "%s messages wait for it. What becomes of them?")
	body := widgets.VBox(10, widgets.NewWrapped(intro, inner), chips, r.says[0], r.says[1], r.says[2], r.to, r.warning,
		widgets.NewWrapped(words.T("What is on its way, or may have been sent, stays as it is. Messages stay in the outbox and in the history."), inner), r.fault)
	r.dialog = widgets.NewDialog(v.deps.Shell.Canvas(), words.T("Delete %s?", name), body).Sized(questionWidth, 0)
	r.dialog.Buttons(widgets.NewButton(words.T("Close"), nil, widgets.Plain, r.dialog.Close), r.verb)
	if list := r.names(); len(list) == 1 {
		r.targets.SetSelected(list[0])
	}
	r.fault.Hide()
	r.show()
	r.dialog.Show()
}

func (r *removal) names() (out []string) {
	for _, c := range r.config.MoveTargets(r.name) {
		out = append(out, c.Name)
	}
	return out
}

func (r *removal) choose(f gateway.Fate) {
	r.fate = f
	r.fault.Hide()
	r.show()
}

// show has the box say what is chosen.
func (r *removal) show() {
	for i, c := range r.chips {
		c.SetOn(gateway.Fate(i) == r.fate)
		setShown(r.says[i], gateway.Fate(i) == r.fate)
	}
	move := r.fate == gateway.FateMove
	warns := ""
	if move {
		warns = moveWarning(r.config, r.name, r.targets.Selected())
	}
	r.warns.SetText(warns)
	setShown(r.to, move)
	setShown(r.warning, warns != "")
	r.verb.SetDisabled(r.busy || move && r.targets.Selected() == "")
	r.dialog.Refit()
}

func setShown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// run deletes the connection.
func (r *removal) run() {
	if r.busy {
		return
	}
	w := gateway.Waiting{Fate: r.fate}
	if r.fate == gateway.FateMove {
		w.To = r.targets.Selected()
	}
	r.busy = true
	r.fault.Hide()
	r.show()
	r.v.deps.Shell.Go(func() func() {
		n, err := r.v.deps.Engine.RemoveLink(context.Background(), r.name, w)
		return func() {
			r.busy = false
			if err != nil {
				r.wrong.SetText(words.Error(err))
				r.fault.Show()
				r.show()
				return
			}
			r.dialog.Close()
			r.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: removedWords(r.name, w, n)})
			r.v.Back()
		}
	})
}
