package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestWrap(t *testing.T) {
	test.NewTempApp(t)
	width := fyne.MeasureText("one two three", 12, fyne.TextStyle{}).Width
	for _, c := range []struct {
		text string
		n    int
		want string // lines joined by |
	}{
		{"one two three", 2, "one two three"},
		{"one two three four", 2, "one two three|four"},
		{"one\ntwo", 2, "one|two"},
		{"one two three four\nfive", 2, "one two three|four"},
		{"", 2, ""},
	} {
		if got := strings.Join(Wrap(c.text, width, 12, fyne.TextStyle{}, c.n), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	got := Wrap("one two three four five six seven eight", width, 12, fyne.TextStyle{}, 2)
	if len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("what does not fit is not cut: %q", got)
	}
	if got := Wrap("incomprehensibilities", width, 12, fyne.TextStyle{}, 2); !strings.HasSuffix(got[0], "…") {
		t.Errorf("a long word is not cut: %q", got)
	}
}
