package simulator

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

func open(t *testing.T) (*uitest.House, *uitest.Desk, *View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1100, 700)
	h.Cfg.Simulator = gateway.SimulatorConfig{Listen: "127.0.0.1:2776", Scenario: gateway.Normal}
	v := New(Deps{Engine: h, Simulator: uitest.Centre{House: h}, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func (v *View) row(t *testing.T, name string) *row {
	t.Helper()
	for _, r := range v.rows {
		if r.scenario.Name == name {
			return r
		}
	}
	t.Fatalf("there is no row %q", name)
	return nil
}

func TestScenariosMix(t *testing.T) {
	h, _, v := open(t)
	if !uitest.Shows(v.Object(), "normal: Everything is delivered") || v.row(t, "busy").line.Visible() {
		t.Error("it does not begin as normal")
	}
	uitest.Tap(t, v.Object(), "receipts twice")
	uitest.Tap(t, v.Object(), "busy")
	if got := h.Config().Simulator.Scenario; got != "busy+receipts twice" {
		t.Errorf("%q", got)
	}
	if !uitest.Shows(v.Object(), "2 on: busy, receipts twice") || !v.row(t, "busy").tick.on || !v.row(t, "busy").line.Visible() {
		t.Error("it is not shown")
	}
	v.row(t, "slow").tick.TypedRune(' ') // by keyboard
	uitest.Tap(t, v.Object(), "receipts twice")
	if got := h.Config().Simulator.Scenario; got != "slow+busy" {
		t.Errorf("%q", got)
	}
	uitest.Tap(t, v.Object(), "Back to normal")
	if got := h.Config().Simulator.Scenario; got != gateway.Normal || v.row(t, "busy").tick.on || v.row(t, "busy").line.Visible() {
		t.Errorf("%q", got)
	}
}

func TestScenarioValues(t *testing.T) {
	h, _, v := open(t)
	uitest.Tap(t, v.Object(), "busy")
	r := v.row(t, "busy")
	r.value.SetText("many")
	r.value.Entry.OnSubmitted("")
	if got := h.Config().Simulator.Scenario; got != "busy" || !strings.Contains(r.note.Text(), "use a number") {
		t.Errorf("%q, %q", got, r.note.Text())
	}
	r.value.SetText("20")
	if !strings.Contains(r.note.Text(), "Enter") {
		t.Error(r.note.Text())
	}
	v.Update(gateway.Update{}) // what is being typed stays
	r.value.Entry.OnSubmitted("")
	if got := h.Config().Simulator.Scenario; got != "busy=20" || r.note.Text() != "a second" {
		t.Errorf("%q, %q", got, r.note.Text())
	}
	// Off and on again it has its usual value.
	uitest.Tap(t, v.Object(), "busy")
	uitest.Tap(t, v.Object(), "busy")
	if got := h.Config().Simulator.Scenario; got != "busy" || r.value.Text() != "5" {
		t.Errorf("%q, %q", got, r.value.Text())
	}
}

func TestEveryScenarioIsThere(t *testing.T) {
	_, _, v := open(t)
	for _, s := range gateway.Scenarios()[1:] {
		if len(uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { x, ok := o.(*tick); return ok && x.name == s.Name })) != 1 || !uitest.Shows(v.Object(), s.Help) {
			t.Errorf("%s is not shown", s.Name)
		}
	}
}

func TestAMessageFromAPhone(t *testing.T) {
	h, d, v := open(t)
	if !uitest.Shows(v.Object(), "1 part") {
		t.Error("an empty text has no count")
	}
	uitest.Tap(t, v.Object(), "Long")
	if !uitest.Shows(v.Object(), "3 parts") {
		t.Error(v.sendIn.parts.Text())
	}
	uitest.Tap(t, v.Object(), "Send it in")
	if !h.Did("inject "+longText()) || len(d.Toasts) != 1 || v.sendIn.text.Text() != "" {
		t.Errorf("%v", h.Calls)
	}
}
