package contacts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/addressbook"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// maxFile is how large a file may be, in octets.
const maxFile = 64 << 20

// ImportFile asks for a file.
func (v *View) ImportFile() {
	ask := widgets.FileAsk{Title: words.T("Import contacts"), Extensions: []string{".csv", ".xlsx", ".txt", ".tsv", ".vcf", ".vcard"}}
	widgets.OpenFile(v.deps.Shell, ask, func(f *os.File) { v.Import(f.Name(), f) })
}

// TakeFile imports a file that was dropped on the window. One that is being
// stored is stored to its end first.
func (v *View) TakeFile(path string) {
	if v.importer != nil && v.importer.m.Step == Storing {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("%s can't be imported.", filepath.Base(path)), Advice: words.T("Another file is being imported: drop this one when that is done.")})
		return
	}
	f, err := os.Open(path)
	if err != nil {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("%s can't be imported.", filepath.Base(path)), Advice: words.Error(err)})
		return
	}
	v.Import(f.Name(), f)
}

// Import reads a file and shows what would come in.
func (v *View) Import(name string, r io.ReadCloser) {
	country, group, off := v.deps.Engine.Config().General.Country, "", v.place.Kind == OptedOut
	if v.place.Kind == InGroup {
		group = v.place.Group.Name
	}
	v.deps.Shell.Go(func() func() {
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
		var m *Import
		switch {
		case err != nil:
		case len(data) > maxFile:
			err = errors.New(words.T("the file is larger than %d MB: cut it into several", maxFile>>20))
		default:
			if m, err = ReadImport(context.Background(), filepath.Base(name), data, country); err == nil {
				m.Group, m.Off = group, off
				m.Rows, err = m.Make()
			}
		}
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("%s can't be imported.", filepath.Base(name)), Advice: words.Error(err)})
				return
			}
			v.importer = newImporter(v, m)
			v.root.Objects = []fyne.CanvasObject{v.importer.object}
			v.root.Refresh()
			v.importer.show()
			v.deps.Shell.Canvas().Focus(v.importer.grid)
		}
	})
}

// importer is the page of a file on its way in.
type importer struct {
	v      *View
	m      *Import
	picks  []*widgets.Select
	group  *widgets.Field
	plus   *widgets.Check
	off    *widgets.Check
	chips  [3]*widgets.Chip
	filter int
	rows   []int // of the file that are shown
	grid   *widgets.Grid
	plan   *widgets.Text
	told   *widgets.Lines // the whole remark of the row with the cursor
	cancel *widgets.Button
	copy   *widgets.Button
	verb   *widgets.Button
	making int // grows with each change, so that an old answer is dropped
	left   bool
	object fyne.CanvasObject
}

func newImporter(v *View, m *Import) *importer {
	x := &importer{v: v, m: m, plan: widgets.Body("").Elide(), group: widgets.NewField(words.T("none"))}
	x.group.SetText(m.Group)
	x.group.OnChanged(func(s string) { m.Group = s; x.show() })
	x.plus = widgets.NewCheck(words.T("Numbers without + begin with their country"), func(on bool) { m.Opts.Plus = on; x.remake() })
	x.off = widgets.NewCheck(words.T("Only put them on the opt-out list"), func(on bool) { m.Off = on; x.show() })
	x.off.Checked = m.Off
	for i, name := range []string{words.T("All"), words.T("Left out"), words.T("Repeated")} {
		x.chips[i] = widgets.NewChip(name, []fyne.ThemeColorName{theme.Muted, theme.Bad, theme.Warn}[i], func() { x.setFilter(i) })
	}
	x.chips[0].SetOn(true)
	x.grid = widgets.NewGrid([]widgets.Column{
		{Key: "line", Title: words.T("Line"), Width: 64, Mono: true, Right: true},
		{Key: "number", Title: words.T("Number"), Width: 140, Mono: true},
		{Key: "name", Title: words.T("Name"), Width: 130, Flex: true},
		{Key: "remark", Title: words.T("Groups, or what is wrong"), Width: 200, Flex: true},
	}, rowSource{x}, false)
	v.deps.Shell.Columns("contacts.import", x.grid)
	x.grid.OnSelect = func(int64) { x.tell() }
	x.grid.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape {
			x.close()
		}
		return k.Name == fyne.KeyEscape
	}
	x.told = widgets.NewLines("", theme.Muted, 12, 2)
	x.told.Hide()
	x.copy = widgets.NewButton(words.T("Copy what is wrong"), fyneTheme.ContentCopyIcon(), widgets.Plain, func() { v.deps.Shell.Copy(m.Rows.Problems()) })
	x.cancel = widgets.NewButton(words.T("Discard"), nil, widgets.Plain, x.close)
	x.verb = widgets.NewButton(words.T("Import"), nil, widgets.Strong, x.run)
	back := widgets.NewButton(words.T("Contacts"), fyneTheme.NavigateBackIcon(), widgets.Ghost, x.close)
	head := widgets.Fixed(0, 46, widgets.PadAll(0, 16, 0, 8, widgets.VMid(widgets.HBox(6, back, widgets.VMid(widgets.Small("/")), widgets.VMid(widgets.Heading(words.T("Import %s", sms.Clean(m.Name)))), widgets.Spacer()))))
	body := widgets.Border(nil, nil, widgets.PadAll(0, 14, 0, 0, widgets.Fixed(380, 0, x.columns())), nil,
		widgets.NewSurface(theme.Surface, widgets.Border(widgets.PadXY(14, 10, widgets.HBox(6, x.chips[0], x.chips[1], x.chips[2], widgets.Spacer())), widgets.PadXY(14, 8, x.told), nil, nil, widgets.Pad(1, x.grid))).Rounded(8).Stroked(theme.Line))
	bar := widgets.Fixed(0, 52, widgets.PadXY(16, 0, widgets.Border(nil, nil, nil, widgets.VMid(widgets.HBox(8, x.copy, x.cancel, x.verb)), widgets.PadAll(0, 16, 0, 0, widgets.VMid(x.plan)))))
	foot := widgets.VBox(0, widgets.HLine(), widgets.NewSurface(theme.Surface, bar))
	x.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.VBox(0, widgets.NewSurface(theme.Surface, head), widgets.HLine()), foot, nil, nil, widgets.Pad(16, body)))
	return x
}

