package widgets

import (
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
	cell := fyne.MeasureText("M", 13, fyne.TextStyle{Monospace: true})
	tap := func(column, line float32) int {
		got = -1
		h.Tapped(&fyne.PointEvent{Position: fyne.NewPos(8+column*cell.Width+2, 8+line*h.lineHeight()+2)})
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
