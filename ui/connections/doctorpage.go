package connections

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const doctorLeft = 360 // width of the column of steps

// doctor is the page of a connection test: its steps as they finish at the left,
// and at the right what they mean. Leaving it ends the test.
type doctor struct {
	v      *View
	client gateway.ClientConfig
	base   gateway.ClientConfig // as it was before something was tried
	under  page                 // from which the test was started; nil: the list
	tried  string               // what was set otherwise for this test alone; "" nothing
	ctx    context.Context      // the page's; what waits beside it ends with it
	cancel context.CancelFunc

	mu   sync.Mutex
	news []gateway.DiagnosisStep // not shown yet

	trial  Trial
	seen   []gateway.DiagnosisStep
	ended  bool // nothing more comes
	scene  Scene
	state  *fyne.Container
	total  *widgets.Text
	steps  *fyne.Container
	past   *fyne.Container
	right  *fyne.Container
	left   fyne.CanvasObject
	body   *fyne.Container
	beside fyne.CanvasObject // the two tests side by side
	report *widgets.Button
	edits  *widgets.Button
	again  *widgets.Button
	scroll *container.Scroll
	object fyne.CanvasObject
}

// test opens the page of a connection test and runs it.
func (v *View) test(c gateway.ClientConfig) { v.testAs(c, "") }

func (v *View) testAs(c gateway.ClientConfig, tried string) {
	under := v.page
	c = v.withPassword(c)
	if c.PasswordLost && c.Password == "" { // a bind without it only counts against the account
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("The stored password can't be opened here: enter it again."), Advice: words.T("Open the connection under Connections and enter the password again.")})
		return
	}
	base := c
	if d, ok := under.(*doctor); ok {
		d.cancel()
		under, base = d.under, d.base
	}
	d := newDoctor(v, c, under, tried)
	d.base = base
	v.show(d)
	d.run()
}

func newDoctor(v *View, c gateway.ClientConfig, under page, tried string) *doctor {
	d := &doctor{v: v, beside: widgets.VBox(0), client: c, under: under, tried: tried, state: widgets.HBox(6), total: widgets.Small("").Right(), steps: widgets.VBox(10), past: widgets.VBox(6), right: widgets.VBox(12)}
	back := words.T("Connections")
	if under != nil {
		back = words.T("Settings of the connection")
	}
	title := words.T("Test of the connection")
	if strings.TrimSpace(c.Name) != "" {
		title = words.T("Test of %s", c.Name)
	}
	d.report = widgets.NewButton(words.T("Copy report"), fyneTheme.ContentCopyIcon(), widgets.Ghost, func() { d.copy(d.scene.Report(d.seen)) })
	d.again = widgets.NewButton(words.T("Test again"), fyneTheme.ViewRefreshIcon(), widgets.Plain, func() { d.fix(FixAgain, nil, nil) })
	d.edits = widgets.NewButton(words.T("Edit"), fyneTheme.DocumentCreateIcon(), widgets.Ghost, func() { d.fix(FixSettings, nil, nil) })
	d.report.SetDisabled(true)
	head := widgets.Fixed(0, 46, widgets.PadAll(0, 16, 0, 8, widgets.VMid(widgets.Border(nil, nil,
		widgets.HBox(6, widgets.NewButton(back, fyneTheme.NavigateBackIcon(), widgets.Ghost, d.leave), widgets.VMid(widgets.Small("/"))),
		widgets.HBox(8, widgets.VMid(d.state), d.report, d.edits, d.again),
		widgets.PadXY(6, 0, widgets.VMid(widgets.Heading(title).Elide()))))))
	steps := widgets.NewCard(widgets.VBox(10, widgets.Border(nil, nil, nil, d.total, widgets.NewText(words.T("Six steps"), theme.Text, 13).Bold()), widgets.HLine(), d.steps))
	left := widgets.VBox(12, steps, d.past)
	d.left, d.body = left, container.NewStack()
	d.scroll = container.NewVScroll(widgets.Pad(16, d.body))
	d.resize(v.width)
	d.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.VBox(0, widgets.NewSurface(theme.Surface, head), widgets.HLine()), nil, nil, nil, d.scroll))
	d.ctx, d.cancel = context.WithCancel(context.Background())
	d.say(words.T("Testing"), theme.Warn)
	d.showSteps()
	d.right.Add(widgets.NewCard(widgets.VBox(4, widgets.Title(words.T("Testing %s …", c.Address())).Elide(), widgets.NewQuiet(words.T("The test has a connection of its own; the link is not touched.")))))
	return d
}

// doctorFolds is the width of the content below which the steps stand under what
// they mean.
const doctorFolds = 900

