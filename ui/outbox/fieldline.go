package outbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// fieldLine is a line that can be tapped, found by its name.
type fieldLine struct {
	widget.BaseWidget
	name string
	body fyne.CanvasObject
	tap  func()
}

func newFieldLine(name string, body fyne.CanvasObject, tap func()) *fieldLine {
	f := &fieldLine{name: name, body: body, tap: tap}
	f.ExtendBaseWidget(f)
	return f
}

// Label, Tapped, Cursor and CreateRenderer make it a widget.
func (f *fieldLine) Label() string                       { return f.name }
func (f *fieldLine) Tapped(*fyne.PointEvent)             { f.tap() }
func (f *fieldLine) Cursor() desktop.Cursor              { return desktop.PointerCursor }
func (f *fieldLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }
