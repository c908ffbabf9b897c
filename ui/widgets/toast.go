package widgets

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

const (
	toastTime = 6 * time.Second
	maxToasts = 3
)

// Toasts is the stack of notices at the bottom right. It keeps no clock: Tick
// is told the time.
type Toasts struct {
	widget.BaseWidget
	list []*toast
	box  *fyne.Container
}

type toast struct {
	text, advice string
	color        fyne.ThemeColorName
	sticky       bool // stays until it is closed
	until        time.Time
	count        int
}

// NewToasts makes an empty stack.
func NewToasts() *Toasts {
	t := &Toasts{box: VBox(8)}
	t.ExtendBaseWidget(t)
	return t
}

// Add shows a notice; the same text again counts up.
func (t *Toasts) Add(text, advice string, c fyne.ThemeColorName, sticky bool, now time.Time) {
	for _, x := range t.list {
		if x.text == text {
			x.count++
			x.until = now.Add(toastTime)
			t.rebuild()
			return
		}
	}
	t.list = append(t.list, &toast{text: text, advice: advice, color: c, sticky: sticky, until: now.Add(toastTime), count: 1})
	if len(t.list) > maxToasts {
		t.list = t.list[len(t.list)-maxToasts:]
	}
	t.rebuild()
}

// Tick drops what has been shown long enough.
func (t *Toasts) Tick(now time.Time) {
	keep := t.list[:0]
	for _, x := range t.list {
		if x.sticky || now.Before(x.until) {
			keep = append(keep, x)
		}
	}
	if len(keep) != len(t.list) {
		t.list = keep
		t.rebuild()
	}
}

// Len is the number of notices shown.
func (t *Toasts) Len() int { return len(t.list) }

func (t *Toasts) rebuild() {
	t.box.Objects = nil
	for _, x := range t.list {
		text := x.text
		if x.count > 1 {
			text = fmt.Sprintf("%s (%d×)", text, x.count)
		}
		lines := VBox(2, NewParagraph(text))
		if x.advice != "" {
			l := NewParagraph(x.advice)
			l.Importance = widget.LowImportance
			lines.Add(l)
		}
		closer := NewButton("", fyneTheme.CancelIcon(), Ghost, func() { t.drop(x) })
		body := Border(nil, nil, Fixed(4, 0, NewSurface(x.color, nil)), VMid(closer), lines)
		card := NewSurface(fyneTheme.ColorNameOverlayBackground, body).Rounded(6)
		card.stroke = theme.Line
		t.box.Add(Fixed(340, 0, card))
	}
	t.box.Refresh()
	t.Refresh()
}

func (t *Toasts) drop(x *toast) {
	for i, y := range t.list {
		if y == x {
			t.list = append(t.list[:i], t.list[i+1:]...)
			break
		}
	}
	t.rebuild()
}

// CreateRenderer implements fyne.Widget.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(&cornerLayout{}, t.box))
}

// cornerLayout puts its object at the bottom right, above a status bar.
type cornerLayout struct{}

func (cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (cornerLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(s.Width-m.Width-theme.Px(16), s.Height-m.Height-theme.Px(38)))
}

// NewChip is a filter with a count.
type Chip struct {
	widget.BaseWidget
	label  string
	count  string
	color  fyne.ThemeColorName
	on     bool
	tapped func()
	ground *Surface
	name   *Text
	number *Text
}

// NewChip makes a chip; color is its count's.
func NewChip(label string, c fyne.ThemeColorName, tapped func()) *Chip {
	h := &Chip{label: label, color: c, tapped: tapped, name: NewText(label, theme.Text, 12), number: NewText("", c, 12)}
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
		h.Refresh()
	}
}

// SetOn marks it as chosen.
func (h *Chip) SetOn(on bool) {
	if h.on == on {
		return
	}
	h.on = on
	h.ground.fill, h.ground.stroke = theme.Surface, theme.InputLine
	ink := theme.Text
	if on {
		h.ground.fill, h.ground.stroke, ink = theme.Row, theme.Primary, theme.Primary
	}
	h.name.SetColored(h.label, ink)
	h.Refresh()
}

// Tapped implements fyne.Tappable.
func (h *Chip) Tapped(*fyne.PointEvent) { h.tapped() }

// CreateRenderer implements fyne.Widget.
func (h *Chip) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.ground) }

// NewEmpty is what a screen without content says, with buttons.
func NewEmpty(icon fyne.Resource, headline, text string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	p := NewParagraph(text)
	p.Alignment = fyne.TextAlignCenter
	box := VBox(10, Centered(NewIcon(icon, theme.Muted, 36)), Centered(Title(headline)), Fixed(380, 0, p))
	if len(buttons) > 0 {
		box.Add(Centered(HBox(8, buttons...)))
	}
	return Centered(box)
}
