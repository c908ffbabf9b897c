package pduview

import (
	"testing"

	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/uitest"
)

// Where the inspector is low, its words go, and then tree and octets take turns.
func TestLowInspector(t *testing.T) {
	_, d, v := open(t, true, 40, 40)
	v.GoTo(3)
	n := v.inspector
	size := func(height float32) {
		n.object.Resize(fyne.NewSize(theme.Px(600), theme.Px(height)))
		uitest.Picture(d.Canvas())
		n.object.Resize(fyne.NewSize(theme.Px(600), theme.Px(height)))
	}
	state := func() [4]bool {
		return [4]bool{n.fields.Visible(), n.octets.Visible(), n.swap.Visible(), n.room.one}
	}
	n.sideBySide(false)
	size(400)
	if state() != [4]bool{true, true, false, false} {
		t.Errorf("high: %v", state())
	}
	size(160)
	if state() != [4]bool{true, false, true, true} {
		t.Errorf("low: %v", state())
	}
	uitest.Tap(t, n.object, "Octets")
	if state() != [4]bool{false, true, true, true} {
		t.Errorf("turned: %v", state())
	}
	press(n.fields, fyne.KeyO)
	if state() != [4]bool{true, false, true, true} {
		t.Errorf("turned back by a key: %v", state())
	}
	n.sideBySide(true)
	size(160)
	if state() != [4]bool{true, true, false, false} {
		t.Errorf("side by side: %v", state())
	}
}
