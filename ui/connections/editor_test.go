package connections_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

func fieldOf(t *testing.T, root fyne.CanvasObject, text string) *widgets.Field {
	t.Helper()
	for _, o := range uitest.Find(root, func(o fyne.CanvasObject) bool { f, ok := o.(*widgets.Field); return ok && f.Text() == text }) {
		return o.(*widgets.Field)
	}
	t.Fatalf("no field has %q", text)
	return nil
}

// A provider's letter fills the form, once what was found in it was shown.
func TestALetterFillsTheForm(t *testing.T) {
	h, d, v := doctorDesk(t)
	h.Cfg.Clients = nil
	v.AddClient()
	uitest.Tap(t, v.Object(), "Paste details…")
	top := d.Canvas().Overlays().Top()
	if !uitest.Shows(top, "Nothing found yet.") {
		t.Error("it is not said that nothing was found")
	}
	fieldOf(t, top, "").SetText("Hello,\nHost: smpp.nordic.example\nTLS port: 3550\nSystem ID: acme\nPassword: s3cret\nThroughput: 25 msg/s\n")
	for _, want := range []string{"smpp.nordic.example", "3550", "acme", "•••••• (6, hidden)", "25"} {
		if !uitest.Shows(top, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	uitest.Tap(t, top, "Fill in")
	if d.Canvas().Overlays().Top() != nil {
		t.Error("the box stays")
	}
	fieldOf(t, v.Object(), "").SetText("nordic-b") // the name, first of those that are empty
	uitest.Tap(t, v.Object(), "Save")
	if len(h.Cfg.Clients) != 1 {
		t.Fatalf("not stored: %q", uitest.Drawn(v.Object()))
	}
	if c := h.Cfg.Clients[0]; c.Name != "nordic-b" || c.Host != "smpp.nordic.example" || c.Port != 3550 || !c.TLS || c.SystemID != "acme" || c.Password != "s3cret" || c.Rate != 25 {
		t.Errorf("%+v", c)
	}
}

// What was changed can be put back, one by one or all; a copy has a name of its
// own and no password.
func TestChangesCanBePutBack(t *testing.T) {
	h, _, v := doctorDesk(t)
	h.Stat.Links = []gateway.LinkStatus{{Name: "nordic-a", State: gateway.LinkBound, Rate: 4.2, RTT: 19 * time.Millisecond, Sessions: []gateway.SessionStatus{{ID: 1}}}}
	v.EditClient("nordic-a")
	for _, want := range []string{"Bound", "4.2 /s", "19 ms", "Not tested yet."} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	undo := func() int {
		return len(uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { b, ok := o.(*widgets.Button); return ok && b.Label() == "Undo" }))
	}
	if uitest.Shows(v.Object(), "Your changes") || undo() != 0 {
		t.Error("something is changed before it was touched")
	}
	fieldOf(t, v.Object(), "acme").SetText("acme2")
	fieldOf(t, v.Object(), "2775").SetText("27x")
	if !uitest.Shows(v.Object(), "acme → acme2") || !uitest.Shows(v.Object(), "to fix") || undo() != 2 {
		t.Errorf("the changes are not shown, %d to undo", undo())
	}
	uitest.Tap(t, v.Object(), "Undo") // of the port, which stands first
	if fieldOf(t, v.Object(), "2775") == nil || undo() != 1 {
		t.Error("one is not put back")
	}
	uitest.Tap(t, v.Object(), "Undo all")
	if uitest.Shows(v.Object(), "Your changes") || undo() != 0 || fieldOf(t, v.Object(), "acme") == nil {
		t.Error("not all is put back")
	}
	h.Stat.Links[0].State, h.Stat.Links[0].Rate = gateway.LinkRefused, 0
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "Refused") {
		t.Error("the form does not follow its link")
	}
	uitest.Tap(t, v.Object(), "Duplicate")
	if fieldOf(t, v.Object(), "nordic-a-2") == nil || fieldOf(t, v.Object(), "smpp.example.com") == nil {
		t.Error("the copy has not what it is a copy of")
	}
	uitest.Tap(t, v.Object(), "Save")
	if len(h.Cfg.Clients) != 1 || !uitest.Shows(v.Object(), "a new connection needs a password") {
		t.Error("a copy without a password is stored, or it is not said what is missing")
	}
}

// What is wrong stands at its field as soon as it is typed, in the words of what
// it takes; what was not touched yet is told when it is to be stored.
func TestProblemsStandAtTheirFields(t *testing.T) {
	_, _, v := doctorDesk(t)
	v.EditClient("nordic-a")
	port := fieldOf(t, v.Object(), "2775")
	save := func() bool {
		return !uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { b, ok := o.(*widgets.Button); return ok && b.Label() == "Save" })[0].(*widgets.Button).Disabled()
	}
	for text, says := range map[string]string{"27x": "takes a whole number", "99999": "at most 65535"} {
		port.SetText(text)
		if !uitest.Shows(v.Object(), says) || save() {
			t.Errorf("%q: Save %v, %q", text, save(), uitest.Drawn(v.Object()))
		}
	}
	port.SetText("2776")
	if uitest.Shows(v.Object(), "65535") || !save() {
		t.Error("it stays wrong")
	}
	v.Back()
	v.AddClient()
	fieldOf(t, v.Object(), "2775").SetText("2776")
	if uitest.Shows(v.Object(), "this can not be empty") {
		t.Error("a field that was not touched yet is called wrong")
	}
}

// A group of settings says at its right how many are changed, whole, and only one
// line parts it from the group above whatever the search hides between them.
func TestGroupsOfSettings(t *testing.T) {
	h, d, v := doctorDesk(t)
	v.EditClient(h.Cfg.Clients[0].Name)
	d.Show(v.Object())
	fieldOf(t, v.Object(), "").SetText("rate") // the search: Flow and Text, with groups between them
	fieldOf(t, v.Object(), "10").SetText("100")
	marks := uitest.Find(v.Object(), func(o fyne.CanvasObject) bool {
		x, ok := o.(*widgets.Text)
		return ok && x.Text() == "1 changed"
	})
	if len(marks) != 1 || marks[0].Size().Width < marks[0].MinSize().Width {
		t.Fatalf("%d marks, cut or none", len(marks))
	}
	lines := 0
	for _, o := range uitest.Find(v.Object(), func(o fyne.CanvasObject) bool {
		s, ok := o.(*widgets.Surface)
		return ok && s.Size().Height == 1 && s.Size().Width > 400 && s.Size().Width < v.Object().Size().Width
	}) {
		if o.Visible() {
			lines++
		}
	}
	if lines != 1 {
		t.Errorf("%d lines part two groups", lines)
	}
}
