package inbox_test

import (
	"testing"

	"relay/ui/inbox"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *inbox.View {
		return uitest.Stand(d, inbox.New(inbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: &desk{Desk: d}}))
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), uitest.Plain(open)...)
}
