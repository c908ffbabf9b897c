package pduview

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// open shows the view over a log of which the first so many are stored and the
// rest pass later.
func open(t *testing.T, full bool, stored, all int) (uitest.Shelf, *uitest.Desk, *View) {
	t.Helper()
	s, d := logOf(t, all), uitest.NewDesk(t, theme.New(theme.Light, 100), 1100, 700)
	s.Records, s.Stored = s.Stored[:stored], s.Stored[:stored]
	v := New(s.House, d.Copy)
	if full {
		v = NewFull(s.House, d.Copy, widgets.HBox(4, widgets.NewText("", theme.Text, 12)), widgets.HBox(0))
	}
	d.Show(v.Object())
	v.Start(s, 5000, d.Go)
	return s, d, v
}

func typed(v *View, text string) { test.Type(v.bar.field.Entry, text) }

func press(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// A pause loses nothing: what comes is counted, and shown when it goes on.
func TestPauseCounts(t *testing.T) {
	s, _, v := open(t, true, 40, 60)
	press(v.grid, fyne.KeySpace)
	all := logOf(t, 60).Stored
	s.Records = all
	v.Update()
	if v.model.Len() != 40 || v.fresh.Label() != "20 new" || !v.fresh.Visible() {
		t.Errorf("%d rows, %q", v.model.Len(), v.fresh.Label())
	}
	press(v.grid, fyne.KeySpace)
	if v.model.Len() != 60 || v.model.Paused || v.fresh.Visible() {
		t.Errorf("%d rows after going on", v.model.Len())
	}
}

// What the ring has let go meanwhile comes from the archive.
func TestGapIsFilled(t *testing.T) {
	s, _, v := open(t, true, 40, 40)
	v.TogglePause()
	all := logOf(t, 400).Stored
	s.Stored, s.Records, s.Oldest = all[:390], all, 301
	v.GoOn()
	if v.model.Len() != 400 || v.model.Cursor() != 400 {
		t.Errorf("%d rows up to %d", v.model.Len(), v.model.Cursor())
	}
	// Of a long gap the newest alone are read, and the rest by scrolling up.
	v.TogglePause()
	all = logOf(t, 9000).Stored
	s.Stored, s.Records, s.Oldest = all, all, 8901
	v.GoOn()
	if v.model.Cursor() != 9000 || v.model.Number(0) != 8901-fillMost || !v.grid.Following() {
		t.Errorf("rows %d to %d", v.model.Number(0), v.model.Cursor())
	}
	v.grid.OnTop()
	if n := v.model.Number(0); n != 8901-fillMost-pageAll {
		t.Errorf("scrolled up, it begins at %d", n)
	}
}

// However much waits in the ring, one piece of work at a time waits for the
// window, and none takes more than a chunk.
func TestOneWorkAtATime(t *testing.T) {
	s, d, v := open(t, true, 40, 40)
	s.Records = logOf(t, 3*chunk).Stored
	d.Hold = true
	for range 50 {
		v.Update()
	}
	if len(d.Held) != 1 || v.model.Total() > 40+chunk {
		t.Errorf("%d wait for the window, %d rows taken", len(d.Held), v.model.Total())
	}
	d.Release()
	if v.model.Cursor() != 3*chunk {
		t.Errorf("taken up to %d", v.model.Cursor())
	}
}

func TestArchiveThatFails(t *testing.T) {
	s, _, v := open(t, false, 40, 40)
	s.Broken = errors.New("disk")
	v.model.start, v.model.reached = false, 30
	v.loadOlder()
	if !uitest.Shows(v.Object(), "the stored log can't be read") {
		t.Error("nobody says so")
	}
}

func TestChosenPairAndTree(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	v.GoTo(3)
	if !uitest.Shows(v.Object(), "submit_sm  seq 3") || v.partner != 4 {
		t.Fatalf("its answer is %d", v.partner)
	}
	if color, _ := (listSource{v}).Tint(3); color != theme.Primary {
		t.Error("its answer is not marked")
	}
	if c := (listSource{v}).Cell(2, "hook"); c.Text != widgets.HookFirst {
		t.Errorf("the hook is %q", c.Text)
	}
	press(v.grid, fyne.KeyA)
	if r, _ := v.Chosen(); r.Number != 4 || !uitest.Shows(v.Object(), "Request") {
		t.Errorf("A went to %d", r.Number)
	}
	press(v.grid, fyne.KeyA)
	// From an octet to its field and from a field to its octets.
	record, _ := v.Chosen()
	at := strings.Index(string(record.record.Frame), "36301234567")
	v.inspector.hex.OnTap(at + 2)
	n, _ := v.inspector.tree.Node(int(v.inspector.fields.Cursor()) - 1)
	if n.Name != "destination_addr" || !uitest.Shows(v.Object(), "octets 22 to 33") {
		t.Errorf("the octet is in %q", n.Name)
	}
	press(v.inspector.fields, fyne.KeyLeft)
	if n, _ := v.inspector.tree.Node(int(v.inspector.fields.Cursor()) - 1); n.Name != "Body" {
		t.Errorf("Left went to %q", n.Name)
	}
	before := len(v.inspector.lines)
	press(v.inspector.fields, fyne.KeyLeft)
	if len(v.inspector.lines) >= before {
		t.Error("Left did not fold")
	}
	press(v.inspector.fields, fyne.KeyRight)
	if len(v.inspector.lines) != before {
		t.Error("Right did not unfold")
	}
}

func TestHoverExplains(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	v.GoTo(3)
	i := -1
	for k, n := range v.inspector.tree.rows {
		if n.Name == "dest_addr_ton" {
			i = k
		}
	}
	v.inspector.fields.OnHover(int64(i)+1, fyne.NewPos(0, 400))
	if !v.card.Visible() || !uitest.Shows(v.card.Surface, "May be: 0 to 7") || !uitest.Shows(v.card.Surface, "Country code plus number") {
		t.Error("the card does not explain the field")
	}
	size := v.card.Position().Add(v.card.Size())
	if size.X > v.float.Size().Width || size.Y > v.float.Size().Height {
		t.Errorf("the card reaches to %v", size)
	}
	v.inspector.fields.OnHover(0, fyne.Position{})
	if v.card.Visible() {
		t.Error("the card stays")
	}
	// By a key it goes with the cursor, and a pointer that leaves does not take it.
	v.inspector.fields.Reveal(int64(i) + 1)
	press(v.inspector.fields, fyne.KeyI)
	if !v.card.Visible() || !uitest.Shows(v.card.Surface, "dest_addr_ton") {
		t.Error("I does not explain the field")
	}
	v.inspector.fields.OnHover(0, fyne.Position{})
	press(v.inspector.fields, fyne.KeyDown)
	if !uitest.Shows(v.card.Surface, "dest_addr_npi") {
		t.Error("the card does not follow the cursor")
	}
	if !v.Escape() || v.card.Visible() {
		t.Error("Esc does not close the card")
	}
	press(v.inspector.fields, fyne.KeyI, fyne.KeyI)
	if v.card.Visible() {
		t.Error("I does not close the card")
	}
}

// Enter in the list leads to the fields of the chosen PDU.
func TestEnterLeadsToTheFields(t *testing.T) {
	_, d, v := open(t, true, 40, 40)
	v.GoTo(3)
	d.Canvas().Focus(v.grid)
	press(v.grid, fyne.KeyReturn)
	if d.Canvas().Focused() != fyne.Focusable(v.inspector.fields) || v.inspector.fields.Cursor() == 0 {
		t.Errorf("the cursor is in %T at %d", d.Canvas().Focused(), v.inspector.fields.Cursor())
	}
}

// The card tells what each version has of a field, and the version of the PDU.
func TestHoverTellsVersions(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	v.GoTo(3)
	card := func(name string) (out []string) {
		t.Helper()
		for k, n := range v.inspector.tree.rows {
			if n.Name == name {
				v.inspector.fields.OnHover(int64(k)+1, fyne.NewPos(0, 400))
			}
		}
		for _, line := range v.card.each.Objects {
			s := ""
			for _, o := range uitest.Find(line, func(fyne.CanvasObject) bool { return true }) {
				if x, ok := o.(interface{ Text() string }); ok {
					s += x.Text() + " "
				}
			}
			out = append(out, s)
		}
		return out
	}
	if got := card("priority_flag"); len(got) != 2 || got[0] != "3.3 integer, 1 octet, 0 to 1 " || got[1] != "3.4 5.0 integer, 1 octet, 0 to 3 " {
		t.Errorf("priority_flag: %q", got)
	}
	if got := card("command_length"); len(got) != 1 || got[0] != "3.3 3.4 5.0 integer, 4 octets " {
		t.Errorf("command_length: %q", got)
	}
}

func TestKeysFollowAndMark(t *testing.T) {
	_, _, v := open(t, true, 40, 40)
	v.GoTo(4)
	press(v.grid, fyne.KeyF)
	if v.model.Following() != "Message id3" || v.model.Len() != 2 {
		t.Errorf("F follows %q: %d rows", v.model.Following(), v.model.Len())
	}
	press(v.grid, fyne.KeyU, fyne.KeyS)
	if v.model.Following() != "Session 1" || v.model.Len() != 40 {
		t.Errorf("S follows %q: %d rows", v.model.Following(), v.model.Len())
	}
	press(v.grid, fyne.KeyU, fyne.KeyM)
	v.GoTo(20)
	press(v.grid, fyne.KeyM)
	v.GoTo(1)
	press(v.grid, fyne.KeyN)
	if v.chosen != 4 {
		t.Errorf("N went to %d", v.chosen)
	}
	press(v.grid, fyne.KeyP)
	if v.chosen != 20 {
		t.Errorf("P went to %d", v.chosen)
	}
}

func TestCopySelected(t *testing.T) {
	_, d, v := open(t, true, 40, 40)
	v.GoTo(1)
	v.grid.TypedShortcut(&fyne.ShortcutCopy{})
	if d.Copied == "" || strings.Contains(d.Copied, "\n") {
		t.Errorf("one row: %q", d.Copied)
	}
	v.grid.TypedShortcut(&fyne.ShortcutSelectAll{})
	v.grid.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyC, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
	if strings.Count(d.Copied, "command_length = ") != 40 {
		t.Errorf("%d PDUs in the text", strings.Count(d.Copied, "command_length = "))
	}
	v.menu(3, fyne.NewPos(10, 10))
	if d.Canvas().Overlays().Top() == nil {
		t.Error("there is no menu")
	}
}

func TestGoToTime(t *testing.T) {
	s, _, v := open(t, true, 40, 40)
	all := logOf(t, 9000).Stored
	s.Stored = all
	v.model.Reset(all[8900:])
	v.reload()
	v.GoToTime(all[8950].Time)
	if v.chosen != 8951 || v.model.Paused {
		t.Errorf("in memory: row %d", v.chosen)
	}
	v.GoToTime(all[2000].Time)
	if v.chosen != 2001 || !v.model.Paused || !v.ahead || v.model.Number(0) != 1701 {
		t.Errorf("from the archive: row %d, the list begins at %d", v.chosen, v.model.Number(0))
	}
	last := v.model.Cursor()
	v.grid.OnEdge()
	if v.model.Cursor() != last+pageSome {
		t.Errorf("scrolled down, it ends at %d", v.model.Cursor())
	}
	v.GoToTime(time.Unix(0, 0))
	if v.chosen != 1 {
		t.Errorf("before the beginning: row %d", v.chosen)
	}
}

func TestParseTime(t *testing.T) {
	now := time.Date(2026, 11, 26, 14, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{"13:29": "2026-11-26 13:29:00", " 14:29 ": "2026-11-25 14:29:00", "13:29:58": "2026-11-26 13:29:58", "2026-11-20 08:00": "2026-11-20 08:00:00", "2026-11-20": "2026-11-20 00:00:00"} {
		if got, err := ParseTime(text, now); err != nil || got.Format("2006-01-02 15:04:05") != want {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"", "noon", "25:00"} {
		if _, err := ParseTime(text, now); err == nil {
			t.Errorf("%q is a time", text)
		}
	}
}

func TestEmptyList(t *testing.T) {
	_, _, v := open(t, true, 0, 0)
	if !uitest.Shows(v.Object(), "Nothing captured yet") {
		t.Error("an empty log says nothing")
	}
	v.model.Add([]gateway.PDURecord{record(t, 1, true, smpp.New(smpp.EnquireLink))})
	typed(v, "cmd==submit_sm")
	if !uitest.Shows(v.Object(), "Nothing fits") {
		t.Error("a filter that nothing fits says nothing")
	}
	v.model.start, v.model.reached = false, 9
	v.Escape() // the completion
	v.showState()
	uitest.Tap(t, v.Object(), "Look further back")
	if !v.model.AtStart() {
		t.Error("it did not look further back")
	}
	uitest.Tap(t, v.Object(), "Show everything")
	if v.model.Len() != 1 || uitest.Shows(v.Object(), "Nothing fits") {
		t.Errorf("%d rows", v.model.Len())
	}
}
