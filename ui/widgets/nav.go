package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

type colorOf = color.Color

var clear color.Color = color.Transparent

// Nav is one row of the rail.
type Nav struct {
	widget.BaseWidget
	icon   fyne.Resource
	label  string
	badge  string
	bcolor fyne.ThemeColorName
	active bool
	narrow bool
	over   bool
	tapped func()
	tips   Tips // nil: it says nothing
}

// Tips shows a word beside what the mouse is over, over everything else; "" takes
// it away.
type Tips interface {
	Tip(text string, beside fyne.CanvasObject)
}

// Telling has its name shown beside it where it is an icon alone.
func (n *Nav) Telling(t Tips) *Nav { n.tips = t; return n }

// NewNav makes a row of the rail.
func NewNav(icon fyne.Resource, label string, tapped func()) *Nav {
	n := &Nav{icon: icon, label: label, tapped: tapped, bcolor: theme.Muted}
	n.ExtendBaseWidget(n)
	return n
}

// Label is its text.
func (n *Nav) Label() string { return n.label }

// Badge is its badge's text.
func (n *Nav) Badge() string { return n.badge }

// SetBadge shows a count; "" hides it.
func (n *Nav) SetBadge(s string, c fyne.ThemeColorName) {
	if n.badge != s || n.bcolor != c {
		n.badge, n.bcolor = s, c
		n.Refresh()
	}
}

// SetActive marks the screen that is shown.
func (n *Nav) SetActive(on bool) {
	if n.active != on {
		n.active = on
		n.Refresh()
	}
}

// SetNarrow shows the icon alone.
func (n *Nav) SetNarrow(on bool) {
	if n.narrow != on {
		n.narrow = on
		n.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (n *Nav) Tapped(*fyne.PointEvent) { n.tapped() }

// MouseIn implements desktop.Hoverable.
func (n *Nav) MouseIn(*desktop.MouseEvent) {
	n.over = true
	n.Refresh()
	if n.narrow && n.tips != nil {
		n.tips.Tip(n.label, n)
	}
}

// MouseMoved implements desktop.Hoverable.
func (n *Nav) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (n *Nav) MouseOut() {
	n.over = false
	n.Refresh()
	if n.tips != nil {
		n.tips.Tip("", n)
	}
}

// Cursor implements desktop.Cursorable.
func (n *Nav) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (n *Nav) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{n: n, bg: canvas.NewRectangle(nil), icon: canvas.NewImageFromResource(n.icon), text: canvas.NewText(n.label, nil), pill: canvas.NewRectangle(nil), badge: canvas.NewText("", nil)}
	r.icon.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type navRenderer struct {
	n           *Nav
	bg, pill    *canvas.Rectangle
	icon        *canvas.Image
	text, badge *canvas.Text
}

func (r *navRenderer) Destroy() {}
func (r *navRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.icon, r.text, r.pill, r.badge}
}

func (r *navRenderer) MinSize() fyne.Size {
	if r.n.narrow {
		return fyne.NewSize(theme.Px(40), theme.Px(31))
	}
	return fyne.NewSize(theme.Px(150), theme.Px(31))
}

func (r *navRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	i := theme.Px(17)
	x := theme.Px(10)
	if r.n.narrow {
		x = (s.Width - i) / 2
	}
	r.icon.Move(fyne.NewPos(x, (s.Height-i)/2))
	r.icon.Resize(fyne.NewSize(i, i))
	t := r.text.MinSize()
	r.text.Move(fyne.NewPos(theme.Px(37), (s.Height-t.Height)/2))
	b := r.badge.MinSize()
	w := max(b.Width+theme.Px(12), theme.Px(18))
	h := theme.Px(17)
	if r.n.narrow {
		d := theme.Px(7)
		r.pill.Move(fyne.NewPos(s.Width-theme.Px(10)-d/2, theme.Px(5)))
		r.pill.Resize(fyne.NewSize(d, d))
		return
	}
	r.pill.Move(fyne.NewPos(s.Width-w-theme.Px(8), (s.Height-h)/2))
	r.pill.Resize(fyne.NewSize(w, h))
	r.badge.Move(fyne.NewPos(s.Width-w-theme.Px(8)+(w-b.Width)/2, (s.Height-b.Height)/2))
}

func (r *navRenderer) Refresh() {
	n := r.n
	ink, glyph := theme.Text, theme.Muted
	r.bg.CornerRadius, r.pill.CornerRadius = theme.Px(5), theme.Px(8.5)
	r.bg.FillColor = nil
	switch {
	case n.active:
		ink, glyph = theme.Primary, theme.Primary
		r.bg.FillColor = theme.Soft(theme.Primary, 0x26)
	case n.over:
		r.bg.FillColor = theme.Of(theme.Hover)
	}
	r.icon.Resource = colored(n.icon, glyph)
	r.text.Text, r.text.TextSize, r.text.Color = Visual(n.label), theme.Px(13), theme.Of(ink)
	r.text.TextStyle.Bold = n.active
	r.text.Hidden = n.narrow
	r.badge.Text, r.badge.TextSize, r.badge.Color = n.badge, theme.Px(11), theme.Of(n.bcolor)
	r.badge.Hidden = n.badge == "" || n.narrow
	r.pill.Hidden = n.badge == ""
	r.pill.FillColor = theme.Soft(n.bcolor, 0x26)
	if n.narrow {
		r.pill.FillColor = theme.Of(n.bcolor)
	}
	r.Layout(n.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
