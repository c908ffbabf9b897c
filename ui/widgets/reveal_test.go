package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

func TestTheFocusIsSeen(t *testing.T) {
	box := VBox(10)
	for range 20 {
		box.Add(NewField(""))
	}
	pick, last := NewSelect([]string{"a", "b"}, nil), NewButton("Last", nil, Plain, nil)
	box.Add(pick)
	box.Add(last)
	scroll := container.NewVScroll(box)
	window(t, NewSurface(theme.Surface, Border(Title("A form"), nil, nil, nil, scroll)), 300, 200)
	c := fyne.CurrentApp().Driver().CanvasForObject(box)
	d := fyne.CurrentApp().Driver()
	for i, o := range box.Objects {
		test.FocusNext(c)
		at := d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(scroll))
		if at.Y < 0 || at.Y+o.Size().Height > scroll.Size().Height {
			t.Fatalf("number %d has the focus and stands at %v of %v", i+1, at.Y, scroll.Size().Height)
		}
	}
	test.FocusNext(c) // round to the first
	if scroll.Offset.Y > theme.Px(8) {
		t.Errorf("the first is seen at %v", scroll.Offset.Y)
	}
	pick.SetSelected("b")
	if pick.Selected() != "b" {
		t.Error("a pick list picks nothing")
	}
}
