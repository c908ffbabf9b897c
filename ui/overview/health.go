package overview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/widgets"
)

// healthLine is the line of how things are; a tap on what is wrong opens the
// screen where it is put right.
type healthLine struct {
	widget.BaseWidget
	text *widgets.Text
	to   string
	open func(screen string)
}

func newHealthLine(open func(string)) *healthLine {
	h := &healthLine{text: widgets.Body("").Elide(), open: open}
	h.ExtendBaseWidget(h)
	return h
}

func (h *healthLine) set(x Health, color fyne.ThemeColorName) {
	h.to = x.To
	h.text.SetColored(x.Text, color)
}

// Label is what it says.
func (h *healthLine) Label() string { return h.text.Text() }

// Tapped implements fyne.Tappable.
func (h *healthLine) Tapped(*fyne.PointEvent) {
	if h.to != "" {
		h.open(h.to)
	}
}

// Cursor implements desktop.Cursorable.
func (h *healthLine) Cursor() desktop.Cursor {
	if h.to == "" {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer implements fyne.Widget.
func (h *healthLine) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(h.text)
}
