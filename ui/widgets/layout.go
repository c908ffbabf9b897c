package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/ui/theme"
)

// Pad puts the same space around an object.
func Pad(all float32, o fyne.CanvasObject) *fyne.Container { return PadXY(all, all, o) }

// PadXY puts space at the sides and above and below.
func PadXY(x, y float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&padLayout{y, x, y, x}, o)
}

// PadAll puts space at each side: top, right, bottom, left.
func PadAll(t, r, b, l float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&padLayout{t, r, b, l}, o)
}

type padLayout struct{ t, r, b, l float32 }

func (p *padLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := o[0].MinSize()
	return fyne.NewSize(s.Width+theme.Px(p.l+p.r), s.Height+theme.Px(p.t+p.b))
}

func (p *padLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(theme.Px(p.l), theme.Px(p.t)))
	o[0].Resize(fyne.NewSize(s.Width-theme.Px(p.l+p.r), s.Height-theme.Px(p.t+p.b)))
}

// HBox puts objects in a row with a gap; each keeps its width.
func HBox(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&boxLayout{gap: gap}, o...)
}

// VBox puts objects in a column with a gap; each keeps its height.
func VBox(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&boxLayout{gap: gap, vertical: true}, o...)
}

type boxLayout struct {
	gap      float32
	vertical bool
}

// spacer takes what is left of a box.
type spacer struct{ fyne.CanvasObject }

// Spacer takes what is left of a row or column.
func Spacer() fyne.CanvasObject { return &spacer{container.NewWithoutLayout()} }

func (b *boxLayout) along(s fyne.Size) (main, cross float32) {
	if b.vertical {
		return s.Height, s.Width
	}
	return s.Width, s.Height
}

func (b *boxLayout) size(main, cross float32) fyne.Size {
	if b.vertical {
		return fyne.NewSize(cross, main)
	}
	return fyne.NewSize(main, cross)
}

func (b *boxLayout) MinSize(list []fyne.CanvasObject) fyne.Size {
	var main, cross float32
	n := 0
	for _, o := range list {
		if !o.Visible() {
			continue
		}
		m, c := b.along(o.MinSize())
		main += m
		cross = max(cross, c)
		n++
	}
	if n > 1 {
		main += theme.Px(b.gap) * float32(n-1)
	}
	return b.size(main, cross)
}

func (b *boxLayout) Layout(list []fyne.CanvasObject, s fyne.Size) {
	room, cross := b.along(s)
	need, _ := b.along(b.MinSize(list))
	spacers := 0
	for _, o := range list {
		if _, ok := o.(*spacer); ok {
			spacers++
		}
	}
	share := float32(0)
	if spacers > 0 {
		share = max(0, (room-need)/float32(spacers))
	}
	pos := float32(0)
	for _, o := range list {
		if !o.Visible() {
			continue
		}
		m, _ := b.along(o.MinSize())
		if _, ok := o.(*spacer); ok {
			m += share
		}
		if b.vertical {
			o.Move(fyne.NewPos(0, pos))
		} else {
			o.Move(fyne.NewPos(pos, 0))
		}
		o.Resize(b.size(m, cross))
		pos += m + theme.Px(b.gap)
	}
}

// Border puts objects at the sides of a centre, without gaps. Any may be nil.
func Border(top, bottom, left, right, center fyne.CanvasObject) *fyne.Container {
	var all []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{top, left, center, right, bottom} { // in this order Tab goes
		if o != nil {
			all = append(all, o)
		}
	}
	return container.New(&borderLayout{top, bottom, left, right, center}, all...)
}

type borderLayout struct{ t, b, l, r, c fyne.CanvasObject }

func extent(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (x *borderLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	t, b, l, r, c := extent(x.t), extent(x.b), extent(x.l), extent(x.r), extent(x.c)
	return fyne.NewSize(max(t.Width, b.Width, l.Width+r.Width+c.Width), t.Height+b.Height+max(l.Height, r.Height, c.Height))
}

func (x *borderLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	t, b, l, r := extent(x.t).Height, extent(x.b).Height, extent(x.l).Width, extent(x.r).Width
	put := func(o fyne.CanvasObject, px, py, w, h float32) {
		if o != nil {
			o.Move(fyne.NewPos(px, py))
			o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
		}
	}
	put(x.t, 0, 0, s.Width, t)
	put(x.b, 0, s.Height-b, s.Width, b)
	put(x.l, 0, t, l, s.Height-t-b)
	put(x.r, s.Width-r, t, r, s.Height-t-b)
	put(x.c, l, t, s.Width-l-r, s.Height-t-b)
}

// Fixed gives an object a width, a height or both; 0 keeps its own.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixedLayout{w, h}, o)
}

