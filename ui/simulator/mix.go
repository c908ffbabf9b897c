package simulator

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// mixer shows a mix of shares as a bar over a slider for each word. What is left
// of a hundred goes as it always does.
type mixer struct {
	kind    gateway.ParamKind
	changed func(value string) // while it slides
	done    func()             // when it is let go of
	list    []part
	lines   []*share
	bar     *widgets.StackBar
	left    *widgets.Text
	box     *fyne.Container
}

// share is the line of one word.
type share struct {
	slider  *widgets.Slider
	percent *widgets.Text
}

func newMixer(k gateway.ParamKind, changed func(string), done func()) *mixer {
	x := &mixer{kind: k, changed: changed, done: done, bar: widgets.NewStackBar(8), left: widgets.NewText("", theme.Text, 12).Mono().Right(), box: widgets.VBox(2)}
	return x
}

// colors are those of the words, in turn.
func colors() []fyne.ThemeColorName {
	return []fyne.ThemeColorName{theme.Warn, theme.Info, theme.Bad, theme.Control, theme.Muted}
}

// fill shows a mix; the lines are made anew when it has other words.
func (x *mixer) fill(value string) {
	list := partsOf(x.kind, value)
	if len(list) != len(x.lines) {
		x.build(list)
	}
	x.list = list
	x.draw()
}

func (x *mixer) build(list []part) {
	good := words.T("accepted")
	if x.kind == gateway.StateMix {
		good = words.T("delivered")
	}
	x.lines = nil
	x.box.Objects = []fyne.CanvasObject{widgets.PadAll(2, 0, 4, 0, x.bar), x.line(good, widgets.Spacer(), x.left)}
	for i, p := range list {
		s := &share{percent: widgets.NewText("", theme.Text, 12).Mono().Right()}
		s.slider = widgets.NewSlider(100, func(n int) { x.slide(i, n) }).OnEnd(func(int) { x.done() }).Colored(x.color(i))
		x.lines = append(x.lines, s)
		x.box.Add(x.line(partWords(x.kind, p.word), s.slider, s.percent))
	}
}

func (x *mixer) line(name string, middle, end fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Cols(6, []float32{92, 0, 40}, widgets.VMid(widgets.NewText(name, theme.Text, 12).Elide()), widgets.Fixed(0, 24, middle), widgets.VMid(end))
}

func (x *mixer) color(i int) fyne.ThemeColorName { return colors()[i%len(colors())] }

// slide gives a word another share, at most what the others leave.
func (x *mixer) slide(i, n int) {
	x.list[i].percent = 0
	x.list[i].percent = min(n, rest(x.list))
	x.draw()
	x.changed(mixOf(x.list))
}

func (x *mixer) draw() {
	left := rest(x.list)
	slices := []widgets.Slice{{Value: float64(left), Color: theme.Good}}
	for i, p := range x.list {
		slices = append(slices, widgets.Slice{Value: float64(p.percent), Color: x.color(i)})
		x.lines[i].slider.SetStop(p.percent)
		x.lines[i].percent.Set(words.T("%d %%", p.percent))
	}
	x.left.Set(words.T("%d %%", left))
	x.bar.Set(100, slices...)
}
