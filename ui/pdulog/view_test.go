package pdulog

import (
	"errors"
	"fmt"
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

// story is a session with a refused message, a slow answer and none.
func story(t testing.TB) []gateway.PDURecord {
	return script(t, "> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 20", "> submit_sm 2 0 1", "< submit_sm_resp 2 88 19", "> submit_sm 3 0 1", "< submit_sm_resp 3 0 900",
		"< deliver_sm 1 0 5", "> deliver_sm_resp 1 0 2", "> submit_sm 4 0 4000")
}

func open(t *testing.T, records []gateway.PDURecord) (uitest.Shelf, *uitest.Desk, *View) {
	t.Helper()
	s, d := uitest.Shelf{House: uitest.New()}, uitest.NewDesk(t, theme.New(theme.Light, 100), 1040, 670)
	s.Records, s.Stored = records, records
	s.Cfg.Clients = []gateway.ClientConfig{{Name: "nordic-a", ResponseTimeout: 60 * time.Second}}
	v := New(Deps{Engine: s.House, Archive: s, Office: s.House, Files: s.House, Shell: d})
	d.Show(v.Object())
	v.Resized(1040)
	v.Shown()
	return s, d, v
}

func rows(v *View) int { return v.pdus.Model().Len() }

func TestPresetsAndAnswers(t *testing.T) {
	_, _, v := open(t, story(t))
	for words, want := range map[string]int{"Errors": 1, "Slow": 1, "Binds": 2} {
		uitest.Tap(t, v.Object(), words)
		if rows(v) != want {
			t.Errorf("%s: %d rows of %q", words, rows(v), v.pdus.Filter())
		}
		uitest.Tap(t, v.Object(), "With answers")
		if n := rows(v); n != 2 {
			t.Errorf("%s with answers: %d rows", words, n)
		}
		uitest.Tap(t, v.Object(), "With answers")
		uitest.Tap(t, v.Object(), words)
		if rows(v) != 9 {
			t.Errorf("%s twice: %d rows", words, rows(v))
		}
	}
}

func TestFollowChipAndEscape(t *testing.T) {
	_, _, v := open(t, story(t))
	v.pdus.GoTo(3)
	v.pdus.FollowSession()
	if !uitest.Shows(v.Object(), "Session 12  ✕") {
		t.Error("nothing says what is followed")
	}
	uitest.Tap(t, v.Object(), "Only")
	if v.pdus.Model().Following() != "" || uitest.Shows(v.Object(), "✕") {
		t.Error("the chip does not end it")
	}
	v.pdus.FollowSession()
	v.pdus.SetFilter("dir==out")
	v.Escape()
	if v.pdus.Model().Following() != "" || v.pdus.Filter() == "" {
		t.Error("the first Esc ends the following alone")
	}
	v.Escape()
	if v.pdus.Filter() != "" || rows(v) != 9 {
		t.Error("the second Esc clears the filter")
	}
}

func TestMarksChip(t *testing.T) {
	_, _, v := open(t, story(t))
	for _, n := range []uint64{5, 7} {
		v.pdus.GoTo(n)
		v.pdus.ToggleMarks()
	}
	v.pdus.GoTo(1)
	uitest.Tap(t, v.Object(), "Marks")
	if r, _ := v.pdus.Chosen(); r.Number != 5 || !uitest.Shows(v.Object(), "2") {
		t.Errorf("the chip went to %d", r.Number)
	}
}

func TestLadder(t *testing.T) {
	s, d, v := open(t, story(t))
	v.openSequence()
	if len(d.Toasts) != 1 || v.inside {
		t.Fatal("without a choice there is no session to draw")
	}
	v.pdus.GoTo(3)
	s.Stat.Links = []gateway.LinkStatus{{Name: "nordic-a", Sessions: []gateway.SessionStatus{{ID: 12, Remote: "10.0.0.9:2775"}}}}
	v.key(&fyne.KeyEvent{Name: fyne.KeyL})
	for _, words := range []string{"Session 12 on nordic-a", "Still connected.", "nordic-a  10.0.0.9:2775", "5 out, 4 in", "half within 20 ms"} {
		if !uitest.Shows(v.Object(), words) {
			t.Errorf("it does not show %q", words)
		}
	}
	uitest.Tap(t, v.Object(), "submit_sm_resp")
	if !uitest.Shows(v.Object(), "0x58 THROTTLED") || !uitest.Shows(v.Object(), "Show in the log") {
		t.Error("the chosen arrow is not described")
	}
	uitest.Tap(t, v.Object(), "Copy as text")
	if !strings.Contains(d.Copied, "Session 12 on nordic-a\n10:00:00.000 → bind_transceiver ") || !strings.Contains(d.Copied, "4.0 s quiet") {
		t.Errorf("copied:\n%s", d.Copied)
	}
	uitest.Tap(t, v.Object(), "Show in the log")
	if r, _ := v.pdus.Chosen(); v.inside || r.Number != 4 {
		t.Errorf("the log shows %d", r.Number)
	}
	v.openSequence()
	v.sequence.ladder.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if v.sequence.ladder.chosen != len(v.sequence.steps)-1 {
		t.Errorf("End chose %d of %d", v.sequence.ladder.chosen, len(v.sequence.steps))
	}
	v.Escape()
	if v.inside {
		t.Error("Esc does not leave the ladder")
	}
	v.openSequence()
	uitest.Tap(t, v.Object(), "As list")
	if v.inside || v.pdus.Model().Following() != "Session 12" {
		t.Error("it does not lead to the list of the session")
	}
}

// A session that is still connected goes on in the ladder, up to its end.
func TestLadderFollows(t *testing.T) {
	all := story(t)
	s, _, v := open(t, all[:4])
	s.Stat.Links = []gateway.LinkStatus{{Name: "nordic-a", Sessions: []gateway.SessionStatus{{ID: 12}}}}
	v.pdus.GoTo(3)
	v.openSequence()
	v.sequence.ladder.pick(2)
	s.Records = all
	v.Update(gateway.Update{LastPDU: 9})
	if n := len(v.sequence.steps); n != 11 || v.sequence.ladder.chosen != 2 || !uitest.Shows(v.Object(), "Still connected.") {
		t.Errorf("%d lines, the choice at %d", n, v.sequence.ladder.chosen)
	}
	s.Stat.Links[0].Sessions = nil
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "nobody asked to unbind") {
		t.Error("it does not say how it ended")
	}
}

