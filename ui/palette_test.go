package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/uitest"
)

// A contact that the palette finds gets a message, and what was typed last is
// what counts.
func TestPaletteFindsContacts(t *testing.T) {
	s, loop := window(t)
	s.Office.(*uitest.House).Folk.Contact = []gateway.Contact{{ID: 1, Name: "Maria Larsen", Number: "+46701740633"}, {ID: 2, Name: "Ben", Number: "+46701740634"}}
	s.palette.show()
	s.palette.field.SetText("ben")
	s.palette.field.SetText("mari")
	if !uitest.Shows(s.frame, "Looking …") {
		t.Error("it does not say that it looks")
	}
	until(t, loop, func() bool { return uitest.Shows(s.frame, "Maria Larsen") || !s.palette.looks })
	if uitest.Shows(s.frame, "write to +46701740634") {
		t.Error("it found what was typed before")
	}
	if s.palette.picked[0].name != "Maria Larsen" {
		t.Fatalf("found: %s", names(s.palette.picked))
	}
	s.palette.field.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	for loop.Turn() {
	}
	if s.Screen() != Outbox || !uitest.Shows(s.frame, "+46701740633") {
		t.Errorf("%s is shown, without the number", s.Screen())
	}
}
