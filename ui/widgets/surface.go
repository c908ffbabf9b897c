package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Surface is a coloured ground under its content.
type Surface struct {
	widget.BaseWidget
	fill    fyne.ThemeColorName
	alpha   uint8 // 0: opaque
	stroke  fyne.ThemeColorName
	radius  float32
	content fyne.CanvasObject
}

// NewSurface puts content on a colour.
func NewSurface(fill fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	s := &Surface{fill: fill, content: content}
	s.ExtendBaseWidget(s)
	return s
}

// NewCard is a surface with a thin line around it.
func NewCard(content fyne.CanvasObject) *Surface {
	s := NewSurface(theme.Surface, Pad(16, content))
	s.stroke, s.radius = theme.Line, 8
	return s
}

// Rounded sets the corner radius.
func (s *Surface) Rounded(r float32) *Surface { s.radius = r; return s }

// Soft makes the colour translucent, alpha 1 to 255.
func (s *Surface) Soft(alpha uint8) *Surface { s.alpha = alpha; return s }

// Stroked draws a line around it.
func (s *Surface) Stroked(c fyne.ThemeColorName) *Surface { s.stroke = c; s.Refresh(); return s }

// SetFill changes the colour.
func (s *Surface) SetFill(c fyne.ThemeColorName) {
	if s.fill != c {
		s.fill = c
		s.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{s: s, bg: canvas.NewRectangle(theme.Of(s.fill))}
	r.Refresh()
	return r
}

type surfaceRenderer struct {
	s  *Surface
	bg *canvas.Rectangle
}

func (r *surfaceRenderer) Destroy() {}

func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	if r.s.content == nil {
		return []fyne.CanvasObject{r.bg}
	}
	return []fyne.CanvasObject{r.bg, r.s.content}
}

func (r *surfaceRenderer) MinSize() fyne.Size {
	if r.s.content == nil {
		return fyne.Size{}
	}
	return r.s.content.MinSize()
}

func (r *surfaceRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	if r.s.content != nil {
		r.s.content.Resize(s)
	}
}

func (r *surfaceRenderer) Refresh() {
	r.bg.FillColor = theme.Of(r.s.fill)
	if r.s.alpha > 0 {
		r.bg.FillColor = theme.Soft(r.s.fill, r.s.alpha)
	}
	r.bg.CornerRadius = theme.Px(r.s.radius)
	r.bg.StrokeWidth = 0
	if r.s.stroke != "" {
		r.bg.StrokeColor, r.bg.StrokeWidth = theme.Of(r.s.stroke), 1
	}
	r.bg.Refresh()
	if r.s.content != nil {
		r.s.content.Refresh()
	}
}

// HLine and VLine separate.
func HLine() fyne.CanvasObject { return Fixed(0, 1, NewSurface(theme.Line, nil)) }
func VLine() fyne.CanvasObject { return Fixed(1, 0, NewSurface(theme.Line, nil)) }

// Dot is a state light.
type Dot struct{ *Surface }

// NewDot makes a light of 8 units.
func NewDot(c fyne.ThemeColorName) *Dot { return &Dot{NewSurface(c, nil).Rounded(4)} }

// Object is the dot in a box that centres it.
func (d *Dot) Object() fyne.CanvasObject { return Centered(Fixed(8, 8, d.Surface)) }

// NewPill is a word in a state's colour with its dot.
func NewPill(word string, c fyne.ThemeColorName) *Surface {
	return NewSurface(c, PadXY(8, 2, HBox(5, Centered(Fixed(6, 6, NewSurface(c, nil).Rounded(3))), NewText(word, c, 11.5)))).Soft(0x22).Rounded(9)
}

// NewKeys draws a key, or several that are pressed together ("Ctrl+N"), as caps.
func NewKeys(keys string) *fyne.Container {
	box, caps := HBox(3), strings.Split(keys, "+")
	if keys == "+" {
		caps = []string{keys}
	}
	for _, k := range caps {
		box.Add(NewSurface(theme.Sunken, PadXY(5, 1, NewText(k, theme.Muted, 10.5))).Rounded(4).Stroked(theme.Line))
	}
	return VMid(box)
}

// NewTag is a small word on a soft ground.
func NewTag(word string, c fyne.ThemeColorName) *Surface {
	return NewSurface(c, PadXY(6, 1, NewText(word, c, 11).Bold())).Soft(0x22).Rounded(4)
}
