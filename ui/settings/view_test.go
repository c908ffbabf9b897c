package settings

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// desk is the window with what this screen needs of it beyond others.
type desk struct {
	asked string // a configuration to import
	*uitest.Desk
	look      Appearance
	restarted bool
}

func (d *desk) Tip(string, fyne.CanvasObject) {}
func (d *desk) Appearance() Appearance        { return d.look }
func (d *desk) SetAppearance(a Appearance)    { d.look = a }
func (d *desk) Keys() []Key                   { return []Key{{"Ctrl+K", "Find anything"}} }
func (d *desk) Restart()                      { d.restarted = true }
func (d *desk) AskImport(path string)         { d.asked = path }

// keeper keeps data in memory.
type keeper struct {
	tray bool
	*uitest.House
	person  gateway.Person
	report  gateway.Erasure
	fail    error
	calls   []string
	pending bool
	aside   int64 // octets of former data
	old     []gateway.Message
}

func (k *keeper) did(format string, args ...any) error {
	k.calls = append(k.calls, fmt.Sprintf(format, args...))
	err := k.fail
	k.fail = nil
	return err
}

func (k *keeper) Find(_ context.Context, n string) (gateway.Person, error) {
	return k.person, k.did("find %s", n)
}
func (k *keeper) Erase(_ context.Context, n string) (gateway.Erasure, error) {
	return k.report, k.did("erase %s", n)
}
func (k *keeper) ExportPerson(_ context.Context, n string, w io.Writer, asCSV bool) (int, error) {
	_, _ = io.WriteString(w, "data")
	return 5, k.did("export %s %v", n, asCSV)
}
func (k *keeper) Usage(context.Context) ([]gateway.Use, error) {
	return []gateway.Use{{Class: gateway.ClassTexts, Rows: 184220, Bytes: 12 << 20}, {Class: gateway.ClassPDUs, Rows: 7, Bytes: 4096}}, nil
}
func (k *keeper) Due(_ context.Context, class string, days int) (int64, error) {
	if class == gateway.ClassTexts && days > 0 && days < 30 {
		return 1200, nil
	}
	return 0, nil
}
func (k *keeper) Going(_ context.Context, class string, days, limit int) ([]gateway.Message, error) {
	if class != gateway.ClassTexts {
		return nil, nil
	}
	return k.old[:min(limit, len(k.old))], k.did("going %s %d", class, days)
}
func (k *keeper) LastErasure(context.Context) (gateway.ErasureReport, bool, error) {
	return gateway.ErasureReport{At: time.Date(2026, 3, 9, 14, 30, 0, 0, time.UTC), Erasure: k.report}, k.report.Number != "", nil
}
func (k *keeper) Audit(context.Context, int) (gateway.Audit, error) {
	at := time.Date(2026, 3, 9, 14, 30, 0, 0, time.UTC)
	return gateway.Audit{Total: 3, Entries: []gateway.AuditEntry{
		{Number: 3, At: at, Who: "anna", What: gateway.AuditErased, Details: "…4567: 41 items"},
		{Number: 2, At: at.Add(-time.Hour), Who: "ben", What: gateway.AuditSettings, Details: "text_days 30 -> 7"},
		{Number: 1, At: at.Add(-24 * time.Hour), Who: "anna", What: gateway.AuditExported, Details: "…4567: 12 records"}}}, nil
}
func (k *keeper) SetRetention(ctx context.Context, g gateway.General) error {
	c := k.Config()
	c.General = g
	return k.Apply(ctx, c)
}
func (k *keeper) Compact(context.Context) (int64, error) { return 5 << 20, k.did("compact") }
func (k *keeper) Backup(_ context.Context, file string) (gateway.Backup, error) {
	return gateway.Backup{File: file, Messages: 3, Secrets: "keep the key file"}, k.did("backup %s", file)
}
func (k *keeper) Restore(_ context.Context, file string) (gateway.Backup, error) {
	err := k.did("restore %s", file)
	k.pending = err == nil
	return gateway.Backup{Messages: 3}, err
}
func (k *keeper) Aside() int64                    { return k.aside }
func (k *keeper) DropAside(context.Context) error { k.aside = 0; return k.did("drop aside") }
func (k *keeper) Pending() bool                   { return k.pending }
func (k *keeper) Restored() (string, bool)        { return "", false }
func (k *keeper) DropPending() error {
	k.pending = false
	return k.did("forget")
}
func (k *keeper) ExportConfig() string { return "[general]\n" }
func (k *keeper) TrayThere() bool      { return k.tray }

