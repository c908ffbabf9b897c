package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Text is one line without padding, in a colour kept by name.
type Text struct {
	widget.BaseWidget
	text  string
	color fyne.ThemeColorName
	size  float32
	style fyne.TextStyle
	align fyne.TextAlign
	elide bool
	side  *bool // see From
}

// NewText makes a line of a size (13 is the body text) in a colour.
func NewText(s string, color fyne.ThemeColorName, size float32) *Text {
	t := &Text{text: s, color: color, size: size}
	t.ExtendBaseWidget(t)
	return t
}

// Body, Small, Title and Heading are the usual sizes.
func Body(s string) *Text    { return NewText(s, theme.Text, 13) }
func Small(s string) *Text   { return NewText(s, theme.Muted, 11.5) }
func Title(s string) *Text   { return NewText(s, theme.Text, 15).Bold() }
func Heading(s string) *Text { return NewText(s, theme.Text, 18).Bold() }

// Bold makes it semi-bold.
func (t *Text) Bold() *Text { t.style.Bold = true; return t }

// Regular takes the weight away again.
func (t *Text) Regular() *Text { t.style.Bold = false; return t }

// Mono sets it in the fixed-width font.
func (t *Text) Mono() *Text { t.style.Monospace = true; return t }

// Elide lets it be narrower than its text, which is cut with an ellipsis then.
func (t *Text) Elide() *Text { t.elide = true; return t }

// Right aligns it to the right.
func (t *Text) Right() *Text { t.align = fyne.TextAlignTrailing; return t }

// From tells whether the text that it is a line of begins at the right, where
// the line by itself would not tell.
func (t *Text) From(right bool) *Text { t.side = &right; return t }

// Center puts it into the middle.
func (t *Text) Center() *Text { t.align = fyne.TextAlignCenter; return t }

// Text is what it shows.
func (t *Text) Text() string { return t.text }

// Whole is how wide it is uncut.
func (t *Text) Whole() float32 { return fyne.MeasureText(t.text, theme.Px(t.size), t.style).Width }

// Set changes the text; nothing is drawn when it is the same.
func (t *Text) Set(s string) { t.SetColored(s, t.color) }

// SetColored changes text and colour.
func (t *Text) SetColored(s string, c fyne.ThemeColorName) {
	if t.text == s && t.color == c {
		return
	}
	t.text, t.color = s, c
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, c: canvas.NewText("", theme.Of(t.color))}
	r.Refresh()
	return r
}

type textRenderer struct {
	t *Text
	c *canvas.Text
}

func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c} }

func (r *textRenderer) MinSize() fyne.Size {
	s := fyne.MeasureText(r.t.text, theme.Px(r.t.size), r.t.style)
	if r.t.elide {
		s.Width = theme.Px(20)
	}
	return s
}

func (r *textRenderer) Layout(s fyne.Size) {
	h := r.c.MinSize().Height
	r.c.Move(fyne.NewPos(0, (s.Height-h)/2))
	r.c.Resize(fyne.NewSize(s.Width, h))
	r.fit(s.Width)
}

func (r *textRenderer) fit(width float32) {
	s := r.t.text
	if r.t.elide && width > 0 {
		s = Cut(s, width, theme.Px(r.t.size), r.t.style)
	}
	right := r.t.side != nil && *r.t.side
	if r.t.side == nil {
		right = FromRight(r.t.text)
	}
	if s = visual(s, right); r.c.Text != s {
		r.c.Text = s
		r.c.Refresh()
	}
}

func (r *textRenderer) Refresh() {
	r.c.Color, r.c.TextSize, r.c.TextStyle, r.c.Alignment = theme.Of(r.t.color), theme.Px(r.t.size), r.t.style, r.t.align
	r.fit(r.t.Size().Width)
	r.c.Refresh()
}

// Cut shortens a text to a width, with an ellipsis. Measuring is what it costs, so
// it begins where the cut would be if all letters were as wide.
func Cut(s string, width, size float32, style fyne.TextStyle) string {
	all := fyne.MeasureText(s, size, style).Width
	if all <= width {
		return s
	}
	runes := []rune(s)
	fits := func(n int) bool { return fyne.MeasureText(string(runes[:n])+"…", size, style).Width <= width }
	lo, hi := 0, len(runes) // lo runes fit, or are none; more than hi do not
	at := max(1, min(hi, int(float32(hi)*width/all)))
	for step := 1; lo < hi; {
		if fits(at) {
			lo = at
		} else {
			hi = at - 1
		}
		if lo == 0 || hi == len(runes) || hi-lo > 2*step { // one side is not known yet
			if lo == at {
				at = min(hi, lo+step)
			} else {
				at = max(lo+1, hi+1-step)
			}
			step *= 2
			continue
		}
		at = (lo + hi + 1) / 2
	}
	if lo == 0 {
		return ""
	}
	return string(runes[:lo]) + "…"
}
