package storage

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

func addContact(t *testing.T, db *DB, c gateway.Contact) int64 {
	t.Helper()
	id, err := db.SaveContact(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func namesOf(list []gateway.Contact) (out []string) {
	for _, c := range list {
		out = append(out, c.Show())
	}
	return out
}

func TestContactsAreKept(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	id := addContact(t, db, gateway.Contact{Name: " Anna Kovács ", Number: "+36301234567", Note: "likes tea", Groups: []string{"Staff", "choir", "staff", ""},
		Fields: []gateway.Field{{Key: "city", Value: "Győr"}, {}}})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder)
	list, err := db.Contacts(t.Context(), gateway.ContactQuery{IDs: []int64{id}})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	c := list[0]
	if c.Name != "Anna Kovács" || c.Number != "+36301234567" || c.Note != "likes tea" || !reflect.DeepEqual(c.Groups, []string{"choir", "Staff"}) || c.Value("CITY") != "Győr" || len(c.Fields) != 1 || c.Changed.IsZero() {
		t.Errorf("%+v", c)
	}
	// Changed, with one group less.
	c.Name, c.Groups = "Anna Nagy", []string{"Staff"}
	if again := addContact(t, db, c); again != id {
		t.Errorf("id %d became %d", id, again)
	}
	list, _ = db.Contacts(t.Context(), gateway.ContactQuery{})
	if len(list) != 1 || list[0].Name != "Anna Nagy" || !reflect.DeepEqual(list[0].Groups, []string{"Staff"}) {
		t.Errorf("%+v", list)
	}
	groups, err := db.Groups(t.Context())
	if err != nil || len(groups) != 2 || groups[0].Name != "choir" || groups[0].Members != 0 || groups[1].Members != 1 {
		t.Errorf("%+v %v", groups, err)
	}
}

func TestWhatIsWrongWithAContactIsSaidAndNothingChanges(t *testing.T) {
	db := open(t, t.TempDir())
	addContact(t, db, gateway.Contact{Name: "Anna", Number: "+36301234567"})
	for _, c := range []struct {
		c    gateway.Contact
		path string
	}{
		{gateway.Contact{Name: "Ben"}, "contact.number"},
		{gateway.Contact{Name: "Ben", Number: "Ben"}, "contact.number"},
		{gateway.Contact{Name: "Ben", Number: "0036 30 123 4567"}, "contact.number"}, // Anna's, written in another way
		{gateway.Contact{Name: strings.Repeat("x", 101), Number: "+36301111111"}, "contact.name"},
		{gateway.Contact{Name: "Ben\x00", Number: "+36301111111"}, "contact.name"},
		{gateway.Contact{Number: "+36301111111", Fields: []gateway.Field{{Key: "a", Value: "1"}, {Key: "A", Value: "2"}}}, "contact.fields"},
		{gateway.Contact{Number: "+36301111111", Fields: []gateway.Field{{Value: "1"}}}, "contact.fields"},
		{gateway.Contact{Number: "+36301111111", Fields: []gateway.Field{{Key: "{x}", Value: "1"}}}, "contact.fields"},
	} {
		_, err := db.SaveContact(t.Context(), c.c)
		p, ok := err.(gateway.Problems)
		if !ok || len(p) == 0 || p[0].Path != c.path || p[0].String() == "" {
			t.Errorf("%+v: %v", c.c, err)
		}
	}
	if _, err := db.SaveContact(t.Context(), gateway.Contact{ID: 99, Name: "gone", Number: "+36302222222"}); err == nil {
		t.Error("a contact that was deleted was changed")
	}
	if n, err := db.CountContacts(t.Context(), gateway.ContactQuery{}); n != 1 || err != nil {
		t.Error(n, err)
	}
}

// Every page follows the last one, in each order, and each contact comes once.
func TestContactsByPages(t *testing.T) {
	db := open(t, t.TempDir())
	var people []gateway.Contact
	for i := range 57 {
		c := gateway.Contact{Number: fmt.Sprintf("+3630%07d", (i*7919)%10000)}
		if i%5 > 0 {
			c.Name = string(rune('A'+i%7)) + "name" // many share one
		}
		people = append(people, c)
	}
	if m, err := db.MergeContacts(t.Context(), people); err != nil || m.Added != 57 {
		t.Fatal(m, err)
	}
	for _, sort := range []gateway.ContactSort{gateway.ByName, gateway.ByNumber, gateway.ByChanged} {
		for _, desc := range []bool{false, true} {
			whole, err := db.Contacts(t.Context(), gateway.ContactQuery{Sort: sort, Desc: desc})
			if err != nil || len(whole) != 57 {
				t.Fatal(len(whole), err)
			}
			q, got := gateway.ContactQuery{Sort: sort, Desc: desc, Limit: 10}, []gateway.Contact{}
			for {
				page, err := db.Contacts(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, page...)
				if len(page) < q.Limit {
					break
				}
				q.After = &page[len(page)-1]
			}
			if !reflect.DeepEqual(got, whole) {
				t.Errorf("sort %d desc %v: pages differ", sort, desc)
			}
		}
	}
	whole, _ := db.Contacts(t.Context(), gateway.ContactQuery{})
	if whole[0].Name != "Aname" || whole[56].Name != "" {
		t.Errorf("begins with %q, ends with %q", whole[0].Name, whole[56].Name)
	}
}

func TestSearchAndFind(t *testing.T) {
	db := open(t, t.TempDir())
	for _, c := range []gateway.Contact{
		{Name: "Kovács Anna", Number: "+36301234567", Note: "50% off", Groups: []string{"A"}},
		{Name: "Ben_O", Number: "+491711234567", Fields: []gateway.Field{{Key: "city", Value: "Köln"}}},
		{Name: "Ångström", Number: "+46701740605"},
		{Number: "1234"},
	} {
		addContact(t, db, c)
	}
	for search, want := range map[string]string{
		"kovacs": "Kovács Anna", "anna kov": "Kovács Anna", "+36 30": "Kovács Anna", "KÖLN": "Ben_O", "koln ben": "Ben_O", "ang": "Ångström", "50%": "Kovács Anna",
		"n_o": "Ben_O", "00491711": "Ben_O", "nobody": "", "anna koln": "", "%": "Kovács Anna",
	} {
		list, err := db.Contacts(t.Context(), gateway.ContactQuery{Search: search})
		if got := strings.Join(namesOf(list), ","); got != want || err != nil {
			t.Errorf("search %q: %q %v", search, got, err)
		}
	}
	for typed, want := range map[string]string{"an": "Ångström,Kovács Anna", "ann": "Kovács Anna", "acs": "", "123": "1234", "+4": "Ångström,Ben_O", "": "", "%": ""} {
		list, err := db.FindContacts(t.Context(), typed, 5)
		if got := strings.Join(namesOf(list), ","); got != want || err != nil {
			t.Errorf("find %q: %q %v", typed, got, err)
		}
	}
	if list, _ := db.FindContacts(t.Context(), "+4", 1); len(list) != 1 {
		t.Error("the limit is not kept")
	}
	for number, want := range map[string]string{"+36301234567": "Kovács Anna", "0036 30/123-4567": "Kovács Anna", "1234": "", "+3630123456": "", "": "", "Shop": ""} {
		c, err := db.ContactOf(t.Context(), number)
		if c.Name != want || err != nil || (c.ID != 0) != (want != "" || number == "1234") {
			t.Errorf("of %q: %+v %v", number, c, err)
		}
	}
}

func TestMergeByNumber(t *testing.T) {
	db := open(t, t.TempDir())
	addContact(t, db, gateway.Contact{Name: "Anna", Number: "+36301234567", Note: "old", Fields: []gateway.Field{{Key: "City", Value: "Pécs"}}, Groups: []string{"A"}})
	addContact(t, db, gateway.Contact{Name: "Ben", Number: "+36307654321", Groups: []string{"B"}})
	m, err := db.MergeContacts(t.Context(), []gateway.Contact{
		{Number: "0036301234567", Name: "Anna Nagy", Fields: []gateway.Field{{Key: "city", Value: "Győr"}, {Key: "age", Value: "33"}}, Groups: []string{"B"}},
		{Number: "+36307654321", Groups: []string{"b"}}, // nothing new
		{Number: "+36301111111", Name: "Cleo", Groups: []string{"new"}},
	})
	if err != nil || m != (gateway.Merged{Added: 1, Changed: 1, Same: 1}) {
		t.Fatalf("%+v %v", m, err)
	}
	list, _ := db.Contacts(t.Context(), gateway.ContactQuery{})
	a := list[0]
	if a.Name != "Anna Nagy" || a.Note != "old" || a.Number != "+36301234567" || a.Value("City") != "Győr" || a.Value("age") != "33" || !reflect.DeepEqual(a.Groups, []string{"A", "B"}) {
		t.Errorf("%+v", a)
	}
	if _, err := db.MergeContacts(t.Context(), []gateway.Contact{{Number: "+36302222222"}, {Number: ""}}); err == nil {
		t.Error("a contact without a number was taken")
	}
	if n, _ := db.CountContacts(t.Context(), gateway.ContactQuery{}); n != 3 {
		t.Errorf("%d contacts: a part of what was refused is stored", n)
	}
}

func TestGroupsAndTheirMembers(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	a, b := addContact(t, db, gateway.Contact{Name: "A", Number: "+36301111111"}), addContact(t, db, gateway.Contact{Name: "B", Number: "+36302222222"})
	g, err := db.SaveGroup(ctx, gateway.Group{Name: "Choir"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := db.SaveGroup(ctx, gateway.Group{Name: "Board"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "  ", "CHOIR", strings.Repeat("x", 61)} {
		if _, err := db.SaveGroup(ctx, gateway.Group{Name: name}); err == nil {
			t.Errorf("a group %q was made", name)
		}
	}
	if err := db.SetMembers(ctx, g, true, a, b, 999); err != nil {
		t.Fatal(err)
	}
	if err := db.SetMembers(ctx, h, true, b); err != nil {
		t.Fatal(err)
	}
	if _, err := db.AddOptOuts(ctx, gateway.OptOut{Number: "+36301111111"}); err != nil {
		t.Fatal(err)
	}
	x, err := db.ExpandGroups(ctx, g, h)
	if err != nil || x.OptedOut != 1 || len(x.Contacts) != 1 || x.Contacts[0].Name != "B" {
		t.Errorf("%+v %v", x, err)
	}
	if _, err := db.SaveGroup(ctx, gateway.Group{ID: h, Name: "choir"}); err == nil {
		t.Error("two groups of one name")
	}
	if _, err := db.SaveGroup(ctx, gateway.Group{ID: h, Name: "BOARD"}); err != nil {
		t.Error(err) // its own name in other letters
	}
	if err := db.SetMembers(ctx, g, false, a); err != nil {
		t.Fatal(err)
	}
	if n, _ := db.PeopleCounts(ctx); n != (gateway.PeopleCounts{Contacts: 2, Lone: 1, OptedOut: 1}) {
		t.Errorf("%+v", n)
	}
	if err := db.DeleteGroup(ctx, g); err != nil {
		t.Fatal(err)
	}
	if n, _ := db.CountContacts(ctx, gateway.ContactQuery{}); n != 2 {
		t.Error("a group took its members with it")
	}
	if err := db.DeleteContacts(ctx, a, b); err != nil {
		t.Fatal(err)
	}
	if groups, _ := db.Groups(ctx); len(groups) != 1 || groups[0].Members != 0 {
		t.Errorf("%+v", groups)
	}
}

func TestOptOutList(t *testing.T) {
	db := open(t, t.TempDir())
	ctx := t.Context()
	addContact(t, db, gateway.Contact{Name: "Anna", Number: "+36301234567"})
	base := time.UnixMilli(1_700_000_000_000).UTC()
	var list []gateway.OptOut
	for i := range 25 {
		list = append(list, gateway.OptOut{Number: fmt.Sprintf("+363012345%02d", i+50), Since: base.Add(time.Duration(i/2) * time.Second), Keyword: "STOP", Link: "a"})
	}
	if n, err := db.AddOptOuts(ctx, list...); n != 25 || err != nil {
		t.Fatal(n, err)
	}
	// It stays as it was.
	if n, err := db.AddOptOuts(ctx, gateway.OptOut{Number: "0036301234567", Note: "again"}); n != 0 || err != nil {
		t.Error(n, err)
	}
	var got []gateway.OptOut
	q := gateway.OptOutQuery{Limit: 10}
	for {
		page, err := db.OptOuts(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, page...)
		if len(page) < 10 {
			break
		}
		q.After = &page[len(page)-1]
	}
	if len(got) != 25 || got[0].Number != "+36301234574" || got[24].Number != "+36301234550" {
		t.Fatalf("%d: %+v", len(got), got)
	}
	found, err := db.OptOuts(ctx, gateway.OptOutQuery{Search: "anna"})
	if err != nil || len(found) != 1 || found[0].Name != "Anna" || found[0].Why() != `sent "STOP"` {
		t.Errorf("%+v %v", found, err)
	}
	if c, _ := db.Contacts(ctx, gateway.ContactQuery{}); !c[0].OptedOut {
		t.Error("the contact does not say that it opted out")
	}
	if err := db.RemoveOptOuts(ctx, "+36301234567", "+1"); err != nil {
		t.Fatal(err)
	}
	if n, _ := db.PeopleCounts(ctx); n.OptedOut != 24 {
		t.Errorf("%+v", n)
	}
	if _, err := db.AddOptOuts(ctx, gateway.OptOut{Number: "-"}); err == nil {
		t.Error("what is no number was taken")
	}
}

// Fifty thousand contacts: a page and a search stay quick enough for typing.
func TestManyContacts(t *testing.T) {
	if testing.Short() {
		t.Skip("fifty thousand contacts")
	}
	db := open(t, t.TempDir())
	ctx := t.Context()
	many := make([]gateway.Contact, 50_000)
	for i := range many {
		many[i] = gateway.Contact{Name: fmt.Sprintf("Person %05d", (i*31)%50_000), Number: fmt.Sprintf("+3630%07d", i)}
	}
	if m, err := db.MergeContacts(ctx, many); err != nil || m.Added != len(many) {
		t.Fatal(m, err)
	}
	quick := func(what string, do func() (int, error)) {
		t.Helper()
		at := time.Now()
		n, err := do()
		if took := time.Since(at); err != nil || n == 0 || took > 5*time.Second {
			t.Errorf("%s: %d in %v, %v", what, n, took, err)
		}
	}
	last := gateway.Contact{Name: "Person 25000", ID: 1 << 40}
	quick("a page in the middle", func() (int, error) {
		l, err := db.Contacts(ctx, gateway.ContactQuery{After: &last, Limit: 200})
		return len(l), err
	})
	quick("a search", func() (int, error) {
		l, err := db.Contacts(ctx, gateway.ContactQuery{Search: "person 4999", Limit: 200})
		return len(l), err
	})
	quick("a count", func() (int, error) {
		n, err := db.CountContacts(context.WithoutCancel(ctx), gateway.ContactQuery{Search: "son"})
		return int(n), err
	})
}
