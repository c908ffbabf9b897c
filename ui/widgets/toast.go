package widgets

import (
	"fmt"
	"slices"
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

	toastWidth = 348
	toastText  = toastWidth - 4 - 12 - 8 - 38 // without edge, room and button
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
	for len(t.list) > maxToasts { // the oldest goes, of those that go by themselves as long as there is one
		i := max(0, slices.IndexFunc(t.list[:maxToasts], func(x *toast) bool { return !x.sticky }))
		t.list = slices.Delete(t.list, i, i+1)
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
		closer := NewButton("", fyneTheme.CancelIcon(), Ghost, func() { t.drop(x) })
		body := Border(nil, nil, Fixed(4, 0, NewSurface(x.color, nil)), VMid(closer), PadAll(9, 8, 9, 12, NewNotice(text, x.advice, toastText)))
		card := NewSurface(fyneTheme.ColorNameOverlayBackground, body).Rounded(6)
		card.stroke = theme.Line
		t.box.Add(Fixed(toastWidth, 0, card))
	}
	t.box.Refresh()
	t.Refresh()
}

// NewNotice is what happened and what to do about it, in a width.
func NewNotice(text, advice string, width float32) *fyne.Container {
	lines := VBox(3, newNote(text, theme.Text, 12.5, fyne.TextStyle{Bold: true}, width))
	if advice != "" {
		lines.Add(newNote(advice, theme.Muted, 11.5, fyne.TextStyle{}, width))
	}
	return lines
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

// cornerGap keeps status bar and two lines of buttons at the foot of a panel
// free.
const cornerGap = 122

// cornerLayout puts its object at the bottom right, above a status bar.
type cornerLayout struct{}

func (cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (cornerLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(s.Width-m.Width-theme.Px(16), s.Height-m.Height-theme.Px(cornerGap)))
}
