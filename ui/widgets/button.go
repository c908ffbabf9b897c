package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Look is how loud a button is.
type Look uint8

const (
	Plain  Look = iota // with a border
	Strong             // the one primary button of a screen
	Ghost              // text alone
	Danger             // red outline
	Link               // a word in a text, in the colour of links
)

// Button is 28 units high; a link is lower.
type Button struct {
	widget.BaseWidget
	label    string
	icon     fyne.Resource
	look     Look
	tapped   func()
	disabled bool
	over     bool
	focused  bool
}

// NewButton makes a button; icon may be nil.
func NewButton(label string, icon fyne.Resource, look Look, tapped func()) *Button {
	b := &Button{label: label, icon: icon, look: look, tapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// high, size and side are its height, the size of its text and the room beside it.
func (b *Button) high() float32 {
	if b.look == Link {
		return theme.Px(22)
	}
	return theme.Px(28)
}

func (b *Button) size() float32 {
	if b.look == Link {
		return theme.Px(11.5)
	}
	return theme.Px(12.5)
}

func (b *Button) side() float32 {
	if b.look == Link {
		return theme.Px(4)
	}
	return theme.Px(11)
}

// Label is its text.
func (b *Button) Label() string { return b.label }

// SetLabel changes its text.
func (b *Button) SetLabel(s string) {
	if b.label != s {
		b.label = s
		b.Refresh()
	}
}

// OnTapped changes what a tap does.
func (b *Button) OnTapped(fn func()) { b.tapped = fn }

// SetLook changes how loud it is.
func (b *Button) SetLook(l Look) {
	if b.look != l {
		b.look = l
		b.Refresh()
	}
}

// SetIcon changes its icon.
func (b *Button) SetIcon(r fyne.Resource) {
	if b.icon != r {
		b.icon = r
		b.Refresh()
	}
}

// SetDisabled makes it grey and deaf.
func (b *Button) SetDisabled(off bool) {
	if b.disabled != off {
		b.disabled = off
		b.Refresh()
	}
}

// Disabled tells whether it is deaf.
func (b *Button) Disabled() bool { return b.disabled }

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

func (b *Button) press() {
	if !b.disabled && b.tapped != nil {
		b.tapped()
	}
}

func (b *Button) MouseIn(*desktop.MouseEvent)    { b.over = true; b.Refresh() }
func (b *Button) MouseMoved(*desktop.MouseEvent) {}
func (b *Button) MouseOut()                      { b.over = false; b.Refresh() }
func (b *Button) FocusGained()                   { b.focused = true; b.Refresh(); reveal(b) }
func (b *Button) FocusLost()                     { b.focused = false; b.Refresh() }
func (b *Button) TypedRune(r rune) {
	if r == ' ' {
		b.press()
	}
}
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		b.press()
		return
	}
	passKey(b, e)
}
func (b *Button) Cursor() desktop.Cursor {
	if b.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{b: b, bg: canvas.NewRectangle(nil), hover: canvas.NewRectangle(nil), text: canvas.NewText("", nil), icon: canvas.NewImageFromResource(nil)}
	r.icon.FillMode = canvas.ImageFillContain
	r.Refresh()
	return r
}

type buttonRenderer struct {
	b         *Button
	bg, hover *canvas.Rectangle
	text      *canvas.Text
	icon      *canvas.Image
}

func (r *buttonRenderer) Destroy() {}
func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.hover, r.icon, r.text}
}

func (r *buttonRenderer) parts() (text fyne.Size, icon, gap float32) {
	if r.b.label != "" {
		text = fyne.MeasureText(Visual(r.b.label), r.b.size(), r.text.TextStyle)
	}
	if r.b.icon != nil {
		icon = theme.Px(16)
		if r.b.label != "" {
			gap = theme.Px(6)
		}
	}
	return text, icon, gap
}

func (r *buttonRenderer) MinSize() fyne.Size {
	t, i, g := r.parts()
	return fyne.NewSize(t.Width+i+g+2*r.b.side(), r.b.high())
}

func (r *buttonRenderer) Layout(s fyne.Size) {
	h := min(s.Height, r.b.high())
	y := (s.Height - h) / 2
	for _, o := range []*canvas.Rectangle{r.bg, r.hover} {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
	}
	t, i, g := r.parts()
	x := (s.Width - t.Width - i - g) / 2
	r.icon.Move(fyne.NewPos(x, (s.Height-i)/2))
	r.icon.Resize(fyne.NewSize(i, i))
	r.text.Move(fyne.NewPos(x+i+g, (s.Height-t.Height)/2))
	r.text.Resize(t)
}

func (r *buttonRenderer) Refresh() {
	b := r.b
	fill, ink, line := fyne.ThemeColorName(""), theme.Text, fyne.ThemeColorName("")
	switch b.look {
	case Plain:
		fill, line = theme.Surface, theme.InputLine
	case Strong:
		fill, ink = theme.Primary, theme.OnPrimary
	case Danger:
		fill, ink, line = theme.Surface, theme.Bad, theme.Bad
	case Link:
		ink = theme.Primary
	}
	if b.disabled {
		ink = theme.Disabled
		if b.look == Strong {
			fill, line = theme.ButtonFill, theme.ButtonFill
		} else if b.look == Danger {
			line = theme.InputLine
		}
	}
	r.bg.CornerRadius, r.hover.CornerRadius = theme.Px(5), theme.Px(5)
	r.bg.StrokeWidth = 0
	r.bg.FillColor = nil
	if fill != "" {
		r.bg.FillColor = theme.Of(fill)
	}
	if line != "" {
		r.bg.StrokeColor, r.bg.StrokeWidth = theme.Of(line), 1
	}
	if b.focused {
		if fill == "" {
			r.bg.FillColor = theme.Of(theme.Surface)
		}
		r.bg.StrokeColor, r.bg.StrokeWidth = theme.Of(theme.Focus), 2
	}
	r.hover.FillColor = nil
	if b.over && !b.disabled {
		r.hover.FillColor = theme.Of(theme.Hover)
	}
	r.text.Text, r.text.TextSize, r.text.Color = Visual(b.label), b.size(), theme.Of(ink)
	r.text.TextStyle.Bold = b.look == Strong
	r.icon.Hidden = b.icon == nil
	if b.icon != nil {
		r.icon.Resource = colored(b.icon, ink)
	}
	r.Layout(b.Size())
	r.bg.Refresh()
	r.hover.Refresh()
	r.icon.Refresh()
	r.text.Refresh()
}
