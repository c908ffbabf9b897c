package routing

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/form"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Canvas() fyne.Canvas
}

// Deps is what the screen works with.
type Deps struct {
	Engine gateway.Engine
	Shell  Shell
}

const (
	sideWidth  = 384
	narrow     = 900 // content width below which the side panel is smaller
	veryNarrow = 760 // below which it stands under the list
)

// View is the screen.
type View struct {
	deps     Deps
	rules    Rules
	verdicts []Verdict // of the try, by rule; nil: nothing is tried
	editing  int       // rule in the form, -1 for none
	busy     bool

	list      *list
	form      *ruleForm
	try       *try
	count     *widgets.Text
	otherwise *widgets.Prose // what happens to messages that no rule takes
	instead   *widgets.Prose // and to all, where there are no rules
	empty     fyne.CanvasObject
	filled    fyne.CanvasObject
	side      *fyne.Container
	body      *fyne.Container   // list and side, as the width allows
	whole     *container.Scroll // of both, where the side stands below the list
	width     float32           // of the side; 0: it stands below the list
	middle    *fyne.Container
	add       *widgets.Button
	plan      *widgets.Text
	first     *widgets.Text
	discard   *widgets.Button
	apply     *widgets.Button
	bar       *fyne.Container
	object    fyne.CanvasObject
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, editing: -1, count: widgets.Small("").Elide(), otherwise: widgets.NewProse("", theme.Muted, 12.5), instead: widgets.NewProse("", theme.Muted, 12.5), plan: widgets.Body("").Elide(), first: widgets.NewText("", theme.Bad, 12).Elide().Right()}
	v.list, v.form, v.try = newList(v), newForm(v), newTry(v)
	v.add = widgets.NewButton(words.T("Add rule"), fyneTheme.ContentAddIcon(), widgets.Plain, v.Add)
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.Border(nil, nil, widgets.VMid(widgets.Heading(words.T("Routing"))), widgets.VMid(v.add), widgets.PadXY(12, 0, widgets.VMid(v.count))))), widgets.HLine())
	v.discard = widgets.NewButton(words.T("Discard"), nil, widgets.Plain, v.Discard)
	v.apply = widgets.NewButton(words.T("Apply"), fyneTheme.ConfirmIcon(), widgets.Strong, v.Apply)
	facts := widgets.PadAll(0, 16, 0, 0, widgets.Cols(16, []float32{0, 0}, widgets.VMid(v.plan), widgets.VMid(v.first)))
	v.bar = widgets.VBox(0, widgets.HLine(), widgets.NewSurface(theme.Surface, widgets.Fixed(0, 52, widgets.PadXY(16, 0, widgets.Border(nil, nil, nil, widgets.VMid(widgets.HBox(8, v.discard, v.apply)), facts)))))
	v.filled = widgets.Pad(16, widgets.VBox(6, v.list, elseCard(v.otherwise)))
	none := widgets.NewEmpty(widgets.RouteIcon(), words.T("No rules"), words.T("Rules choose the connection of a message by its sender, number, text or account."),
		widgets.NewButton(words.T("Add rule"), fyneTheme.ContentAddIcon(), widgets.Strong, v.Add))
	v.empty = widgets.Border(nil, widgets.Pad(16, elseCard(v.instead)), nil, nil, none)
	v.middle = container.NewStack(v.filled, v.empty)
	v.body = container.NewStack()
	v.form.object.Hide()
	v.side = widgets.VBox(12, v.form.object, v.try.object)
	v.arrange(sideWidth)
	v.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.NewSurface(theme.Surface, head), v.bar, nil, nil, v.body))
	v.rules.Take(d.Engine.Config())
	v.show()
	return v
}

