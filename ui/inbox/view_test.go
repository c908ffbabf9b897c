package inbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/inbox"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

type desk struct {
	*uitest.Desk
	draft compose.Draft
}

func (d *desk) Compose(x compose.Draft) { d.draft = x }

func open(t *testing.T, list ...gateway.Message) (*uitest.House, *desk, *inbox.View) {
	h, d := uitest.New(), &desk{Desk: uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)}
	h.List = list
	h.Numbers.In = int64(len(list))
	v := inbox.New(inbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Resized(1236)
	v.Shown()
	return h, d, v
}

func incoming(id int64, from, text string) gateway.Message {
	return gateway.Message{ID: id, Direction: gateway.In, From: gateway.Address{TON: 1, NPI: 1, Addr: from}, To: gateway.Address{Addr: "777"}, Text: text, Parts: 1, Link: "a", CreatedAt: time.Now()}
}

func TestEmptyInbox(t *testing.T) {
	_, d, v := open(t)
	uitest.Tap(t, v.Object(), "Try it")
	if d.draft.Text != "reply Hello from the simulator" {
		t.Errorf("%+v", d.draft)
	}
}

// A conversation is read as a whole: both directions, what came is marked as
// read, the answer goes back the way it came.
func TestConversation(t *testing.T) {
	one, other := incoming(1, "36301234567", "hello"), incoming(2, "4917012345", "somebody else")
	one.Unread = true
	sent := gateway.Message{ID: 3, Direction: gateway.Out, To: one.From, From: one.To, Text: "hello yourself", State: gateway.Delivered, Parts: 1, CreatedAt: time.Now()}
	h, d, v := open(t, sent, other, one)
	if !uitest.Shows(v.Object(), "You: hello yourself") || !uitest.Shows(v.Object(), "somebody else") || h.Did("read") {
		t.Errorf("the list, or something was read too early: %v", h.Calls)
	}
	v.Open("36301234567")
	if !uitest.Shows(v.Object(), "hello yourself") || !uitest.Shows(v.Object(), "1 new") || !h.Did("read") {
		t.Errorf("the thread; calls %v", h.Calls)
	}
	if !uitest.Shows(v.Object(), "Reply as 777 over a") {
		t.Error("it is not said how an answer leaves")
	}
	uitest.Tap(t, v.Object(), "PDUs")
	if d.Opened != `pdus from=="36301234567" || dest=="36301234567"` {
		t.Errorf("%q is opened", d.Opened)
	}
	uitest.Tap(t, v.Object(), "Contact")
	if d.Opened != "contact +36301234567" {
		t.Errorf("%q is opened", d.Opened)
	}
}

func TestNamesOfContacts(t *testing.T) {
	h, _, v := open(t, incoming(1, "36301234567", "hello"))
	if !uitest.Shows(v.Object(), "not in contacts") {
		t.Error("a stranger looks known")
	}
	if _, err := h.SaveContact(t.Context(), gateway.Contact{Name: "Amira Haddad", Number: "+36301234567"}); err != nil {
		t.Fatal(err)
	}
	v.Update(gateway.Update{People: true})
	if !uitest.Shows(v.Object(), "Amira Haddad") || !uitest.Shows(v.Object(), "AH") {
		t.Error("the name is not shown")
	}
}

// What is read follows the parts that come.
func TestAMissingPartComes(t *testing.T) {
	m := incoming(1, "36301234567", "one [part 2 of 2 is missing]")
	m.Note, m.Parts = "1 of 2 parts", 2
	h, d, v := open(t, m)
	v.Open("36301234567")
	if !uitest.Shows(v.Object(), "Part 2 of 2 is missing") || !uitest.Shows(v.Object(), "it may come until") {
		t.Error("no word about the missing part")
	}
	if uitest.Shows(v.Object(), "[part") {
		t.Error("the list shows the mark as it is stored")
	}
	uitest.Tap(t, v.Object(), "Show what came")
	if top := d.Canvas().Overlays().Top(); top == nil || !uitest.Shows(top, "1 of 2 parts, the rest may still come") {
		t.Error("what came is not shown")
	}
	m.Text, m.Note, m.Unread = "one two", "", true
	h.List[0] = m
	v.Update(gateway.Update{Messages: true})
	if uitest.Shows(v.Object(), "is missing") || !uitest.Shows(v.Object(), "one two") || !h.Did("read") {
		t.Errorf("the thread shows the old state; calls %v", h.Calls)
	}
}

// Where there is little room, list and thread take turns.
func TestNarrowInbox(t *testing.T) {
	_, _, v := open(t, incoming(1, "36301234567", "hello"))
	v.Resized(700)
	if uitest.Shows(v.Object(), "Choose a conversation") {
		t.Error("both are shown")
	}
	v.Open("36301234567")
	if !uitest.Shows(v.Object(), "Reply as 777 over a") || uitest.Shows(v.Object(), "Search  (Ctrl+F)") {
		t.Error("the thread does not cover the list")
	}
	v.Escape()
	if uitest.Shows(v.Object(), "Reply as 777 over a") {
		t.Error("there is no way back")
	}
}

