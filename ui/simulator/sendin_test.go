package simulator

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/uitest"
)

func TestHexIsReadBeforeItGoes(t *testing.T) {
	samples := map[string]string{}
	for _, s := range octetSamples() {
		samples[s.name] = s.hex
	}
	for _, c := range []struct{ name, text, line, odd, wrong string }{
		{"nothing", " \n", "", "", "Write or paste hex"},
		{"no hex", "0000zz", "", "", `'z' is no hex digit`},
		{"half an octet", "000", "", "", "one is missing"},
		{"too much", strings.Repeat("00", gateway.SimulatorOctetsMost+1), "", "", "at most 65,536"},
		{"a text", samples["deliver_sm"], "deliver_sm, 54 octets, sequence number 1001", "", ""},
		{"its fields", samples["deliver_sm"], "  source_addr = 36301234567", "", ""},
		{"its text", samples["deliver_sm"], "  short_message = 48656c6c6f  \"Hello\"", "", ""},
		{"a question", samples["enquire_link"], "enquire_link, 16 octets, sequence number 1002", "", ""},
		{"several forms", "{0x00,0x00,0x00,0x10, 0x00,0x00,0x00,0x15, 0,0,0,0, 0,0,0,1}", "enquire_link, 16 octets, sequence number 1", "", ""},
		{"two", samples["enquire_link"] + samples["enquire_link"], "enquire_link, 16 octets", "", ""},
		{"six", strings.Repeat(samples["enquire_link"], 6), "and 2 more", "", ""},
		{"an unknown command", samples["Unknown command"], "16 octets, sequence number 1003", "no command that SMPP knows", ""},
		{"cut short", samples["Cut short"], "51 octets", "command_length says 54, and there are 51 octets", ""},
		{"less than a header", "FF FF", "2 octets", "less than a PDU's header", ""},
		{"what an application sends", "00000010 00000004 00000000 00000001", "submit_sm", "A message centre does not send submit_sm", ""},
		{"an answer", "00000010 80000015 00000000 00000001", "enquire_link_resp", "answers what nobody has asked", ""},
		{"a field that does not end", "00000014 00000005 00000000 00000001 41414141", "deliver_sm", "service_type at octet 16", ""},
	} {
		j := JudgeHex(c.text, smpp.V34)
		lines, odd := strings.Join(j.Lines, "\n"), strings.Join(j.Odd, "\n")
		if !strings.Contains(lines, c.line) || !strings.Contains(odd, c.odd) || (c.odd == "") != (odd == "") || !strings.Contains(j.Wrong, c.wrong) || (c.wrong == "") != (j.Wrong == "") || (j.Wrong == "") != (len(j.Octets) > 0) {
			t.Errorf("%s: %q, odd %q, wrong %q", c.name, lines, odd, j.Wrong)
		}
	}
	if j := JudgeHex(samples["Unknown command"], smpp.V34); len(j.Odd) != 1 {
		t.Errorf("one fault is told %d times: %q", len(j.Odd), j.Odd)
	}
	if len(samples) != 4 {
		t.Errorf("%d samples", len(samples))
	}
}

func TestOctetsAreSentIn(t *testing.T) {
	h, d, v := open(t)
	uitest.Tap(t, v.Object(), "Raw octets")
	if !uitest.Shows(v.Object(), "Nobody is bound.") || !v.sendIn.send.Disabled() {
		t.Error("nothing can be sent, and it can be tried")
	}
	h.Furnish()
	v.Tick()
	uitest.Tap(t, v.Object(), "enquire_link")
	if !uitest.Shows(v.Object(), "Goes to session 12: relay, 3.4.") || !uitest.Shows(v.Object(), "enquire_link, 16 octets") {
		t.Errorf("%q", v.sendIn.target.Text())
	}
	uitest.Tap(t, v.Object(), "Send it in")
	if !h.Did("octets 12 000000100000001500000000000003ea") || len(d.Toasts) != 1 {
		t.Errorf("%v", h.Calls)
	}
	// The session that is chosen below gets them, and nonsense is said to be that.
	v.live.who.Select(13)
	v.live.who.OnSelect(13)
	uitest.Tap(t, v.Object(), "Cut short")
	if !uitest.Shows(v.Object(), "Goes to session 13") || !uitest.Shows(v.Object(), "command_length says 54") || !uitest.Shows(v.Object(), "It goes as it stands here") {
		t.Errorf("%q", v.sendIn.odd.Text())
	}
	uitest.Tap(t, v.Object(), "Send it all the same")
	if got := h.Calls[len(h.Calls)-1]; !strings.HasPrefix(got, "octets 13 00000036") {
		t.Error(got)
	}
	v.sendIn.hex.SetText("0g")
	if !uitest.Shows(v.Object(), "This is no hex") || !v.sendIn.send.Disabled() {
		t.Error("what is no hex can be sent")
	}
	uitest.Tap(t, v.Object(), "Text")
	if v.sendIn.send.Disabled() {
		t.Error("a text can't be sent because the hex was wrong")
	}
}

