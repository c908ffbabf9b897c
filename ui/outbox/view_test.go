package outbox_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/outbox"
	"relay/ui/theme"
	"relay/ui/uitest"
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
	_, _, v := open(t, 1236, 0)
	if !uitest.Shows(v.Object(), "Nothing sent yet") {
		t.Error("no word about emptiness")
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
