package campaigns

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

const pasted = "name;phone\nAnna;+99912345670\nBea;+99912345671\nBea;+99912345671\n;12\n"

func start(t *testing.T) (*uitest.House, *uitest.Desk, *View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1200, 800)
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password, c.Rate = "loopback", gateway.SimulatorName, "relay", "relay", 0
	h.Cfg.Clients = []gateway.ClientConfig{c}
	return h, d, view(h, d)
}

func view(h *uitest.House, d *uitest.Desk) *View {
	v := New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return v
}

func (v *View) source() *sourceStep   { return v.wizard.bodies[StepSource].(*sourceStep) }
func (v *View) message() *messageStep { return v.wizard.bodies[StepMessage].(*messageStep) }
func (v *View) sending() *sendStep    { return v.wizard.bodies[StepSend].(*sendStep) }

func shows(t *testing.T, v *View, phrases ...string) {
	t.Helper()
	for _, p := range phrases {
		if !uitest.Shows(v.Object(), p) {
			t.Errorf("%q is not shown", p)
		}
	}
}

// paste goes to the message step with the pasted rows.
func paste(t *testing.T, v *View, text string) {
	t.Helper()
	v.NewCampaign()
	v.source().pasted.SetText(pasted)
	uitest.Tap(t, v.Object(), "Use these rows")
	uitest.Tap(t, v.Object(), "Next")
	shows(t, v, "The phone numbers are in", "3 of the first 4 rows")
	uitest.Tap(t, v.Object(), "Next")
	test.Type(v.message().text.Entry, text)
}

func TestFromPastedRowsToTheStart(t *testing.T) {
	h, d, v := start(t)
	shows(t, v, "No campaigns yet")
	uitest.Tap(t, v.Object(), "New campaign")
	paste(t, v, "Hi ")
	uitest.Tap(t, v.Object(), "{name}")
	test.Type(v.message().text.Entry, "!")
	if got := v.wizard.w.Draft.Text; got != "Hi {name}!" {
		t.Errorf("the text is %q", got)
	}
	shows(t, v, "Row 2 to +99912345670 over loopback", "1 part · 152 left")
	uitest.Tap(t, v.Object(), "Next")
	shows(t, v, "2 rows left out", "messages will go out", "SIMULATOR")
	uitest.Tap(t, v.Object(), "Invalid")
	uitest.Tap(t, v.Object(), "Next")
	v.sending().pace.field.SetText("5")
	d.No = true
	uitest.Tap(t, v.Object(), "Send 2 messages")
	if len(d.Asked) != 1 || h.Did("new campaign") {
		t.Fatalf("asked %v, and it was stored: %v", d.Asked, h.Calls)
	}
	d.No = false
	uitest.Tap(t, v.Object(), "Send 2 messages")
	rows := h.Rows(1)
	if len(rows) != 4 || rows[0].Text != "Hi Anna!" || rows[0].To != "+99912345670" || rows[0].Number != 2 || rows[2].State != gateway.RowDuplicate || rows[3].State != gateway.RowInvalid {
		t.Errorf("%+v", rows)
	}
	c, err := uitest.Shelf{House: h}.Campaign(t.Context(), 1)
	if err != nil || c.State != gateway.CampaignRunning || c.Plan.Link != "loopback" || c.Plan.Pace.PerSecond() != 5 || c.Plan.Source != "pasted rows" || c.Plan.Name != "Campaign" {
		t.Errorf("%+v %v", c, err)
	}
	shows(t, v, "of 2 messages sent", "Pause")
	if !v.wizard.w.Draft.Empty() {
		t.Error("the wizard still has the draft")
	}
	uitest.Tap(t, v.Object(), "Campaigns")
	shows(t, v, "New campaign")
	if len(v.list.rows) != 1 {
		t.Errorf("%d campaigns in the list", len(v.list.rows))
	}
}

