package campaigns

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	draftKey   = "draft.campaign"
	saveDelay  = time.Second
	reportWait = 100 * time.Millisecond // between two words about progress
	fillRows   = 2000                   // rows that are stored in one call
	stepsWidth = 180
	sumsWidth  = 292
)

// wizardPage makes a campaign in five steps.
type wizardPage struct {
	v    *View
	w    *Wizard
	step Step

	title  *widgets.Text
	kept   *widgets.Text
	items  []*stepItem
	bodies [steps]stepBody
	middle *fyne.Container
	sums   *sumsPanel
	side   *fyne.Container
	steps  *fyne.Container   // room for the column of steps
	column fyne.CanvasObject // the column
	wide   bool
	why    *widgets.Lines
	back   *widgets.Button
	next   *widgets.Button
	cancel *widgets.Button
	bar    *widgets.StackBar
	footer *fyne.Container
	object fyne.CanvasObject

	job    int // number of the work that runs, or ran last
	stop   context.CancelFunc
	doing  string // "" when nothing runs
	saver  *widgets.Later[Draft]
	loaded bool // the stored draft was read
}

// stepBody is what stands in the middle.
type stepBody interface {
	object() fyne.CanvasObject
	// show brings it to what the wizard knows; fields keep what is typed.
	show()
	focus(fyne.Canvas)
	// forget lets go of the table, which may be large.
	forget()
}

func newWizardPage(v *View) *wizardPage {
	p := &wizardPage{v: v, w: &Wizard{Draft: NewDraft()}, title: widgets.Heading(words.T("New campaign")).Elide(), kept: widgets.Small("")}
	p.saver = widgets.NewLater(saveDelay, func(d Draft) { _ = v.deps.Office.Save(context.Background(), draftKey, d) })
	list := widgets.VBox(4)
	for s := range steps {
		x := newStepItem(s, func() { p.open(s) })
		p.items = append(p.items, x)
		list.Add(x)
	}
	hint := widgets.NewQuiet(words.T("Kept after every change. You can leave and come back."))
	left := container.NewStack()
	p.steps = left
	p.column = widgets.Border(nil, nil, nil, widgets.VLine(), widgets.Border(widgets.PadXY(8, 12, list), widgets.PadXY(8, 10, hint), nil, nil, nil))
	p.Resized(foldBelow)
	p.bodies = [steps]stepBody{newSourceStep(p), newColumnsStep(p), newMessageStep(p), newCheckStep(p), newSendStep(p)}
	p.middle = container.NewStack()
	p.sums = newSumsPanel(p)
	p.side = container.NewStack(widgets.Fixed(sumsWidth, 0, widgets.Border(nil, nil, widgets.VLine(), nil, p.sums.object)))
	p.why = widgets.NewLines("", theme.Muted, 12, 2).Middle()
	p.bar = widgets.NewStackBar(6)
	p.bar.Hide()
	p.back = widgets.NewButton(words.T("Back"), nil, widgets.Plain, func() { p.open(p.step - 1) })
	p.next = widgets.NewButton(words.T("Next"), nil, widgets.Strong, p.forward)
	p.cancel = widgets.NewButton(words.T("Cancel"), nil, widgets.Plain, p.callOff)
	p.cancel.Hide()
	said := widgets.VMid(widgets.VBox(4, p.why, p.bar))
	p.footer = widgets.VBox(0, widgets.HLine(), widgets.Fixed(0, 52, widgets.PadXY(16, 0, widgets.Border(nil, nil, nil, widgets.VMid(widgets.HBox(8, p.cancel, p.back, p.next)), widgets.PadAll(0, 16, 0, 0, said)))))
	backTo := widgets.NewButton(words.T("Campaigns"), fyneTheme.NavigateBackIcon(), widgets.Ghost, p.leave)
	closer := widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, p.leave)
	top := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadAll(0, 10, 0, 8, widgets.Border(nil, nil, widgets.VMid(backTo), widgets.HBox(10, widgets.VMid(p.kept), widgets.VMid(closer)), widgets.PadXY(6, 0, widgets.VMid(p.title))))), widgets.HLine())
	p.object = widgets.NewSurface(theme.Surface, widgets.Border(top, nil, left, nil, widgets.Border(nil, p.footer, nil, p.side, p.middle)))
	return p
}

// Resized hides the column of steps where there is little room: Back and Next are
// enough there.
func (p *wizardPage) Resized(width float32) {
	wide := width >= foldBelow
	if wide == p.wide {
		return
	}
	p.wide = wide
	p.steps.Objects = nil
	if wide {
		p.steps.Objects = []fyne.CanvasObject{widgets.Fixed(stepsWidth, 0, p.column)}
	}
	if p.object != nil {
		p.show()
		p.object.Refresh()
	}
}

// Object is the page.
func (p *wizardPage) Object() fyne.CanvasObject { return p.object }

// Shown follows the configuration.
func (p *wizardPage) Shown() {
	p.configured()
	at := p.step
	p.open(at)
	if p.loaded && !p.w.Read && p.w.Broken == "" && p.doing == "" && p.w.Draft.Source() != "" {
		p.step, p.w.Draft.Step = at, at // it opens there once the rows are read
		p.read()
	}
}

