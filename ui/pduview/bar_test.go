package pduview

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"relay/ui/uitest"
)

func TestCompletionByKeyboard(t *testing.T) {
	_, d, v := open(t, true, 40, 40)
	d.Canvas().Focus(v.bar.field.Entry)
	typed(v, "sta")
	if !v.bar.picks.open() || !uitest.Shows(v.Object(), "status") {
		t.Fatal("nothing is offered")
	}
	entry := v.bar.field.Entry
	press(entry, fyne.KeyReturn)
	if got := v.Filter(); got != "status" {
		t.Fatalf("Enter took %q", got)
	}
	press(entry, fyne.KeyDown, fyne.KeyTab) // == is first, != second
	if got := v.Filter(); got != "status!=" {
		t.Fatalf("Tab took %q", got)
	}
	typed(v, "0 ")
	press(entry, fyne.KeyEscape)
	if v.bar.picks.open() || v.Filter() != "status!=0 " {
		t.Errorf("after Esc: open %v, %q", v.bar.picks.open(), v.Filter())
	}
	if v.model.Len() != 8 || !uitest.Shows(v.Object(), "✓ 8 match") { // four answers, and what they answer
		t.Errorf("%d rows", v.model.Len())
	}
	press(entry, fyne.KeyEscape)
	if v.Filter() != "" || v.model.Len() != 40 {
		t.Errorf("the second Esc left %q", v.Filter())
	}
	if entry.AcceptsTab() {
		t.Error("Tab is caught with nothing to complete")
	}
}

// A filter that is whole is not changed by Enter, unless somebody has chosen.
func TestEnterFiltersAsItIs(t *testing.T) {
	_, d, v := open(t, true, 40, 40)
	d.Canvas().Focus(v.bar.field.Entry)
	typed(v, "cmd~submit")
	if !v.bar.picks.open() || !uitest.Shows(v.Object(), "Enter filters as it is") {
		t.Fatal("nothing is offered")
	}
	press(v.bar.field.Entry, fyne.KeyReturn)
	if v.Filter() != "cmd~submit" || v.bar.picks.open() || d.Canvas().Focused() != fyne.Focusable(v.grid) {
		t.Errorf("Enter made it %q", v.Filter())
	}
	d.Canvas().Focus(v.bar.field.Entry)
	press(v.bar.field.Entry, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if v.Filter() != "cmd~submit_sm_resp" {
		t.Errorf("the chosen one made it %q", v.Filter())
	}
}

// The letters that stand there already are told from those that a completion adds.
func TestCompletionMarksWhatIsTyped(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	typed(v, "cmd==SUB")
	if l := v.bar.picks.lines[0]; l.typed.Text() != "sub" || l.Label() != "submit_sm" {
		t.Errorf("%q of %q is marked", l.typed.Text(), l.Label())
	}
	typed(v, "mit_sm")
	if l := v.bar.picks.lines[2]; l.typed.Text() != "" || l.Label() != "&&" {
		t.Errorf("behind a value it offers %q", l.Label())
	}
	uitest.Tap(t, v.Object(), "&&")
	if v.Filter() != "cmd==SUBmit_sm && " || !v.bar.picks.open() {
		t.Errorf("it became %q", v.Filter())
	}
}

func TestCompletionByMouse(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	typed(v, "cmd==submit")
	uitest.Tap(t, v.Object(), "submit_sm_resp")
	if got := v.Filter(); got != "cmd==submit_sm_resp" || v.model.Len() != 20 {
		t.Errorf("%q, %d rows", got, v.model.Len())
	}
}

func TestWrongFilterSaysWhere(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	typed(v, "cmd==submit_sm && stauts==0")
	if !uitest.Shows(v.Object(), "At character 19, cmd==submit_sm && ▸stauts==0: there is no stauts: did you mean status?") {
		t.Error("it does not say what is wrong and where")
	}
	if v.model.Len() != 20 {
		t.Errorf("%d rows: the filter in force is gone", v.model.Len())
	}
	v.bar.field.SetText("")
	typed(v, "(cmd==submit_sm")
	if uitest.Shows(v.Object(), "is missing") || !uitest.Shows(v.Object(), "… go on") {
		t.Error("it complains while it offers how to go on")
	}
	press(v.bar.field.Entry, fyne.KeyEscape)
	if !uitest.Shows(v.Object(), "Not complete: a ) is missing") {
		t.Error("it does not say what is missing")
	}
}

func TestDoubtfulFilter(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	typed(v, "cmd==submitsm")
	if !uitest.Shows(v.Object(), "Check this: no command is called submitsm: did you mean submit_sm?") {
		t.Error("it does not say that there is no such command")
	}
	if uitest.Shows(v.Object(), "✓") || !uitest.Shows(v.Object(), "0 match") {
		t.Error("a filter in doubt has its tick")
	}
	v.SetFilter("cmd==submit_sm")
	if uitest.Shows(v.Object(), "Check this") {
		t.Error("it goes on doubting")
	}
}

func TestRecentFilters(t *testing.T) {
	_, d, v := open(t, true, 40, 40)
	var kept []string
	v.OnRecent(func(list []string) { kept = list })
	v.SetRecent([]string{"dir==in", "status!=0"})
	v.FocusFilter(d.Canvas())
	if !uitest.Shows(v.Object(), "RECENT FILTERS") {
		t.Fatal("they are not offered")
	}
	press(v.bar.field.Entry, fyne.KeyDown, fyne.KeyReturn)
	if v.Filter() != "status!=0" || v.bar.picks.open() {
		t.Errorf("it took %q, open %v", v.Filter(), v.bar.picks.open())
	}
	v.bar.field.Entry.OnSubmitted("")
	if strings.Join(kept, "|") != "status!=0|dir==in" {
		t.Errorf("kept are %q", kept)
	}
	if d.Canvas().Focused() != fyne.Focusable(v.grid) {
		t.Error("Enter did not go to the list")
	}
}

// Where the list is narrow its filter stands on a line of its own, with the whole
// width.
func TestFilterHasRoom(t *testing.T) {
	_, _, v := open(t, false, 40, 40)
	for _, width := range []float32{340, 460, onOneLine + 20} {
		v.list.Resize(fyne.NewSize(width, 300))
		field := v.bar.field
		if got := field.Size().Width; got < 150 {
			t.Errorf("in a list of %v the filter is %v wide", width, got)
		}
		if end := v.place(field).X + field.Size().Width; end > width {
			t.Errorf("in a list of %v the filter ends at %v", width, end)
		}
	}
	rows := v.grid.Size().Height
	v.SetFilter("cmd==nothing")
	if !v.bar.wrong.Visible() || v.grid.Size().Height >= rows {
		t.Errorf("what is wrong has no room: the list was %v high and is %v", rows, v.grid.Size().Height)
	}
}