func TestLadderUnfolds(t *testing.T) {
	lines := []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 20"}
	for i := 2; i < 22; i++ {
		lines = append(lines, fmt.Sprintf("> submit_sm %d 0 1", i), fmt.Sprintf("< submit_sm_resp %d 0 1", i))
	}
	_, _, v := open(t, script(t, lines...))
	v.pdus.GoTo(3)
	v.openSequence()
	if n := len(v.sequence.steps); n != 4 {
		t.Fatalf("%d lines", n)
	}
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			v.sequence.ladder.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	if v.sequence.ladder.chosen != 2 {
		t.Errorf("the fold that has the PDU is not chosen: %d", v.sequence.ladder.chosen)
	}
	press(fyne.KeyHome, fyne.KeyReturn)
	if n := len(v.sequence.steps); n != 4 {
		t.Errorf("Enter on an arrow unfolded: %d lines", n)
	}
	press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if n := len(v.sequence.steps); n != 43 || v.sequence.ladder.chosen != 2 {
		t.Errorf("%d lines, the choice at %d", n, v.sequence.ladder.chosen)
	}
	uitest.Tap(t, v.Object(), "Every PDU")
	if n := len(v.sequence.steps); n != 4 {
		t.Errorf("the chip folds to %d lines", n)
	}
}

func TestLadderOfAFailingArchive(t *testing.T) {
	s, _, v := open(t, story(t))
	v.pdus.GoTo(3)
	s.Broken = errors.New("disk")
	v.openSequence()
	if !uitest.Shows(v.Object(), "The session can't be read: disk") {
		t.Error("nobody says so")
	}
}

// written saves through the dialog's answer and returns the file.
func written(t *testing.T, d *uitest.Desk, v *View, x excerpt) string {
	t.Helper()
	v.chooseFile(x)
	return uitest.SaveTo(t, d, "pdus."+x.format)
}