// Escape leaves; what was put in stays.
func (p *wizardPage) Escape() { p.leave() }

// Update follows the configuration: it decides numbers, parts and costs.
func (p *wizardPage) Update(u gateway.Update) {
	if u.Config {
		p.configured()
		p.w.Checked = false
		p.show()
		if p.step == StepCheck && p.doing == "" {
			p.check()
		}
	}
}

func (p *wizardPage) configured() {
	p.w.Config = p.v.deps.Engine.Config()
	if p.w.Draft.Link == "" || p.w.Draft.Empty() {
		p.w.Draft.Link = p.firstLink()
	}
}

// firstLink is what a new campaign leaves by: the only connection, or what the
// routes say.
func (p *wizardPage) firstLink() string {
	if c := p.w.Config; len(c.Routes) == 0 && len(c.Clients) > 0 {
		return c.Clients[0].Name
	}
	return Automatic
}

func (p *wizardPage) leave() { p.v.Back() }

// open shows a step.
func (p *wizardPage) open(s Step) {
	s = max(0, min(s, steps-1))
	for s > 0 && !p.w.Reaches(s) {
		s--
	}
	moved := s != p.w.Draft.Step
	p.step, p.w.Draft.Step = s, s
	if moved && p.w.Read {
		p.keep()
	}
	p.middle.Objects = []fyne.CanvasObject{p.bodies[s].object()}
	p.show()
	p.middle.Refresh()
	p.bodies[s].focus(p.v.deps.Shell.Canvas())
	if s == StepCheck && !p.w.Checked && p.doing == "" {
		p.check()
	}
}

// forward goes to the next step, or sends.
func (p *wizardPage) forward() {
	switch {
	case p.doing != "" || p.w.Trouble(p.step) != "":
	case p.step == StepSend:
		p.ask()
	default:
		p.open(p.step + 1)
	}
}

// changed is told by the steps of each edit. what was checked holds no more
// unless checked says so.
func (p *wizardPage) changed(checked bool) {
	p.w.Checked = p.w.Checked && checked
	p.show()
	p.keep()
}

// keep stores the draft in a moment.
func (p *wizardPage) keep() {
	p.saver.Put(p.w.Draft)
	p.kept.Set(words.T("kept %s", time.Now().Format("15:04")))
}

// Keep stores the draft now: the window closes.
func (v *View) Keep() { v.wizard.saver.Now() }

func (p *wizardPage) restore() {
	p.v.deps.Shell.Go(func() func() {
		var d Draft
		ok, err := p.v.deps.Office.Load(context.Background(), draftKey, &d)
		var mine string
		_, _ = p.v.deps.Office.Load(context.Background(), testKey, &mine)
		return func() {
			p.loaded = true
			p.bodies[StepMessage].(*messageStep).mine.SetText(mine)
			if err != nil || !ok || d.Empty() || !p.w.Draft.Empty() {
				return
			}
			p.w.Draft = d
			p.step = d.Step
			p.v.now.Shown()
		}
	})
}

// reset forgets what was put in.
func (p *wizardPage) reset() {
	p.callOff()
	p.saver.Drop()
	p.w = &Wizard{Draft: NewDraft()}
	p.step = StepSource
	p.kept.Set("")
	for _, b := range p.bodies {
		b.forget()
	}
	p.configured()
	d := p.w.Draft
	p.v.deps.Shell.Go(func() func() {
		_ = p.v.deps.Office.Save(context.Background(), draftKey, d)
		return nil
	})
	p.show()
}

// show brings the page to what the wizard knows.
func (p *wizardPage) show() {
	name := p.w.Draft.Name
	if name == "" {
		name = words.T("New campaign")
	}
	if !p.wide {
		name = words.T("%d of %d %s: %s", p.step+1, steps, p.step, name)
	}
	p.title.Set(sms.Clean(name))
	for s, x := range p.items {
		s := Step(s)
		x.set(p.w.Line(s), s == p.step, s < p.step && p.w.Trouble(s) == "" || s != StepSend && p.w.Reaches(s+1), p.w.Reaches(s))
	}
	if widgets.SetVisible(p.side, p.step == StepSend || p.step == StepCheck && p.wide) {
		p.object.Refresh()
	}
	p.sums.show()
	p.bodies[p.step].show()
	p.foot()
}

// foot shows what stands in the way, or what runs.
func (p *wizardPage) foot() {
	why, color := p.w.Trouble(p.step), theme.Muted
	if p.w.Broken != "" && p.step == StepSource {
		color = theme.Bad
	}
	label := words.T("Next")
	if p.step == StepSend {
		label = words.N(p.w.Result.Ready, "Send %s message", "Send %s messages")
		if why == "" {
			why = p.w.Ends(time.Now())
		}
	}
	busy := p.doing != ""
	if busy {
		why, color = p.doing, theme.Text
	}
	p.why.SetColored(sms.Clean(why), color)
	p.next.SetLabel(label)
	p.next.SetDisabled(busy || p.w.Trouble(p.step) != "")
	p.back.SetDisabled(busy)
	if anyOf(widgets.SetVisible(p.back, p.step > 0), widgets.SetVisible(p.cancel, busy), widgets.SetVisible(p.bar, busy)) || p.next.MinSize().Width != p.next.Size().Width {
		p.footer.Refresh()
	}
}
