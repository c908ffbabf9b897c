package inbox_test

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/inbox"
	"relay/ui/theme"
	"relay/ui/uitest"
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
	v := inbox.New(inbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func TestTagsOfRulesAreShown(t *testing.T) {
	_, _, v := open(t, gateway.Message{ID: 1, Direction: gateway.In, From: gateway.Address{TON: 1, Addr: "36301234567"}, Text: "price", Parts: 1, Link: "a", Tags: []string{"orders", "sales"}, CreatedAt: time.Now()})
	v.Choose(1)
	if !uitest.Shows(v.Object(), "orders") || !uitest.Shows(v.Object(), "sales") {
		t.Error("the tags are not shown")
	}
}

func TestAMessageIsReadAndAnswered(t *testing.T) {
	h, d, v := open(t, gateway.Message{ID: 1, Direction: gateway.In, From: gateway.Address{TON: 1, Addr: "36301234567"}, Text: "hello", Parts: 1, Link: "a", Unread: true, CreatedAt: time.Now()})
	v.Choose(1)
	if !h.Did("read") {
		t.Error("it stays unread")
	}
	uitest.Tap(t, v.Object(), "Reply")
	if d.draft.To != "+36301234567" || d.draft.Link != "a" {
		t.Errorf("%+v", d.draft)
	}
}

// What is read follows the parts that come.
func TestAMissingPartComes(t *testing.T) {
	m := gateway.Message{ID: 1, Direction: gateway.In, Text: "one [part 2 of 2 is missing]", Note: "1 of 2 parts", Parts: 2, CreatedAt: time.Now()}
	h, _, v := open(t, m)
	v.Choose(1)
	if !uitest.Shows(v.Object(), "the rest may still come") {
		t.Error("no word about the missing part")
	}
	m.Text, m.Note, m.Unread = "one two", "", true
	h.List[0] = m
	v.Update(gateway.Update{Messages: true})
	if uitest.Shows(v.Object(), "the rest may still come") || !h.Did("read") {
		t.Errorf("the panel shows the old state; calls %v", h.Calls)
	}
}
