package simulator

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/uitest"
)

func TestWhoIsBoundAndWhatHappened(t *testing.T) {
	h, _, v := open(t)
	if !uitest.Shows(v.Object(), "Nobody is bound.") {
		t.Error("an empty list says nothing")
	}
	h.Furnish()
	v.Tick() // nothing of Relay's own tells of it
	for _, want := range []string{"inside Relay", "127.0.0.1:40122", "transmitter", "14 min", "1,284", "112"} {
		if !slices.Contains(uitest.Drawn(v.live.object), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if !v.live.drop.Disabled() {
		t.Error("nothing is chosen, and it can be dropped")
	}
	v.live.who.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	uitest.Tap(t, v.Object(), "Drop")
	if !h.Did("drop 12") || slices.Contains(uitest.Drawn(v.live.object), "inside Relay") || !v.live.drop.Disabled() {
		t.Errorf("%v", h.Calls)
	}
	v.live.who.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	v.live.who.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if !h.Did("drop 13") || !uitest.Shows(v.Object(), "Nobody is bound.") {
		t.Errorf("%v", h.Calls)
	}
	uitest.Tap(t, v.Object(), "Log")
	for _, want := range []string{"Accepted", "id 17690521", "ESME_RTHROTTLED", "DELIVRD", "25", "Incoming", "+99900001230"} {
		if !slices.Contains(uitest.Drawn(v.live.object), want) {
			t.Errorf("%q is not shown", want)
		}
	}
}

func TestSlidersSetWhatIsInForce(t *testing.T) {
	h, _, v := open(t)
	uitest.Tap(t, v.Object(), "busy")
	busy := v.row(t, "busy")
	if busy.slider.Stop() != 2 {
		t.Errorf("5 a second is stop %d", busy.slider.Stop())
	}
	busy.slider.Slide(5)
	if got := h.Config().Simulator.Scenario; got != "busy=50" || busy.value.Text() != "50" {
		t.Errorf("%q, and the field says %q", got, busy.value.Text())
	}
	uitest.Tap(t, v.Object(), "busy")
	uitest.Tap(t, v.Object(), "some refused")
	mix := v.row(t, "some refused").mixer
	if !uitest.Shows(v.Object(), "RTHROTTLED") || !uitest.Shows(v.Object(), "no answer") || mix.left.Text() != "90 %" {
		t.Errorf("it begins with %q", mix.left.Text())
	}
	mix.lines[0].slider.Slide(100) // the others leave 95
	if got := h.Config().Simulator.Scenario; got != "some refused=0x58:95, 0x14:3, 0x0B:2" || mix.lines[0].slider.Stop() != 95 || mix.left.Text() != "0 %" {
		t.Errorf("%q, %d, %q", got, mix.lines[0].slider.Stop(), mix.left.Text())
	}
	row := v.row(t, "some refused")
	row.value.SetText("ESME_RSYSERR:7, 0x45:1") // a name, and a code that no slider had
	row.value.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := h.Config().Simulator.Scenario; got != "some refused=ESME_RSYSERR:7, 0x45:1" || !uitest.Shows(v.Object(), "RSUBMITFAIL") || mix.left.Text() != "92 %" || mix.lines[3].slider.Stop() != 7 {
		t.Errorf("%q, %q", got, mix.left.Text())
	}
	for i := range mix.lines {
		mix.lines[i].slider.Slide(0)
	}
	if got := h.Config().Simulator.Scenario; got != "some refused=0x58:0" {
		t.Errorf("without any: %q", got)
	}
}

func TestAScriptLineByLine(t *testing.T) {
	h, _, v := open(t)
	uitest.Tap(t, v.Object(), "script")
	row := v.row(t, "script")
	uitest.Tap(t, v.Object(), "Add a line")
	l := row.script.lines[2]
	test.Type(l.word.Entry, "when")
	test.Type(l.reply.Entry, "At 5; or 6")
	if !uitest.Shows(v.Object(), "can't be in a script") {
		t.Error("a sign that parts lines is taken")
	}
	l.reply.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := h.Config().Simulator.Scenario; got != "script" {
		t.Errorf("it came into force: %q", got)
	}
	l.reply.SetText("At 5: or 6")
	l.reply.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := h.Config().Simulator.Scenario; got != "script=hello:Hi, who is this?; *:Thank you; when:At 5: or 6" {
		t.Errorf("%q", got)
	}
	m, err := gateway.ParseMix(h.Config().Simulator.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	if list, _ := gateway.ParseScript(m.Value("script")); len(list) != 3 || list[2].Reply != "At 5: or 6" {
		t.Errorf("%+v", list)
	}
}

func TestTheSettingsForAProgram(t *testing.T) {
	h, d, v := open(t)
	if !v.sheet.Disabled() {
		t.Error("nothing listens, and its settings can be copied")
	}
	h.Stat.SimulatorAddress = "127.0.0.1:2776"
	v.Update(gateway.Update{})
	uitest.Tap(t, v.Object(), "Copy settings")
	if d.Copied != "Host: 127.0.0.1\nPort: 2776\nsystem_id: relay\npassword: relay\nSMPP: 3.3, 3.4, 5.0\n" {
		t.Errorf("%q", d.Copied)
	}
}
