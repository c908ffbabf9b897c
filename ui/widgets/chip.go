package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Chip is a filter with a count.
type Chip struct {
	widget.BaseWidget
	label  string
	count  string
	color  fyne.ThemeColorName
	on     bool
	focus  bool
	tapped func()
	ground *Surface
	name   *Text
	number *Text
}

// NewChip makes a chip; c is the colour of its count.
func NewChip(label string, c fyne.ThemeColorName, tapped func()) *Chip {
	h := &Chip{label: label, color: c, tapped: tapped, name: NewText(label, theme.Text, 12), number: NewText("", c, 12)}
	h.number.Hide()
	h.ground = NewSurface(theme.Surface, PadXY(10, 4, HBox(6, h.name, h.number))).Rounded(12)
	h.ground.stroke = theme.InputLine
	h.ExtendBaseWidget(h)
	return h
}

// Label is its word.
func (h *Chip) Label() string { return h.label }

// SetCount shows a number; "" hides it.
func (h *Chip) SetCount(s string) {
	if h.count != s {
		h.count = s
		h.number.Set(s)
		if s == "" {
			h.number.Hide()
		} else {
			h.number.Show()
		}
		h.Refresh()
	}
}

// SetOn marks it as chosen.
func (h *Chip) SetOn(on bool) {
	if h.on != on {
		h.on = on
		h.look()
	}
}

// look gives it the colours of its state.
func (h *Chip) look() {
	h.ground.fill, h.ground.stroke = theme.Surface, theme.InputLine
	ink := theme.Text
	if h.on {
		h.ground.fill, h.ground.stroke, ink = theme.Row, theme.Primary, theme.Primary
	}
	if h.focus {
		h.ground.stroke = theme.Focus
	}
	h.name.SetColored(h.label, ink)
	h.Refresh()
}

// FocusGained, FocusLost, TypedRune and TypedKey implement fyne.Focusable: the
// space bar and Enter are a tap.
func (h *Chip) FocusGained() { h.focus = true; h.look(); reveal(h) }

// FocusLost takes the mark of the focus away.
func (h *Chip) FocusLost() { h.focus = false; h.look() }

// TypedRune taps with the space bar.
func (h *Chip) TypedRune(r rune) {
	if r == ' ' {
		h.tapped()
	}
}

// TypedKey taps with Enter.
func (h *Chip) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		h.tapped()
		return
	}
	passKey(h, e)
}

// Tapped implements fyne.Tappable.
func (h *Chip) Tapped(*fyne.PointEvent) { h.tapped() }

// CreateRenderer implements fyne.Widget.
func (h *Chip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.ground) }
