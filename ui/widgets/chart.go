package widgets

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/vector"

	"relay/ui/theme"
)

// Area is a curve with its area filled, drawn at device pixels. With an axis it
// has lines and numbers at the left and moments below.
type Area struct {
	widget.BaseWidget
	color  fyne.ThemeColorName
	values []float64
	top    float64 // of the axis
	axis   bool
	number func(float64) string
	below  []string // evenly spread, the first at the left end and the last at the right
	w, h   float32
}

// NewSpark is a small curve of the size given, without an axis.
func NewSpark(c fyne.ThemeColorName, w, h float32) *Area {
	a := &Area{color: c, w: w, h: h}
	a.ExtendBaseWidget(a)
	return a
}

// NewArea is a curve with an axis; number writes its values.
func NewArea(c fyne.ThemeColorName, number func(float64) string) *Area {
	a := &Area{color: c, axis: true, number: number, w: 200, h: 120}
	a.ExtendBaseWidget(a)
	return a
}

// axisLines are the horizontal lines above the one at 0.
const axisLines = 4

// Set shows values, evenly spread, and the words below them.
func (a *Area) Set(values []float64, below []string) {
	if a.values != nil && slices.Equal(values, a.values) && slices.Equal(below, a.below) {
		return
	}
	most := 0.0
	for _, v := range values {
		most = math.Max(most, v)
	}
	a.values, a.below, a.top = values, below, NiceTop(most)
	a.Refresh()
}

// NiceTop is the end of an axis with four steps of a round size each that holds
// most.
func NiceTop(most float64) float64 {
	if most <= 0 {
		return axisLines
	}
	step := math.Pow(10, math.Floor(math.Log10(most/axisLines)))
	for _, f := range []float64{1, 1.5, 2, 2.5, 5, 10} {
		if step*f*axisLines >= most {
			return step * f * axisLines
		}
	}
	return step * 10 * axisLines
}

// CreateRenderer implements fyne.Widget.
func (a *Area) CreateRenderer() fyne.WidgetRenderer {
	r := &areaRenderer{a: a, curve: canvas.NewRaster(a.paint)}
	r.Refresh()
	return r
}

type areaRenderer struct {
	a       *Area
	curve   *canvas.Raster
	lines   []*canvas.Line
	numbers []*canvas.Text
	below   []*canvas.Text
	objects []fyne.CanvasObject
}

func (r *areaRenderer) Destroy()                     {}
func (r *areaRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *areaRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(r.a.w), theme.Px(r.a.h))
}

func (r *areaRenderer) Refresh() {
	a := r.a
	r.objects = r.objects[:0]
	if a.axis {
		r.numbers, r.below = r.numbers[:0], r.below[:0]
		if r.lines == nil {
			for range axisLines + 1 {
				r.lines = append(r.lines, canvas.NewLine(color.Transparent))
			}
		}
		small := func(s string) *canvas.Text {
			t := canvas.NewText(s, theme.Of(theme.Muted))
			t.TextSize = theme.Px(11)
			return t
		}
		for i := range axisLines + 1 {
			r.lines[i].StrokeColor, r.lines[i].StrokeWidth = theme.Of(theme.Line), 1
			r.numbers = append(r.numbers, small(a.number(a.top*float64(i)/axisLines)))
			r.objects = append(r.objects, r.lines[i], r.numbers[i])
		}
		for _, s := range a.below {
			r.below = append(r.below, small(s))
			r.objects = append(r.objects, r.below[len(r.below)-1])
		}
	}
	r.objects = append(r.objects, r.curve)
	r.Layout(a.Size())
	r.curve.Refresh()
	canvas.Refresh(a)
}

func (r *areaRenderer) Layout(size fyne.Size) {
	if !r.a.axis {
		r.curve.Move(fyne.NewPos(0, 0))
		r.curve.Resize(size)
		return
	}
	left, under := theme.Px(8), theme.Px(22)
	for _, t := range r.numbers {
		left = max(left, t.MinSize().Width+theme.Px(10))
	}
	half := theme.Px(7)
	w, h := max(size.Width-left, 1), max(size.Height-under-half, 1)
	for i, l := range r.lines {
		y := half + h*(1-float32(i)/axisLines)
		l.Position1, l.Position2 = fyne.NewPos(left, y), fyne.NewPos(left+w, y)
		m := r.numbers[i].MinSize()
		r.numbers[i].Resize(m)
		r.numbers[i].Move(fyne.NewPos(0, y-m.Height/2))
	}
	for i, t := range r.below {
		m := t.MinSize()
		x := left
		if n := len(r.below); n > 1 {
			x += w*float32(i)/float32(n-1) - m.Width*float32(i)/float32(n-1)
		}
		t.Resize(m)
		t.Move(fyne.NewPos(x, half+h+theme.Px(5)))
	}
	r.curve.Move(fyne.NewPos(left, half))
	r.curve.Resize(fyne.NewSize(w, h))
}