// columns is the card of the columns and the options.
func (x *importer) columns() fyne.CanvasObject {
	list := widgets.VBox(8)
	if x.m.Cards {
		list.Add(widgets.Flush(words.T("These are vCards: names, numbers, notes and groups are known. Where a card has several numbers, the mobile one is taken and the others are kept as fields.")))
	} else {
		list.Add(widgets.Flush(words.T("Relay guessed from the titles. Put right what is wrong; the list beside shows what comes in.")))
	}
	for i, title := range x.m.Table.Columns {
		uses := addressbook.Uses(title)
		var labels []string
		for _, u := range uses {
			labels = append(labels, useWords(u))
		}
		pick := widgets.NewSelect(labels, func(s string) {
			if at := slices.Index(labels, s); at >= 0 {
				x.m.Uses[i] = uses[at]
			}
			x.remake()
		})
		pick.SetSelected(useWords(x.m.Uses[i]))
		x.picks = append(x.picks, pick)
		list.Add(widgets.Cols(10, []float32{0, 160}, widgets.VBox(0, widgets.Body(sms.Clean(title)).Elide(), widgets.NewText(sms.Clean(x.m.Table.Sample(i)), theme.Muted, 11).Mono().Elide()), widgets.VMid(pick)))
	}
	list.Add(widgets.HLine())
	list.Add(widgets.VBox(3, widgets.Small(words.T("Put everybody into the group")), x.group))
	list.Add(x.plus)
	list.Add(x.off)
	list.Add(widgets.Flush(words.T("Who is there already, by number, gets what is new; nothing is deleted.")))
	title := words.T("What the columns hold")
	if x.m.Cards {
		title = words.T("How they come in")
	}
	return widgets.Border(nil, nil, nil, nil, widgets.NewSurface(theme.Surface, widgets.Border(widgets.PadAll(14, 14, 8, 14, widgets.Title(title)), nil, nil, nil,
		container.NewVScroll(widgets.PadAll(0, 14, 14, 14, list)))).Rounded(8).Stroked(theme.Line))
}

// useWords is a use as the pick list shows it.
func useWords(u addressbook.Use) string {
	if u.Kind == addressbook.Extra {
		return words.T("Field %q", u.Key)
	}
	return words.Of(u.Words())
}

// remake makes the rows anew beside the window.
func (x *importer) remake() {
	x.making++
	now := x.making
	m := *x.m // what is chosen now
	m.Uses = append([]addressbook.Use(nil), x.m.Uses...)
	x.verb.SetDisabled(true)
	x.v.deps.Shell.Go(func() func() {
		rows, err := m.Make()
		return func() {
			if now != x.making || err != nil {
				return
			}
			x.m.Rows = rows
			x.show()
		}
	})
}

func (x *importer) setFilter(i int) {
	x.chips[x.filter].SetOn(false)
	x.filter = i
	x.chips[i].SetOn(true)
	x.show()
}

