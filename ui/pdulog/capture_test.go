package pdulog

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/ui/uitest"
)

func TestACaptureIsShownLikeTheLog(t *testing.T) {
	s, d, v := open(t, story(t)[:2])
	s.Captured = story(t)
	v.OpenCapture("/tmp/of the provider.pcapng")
	if !uitest.Shows(v.Object(), "of the provider.pcapng") || !uitest.Shows(v.Object(), "9 PDUs in this file, passwords masked") {
		t.Fatal("the file is not shown")
	}
	if n := v.capture.pdus.Model().Len(); n != 9 || rows(v) != 2 {
		t.Errorf("%d PDUs of the file, %d of the log", n, rows(v))
	}
	v.capture.pdus.SetFilter("status!=0 && answer==yes")
	if n := v.capture.pdus.Model().Len(); n != 1 {
		t.Errorf("the filter leaves %d", n)
	}
	v.Escape() // the filter
	if v.capture == nil || v.capture.pdus.Model().Len() != 9 {
		t.Fatal("Esc does not clear the filter first")
	}
	v.Escape()
	if v.capture != nil || uitest.Shows(v.Object(), "of the provider") || rows(v) != 2 {
		t.Error("Esc does not go back to the log")
	}
	s.Fail = errors.New("there is no SMPP in it")
	v.OpenCapture("/tmp/bad.pcap")
	if v.capture != nil || len(d.Toasts) != 1 || d.Toasts[0].Text != "bad.pcap can't be opened." {
		t.Errorf("%+v", d.Toasts)
	}
}

// Hex that somebody has copied, from a letter of a provider or another program, is
// shown likewise; what is no hex is refused with a reason.
func TestHexFromTheClipboard(t *testing.T) {
	s, d, v := open(t, story(t)[:2])
	s.Captured = story(t)[:3]
	for i := range s.Captured {
		s.Captured[i].Time, s.Captured[i].Link = time.Time{}, ""
	}
	paste := func() {
		t.Helper()
		d.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	}
	fyne.CurrentApp().Clipboard().SetContent("00000010 00000015 00000000 00000001")
	paste()
	if v.capture == nil || !uitest.Shows(v.Object(), "Clipboard") || !uitest.Shows(v.Object(), "3 PDUs, passwords masked") {
		t.Fatal("the PDUs are not shown")
	}
	if r := v.capture.pdus.Model().Row(2); r.Time != "" || r.Took != "" || r.Overdue {
		t.Errorf("a PDU of which nobody knows when it passed: %q, answer %q", r.Time, r.Took)
	}
	s.Captured = story(t)
	paste()
	if !uitest.Shows(v.Object(), "9 PDUs, passwords masked") {
		t.Error("what is pasted over it is not shown")
	}
	fyne.CurrentApp().Clipboard().SetContent("")
	paste()
	if len(d.Toasts) != 1 || d.Toasts[0].Text != "What is on the clipboard can't be opened as PDUs." || d.Toasts[0].Advice != "there is nothing in the input" {
		t.Errorf("%+v", d.Toasts)
	}
	v.closeCapture()
	v.Resized(1300) // the buttons have words
	uitest.Tap(t, v.Object(), "Open")
	if d.Canvas().Overlays().Top() == nil {
		t.Error("the button opens no menu")
	}
}

// The first PDU of a file is chosen once the file is read.
func TestFirstPDUOfAFileIsChosen(t *testing.T) {
	s, d, v := open(t, story(t)[:2])
	s.Captured = story(t)
	d.Hold = true
	v.OpenCapture("/tmp/of the provider.pcapng")
	d.Release()
	if r, ok := v.capture.pdus.Chosen(); !ok || r.Number != 1 {
		t.Errorf("%d is chosen", r.Number)
	}
}
