package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// reveal scrolls what has the focus into view: Tab goes on below the edge of what
// scrolls, where nobody would see it. What is half seen stays, so that a click
// does not move what it is on.
func reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil || o.Size().IsZero() {
		return
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	var around []*container.Scroll
	if root == nil || !enclosing(root, o, &around) {
		return
	}
	for _, s := range around { // the innermost first
		at := d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(s))
		y := s.Offset.Y
		switch middle := at.Y + o.Size().Height/2; {
		case middle < 0:
			y += at.Y - theme.Px(8)
		case middle > s.Size().Height:
			y += at.Y + o.Size().Height - s.Size().Height + theme.Px(8)
		default:
			continue
		}
		s.ScrollToOffset(fyne.NewPos(s.Offset.X, max(0, y)))
	}
}

// enclosing finds an object below another, and what scrolls around it.
func enclosing(in, o fyne.CanvasObject, around *[]*container.Scroll) bool {
	if in == o {
		return true
	}
	if in == nil || !in.Visible() {
		return false
	}
	var inside []fyne.CanvasObject
	switch x := in.(type) {
	case *fyne.Container:
		inside = x.Objects
	case *container.Scroll:
		if x.Content != nil && enclosing(x.Content, o, around) {
			*around = append(*around, x)
			return true
		}
	case *container.ThemeOverride:
		inside = []fyne.CanvasObject{x.Content}
	case *container.AppTabs:
		if t := x.Selected(); t != nil {
			inside = []fyne.CanvasObject{t.Content}
		}
	case *Surface:
		inside = []fyne.CanvasObject{x.content}
	case *Split:
		inside = []fyne.CanvasObject{x.a, x.b}
	case *Dialog:
		if x.box != nil {
			inside = x.box.Objects
		}
	}
	for _, c := range inside {
		if c != nil && enclosing(c, o, around) {
			return true
		}
	}
	return false
}

// picker is a pick list that comes into view with the focus.
type picker struct {
	widget.Select
	whole fyne.CanvasObject
}

func newPicker(options []string, changed func(string)) *picker {
	p := &picker{}
	p.Options, p.OnChanged = options, changed
	p.ExtendBaseWidget(p)
	return p
}

// FocusGained implements fyne.Focusable.
func (p *picker) FocusGained() {
	p.Select.FocusGained()
	reveal(p.whole)
}

// Check is a box to tick that comes into view with the focus.
type Check struct{ widget.Check }

// NewCheck makes a box to tick; changed is told each change.
func NewCheck(label string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// Label is what stands beside the box.
func (c *Check) Label() string { return c.Text }

// FocusGained implements fyne.Focusable.
func (c *Check) FocusGained() {
	c.Check.FocusGained()
	reveal(c)
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := checkRenderer{c.Check.CreateRenderer()}
	r.outline()
	return r
}

// checkRenderer draws the outline of an empty box so that it can be seen: the
// toolkit gives it the colour of an entry's frame, in which a box that small is
// lost (WCAG 1.4.11 asks for a contrast of 3).
type checkRenderer struct{ fyne.WidgetRenderer }

// Refresh implements fyne.WidgetRenderer.
func (r checkRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.outline()
}

func (r checkRenderer) outline() {
	for _, o := range r.Objects() {
		box, ok := o.(*canvas.Image)
		if !ok {
			continue
		}
		if drawn, ok := box.Resource.(*fyneTheme.ThemedResource); ok && drawn.ColorName == theme.InputLine {
			clear := fyneTheme.NewThemedResource(fyneTheme.CheckButtonIcon())
			clear.ColorName = theme.Muted
			box.Resource = clear
			box.Refresh()
		}
	}
}
