package autoreplies

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

func open(t *testing.T, list ...gateway.Rule) (*uitest.House, *uitest.Desk, *View) {
	t.Helper()
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 900)
	h.Cfg = config(list...)
	for i := range h.Cfg.Rules {
		h.Cfg.Rules[i].ID = int64(i + 10)
	}
	h.Folk.Contact = []gateway.Contact{{ID: 1, Name: "Anna", Number: "+36301234567"}}
	h.Folk.Hits = map[int64]gateway.RuleHits{10: {Count: 1234, Last: time.Now()}}
	v := New(Deps{Engine: h, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func (v *View) press(name fyne.KeyName) { v.grid.TypedKey(&fyne.KeyEvent{Name: name}) }

func TestAFirstRule(t *testing.T) {
	h, d, v := open(t)
	if !uitest.Shows(v.Object(), "No rules yet") || !uitest.Shows(v.Object(), "nothing is sent") {
		t.Error("the empty screen says nothing")
	}
	uitest.Tap(t, v.Object(), "Write a first rule")
	if d.Canvas().Focused() != v.editor.fields["name"].Entry || !v.editor.save.Disabled() {
		t.Error("the form does not begin")
	}
	v.editor.fields["name"].SetText("")
	uitest.Tap(t, v.Object(), "Save")
	for _, want := range []string{"this can not be empty", "write at least one word", "the rule does nothing yet"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not told", want)
		}
	}
	if len(h.Cfg.Rules) != 0 {
		t.Fatal("a wrong rule was saved")
	}
	test.Type(v.editor.fields["name"].Entry, "price")
	test.Type(v.editor.fields["text"].Entry, "price, cost")
	if uitest.Shows(v.Object(), "write at least one word") {
		t.Error("what was put right is still told")
	}
	test.Type(v.editor.fields["answer"].Entry, "It is 5, {nmae}.")
	if !uitest.Shows(v.Object(), "there is no field {nmae}") {
		t.Error("a wrong field is not told")
	}
	v.editor.fields["answer"].SetText("It is 5, {name}.")
	uitest.Tap(t, v.Object(), "Save")
	if len(h.Cfg.Rules) != 1 || h.Cfg.Rules[0].Text != "price, cost" || !h.Cfg.Rules[0].Enabled || h.Cfg.Rules[0].PerHour != 3 {
		t.Fatalf("%+v %v", h.Cfg.Rules, d.Toasts)
	}
	if v.editor.changed || v.at() != 0 || !uitest.Shows(v.Object(), "1 of 1 rule on") {
		t.Errorf("%d %q", v.at(), v.fact.Text())
	}
}

func TestTheBoxTriesWhatIsTyped(t *testing.T) {
	h, _, v := open(t, rule("price", nil), rule("rest", func(r *gateway.Rule) { r.Match, r.Answer = gateway.MatchAny, "Pardon?" }))
	test.Type(v.box.from.Entry, "+36301234567")
	test.Type(v.box.text.Entry, "Price")
	for _, want := range []string{"price would act.", "Answers +36301234567: It is 5, Anna.", "Not looked at: price acted before it"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	// A change that is not saved is tried too.
	v.press(fyne.KeyDown)
	v.editor.fields["text"].SetText("cost")
	if !uitest.Shows(v.Object(), "rest would act.") || !uitest.Shows(v.Object(), "The text is not cost") || !uitest.Shows(v.Object(), "not saved yet") {
		t.Errorf("%+v", v.box.shown)
	}
	uitest.Tap(t, v.Object(), "Discard")
	if !uitest.Shows(v.Object(), "price would act.") || uitest.Shows(v.Object(), "not saved yet") {
		t.Errorf("%+v", v.box.shown)
	}
	h.Folk.Off = []gateway.OptOut{{Number: "+36301234567"}}
	v.box.from.SetText("")
	v.box.from.SetText("+36301234567")
	if !uitest.Shows(v.Object(), "No answer: the sender has opted out") {
		t.Errorf("%+v", v.box.shown)
	}
	test.Type(v.box.at.Entry, "soon")
	if !uitest.Shows(v.Object(), "is no time") {
		t.Error("a wrong time is not told")
	}
	if len(h.Drafts) > 0 || h.Did("apply") {
		t.Error("trying did something")
	}
}

func TestOrderSwitchAndDelete(t *testing.T) {
	h, d, v := open(t, rule("a", nil), rule("b", nil), rule("c", nil))
	if !uitest.Shows(v.Object(), "3 of 3 rules on, 1,234 hits") {
		t.Error(v.fact.Text())
	}
	v.press(fyne.KeyDown)
	v.press(fyne.KeyDown)
	v.up.Tapped(nil)
	if h.Cfg.Rules[0].Name != "b" || v.at() != 0 || v.editor.at != 0 || !v.up.Disabled() {
		t.Errorf("%d %+v", v.at(), h.Cfg.Rules)
	}
	v.press(fyne.KeySpace)
	if h.Cfg.Rules[0].Enabled || v.editor.checks["enabled"].Checked {
		t.Error("the space bar does not switch")
	}
	d.No = true
	v.press(fyne.KeyDelete)
	if len(h.Cfg.Rules) != 3 {
		t.Error("deleted without an answer")
	}
	d.No = false
	v.press(fyne.KeyDelete)
	if len(h.Cfg.Rules) != 2 || d.Asked[0] != "Delete the rule b?" || v.editor.open {
		t.Errorf("%v %+v", d.Asked, h.Cfg.Rules)
	}
}

func TestWhatIsTypedIsNotLost(t *testing.T) {
	h, d, v := open(t, rule("a", nil), rule("b", nil))
	v.press(fyne.KeyDown)
	v.editor.fields["answer"].SetText("something else")
	h.Cfg.Rules[1].Text = "changed elsewhere"
	v.Update(gateway.Update{Config: true})
	d.No = true
	v.press(fyne.KeyDown)
	if v.editor.fields["answer"].Text() != "something else" || v.at() != 0 || len(d.Asked) != 1 {
		t.Errorf("%q %d %v", v.editor.fields["answer"].Text(), v.at(), d.Asked)
	}
	v.Add()
	v.Close()
	if len(d.Asked) != 3 || v.editor.fields["answer"].Text() != "something else" {
		t.Error(d.Asked)
	}
	h.Fail = gateway.Problems{{Path: "client[x].port", Key: "too large"}}
	uitest.Tap(t, v.Object(), "Save")
	if len(d.Toasts) != 1 || v.editor.fields["answer"].Text() != "something else" || !v.editor.changed {
		t.Errorf("%+v", d.Toasts)
	}
	uitest.Tap(t, v.Object(), "Save")
	if h.Cfg.Rules[0].Answer != "something else" || h.Cfg.Rules[0].ID != 10 || h.Cfg.Rules[1].Text != "changed elsewhere" {
		t.Errorf("%+v", h.Cfg.Rules)
	}
	d.No = false
	v.press(fyne.KeyDown)
	if v.editor.fields["name"].Text() != "b" || v.editor.fields["text"].Text() != "changed elsewhere" {
		t.Error("the next rule is not shown")
	}
}

func TestAnyTextNeedsNoWords(t *testing.T) {
	_, _, v := open(t, rule("a", nil))
	v.press(fyne.KeyDown)
	if !v.editor.words.Visible() {
		t.Error("the words are not there")
	}
	v.editor.set("match", gateway.MatchAny)
	if v.editor.words.Visible() {
		t.Error("words are asked for")
	}
	v.Resized(800)
	v.press(fyne.KeyReturn)
	if !v.drawer.Open() {
		t.Error("the panel does not slide in")
	}
	v.Escape()
	if v.drawer.Open() {
		t.Error("Esc")
	}
}

func TestAltAndAnArrowMoveTheRule(t *testing.T) {
	h, _, v := open(t, rule("a", nil), rule("b", nil), rule("c", nil))
	v.press(fyne.KeyHome)
	v.grid.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	if h.Cfg.Rules[0].Name != "b" || h.Cfg.Rules[1].Name != "a" || v.at() != 1 {
		t.Fatalf("%+v, at %d", h.Cfg.Rules, v.at())
	}
	v.grid.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	if h.Cfg.Rules[0].Name != "a" || v.at() != 0 {
		t.Errorf("%+v, at %d", h.Cfg.Rules, v.at())
	}
}