func TestAFileThatIsNotThere(t *testing.T) {
	_, _, v := start(t)
	v.NewCampaign()
	v.source().path.SetText("/nowhere/people.csv")
	v.source().path.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	shows(t, v, "can't be read", "choose the file again")
	if !v.wizard.next.Disabled() || v.wizard.step != StepSource {
		t.Error("it goes on without rows")
	}
}

func TestALostWriteLeavesTheDraft(t *testing.T) {
	h, d, v := start(t)
	paste(t, v, "Hi {name}")
	uitest.Tap(t, v.Object(), "Next")
	uitest.Tap(t, v.Object(), "Next")
	h.Fail = errors.New("the disk is full")
	uitest.Tap(t, v.Object(), "Send 2 messages")
	if len(d.Toasts) != 1 || !strings.Contains(d.Toasts[0].Text, "the disk is full") || v.wizard.w.Draft.Text != "Hi {name}" || h.Did("start campaign 1") {
		t.Errorf("%+v, calls %v", d.Toasts, h.Calls)
	}
	uitest.Tap(t, v.Object(), "Send 2 messages")
	if !h.Did("start campaign 1") {
		t.Error("a second try does not work")
	}
}

// What was put in is there after a restart, and the file is read again.
func TestTheDraftSurvives(t *testing.T) {
	h, d, _ := start(t)
	file := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte(pasted), 0o600); err != nil {
		t.Fatal(err)
	}
	draft := NewDraft()
	draft.Path, draft.Text, draft.Name, draft.Link, draft.Step = file, "Hi {name}", "Spring", "loopback", StepMessage
	if err := h.Save(t.Context(), draftKey, draft); err != nil {
		t.Fatal(err)
	}
	v := view(h, d)
	shows(t, v, "Spring, from people.csv")
	uitest.Tap(t, v.Object(), "Continue")
	shows(t, v, "Spring", "Row 2 to +99912345670")
	if v.wizard.step != StepMessage || v.wizard.w.Draft.Step != StepMessage || !v.wizard.w.Read {
		t.Errorf("at step %v, and %v is kept", v.wizard.step, v.wizard.w.Draft.Step)
	}
	v.Escape()
	uitest.Tap(t, v.Object(), "Discard")
	if len(d.Asked) != 1 || uitest.Shows(v.Object(), "Spring") {
		t.Errorf("asked %v", d.Asked)
	}
}

func TestWorkThatIsCalledOff(t *testing.T) {
	_, d, v := start(t)
	v.NewCampaign()
	d.Hold = true
	v.source().pasted.SetText(pasted)
	uitest.Tap(t, v.Object(), "Use these rows")
	shows(t, v, "Reading pasted rows")
	uitest.Tap(t, v.Object(), "Cancel")
	d.Release()
	if v.wizard.w.Read || v.wizard.doing != "" {
		t.Error("what was called off still counts")
	}
	uitest.Tap(t, v.Object(), "Use these rows")
	if !v.wizard.w.Read {
		t.Error("it can't be begun again")
	}
}

// The configuration decides numbers and parts: a change makes the check again.
func TestAChangedConfigurationIsChecked(t *testing.T) {
	h, _, v := start(t)
	paste(t, v, "Hi {name}")
	uitest.Tap(t, v.Object(), "Next")
	if v.wizard.w.Result.Ready != 2 {
		t.Fatalf("%+v", v.wizard.w.Result)
	}
	h.Cfg.Clients[0].Host = "smpp.example.com"
	v.Update(gateway.Update{Config: true})
	if v.wizard.w.Result.Ready != 0 || !v.wizard.next.Disabled() {
		t.Errorf("test numbers go to a real connection: %+v", v.wizard.w.Result)
	}
	shows(t, v, "No row can go out")
}

