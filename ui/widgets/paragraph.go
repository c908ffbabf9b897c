package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Quiet is secondary text that wraps.
type Quiet struct {
	widget.BaseWidget
	prose *Prose
}

// NewQuiet makes secondary text that wraps.
func NewQuiet(s string) *Quiet {
	p := NewParagraph(s)
	p.color = theme.Muted
	q := &Quiet{prose: p}
	q.ExtendBaseWidget(q)
	return q
}

// Flush is such a text without the space that the toolkit puts around wrapped
// text: it begins where everything begins.
func Flush(s string) fyne.CanvasObject { return NewQuiet(s).Flush() }

// Flush takes that space away.
func (q *Quiet) Flush() fyne.CanvasObject { return PadXY(-6, -5, q) }

// Centered sets the text in the middle.
func (q *Quiet) Centered() *Quiet { q.prose.align = fyne.TextAlignCenter; return q }

// Text is what it shows.
func (q *Quiet) Text() string { return q.prose.text }

// CreateRenderer implements fyne.Widget.
func (q *Quiet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.prose) }

// Set changes the text.
func (q *Quiet) Set(s string) { q.prose.SetText(s) }
