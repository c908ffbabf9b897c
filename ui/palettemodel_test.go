package ui

import (
	"strings"
	"testing"
)

func names(list []choice) string {
	var out []string
	for _, c := range list {
		out = append(out, c.name)
	}
	return strings.Join(out, "|")
}

func TestPalettePicks(t *testing.T) {
	all := []choice{
		{group: groupDo, name: "New message", keys: "Ctrl+N"}, {group: groupDo, name: "Try provider-a now", hint: "connection", link: true}, {group: groupDo, name: "Larger"},
		{group: groupGo, name: "Outbox"}, {group: groupGo, name: "Inbox"}, {group: groupGo, name: "Edit provider-a", hint: "connection", link: true},
	}
	found := []choice{{group: groupFound, name: "+36301234567"}}
	for _, c := range []struct{ typed, want string }{
		{"", "New message|Try provider-a now|Larger|Outbox|Inbox|Edit provider-a"},
		{"box", "Outbox|Inbox"},
		{"in", "Inbox"},
		{"pro", "Try provider-a now|Edit provider-a"},
		{"now try", "Try provider-a now"},
		{"ctrl+n", "New message"},
		{">", "New message|Try provider-a now|Larger"},
		{"> la", "Larger"},
		{"@", "Try provider-a now|Edit provider-a"},
		{"@ edit", "Edit provider-a"},
		{"#1", ""},
		{"nothing of that kind", ""},
	} {
		if got := names(askedOf(c.typed).pick(all, nil)); got != c.want {
			t.Errorf("%q: %s, want %s", c.typed, got, c.want)
		}
	}
	if got := names(askedOf("+363").pick(all, found)); got != "+36301234567" {
		t.Errorf("a number: %s", got)
	}
	for typed, want := range map[string]bool{"": false, "ab": false, "abc": true, "#1": false, "#12": true, "+3": true, "> abc": false, "@abc": false} {
		if askedOf(typed).wants() != want {
			t.Errorf("%q looks for messages: %v", typed, !want)
		}
	}
}

func TestPaletteMarks(t *testing.T) {
	var got []string
	for _, p := range askedOf("try now").marked("Try provider-a now") {
		s := p.text
		if p.matched {
			s = "[" + s + "]"
		}
		got = append(got, s)
	}
	if s := strings.Join(got, ""); s != "[Try] provider-a [now]" {
		t.Error(s)
	}
}

func FuzzPalette(f *testing.F) {
	f.Add("try now", "Try provider-a now")
	f.Add("# ", "")
	f.Add("İ", "İstanbul")
	f.Fuzz(func(t *testing.T, typed, name string) {
		a := askedOf(typed)
		a.pick([]choice{{group: groupDo, name: name}}, nil)
		var all strings.Builder
		for _, p := range a.marked(name) {
			all.WriteString(p.text)
		}
		if all.String() != name {
			t.Errorf("%q marked in %q gives %q", typed, name, all.String())
		}
	})
}
