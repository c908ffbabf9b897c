package widgets

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
)

// An empty box has an outline that can be seen, also after it was ticked, and a
// ticked one its own colour.
func TestEmptyBoxesCanBeSeen(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	c := NewCheck("Repeat", func(bool) {})
	drawn := func() (out []any) {
		for _, o := range test.WidgetRenderer(c).Objects() {
			if box, ok := o.(*canvas.Image); ok {
				out = append(out, box.Resource.(*fyneTheme.ThemedResource).ColorName)
			}
		}
		return out
	}
	for _, on := range []bool{false, true, false} {
		c.SetChecked(on)
		want := any(theme.Muted)
		if on {
			want = theme.Primary
		}
		if got := drawn(); len(got) != 2 || got[1] != want {
			t.Errorf("ticked %t: drawn in %v, want %v", on, got, want)
		}
	}
}
