package pdulog

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// rung is one step of the ladder.
type rung struct {
	widget.BaseWidget
	l     *ladder
	index int
	over  bool
}

// Tapped implements fyne.Tappable.
func (r *rung) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.l); c != nil {
		c.Focus(r.l)
	}
	r.l.pick(r.index)
	r.l.open()
}

func (r *rung) MouseIn(*desktop.MouseEvent)    { r.over = true; r.Refresh() }
func (r *rung) MouseMoved(*desktop.MouseEvent) {}
func (r *rung) MouseOut()                      { r.over = false; r.Refresh() }

// Label names it for tests.
func (r *rung) Label() string {
	if r.index < 0 || r.index >= len(r.l.steps) {
		return ""
	}
	s := r.l.steps[r.index]
	if s.Kind == Arrow {
		return s.Row.Name
	}
	return s.Words
}

// CreateRenderer implements fyne.Widget.
func (r *rung) CreateRenderer() fyne.WidgetRenderer {
	x := &rungRenderer{r: r, ground: canvas.NewRectangle(nil), left: canvas.NewRectangle(nil), right: canvas.NewRectangle(nil), shaft: canvas.NewRectangle(nil),
		box: canvas.NewRectangle(nil), hook: [3]*canvas.Rectangle{canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)},
		work: canvas.NewRectangle(nil), end: canvas.NewCircle(nil), cross: canvas.NewText("✕", nil),
		head: canvas.NewPolygon(3, nil), at: canvas.NewText("", nil), took: canvas.NewText("", nil), label: canvas.NewText("", nil), more: canvas.NewText("", nil), note: canvas.NewText("", nil)}
	return x
}

type rungRenderer struct {
	r                               *rung
	ground, left, right, shaft, box *canvas.Rectangle
	hook                            [3]*canvas.Rectangle
	work                            *canvas.Rectangle // the time until the answer, on the line of who answers
	end                             *canvas.Circle    // where a line was cut
	cross                           *canvas.Text
	head                            *canvas.Polygon
	at, took, label, more, note     *canvas.Text
}

func (x *rungRenderer) Destroy()           {}
func (x *rungRenderer) MinSize() fyne.Size { return fyne.NewSize(20, x.r.l.height()) }
func (x *rungRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.ground, x.left, x.right, x.work, x.hook[0], x.hook[1], x.hook[2], x.shaft, x.head, x.box, x.end, x.cross, x.at, x.took, x.label, x.more, x.note}
}

// Refresh draws the step anew.
func (x *rungRenderer) Refresh() {
	x.Layout(x.r.Size())
	for _, o := range x.Objects() {
		o.Refresh()
	}
}

// lines are where the two life lines stand in a width, and where notes begin.
func lines(width float32) (left, right, notes float32) {
	left = theme.Px(210)
	right = max(left+theme.Px(220), width-max(theme.Px(120), min(width/5, theme.Px(230))))
	return left, right, right + theme.Px(16)
}

func inkOf(t pduview.Tone) color.Color {
	return theme.Of(map[pduview.Tone]fyne.ThemeColorName{pduview.Good: theme.Good, pduview.Bad: theme.Bad, pduview.Control: theme.Control, pduview.Late: theme.Warn,
		pduview.Incoming: theme.Info, pduview.Outgoing: theme.Info, pduview.Quiet: theme.Muted}[t])
}

