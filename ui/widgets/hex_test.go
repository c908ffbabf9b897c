package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

// A tap finds its octet in either half, and what is marked comes into view.
func TestHex(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	h := NewHex()
	w := test.NewTempWindow(t, h)
	w.Resize(fyne.NewSize(620, 120))
	h.SetData(make([]byte, 400))
	got := -1
	h.OnTap = func(at int) { got = at }
	cell := h.cell()
	tap := func(column, line float32) int {
		got = -1
		h.Tapped(&fyne.PointEvent{Position: fyne.NewPos(8+column*cell.Width+2, 8+line*h.cell().Height+2)})
		return got
	}
	for at, p := range map[int][2]float32{0: {hexStart, 0}, 7: {hexStart + 21, 0}, 8: {hexStart + 25, 0}, 35: {hexStart + 9, 2}, 16: {float32(h.text()), 1}, 31: {float32(h.text()) + 15, 1}, -1: {0, 0}} {
		if n := tap(p[0], p[1]); n != at {
			t.Errorf("a tap at %v found octet %d, not %d", p, n, at)
		}
	}
	h.Mark(390, 5)
	if h.scroll.Offset.Y == 0 {
		t.Error("the marked octets are out of view")
	}
	h.Mark(0, 4)
	if y := h.scroll.Offset.Y; y > 8 {
		t.Errorf("the view stays at %v", y)
	}
}

// Where sixteen octets a line have no room there are eight, none of them cut off,
// and a tap still finds its octet.
func TestHexFits(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	h := NewHex()
	h.SetData([]byte("0123456789abcdefghij"))
	w := test.NewTempWindow(t, h)
	line := func(width float32) string {
		w.Resize(fyne.NewSize(width, 120))
		return h.grid.RowText(0)
	}
	if wide := line(h.needs(wideHex) + 20); !strings.HasSuffix(wide, "0123456789abcdef") {
		t.Errorf("with room for all a line is %q", wide)
	}
	few := line(h.needs(wideHex) - 20)
	if !strings.HasSuffix(few, "  01234567") {
		t.Errorf("with less room a line is %q", few)
	}
	if need, room := h.grid.MinSize().Width+theme.Px(16), h.MinSize().Width; need > room {
		t.Errorf("a line needs %v, the least width is %v", need, room)
	}
	got := -1
	h.OnTap = func(at int) { got = at }
	cell := h.cell()
	h.Tapped(&fyne.PointEvent{Position: fyne.NewPos(8+(hexStart+3*7+1)*cell.Width+2, 8+h.cell().Height+2)})
	if got != 15 {
		t.Errorf("a tap on the last octet of the second line found %d", got)
	}
	if a, b := h.Height(100, 1000), h.Height(100, h.MinSize().Width); b <= a {
		t.Errorf("two lines need %v, three %v", a, b)
	}
}
