package widgets

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Prose is text that wraps into as many lines as its width asks for. Lines that
// begin in a right-to-left script stand at the right, with words and figures in
// the order in which they are read; the toolkit's own label can't do that.
type Prose struct {
	widget.BaseWidget
	text  string
	color fyne.ThemeColorName
	align fyne.TextAlign
	size  float32 // 0: that of body text
	style fyne.TextStyle
	flush bool        // without room around it
	lines []proseLine // of width
	width float32
	zoom  float32
}

type proseLine struct {
	text  string
	right bool
}

// NewParagraph is body text that wraps.
func NewParagraph(s string) *Prose {
	p := &Prose{text: s, color: theme.Text}
	p.ExtendBaseWidget(p)
	return p
}

// NewProse is text of a size and a colour that wraps, without room around it.
func NewProse(s string, c fyne.ThemeColorName, size float32) *Prose {
	p := &Prose{text: s, color: c, size: size, flush: true}
	p.ExtendBaseWidget(p)
	return p
}

// Text is what it shows.
func (p *Prose) Text() string { return p.text }

// SetText changes the text; nothing is drawn when it is the same.
func (p *Prose) SetText(s string) {
	if p.text != s {
		p.text, p.width = s, 0
		p.Refresh()
	}
}

// SetColored changes the text and its colour.
func (p *Prose) SetColored(s string, c fyne.ThemeColorName) {
	if p.color != c {
		p.color, p.width = c, 0
		p.text = ""
	}
	p.SetText(s)
}

// Mono sets it in the fixed-width font.
func (p *Prose) Mono() *Prose { p.style.Monospace = true; return p }

// fit breaks the text for a width.
func (p *Prose) fit(width float32) {
	size := p.points()
	if p.width == width && p.zoom == size {
		return
	}
	p.width, p.zoom, p.lines = width, size, p.lines[:0]
	for part := range strings.SplitSeq(p.text, "\n") {
		right := FromRight(part)
		for _, l := range breakLines(part, width-2*p.pad(), size, p.style) {
			p.lines = append(p.lines, proseLine{l, right})
		}
	}
}

func (p *Prose) pad() float32 {
	if p.flush {
		return 0
	}
	return p.Theme().Size(fyneTheme.SizeNameInnerPadding)
}

func (p *Prose) points() float32 {
	if p.size > 0 {
		return theme.Px(p.size)
	}
	return theme.Px(13)
}

// newNote is such a text, as high at once as it is in a width, in units.
func newNote(s string, color fyne.ThemeColorName, size float32, style fyne.TextStyle, width float32) *Prose {
	p := NewProse(s, color, size)
	p.style = style
	p.Resize(fyne.NewSize(theme.Px(width), 0))
	return p
}

// breakLines breaks a text between words, and words that are longer than a line
// between letters.
func breakLines(s string, width, size float32, style fyne.TextStyle) (out []string) {
	fits := func(s string) bool { return fyne.MeasureText(s, size, style).Width <= width }
	if width <= 0 || fits(s) {
		return []string{s}
	}
	line := ""
	for i, word := range strings.Split(s, " ") {
		next := word
		if i > 0 {
			next = line + " " + word
		}
		if fits(next) {
			line = next
			continue
		}
		if i > 0 {
			out = append(out, line)
		}
		for line = word; !fits(line); {
			runes := []rune(line)
			n := max(sort.Search(len(runes), func(n int) bool { return !fits(string(runes[:n+1])) }), 1)
			if n >= len(runes) {
				break
			}
			out, line = append(out, string(runes[:n])), string(runes[n:])
		}
	}
	return append(out, line)
}

// CreateRenderer implements fyne.Widget.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer { return &proseRenderer{p: p} }

type proseRenderer struct {
	p       *Prose
	objects []fyne.CanvasObject
}

func (r *proseRenderer) Destroy()                     {}
func (r *proseRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *proseRenderer) height() float32 {
	return fyne.MeasureText("Mg", r.p.points(), r.p.style).Height
}

func (r *proseRenderer) MinSize() fyne.Size {
	n := 1
	if w := r.p.Size().Width; w > 0 {
		r.p.fit(w)
		n = len(r.p.lines)
	}
	return fyne.NewSize(theme.Px(20), r.height()*float32(n)+2*r.p.pad())
}

func (r *proseRenderer) Layout(s fyne.Size) {
	p, pad := r.p, r.p.pad()
	p.fit(s.Width)
	for len(r.objects) < len(p.lines) {
		r.objects = append(r.objects, canvas.NewText("", nil))
	}
	r.objects = r.objects[:len(p.lines)]
	h := r.height()
	for i, l := range p.lines {
		t := r.objects[i].(*canvas.Text)
		t.Text, t.TextSize, t.TextStyle, t.Color, t.Alignment = visual(l.text, l.right), p.points(), p.style, theme.Of(p.color), p.align
		if l.right && p.align == fyne.TextAlignLeading {
			t.Alignment = fyne.TextAlignTrailing
		}
		t.Move(fyne.NewPos(pad, pad+h*float32(i)))
		t.Resize(fyne.NewSize(s.Width-2*pad, h))
		t.Refresh()
	}
}

func (r *proseRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