func open(t *testing.T, name string) (*uitest.House, *desk, *keeper, *View) {
	t.Helper()
	h, d := uitest.New(), &desk{Desk: uitest.NewDesk(t, theme.New(theme.Light, 100), 1044, 674)}
	k := &keeper{House: h}
	h.Cfg = gateway.NewConfig()
	v := New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Keeper: k, Shell: d, Version: "1.2"})
	d.Show(v.Object())
	v.Shown()
	uitest.Tap(t, v.Object(), name)
	return h, d, k, v
}

func TestEveryPageOpens(t *testing.T) {
	_, d, _, v := open(t, "Appearance")
	for name, shows := range map[string]string{"Appearance": "Zoom", "Numbers": "Country", "Retention": "184,220 · 12 MB", "Privacy": "unbroken", "Storage": "relay.db, 5.0 MB", "Back-up": "Restore", "Shortcuts": "Find anything", "About": "1.2"} {
		uitest.Tap(t, v.Object(), name)
		if !uitest.Shows(v.Object(), shows) {
			t.Errorf("%s does not show %q", name, shows)
		}
		if w := v.Object().MinSize().Width; w > 1044 {
			t.Errorf("%s is %g wide", name, w)
		}
	}
	uitest.Tap(t, v.Object(), "Storage")
	uitest.Tap(t, v.Object(), "Copy path")
	if d.Copied != "/data" {
		t.Errorf("%q", d.Copied)
	}
}

// deep is an archive in a folder with a long name.
type deep struct{ uitest.Shelf }

func (deep) Storage(context.Context) (gateway.StorageInfo, error) {
	folder := "/home/anna/" + strings.Repeat("a-long-name/", 20)
	return gateway.StorageInfo{Folder: folder, File: folder + "relay.db", Bytes: 5 << 20, Schema: 1, Secrets: "the key file " + folder + "relay.key"}, nil
}

// Every page fits where there is little room, at the largest zoom.
func TestEveryPageFitsAtTheLargestZoom(t *testing.T) {
	h, d := uitest.New(), &desk{Desk: uitest.NewDesk(t, theme.New(theme.Light, 200), 1328, 848)}
	k := &keeper{House: h, aside: 3 << 20}
	h.Cfg = gateway.NewConfig()
	k.person = gateway.Person{Number: "+46701740633", Waiting: 1, Items: []gateway.Found{{Class: gateway.ClassContacts, Name: "Contact", N: 1}}}
	v := New(Deps{Engine: h, Archive: deep{uitest.Shelf{House: h}}, Keeper: k, Shell: d, Version: "1.2"})
	d.Show(v.Object())
	v.Resized(1328)
	v.Shown()
	for _, name := range Pages() {
		v.OpenPage(name)
		if name == "Privacy" {
			v.entries[v.current].page.(*privacy).number.SetText("+46701740633")
			uitest.Tap(t, v.Object(), "Find")
		}
		if over := uitest.Overflow(v.Object()); over > 0 {
			t.Errorf("%s is %g too wide", name, over)
		}
	}
}

// What would go by age is shown before it goes, the oldest messages with their
// texts; where nothing would, there is nothing to show.
func TestShowWhatGoes(t *testing.T) {
	_, d, k, v := open(t, "Retention")
	r := v.entries[2].page.(*retention)
	if !r.look.Disabled() {
		t.Error("there is something to show though nothing goes")
	}
	at := time.Date(2025, 12, 24, 12, 0, 0, 0, time.UTC)
	k.old = []gateway.Message{{ID: 1, To: gateway.Address{Addr: "36301234567", TON: 1}, Text: "Merry Christmas", CreatedAt: at}, {ID: 2, Direction: gateway.In, From: gateway.Address{Addr: "36301234568", TON: 1}, Text: "You too", CreatedAt: at.Add(time.Hour)}}
	r.rows[0].field.SetText("7")
	if r.look.Disabled() {
		t.Fatal("what goes can't be shown")
	}
	uitest.Tap(t, v.Object(), "Show what goes")
	if !slices.Contains(k.calls, "going Message texts 7") {
		t.Errorf("%v", k.calls)
	}
	top := d.Canvas().Overlays().Top()
	for _, want := range []string{"What goes", "1,200 records from before " + day(time.Now().AddDate(0, 0, -7)), "+36301234567", "Merry Christmas", "+36301234568", "You too", "The oldest 2 of 1,200.", "The text and its octets go"} {
		if !uitest.Shows(top, want) {
			t.Errorf("it does not show %q", want)
		}
	}
	if k.Config().General.TextDays != 30 {
		t.Error("showing it has saved it")
	}
}

