package campaigns

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/ui/uitest"
)

func TestAFileThatCannotBeReadIsNamed(t *testing.T) {
	_, _, v := start(t)
	v.TakeFile("/nowhere/people.xlsx")
	if got := v.source().path.Text(); got != "/nowhere/people.xlsx" || !uitest.Shows(v.Object(), "no such file or directory") {
		t.Errorf("the field says %q", got)
	}
}

func TestNumbersThatLostTheirPlus(t *testing.T) {
	_, _, v := start(t)
	v.NewCampaign()
	v.source().pasted.SetText("name;phone\nAnna;36301234567\nBea;36301234568\n")
	uitest.Tap(t, v.Object(), "Use these rows")
	uitest.Tap(t, v.Object(), "Next")
	shows(t, v, "0 of the first 2 rows", "has no country")
	c := v.wizard.bodies[StepColumns].(*columnsStep)
	c.plus.SetChecked(true)
	shows(t, v, "2 of the first 2 rows")
	if !v.wizard.w.Job().Plus {
		t.Error("the check does not know of it")
	}
	// Another table begins without it.
	v.wizard.take("", pasted)
	if v.wizard.w.Draft.Plus || c.plus.Checked {
		t.Error("it stays for another table")
	}
}

func TestARowIsPutRightFromTheCheck(t *testing.T) {
	_, _, v := start(t)
	v.NewCampaign()
	v.source().pasted.SetText("name;phone\nZo\u0142a;+99912345670\nBea;call me\nAnna;+99912345672\n")
	uitest.Tap(t, v.Object(), "Use these rows")
	uitest.Tap(t, v.Object(), "Next")
	uitest.Tap(t, v.Object(), "Next")
	test.Type(v.message().text.Entry, "Hi {name}")
	uitest.Tap(t, v.Object(), "Next")
	c := v.wizard.bodies[StepCheck].(*checkStep)
	if !c.plain.Visible() || c.source.Visible() {
		t.Error("a row in Unicode has no way out")
	}
	c.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // "call me" is no number
	if c.plain.Visible() || !c.source.Visible() {
		t.Error("an invalid row has no way out")
	}
	uitest.Tap(t, v.Object(), "Edit the rows")
	if v.wizard.step != StepSource {
		t.Errorf("it leads to %s", v.wizard.step)
	}
	v.wizard.open(StepCheck)
	uitest.Tap(t, v.Object(), "Edit the message")
	if v.wizard.step != StepMessage {
		t.Errorf("it leads to %s", v.wizard.step)
	}
	v.wizard.open(StepCheck)
	c.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	uitest.Tap(t, v.Object(), "Replace the characters")
	if !v.wizard.w.Draft.Simplify || c.plain.Visible() || v.wizard.w.Result.Unicode != 0 {
		t.Errorf("%d rows in Unicode are left", v.wizard.w.Result.Unicode)
	}
}

func TestATableThatIsDropped(t *testing.T) {
	_, d, v := start(t)
	file := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte(pasted), 0o600); err != nil {
		t.Fatal(err)
	}
	v.TakeFile(file)
	if !v.wizard.w.Read || len(d.Asked) != 0 || v.now != page(v.wizard) {
		t.Fatal("it is not taken")
	}
	d.No = true
	v.TakeFile(file + "x")
	if len(d.Asked) != 1 || v.wizard.w.Draft.Path != file {
		t.Errorf("asked %v, and the table is %s", d.Asked, v.wizard.w.Draft.Path)
	}
}

func TestATestToOneself(t *testing.T) {
	h, d, v := start(t)
	paste(t, v, "Hi {name}")
	s := v.message()
	s.mine.SetText("12")
	if !s.test.Disabled() || !uitest.Shows(v.Object(), "no whole phone number") {
		t.Error("a test to no number can be sent")
	}
	s.mine.SetText("+99912345670")
	uitest.Tap(t, v.Object(), "Send a test")
	if len(h.Drafts) != 1 || h.Drafts[0].Text != "Hi Anna" || h.Drafts[0].To != "+99912345670" || h.Drafts[0].Link != "loopback" || len(d.Toasts) != 1 {
		t.Errorf("%+v %+v", h.Drafts, d.Toasts)
	}
	if v = view(h, d); v.message().mine.Text() != "+99912345670" {
		t.Error("the number is not kept")
	}
}
