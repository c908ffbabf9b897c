package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Drawer shows a panel beside a content, or over it behind a scrim where there
// is little room.
type Drawer struct {
	content, panel fyne.CanvasObject
	width          float32
	wide           bool
	over           *fyne.Container
	root           *fyne.Container
	// OnClose is told when the user closes the panel by the scrim.
	OnClose func()
}

// NewDrawer makes a drawer with the panel beside the content.
func NewDrawer(width float32, content, panel fyne.CanvasObject) *Drawer {
	d := &Drawer{content: content, panel: panel, width: width, wide: true, over: container.NewStack(), root: container.NewStack()}
	d.arrange()
	return d
}

// Object is the whole.
func (d *Drawer) Object() fyne.CanvasObject { return d.root }

// SetWide puts the panel beside the content, or lets it slide over.
func (d *Drawer) SetWide(on bool) {
	if d.wide != on {
		d.wide = on
		d.arrange()
	}
}

// Wide tells whether the panel stands beside the content.
func (d *Drawer) Wide() bool { return d.wide }

// Open tells whether the panel lies over the content.
func (d *Drawer) Open() bool { return !d.wide && d.over.Visible() }

// Slide shows or hides the panel where it lies over the content.
func (d *Drawer) Slide(on bool) {
	if d.wide || on == d.over.Visible() {
		return
	}
	if on {
		d.over.Show()
	} else {
		d.over.Hide()
	}
	d.root.Refresh()
}

func (d *Drawer) arrange() {
	side := NewSurface(theme.Surface, Border(nil, nil, VLine(), nil, Fixed(d.width, 0, d.panel)))
	d.over.Hide()
	if d.wide {
		d.over.Objects = nil
		d.root.Objects = []fyne.CanvasObject{Border(nil, nil, nil, side, d.content)}
	} else {
		d.over.Objects = []fyne.CanvasObject{NewScrim(func() {
			d.Slide(false)
			if d.OnClose != nil {
				d.OnClose()
			}
		}), Border(nil, nil, nil, NewSolid(side), nil)}
		d.root.Objects = []fyne.CanvasObject{d.content, d.over}
	}
	d.root.Refresh()
}

// Scrim darkens what lies behind a panel and closes it when tapped.
type Scrim struct {
	widget.BaseWidget
	tapped func()
}

// NewScrim makes one.
func NewScrim(tapped func()) *Scrim {
	s := &Scrim{tapped: tapped}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped implements fyne.Tappable.
func (s *Scrim) Tapped(*fyne.PointEvent) { s.tapped() }

// CreateRenderer implements fyne.Widget.
func (s *Scrim) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(NewSurface(theme.Scrim, nil)) // which follows the theme
}

// Solid is what lies over a scrim: a tap beside its widgets goes nowhere, and not to
// what lies below.
type Solid struct {
	widget.BaseWidget
	body fyne.CanvasObject
}

// NewSolid makes one of a panel.
func NewSolid(body fyne.CanvasObject) *Solid {
	s := &Solid{body: body}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped takes the tap.
func (s *Solid) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (s *Solid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.body) }