// The report of the last erasure is one tap away, after a restart too.
func TestLastErasureIsKept(t *testing.T) {
	_, _, k, v := open(t, "Privacy")
	if uitest.Shows(v.Object(), "Last erasure") {
		t.Error("there was none")
	}
	k.report = gateway.Erasure{Number: "…0633", Gone: []gateway.Found{{Class: gateway.ClassMessages, Name: "Messages to it", N: 14}}, Folded: true, Files: 3}
	v.Shown()
	if !uitest.Shows(v.Object(), "Last erasure: …0633, 14 items, 9 Mar 2026") {
		t.Error("it is not told")
	}
	uitest.Tap(t, v.Object(), "Open its report")
	for _, want := range []string{"Report about …0633, 9 Mar 2026", "erased and checked", "Messages to it", "3 files were searched afterwards"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if p := v.entries[3].page.(*privacy); !p.erase.Disabled() {
		t.Error("what is gone can be erased again")
	}
}

func TestNumbersAreSaved(t *testing.T) {
	h, _, _, v := open(t, "Numbers")
	n := v.entries[1].page.(*numbers)
	n.country.SetText("hungary")
	uitest.Tap(t, v.Object(), "Save")
	if !strings.Contains(n.why.Text(), "two letters") {
		t.Errorf("%q", n.why.Text())
	}
	n.country.SetText("hu")
	uitest.Tap(t, v.Object(), "Save")
	if h.Config().General.Country != "HU" || n.why.Text() != "" {
		t.Errorf("%+v, %q", h.Config().General, n.why.Text())
	}
}

func TestRetentionAsksBeforeItDeletes(t *testing.T) {
	h, d, _, v := open(t, "Retention")
	r := v.entries[2].page.(*retention)
	r.rows[0].field.SetText("soon")
	if !r.save.Disabled() || !strings.Contains(r.model.sentence(), "use 1 to 36,500 days") {
		t.Error("a word is taken as days")
	}
	r.rows[0].field.SetText("7")
	if !uitest.Shows(v.Object(), "1,200 records") || !uitest.Shows(v.Object(), "1 changed") {
		t.Error("what would go is not shown")
	}
	d.No = true
	uitest.Tap(t, v.Object(), "Save")
	if len(d.Asked) != 1 || h.Did("apply") {
		t.Fatalf("%v", d.Asked)
	}
	d.No = false
	uitest.Tap(t, v.Object(), "Save")
	if g := h.Config().General; g.TextDays != 7 || g.MessageDays != 400 {
		t.Errorf("%+v", g)
	}
	if !r.save.Disabled() || r.model.changed() != 0 {
		t.Error("it still counts as changed")
	}
	r.rows[3].slider.SetStop(0)
	r.set(r.rows[3], "0")
	uitest.Tap(t, v.Object(), "Undo")
	if r.rows[3].field.Text() != "7" {
		t.Errorf("undo gives %q", r.rows[3].field.Text())
	}
	r.rows[3].field.SetText("90") // nothing goes: nothing is asked
	uitest.Tap(t, v.Object(), "Save")
	if len(d.Asked) != 2 || h.Config().General.PDUDays != 90 {
		t.Errorf("%v, %+v", d.Asked, h.Config().General)
	}
}

func TestOnePersonIsFoundExportedAndErased(t *testing.T) {
	_, d, k, v := open(t, "Privacy")
	p := v.entries[3].page.(*privacy)
	k.fail = gateway.Problems{{Key: "%q is no phone number", Args: []any{"x"}}}
	p.number.SetText("x")
	uitest.Tap(t, v.Object(), "Find")
	if !uitest.Shows(v.Object(), "is no phone number") || !p.erase.Disabled() {
		t.Error("what is wrong is not shown")
	}
	p.number.SetText("+36301234567")
	uitest.Tap(t, v.Object(), "Find")
	if !uitest.Shows(v.Object(), "Nothing is kept about") || !p.erase.Disabled() || !p.take.Disabled() {
		t.Error("nothing is shown as something")
	}
	k.person = gateway.Person{Number: "+36301234567", Items: []gateway.Found{{Class: gateway.ClassMessages, Name: "Messages to it", N: 14}}, Waiting: 2}
	uitest.Tap(t, v.Object(), "Find")
	if !uitest.Shows(v.Object(), "Messages to it") || !uitest.Shows(v.Object(), "2 messages to it waiting") || p.erase.Disabled() {
		t.Error("what was found is not shown")
	}
	p.pick()
	if text := uitest.SaveTo(t, d.Desk, "person.csv"); text != "data" || k.calls[len(k.calls)-1] != "export +36301234567 true" {
		t.Errorf("%q, %v", text, k.calls)
	}
	k.report = gateway.Erasure{Number: "…4567", Gone: []gateway.Found{{Name: "Messages to it", N: 14}}, Folded: true, Files: 3}
	uitest.Tap(t, v.Object(), "Erase…")
	uitest.Tap(t, d.Canvas().Overlays().Top(), "Cancel")
	uitest.Tap(t, v.Object(), "Erase…")
	top := d.Canvas().Overlays().Top()
	uitest.Tap(t, top, "Erase") // it does nothing yet
	d.Canvas().Focused().(interface{ SetText(string) }).SetText("+36301234568")
	uitest.Tap(t, top, "Erase")
	if slices.Contains(k.calls, "erase +36301234567") || d.Canvas().Overlays().Top() != top {
		t.Fatal("it erased though another number was typed")
	}
	d.Canvas().Focused().(interface{ SetText(string) }).SetText("+36 30 123-4567")
	uitest.Tap(t, top, "Erase")
	if k.calls[len(k.calls)-1] != "erase +36301234567" || !uitest.Shows(v.Object(), "erased and checked") || !p.erase.Disabled() {
		t.Errorf("%v", k.calls)
	}
	// A report that is not whole says so, and a number typed anew takes it away.
	uitest.Tap(t, v.Object(), "Find")
	k.report.Folded = false
	eraseNow(t, v, d.Desk, "+36301234567")
	if !uitest.Shows(v.Object(), "not all of it is gone") {
		t.Error("an unfinished erasure looks finished")
	}
	p.number.SetText("+3630")
	if uitest.Shows(v.Object(), "not all of it is gone") {
		t.Error("the report of another number stays")
	}
}

// eraseNow erases what was found.
func eraseNow(t *testing.T, v *View, d *uitest.Desk, number string) {
	t.Helper()
	uitest.Tap(t, v.Object(), "Erase…")
	d.Canvas().Focused().(interface{ SetText(string) }).SetText(number)
	uitest.Tap(t, d.Canvas().Overlays().Top(), "Erase")
}

func TestTheTrailIsFilteredAndExported(t *testing.T) {
	_, d, _, v := open(t, "Privacy")
	x := v.entries[3].page.(*privacy).trail
	drawn := func(want ...string) {
		t.Helper()
		got := uitest.Drawn(x.grid)
		for _, w := range want {
			if !slices.ContainsFunc(got, func(x string) bool { return strings.HasSuffix(x, w) }) { // a sign of direction may stand before it
				t.Errorf("%q is not shown: %q", w, got)
			}
		}
	}
	drawn("…4567: 41 items", "text_days 30 -> 7", "…4567: 12 records")
	uitest.Tap(t, v.Object(), "Erased, exported")
	if drawn("…4567: 41 items", "…4567: 12 records"); x.Len() != 2 {
		t.Errorf("%d rows", x.Len())
	}
	x.find.SetText("4567 anna 12")
	if drawn("…4567: 12 records"); x.Len() != 1 {
		t.Errorf("%d rows with what was searched for", x.Len())
	}
	x.find.SetText("zebra")
	if x.Len() != 0 {
		t.Errorf("%d rows with what none has", x.Len())
	}
	x.find.SetText("")
	uitest.Tap(t, v.Object(), "Back-ups")
	if x.Len() != 0 {
		t.Errorf("%d rows", x.Len())
	}
	x.pick()
	text := uitest.SaveTo(t, d.Desk, "audit.csv")
	want := "\uFEFF\"number\",\"time\",\"who\",\"what\",\"details\"\n\"3\",\"2026-03-09T14:30:00Z\",\"anna\",\"erased\",\"…4567: 41 items\"\n"
	if !strings.HasPrefix(text, want) || strings.Count(text, "\n") != 4 || len(d.Toasts) != 1 || d.Toasts[0].Severity != gateway.Success {
		t.Errorf("%q %+v", text, d.Toasts)
	}
}

func TestWhatIsNeededForAReport(t *testing.T) {
	_, d, _, v := open(t, "About")
	uitest.Tap(t, v.Object(), "Copy")
	if !strings.HasPrefix(d.Copied, "Relay\nVersion: 1.2\nSystem: ") {
		t.Errorf("%q", d.Copied)
	}
}

func TestBackupAndRestore(t *testing.T) {
	_, d, k, v := open(t, "Back-up")
	b := v.entries[5].page.(*backup)
	if b.waiting.Visible() || !b.check.Disabled() {
		t.Error("something waits")
	}
	b.file.SetText("name alone")
	uitest.Tap(t, v.Object(), "Write back-up")
	if len(k.calls) != 0 {
		t.Errorf("%v", k.calls)
	}
	b.file.SetText("/tmp/office.relay")
	uitest.Tap(t, v.Object(), "Write back-up")
	if k.calls[0] != "backup /tmp/office.relay" || d.Toasts[len(d.Toasts)-1].Severity != gateway.Success {
		t.Errorf("%v, %v", k.calls, d.Toasts)
	}
	b.from.SetText("/tmp/other")
	k.fail = errors.New("/tmp/other is damaged: choose an older back-up")
	uitest.Tap(t, v.Object(), "Restore…")
	if !uitest.Shows(v.Object(), "choose an older back-up") || b.waiting.Visible() || d.restarted {
		t.Error("a damaged back-up waits")
	}
	d.Asked = nil
	uitest.Tap(t, v.Object(), "Restore…")
	if !b.waiting.Visible() || !d.restarted || len(d.Asked) != 2 {
		t.Errorf("asked %v", d.Asked)
	}
	uitest.Tap(t, v.Object(), "Forget it")
	if b.waiting.Visible() || k.calls[len(k.calls)-1] != "forget" {
		t.Errorf("%v", k.calls)
	}
	b.exportConfig()
	if text := uitest.SaveTo(t, d.Desk, "relay.toml"); text != "[general]\n" {
		t.Errorf("%q", text)
	}
}

func TestCompact(t *testing.T) {
	_, d, k, v := open(t, "Storage")
	k.fail = errors.New("the disk is full")
	uitest.Tap(t, v.Object(), "Compact now…")
	if last := d.Toasts[len(d.Toasts)-1]; last.Severity != gateway.Severe || last.Advice != "the disk is full" {
		t.Errorf("%+v", last)
	}
	uitest.Tap(t, v.Object(), "Compact now…")
	if last := d.Toasts[len(d.Toasts)-1]; !strings.Contains(last.Text, "5.0 MB") {
		t.Errorf("%+v", last)
	}
}

func TestTheFormerDataIsDeleted(t *testing.T) {
	_, d, k, v := open(t, "Storage")
	if uitest.Shows(v.Object(), "Former data") {
		t.Error("there is none, and it is shown")
	}
	k.aside = 5 << 20
	v.Shown()
	if !uitest.Shows(v.Object(), "5.0 MB that a restore kept aside.") {
		t.Error("it is not shown")
	}
	uitest.Tap(t, v.Object(), "Delete…")
	if k.calls[len(k.calls)-1] != "drop aside" || uitest.Shows(v.Object(), "Former data") || len(d.Toasts) != 1 {
		t.Errorf("%v %+v", k.calls, d.Toasts)
	}
}
