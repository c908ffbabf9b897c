package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// MenuLine is one command of a menu, with its key at the right.
type MenuLine struct {
	Name, Key string
	Rule      bool // a line stands above it
	Do        func()
}

const menuWidth = 300

// ShowMenu opens a menu of commands with its left upper corner at a place, or so
// near that it is whole. The
// toolkit's own writes keys in the colour of shadows.
func ShowMenu(c fyne.Canvas, at fyne.Position, lines []MenuLine) {
	var pop *widget.PopUp
	list := VBox(0)
	for _, l := range lines {
		if l.Rule {
			list.Add(PadXY(0, 4, HLine()))
		}
		list.Add(newMenuRow(l, func() { pop.Hide(); l.Do() }))
	}
	edge := theme.Px(8)
	height := min(list.MinSize().Height, c.Size().Height-4*edge)
	at.X = max(0, min(at.X, c.Size().Width-theme.Px(menuWidth)-2*edge))
	at.Y = max(0, min(at.Y, c.Size().Height-height-2*edge))
	pop = widget.NewPopUp(container.NewGridWrap(fyne.NewSize(theme.Px(menuWidth), height), container.NewVScroll(list)), c)
	pop.ShowAtPosition(at)
}

type menuRow struct {
	widget.BaseWidget
	name   string
	ground *canvas.Rectangle
	body   fyne.CanvasObject
	tapped func()
}

func newMenuRow(l MenuLine, tapped func()) *menuRow {
	r := &menuRow{name: l.Name, tapped: tapped, ground: canvas.NewRectangle(clear)}
	words := Border(nil, nil, nil, VMid(NewText(l.Key, theme.Muted, 11).Mono()), VMid(Body(l.Name).Elide()))
	r.body = Fixed(0, 28, container.NewStack(r.ground, PadXY(12, 0, words)))
	r.ExtendBaseWidget(r)
	return r
}

// Label is its name.
func (r *menuRow) Label() string { return r.name }

// Tapped implements fyne.Tappable.
func (r *menuRow) Tapped(*fyne.PointEvent) { r.tapped() }

func (r *menuRow) MouseIn(*desktop.MouseEvent)    { r.light(theme.Of(theme.Hover)) }
func (r *menuRow) MouseMoved(*desktop.MouseEvent) {}
func (r *menuRow) MouseOut()                      { r.light(clear) }

func (r *menuRow) light(c colorOf) {
	r.ground.FillColor = c
	r.ground.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *menuRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }
