package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/settings"
	"relay/ui/theme"
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

// A tap beside the rows of the palette, but inside of it, leaves it open; one
// beside the palette closes it.
func TestPaletteStaysWhereItIsTapped(t *testing.T) {
	s, _ := window(t)
	s.palette.show()
	foot := s.palette.object.Objects[1]
	at := foot.Position().AddXY(foot.Size().Width/2, foot.Size().Height-3)
	if test.TapCanvas(s.Canvas(), at); !s.palette.object.Visible() {
		t.Error("a tap on its foot closes it")
	}
	if test.TapCanvas(s.Canvas(), foot.Position().AddXY(-5, 5)); s.palette.object.Visible() {
		t.Error("a tap beside it leaves it open")
	}
}

// Screens stand before what can be done with a connection, and every page of the
// settings is found.
func TestPaletteGoesEverywhere(t *testing.T) {
	s, _ := window(t)
	s.palette.show()
	at := func(name string) int {
		for i, c := range s.palette.picked {
			if c.name == name {
				return i
			}
		}
		return 999
	}
	if at("Outbox") > at("Edit provider-a") {
		t.Errorf("%s", names(s.palette.picked))
	}
	for _, page := range settings.Pages() {
		s.palette.show()
		s.palette.field.SetText(page)
		if i := at(page); i < 999 {
			s.palette.pick(i)
		}
		if s.Screen() != Settings || !uitest.Shows(s.stack, "/") || !uitest.Shows(s.stack, page) {
			t.Errorf("%s: %s", page, names(s.palette.picked))
		}
	}
}

// The plus sign enlarges wherever a keyboard has it, and 0 takes the zoom back.
func TestZoomKeys(t *testing.T) {
	s, _ := window(t)
	s.SetAppearance(settings.Appearance{Mode: theme.Light, Zoom: 100, Language: "en"})
	typed := s.Canvas().(interface{ TypedShortcut(fyne.Shortcut) })
	for _, x := range []struct {
		key  fyne.KeyName
		mod  fyne.KeyModifier
		zoom int
	}{{fyne.KeyEqual, ctrl, 110}, {fyne.KeyPlus, ctrl, 120}, {fyne.KeyEqual, ctrlShift, 130}, {fyne.KeyMinus, ctrl, 120}, {fyne.Key0, ctrl, 100}} {
		typed.TypedShortcut(&desktop.CustomShortcut{KeyName: x.key, Modifier: x.mod})
		if z := s.Appearance().Zoom; z != x.zoom {
			t.Errorf("%d %% after Ctrl+%s", z, x.key)
		}
	}
}

// What a screen makes can be made from anywhere, and a connection be tested.
func TestPaletteMakes(t *testing.T) {
	s, loop := window(t)
	for _, x := range []struct{ typed, screen, shows string }{
		{"add listener", Connections, "Listen"}, {"let an application", Connections, "System id"}, {"new campaign", Campaigns, "Next"},
		{"new contact", Contacts, "Save"}, {"new rule", AutoReplies, "Save"}, {"add rule", Routing, "Apply"}, {"test provider-a", Connections, "provider-a"},
	} {
		s.palette.show()
		s.palette.field.SetText(x.typed)
		if len(s.palette.picked) == 0 || s.palette.picked[0].to != x.screen {
			t.Errorf("%q: %s", x.typed, names(s.palette.picked))
			continue
		}
		s.palette.run()
		for loop.Turn() {
		}
		if s.Screen() != x.screen || !uitest.Shows(s.stack, x.shows) {
			t.Errorf("%q shows %s without %q", x.typed, s.Screen(), x.shows)
		}
		s.built = map[string]screen{} // the next begins with nothing open
		s.current = ""
	}
}
