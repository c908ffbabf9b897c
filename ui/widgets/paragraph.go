package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// NewParagraph is text that wraps.
func NewParagraph(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Quiet is secondary text that wraps.
type Quiet struct {
	widget.BaseWidget
	label *widget.Label
}

// NewQuiet makes secondary text that wraps.
func NewQuiet(s string) *Quiet {
	l := NewParagraph(s)
	l.Importance = widget.LowImportance
	q := &Quiet{label: l}
	q.ExtendBaseWidget(q)
	return q
}

// Centered sets the text in the middle.
func (q *Quiet) Centered() *Quiet { q.label.Alignment = fyne.TextAlignCenter; return q }

// CreateRenderer implements fyne.Widget.
func (q *Quiet) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewThemeOverride(q.label, quietTheme{flatTheme{}}))
}

// Set changes the text.
func (q *Quiet) Set(s string) {
	if q.label.Text != s {
		q.label.SetText(s)
	}
}

// quietTheme draws what Fyne calls of low importance in the colour of
// secondary text, which is easier to read than that of disabled text.
type quietTheme struct{ flatTheme }

func (t quietTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == fyneTheme.ColorNameDisabled {
		n = theme.Muted
	}
	return t.base().Color(n, v)
}