func TestSave(t *testing.T) {
	s, d, v := open(t, story(t))
	if text := written(t, d, v, excerpt{JSONLines, story(t)[:3], true}); s.Written[JSONLines] != 3 || strings.Count(text, "\n") != 3 {
		t.Errorf("%d written", s.Written[JSONLines])
	}
	if n := len(d.Toasts); n != 1 || d.Toasts[0].Text != "3 PDUs saved in pdus.jsonl. Passwords in it are masked." || d.Toasts[0].Advice == "" {
		t.Errorf("%+v", d.Toasts)
	}
	s.Fail = errors.New("disk full")
	if text := written(t, d, v, excerpt{PlainText, story(t), false}); text != "" || d.Toasts[1].Severity != gateway.Severe || d.Toasts[1].Advice != "disk full" {
		t.Errorf("%q, %+v", text, d.Toasts[1])
	}
}

// What goes into a file is all that fits, and the dialog opens only when that is
// anything.
func TestAskFile(t *testing.T) {
	_, d, v := open(t, story(t))
	top := func() fyne.CanvasObject { return d.Canvas().Overlays().Top() }
	v.pdus.SetFilter("cmd==query_sm")
	v.askFile(PlainText, nil)
	if top() != nil || len(d.Toasts) != 1 || d.Toasts[0].Text != "The PDUs can't be saved: no PDU fits" {
		t.Errorf("%+v", d.Toasts)
	}
	v.pdus.SetFilter("cmd==submit_sm")
	v.askFile(Pcapng, nil)
	if top() == nil || len(d.Toasts) != 1 {
		t.Fatal("there is no dialog")
	}
	d.Canvas().Overlays().Remove(top())
	v.saveMenu(nil)
	if top() == nil {
		t.Error("there is no menu")
	}
}

func TestGoToTimeLine(t *testing.T) {
	_, _, v := open(t, story(t))
	v.deps.Shell.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyG, Modifier: fyne.KeyModifierControl})
	if v.deps.Shell.Canvas().Focused() != fyne.Focusable(v.jump.Entry) {
		t.Fatal("Ctrl+G does not ask for the time")
	}
	test.Type(v.jump.Entry, "lunch")
	v.goToTime()
	if !uitest.Shows(v.Object(), "a time such as 14:29") {
		t.Error("it does not say what a time is")
	}
	v.jump.SetText("2026-11-26 10:00:00.030")
	v.goToTime()
	if r, _ := v.pdus.Chosen(); r.Number != 4 || v.jumpLine.Visible() {
		t.Errorf("it went to %d", r.Number)
	}
}

// The filters and the share of the height come back at the next start.
func TestKeptBetweenStarts(t *testing.T) {
	s, d, v := open(t, story(t))
	v.Find()
	test.Type(v.deps.Shell.Canvas().Focused(), "dir==out")
	d.Canvas().Unfocus()
	v.pdus.Split().OnChanged(0.7)
	w := New(Deps{Engine: s.House, Archive: s, Office: s.House, Files: s.House, Shell: d})
	d.Show(w.Object())
	if w.pdus.Split().Offset() != 0.7 {
		t.Errorf("the share is %v", w.pdus.Split().Offset())
	}
	w.Find()
	if !uitest.Shows(w.Object(), "RECENT FILTERS") || !uitest.Shows(w.Object(), "dir==out") {
		t.Error("the filter is forgotten")
	}
}

// At the smallest window nothing is wider than it.
func TestNarrow(t *testing.T) {
	_, _, v := open(t, story(t))
	if min := v.Object().MinSize(); min.Width > 1040 || min.Height > 650 {
		t.Errorf("the log wants %v", min)
	}
	v.pdus.GoTo(3)
	v.pdus.ToggleMarks()
	v.pdus.FollowMessage()
	v.pdus.Fresh().Show()
	v.pdus.Fresh().SetLabel("14,943 new")
	if min := v.Object().MinSize(); min.Width > 1040 || !v.follow.Visible() || !v.marks.Visible() {
		t.Errorf("with everything in its head the log wants %v", min)
	}
	v.openSequence()
	if min := v.Object().MinSize(); min.Width > 1040 || min.Height > 650 {
		t.Errorf("the ladder wants %v", min)
	}
}
