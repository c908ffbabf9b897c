package routing

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

func open(t *testing.T, list ...gateway.Route) (*uitest.House, *uitest.Desk, *View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1200, 800)
	h.Cfg = config()
	for i := range h.Cfg.Accounts {
		a := gateway.NewAccount()
		a.SystemID, a.PasswordHash = h.Cfg.Accounts[i].SystemID, "x"
		h.Cfg.Accounts[i] = a
	}
	h.Cfg.Routes = list
	v := New(Deps{Engine: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func two() []gateway.Route {
	return []gateway.Route{{Account: "shop", To: "+36*", Links: []string{"provider-a"}}, {Account: "*", Links: []string{"provider-b"}}}
}

func shows(t *testing.T, v *View, phrases ...string) {
	t.Helper()
	for _, p := range phrases {
		if !uitest.Shows(v.Object(), p) {
			t.Errorf("%q is not shown", p)
		}
	}
}

func TestTheFirstRule(t *testing.T) {
	h, d, v := open(t)
	shows(t, v, "No rules", "there are several")
	uitest.Tap(t, v.Object(), "Add rule")
	test.Type(v.form.to.Entry, "+36*")
	shows(t, v, "All outgoing messages to +36…", "go to provider-a", "nothing reconnects", "What no rule takes")
	if len(h.Config().Routes) != 0 {
		t.Error("it is in force before Apply")
	}
	uitest.Tap(t, v.Object(), "Add a back-up")
	uitest.Tap(t, v.Object(), "Apply")
	got := h.Config().Routes
	if len(got) != 1 || got[0].To != "+36*" || len(got[0].Links) != 2 || got[0].Links[1] != "provider-b" {
		t.Errorf("%+v", got)
	}
	if len(d.Toasts) != 1 || uitest.Shows(v.Object(), "Discard") {
		t.Errorf("after Apply: %+v", d.Toasts)
	}
}

func TestProblemsStandAtTheFieldAndTheRule(t *testing.T) {
	h, _, v := open(t, two()...)
	v.list.rows[0].Tapped(nil)
	v.form.to.SetText("3*6")
	v.form.weight.SetText("much")
	shows(t, v, "can only stand at the end", "a weight is a whole number", "Put right what is marked")
	v.Apply()
	if h.Did("apply") {
		t.Error("wrong rules were applied")
	}
	if !v.apply.Disabled() {
		t.Error("Apply is on")
	}
	v.form.to.SetText("+36*")
	v.form.weight.SetText("")
	if uitest.Shows(v.Object(), "Discard") {
		t.Error("it is as it was and there is something to apply")
	}
}

func TestOrderByKeysAndByMouse(t *testing.T) {
	h, d, v := open(t, two()...)
	d.Canvas().Focus(v.list)
	v.list.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	if v.rules.Draft[1].Account != "shop" || v.list.cursor != 1 {
		t.Fatalf("%+v", v.rules.Draft)
	}
	shows(t, v, "never reached: rule 1")
	row := v.list.rows[1]
	for range 10 { // up by one place, and beyond the first
		row.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DY: -12}})
	}
	row.DragEnd()
	if v.rules.Draft[0].Account != "shop" || v.rules.Changed() || v.editing != 0 {
		t.Errorf("%+v, rule %d is open", v.rules.Draft, v.editing)
	}
	v.list.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyD, Modifier: fyne.KeyModifierControl})
	if len(v.rules.Draft) != 3 || v.editing != 1 {
		t.Errorf("%+v, rule %d is open", v.rules.Draft, v.editing)
	}
	v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if len(v.rules.Draft) != 2 || v.editing != 1 || v.rules.Draft[v.editing].Account != "*" {
		t.Errorf("%+v, rule %d is open", v.rules.Draft, v.editing)
	}
	v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.Canvas().Focused() != fyne.Focusable(v.form.to.Entry) {
		t.Error("Enter does not go to the form")
	}
	v.Escape()
	if v.form.object.Visible() || h.Did("apply") {
		t.Error("Esc leaves the form open, or something was applied")
	}
}

func TestTryingANumber(t *testing.T) {
	h, _, v := open(t, two()...)
	test.Type(v.try.to.Entry, "+36301234567")
	shows(t, v, "is for shop, not for what is written here", "decides: it is the first that fits", "It goes to provider-b, by rule 2.")
	h.Stat.Links = []gateway.LinkStatus{{Name: "provider-b", State: gateway.LinkWaiting}}
	v.Update(gateway.Update{Links: true})
	shows(t, v, "it is down now")
	v.list.rows[1].Tapped(nil)
	v.form.to.SetText("+49*")
	shows(t, v, "number +36301234567 does not begin with +49", "The composer asks for a connection")
	uitest.Tap(t, v.Object(), "Clear")
	shows(t, v, "Nothing is sent")
}

func TestWhatHappensElsewhereAndGoesWrong(t *testing.T) {
	h, d, v := open(t, two()...)
	v.list.rows[0].Tapped(nil)
	v.form.text.SetText("code")
	h.Cfg.Routes = h.Cfg.Routes[1:]
	v.Update(gateway.Update{Config: true})
	shows(t, v, "were changed meanwhile", `with "code" in the text`)
	h.Fail = errors.New("the disk is full")
	uitest.Tap(t, v.Object(), "Apply")
	if len(d.Toasts) != 1 || !v.rules.Changed() {
		t.Errorf("%+v", d.Toasts)
	}
	uitest.Tap(t, v.Object(), "Discard")
	if len(v.list.rows) != 1 || v.form.object.Visible() {
		t.Errorf("%d rules after Discard", len(v.list.rows))
	}
}

// In a very narrow window the form stands below the list, and comes into view.
func TestVeryNarrow(t *testing.T) {
	_, _, v := open(t, slices.Repeat(two(), 8)...)
	v.Resized(600)
	v.list.rows[0].Tapped(nil)
	if v.whole == nil || v.whole.Offset.Y <= 0 {
		t.Error("the form is out of view")
	}
	shows(t, v, "Rule 1", "Try a number")
	v.Resized(1200)
	shows(t, v, "Rule 1", "Messages of shop")
}

// What a rule says to a try has the room that its target leaves.
func TestAVerdictIsWhole(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1044, 660)
	h.Furnish()
	v := New(Deps{Engine: h, Shell: d})
	d.Show(v.Object())
	v.Resized(1044)
	v.try.to.SetText("+46701740633")
	if lines := uitest.Drawn(v.Object()); !slices.Contains(lines, "number +46701740633 does not begin with +999") {
		t.Errorf("%q", lines)
	}
}
