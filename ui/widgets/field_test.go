package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
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

func TestAPasswordIsTypedAnew(t *testing.T) {
	p := NewPassword()
	other := NewField("")
	window(t, VBox(4, p, other), 300, 100)
	p.SetText("stored")
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	c.Focus(p.Entry)
	test.Type(p.Entry, "new")
	if p.Text() != "new" {
		t.Errorf("%q after it was typed by Tab", p.Text())
	}
	c.Focus(other.Entry)
	p.Entry.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	p.Entry.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	test.Type(p.Entry, "newer")
	if p.Text() != "newer" {
		t.Errorf("%q after it was typed by the mouse", p.Text())
	}
}

func TestTabLeavesATextOfSeveralLines(t *testing.T) {
	text, after := NewTextArea(""), NewField("")
	window(t, VBox(4, text, after), 300, 200)
	c := fyne.CurrentApp().Driver().CanvasForObject(text)
	c.Focus(text.Entry)
	if text.Entry.AcceptsTab() {
		t.Fatal("Tab is typed into the text")
	}
	test.FocusNext(c)
	if c.Focused() != after.Entry {
		t.Errorf("the focus is on %T", c.Focused())
	}
}