// resize puts the steps beside what they mean, or below it.
func (d *doctor) resize(width float32) {
	if width == 0 || width/theme.Px(1) >= doctorFolds {
		d.report.SetLabel(words.T("Copy report"))
		d.edits.SetLabel(words.T("Edit"))
		d.body.Objects = []fyne.CanvasObject{widgets.Cols(12, []float32{doctorLeft, 0}, d.left, d.right)}
	} else {
		d.report.SetLabel("") // the name of the link needs the room
		d.edits.SetLabel("")
		d.body.Objects = []fyne.CanvasObject{widgets.VBox(12, d.right, d.left)}
	}
	d.body.Refresh()
}

// Object and Focus make it a page.
func (d *doctor) Object() fyne.CanvasObject { return d.object }
func (d *doctor) Focus(c fyne.Canvas)       { c.Unfocus() }

// say shows in one word how it stands.
func (d *doctor) say(word string, c fyne.ThemeColorName) {
	d.state.Objects = []fyne.CanvasObject{widgets.NewPill(word, c)}
	d.state.Refresh()
}

// leave ends the test and goes back to where it was started.
func (d *doctor) leave() {
	d.cancel()
	if d.under == nil {
		d.v.Back()
		return
	}
	d.v.show(d.under)
}

func (d *doctor) run() {
	ctx := d.ctx
	shell := d.v.deps.Shell
	shell.Go(func() func() {
		trial := NewTrial(d.client, time.Now())
		err := d.v.deps.Engine.Diagnose(ctx, d.client, func(s gateway.DiagnosisStep) {
			trial.Add(s)
			d.mu.Lock()
			d.news = append(d.news, s)
			d.mu.Unlock()
			shell.Go(func() func() { return d.drain })
		})
		if ctx.Err() != nil {
			return nil
		}
		scene, earlier := d.remember(trial)
		return func() {
			d.drain()
			d.finish(scene, earlier, err)
		}
	})
}

// drain shows the steps that were reported, in order.
func (d *doctor) drain() {
	d.mu.Lock()
	news := d.news
	d.news = nil
	d.mu.Unlock()
	if len(news) == 0 {
		return
	}
	d.seen = append(d.seen, news...)
	d.showSteps()
	d.settle()
}

// settle lays the page out anew: what wraps knows its height once it knows its
// width.
func (d *doctor) settle() {
	for range 2 {
		d.scroll.Content.Refresh()
		d.scroll.Refresh()
	}
}

func resultLook(r gateway.StepResult) (fyne.Resource, fyne.ThemeColorName) {
	switch r {
	case gateway.StepWarn:
		return fyneTheme.WarningIcon(), theme.Warn
	case gateway.StepFail:
		return fyneTheme.CancelIcon(), theme.Bad
	case gateway.StepSkipped:
		return fyneTheme.ContentRemoveIcon(), theme.Disabled
	}
	return fyneTheme.ConfirmIcon(), theme.Good
}

// showSteps draws all steps: the bar below each shows where it lies in the whole.
func (d *doctor) showSteps() {
	whole, at := time.Duration(0), time.Duration(0)
	for _, s := range d.seen {
		whole += s.Took
	}
	d.steps.Objects = nil
	for i, s := range d.seen {
		d.steps.Add(step(s, i, at, whole))
		at += s.Took
	}
	for i, name := range stepNames() {
		if i >= len(d.seen) && len(d.seen) < len(stepNames()) && !d.ended {
			d.steps.Add(stepRow(numberCircle(i), widgets.Border(nil, nil, nil, widgets.NewText("…", theme.Disabled, 11.5).Mono(), widgets.NewText(StepName(name), theme.Disabled, 13).Bold().Elide())))
		}
	}
	d.total.Set(words.T("%s in all", words.AnswerTime(whole)))
}

func stepRow(circle, lines fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Cols(10, []float32{22, 0}, widgets.VBox(0, widgets.Fixed(22, 22, circle)), lines)
}

// numberCircle stands before a step that was not run.
func numberCircle(i int) fyne.CanvasObject {
	return widgets.NewSurface(theme.Surface, widgets.Centered(widgets.NewText(strconv.Itoa(i+1), theme.Disabled, 12))).Stroked(theme.Line).Rounded(11)
}

