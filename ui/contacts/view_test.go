package contacts

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

type desk struct {
	*uitest.Desk
	draft compose.Draft
}

func (d *desk) Compose(x compose.Draft) { d.draft = x }

func open(t *testing.T, folk uitest.Folk) (*uitest.House, *desk, *View) {
	t.Helper()
	h, d := uitest.New(), &desk{Desk: uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)}
	h.Cfg = gateway.NewConfig()
	h.Folk = folk
	v := New(Deps{Engine: h, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func some() uitest.Folk {
	return uitest.Folk{
		Contact: []gateway.Contact{{ID: 1, Name: "Anna", Number: "+36301234567", Groups: []string{"Choir"}}, {ID: 2, Name: "Ben", Number: "+36307654321"}, {ID: 3, Name: "Cleo", Number: "+36301111111"}},
		Circles: []gateway.Group{{ID: 101, Name: "Choir"}, {ID: 102, Name: "Board"}},
		Off:     []gateway.OptOut{{Number: "+36301111111", Keyword: "STOP"}},
	}
}

// key presses a key on the list.
func (v *View) press(name fyne.KeyName) { v.shownGrid().TypedKey(&fyne.KeyEvent{Name: name}) }

func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	_, _, v := open(t, uitest.Folk{})
	if !uitest.Shows(v.Object(), "No contacts yet") || !uitest.Shows(v.Object(), "Import a file") {
		t.Error("nothing is said")
	}
	v.Open(Place{Kind: OptedOut})
	if !uitest.Shows(v.Object(), "Nobody has opted out") {
		t.Error("the opt-out list says nothing")
	}
}

func TestAContactIsAdded(t *testing.T) {
	h, d, v := open(t, uitest.Folk{})
	uitest.Tap(t, v.Object(), "New contact")
	if d.Canvas().Focused() != v.form.name.Entry {
		t.Error("the cursor is not in the name")
	}
	test.Type(v.form.name.Entry, "Anna")
	test.Type(v.form.number.Entry, "06301234567")
	if !uitest.Shows(v.Object(), "has no country") {
		t.Errorf("the wrong number is not told: %q", v.form.why["number"].Text())
	}
	v.form.store()
	if len(h.Folk.Contact) != 0 {
		t.Fatal("a wrong number was stored")
	}
	v.form.number.SetText("")
	test.Type(v.form.number.Entry, "0036 30 123 4567")
	if !uitest.Shows(v.Object(), "Kept as +36301234567") {
		t.Error("how it is kept is not told")
	}
	uitest.Tap(t, v.Object(), "Add a field")
	v.form.fields.Refresh()
	v.form.edit.Now.Fields[0] = gateway.Field{Key: "city", Value: "Pécs"}
	test.Type(v.form.newGroup.Entry, "Choir")
	v.form.newGroup.Entry.OnSubmitted("")
	v.form.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if len(h.Folk.Contact) != 1 {
		t.Fatal(h.Calls, v.form.state)
	}
	c := h.Folk.Contact[0]
	if c.Name != "Anna" || c.Number != "+36301234567" || c.Value("city") != "Pécs" || !reflect.DeepEqual(c.Groups, []string{"Choir"}) {
		t.Errorf("%+v", c)
	}
	if v.form.state.Changed || v.grid.Cursor() != c.ID || len(v.rows) != 1 || len(v.groups) != 1 {
		t.Errorf("%+v %d %v", v.form.state, v.grid.Cursor(), v.rows)
	}
}

func TestWhatStorageRefusesStandsAtItsField(t *testing.T) {
	h, _, v := open(t, some())
	v.press(fyne.KeyDown)
	v.form.name.SetText("Anna Nagy")
	h.Fail = gateway.Problems{{Path: "contact.number", Key: "Ben has this number already"}}
	v.form.store()
	if v.form.why["number"].Text() != "Ben has this number already" || v.form.name.Text() != "Anna Nagy" {
		t.Errorf("%q, %q", v.form.why["number"].Text(), v.form.name.Text())
	}
	v.form.store()
	if h.Folk.Contact[0].Name != "Anna Nagy" || v.form.why["number"].Text() != "" {
		t.Errorf("%+v", h.Folk.Contact[0])
	}
}

func TestWhatIsTypedStaysWhileTheListChanges(t *testing.T) {
	h, _, v := open(t, some())
	v.press(fyne.KeyDown)
	v.form.note.SetText("tea")
	h.Folk.Off = append(h.Folk.Off, gateway.OptOut{Number: "+36301234567"})
	v.Update(gateway.Update{People: true})
	if v.form.note.Text() != "tea" || v.counts.OptedOut != 2 {
		t.Errorf("%q %+v", v.form.note.Text(), v.counts)
	}
	uitest.Tap(t, v.Object(), "Discard")
	if v.form.note.Text() != "" || v.form.state.Changed {
		t.Error("it is not discarded")
	}
}

func TestKeysOfTheList(t *testing.T) {
	h, d, v := open(t, some())
	v.press(fyne.KeyDown)
	v.press(fyne.KeyDown)
	if v.form.name.Text() != "Ben" {
		t.Fatalf("%q is shown", v.form.name.Text())
	}
	d.No = true
	v.press(fyne.KeyDelete)
	if len(h.Folk.Contact) != 3 || d.Asked[0] != "Delete Ben?" {
		t.Fatal(d.Asked)
	}
	d.No = false
	v.press(fyne.KeyDelete)
	if len(h.Folk.Contact) != 2 || len(v.rows) != 2 || !uitest.Shows(v.Object(), "Choose a contact") {
		t.Fatal(h.Folk.Contact)
	}
	v.Find()
	if d.Canvas().Focused() != v.find.Entry {
		t.Error("Ctrl+F")
	}
	test.Type(v.find.Entry, "cle")
	if len(v.rows) != 1 || v.rows[0].Name != "Cleo" || v.fact.Text() != "1 of 2" {
		t.Errorf("%v %q", v.rows, v.fact.Text())
	}
	v.find.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if d.Canvas().Focused() != v.grid || v.grid.Cursor() != 3 {
		t.Error("the arrow does not lead into the list")
	}
	v.press(fyne.KeyReturn)
	if d.Canvas().Focused() != v.form.name.Entry {
		t.Error("Enter does not open the form")
	}
	test.Type(v.find.Entry, "zzz")
	if !uitest.Shows(v.Object(), "Nobody found") {
		t.Error("an empty search says nothing")
	}
	v.Escape()
	if v.find.Text() != "" || len(v.rows) != 2 {
		t.Error("Esc")
	}
}

func TestManyAtOnce(t *testing.T) {
	h, d, v := open(t, some())
	v.grid.TypedShortcut(&fyne.ShortcutSelectAll{})
	if !uitest.Shows(v.Object(), "3 contacts selected") || !uitest.Shows(v.Object(), "1 of them opted out") {
		t.Fatal("the panel does not follow")
	}
	uitest.Tap(t, v.Object(), "Message")
	if d.draft.To != "+36301234567, +36307654321" || len(d.Toasts) != 1 {
		t.Errorf("%q %+v", d.draft.To, d.Toasts)
	}
	v.setMembers(h.Folk.Circles[1], true, v.picked())
	if !reflect.DeepEqual(h.Folk.Contact[1].Groups, []string{"Board"}) || v.groups[1].Members != 3 {
		t.Errorf("%+v", h.Folk.Contact)
	}
	uitest.Tap(t, v.Object(), "Put on the opt-out list")
	if !slices.Contains(h.Calls, "take back +36301234567 +36307654321 +36301111111") {
		t.Errorf("what waits for them is not taken back: %v", h.Calls)
	}
	if len(h.Folk.Off) != 3 || d.Toasts[len(d.Toasts)-1].Text != "2 numbers put on the opt-out list." {
		t.Errorf("%+v %+v", h.Folk.Off, d.Toasts)
	}
	v.press(fyne.KeyDelete)
	if d.Asked[len(d.Asked)-1] != "Delete 3 contacts?" || len(h.Folk.Contact) != 0 {
		t.Error(d.Asked)
	}
}

func TestGroups(t *testing.T) {
	h, d, v := open(t, some())
	test.Type(v.places.add.Entry, "Staff")
	v.places.add.Entry.OnSubmitted("")
	if v.place.Kind != InGroup || v.place.Group.Name != "Staff" || !uitest.Shows(v.Object(), "This group is empty") {
		t.Fatalf("%+v", v.place)
	}
	h.Fail = gateway.Problems{{Path: "group.name", Key: "there is a group already"}}
	test.Type(v.places.add.Entry, "choir")
	v.places.add.Entry.OnSubmitted("")
	if !uitest.Shows(v.Object(), "there is a group already") || v.places.add.Text() != "choir" {
		t.Error("what is wrong with the group is not told")
	}
	v.Open(Place{InGroup, h.Folk.Circles[0]})
	if len(v.rows) != 1 || !uitest.Shows(v.Object(), "Message everybody in it") {
		t.Errorf("%+v", v.rows)
	}
	uitest.Tap(t, v.Object(), "Message everybody in it")
	if d.draft.To != "+36301234567" {
		t.Errorf("%q", d.draft.To)
	}
	v.Add() // a new contact begins in the group
	if !reflect.DeepEqual(v.form.edit.Now.Groups, []string{"Choir"}) {
		t.Errorf("%v", v.form.edit.Now.Groups)
	}
	v.Close()
	uitest.Tap(t, v.Object(), "Delete the group…")
	if v.place.Kind != Everybody || len(h.Folk.Circles) != 2 || len(v.rows) != 3 {
		t.Errorf("%+v %d", v.place, len(v.rows))
	}
}

func TestTheOptOutList(t *testing.T) {
	h, d, v := open(t, some())
	uitest.Find(v.Object(), func(o fyne.CanvasObject) bool {
		n, ok := o.(*widgets.Nav)
		if ok && n.Label() == "Opted out" {
			n.Tapped(nil)
		}
		return false
	})
	if v.place.Kind != OptedOut || len(v.off) != 1 {
		t.Fatalf("%+v", v.place)
	}
	test.Type(v.keywords.number.Entry, "nobody")
	uitest.Tap(t, v.Object(), "Add to the list")
	if !uitest.Shows(v.Object(), "is no phone number") {
		t.Error("what is wrong is not told")
	}
	v.keywords.number.SetText("+36301111111")
	uitest.Tap(t, v.Object(), "Add to the list")
	if !uitest.Shows(v.Object(), "on the list already") {
		t.Error("a number twice")
	}
	v.keywords.number.SetText("+36302222222")
	v.keywords.note.SetText("asked by phone")
	uitest.Tap(t, v.Object(), "Add to the list")
	if len(h.Folk.Off) != 2 || h.Folk.Off[1].Note != "asked by phone" || v.keywords.number.Text() != "" || len(v.off) != 2 {
		t.Errorf("%+v", h.Folk.Off)
	}
	v.press(fyne.KeyDown)
	v.press(fyne.KeyDelete)
	if len(h.Folk.Off) != 1 || !strings.Contains(d.Asked[0], "+36301111111") {
		t.Errorf("%v %+v", d.Asked, h.Folk.Off)
	}
}

func TestKeywordsAreSaved(t *testing.T) {
	h, _, v := open(t, some())
	v.Open(Place{Kind: OptedOut})
	v.keywords.fields["stop"].SetText("STOP, ENDE")
	v.keywords.fields["start"].SetText("ende")
	uitest.Tap(t, v.Object(), "Save")
	if !uitest.Shows(v.Object(), "is a word for stopping already") || len(h.Cfg.OptOut.Stop) != 1 {
		t.Fatalf("%+v", h.Cfg.OptOut)
	}
	v.Update(gateway.Update{Config: true}) // what is typed stays
	v.keywords.fields["start"].SetText("START")
	v.keywords.fields["stop_reply"].SetText("Bye.")
	uitest.Tap(t, v.Object(), "Save")
	if want := (gateway.OptOutConfig{Stop: []string{"STOP", "ENDE"}, Start: []string{"START"}, StopReply: "Bye."}); !reflect.DeepEqual(h.Cfg.OptOut, want) || !v.keywords.save.Disabled() {
		t.Errorf("%+v", h.Cfg.OptOut)
	}
}

func TestExport(t *testing.T) {
	_, d, v := open(t, some())
	export := func(f Format) string {
		v.askFile(f)
		return uitest.SaveTo(t, d.Desk, "x"+f.Extension)
	}
	if got := export(Formats()[0]); strings.Count(got, "\n") != 4 || !strings.Contains(got, "Cleo,+36301111111,,,yes") || d.Toasts[0].Text != "3 contacts written to x.csv." {
		t.Errorf("%s %+v", got, d.Toasts)
	}
	v.press(fyne.KeyDown)
	v.grid.TypedShortcut(&fyne.ShortcutSelectAll{})
	if cards := export(Formats()[2]); strings.Count(cards, "VERSION:4.0") != 3 {
		t.Error(cards)
	}
	v.find.SetText("ben")
	v.Close()
	if two := export(Formats()[0]); strings.Count(two, "\n") != 2 {
		t.Error(two)
	}
	v.find.SetText("")
	v.Open(Place{Kind: OptedOut})
	if off := export(Formats()[0]); !strings.Contains(off, "+36301111111") || !strings.Contains(off, `sent ""STOP""`) || d.Toasts[len(d.Toasts)-1].Text != "1 number written to x.csv." {
		t.Errorf("%s %+v", off, d.Toasts)
	}
}

func TestNarrowWindowsFold(t *testing.T) {
	_, _, v := open(t, some())
	v.Resized(800)
	if v.column.Visible() || !v.pickBox.Visible() || v.drawer.Open() {
		t.Error("it does not fold")
	}
	v.choosePlace("Board")
	if v.place.Group.Name != "Board" || v.drawer.Open() {
		t.Error("the pick list does not lead to the group")
	}
	v.Open(Place{})
	v.press(fyne.KeyDown)
	v.press(fyne.KeyReturn)
	if !v.drawer.Open() {
		t.Error("the panel does not slide in")
	}
	v.Escape()
	if v.drawer.Open() || len(v.picked()) != 1 {
		t.Error("Esc closes the panel and leaves the selection")
	}
}

func TestSorting(t *testing.T) {
	_, _, v := open(t, some())
	v.grid.OnSort("name", true)
	v.grid.SetSort("name", true)
	v.reload()
	if v.rows[0].Name != "Cleo" {
		t.Errorf("%v", v.rows[0])
	}
}

func TestWhatIsTypedIsNotLost(t *testing.T) {
	_, d, v := open(t, some())
	v.press(fyne.KeyDown)
	v.form.note.SetText("tea")
	d.No = true
	v.press(fyne.KeyDown)
	if v.form.note.Text() != "tea" || v.grid.Cursor() != 1 || len(d.Asked) != 1 {
		t.Errorf("%q %d %v", v.form.note.Text(), v.grid.Cursor(), d.Asked)
	}
	v.Add()
	v.Close()
	v.Open(Place{Kind: OptedOut})
	if len(d.Asked) != 4 || v.form.note.Text() != "tea" || v.place.Kind != Everybody || v.grid.Cursor() != 1 {
		t.Error(d.Asked, v.place)
	}
	d.No = false
	v.press(fyne.KeyDown)
	if v.form.name.Text() != "Ben" || v.form.note.Text() != "" {
		t.Errorf("%q", v.form.name.Text())
	}
}

// A number that somebody asks for opens its contact, or the form of a new one with
// it; what is typed of another is asked for first.
func TestOpenNumber(t *testing.T) {
	_, d, v := open(t, some())
	v.OpenNumber("+36307654321")
	if v.form.edit.Saved.Name != "Ben" || !v.form.shown {
		t.Errorf("%+v is shown", v.form.edit.Saved)
	}
	v.OpenNumber("+4917012345")
	if v.form.edit.Saved.ID != 0 || v.form.number.Text() != "+4917012345" || !uitest.Shows(v.Object(), "New contact") {
		t.Errorf("%+v is shown", v.form.edit.Now)
	}
	v.form.name.SetText("Dora")
	v.OpenNumber("+36301234567")
	if len(d.Asked) != 1 || v.form.edit.Saved.Name != "Anna" {
		t.Errorf("asked %v, shown %+v", d.Asked, v.form.edit.Saved)
	}
}
