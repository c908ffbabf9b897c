package compose_test

import (
	"errors"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/uitest"
)

func open(t *testing.T, link string) (*uitest.House, *uitest.Desk, *compose.View, *[]int64) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 348, 700)
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password = "link", link, "acme", "secret"
	h.Cfg.Clients = []gateway.ClientConfig{c}
	sent := new([]int64)
	v := compose.New(compose.Deps{Engine: h, Office: h, Shell: d, Sent: func(ids []int64) { *sent = append(*sent, ids...) }})
	d.Show(v.Object())
	return h, d, v, sent
}

func TestSendOverTheSimulator(t *testing.T) {
	h, d, v, sent := open(t, gateway.SimulatorName)
	v.Prefill(compose.Draft{To: "+99912345670", From: "Relay", Text: "hello"})
	if !uitest.Shows(v.Object(), "last digit 0: delivered") {
		t.Error("no word about the test number")
	}
	uitest.Tap(t, v.Object(), "Send")
	if len(*sent) != 1 || len(h.Drafts) != 1 || h.Drafts[0].Text != "hello" || len(d.Asked) != 0 {
		t.Errorf("sent %v, drafts %+v, asked %v", *sent, h.Drafts, d.Asked)
	}
	if got := v.Draft(); got.Text != "" || got.To != "" || got.From != "Relay" {
		t.Errorf("after sending: %+v", got)
	}
}

func TestARealConnectionAsksOnce(t *testing.T) {
	h, d, v, _ := open(t, "smpp.example.com")
	d.No = true
	v.Prefill(compose.Draft{To: "+36301234567", Text: "hello"})
	v.Send()
	if len(d.Asked) != 1 || len(h.Drafts) != 0 || v.Draft().Text != "hello" {
		t.Fatalf("a no: asked %v, drafts %v, draft %+v", d.Asked, h.Drafts, v.Draft())
	}
	d.No = false
	v.Send()
	v.Prefill(compose.Draft{To: "+36301234567", Text: "again"})
	v.Send()
	if len(d.Asked) != 2 || len(h.Drafts) != 2 {
		t.Errorf("asked %v, drafts %d", d.Asked, len(h.Drafts))
	}
}

func TestTwoQuickEntersSendOnce(t *testing.T) {
	h, d, v, _ := open(t, gateway.SimulatorName)
	v.Prefill(compose.Draft{To: "+99912345670", Text: "hello"})
	d.Hold = true
	v.Send()
	v.Send()
	d.Release()
	if len(h.Drafts) != 1 {
		t.Errorf("%d messages were queued", len(h.Drafts))
	}
}

func TestAFailureKeepsTheDraft(t *testing.T) {
	h, d, v, _ := open(t, gateway.SimulatorName)
	v.Prefill(compose.Draft{To: "+99912345670", Text: "hello"})
	h.Fail = errors.New("the disk is full")
	v.Send()
	if v.Draft().Text != "hello" || len(d.Toasts) != 1 {
		t.Errorf("draft %+v, toasts %v", v.Draft(), d.Toasts)
	}
	v.Send()
	if len(h.Drafts) != 1 {
		t.Error("a second try does not work")
	}
}

func TestTheDraftSurvivesARestart(t *testing.T) {
	h, d, _, _ := open(t, gateway.SimulatorName)
	if err := h.Save(t.Context(), "draft.compose", compose.Draft{To: "+99912345670", Text: "unfinished"}); err != nil {
		t.Fatal(err)
	}
	v := compose.New(compose.Deps{Engine: h, Office: h, Shell: d})
	if v.Draft().Text != "unfinished" {
		t.Errorf("%+v", v.Draft())
	}
}

func TestAllInOne(t *testing.T) {
	h, _, v, _ := open(t, gateway.SimulatorName)
	const label = "All in one submit_multi (expert)"
	uitest.Tap(t, v.Object(), "More")
	v.Prefill(compose.Draft{To: "+99912345670", Text: "hello", Multi: true})
	if uitest.Shows(v.Object(), label) {
		t.Error("it is offered for one number")
	}
	v.Prefill(compose.Draft{To: "+99912345670, +99912345671", Text: "hello", Multi: true})
	if !uitest.Shows(v.Object(), label) || !uitest.Shows(v.Object(), "One PDU for both numbers") {
		t.Error("it is not offered for two")
	}
	v.Send()
	if len(h.Drafts) != 2 || !h.Drafts[0].Multi || !h.Drafts[1].Multi {
		t.Errorf("%+v", h.Drafts)
	}
}