// elseCard stands below the rules.
func elseCard(line fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewSurface(theme.Surface, widgets.PadXY(14, 10, widgets.Border(nil, nil, widgets.PadAll(0, 12, 0, 0, widgets.VMid(widgets.NewText(words.T("Else"), theme.Muted, 13).Bold())), nil, widgets.VMid(line)))).Rounded(8).Stroked(theme.Line)
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown follows what is in force.
func (v *View) Shown() { v.follow() }

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the configuration, and for the try the state of the links.
func (v *View) Update(u gateway.Update) {
	switch {
	case u.Config:
		v.follow()
	case u.Links:
		v.try.run()
	}
}

// Resized gives the side less room in narrow windows, and puts it below the list
// in very narrow ones and at a large zoom.
func (v *View) Resized(width float32) {
	switch w := width / theme.Px(1); {
	case w < veryNarrow:
		v.arrange(0)
	case w < narrow+sideWidth:
		v.arrange(340)
	default:
		v.arrange(sideWidth)
	}
}

func (v *View) arrange(side float32) {
	if side == v.width && len(v.body.Objects) > 0 {
		return
	}
	if v.width = side; side == 0 {
		v.whole = container.NewVScroll(widgets.VBox(0, v.middle, widgets.PadAll(0, 16, 16, 16, v.side)))
		v.body.Objects = []fyne.CanvasObject{v.whole}
	} else {
		v.body.Objects = []fyne.CanvasObject{widgets.Border(nil, nil, nil, widgets.Fixed(side, 0, scrolled(widgets.PadAll(16, 16, 16, 0, v.side))), scrolled(v.middle))}
	}
	v.body.Refresh()
}

// Escape closes the form.
func (v *View) Escape() { v.edit(-1) }

func (v *View) follow() {
	v.rules.Take(v.deps.Engine.Config())
	if v.editing >= len(v.rules.Draft) {
		v.editing, v.list.cursor = -1, -1
	}
	v.form.shown = nil
	v.show()
}

// edit opens the form of a rule; -1 closes it.
func (v *View) edit(i int) {
	v.editing, v.list.cursor = i, i
	v.form.shown = nil
	v.show()
	if i >= 0 && v.width == 0 {
		v.whole.ScrollToOffset(fyne.NewPos(0, v.middle.MinSize().Height)) // the form stands below the list
	}
}

// changed is told of each edit.
func (v *View) changed() { v.show() }

// Add puts a new rule behind the one that is open.
func (v *View) Add() {
	v.edit(v.rules.Add(v.editing))
	v.form.focus()
}

func (v *View) duplicate(i int) { v.edit(v.rules.Duplicate(i)) }

func (v *View) delete(i int) {
	v.rules.Delete(i)
	switch {
	case v.editing == i:
		v.editing = -1
	case v.editing > i:
		v.editing--
	}
	v.list.cursor = min(v.list.cursor, len(v.rules.Draft)-1)
	v.form.shown = nil
	v.show()
}

// Discard goes back to the rules in force.
func (v *View) Discard() {
	v.rules.Discard()
	v.edit(-1)
}

// Apply puts the edited rules into force.
func (v *View) Apply() {
	if wrong, _ := v.rules.Wrong(); v.busy || wrong > 0 || !v.rules.Changed() {
		return
	}
	c := v.deps.Engine.Config()
	c.Routes = v.rules.Whole().Routes
	v.busy = true
	v.show()
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), c)
		return func() {
			v.busy = false
			var p gateway.Problems
			switch {
			case errors.As(err, &p):
				v.show()
				v.first.Set(p[0].Path + ": " + words.Problem(p[0]))
			case err != nil:
				v.show()
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not applied: %s", words.Error(err))})
			default:
				v.rules.Take(v.deps.Engine.Config())
				v.rules.Discard()
				v.follow()
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("The rules are in force.")})
			}
		}
	})
}

// show brings everything to the rules.
func (v *View) show() {
	n := len(v.rules.Draft)
	v.try.trace()
	v.list.show()
	switch n {
	case 0:
		v.count.Set("")
	case 1:
		v.count.Set(words.N(n, "%s rule", "%s rules"))
	default:
		v.count.Set(words.N(n, "%s rule; the first that fits decides. Drag them, or Alt+Up and Alt+Down.", "%s rules; the first that fits decides. Drag them, or Alt+Up and Alt+Down."))
	}
	v.otherwise.SetColored(Otherwise(v.rules.Whole()), theme.Muted)
	v.instead.SetColored(v.otherwise.Text(), theme.Muted)
	changed := widgets.SetVisible(v.empty, n == 0)
	changed = widgets.SetVisible(v.filled, n > 0) || changed
	changed = widgets.SetVisible(v.add, n > 0) || changed
	if widgets.SetVisible(v.form.object, v.editing >= 0) {
		v.side.Refresh()
	}
	v.form.show()
	v.showPlan()
	if changed {
		v.object.Refresh()
	}
}

// showPlan says what applying would do, and what stands in the way.
func (v *View) showPlan() {
	changed := v.rules.Changed()
	if widgets.SetVisible(v.bar, changed) {
		v.object.Refresh()
	}
	if !changed {
		return
	}
	now := v.rules.Config
	plan := form.PlanWords(gateway.Plan(now, v.rules.Whole()), v.deps.Engine.Status())
	wrong, first := v.rules.Wrong()
	if wrong > 1 {
		first = words.N(wrong-1, "%[2]s (and %[1]s more)", "%[2]s (and %[1]s more)", first)
	}
	if first == "" && v.rules.Elsewhere() {
		first = words.T("The rules in force were changed meanwhile: Apply puts these in their place.")
	}
	if wrong > 0 {
		plan = words.T("Put right what is marked, then apply.")
	}
	v.plan.Set(plan)
	v.first.Set(sms.Clean(first))
	v.apply.SetDisabled(wrong > 0 || v.busy)
}