// step is one finished step; at is when it began in the whole.
func step(s gateway.DiagnosisStep, i int, at, whole time.Duration) fyne.CanvasObject {
	ran := s.Result != gateway.StepSkipped
	took, ink := words.T("not run"), theme.Disabled
	if ran {
		took, ink = words.AnswerTime(s.Took), theme.Text
	}
	if s.Result == gateway.StepFail {
		ink = theme.Bad
	}
	const width = doctorLeft - 2*16 - 22 - 10
	lines := widgets.VBox(2, widgets.Border(nil, nil, nil, widgets.NewText(took, ink, 11.5).Mono(), widgets.NewText(StepName(s.Name), ink, 13).Bold().Elide()))
	if s.Detail != "" {
		detail := widgets.NewWrapped(words.Said(s.Detail), width)
		if !ran {
			detail.Muted()
		}
		lines.Add(detail)
	}
	if s.Result == gateway.StepWarn || s.Result == gateway.StepOK {
		for _, a := range s.Advice {
			lines.Add(widgets.NewWrapped(words.Said(a), width).Muted())
		}
	}
	from := ""
	if s.From != "" {
		from = words.T("leaving from %s", s.From)
	}
	if octets := octetsWords(s.PDUs); octets != "" || from != "" {
		lines.Add(widgets.Small(join(from, octets)).Elide())
	}
	if !ran {
		return stepRow(numberCircle(i), lines)
	}
	icon, color := resultLook(s.Result)
	if whole > 0 {
		bar := widgets.NewStackBar(4)
		bar.Set(float64(whole), widgets.Slice{Value: float64(at), Color: theme.ButtonFill}, widgets.Slice{Value: float64(s.Took), Color: color})
		lines.Add(widgets.PadAll(3, 0, 0, 0, bar))
	}
	return stepRow(widgets.NewSurface(color, widgets.Centered(widgets.NewIcon(icon, color, 14))).Soft(0x22).Rounded(11), lines)
}

func octetsWords(list []gateway.PDURecord) string {
	out, in := 0, 0
	for _, r := range list {
		if r.Out {
			out += len(r.Frame)
		} else {
			in += len(r.Frame)
		}
	}
	if out+in == 0 {
		return ""
	}
	return words.T("%d octets out, %d in", out, in)
}

// finish shows what the test means.
func (d *doctor) finish(s Scene, earlier []Trial, err error) {
	d.trial, d.scene, d.ended = s.Trial, s, true
	d.right.Objects = nil
	d.showSteps()
	failed, isFailed := s.Trial.Failed()
	warned := false
	for _, x := range s.Trial.Steps {
		warned = warned || x.Result == gateway.StepWarn
	}
	switch {
	case len(s.Trial.Steps) == 0 && err != nil:
		d.say(words.T("Not tested"), theme.Bad)
		d.right.Add(verdict([3]string{words.T("The test could not begin."), words.Error(err), words.T("Put the settings right and test again.")}, theme.Bad))
		d.settle()
		return
	case isFailed && failed.Status != 0:
		d.say(words.T("Refused"), theme.Bad)
	case isFailed:
		d.say(words.T("Failed##test"), theme.Bad)
	case warned:
		d.say(words.T("Works, with a warning"), theme.Warn)
	default:
		d.say(words.T("Works"), theme.Good)
	}
	color := theme.Good
	if isFailed {
		color = theme.Bad
	} else if warned {
		color = theme.Warn
	}
	d.right.Add(verdict(s.Verdict(), color))
	if s.Good != nil {
		d.beside = d.compareCard()
		d.beside.Hide()
		d.right.Add(d.beside)
	}
	if d.tried != "" {
		d.right.Add(d.trialNote(isFailed))
	}
	if causes := s.Causes(); len(causes) > 0 {
		d.right.Add(d.causeCard(causes, s.RuledOut()))
	}
	for _, card := range d.exchangeCards(failed, isFailed) {
		d.right.Add(card)
	}
	d.past.Objects = nil
	if len(earlier) > 0 {
		d.past.Add(d.pastCard(earlier, s.Now))
	}
	d.report.SetDisabled(false)
	d.settle()
}

// exchangeCards are what was sent and what came back at the step that matters: the
// one that failed, or the bind. What is to say of either stands in it.
func (d *doctor) exchangeCards(failed TrialStep, isFailed bool) []fyne.CanvasObject {
	var sent, got fyne.CanvasObject
	if g := d.scene.Good; g != nil {
		head := words.T("Against the last good test, %s", When(g.At, d.scene.Now))
		sent = hint(head, differenceWords(d.scene.Differences()), theme.Primary)
	}
	if failed.Status != smpp.ROK {
		info := failed.Status.Info()
		got = hint(statusName(failed.Status), join(words.Of(info.Meaning), words.Of(info.Cause)), theme.Bad)
	}
	for _, x := range d.seen {
		if isFailed && x.Name != failed.Name || !isFailed && x.Name != "bind" {
			continue
		}
		if pdus := exchange(x.PDUs, sent, got); pdus != nil {
			return []fyne.CanvasObject{pdus}
		}
	}
	var out []fyne.CanvasObject
	for _, n := range []fyne.CanvasObject{sent, got} {
		if n != nil {
			out = append(out, widgets.NewCard(n))
		}
	}
	return out
}

// hint is a remark on a PDU, in its colour.
func hint(headline, text string, c fyne.ThemeColorName) fyne.CanvasObject {
	return widgets.NewSurface(c, widgets.PadXY(10, 8, widgets.VBox(2, widgets.NewProse(headline, c, 12), widgets.NewProse(text, theme.Text, 12)))).Soft(0x18).Rounded(6)
}