// A message for later carries its time and priority; who opted out is left out
// with a count.
func TestLaterAndOptedOut(t *testing.T) {
	h, _, v, _ := open(t, "smpp.example.com")
	if _, err := h.AddOptOuts(t.Context(), gateway.OptOut{Number: "+36301111111"}); err != nil {
		t.Fatal(err)
	}
	v.Prefill(compose.Draft{To: "+36301234567, +36301111111, +36301234567", Text: "Hello", Later: "tomorrow 9:00", Priority: 2})
	if !uitest.Shows(v.Object(), "1 twice, 1 opted out: left out") || !uitest.Shows(v.Object(), "Send later") {
		t.Error("the recipients or the time are not told")
	}
	v.Send()
	if len(h.Drafts) != 1 || h.Drafts[0].To != "+36301234567" || h.Drafts[0].Priority != 2 || h.Drafts[0].At.Hour() != 9 || !h.Drafts[0].At.After(time.Now()) {
		t.Errorf("%+v", h.Drafts)
	}
}

// The button opens the line for the time, and closes it again: then it leaves at
// once.
func TestLaterOpensAndCloses(t *testing.T) {
	_, _, v, _ := open(t, gateway.SimulatorName)
	v.Prefill(compose.Draft{To: "+99912345670", Text: "Hello"})
	if uitest.Shows(v.Object(), "18:00") {
		t.Error("it is open from the start")
	}
	uitest.Tap(t, v.Object(), "Later")
	uitest.Tap(t, v.Object(), "tomorrow 9:00")
	if v.Draft().Later != "tomorrow 9:00" || !uitest.Shows(v.Object(), "Send later") {
		t.Errorf("%+v", v.Draft())
	}
	uitest.Tap(t, v.Object(), "Now")
	if v.Draft().Later != "" || uitest.Shows(v.Object(), "18:00") || uitest.Shows(v.Object(), "Send later") {
		t.Errorf("it stays: %+v", v.Draft())
	}
}

// Numbers are shown as they will be sent where they were typed otherwise.
func TestNumbersAreShownAsSent(t *testing.T) {
	h, _, v, _ := open(t, "smpp.example.com")
	h.Cfg.General.Country = "US"
	v.Prefill(compose.Draft{To: "212 555 0142, (202) 555-0143; +36301234567"})
	if !uitest.Shows(v.Object(), "+12125550142, +12025550143, +36301234567") {
		t.Error("nobody can see where it goes")
	}
	v.Prefill(compose.Draft{To: "+12125550142, 12x"})
	if !uitest.Shows(v.Object(), "+12125550142, 12x is wrong") {
		t.Error("the wrong one is not named")
	}
}

// Fields are filled for each recipient, and a fact that is missing stops it all.
func TestFieldsAreFilled(t *testing.T) {
	h, d, v, _ := open(t, "smpp.example.com")
	if _, err := h.SaveContact(t.Context(), gateway.Contact{Name: "Amira", Number: "+36301234567"}); err != nil {
		t.Fatal(err)
	}
	v.Prefill(compose.Draft{To: "+36301234567", Text: "Hi {name}"})
	v.Send()
	if len(h.Drafts) != 1 || h.Drafts[0].Text != "Hi Amira" {
		t.Fatalf("%+v", h.Drafts)
	}
	v.Prefill(compose.Draft{To: "+36301234568", Text: "Hi {name}"})
	v.Send()
	if len(h.Drafts) != 1 || len(d.Toasts) == 0 || v.Draft().Text != "Hi {name}" {
		t.Errorf("a message without a name left, or the text is gone: %+v, toasts %v", h.Drafts, d.Toasts)
	}
}

// The panel is no wider than its place beside the list.
func TestThePanelFits(t *testing.T) {
	_, _, v, _ := open(t, "smpp.example.com")
	uitest.Tap(t, v.Object(), "More")
	v.Prefill(compose.Draft{To: "+36301234567, +36301234568", Text: "Hello €", Later: "tomorrow 9:00"})
	if w := uitest.Overflow(v.Object()); w > 0 {
		t.Errorf("something is %g too wide", w)
	}
}