// paint draws the curve into w by h device pixels.
func (a *Area) paint(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	n := len(a.values)
	if n == 0 || w < 2 || h < 2 {
		return img
	}
	base := color.NRGBAModel.Convert(theme.Of(a.color)).(color.NRGBA)
	thick := max(float32(h)/90, 1.5)
	if !a.axis {
		thick = max(float32(h)/20, 1.2)
	}
	thick = min(thick, 3)
	at := func(i int) (x, y float32) {
		x = float32(w)
		if n > 1 {
			x = float32(w) * float32(i) / float32(n-1)
		}
		room := float32(h) - 2*thick
		return x, thick + room*(1-float32(min(max(a.values[i]/a.top, 0), 1)))
	}
	fill := vector.NewRasterizer(w, h)
	fill.MoveTo(0, float32(h))
	for i := range n {
		fill.LineTo(at(i))
	}
	fill.LineTo(float32(w), float32(h))
	fill.ClosePath()
	soft := base
	soft.A = 0x2E
	fill.Draw(img, img.Bounds(), image.NewUniform(soft), image.Point{})
	// Each piece is a quad along its normal: a shifted copy would be thicker where
	// the curve is steep.
	line := vector.NewRasterizer(w, h)
	for i := 1; i < n; i++ {
		x0, y0 := at(i - 1)
		x1, y1 := at(i)
		long := float32(math.Hypot(float64(x1-x0), float64(y1-y0)))
		if long == 0 {
			continue
		}
		dx, dy := -(y1-y0)/long*thick/2, (x1-x0)/long*thick/2
		line.MoveTo(x0+dx, y0+dy)
		line.LineTo(x1+dx, y1+dy)
		line.LineTo(x1-dx, y1-dy)
		line.LineTo(x0-dx, y0-dy)
		line.ClosePath()
	}
	line.Draw(img, img.Bounds(), image.NewUniform(base), image.Point{})
	return img
}

// Share is one of a donut.
type Share struct {
	Name  string
	Count int64
	Color fyne.ThemeColorName
}

// Donut shows shares as a ring, with a figure and a word in its middle.
type Donut struct {
	widget.BaseWidget
	slices       []Share
	figure, word string
}

// NewDonut is an empty ring.
func NewDonut() *Donut {
	d := &Donut{}
	d.ExtendBaseWidget(d)
	return d
}

// Set shows shares.
func (d *Donut) Set(list []Share, figure, word string) {
	if figure == d.figure && word == d.word && slices.Equal(list, d.slices) {
		return
	}
	d.slices, d.figure, d.word = list, figure, word
	d.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (d *Donut) CreateRenderer() fyne.WidgetRenderer {
	r := &donutRenderer{d: d, figure: canvas.NewText("", color.Transparent), word: canvas.NewText("", color.Transparent)}
	r.Refresh()
	return r
}

type donutRenderer struct {
	d            *Donut
	arcs         []*canvas.Arc
	figure, word *canvas.Text
	objects      []fyne.CanvasObject
}

func (r *donutRenderer) Destroy()                     {}
func (r *donutRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *donutRenderer) MinSize() fyne.Size           { return fyne.NewSize(theme.Px(136), theme.Px(136)) }

// leastAngle keeps a small share visible.
const leastAngle = 3

func (r *donutRenderer) Refresh() {
	d := r.d
	r.arcs, r.objects = r.arcs[:0], r.objects[:0]
	var total int64
	for _, s := range d.slices {
		total += s.Count
	}
	arc := func(from, to float32, c fyne.ThemeColorName) {
		a := canvas.NewArc(from, to, 0.78, theme.Of(c))
		r.arcs = append(r.arcs, a)
		r.objects = append(r.objects, a)
	}
	if total == 0 {
		arc(0, 360, theme.Line)
	}
	room := float32(360)
	for _, s := range d.slices {
		if s.Count > 0 {
			room -= leastAngle
		}
	}
	at := float32(0)
	for _, s := range d.slices {
		if s.Count == 0 {
			continue
		}
		to := at + leastAngle + room*float32(s.Count)/float32(total)
		arc(at, to, s.Color)
		at = to
	}
	r.figure.Text, r.figure.Color, r.figure.TextSize, r.figure.TextStyle = d.figure, theme.Of(theme.Text), theme.Px(18), fyne.TextStyle{Bold: true}
	r.word.Text, r.word.Color, r.word.TextSize = d.word, theme.Of(theme.Muted), theme.Px(11)
	r.objects = append(r.objects, r.figure, r.word)
	r.Layout(d.Size())
	canvas.Refresh(d)
}

func (r *donutRenderer) Layout(size fyne.Size) {
	side := min(size.Width, size.Height)
	corner := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	for _, a := range r.arcs {
		a.Move(corner)
		a.Resize(fyne.NewSize(side, side))
	}
	f, w := r.figure.MinSize(), r.word.MinSize()
	y := size.Height/2 - (f.Height+w.Height)/2
	r.figure.Resize(f)
	r.figure.Move(fyne.NewPos(size.Width/2-f.Width/2, y))
	r.word.Resize(w)
	r.word.Move(fyne.NewPos(size.Width/2-w.Width/2, y+f.Height))
}

// NewBar is a thin bar that is full to a share of its width.
func NewBar(share float64) fyne.CanvasObject {
	full := NewSurface(theme.Primary, nil).Rounded(2.5)
	rest := NewSurface(theme.Primary, nil).Soft(0x2E).Rounded(2.5)
	return container.New(barLayout{share}, rest, full)
}

type barLayout struct{ share float64 }

func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(40), theme.Px(5))
}

func (b barLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(size.Width*float32(min(max(b.share, 0), 1)), size.Height))
	o[1].Move(fyne.NewPos(0, 0))
}
