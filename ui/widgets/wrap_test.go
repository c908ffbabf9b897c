package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestBesideGoesBelowWhereThereIsNoRoom(t *testing.T) {
	test.NewTempApp(t)
	a, b := Fixed(100, 20, Spacer()), Fixed(80, 30, Spacer())
	c := Beside(300, a, b)
	c.Resize(fyne.NewSize(400, 30))
	if b.Position().X != 320 || a.Size().Width != 320 || c.MinSize().Height != 30 {
		t.Errorf("wide: %v %v %v", b.Position(), a.Size(), c.MinSize())
	}
	c.Resize(fyne.NewSize(200, 60))
	if b.Position() != fyne.NewPos(0, 20) || c.MinSize().Height != 50 {
		t.Errorf("narrow: %v %v", b.Position(), c.MinSize())
	}
}
