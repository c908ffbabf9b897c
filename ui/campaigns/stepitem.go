package campaigns

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// stepItem is a step in the column at the left: a number or a tick, its name,
// and what has been decided in it.
type stepItem struct {
	widget.BaseWidget
	step   Step
	tapped func()
	open   bool // it can be opened
	here   bool
	focus  bool
	circle *widgets.Surface
	number *widgets.Text
	tick   *widgets.Icon
	name   *widgets.Text
	line   *widgets.Text
	ground *widgets.Surface
}

func newStepItem(s Step, tapped func()) *stepItem {
	x := &stepItem{step: s, tapped: tapped, number: widgets.NewText(fmt.Sprint(int(s)+1), theme.Muted, 11.5).Bold(), tick: widgets.NewIcon(fyneTheme.ConfirmIcon(), theme.Good, 14),
		name: widgets.NewText(s.String(), theme.Muted, 12.5).Bold(), line: widgets.Small("").Elide()}
	x.tick.Hide()
	x.circle = widgets.NewSurface(theme.Surface, container.NewStack(widgets.Centered(x.number), widgets.Centered(x.tick))).Rounded(11).Stroked(theme.InputLine)
	x.ground = widgets.NewSurface(theme.Surface, widgets.PadXY(8, 7, widgets.Cols(10, []float32{22, 0}, widgets.VMid(widgets.Fixed(22, 22, x.circle)), widgets.VBox(1, x.name, x.line)))).Rounded(6)
	x.ExtendBaseWidget(x)
	return x
}

// Label is the step's name.
func (x *stepItem) Label() string { return x.step.String() }

// set shows the step's state.
func (x *stepItem) set(line string, here, done, open bool) {
	x.open, x.here = open, here
	x.line.Set(sms.Clean(line))
	widgets.SetVisible(x.tick, done && !here)
	widgets.SetVisible(x.number, !done || here)
	ink, number := theme.Text, theme.Muted
	x.circle.SetFill(theme.Surface)
	x.circle.Stroked(theme.InputLine)
	switch {
	case here:
		x.circle.SetFill(theme.Primary)
		x.circle.Stroked(theme.Primary)
		number = theme.OnPrimary
	case done:
		x.circle.Stroked(theme.Good)
	case !open:
		ink = theme.Disabled
	}
	x.number.SetColored(fmt.Sprint(int(x.step)+1), number)
	x.name.SetColored(x.step.String(), ink)
	x.shade()
}

func (x *stepItem) shade() {
	switch {
	case x.here:
		x.ground.SetFill(theme.Row)
	case x.focus:
		x.ground.SetFill(theme.ButtonFill)
	default:
		x.ground.SetFill(theme.Surface)
	}
}

func (x *stepItem) press() {
	if x.open {
		x.tapped()
	}
}

// Tapped implements fyne.Tappable.
func (x *stepItem) Tapped(*fyne.PointEvent) { x.press() }

// FocusGained, FocusLost, TypedRune and TypedKey implement fyne.Focusable.
func (x *stepItem) FocusGained() { x.focus = true; x.shade() }

// FocusLost takes the mark of the focus away.
func (x *stepItem) FocusLost() { x.focus = false; x.shade() }

// TypedRune opens it with the space bar.
func (x *stepItem) TypedRune(r rune) {
	if r == ' ' {
		x.press()
	}
}

// TypedKey opens it with Enter.
func (x *stepItem) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		x.press()
	}
}

// Cursor shows that it can be tapped.
func (x *stepItem) Cursor() desktop.Cursor {
	if x.open {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (x *stepItem) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(x.ground) }
