package widgets

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Hex shows octets with their offset and as ASCII; a range can be marked, and a
// tap on an octet tells its offset.
type Hex struct {
	widget.BaseWidget
	grid     *widget.TextGrid
	scroll   *container.Scroll
	data     []byte
	from, to int
	width    int // octets a line: wide, or few where that has no room
	// OnTap is told the offset of an octet that was tapped.
	OnTap func(offset int)
}

const hexStart = 6 // cells before the first octet

// Octets a line.
const (
	wideHex = 16
	fewHex  = 8
)

// NewHex makes an empty view.
func NewHex() *Hex {
	h := &Hex{grid: widget.NewTextGrid(), width: wideHex}
	h.scroll = container.NewScroll(Pad(8, h.grid))
	h.ExtendBaseWidget(h)
	return h
}

// Small sets it in the letters of remarks.
func (h *Hex) Small() *Hex {
	h.scroll.Content = Pad(8, container.NewThemeOverride(h.grid, smallText{fyne.CurrentApp().Settings().Theme()}))
	return h
}

// needs is the width of lines of so many octets.
func (h *Hex) needs(octets int) float32 {
	return theme.Px(2*8) + float32(cells(octets)+octets)*h.cell().Width
}

// cells are those before the first character.
func cells(octets int) int { return hexStart + 3*octets + 2 }

// cell is the size of one of them, as the toolkit rounds it.
func (h *Hex) cell() fyne.Size {
	h.grid.MinSize() // it measures itself before it is asked
	p := h.grid.PositionForCursorLocation(1, 1)
	return fyne.NewSize(p.X, p.Y)
}

// smallText is a theme whose text is that of remarks.
type smallText struct{ fyne.Theme }

func (t smallText) Size(n fyne.ThemeSizeName) float32 {
	if n == fyneTheme.SizeNameText {
		return theme.Px(11.5)
	}
	return t.Theme.Size(n)
}

// Height is what all its lines need in so much room, or so many of them.
func (h *Hex) Height(most int, room float32) float32 {
	octets := h.fits(theme.Px(room))
	n := min((len(h.data)+octets-1)/octets, most)
	return (theme.Px(16) + float32(n)*h.cell().Height) / theme.Px(1)
}

// fits is how many octets a line of a width takes.
func (h *Hex) fits(width float32) int {
	if width < h.needs(wideHex) {
		return fewHex
	}
	return wideHex
}

// text is the cell of the first character.
func (h *Hex) text() int { return cells(h.width) }

// cellStyle looks its colours up when it is drawn, so that it follows the theme.
type cellStyle struct {
	ink    fyne.ThemeColorName
	marked bool
}

func (s cellStyle) Style() fyne.TextStyle  { return fyne.TextStyle{Monospace: true} }
func (s cellStyle) TextColor() color.Color { return theme.Of(s.ink) }
func (s cellStyle) BackgroundColor() color.Color {
	if s.marked {
		return theme.Of(theme.Marked)
	}
	return nil
}

// SetData shows octets, unmarked.
func (h *Hex) SetData(data []byte) {
	h.data = data
	h.Mark(0, 0)
	h.scroll.ScrollToTop()
	h.scroll.Refresh() // its content is of another height
}

// Mark marks length octets from an offset.
func (h *Hex) Mark(offset, length int) {
	h.from, h.to = offset, offset+length
	h.fill()
	if length > 0 {
		h.reveal()
	}
}

// Marked is where the first marked octet stands in the window; ok is false where
// none is, or it is out of view.
func (h *Hex) Marked() (at fyne.Position, ok bool) {
	cell := h.cell()
	y := theme.Px(8) + float32(h.from/h.width)*cell.Height - h.scroll.Offset.Y
	if h.to <= h.from || !h.Visible() || y < 0 || y+cell.Height > h.scroll.Size().Height {
		return fyne.Position{}, false
	}
	column := hexStart + 3*(h.from%h.width)
	if h.from%h.width >= h.width/2 {
		column++
	}
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(h.scroll).AddXY(theme.Px(8)+float32(column)*cell.Width, y), true
}

// reveal scrolls to what is marked, if it is out of view.
func (h *Hex) reveal() {
	line, view := h.cell().Height, h.scroll.Size().Height
	top := theme.Px(8) + float32(h.from/h.width)*line
	bottom := theme.Px(8) + float32((h.to-1)/h.width+1)*line
	at := h.scroll.Offset.Y
	switch {
	case top < at:
		at = top
	case bottom > at+view:
		at = min(top, bottom-view)
	default:
		return
	}
	h.scroll.ScrollToOffset(fyne.NewPos(0, max(0, at)))
}

func (h *Hex) fill() {
	rows := make([]widget.TextGridRow, 0, len(h.data)/h.width+1)
	for at := 0; at < len(h.data); at += h.width {
		var row widget.TextGridRow
		put := func(s string, st widget.TextGridStyle) {
			for _, r := range s {
				row.Cells = append(row.Cells, widget.TextGridCell{Rune: r, Style: st})
			}
		}
		muted := cellStyle{ink: theme.Muted}
		put(fmt.Sprintf("%04X  ", at), muted)
		for i := at; i < at+h.width; i++ {
			if i >= len(h.data) {
				put("   ", muted)
			} else {
				st := cellStyle{ink: theme.Text, marked: i >= h.from && i < h.to}
				put(fmt.Sprintf("%02X", h.data[i]), st)
				put(" ", cellStyle{ink: theme.Text, marked: st.marked && i+1 < h.to && i+1 < at+h.width})
			}
			if i == at+h.width/2-1 {
				put(" ", muted)
			}
		}
		put(" ", muted)
		for i := at; i < min(at+h.width, len(h.data)); i++ {
			c := rune(h.data[i])
			st := cellStyle{ink: theme.Text, marked: i >= h.from && i < h.to}
			if c < 0x20 || c > 0x7E {
				c, st.ink = '·', theme.Muted
			}
			put(string(c), st)
		}
		rows = append(rows, row)
	}
	h.grid.Rows = rows
	h.grid.Refresh()
}

// Tapped finds the octet under the pointer.
func (h *Hex) Tapped(e *fyne.PointEvent) {
	if h.OnTap == nil || len(h.grid.Rows) == 0 {
		return
	}
	height := h.cell().Height
	x := int((e.Position.X + h.scroll.Offset.X - theme.Px(8)) / h.cell().Width)
	y := int((e.Position.Y + h.scroll.Offset.Y - theme.Px(8)) / height)
	col := -1
	switch {
	case x >= h.text():
		col = x - h.text()
	case x >= hexStart:
		k := x - hexStart
		if k > 3*h.width/2 {
			k--
		}
		col = k / 3
	}
	if at := y*h.width + col; col >= 0 && col < h.width && y >= 0 && at < len(h.data) {
		h.OnTap(at)
	}
}

// CreateRenderer implements fyne.Widget.
func (h *Hex) CreateRenderer() fyne.WidgetRenderer {
	return &hexRenderer{WidgetRenderer: widget.NewSimpleRenderer(h.scroll), h: h}
}

// hexRenderer puts as many octets on a line as have room.
type hexRenderer struct {
	fyne.WidgetRenderer
	h *Hex
}

func (r *hexRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.h.needs(fewHex), r.h.scroll.MinSize().Height)
}

func (r *hexRenderer) Layout(s fyne.Size) {
	if octets := r.h.fits(s.Width); r.h.width != octets {
		r.h.width = octets
		r.h.fill()
	}
	r.WidgetRenderer.Layout(s)
}