func TestOptedOutPeopleAreLeftOut(t *testing.T) {
	_, _, v := start(t)
	v.deps.OptedOut = func(context.Context, []string) (map[string]bool, error) {
		return map[string]bool{"+99912345671": true}, nil
	}
	paste(t, v, "Hi {name}")
	uitest.Tap(t, v.Object(), "Next")
	if v.wizard.w.Result.Ready != 1 || v.wizard.w.Result.Left[gateway.RowOptedOut] != 1 {
		t.Errorf("%+v", v.wizard.w.Result)
	}
	var b bytes.Buffer
	if err := v.wizard.writeLeftOut(t.Context(), &b); err != nil || !strings.Contains(b.String(), `"3","opted out","this person wants no messages","Bea","+99912345671"`) || strings.Contains(b.String(), "Anna") {
		t.Errorf("%s %v", b.String(), err)
	}
}

func TestProblemsStandAtTheirField(t *testing.T) {
	_, _, v := start(t)
	paste(t, v, "Hi {nobody}")
	shows(t, v, `no column "nobody"`)
	if !v.wizard.next.Disabled() {
		t.Error("it goes on with a field that is no column")
	}
	v.message().text.SetText("Hi")
	v.message().from.SetText("a name that is too long")
	shows(t, v, "at most 11 characters")
	v.message().from.SetText("Shop")
	uitest.Tap(t, v.Object(), "Next")
	uitest.Tap(t, v.Object(), "Next")
	uitest.Tap(t, v.Object(), "At a time")
	v.sending().date.SetText("23.11.")
	shows(t, v, `"23.11." is no day`)
	v.sending().date.SetText("2020-01-01")
	shows(t, v, "That time is over")
	v.sending().pace.field.SetText("many")
	shows(t, v, "is no number")
	if !v.wizard.next.Disabled() {
		t.Error("it can be sent at no pace")
	}
}

func TestOneCampaign(t *testing.T) {
	h, d, v := start(t)
	c := gateway.Campaign{Plan: gateway.CampaignPlan{Name: "Spring", Pace: gateway.CampaignPace{Messages: 20}}, State: gateway.CampaignRunning, Rows: 4, Waiting: 1, StartedAt: time.Now()}
	c.Out[gateway.Delivered], c.Out[gateway.Failed] = 1, 1
	c.LeftOut[gateway.RowDuplicate] = 1
	id := h.AddCampaign(c,
		gateway.CampaignRow{Number: 2, To: "+99912345670", Text: "Hi Anna", State: gateway.RowMessage, Message: gateway.Delivered, MessageID: 1},
		gateway.CampaignRow{Number: 3, To: "+99912345673", Text: "Hi Bea", State: gateway.RowMessage, Message: gateway.Failed, Reason: "No such number. Check it.", MessageID: 2},
		gateway.CampaignRow{Number: 4, To: "+99912345670", Text: "Hi\u202e Cili", State: gateway.RowDuplicate, Reason: "same number as row 2"},
		gateway.CampaignRow{Number: 5, To: "+99912345675", Text: "Hi Dora"})
	v.list.reload()
	v.list.grid.Select(id)
	v.list.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	shows(t, v, "Spring", "of 3 messages sent", "50.0 %", "No such number", "Duplicate")
	p := v.now.(*reportPage)
	if len(p.rows) != 2 || p.rows[0].Number != 3 {
		t.Errorf("the last messages: %+v", p.rows)
	}
	uitest.Tap(t, v.Object(), "Did not arrive")
	if len(p.rows) != 2 || p.rows[0].Number != 3 || p.rows[1].Number != 4 {
		t.Errorf("what did not arrive: %+v", p.rows)
	}
	uitest.Tap(t, v.Object(), "Show")
	if len(p.rows) != 1 || p.rows[0].Number != 3 {
		t.Errorf("of one reason: %+v", p.rows)
	}
	p.pace.field.SetText("x")
	if !p.setPace.Disabled() {
		t.Error("a pace that is no number can be set")
	}
	p.pace.field.SetText("0,5")
	uitest.Tap(t, v.Object(), "Set pace")
	uitest.Tap(t, v.Object(), "Pause")
	uitest.Tap(t, v.Object(), "Go on")
	d.No = true
	uitest.Tap(t, v.Object(), "Stop…")
	if h.Did("stop campaign 1") {
		t.Error("it was stopped after a no")
	}
	d.No = false
	uitest.Tap(t, v.Object(), "Stop…")
	for _, call := range []string{"pace campaign 1", "pause campaign 1", "start campaign 1", "stop campaign 1"} {
		if !h.Did(call) {
			t.Errorf("%s was not called: %v", call, h.Calls)
		}
	}
	var b bytes.Buffer
	if err := v.writeReport(t.Context(), &b, p.c); err != nil || strings.Count(b.String(), "\n") != 5 || !strings.Contains(b.String(), `"3","+99912345673","failed","No such number. Check it.","Hi Bea","2"`) {
		t.Errorf("%s %v", b.String(), err)
	}
	uitest.Tap(t, v.Object(), "Delete…")
	shows(t, v, "No campaigns yet")
}

