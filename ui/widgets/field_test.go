package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

// A long text scrolls within its field: it must not push its neighbours away.
func TestFieldKeepsItsWidth(t *testing.T) {
	test.NewTempApp(t)
	f := NewField("Filter")
	empty := f.MinSize()
	f.Entry.SetText(strings.Repeat("a long filter ", 30))
	if got := f.MinSize(); got != empty {
		t.Errorf("a long text makes the field %v, an empty one is %v", got, empty)
	}
}
