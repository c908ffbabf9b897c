package outbox_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/ui/outbox"
	"relay/ui/uitest"
)

// apart opens a message of the list in a window of its own.
func apart(t *testing.T, v *outbox.View, id int64) (*outbox.Window, fyne.Window) {
	t.Helper()
	win := test.NewTempWindow(t, nil)
	w := outbox.NewWindow(v, win, id)
	win.SetContent(w.Object())
	win.Resize(fyne.NewSize(620, 800))
	return w, win
}

// A window of a message's own follows what becomes of it, whichever is chosen in
// the list, and says when it has been deleted.
func TestAWindowFollowsItsMessage(t *testing.T) {
	h, _, v := open(t, 1236, 6)
	one(h, v, gateway.Queued)
	w, win := apart(t, v, 100)
	other, _ := apart(t, v, 2)
	v.Pick(4)
	if win.Title() != "Message to +36301234567" || !uitest.Shows(w.Object(), "old text") || !uitest.Shows(w.Object(), "Queued") {
		t.Fatalf("the window %q does not tell the message", win.Title())
	}
	h.List[0].State, h.List[0].DoneAt = gateway.Delivered, time.Now()
	v.Hidden() // another screen is shown
	w.Update(gateway.Update{Messages: true})
	other.Update(gateway.Update{Messages: true})
	if !uitest.Shows(w.Object(), "Delivered") || uitest.Shows(w.Object(), "Replace text…") {
		t.Error("what became of it is not told")
	}
	if !uitest.Shows(other.Object(), "The destination is invalid.") {
		t.Error("the other window has lost its message")
	}
	h.List = h.List[1:]
	w.Update(gateway.Update{Messages: true})
	if !uitest.Shows(w.Object(), "No longer kept") {
		t.Error("a deleted message is still told")
	}
}

// What is done in the window is told in it, and Escape ends one thing after the
// other.
func TestAWindowActs(t *testing.T) {
	h, d, v := open(t, 1236, 2)
	one(h, v, gateway.Queued)
	w, win := apart(t, v, 100)
	h.Fail = errors.New("the disk is full")
	uitest.Tap(t, w.Object(), "Cancel")
	if !h.Did("cancel") || !uitest.Shows(w.Object(), "the disk is full") || len(d.Toasts) != 1 {
		t.Errorf("calls %v, kept %v", h.Calls, d.Toasts)
	}
	h.Fail = nil
	uitest.Tap(t, w.Object(), "Replace text…")
	typed, ok := win.Canvas().Focused().(interface{ SetText(string) })
	if !ok {
		t.Fatal("the new text has no focus in its window")
	}
	typed.SetText("newer")
	if !w.Escape() || w.Escape() || uitest.Shows(w.Object(), "Keep the old") {
		t.Error("Escape does not end the writing, or not it alone")
	}
	uitest.Tap(t, w.Object(), "Duplicate as new")
	if d.Opened != "outbox" || !uitest.Shows(v.Object(), "New message") {
		t.Errorf("the copy is not in the main window's composer: %q", d.Opened)
	}
	w.Resend()
	if strings.Contains(strings.Join(h.Calls, " "), "resend") {
		t.Error("a queued message was sent again")
	}
}

// Enter on a message whose details are shown opens its window.
func TestEnterOpensAWindow(t *testing.T) {
	for _, width := range []float32{1236, 800} {
		_, d, v := open(t, width, 3)
		grid := listGrid(v)
		grid.Select(2)
		enter := func() { grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
		enter()
		if d.Opened != "" || !uitest.Shows(v.Object(), "Time line") {
			t.Errorf("at %v the first Enter opened %q", width, d.Opened)
		}
		enter()
		if d.Opened != "apart 2" {
			t.Errorf("at %v the second Enter opened %q", width, d.Opened)
		}
		d.Opened = ""
		v.OpenApart() // Ctrl+O
		if d.Opened != "apart 2" {
			t.Errorf("at %v Ctrl+O opened %q", width, d.Opened)
		}
	}
}
