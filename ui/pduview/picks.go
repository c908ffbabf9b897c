package pduview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/gateway/filter"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// picksShown is how many completions are seen at once.
const picksShown = 8

// picks is the list of completions below the filter.
type picks struct {
	widget.BaseWidget
	list   []filter.Completion
	expr   string // the text that they complete
	at     int    // the chosen one
	top    int    // the first that is seen
	over   bool
	moved  bool // somebody chose in it
	take   func(filter.Completion)
	title  *widgets.Text
	foot   *widgets.Text
	lines  []*pickLine
	object fyne.CanvasObject
}

func newPicks(take func(filter.Completion)) *picks {
	p := &picks{take: take, title: widgets.NewText("", theme.Muted, 11).Bold().Elide(), foot: widgets.Small("").Elide()}
	box := widgets.VBox(0, widgets.PadAll(6, 10, 4, 10, p.title))
	for i := range picksShown {
		l := newPickLine(p, i)
		p.lines = append(p.lines, l)
		box.Add(l)
	}
	box.Add(widgets.HLine())
	box.Add(widgets.PadXY(10, 5, p.foot))
	p.object = widgets.NewSurface(theme.Surface, widgets.Pad(1, box)).Rounded(6).Stroked(theme.InputLine)
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

// CreateRenderer implements fyne.Widget.
func (p *picks) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.object) }

// show lists completions of a text; with none it is hidden.
func (p *picks) show(title, expr string, list []filter.Completion) {
	p.expr, p.list, p.at, p.top, p.moved = expr, list, 0, 0, false
	if len(list) == 0 {
		p.Hide()
		return
	}
	p.title.Set(title)
	p.fill()
	p.Show()
	p.Resize(fyne.NewSize(theme.Px(440), p.MinSize().Height))
}

func (p *picks) open() bool { return p.Visible() && len(p.list) > 0 }

// move chooses the next one, or the one before.
func (p *picks) move(by int) {
	p.at, p.moved = (p.at+by+len(p.list))%len(p.list), true
	p.top = min(max(p.top, p.at-picksShown+1), p.at)
	p.fill()
}

// hint says what Enter does.
func (p *picks) hint(takes bool) {
	if takes || p.moved {
		p.foot.Set(words.T("↑ ↓ choose   Enter or Tab takes   Esc closes"))
		return
	}
	p.foot.Set(words.T("↑ ↓ choose   Tab takes   Enter filters as it is   Esc closes"))
}

func (p *picks) chosen() filter.Completion { return p.list[p.at] }

func (p *picks) fill() {
	for i, l := range p.lines {
		k := p.top + i
		if k >= len(p.list) {
			l.Hide()
			continue
		}
		l.show(p.list[k], k == p.at)
		l.Show()
	}
	p.object.Refresh()
}

// pickLine is one completion.
type pickLine struct {
	widget.BaseWidget
	p      *picks
	i      int
	typed  *widgets.Text // the letters of it that stand there already
	text   *widgets.Text // the others
	help   *widgets.Text
	ground *widgets.Surface
}

func newPickLine(p *picks, i int) *pickLine {
	l := &pickLine{p: p, i: i, typed: widgets.NewText("", theme.Primary, 12).Mono().Bold(), text: widgets.NewText("", theme.Text, 12).Mono().Elide(), help: widgets.Small("").Elide()}
	l.ground = widgets.NewSurface(theme.Surface, widgets.PadXY(10, 4, widgets.Cols(10, []float32{190, 0}, widgets.Border(nil, nil, l.typed, nil, l.text), l.help)))
	l.ExtendBaseWidget(l)
	return l
}

func (l *pickLine) show(c filter.Completion, chosen bool) {
	ink, ground := theme.Text, theme.Surface
	if chosen {
		ink, ground = theme.Primary, theme.Row
	}
	text := strings.TrimSpace(c.Text)
	n := begins(text, l.p.expr[c.From:c.To])
	l.typed.Set(text[:n])
	l.text.SetColored(text[n:], ink)
	l.help.Set(clip(words.Said(c.Help), 80))
	l.ground.SetFill(ground)
}

// begins is how many octets of a text are what was typed, in whatever case.
func begins(text, typed string) int {
	if len(typed) <= len(text) && strings.EqualFold(text[:len(typed)], typed) {
		return len(typed)
	}
	return 0
}

// clip bounds a text that is measured to be cut.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// Label is what it puts in.
func (l *pickLine) Label() string { return l.typed.Text() + l.text.Text() }

// Tapped implements fyne.Tappable.
func (l *pickLine) Tapped(*fyne.PointEvent) {
	if k := l.p.top + l.i; k < len(l.p.list) {
		l.p.take(l.p.list[k])
	}
}

func (l *pickLine) MouseIn(*desktop.MouseEvent) {
	l.p.over = true
	l.p.at = min(l.p.top+l.i, len(l.p.list)-1)
	l.p.fill()
}
func (l *pickLine) MouseMoved(*desktop.MouseEvent) {}
func (l *pickLine) MouseOut()                      { l.p.over = false }
func (l *pickLine) Cursor() desktop.Cursor         { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (l *pickLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.ground) }