// tell writes the remark of the row with the cursor in full: its column may be too
// narrow for it.
func (x *importer) tell() {
	remark, bad := "", false
	if i := int(x.grid.Cursor()) - 1; i >= 0 && i < len(x.m.Rows) {
		remark, bad = Remark(x.m.Rows[i])
	}
	color := theme.Muted
	if bad {
		color = theme.Bad
	}
	x.told.SetColored(sms.Clean(remark), color)
	if widgets.SetVisible(x.told, remark != "") {
		x.object.Refresh()
	}
}

func (x *importer) show() {
	good, bad, repeated := x.m.Rows.Counts()
	for i, n := range []int{len(x.m.Rows), bad, repeated} {
		x.chips[i].SetCount(words.Number(int64(n)))
	}
	x.rows = x.rows[:0]
	for i, r := range x.m.Rows {
		if x.filter == 0 || x.filter == 1 && r.Problem != "" || x.filter == 2 && r.Repeats > 0 {
			x.rows = append(x.rows, i)
		}
	}
	x.plan.Set(x.m.Sentence())
	x.grid.Reload()
	x.tell()
	widgets.SetVisible(x.copy, bad > 0)
	widgets.SetVisible(x.cancel, x.m.Step != Done)
	switch x.m.Step {
	case Mapping:
		x.verb.SetLabel(x.m.Verb())
		x.verb.SetDisabled(good == 0 || x.m.Missing() != "")
	case Storing:
		x.verb.SetDisabled(true)
	case Done:
		x.verb.SetLabel(words.T("Show them"))
		x.verb.SetDisabled(false)
	}
	x.object.Refresh()
}

// run stores a chunk, shows how far it is, and goes on.
func (x *importer) run() {
	if x.m.Step == Done {
		x.close()
		return
	}
	x.m.Step = Storing
	x.freeze()
	good := x.m.Good()
	x.next(good)
}

// freeze leaves the choices as they are.
func (x *importer) freeze() {
	for _, p := range x.picks {
		p.SetDisabled(true)
	}
	x.group.SetDisabled(true)
	x.plus.Disable()
	x.off.Disable()
}

func (x *importer) next(good []gateway.Contact) {
	if x.left {
		return
	}
	list := x.m.Next(good)
	if len(list) == 0 {
		x.m.Step = Done
		x.show()
		return
	}
	x.show()
	x.v.deps.Shell.Go(func() func() {
		sum, err := x.store(context.Background(), list)
		return func() {
			if err != nil {
				x.m.Step = Mapping
				x.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Stopped after %s: %s", words.N(x.m.Sent, "%s contact", "%s contacts"), words.Error(err)), Advice: words.T("Import the file again: who is there already is not added twice.")})
				x.m.Sent, x.m.Sum = 0, gateway.Merged{}
				x.show()
				return
			}
			x.m.Stored(len(list), sum)
			x.next(good)
		}
	})
}

// store stores a chunk.
func (x *importer) store(ctx context.Context, list []gateway.Contact) (sum gateway.Merged, err error) {
	if !x.m.Off {
		if sum, err = x.v.deps.Office.MergeContacts(ctx, list); err != nil {
			return sum, err
		}
	}
	off := x.m.OptOuts(list)
	if len(off) == 0 {
		return sum, nil
	}
	n, err := x.v.addOptOuts(ctx, off...)
	if x.m.Off {
		sum = gateway.Merged{Added: n, Same: len(off) - n}
	}
	return sum, err
}

// close shows the list again. What is being stored stops after its chunk.
func (x *importer) close() {
	x.left = true
	v := x.v
	v.importer = nil
	v.root.Objects = []fyne.CanvasObject{v.list}
	v.root.Refresh()
	v.deps.Shell.Canvas().Focus(v.shownGrid()) // what had the focus has gone
	v.reload()
}

type rowSource struct{ x *importer }

func (s rowSource) Len() int         { return len(s.x.rows) }
func (s rowSource) ID(row int) int64 { return int64(s.x.rows[row]) + 1 }

func (s rowSource) Cell(row int, column string) widgets.Cell {
	r := &s.x.m.Rows[s.x.rows[row]]
	switch column {
	case "line":
		return widgets.Cell{Text: fmt.Sprint(r.Line), Color: theme.Muted}
	case "number":
		if r.Problem != "" {
			return widgets.Cell{Text: sms.Clean(r.Contact.Number), Color: theme.Bad}
		}
		return widgets.Cell{Text: r.Contact.Number}
	case "name":
		return widgets.Cell{Text: sms.Clean(r.Contact.Name)}
	}
	remark, bad := Remark(*r)
	switch {
	case bad:
		return widgets.Cell{Text: sms.Clean(remark), Color: theme.Bad}
	case r.Repeats > 0:
		return widgets.Cell{Text: remark, Color: theme.Warn}
	}
	return widgets.Cell{Text: sms.Clean(remark), Color: theme.Muted}
}
