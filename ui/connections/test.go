package connections

import (
	"fmt"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// testPanel shows a connection test step by step.
type testPanel struct {
	mu   sync.Mutex
	news []gateway.DiagnosisStep // not shown yet

	verdict *widgets.Text
	steps   *fyne.Container
	object  fyne.CanvasObject
	worst   gateway.StepResult
	took    time.Duration
	failed  string
}

func newTestPanel(c gateway.ClientConfig) *testPanel {
	p := &testPanel{verdict: widgets.NewText(words.T("Testing %s …", c.Address()), theme.Muted, 13).Elide(), steps: widgets.VBox(10)}
	p.object = widgets.Border(widgets.VBox(10, p.verdict, widgets.HLine()), nil, nil, nil, widgets.PadAll(10, 0, 0, 0, container.NewVScroll(widgets.PadAll(0, 12, 0, 0, p.steps))))
	return p
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

// report takes a finished step from any goroutine.
func (p *testPanel) report(s gateway.DiagnosisStep) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.news = append(p.news, s)
}

// drain shows what was reported, in order.
func (p *testPanel) drain() {
	p.mu.Lock()
	news := p.news
	p.news = nil
	p.mu.Unlock()
	for _, s := range news {
		p.add(s)
	}
}

// add shows a finished step.
func (p *testPanel) add(s gateway.DiagnosisStep) {
	icon, color := resultLook(s.Result)
	took := ""
	if s.Result != gateway.StepSkipped {
		took = words.AnswerTime(s.Took)
	}
	ink := theme.Text
	if s.Result == gateway.StepSkipped {
		ink = theme.Disabled
	}
	lines := widgets.VBox(0, widgets.Border(nil, nil, nil, widgets.NewText(took, theme.Muted, 11.5).Mono(), widgets.NewText(words.Said(s.Name), ink, 13).Bold().Elide()))
	if s.Detail != "" {
		lines.Add(paragraph(words.Said(s.Detail), s.Result == gateway.StepSkipped))
	}
	for i, a := range s.Advice {
		lines.Add(paragraph(fmt.Sprintf("%d. %s", i+1, words.Said(a)), true))
	}
	if pdus := exchange(s.PDUs); pdus != nil {
		lines.Add(widgets.PadAll(6, 0, 0, 0, pdus))
	}
	p.steps.Add(widgets.Cols(10, []float32{20, 0}, top(widgets.NewIcon(icon, color, 18)), lines))
	p.worst = worse(p.worst, s.Result)
	p.took += s.Took
	if s.Result == gateway.StepFail && p.failed == "" {
		p.failed = s.Name
	}
	p.steps.Refresh()
	p.object.Refresh()
}

func worse(a, b gateway.StepResult) gateway.StepResult {
	if b == gateway.StepSkipped {
		return a
	}
	return max(a, b)
}

func top(o fyne.CanvasObject) fyne.CanvasObject { return widgets.VBox(0, o) }

func paragraph(s string, quiet bool) fyne.CanvasObject {
	if quiet {
		return widgets.NewQuiet(s)
	}
	return widgets.NewParagraph(s)
}

// finish shows the verdict.
func (p *testPanel) finish(err error) {
	switch {
	case p.failed != "":
		p.verdict.SetColored(words.T("Failed at: %s", words.Said(p.failed)), theme.Bad)
	case err != nil:
		p.verdict.SetColored(words.Error(err), theme.Bad)
	case p.worst == gateway.StepWarn:
		p.verdict.SetColored(words.T("Works, with a warning, in %s", words.AnswerTime(p.took)), theme.Warn)
	default:
		p.verdict.SetColored(words.T("Everything works, in %s", words.AnswerTime(p.took)), theme.Good)
	}
}
