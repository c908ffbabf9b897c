package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Lines is a text that wraps into a fixed number of lines, so that what stands
// around it never moves; what does not fit is cut with an ellipsis.
type Lines struct {
	widget.BaseWidget
	text  string
	color fyne.ThemeColorName
	size  float32
	n     int
	tall  int // lines that it is high, where those are fewer; 0: n
	tail  string
	mid   bool
	style fyne.TextStyle
}

// NewLines makes a text of n lines.
func NewLines(s string, color fyne.ThemeColorName, size float32, n int) *Lines {
	l := &Lines{text: s, color: color, size: size, n: n}
	l.ExtendBaseWidget(l)
	return l
}

// NewWrapped makes a text in the size of facts, in as many lines as it needs in
// a width of so many units.
func NewWrapped(s string, width float32) *Lines {
	const size, most = 12, 8
	return NewLines(s, theme.Text, size, len(Wrap(s, theme.Px(width), theme.Px(size), fyne.TextStyle{}, most)))
}

// Muted makes it a text of second rank.
func (l *Lines) Muted() *Lines { l.color = theme.Muted; return l }

// Bold makes it semi-bold.
func (l *Lines) Bold() *Lines { l.style.Bold = true; return l }

// Mono sets it in the fixed-width font.
func (l *Lines) Mono() *Lines { l.style.Monospace = true; return l }

// Middle puts fewer lines than there is room for in its middle.
func (l *Lines) Middle() *Lines { l.mid = true; return l }

// Text is what it shows.
func (l *Lines) Text() string { return l.text }

// SetColored changes text and colour; nothing is drawn when they are the same.
func (l *Lines) SetColored(s string, c fyne.ThemeColorName) {
	if l.text != s || l.color != c {
		l.text, l.color = s, c
		l.Refresh()
	}
}

// Fit makes it as high as its text needs in a width.
func (l *Lines) Fit(width float32) {
	l.tall = len(Wrap(l.text, width, theme.Px(l.size), l.style, l.n))
	l.Refresh()
}

// SetTail puts a remark into the line below the text, or behind the text where
// that takes all the lines.
func (l *Lines) SetTail(s string) {
	if l.tail != s {
		l.tail = s
		l.Refresh()
	}
}

// Wrap breaks a text into at most n lines of a width, between words; a line feed
// breaks it too. The last line is cut where there is more.
func Wrap(s string, width, size float32, style fyne.TextStyle, n int) []string {
	var out []string
	fits := func(s string) bool { return fyne.MeasureText(s, size, style).Width <= width }
	for p := range strings.SplitSeq(s, "\n") {
		line := ""
		for _, word := range strings.Fields(p) {
			switch {
			case line == "":
				line = word
			case len(out) == n-1 || fits(line+" "+word):
				line += " " + word
			default:
				out, line = append(out, line), word
			}
		}
		out = append(out, line)
		if len(out) == n {
			break
		}
	}
	for i := range out {
		out[i] = Cut(out[i], width, size, style)
	}
	return out
}

// CreateRenderer implements fyne.Widget.
func (l *Lines) CreateRenderer() fyne.WidgetRenderer {
	r := &linesRenderer{l: l}
	for range l.n {
		r.lines = append(r.lines, canvas.NewText("", theme.Of(l.color)))
	}
	return r
}

type linesRenderer struct {
	l     *Lines
	lines []*canvas.Text
}

func (r *linesRenderer) Destroy() {}

func (r *linesRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.lines))
	for i, x := range r.lines {
		out[i] = x
	}
	return out
}

func (r *linesRenderer) height() float32 {
	return fyne.MeasureText("Mg", theme.Px(r.l.size), fyne.TextStyle{}).Height
}

func (r *linesRenderer) MinSize() fyne.Size {
	n := r.l.n
	if r.l.tall > 0 {
		n = min(n, r.l.tall)
	}
	return fyne.NewSize(theme.Px(20), r.height()*float32(n))
}

func (r *linesRenderer) Layout(s fyne.Size) {
	for len(r.lines) < r.l.n {
		r.lines = append(r.lines, canvas.NewText("", theme.Of(r.l.color)))
	}
	h := r.height()
	for _, x := range r.lines {
		x.Resize(fyne.NewSize(s.Width, h))
	}
	r.fill(s.Width)
}

func (r *linesRenderer) fill(width float32) {
	l, size := r.l, theme.Px(r.l.size)
	var parts []string
	if width > 0 {
		parts = Wrap(l.text, width, size, l.style, l.n)
	}
	remark := -1
	switch k := len(parts); {
	case l.tail == "" || k == 0:
	case k < l.n:
		parts, remark = append(parts, Cut(l.tail, width, size, fyne.TextStyle{})), k
	default:
		parts[k-1] = Cut(parts[k-1]+" · "+l.tail, width, size, fyne.TextStyle{})
	}
	fromRight, align := FromRight(l.text), fyne.TextAlignLeading
	if fromRight {
		align = fyne.TextAlignTrailing
	}
	top := float32(0)
	if l.mid {
		top = r.height() * float32(l.n-len(parts)) / 2
	}
	for i, x := range r.lines {
		x.Move(fyne.NewPos(0, top+float32(i)*r.height()))
		x.Text = ""
		if i < len(parts) {
			x.Text = visual(parts[i], fromRight)
		}
		x.Color, x.TextSize, x.Alignment, x.TextStyle = theme.Of(l.color), size, align, l.style
		if i == remark {
			x.Color = theme.Of(theme.Muted)
		}
		x.Refresh()
	}
}

func (r *linesRenderer) Refresh() { r.Layout(r.l.Size()) }