// Layout draws the step at a size: what it is decides where things stand.
func (x *rungRenderer) Layout(s fyne.Size) {
	l := x.r.l
	if x.r.index < 0 || x.r.index >= len(l.steps) {
		return
	}
	step := l.steps[x.r.index]
	x.ground.Resize(s)
	x.ground.FillColor = nil
	switch {
	case l.chosen == x.r.index:
		x.ground.FillColor = theme.Of(theme.Row)
	case x.r.over && step.Kind == Arrow:
		x.ground.FillColor = theme.Of(theme.Hover)
	}
	left, right, notes := lines(s.Width)
	place(x.left, left, 0, theme.Px(2), s.Height)
	place(x.right, right, 0, theme.Px(2), s.Height)
	x.left.FillColor, x.right.FillColor = theme.Of(theme.Disabled), theme.Of(theme.Disabled)
	switch step.Kind {
	case End:
		x.left.Resize(fyne.NewSize(theme.Px(2), s.Height/2))
		x.right.Resize(fyne.NewSize(theme.Px(2), s.Height/2))
	case After:
		x.left.Resize(fyne.NewSize(0, 0))
		x.right.Resize(fyne.NewSize(0, 0))
	}
	for _, o := range []fyne.CanvasObject{x.shaft, x.head, x.box, x.work, x.end, x.cross, x.hook[0], x.hook[1], x.hook[2], x.took, x.more, x.note} {
		o.Hide()
	}
	clock := theme.Of(theme.Muted)
	if step.Cut {
		clock = theme.Of(theme.Bad)
		x.cut(s, left, right)
	}
	write(x.at, step.At, clock, 12, true, theme.Px(14), s.Height, theme.Px(110))
	if step.Kind == Arrow {
		x.arrow(step, s, left, right, notes)
		return
	}
	middle := (left + right) / 2
	size, bold := float32(12), fyne.TextStyle{}
	text := step.Words
	if step.Kind == Run || step.Kind == After {
		text = "▸ " + text
	}
	text = widgets.Cut(text, s.Width-left-theme.Px(40), theme.Px(size), bold)
	w := fyne.MeasureText(text, theme.Px(size), bold).Width + theme.Px(28)
	from := min(max(left-theme.Px(12), middle-w/2), s.Width-w-theme.Px(8))
	x.box.FillColor, x.box.StrokeColor, x.box.StrokeWidth, x.box.CornerRadius = theme.Of(theme.Sunken), theme.Of(theme.Line), 1, theme.Px(6)
	if step.Tone == pduview.Bad {
		x.box.StrokeColor = theme.Of(theme.Bad)
	}
	place(x.box, from, theme.Px(4), w, s.Height-theme.Px(8))
	x.box.Show()
	ink := inkOf(step.Tone)
	if step.Kind == Calm || step.Kind == Lost {
		ink = theme.Of(theme.Muted)
	}
	write(x.label, text, ink, size, false, from+theme.Px(14), s.Height, w)
}

// cut draws the end of a connection that nobody asked to end: a line across, and
// a cross on the line of the peer.
func (x *rungRenderer) cut(s fyne.Size, left, right float32) {
	ink, d := theme.Of(theme.Bad), theme.Px(16)
	x.shaft.FillColor = ink
	place(x.shaft, left, s.Height/2-theme.Px(0.75), right-left, theme.Px(1.5))
	x.shaft.Show()
	x.end.FillColor = ink
	place(x.end, right+theme.Px(1)-d/2, (s.Height-d)/2, d, d)
	x.end.Show()
	x.cross.Alignment = fyne.TextAlignCenter
	write(x.cross, "✕", theme.Of(theme.Surface), 10, false, right+theme.Px(1)-d/2, s.Height, d)
	x.cross.Show()
}

// working marks the line of who answers while the answer is awaited: from the
// request's arrow to its end, or from the top to the answer's.
func (x *rungRenderer) working(step Step, height, y, left, right float32) {
	at, out := left, step.Row.Arrow == "→"
	if out == step.Asks {
		at = right // who is asked stands there
	}
	from, to := float32(0), y
	if step.Asks {
		from, to = y, height
	}
	x.work.FillColor = theme.Of(theme.Disabled)
	if step.Row.TookTone == pduview.Late || step.Row.TookTone == pduview.Bad {
		x.work.FillColor = inkOf(step.Row.TookTone)
	}
	place(x.work, at-theme.Px(1.5), from, theme.Px(5), to-from)
	x.work.Show()
}

