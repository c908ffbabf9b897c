package outbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	timeWidth = 88 // of the column of times
	railWidth = 10 // of the line that joins the steps
	manyPDUs  = 4  // of a step that are listed from the start
)

// timeline is the message's way, step by step. A line of a PDU opens it in place.
func (d *details) timeline(m gateway.Message) fyne.CanvasObject {
	steps := Steps(m, d.trace)
	head := widgets.Border(nil, nil, nil, widgets.NewButton(words.T("Copy"), nil, widgets.Link, func() { d.copied(AsStory(steps)) }), widgets.VMid(section(words.T("Time line"))))
	lines := widgets.VBox(0, head)
	for i, s := range steps {
		d.step(lines, s, i == len(steps)-1)
	}
	return lines
}

func section(title string) *widgets.Text { return widgets.NewText(title, theme.Text, 12.5).Bold() }

func (d *details) step(lines *fyne.Container, s Step, last bool) {
	at := widgets.VBox(0, widgets.NewText(s.At.Local().Format("15:04:05.000"), theme.Muted, 11).Mono().Right())
	if s.After > 0 {
		at.Add(widgets.NewText("+"+timeWords(s.After), theme.Muted, 11).Mono().Right())
	}
	color := StateColor(gateway.Message{State: s.State})
	title := theme.Text
	if s.Bad() {
		color, title = theme.Bad, theme.Bad
	}
	width := d.inside - timeWidth - railWidth - 2*8
	told := widgets.VBox(1, widgets.NewText(s.Title, title, 12.5).Bold().Elide())
	if s.Words != "" {
		told.Add(widgets.NewWrapped(s.Words, width).Muted())
	}
	if len(s.Marks) > 0 {
		var marks []fyne.CanvasObject
		for _, x := range s.Marks {
			if s.Kind == Told {
				marks = append(marks, widgets.NewTag(words.T("matched by %s", x), theme.Info))
			} else {
				marks = append(marks, widgets.NewSurface(theme.Sunken, widgets.PadXY(6, 1, widgets.NewText(widgets.Cut(x, theme.Px(width-12), theme.Px(11), fyne.TextStyle{Monospace: true}), theme.Text, 11).Mono())).Rounded(4))
			}
		}
		told.Add(widgets.PadAll(1, 0, 2, 0, widgets.Lined(width, 6, marks...)))
	}
	ends := last && len(s.PDUs) == 0
	below := float32(8)
	if len(s.PDUs) > 0 {
		below = 1
	}
	lines.Add(railed(at, color, ends, widgets.PadAll(0, 0, below, 0, told)))
	shown := s.PDUs
	if len(shown) > manyPDUs && !d.all[s.Kind] {
		shown = shown[:manyPDUs-1]
	}
	for i, p := range shown {
		ends := last && i == len(s.PDUs)-1
		lines.Add(railed(nil, "", ends, d.passed(p)))
		if tab, open := d.opened[p.Key]; open {
			lines.Add(widgets.PadAll(2, 0, 8, 0, d.unfolded(p, tab)))
		}
	}
	if len(shown) < len(s.PDUs) {
		more := widgets.NewButton(words.T("All %s", words.Number(int64(len(s.PDUs)))), nil, widgets.Link, func() {
			d.all[s.Kind] = true
			d.show(d.m)
		})
		lines.Add(railed(nil, "", last, widgets.HBox(0, more)))
	}
	if len(s.PDUs) > 0 && !last {
		lines.Add(railed(nil, "", false, widgets.Fixed(0, 8, widgets.Spacer())))
	}
}

// railed is a line of the time line: a time, the rail with a dot in a colour or
// none, and what happened.
func railed(at fyne.CanvasObject, color fyne.ThemeColorName, ends bool, what fyne.CanvasObject) fyne.CanvasObject {
	if at == nil {
		at = widgets.Spacer()
	}
	rail := &railLayout{}
	parts := []fyne.CanvasObject{}
	if color != "" {
		rail.dot = widgets.NewSurface(color, nil).Rounded(4)
		parts = append(parts, rail.dot)
	}
	if !ends {
		rail.line = widgets.NewSurface(theme.Line, nil)
		parts = append(parts, rail.line)
	}
	return widgets.Cols(8, []float32{timeWidth, railWidth, 0}, at, container.New(rail, parts...), what)
}

// railLayout puts the dot of a step at the height of its title, and the line to
// the next below it.
type railLayout struct{ dot, line fyne.CanvasObject }

func (r *railLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(railWidth), 0)
}

func (r *railLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	middle, top := s.Width/2, float32(0)
	if r.dot != nil {
		dot := theme.Px(8)
		r.dot.Move(fyne.NewPos(middle-dot/2, theme.Px(4)))
		r.dot.Resize(fyne.NewSize(dot, dot))
		top = theme.Px(15)
	}
	if r.line != nil {
		r.line.Move(fyne.NewPos(middle-0.5, top))
		r.line.Resize(fyne.NewSize(1, max(0, s.Height-top+theme.Px(1))))
	}
}

// passed is the line of a PDU.
func (d *details) passed(p Passed) fyne.CanvasObject {
	_, open := d.opened[p.Key]
	color := theme.Info
	switch {
	case p.Bad:
		color = theme.Bad
	case !p.Out:
		color = theme.Good
	}
	return newOpener(p, color, open, func() {
		if open {
			delete(d.opened, p.Key)
		} else {
			d.opened[p.Key] = p.first()
		}
		d.show(d.m)
	})
}

// opener is a line of a PDU that opens it, with a tap or with Enter.
type opener struct {
	widget.BaseWidget
	label  string
	ground *widgets.Surface
	tap    func()
}

func newOpener(p Passed, color fyne.ThemeColorName, open bool, tap func()) *opener {
	icon := fyneTheme.MenuExpandIcon()
	if open {
		icon = fyneTheme.MenuDropDownIcon()
	}
	o := &opener{label: p.Arrow() + " " + p.Name, tap: tap}
	name := widgets.HBox(2, widgets.NewIcon(icon, theme.Muted, 14), widgets.NewText(o.label, color, 11.5).Mono())
	o.ground = widgets.NewSurface(theme.Surface, widgets.Border(nil, nil, widgets.VMid(name), nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(widgets.Small(p.Words).Elide())))).Rounded(4)
	if p.Words != "" {
		o.label += " " + p.Words
	}
	o.ExtendBaseWidget(o)
	return o
}

// Label, Tapped, Cursor and CreateRenderer make it a widget that is found by its
// words.
func (o *opener) Label() string           { return o.label }
func (o *opener) Tapped(*fyne.PointEvent) { o.tap() }
func (o *opener) Cursor() desktop.Cursor  { return desktop.PointerCursor }
func (o *opener) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(widgets.Fixed(0, 20, o.ground))
}
