package pdulog

import (
	"errors"
	"testing"

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
	v.capture.pdus.SetFilter("status!=0")
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