func TestAReceiptIsSentIn(t *testing.T) {
	h, d, v := open(t)
	h.Furnish()
	v.Tick()
	uitest.Tap(t, v.Object(), "Receipt")
	x := v.sendIn
	uitest.Tap(t, v.Object(), "Send it in")
	if len(d.Toasts) != 1 || !strings.Contains(d.Toasts[0].Text, "names the id of a message") {
		t.Errorf("without an id: %+v", d.Toasts)
	}
	x.id.SetText("17690521  +99912345670") // as it is chosen from the list
	if x.id.Text != "17690521" || !uitest.Shows(v.Object(), "To +99912345670 at") || !uitest.Shows(v.Object(), "on its way") || uitest.Shows(x.inside, "From") {
		t.Errorf("%q: %q", x.id.Text, x.about.Text())
	}
	x.state.SetSelected("EXPIRED")
	x.code.SetText("12")
	uitest.Tap(t, v.Object(), "Send it in")
	x.id.SetText("7")
	if !uitest.Shows(v.Object(), "No message has this id") || !uitest.Shows(x.inside, "From") {
		t.Errorf("an own id: %q", x.about.Text())
	}
	uitest.Tap(t, v.Object(), "Send it in")
	for _, call := range []string{"receipt 17690521 EXPIRED 12", "receipt 7 EXPIRED 12"} {
		if !h.Did(call) {
			t.Errorf("no %q in %v", call, h.Calls)
		}
	}
}

func TestWhatRelayShouldDo(t *testing.T) {
	h, _, v := open(t)
	all := gateway.Scenarios()
	for _, s := range all {
		if s.Relay == "" || !strings.HasSuffix(s.Relay, ".") {
			t.Errorf("%s: what to do about it is %q", s.Name, s.Relay)
		}
	}
	if !uitest.Shows(v.lesson.object, all[0].Relay) {
		t.Error("normal says nothing")
	}
	uitest.Tap(t, v.Object(), "busy")
	uitest.Tap(t, v.Object(), "receipts twice")
	v.Update(gateway.Update{})
	shows := func(names ...string) {
		t.Helper()
		for _, s := range all {
			if got := uitest.Shows(v.lesson.object, s.Relay); got != slices.Contains(names, s.Name) {
				t.Errorf("%s is shown: %v", s.Name, got)
			}
		}
	}
	shows("busy", "receipts twice")
	v.lesson.read("link silent") // without switching it on
	shows("link silent")
	if got := h.Config().Simulator.Scenario; got != "busy+receipts twice" {
		t.Errorf("%q", got)
	}
	v.lesson.read("")
	shows("busy", "receipts twice")
}

// What is sent in goes again every few seconds while that is ticked, whatever is
// written meanwhile, and ends by the button, by the tick, or when it fails.
func TestSendingInIsRepeated(t *testing.T) {
	h, d, v := open(t)
	h.Furnish()
	v.Tick()
	x := v.sendIn
	sent := func() (n int) {
		for _, c := range h.Calls {
			if strings.HasPrefix(c, "inject ") {
				n++
			}
		}
		return n
	}
	x.to.SetText("1234")
	x.text.SetText("STOP")
	uitest.Tap(t, v.Object(), "Repeat every 5 s")
	uitest.Tap(t, v.Object(), "Send it in")
	x.text.SetText("something else")
	d.Elapse()
	d.Elapse()
	if sent() != 3 || !h.Did("inject STOP") || len(d.Toasts) != 1 || !uitest.Shows(v.Object(), "sent in 3 times") {
		t.Fatalf("%v, told %v", h.Calls, d.Toasts)
	}
	for _, c := range h.Calls {
		if strings.Contains(c, "something else") {
			t.Error("what was written meanwhile went")
		}
	}
	uitest.Tap(t, v.Object(), "Stop")
	d.Elapse()
	if sent() != 3 || len(d.Due) != 0 || x.text.Text() != "something else" {
		t.Errorf("after the button: %d, %d due", sent(), len(d.Due))
	}
	uitest.Tap(t, v.Object(), "Send it in")
	d.Hold = true
	d.Elapse() // it is on its way
	uitest.Tap(t, v.Object(), "Repeat every 5 s")
	d.Release()
	if sent() != 5 || len(d.Due) != 0 || x.send.Label() != "Send it in" {
		t.Errorf("without the tick: %d, %d due, %q", sent(), len(d.Due), x.send.Label())
	}
	uitest.Tap(t, v.Object(), "Repeat every 5 s")
	uitest.Tap(t, v.Object(), "Send it in")
	h.Fail = errors.New("nobody is bound")
	d.Elapse()
	if len(d.Due) != 0 || x.callOff != nil || !strings.Contains(d.Toasts[len(d.Toasts)-1].Text, "nobody is bound") {
		t.Errorf("after a failure: %d due, %v", len(d.Due), d.Toasts)
	}
}
