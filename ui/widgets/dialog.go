package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
	"relay/ui/words"
)

// Dialog is a box over the window. Unlike the toolkit's it takes the focus, so
// that Enter, Tab and Esc work at once, and gives it back when it is closed.
type Dialog struct {
	widget.BaseWidget
	canvas fyne.Canvas
	title  *Text
	body   fyne.CanvasObject
	foot   *fyne.Container
	first  fyne.Focusable // takes the focus
	closed []func()
	open   bool
	width  float32
	height float32 // 0: as high as it is
	box    *fyne.Container
}

// DialogWidth is how wide a dialog is that says nothing else, DialogPad what is
// free around what is in it.
const (
	DialogWidth  = 460
	DialogPad    = 16
	dialogMargin = 24 // left free at each side of the window
)

// NewDialog makes a box with a title; Show shows it.
func NewDialog(c fyne.Canvas, title string, body fyne.CanvasObject) *Dialog {
	d := &Dialog{canvas: c, title: Title(title).Elide(), body: body, width: DialogWidth, foot: HBox(8, Spacer())}
	d.ExtendBaseWidget(d)
	return d
}

// Sized sets the width, and the height where it is not 0.
func (d *Dialog) Sized(width, height float32) *Dialog {
	d.width, d.height = width, height
	return d
}

// Buttons are the row at its foot. The strong one has the focus when nothing
// else asks for it, else the first: Enter never does by itself what can't be
// undone.
func (d *Dialog) Buttons(list ...*Button) *Dialog {
	for i, b := range list {
		d.foot.Add(b)
		if i == 0 || b.look == Strong {
			d.first = b
		}
	}
	return d
}

// First takes the focus when it is shown.
func (d *Dialog) First(f fyne.Focusable) *Dialog {
	d.first = f
	return d
}

// OnClose is called when it is closed, however that is done.
func (d *Dialog) OnClose(f func()) *Dialog {
	d.closed = append(d.closed, f)
	return d
}

// Show shows it over the window.
func (d *Dialog) Show() {
	if d.open {
		return
	}
	d.open = true
	d.Resize(d.canvas.Size())
	d.canvas.Overlays().Add(d)
	d.BaseWidget.Show()
	if d.first != nil {
		d.canvas.Focus(d.first)
	}
}

// Close takes it away.
func (d *Dialog) Close() {
	if !d.open {
		return
	}
	d.open = false
	d.canvas.Overlays().Remove(d)
	for _, f := range d.closed {
		f()
	}
}

// Refit gives it the size of what is in it now.
func (d *Dialog) Refit() {
	if d.box != nil {
		d.box.Refresh()
	}
}

// Title is what stands at its top.
func (d *Dialog) Title() string { return d.title.Text() }

// CreateRenderer implements fyne.Widget.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	card := NewSurface(theme.Surface, Pad(DialogPad, Border(PadAll(0, 0, 12, 0, d.title), PadAll(14, 0, 0, 0, d.foot), nil, nil, d.body))).Rounded(9)
	card.stroke = theme.Line
	d.box = container.New(&dialogLayout{d}, NewScrim(func() {}), card)
	return widget.NewSimpleRenderer(d.box)
}

// dialogLayout puts the box into the middle, and never beyond the window.
type dialogLayout struct{ d *Dialog }

func (*dialogLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *dialogLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	w := min(theme.Px(l.d.width), size.Width-2*theme.Px(dialogMargin))
	most := size.Height - 2*theme.Px(dialogMargin)
	h := min(theme.Px(l.d.height), most)
	if l.d.height == 0 {
		o[1].Resize(fyne.NewSize(w, o[1].MinSize().Height)) // text that wraps knows its height then
		h = min(o[1].MinSize().Height, most)
	}
	o[1].Resize(fyne.NewSize(w, h))
	o[1].Move(fyne.NewPos((size.Width-w)/2, (size.Height-h)/2))
}

// Tell shows something to read, with a button that closes it.
func Tell(c fyne.Canvas, title string, width, height float32, body fyne.CanvasObject) {
	d := NewDialog(c, title, body).Sized(width, height)
	d.Buttons(NewButton(words.T("Close"), nil, Strong, d.Close)).Show()
}

// Confirm asks before something is done.
func Confirm(c fyne.Canvas, title, text, verb string, danger bool, yes func()) {
	look := Strong
	if danger {
		look = Danger
	}
	d := NewDialog(c, title, NewWrapped(text, DialogWidth-2*DialogPad))
	d.Buttons(NewButton(words.T("Cancel"), nil, Plain, d.Close), NewButton(verb, nil, look, func() { d.Close(); yes() })).Show()
}