// arrow draws a PDU with its name over its line.
func (x *rungRenderer) arrow(step Step, s fyne.Size, left, right, notes float32) {
	ink := inkOf(step.Tone)
	y := s.Height - theme.Px(8)
	x.shaft.FillColor, x.head.FillColor = ink, ink
	d := theme.Px(9)
	place(x.shaft, left+theme.Px(4), y-theme.Px(0.75), right-left-theme.Px(6), theme.Px(1.5))
	x.head.Resize(fyne.NewSize(d, d))
	if step.Row.Arrow == "→" {
		x.head.Angle = 90
		x.head.Move(fyne.NewPos(right-d, y-d/2))
	} else {
		x.head.Angle = -90
		x.head.Move(fyne.NewPos(left+theme.Px(2), y-d/2))
	}
	x.shaft.Show()
	x.head.Show()
	name := step.Row.Name
	more := widgets.Cut(arrowWords(step.Row), max(theme.Px(30), right-left-theme.Px(float32(len(name)*8+30))), theme.Px(11.5), fyne.TextStyle{})
	nw := fyne.MeasureText(name, theme.Px(12), fyne.TextStyle{Monospace: true}).Width
	mw := fyne.MeasureText(more, theme.Px(11.5), fyne.TextStyle{}).Width
	from := (left + right - nw - mw - theme.Px(8)) / 2
	write(x.label, name, ink, 12, true, from, y*1.05, nw)
	write(x.more, more, theme.Of(theme.Muted), 11.5, false, from+nw+theme.Px(8), y*1.05, mw)
	x.more.Show()
	if note := noteWords(step); note != "" {
		tone := step.Tone
		if tone == pduview.Good || tone == pduview.Outgoing || tone == pduview.Incoming || tone == pduview.Control {
			tone = pduview.Quiet
		}
		if step.Row.Overdue {
			tone = step.Row.TookTone // there was no answer
		}
		write(x.note, widgets.Cut(note, max(theme.Px(20), s.Width-notes-theme.Px(8)), theme.Px(11.5), fyne.TextStyle{}), inkOf(tone), 11.5, false, notes, y*1.6, s.Width-notes)
		x.note.Show()
	}
	if step.Asks || step.Paired {
		x.working(step, s.Height, y, left, right)
	}
	took := step.Row.Took
	if took == "" || !step.Answer {
		return
	}
	tw := fyne.MeasureText(took, theme.Px(11.5), fyne.TextStyle{Monospace: true}).Width
	bracket := left - theme.Px(14)
	write(x.took, took, inkOf(step.Row.TookTone), 11.5, true, bracket-tw-theme.Px(6), theme.Px(16), tw)
	x.took.Show()
	if !step.Paired {
		return // its request stands further up
	}
	line := theme.Of(theme.Disabled)
	place(x.hook[0], bracket, 0, 1, y)
	place(x.hook[1], bracket, y, theme.Px(7), 1)
	place(x.hook[2], bracket, 0, theme.Px(7), 1)
	for _, h := range x.hook {
		h.FillColor = line
		h.Show()
	}
}

// arrowWords stand behind the name over an arrow, noteWords beside it.
func arrowWords(r pduview.Row) string {
	s := r.Seq
	if r.Info != "" {
		s += "  " + r.Info
	}
	return s
}

func noteWords(s Step) string {
	switch r := s.Row; {
	case r.Overdue:
		return r.Took
	case s.Answer && r.Status != "OK":
		return r.Status
	case !s.Answer && r.To != "":
		return words.T("to %s", r.To)
	}
	return ""
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// write puts a text at x, in the middle of a height.
func write(t *canvas.Text, s string, ink color.Color, size float32, mono bool, x, height, width float32) {
	t.Text, t.Color, t.TextSize, t.TextStyle = widgets.Visual(s), ink, theme.Px(size), fyne.TextStyle{Monospace: mono}
	m := t.MinSize()
	t.Move(fyne.NewPos(x, (height-m.Height)/2))
	t.Resize(fyne.NewSize(width, m.Height))
}
