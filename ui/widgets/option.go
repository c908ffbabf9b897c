package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Option is one of several choices, with a line of help.
type Option struct {
	widget.BaseWidget
	name   string
	on     bool
	tapped func()
	mark   *Icon
	body   fyne.CanvasObject
}

// NewOption makes a choice that is off.
func NewOption(name, help string, tapped func()) *Option {
	o := &Option{name: name, tapped: tapped, mark: NewIcon(fyneTheme.RadioButtonIcon(), theme.Muted, 18)}
	o.body = Cols(8, []float32{18, 0}, PadAll(3, 0, 0, 0, VBox(0, o.mark)), VBox(0, PadAll(4, 0, 0, 6, NewText(name, theme.Text, 13).Bold()), NewQuiet(help)))
	o.ExtendBaseWidget(o)
	return o
}

// Name is its word.
func (o *Option) Name() string { return o.name }

// On tells whether it is chosen.
func (o *Option) On() bool { return o.on }

// SetOn marks it as chosen or not, without telling.
func (o *Option) SetOn(on bool) {
	if o.on == on {
		return
	}
	o.on = on
	if on {
		o.mark.Set(fyneTheme.RadioButtonCheckedIcon(), theme.Primary)
	} else {
		o.mark.Set(fyneTheme.RadioButtonIcon(), theme.Muted)
	}
}

// Tapped implements fyne.Tappable.
func (o *Option) Tapped(*fyne.PointEvent) { o.tapped() }

// Cursor shows that it can be tapped.
func (o *Option) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (o *Option) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.body) }
