package contacts

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"relay/ui/uitest"
)

func file(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }

func TestAFileIsImported(t *testing.T) {
	h, d, v := open(t, some())
	var b strings.Builder
	b.WriteString("name;phone;who;opted out\n")
	for i := range 1500 {
		fmt.Fprintf(&b, "Person %d;+3670%07d;x;%s\n", i, i, []string{"no", "yes"}[i%2])
	}
	b.WriteString("Nobody;;;\n")
	v.Import("/tmp/people.csv", file(b.String()))
	if v.importer == nil || !uitest.Shows(v.Object(), "1,500 of 1,501 rows can be taken") || !uitest.Shows(v.Object(), "Import 1,500 contacts") {
		t.Fatal("the file is not shown")
	}
	v.importer.chips[1].Tapped(nil)
	if len(v.importer.rows) != 1 {
		t.Errorf("%d rows are left out", len(v.importer.rows))
	}
	uitest.Tap(t, v.Object(), "Copy what is wrong")
	if d.Copied != "line 1502: Nobody has no number\n" {
		t.Errorf("%q", d.Copied)
	}
	v.importer.group.SetText("From a file")
	uitest.Tap(t, v.Object(), "Import 1,500 contacts")
	if !uitest.Shows(v.Object(), "1,500 added, 0 changed, 0 as they were, 1 row left out.") {
		t.Error(v.importer.plan.Text())
	}
	if len(h.Folk.Off) != 751 || len(h.Folk.Contact) != 1503 {
		t.Errorf("%d opted out, %d contacts", len(h.Folk.Off), len(h.Folk.Contact))
	}
	uitest.Tap(t, v.Object(), "Show them")
	if v.importer != nil || len(v.rows) != 200 || v.groups[2].Name != "From a file" || v.groups[2].Members != 1500 {
		t.Errorf("%d rows, %+v", len(v.rows), v.groups)
	}
	v.older()
	if len(v.rows) != 400 {
		t.Errorf("%d rows after the next page", len(v.rows))
	}
}

func TestAFileThatFails(t *testing.T) {
	h, d, v := open(t, some())
	v.Import("x.csv", file(""))
	if v.importer != nil || len(d.Toasts) != 1 || d.Toasts[0].Advice != "the file is empty" {
		t.Errorf("%+v", d.Toasts)
	}
	v.Import("x.csv", file("a,b\nAnna,+36305555555\n"))
	h.Fail = fmt.Errorf("the disk is full")
	uitest.Tap(t, v.Object(), "Import 1 contact")
	if !strings.Contains(d.Toasts[1].Text, "the disk is full") || v.importer.m.Step != Mapping {
		t.Errorf("%+v", d.Toasts)
	}
	uitest.Tap(t, v.Object(), "Import 1 contact")
	if v.importer.m.Step != Done || len(h.Folk.Contact) != 4 {
		t.Error("it can't be tried again")
	}
	v.Escape()
	if v.importer != nil {
		t.Error("Esc does not leave the page")
	}
}

func TestColumnsArePutRight(t *testing.T) {
	_, d, v := open(t, uitest.Folk{})
	v.Import("x.csv", file("tel,other,who\n12345,+36305555555,Anna\n"))
	x := v.importer
	if x.m.Rows[0].Contact.Number != "12345" {
		t.Fatalf("%+v", x.m.Rows)
	}
	d.Hold = true
	x.m.Uses[0].Kind = 0
	x.m.Uses[1].Kind = 1
	x.remake()
	x.m.Uses[1].Kind = 0
	x.remake() // the first one's answer comes late and is dropped
	d.Held[0], d.Held[1] = d.Held[1], d.Held[0]
	d.Release()
	if !uitest.Shows(v.Object(), "Say which column holds the numbers.") || !x.verb.Disabled() || x.m.Rows[0].Problem == "" {
		t.Errorf("%+v", x.m.Rows)
	}
}

func TestAListOfNumbersIsPutOnTheOptOutList(t *testing.T) {
	h, _, v := open(t, some())
	v.Open(Place{Kind: OptedOut})
	v.Import("/tmp/off.csv", file("number\n+36301111111\n+36302222222\nnobody\n"))
	if !v.importer.off.Checked || !uitest.Shows(v.Object(), "Put 2 numbers on the list") {
		t.Fatal("the file is taken for contacts")
	}
	uitest.Tap(t, v.Object(), "Put 2 numbers on the list")
	if len(h.Folk.Off) != 2 || len(h.Folk.Contact) != 3 || h.Folk.Off[1].Note != "imported from off.csv" || v.importer.plan.Text() != "1 added, 0 changed, 1 as it was, 1 row left out." {
		t.Errorf("%+v %q", h.Folk.Off, v.importer.plan.Text())
	}
}

// A file that is dropped waits until the one before it is stored, and an Excel
// file is told from text by what is in it.
func TestAFileIsDropped(t *testing.T) {
	_, d, v := open(t, some())
	path := filepath.Join(t.TempDir(), "people.csv")
	octets, err := os.ReadFile("../../gateway/xlsx/testdata/people.xlsx")
	if err == nil {
		err = os.WriteFile(path, octets, 0o600) // its name lies
	}
	if err != nil {
		t.Fatal(err)
	}
	v.TakeFile(path)
	if v.importer == nil || len(v.importer.m.Rows) != 3 || d.Canvas().Focused() != fyne.Focusable(v.importer.grid) {
		t.Fatal("it is not taken")
	}
	first := v.importer
	v.importer.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if !uitest.Shows(v.Object(), "has no country: write it as +36301234567, or set your country under Settings") {
		t.Error("the remark is not there in full")
	}
	d.Hold = true
	uitest.Tap(t, v.Object(), "Import 1 contact")
	v.TakeFile(path)
	if v.importer != first || len(d.Toasts) != 1 || !strings.Contains(d.Toasts[0].Advice, "Another file is being imported") {
		t.Errorf("%+v", d.Toasts)
	}
	d.Release()
	v.TakeFile(filepath.Join(t.TempDir(), "gone.csv"))
	if v.importer != first || len(d.Toasts) != 2 {
		t.Errorf("%+v", d.Toasts)
	}
	v.importer.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if v.importer != nil || d.Canvas().Focused() != fyne.Focusable(v.grid) {
		t.Error("Esc does not lead back to the list")
	}
}
