package widgets

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

// What stays until it is closed is not pushed out by what goes by itself.
func TestToastsKeepWhatStays(t *testing.T) {
	test.NewTempApp(t)
	toasts, now := NewToasts(), time.Now()
	shown := func() (out []string) {
		for _, x := range toasts.list {
			out = append(out, x.text)
		}
		return out
	}
	toasts.Add("refused", "", theme.Bad, true, now)
	for _, text := range []string{"a", "b", "c", "d"} {
		toasts.Add(text, "", theme.Good, false, now)
	}
	if got := shown(); !slices.Equal(got, []string{"refused", "c", "d"}) {
		t.Errorf("%q", got)
	}
	for _, text := range []string{"x", "y", "z"} {
		toasts.Add(text, "", theme.Bad, true, now)
	}
	if got := shown(); !slices.Equal(got, []string{"x", "y", "z"}) {
		t.Errorf("%q", got)
	}
	toasts.Add("e", "", theme.Good, false, now)
	if got := shown(); !slices.Equal(got, []string{"y", "z", "e"}) { // the newest is always seen
		t.Errorf("%q", got)
	}
}
