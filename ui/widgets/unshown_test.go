package widgets

import "testing"

// What the bundled fonts have is never said to be missing; what no font in the
// world has is.
func TestUnshown(t *testing.T) {
	var f Fonts
	for _, s := range []string{"", "Größe €", "Привет", "‹RLO› ⏎", "🙂", "👨‍👩‍👧"} {
		if got := f.Unshown(s); len(got) > 0 || f.Hint(s) != "" {
			t.Errorf("%q: %q", s, got)
		}
	}
	if f.shows('\U0003FFF0'); f.broken {
		t.Skip("this computer's fonts can't be read")
	}
	if got := f.Unshown("a\U0003FFF0b\U0003FFF0\U0003FFF1"); len(got) != 2 || f.Hint("\U0003FFF0") == "" {
		t.Errorf("%q", got)
	}
}
