package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

// TestTypedTextStandsAsItWasTyped types a text into fields of many widths, so
// that words end where a line does.
func TestTypedTextStandsAsItWasTyped(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	const text = "Good morning Mrs Larsen, your appointment with Dr. Lund is confirmed for Tuesday at 9:30."
	for width := float32(150); width < 420; width += 3 {
		f := NewTextArea("")
		w := test.NewTempWindow(t, f)
		w.Resize(fyne.NewSize(width, 200))
		for _, r := range text {
			f.Entry.TypedRune(r)
		}
		if f.Text() != text {
			t.Errorf("%g wide: %q", width, f.Text())
		}
		for range text {
			f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		}
		if f.Text() != "" {
			t.Errorf("%g wide: Backspace leaves %q", width, f.Text())
		}
	}
}
