package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/compose"
	"relay/ui/outbox"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

func open(t *testing.T, width float32, messages int) (*uitest.House, *uitest.Desk, *outbox.View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), width, 800)
	for i := messages; i > 0; i-- {
		m := gateway.Message{ID: int64(i), To: gateway.Address{TON: 1, Addr: fmt.Sprintf("3630%07d", i)}, Text: fmt.Sprintf("message %d", i), Parts: 1, Link: "a", CreatedAt: time.Now(), State: gateway.Delivered}
		if i%2 == 0 {
			m.State = gateway.Failed
			m.Error = &gateway.MessageError{Name: "ESME_RINVDSTADR", Text: "The destination is invalid."}
		}
		h.Numbers.Out[m.State]++
		h.List = append(h.List, m)
	}
	v := outbox.New(outbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Resized(width)
	v.Shown()
	return h, d, v
}

func TestEmptyOutboxSaysWhatToDo(t *testing.T) {
	_, d, v := open(t, 1236, 0)
	if !uitest.Shows(v.Object(), "Nothing sent yet") {
		t.Error("no word about emptiness")
	}
	uitest.Tap(t, v.Object(), "Import CSV or Excel")
	if d.Opened != "import" {
		t.Errorf("a table is not asked for: %q", d.Opened)
	}
}

// Messages to a contact are found by the contact's name, go into a file so, and say
// whose they are.
func TestMessagesAreFoundByAContactsName(t *testing.T) {
	h, d, v := open(t, 1236, 6)
	h.Folk.Contact = []gateway.Contact{{ID: 1, Name: "Maria Lind", Number: "+36300000004"}, {ID: 2, Name: "Ben", Number: "+36300000005"}}
	find := func(text string) []int64 {
		v.Find()
		d.Canvas().Focused().(interface{ SetText(string) }).SetText(text)
		d.Elapse()
		return v.Listed()
	}
	if got := find("maria"); !slices.Equal(got, []int64{4}) {
		t.Fatal(got)
	}
	v.Pick(4)
	if !uitest.Shows(v.Object(), "Maria Lind") {
		t.Error("the message does not say whose it is")
	}
	v.Export()
	if text := uitest.SaveTo(t, d, "hers.csv"); strings.Count(text, "\n") != 2 || !strings.Contains(text, "+36300000004") {
		t.Error(text)
	}
	if got := find("message 5"); !slices.Equal(got, []int64{5}) {
		t.Error(got)
	}
	v.Pick(5)
	if uitest.Shows(v.Object(), "Maria Lind") || !uitest.Shows(v.Object(), "Ben") {
		t.Error("the next message has the name of the one before")
	}
}

// nobody is an office whose contacts can't be read.
type nobody struct{ *uitest.House }

func (nobody) ContactOf(context.Context, string) (gateway.Contact, error) {
	return gateway.Contact{}, errors.New("the disk does not answer")
}

// A message is shown whether or not it is known whose it is.
func TestAMessageIsShownWithoutTheContacts(t *testing.T) {
	h, d, _ := open(t, 1236, 2)
	v := outbox.New(outbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: nobody{h}, Shell: d})
	d.Show(v.Object())
	v.Resized(1236)
	v.Shown()
	v.Pick(2)
	if !uitest.Shows(v.Object(), "Message to +36300000002") {
		t.Error("it is not shown")
	}
}

// A list in which nothing fits says so, and its button shows everything again.
func TestNothingFoundSaysSo(t *testing.T) {
	_, _, v := open(t, 1236, 6)
	uitest.Tap(t, v.Object(), "Failed")
	if uitest.Shows(v.Object(), "Nothing fits") {
		t.Error("there are some that failed")
	}
	uitest.Tap(t, v.Object(), "Scheduled")
	if !uitest.Shows(v.Object(), "No message fits the search") {
		t.Error("an empty list says nothing")
	}
	uitest.Tap(t, v.Object(), "Show everything")
	if got := v.Listed(); len(got) != 6 || uitest.Shows(v.Object(), "Nothing fits") {
		t.Errorf("listed %v", got)
	}
}

func TestChoosingARowShowsItsStory(t *testing.T) {
	h, _, v := open(t, 1236, 6)
	v.Pick(2)
	if !uitest.Shows(v.Object(), "The destination is invalid.") || !uitest.Shows(v.Object(), "ESME_RINVDSTADR") {
		t.Error("the failure is not told")
	}
	uitest.Tap(t, v.Object(), "Send again")
	if !h.Did("resend") {
		t.Errorf("calls %v", h.Calls)
	}
}

func TestAChipNarrowsTheList(t *testing.T) {
	_, _, v := open(t, 1236, 6)
	uitest.Tap(t, v.Object(), "Failed")
	if got := v.Listed(); len(got) != 3 || got[0] != 6 || got[2] != 2 {
		t.Errorf("%v", got)
	}
}

// listGrid is the list of messages.
func listGrid(v *outbox.View) *widgets.Grid {
	return uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Grid); return ok })[0].(*widgets.Grid)
}