// Receipts that match nothing are told of, even where nothing else has arrived.
func TestUnmatchedReceipts(t *testing.T) {
	h, d, v := open(t)
	h.Numbers.Orphans = 2
	v.Update(gateway.Update{Messages: true})
	uitest.Tap(t, v.Object(), "Unmatched")
	if o := d.Canvas().Overlays().Top(); o == nil || !uitest.Shows(o, "names an id that no message here has") {
		t.Error("they are not listed")
	}
}

// What strangers write acts on nothing, and a line of two directions stands as
// it is read.
func TestStrangersActOnNothing(t *testing.T) {
	const hostile = "pay\u202e\x1b[31m\x00\u200b\u2066 now"
	m := incoming(1, hostile, hostile)
	m.To.Addr, m.Note, m.Tags = hostile, hostile, []string{hostile}
	_, _, v := open(t, m, incoming(2, hostile, "אבג 12 (דה)"))
	v.Open(hostile)
	drawn := uitest.Drawn(v.Object())
	if !slices.ContainsFunc(drawn, func(s string) bool { return strings.Contains(s, "‹RLO›") }) {
		t.Errorf("the marks are not there: %q", drawn)
	}
	if bad := uitest.Hidden(v.Object()); len(bad) > 0 {
		t.Errorf("drawn as they came: %q", bad)
	}
	if !slices.Contains(drawn, "(\u200eדה\u200e) 12 \u200eאבג\u200e") {
		t.Errorf("the Hebrew line: %q", drawn)
	}
}

// That letters have no font is said within the bubble, however narrow it is.
func TestHintStaysInTheBubble(t *testing.T) {
	_, d, v := open(t, incoming(1, "36301234567", "\U000F0000\U000F0001 ok"))
	d.Window().Resize(fyne.NewSize(700, 800))
	v.Resized(700)
	v.Open("36301234567")
	found := false
	for _, o := range uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*canvas.Text); return ok }) {
		line := o.(*canvas.Text)
		found = found || strings.Contains(line.Text, "no font")
		if w := line.MinSize().Width; strings.Contains(line.Text, "characters") && w > 460 {
			t.Errorf("%q is %.0f wide", line.Text, w)
		}
	}
	if !found {
		t.Error("nothing is said of the font")
	}
}

// The list is narrowed to where messages came in, and says when nothing fits.
func TestWhereMessagesCameIn(t *testing.T) {
	one, other := incoming(1, "36301234567", "over a"), incoming(2, "4917012345", "from the shop")
	other.Link, other.Account = "", "shop"
	h, _, v := open(t, one, other)
	choice := func() []fyne.CanvasObject {
		return uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Select); return ok })
	}
	if len(choice()) > 0 {
		t.Error("there is a choice where there is nothing to choose")
	}
	a, b, shop := gateway.NewClient(), gateway.NewClient(), gateway.NewAccount()
	a.Name, b.Name, shop.SystemID = "a", "b", "shop"
	h.Cfg.Clients, h.Cfg.Accounts = []gateway.ClientConfig{a, b}, []gateway.Account{shop}
	v.Update(gateway.Update{Config: true})
	if len(choice()) != 1 {
		t.Fatal("there is no choice")
	}
	pick := func(word string, shows ...bool) {
		t.Helper()
		inside := uitest.Find(choice()[0], func(o fyne.CanvasObject) bool { _, ok := o.(interface{ SetSelected(string) }); return ok })
		inside[len(inside)-1].(interface{ SetSelected(string) }).SetSelected(word) // as a user does: it is told
		for i, text := range []string{"over a", "from the shop", "No conversation fits."} {
			if uitest.Shows(v.Object(), text) != shows[i] {
				t.Errorf("%s: %q is shown: %v", word, text, !shows[i])
			}
		}
	}
	pick("a", true, false, false)
	pick("account shop", false, true, false)
	pick("b", false, false, true)
	pick("Every connection and account", true, true, false)
	pick("b", false, false, true)
	h.Cfg.Clients = h.Cfg.Clients[:1] // the connection goes
	v.Update(gateway.Update{Config: true})
	if !uitest.Shows(v.Object(), "over a") {
		t.Error("the list stays narrowed to a connection that is gone")
	}
}

// Who does not want messages is put on the list from the conversation, after a
// question, and marked.
func TestOptingSomebodyOut(t *testing.T) {
	h, d, v := open(t, incoming(1, "36301234567", "please no more"))
	v.Open("36301234567")
	d.No = true
	uitest.Tap(t, v.Object(), "Opt out")
	if out, _ := h.OptedOut(t.Context(), []string{"+36301234567"}); len(d.Asked) != 1 || len(out) > 0 {
		t.Fatalf("asked %v, out %v", d.Asked, out)
	}
	d.No = false
	uitest.Tap(t, v.Object(), "Opt out")
	if out, _ := h.OptedOut(t.Context(), []string{"+36301234567"}); !out["+36301234567"] {
		t.Error("it is not on the list")
	}
	if uitest.Shows(v.Object(), "Opt out") || !uitest.Shows(v.Object(), "opted out") {
		t.Error("it is not marked")
	}
}
