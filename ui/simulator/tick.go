package simulator

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
	"relay/ui/widgets"
)

// tick is a scenario that is on or off, with its one line. The space bar turns
// it like a tap.
type tick struct {
	widget.BaseWidget
	name  string
	on    bool
	tap   func()
	mark  *widgets.Icon
	title *widgets.Text
	usual *widgets.Text // the value it would have, while it is off
	body  fyne.CanvasObject
}

func newTick(name, help, usual string, tap func()) *tick {
	t := &tick{name: name, tap: tap, mark: widgets.NewIcon(fyneTheme.CheckButtonIcon(), theme.Muted, 18),
		title: widgets.NewText(name, theme.Text, 13).Bold(), usual: widgets.Small(usual)}
	t.body = widgets.Cols(8, []float32{18, 0}, widgets.PadAll(3, 0, 0, 0, widgets.VBox(0, t.mark)),
		widgets.VBox(0, widgets.PadAll(4, 0, 0, 6, widgets.HBox(8, t.title, widgets.Spacer(), t.usual)), widgets.NewQuiet(help)))
	t.ExtendBaseWidget(t)
	return t
}

// Label is its name.
func (t *tick) Label() string { return t.name }

func (t *tick) set(on bool) {
	if t.on == on {
		return
	}
	if t.on = on; on {
		t.mark.Set(fyneTheme.CheckButtonCheckedIcon(), theme.Primary)
		t.usual.Hide()
	} else {
		t.mark.Set(fyneTheme.CheckButtonIcon(), theme.Muted)
		t.usual.Show()
	}
}

// Tapped implements fyne.Tappable.
func (t *tick) Tapped(*fyne.PointEvent) { t.tap() }

// Cursor shows that it can be tapped.
func (t *tick) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained, FocusLost, TypedRune and TypedKey implement fyne.Focusable.
func (t *tick) FocusGained() { t.title.SetColored(t.name, theme.Primary) }

// FocusLost takes the mark of the focus away.
func (t *tick) FocusLost() { t.title.SetColored(t.name, theme.Text) }

// TypedRune turns it with the space bar.
func (t *tick) TypedRune(r rune) {
	if r == ' ' {
		t.tap()
	}
}

// TypedKey has no other keys.
func (t *tick) TypedKey(*fyne.KeyEvent) {}

// CreateRenderer implements fyne.Widget.
func (t *tick) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.body) }