// A click on a title sorts by it, a second one the other way round, and the order
// is there after a restart.
func TestATitleSorts(t *testing.T) {
	h, d, v := open(t, 1236, 6)
	grid := listGrid(v)
	sort := func(key string, desc bool) {
		grid.SetSort(key, desc)
		grid.OnSort(key, desc)
	}
	for _, x := range []struct {
		key  string
		desc bool
		want []int64
	}{{"time", false, []int64{1, 2, 3, 4, 5, 6}}, {"state", true, []int64{6, 4, 2, 5, 3, 1}}, {"to", true, []int64{6, 5, 4, 3, 2, 1}}, {"to", false, []int64{1, 2, 3, 4, 5, 6}}, {"state", false, []int64{1, 3, 5, 2, 4, 6}}} {
		if sort(x.key, x.desc); !slices.Equal(v.Listed(), x.want) {
			t.Errorf("%s, down %v: %v", x.key, x.desc, v.Listed())
		}
	}
	v = outbox.New(outbox.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	v.Shown()
	if got := v.Listed(); !slices.Equal(got, []int64{1, 3, 5, 2, 4, 6}) {
		t.Errorf("after a restart: %v", got)
	}
	v.Update(gateway.Update{Messages: true})
	h.List[3].State = gateway.Delivered // a failed one was delivered after all
	moved := h.List[3].ID
	h.List = append([]gateway.Message{{ID: 9, To: gateway.Address{Addr: "1"}, State: gateway.Cancelled, Parts: 1, CreatedAt: time.Now()}}, h.List...)
	v.Update(gateway.Update{Messages: true})
	if got := v.Listed(); len(got) != 7 || got[6] != 9 || slices.Index(got, moved) > 3 {
		t.Errorf("after news: %v", got)
	}
}

func TestAnUpdateBringsNewRows(t *testing.T) {
	h, _, v := open(t, 1236, 3)
	if _, err := h.Send(t.Context(), gateway.Draft{To: "+36301234567", Text: "new"}); err != nil {
		t.Fatal(err)
	}
	v.Update(gateway.Update{Messages: true})
	if got := v.Listed(); len(got) != 4 {
		t.Errorf("%v", got)
	}
}

func TestNarrowPutsTheComposerOverTheList(t *testing.T) {
	_, _, v := open(t, 800, 3)
	if uitest.Shows(v.Object(), "Ctrl+Enter") {
		t.Error("the composer is there from the start")
	}
	v.NewMessage()
	if !uitest.Shows(v.Object(), "Ctrl+Enter") {
		t.Error("the composer does not open")
	}
	v.Escape()
	if uitest.Shows(v.Object(), "Ctrl+Enter") {
		t.Error("the composer does not close")
	}
}

// A click into the panel beside its fields leaves it open; one beside the panel
// closes it.
func TestAClickIntoThePanelKeepsIt(t *testing.T) {
	_, d, v := open(t, 800, 3)
	v.NewMessage()
	test.TapCanvas(d.Canvas(), fyne.NewPos(795, 500))
	if !uitest.Shows(v.Object(), "Ctrl+Enter") {
		t.Fatal("the panel closes")
	}
	test.TapCanvas(d.Canvas(), fyne.NewPos(100, 500))
	if uitest.Shows(v.Object(), "Ctrl+Enter") {
		t.Error("the panel stays")
	}
}

// Where there is no room beside the list, the chosen message stands below it; the
// PDUs take its place, and Escape lets it go.
func TestNarrowShowsTheMessageBelow(t *testing.T) {
	h, _, v := open(t, 800, 2)
	told(t, h, time.Now().Add(-time.Minute))
	v.Pick(h.List[0].ID)
	v.Escape() // closes what lies over the list
	below := func() bool {
		return uitest.Shows(v.Object(), "Valid until") && uitest.Shows(v.Object(), "over session 4")
	}
	if !below() || uitest.Shows(v.Object(), "Time line") {
		t.Error("the message is not told below")
	}
	v.FoldPDUs()
	if below() {
		t.Error("PDUs and message both stand there")
	}
	v.FoldPDUs()
	v.Escape()
	if below() {
		t.Error("it stays")
	}
}

func TestPrefillOpensTheComposer(t *testing.T) {
	_, _, v := open(t, 1236, 3)
	v.Pick(1)
	v.Prefill(compose.Draft{To: "+36301234567", Text: "prepared"})
	if !uitest.Shows(v.Object(), "New message") {
		t.Error("the details are still there")
	}
}

func TestCopyOfTheSelection(t *testing.T) {
	_, d, v := open(t, 1236, 3)
	v.Pick(2)
	v.CopySelected(&fyne.ShortcutCopy{})
	if d.Copied == "" {
		t.Error("nothing was copied")
	}
}

// one puts a message with a provider's id on top of the list and chooses it.
func one(h *uitest.House, v *outbox.View, state gateway.MessageState) {
	h.List = append([]gateway.Message{{ID: 100, To: gateway.Address{TON: 1, Addr: "36301234567"}, Text: "old text", Parts: 1, Link: "a", CreatedAt: time.Now(), State: state, MessageIDs: []string{"A1"}}}, h.List...)
	v.Update(gateway.Update{Messages: true})
	v.Pick(100)
}

func TestAskingTheProvider(t *testing.T) {
	h, d, v := open(t, 1236, 2)
	one(h, v, gateway.Accepted)
	uitest.Tap(t, v.Object(), "Ask the provider")
	if !h.Did("query") || len(d.Toasts) != 1 || d.Toasts[0].Text != "a says: still on its way." {
		t.Errorf("calls %v, toasts %+v", h.Calls, d.Toasts)
	}
	h.Fail = gateway.Problems{{Path: "link", Key: "%s is not connected: connect it first", Args: []any{"a"}}}
	uitest.Tap(t, v.Object(), "Ask the provider")
	if len(d.Toasts) != 2 || d.Toasts[1].Text != "Ask the provider: a is not connected: connect it first" {
		t.Errorf("toasts %+v", d.Toasts)
	}
	uitest.Tap(t, v.Object(), "Cancel at the provider")
	if !h.Did("cancel") {
		t.Errorf("calls %v", h.Calls)
	}
}

func TestReplacingAText(t *testing.T) {
	h, d, v := open(t, 1236, 2)
	one(h, v, gateway.Accepted)
	uitest.Tap(t, v.Object(), "Replace text…")
	typed, ok := d.Canvas().Focused().(interface{ SetText(string) })
	if !ok {
		t.Fatal("the new text has no focus")
	}
	typed.SetText(strings.Repeat("x", 161))
	if !uitest.Shows(v.Object(), "1 too many") || !uitest.Shows(v.Object(), "needs 2 parts") {
		t.Error("no word about two parts")
	}
	uitest.Tap(t, v.Object(), "Replace")
	if len(h.Calls) > 0 {
		t.Errorf("two parts were tried: %v", h.Calls)
	}
	typed.SetText("new text")
	h.Fail = gateway.Problems{{Path: "link", Key: "%s refuses: %s (%s)", Args: []any{"a", "It has left.", "ESME_RREPLACEFAIL"}}}
	uitest.Tap(t, v.Object(), "Replace")
	v.Update(gateway.Update{Messages: true})
	if !uitest.Shows(v.Object(), "a refuses: It has left. (ESME_RREPLACEFAIL)") {
		t.Error("the refusal is not told, or not kept over an update")
	}
	uitest.Tap(t, v.Object(), "Replace")
	if !h.Did("replace new text") || uitest.Shows(v.Object(), "Keep the old") || len(d.Toasts) != 1 {
		t.Errorf("calls %v, toasts %v", h.Calls, d.Toasts)
	}
}

func TestEscapeKeepsTheOldText(t *testing.T) {
	h, _, v := open(t, 1236, 2)
	one(h, v, gateway.Queued)
	uitest.Tap(t, v.Object(), "Replace text…")
	v.Escape()
	if !uitest.Shows(v.Object(), "old text") || uitest.Shows(v.Object(), "Keep the old") {
		t.Error("the panel is still there")
	}
}

func TestDeleteAsksBeforeTheProvider(t *testing.T) {
	h, d, v := open(t, 1236, 2)
	one(h, v, gateway.Accepted)
	d.No = true
	v.Delete()
	if len(d.Asked) != 1 || h.Did("cancel") {
		t.Errorf("asked %v, calls %v", d.Asked, h.Calls)
	}
	d.No = false
	v.Delete()
	if !h.Did("cancel") {
		t.Error("a yes does not cancel")
	}
}

// Folded away, the PDUs leave a line with the newest of them, which brings them
// back.
func TestFoldedPDUsLeaveALine(t *testing.T) {
	h, _, v := open(t, 1236, 2)
	told(t, h, time.Now().Add(-time.Minute))
	h.Records = h.Stored
	last := uint64(len(h.Records))
	v.Update(gateway.Update{LastPDU: last})
	v.FoldPDUs()
	if !uitest.Shows(v.Object(), "← deliver_sm") || !uitest.Shows(v.Object(), "F6") || uitest.Shows(v.Object(), "No PDU chosen") {
		t.Error("the newest PDU is not told")
	}
	quiet := frame(t, smpp.New(smpp.EnquireLink), 80, 0)
	more := frame(t, smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36305550000"), 81, 0)
	for i, f := range [][]byte{more, quiet} {
		h.Records = append(h.Records, gateway.PDURecord{Number: last + uint64(i) + 1, Time: time.Now(), Link: "a", Session: 4, Out: true, Version: byte(smpp.V34), Frame: f})
	}
	v.Update(gateway.Update{LastPDU: last + 2})
	if !uitest.Shows(v.Object(), "→ submit_sm") || uitest.Shows(v.Object(), "enquire_link") {
		t.Error("an enquire_link takes the place of what was sent")
	}
	uitest.Tap(t, v.Object(), "→ submit_sm")
	if !uitest.Shows(v.Object(), "No PDU chosen") || uitest.Shows(v.Object(), "F6") {
		t.Error("the line does not bring the PDUs back")
	}
}
