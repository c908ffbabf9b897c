package pdulog

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
	"relay/ui/widgets"
)

// rungHeight is the height of a line of the ladder.
const rungHeight = 34

// ladder draws the steps of a session between two life lines. It has no more
// rung objects than fit the view.
type ladder struct {
	widget.BaseWidget
	steps  []Step
	chosen int
	scroll *container.Scroll
	body   *ladderBody
	onPick func(i int)
	onOpen func(Step) // a folded step is to be unfolded, another session to be shown
}

func newLadder(onPick func(i int), onOpen func(Step)) *ladder {
	l := &ladder{chosen: -1, onPick: onPick, onOpen: onOpen}
	l.body = &ladderBody{l: l}
	l.body.ExtendBaseWidget(l.body)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.body.place() }
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *ladder) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

func (l *ladder) height() float32 { return float32(int(theme.Px(rungHeight)/2) * 2) }

// show draws other steps.
func (l *ladder) show(steps []Step) {
	l.steps, l.chosen = steps, -1
	l.body.Resize(fyne.NewSize(l.scroll.Size().Width, l.body.MinSize().Height))
	l.scroll.ScrollToTop()
	l.scroll.Refresh()
	l.body.stale = true
	l.body.place()
}

// update draws the steps as they are now, with place and choice kept; at the end
// it stays at the end.
func (l *ladder) update(steps []Step) {
	h := l.height()
	end := l.scroll.Offset.Y+l.scroll.Size().Height >= float32(len(l.steps))*h-h/2
	l.steps = steps
	l.chosen = min(l.chosen, len(steps)-1)
	l.body.Resize(fyne.NewSize(l.scroll.Size().Width, l.body.MinSize().Height))
	if y := float32(len(steps))*h - l.scroll.Size().Height; end && y > 0 {
		l.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
	l.scroll.Refresh()
	l.body.stale = true
	l.body.place()
}

// pick chooses a step and scrolls to it.
func (l *ladder) pick(i int) {
	if i < 0 || i >= len(l.steps) {
		return
	}
	l.chosen = i
	l.reveal(i)
	l.onPick(i)
}

// reveal scrolls to a step.
func (l *ladder) reveal(i int) {
	y, h := float32(i)*l.height(), l.height()
	if y < l.scroll.Offset.Y || y+h > l.scroll.Offset.Y+l.scroll.Size().Height {
		l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y-l.scroll.Size().Height/2)))
	}
	l.body.stale = true
	l.body.place()
}

// open does what the chosen step offers, if it offers anything.
func (l *ladder) open() {
	if l.chosen < 0 || l.chosen >= len(l.steps) {
		return
	}
	if s := l.steps[l.chosen]; s.Kind == Run || s.Kind == After {
		l.onOpen(s)
	}
}

// FocusGained, FocusLost, TypedRune and TypedKey implement fyne.Focusable.
func (l *ladder) FocusGained()   {}
func (l *ladder) FocusLost()     {}
func (l *ladder) TypedRune(rune) {}

// TypedKey moves the choice; other keys go to the window.
func (l *ladder) TypedKey(e *fyne.KeyEvent) {
	page := max(1, int(l.scroll.Size().Height/l.height())-1)
	switch e.Name {
	case fyne.KeyDown:
		l.pick(min(l.chosen+1, len(l.steps)-1))
	case fyne.KeyUp:
		l.pick(max(l.chosen-1, 0))
	case fyne.KeyPageDown:
		l.pick(min(l.chosen+page, len(l.steps)-1))
	case fyne.KeyPageUp:
		l.pick(max(l.chosen-page, 0))
	case fyne.KeyHome:
		l.pick(0)
	case fyne.KeyEnd:
		l.pick(len(l.steps) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.open()
	default:
		widgets.PassKey(l, e)
	}
}

// ladderBody is as tall as all rungs.
type ladderBody struct {
	widget.BaseWidget
	l       *ladder
	rungs   []*rung
	objects []fyne.CanvasObject
	stale   bool
}

func (b *ladderBody) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(480), float32(len(b.l.steps))*b.l.height())
}

func (b *ladderBody) place() {
	h, width := b.l.height(), b.l.scroll.Size().Width
	first := max(0, int(b.l.scroll.Offset.Y/h))
	n := max(0, min(int(b.l.scroll.Size().Height/h)+2, len(b.l.steps)-first))
	for len(b.rungs) < n {
		r := &rung{l: b.l, index: -1}
		r.ExtendBaseWidget(r)
		b.rungs = append(b.rungs, r)
		b.objects = append(b.objects, r)
	}
	for i, r := range b.rungs {
		if i >= n {
			r.index = -1
			r.Hide()
			continue
		}
		changed := r.index != first+i || b.stale
		r.index = first + i
		r.Move(fyne.NewPos(0, float32(r.index)*h))
		r.Resize(fyne.NewSize(width, h))
		r.Show()
		if changed {
			r.Refresh()
		}
	}
	b.stale = false
}

// CreateRenderer implements fyne.Widget.
func (b *ladderBody) CreateRenderer() fyne.WidgetRenderer { return &ladderRenderer{b} }

type ladderRenderer struct{ b *ladderBody }

func (r *ladderRenderer) Destroy()                     {}
func (r *ladderRenderer) Layout(fyne.Size)             { r.b.place() }
func (r *ladderRenderer) MinSize() fyne.Size           { return r.b.MinSize() }
func (r *ladderRenderer) Objects() []fyne.CanvasObject { return r.b.objects }
func (r *ladderRenderer) Refresh()                     { r.b.stale = true; r.b.place() }
