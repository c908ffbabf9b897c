package inbox

import (
	"slices"
	"testing"

	"relay/gateway"
)

func TestOddAndNote(t *testing.T) {
	for _, c := range []struct {
		m                 gateway.Message
		odd, name, phrase string
		warn              bool
	}{
		{gateway.Message{Parts: 1}, "", "Note", "", false},
		{gateway.Message{Parts: 3, Note: "2 of 3 parts"}, "2 of 3 parts", "Arrived", "2 of 3 parts, the rest may still come", true},
		{gateway.Message{Parts: 3, Note: "2 of 3 parts, the rest never came"}, "2 of 3 parts", "Arrived", "2 of 3 parts, the rest never came", true},
		{gateway.Message{Parts: 1, Note: "acknowledgement by the phone"}, "acknowledgement", "Kind", "acknowledgement by the phone", false},
		{gateway.Message{Parts: 1, Note: "no route"}, "no route", "Note", "no route", true},
	} {
		odd, warn := Odd(c.m)
		name, phrase := Note(c.m)
		if odd != c.odd || warn != c.warn || name != c.name || phrase != c.phrase {
			t.Errorf("%q: %q %v, %q %q", c.m.Note, odd, warn, name, phrase)
		}
	}
}

func TestPieces(t *testing.T) {
	m := gateway.Message{Parts: 3, Note: "1 of 3 parts", Text: "[part 1 of 3 is missing] middle [part 3 of 3 is missing]", CreatedAt: at("2026-03-10 12:00")}
	want := []Piece{{"Part 1 of 3 is missing", true, "it may come until 2026-03-11 12:00"}, {" middle ", false, ""}, {"Part 3 of 3 is missing", true, "it may come until 2026-03-11 12:00"}}
	if got := Pieces(m); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	m.Note += ", the rest never came"
	if got := Pieces(m); len(got) != 3 || got[0].Hope != "it never came" {
		t.Errorf("%+v", got)
	}
	m.Note = "" // a stranger may write such words himself
	if got := Pieces(m); len(got) != 1 || got[0].Gap {
		t.Errorf("%+v", got)
	}
}