// Everything can be reached without a mouse.
func TestKeysOfTheWizard(t *testing.T) {
	_, d, v := start(t)
	paste(t, v, "Hi {name}")
	next := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	v.message().text.Entry.TypedShortcut(next)
	if v.wizard.step != StepCheck || d.Canvas().Focused() != fyne.Focusable(v.wizard.bodies[StepCheck].(*checkStep).grid) {
		t.Fatalf("at %v", v.wizard.step)
	}
	d.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(next)
	if v.wizard.step != StepSend {
		t.Errorf("at %v", v.wizard.step)
	}
	v.wizard.items[StepColumns].TypedRune(' ')
	if v.wizard.step != StepColumns {
		t.Errorf("at %v", v.wizard.step)
	}
	v.sending().at.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if v.wizard.w.Draft.When != AtATime {
		t.Error("Enter does not choose a time")
	}
}

func TestVeryNarrow(t *testing.T) {
	_, _, v := start(t)
	paste(t, v, "Hi {name}")
	v.Resized(640)
	shows(t, v, "3 of 5 Message")
	if uitest.Shows(v.Object(), "numbers in phone") {
		t.Error("the steps take the room")
	}
	uitest.Tap(t, v.Object(), "Next")
	if uitest.Shows(v.Object(), "messages will go out") {
		t.Error("the sums take the room of the rows")
	}
	uitest.Tap(t, v.Object(), "Next")
	shows(t, v, "messages will go out")
	uitest.Tap(t, v.Object(), "Send 2 messages")
	shows(t, v, "Needs a look")
	v.Resized(1200)
	shows(t, v, "Needs a look", "Last messages")
}

func TestTheRateSinceTheStart(t *testing.T) {
	h, d, v := start(t)
	h.Furnish()
	h.Stat.Links[0].Limit = 12
	v.OpenCampaign(1)
	r := v.now.(*reportPage)
	shows(t, v, "Rate, messages per second", "nordic-a throttles above 12.0 messages a second")
	if !r.chart.shown.Visible() {
		t.Error("there is no chart")
	}
	r.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	r.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.Opened != "message 114" {
		t.Errorf("Enter on the last row opens %q", d.Opened)
	}
	// A campaign that has not begun has none.
	h.AddCampaign(gateway.Campaign{Plan: gateway.CampaignPlan{Name: "Later", Link: "nordic-a", Start: time.Now().Add(time.Hour)}, State: gateway.CampaignRunning, Rows: 3, Waiting: 3})
	v.OpenCampaign(2)
	if v.now.(*reportPage).chart.shown.Visible() {
		t.Error("a chart of nothing")
	}
}

// The chart shows the whole of a campaign that has just ended, though it was read a
// moment ago.
func TestTheChartOfWhatHasEnded(t *testing.T) {
	h, _, v := start(t)
	h.Furnish()
	v.OpenCampaign(1)
	r := v.now.(*reportPage)
	if !r.chart.shown.Visible() || r.chart.over {
		t.Fatal("there is no chart of what runs")
	}
	c := r.c
	c.State, c.EndedAt, c.Waiting = gateway.CampaignFinished, time.Now(), 0
	r.fill(c, nil, time.Now())
	if !r.chart.over {
		t.Error("the chart stays as it was before the end")
	}
}
