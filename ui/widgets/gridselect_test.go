package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

var _ desktop.Keyable = (*Grid)(nil)

// The toolkit forgets how a widget is drawn that was out of sight for a minute: what
// it makes anew has the rows.
func TestGridComesBack(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	g := NewGrid([]Column{{Key: "a", Title: "A", Flex: true}}, &flow{10, 10}, false)
	test.NewTempWindow(t, g).Resize(fyne.NewSize(300, 200))
	before := len(test.WidgetRenderer(g.body).Objects())
	if again := g.body.CreateRenderer(); before < 5 || len(again.Objects()) != before {
		t.Errorf("%d row objects, then %d", before, len(again.Objects()))
	}
}

// With Shift the keys that move the cursor select rows, without the mouse; a Shift
// that was let go elsewhere does not stay.
func TestShiftSelectsRows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	g := NewGrid([]Column{{Key: "a", Title: "A", Flex: true}}, &flow{10, 10}, false)
	g.Resize(fyne.NewSize(300, 300))
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			g.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	want := func(ids ...int64) {
		t.Helper()
		if got := g.Selected(); !slices.Equal(got, ids) {
			t.Errorf("selected are %v, want %v", got, ids)
		}
	}
	press(fyne.KeyDown, fyne.KeyDown)
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyDown, fyne.KeyDown)
	want(9, 8, 7)
	press(fyne.KeyHome)
	want(10, 9)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyDown)
	want(9)
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftRight})
	g.FocusLost()
	press(fyne.KeyDown)
	want(8)
}
