package contacts

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/addressbook"
)

func TestLook(t *testing.T) {
	stored := gateway.Contact{ID: 5, Name: "Anna", Number: "+36301234567", Groups: []string{"A"}, Fields: []gateway.Field{{Key: "city", Value: "Pécs"}}}
	for name, c := range map[string]struct {
		saved   gateway.Contact
		change  func(*gateway.Contact)
		country string
		field   string // that is wrong
		can     bool
		number  string
	}{
		"nothing typed":        {stored, func(*gateway.Contact) {}, "", "", false, "+36301234567"},
		"blanks":               {stored, func(c *gateway.Contact) { c.Name = " Anna "; c.Fields = append(c.Fields, gateway.Field{}) }, "", "", false, "+36301234567"},
		"a new name":           {stored, func(c *gateway.Contact) { c.Name = "Ann" }, "", "", true, "+36301234567"},
		"a new field":          {stored, func(c *gateway.Contact) { c.Fields = append(c.Fields, gateway.Field{Key: "age", Value: "33"}) }, "", "", true, "+36301234567"},
		"a field without name": {stored, func(c *gateway.Contact) { c.Fields[0].Key = "" }, "", "fields", false, "+36301234567"},
		"a group less":         {stored, func(c *gateway.Contact) { c.Groups = nil }, "", "", true, "+36301234567"},
		"a number at home":     {stored, func(c *gateway.Contact) { c.Number = "06 30 765 4321" }, "HU", "", true, "+36307654321"},
		"without a country":    {stored, func(c *gateway.Contact) { c.Number = "06 30 765 4321" }, "", "number", false, "06 30 765 4321"},
		"no number":            {stored, func(c *gateway.Contact) { c.Number = "" }, "", "number", false, ""},
		"new and empty":        {gateway.Contact{}, func(*gateway.Contact) {}, "", "", false, ""},
		"a test number":        {gateway.Contact{}, func(c *gateway.Contact) { c.Number = "+99912345670" }, "", "", true, "+99912345670"},
		"a long name":          {gateway.Contact{}, func(c *gateway.Contact) { c.Number, c.Name = "12345", strings.Repeat("x", 101) }, "", "name", false, "12345"},
	} {
		e := NewEdit(c.saved)
		c.change(&e.Now)
		s := Look(e, c.country)
		if s.CanSave != c.can || s.Contact.Number != c.number || c.field != "" && s.Why[c.field] == "" || c.field == "" && len(s.Why) > 0 {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if stored.Fields[0].Key != "city" {
		t.Error("typing changed what is stored")
	}
}

func TestRecipients(t *testing.T) {
	list := []gateway.Contact{{Number: "+1"}, {Number: "+2", OptedOut: true}, {Number: "+3"}}
	if to, left := Recipients(list); to != "+1, +3" || left != "1 contact left out: opted out." {
		t.Errorf("%q %q", to, left)
	}
	var many []gateway.Contact
	for i := range MaxMessage + 2 {
		many = append(many, gateway.Contact{Number: fmt.Sprint(i)})
	}
	if to, left := Recipients(many); strings.Count(to, ",") != MaxMessage-1 || !strings.Contains(left, "2 contacts left out") {
		t.Errorf("%q", left)
	}
}

func TestKeywordsAndBack(t *testing.T) {
	o := gateway.OptOutConfig{Stop: []string{"STOP", "leave me"}, Start: []string{}, StopReply: "bye"}
	if got := KeywordsOf(o).Config(); !reflect.DeepEqual(got, o) {
		t.Errorf("%+v", got)
	}
	if got := (Keywords{Stop: " STOP ;ENDE,,\nraus "}).Config().Stop; !reflect.DeepEqual(got, []string{"STOP", "ENDE", "raus"}) {
		t.Errorf("%q", got)
	}
}

func TestImportGoesThroughItsSteps(t *testing.T) {
	m, err := ReadImport(t.Context(), "x.csv", []byte("who,reach\nAnna,+36301234567\nBen,\nAnna again,+36301234567\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	m.Rows, _ = m.Make()
	if got := m.Sentence(); got != "2 of 3 rows can be taken; 1 repeats a number of an earlier one and is added to it." {
		t.Error(got)
	}
	m.Uses[1] = addressbook.Use{}
	if m.Missing() == "" || m.Sentence() != m.Missing() {
		t.Error("it goes on without numbers")
	}
	m.Uses[1] = addressbook.Use{Kind: addressbook.Number}
	m.Group = " new "
	good := m.Good()
	if len(good) != 2 || !reflect.DeepEqual(good[0].Groups, []string{"new"}) || m.Rows[0].Contact.Groups != nil {
		t.Errorf("%+v", good)
	}
	m.Step = Storing
	n := 0
	for list := m.Next(good); len(list) > 0; list = m.Next(good) {
		n += len(list)
		m.Stored(len(list), gateway.Merged{Added: 1, Changed: 1})
	}
	m.Step = Done
	if got := m.Sentence(); n != 2 || got != "1 added, 1 changed, 0 as they were, 1 row left out." {
		t.Error(n, got)
	}
	m.Group = strings.Repeat("x", 61)
	if m.Missing() == "" {
		t.Error("a group of 61 letters")
	}
	for _, data := range []string{"", "name\n"} {
		if _, err := ReadImport(t.Context(), "x.csv", []byte(data), ""); err == nil {
			t.Errorf("%q was read", data)
		}
	}
	if c, err := ReadImport(t.Context(), "x.vcf", []byte("\uFEFFBEGIN:VCARD\nFN:A\nTEL:+36301234567\nEND:VCARD\n"), ""); err != nil || !c.Cards || c.Missing() != "" {
		t.Error(c, err)
	}
}

func TestWhen(t *testing.T) {
	now := time.Date(2026, 5, 6, 12, 0, 0, 0, time.Local)
	for want, at := range map[string]time.Time{"": {}, "08:30": now.Add(-210 * time.Minute), "2026-05-05": now.AddDate(0, 0, -1), "2025-05-06": now.AddDate(-1, 0, 0)} {
		if got := When(at, now); got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
}