type fixedLayout struct{ w, h float32 }

func (f *fixedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	if f.w == 0 || f.h == 0 {
		s = o[0].MinSize()
	}
	if f.w > 0 {
		s.Width = theme.Px(f.w)
		if f.w == 1 {
			s.Width = 1
		}
	}
	if f.h > 0 {
		s.Height = theme.Px(f.h)
		if f.h == 1 {
			s.Height = 1
		}
	}
	return s
}

func (f *fixedLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(s)
}

// Centered keeps an object at its own size in the middle.
func Centered(o fyne.CanvasObject) *fyne.Container { return container.NewCenter(o) }

// VMid keeps an object at its own height in the middle and gives it the width.
func VMid(o fyne.CanvasObject) *fyne.Container { return container.New(vmidLayout{}, o) }

type vmidLayout struct{}

func (vmidLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (vmidLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(0, (s.Height-h)/2))
	o[0].Resize(fyne.NewSize(s.Width, h))
}

// Cols puts objects side by side in fixed widths; a width of 0 takes an equal
// share of what is left.
func Cols(gap float32, widths []float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&colsLayout{gap, widths}, o...)
}

type colsLayout struct {
	gap    float32
	widths []float32
}

func (c *colsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var w, h float32
	for i, x := range o {
		m := x.MinSize()
		if c.widths[i] > 0 {
			m.Width = theme.Px(c.widths[i])
		}
		w += m.Width
		h = max(h, m.Height)
	}
	return fyne.NewSize(w+theme.Px(c.gap)*float32(len(o)-1), h)
}

func (c *colsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left, shares := s.Width-theme.Px(c.gap)*float32(len(o)-1), 0
	for i := range o {
		if c.widths[i] > 0 {
			left -= theme.Px(c.widths[i])
		} else {
			shares++
		}
	}
	x := float32(0)
	for i, ob := range o {
		w := theme.Px(c.widths[i])
		if c.widths[i] == 0 {
			w = max(0, left/float32(shares))
		}
		ob.Move(fyne.NewPos(x, 0))
		ob.Resize(fyne.NewSize(w, s.Height))
		x += w + theme.Px(c.gap)
	}
}

// Ordered puts objects in a column with a gap, in an order of their own: that of
// order, which has the place of each. Tab goes through them as they are given.
func Ordered(gap float32, order []int, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&orderedLayout{boxLayout{gap: gap, vertical: true}, order}, o...)
}

type orderedLayout struct {
	box   boxLayout
	order []int
}

func (l *orderedLayout) sorted(o []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(o))
	for i, x := range o {
		out[l.order[i]] = x
	}
	return out
}

func (l *orderedLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return l.box.MinSize(l.sorted(o)) }

func (l *orderedLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { l.box.Layout(l.sorted(o), s) }

// Flow puts objects of one width side by side, as many as fit, and the rest
// below.
func Flow(width, gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{width: width, gap: gap}, o...)
}

type flowLayout struct {
	width, gap float32
	across     int
}

func (f *flowLayout) rows(o []fyne.CanvasObject, across int) (heights []float32) {
	for i, x := range o {
		if i%across == 0 {
			heights = append(heights, 0)
		}
		heights[len(heights)-1] = max(heights[len(heights)-1], x.MinSize().Height)
	}
	return heights
}

func (f *flowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	rows := f.rows(o, max(f.across, 1))
	for _, r := range rows {
		h += r + theme.Px(f.gap)
	}
	return fyne.NewSize(theme.Px(min(f.width, 260)), max(0, h-theme.Px(f.gap)))
}

func (f *flowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := theme.Px(f.gap)
	across := max(1, int((s.Width+gap)/(theme.Px(f.width)+gap)))
	f.across = across
	w := (s.Width - gap*float32(across-1)) / float32(across)
	y := float32(0)
	for r, h := range f.rows(o, across) {
		for i := r * across; i < min(len(o), (r+1)*across); i++ {
			o[i].Move(fyne.NewPos(float32(i%across)*(w+gap), y))
			o[i].Resize(fyne.NewSize(w, h))
		}
		y += h + gap
	}
}

// SetVisible shows or hides an object and tells whether that is a change: what
// holds it has to be laid out anew then.
func SetVisible(o fyne.CanvasObject, on bool) bool {
	if on == o.Visible() {
		return false
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}
