package pduview

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Ring is where live records come from.
type Ring interface {
	PDUs(after uint64, max int) ([]gateway.PDURecord, uint64)
}

// View is list and inspector.
type View struct {
	ring   Ring
	model  *Model
	copied func(string)

	grid    *widgets.Grid
	filter  *widgets.Field
	count   *widgets.Text
	live    *widgets.Text
	pause   *widgets.Button
	fresh   *widgets.Button
	message *widgets.Text
	wrong   *fyne.Container // holds the message

	title  *widgets.Text
	fields *widgets.Grid
	facts  *factSource
	hex    *widgets.Hex
	note   *widgets.Lines
	chosen gateway.PDURecord

	started  bool // stored records were asked for
	restored bool // they are there

	list      fyne.CanvasObject
	inspector fyne.CanvasObject
	split     *widgets.Split
	object    fyne.CanvasObject
}

// New makes a view; copied puts text on the clipboard.
func New(ring Ring, copied func(string)) *View {
	v := &View{ring: ring, model: NewModel(), copied: copied}
	v.grid = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: "Time", Width: 108, Mono: true},
		{Key: "arrow", Title: "", Width: 34},
		{Key: "link", Title: "Link", Width: 92, Drop: 3},
		{Key: "name", Title: "PDU", Width: 176, Mono: true},
		{Key: "seq", Title: "Seq", Width: 66, Mono: true, Right: true, Drop: 2},
		{Key: "info", Title: "Info", Width: 150, Flex: true},
		{Key: "octets", Title: "Octets", Width: 66, Mono: true, Right: true, Drop: 4},
	}, listSource{v.model}, true)
	v.grid.OnSelect = func(id int64) { v.choose(id) }
	v.grid.OnMenu = v.menu
	v.grid.OnFollow = func(on bool) {
		if on {
			v.fresh.Hide()
		} else {
			v.fresh.Show()
		}
		v.list.Refresh()
	}
	v.filter = widgets.NewField("Filter, e.g. status!=0")
	v.filter.OnChanged(v.filterChanged)
	v.count, v.live, v.message = widgets.Small(""), widgets.NewText("● live", theme.Good, 11.5), widgets.NewText("", theme.Bad, 11.5).Elide()
	v.pause = widgets.NewButton("", fyneTheme.MediaPauseIcon(), widgets.Ghost, v.TogglePause)
	v.fresh = widgets.NewButton("Newest", fyneTheme.MoveDownIcon(), widgets.Plain, func() { v.grid.Follow(); v.fresh.Hide() })
	v.fresh.Hide()
	clearBtn := widgets.NewButton("", fyneTheme.ContentClearIcon(), widgets.Ghost, func() { v.model.Clear(); v.reload() })
	head := widgets.Border(nil, nil, widgets.VMid(widgets.HBox(8, widgets.NewText("PDU log", theme.Text, 13).Bold(), v.live, v.count)),
		widgets.VMid(widgets.HBox(2, v.fresh, v.pause, clearBtn)), widgets.PadXY(10, 0, widgets.VMid(v.filter)))
	v.wrong = widgets.PadAll(0, 12, 6, 12, v.message)
	v.wrong.Hide()
	v.list = widgets.Border(widgets.VBox(0, widgets.Fixed(0, 40, widgets.PadXY(12, 0, head)), v.wrong), nil, nil, nil, v.grid)
	v.buildInspector()
	v.split = widgets.NewSplit(false, 0.6, v.list, v.inspector)
	v.object = v.split
	return v
}

func (v *View) buildInspector() {
	v.title, v.note = widgets.NewText("No PDU chosen", theme.Text, 13).Bold().Mono().Elide(), widgets.NewLines(noteHint, theme.Muted, 11.5, 2)
	v.facts = &factSource{}
	v.fields = widgets.NewGrid([]widgets.Column{
		{Key: "name", Title: "Field", Width: 190, Mono: true},
		{Key: "value", Title: "Value", Width: 100, Mono: true, Flex: true},
		{Key: "meaning", Title: "Meaning", Width: 110, Flex: true, Drop: 1},
	}, v.facts, false).Dense()
	v.fields.OnSelect = func(id int64) {
		if i := int(id) - 1; i >= 0 && i < len(v.facts.rows) {
			v.hex.Mark(v.facts.rows[i].Offset, v.facts.rows[i].Length)
			v.explainRow(v.facts.rows[i])
		}
	}
	v.hex = widgets.NewHex()
	v.hex.OnTap = func(at int) {
		if i := FieldAt(v.facts.rows, at); i >= 0 {
			v.fields.Select(int64(i) + 1)
			v.hex.Mark(v.facts.rows[i].Offset, v.facts.rows[i].Length)
			v.explainRow(v.facts.rows[i])
		}
	}
	copyBtn := widgets.NewButton("", fyneTheme.ContentCopyIcon(), widgets.Ghost, func() { v.copyMenu(nil) })
	head := widgets.Fixed(0, 40, widgets.PadXY(12, 0, widgets.Border(nil, nil, nil, widgets.VMid(copyBtn), widgets.VMid(v.title))))
	octets := widgets.NewSurface(theme.Background, v.hex)
	v.inspector = widgets.Border(head, widgets.PadXY(12, 5, v.note), nil, nil, widgets.NewSplit(true, 0.55, v.fields, octets))
}

// noteHint stands where the chosen field's rule will stand.
const noteHint = "Choose a field to see its octets and its rule; choose an octet to see its field."

func (v *View) explainRow(r smpp.Row) { v.note.SetColored(RowWords(r), theme.Muted) }

// Object is the whole view.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Split is the line between list and inspector.
func (v *View) Split() *widgets.Split { return v.split }

// Model is the list.
func (v *View) Model() *Model { return v.model }

// FocusFilter puts the cursor into the filter.
func (v *View) FocusFilter(c fyne.Canvas) { c.Focus(v.filter.Entry) }

// SetFilter types a filter.
func (v *View) SetFilter(text string) { v.filter.SetText(text) }

// Archive is where stored records come from.
type Archive interface {
	PDUs(ctx context.Context, q gateway.PDUQuery) ([]gateway.PDURecord, error)
}

// Start shows the newest stored records once, and what is new at each later
// call. run reads beside the window.
func (v *View) Start(archive Archive, limit int, run func(work func() (apply func()))) {
	if v.started {
		v.Update()
		return
	}
	v.started = true
	run(func() func() {
		records, err := archive.PDUs(context.Background(), gateway.PDUQuery{Newest: true, Limit: limit})
		return func() {
			v.restored = true
			if err != nil {
				v.live.SetColored("the stored log can't be read", theme.Bad)
			}
			v.model.Add(records)
			v.reload()
			v.Update()
		}
	})
}

// Update takes what is new in the ring.
func (v *View) Update() {
	if v.model.Paused || v.started && !v.restored {
		return
	}
	changed := false
	for {
		records, _ := v.ring.PDUs(v.model.Cursor(), 2000)
		if len(records) == 0 {
			break
		}
		changed = true
		v.model.Add(records)
		if len(records) < 2000 {
			break
		}
	}
	if changed {
		v.reload()
	}
}

func (v *View) reload() {
	text := fmt.Sprint(v.model.Total())
	if n := v.model.Len(); n != v.model.Total() {
		text = fmt.Sprintf("%d of %d", n, v.model.Total())
	}
	v.count.Set(text)
	v.grid.Reload()
}

// TogglePause stops the list from moving; nothing is lost.
func (v *View) TogglePause() {
	v.model.Paused = !v.model.Paused
	if v.model.Paused {
		v.live.SetColored("❚❚ paused", theme.Warn)
	} else {
		v.live.SetColored("● live", theme.Good)
		v.Update()
	}
}

func (v *View) filterChanged(text string) {
	v.model.SetFilter(text)
	v.filter.SetInvalid(v.model.Err != nil)
	if v.model.Err != nil {
		v.message.Set(v.model.Err.Error())
		v.wrong.Show()
	} else {
		v.wrong.Hide()
	}
	v.list.Refresh()
	v.reload()
}

func (v *View) choose(id int64) {
	for i := v.model.Len() - 1; i >= 0; i-- {
		if r := v.model.Row(i); int64(r.Number) == id {
			v.Show(r.record)
			return
		}
	}
}

// Show explains a record in the inspector.
func (v *View) Show(r gateway.PDURecord) {
	v.chosen = r
	x := Fields(r)
	title := x.Command
	if x.ID.IsResponse() {
		title += "  " + x.Status.Name()
	}
	v.title.Set(fmt.Sprintf("%s  seq %d · %d octets", title, x.Sequence, len(r.Frame)))
	v.facts.rows = x.Rows
	v.fields.Select(0)
	v.fields.Reload()
	v.hex.SetData(r.Frame)
	hint := noteHint
	if words := TextWords(x); words != "" {
		hint = words + "\n" + noteHint
	}
	v.note.SetColored(hint, theme.Muted)
	for _, p := range x.Problems {
		v.note.SetColored(fmt.Sprintf("%s at octet %d: %s", p.Field, p.Offset, p.Rule), theme.Bad)
		break
	}
	if x.ID.IsResponse() && x.Status != smpp.ROK {
		i := x.Status.Info()
		v.note.SetColored(i.Meaning+" "+i.Advice, theme.Bad)
	}
}

func (v *View) menu(id int64, at fyne.Position) {
	v.choose(id)
	v.copyMenu(&at)
}

func (v *View) copyMenu(at *fyne.Position) {
	if len(v.chosen.Frame) == 0 {
		return
	}
	var items []*fyne.MenuItem
	for _, f := range []string{AsHex, AsC, AsJSON, AsText} {
		items = append(items, fyne.NewMenuItem("Copy as "+f, func() { v.copied(Copy(v.chosen, f)) }))
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(v.grid)
	if c == nil {
		return
	}
	var pos fyne.Position
	if at != nil {
		pos = *at
	} else {
		pos = fyne.CurrentApp().Driver().AbsolutePositionForObject(v.inspector).Add(fyne.NewPos(v.inspector.Size().Width-theme.Px(150), theme.Px(36)))
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, pos)
}

type listSource struct{ m *Model }

func (s listSource) Len() int         { return s.m.Len() }
func (s listSource) ID(row int) int64 { return int64(s.m.Row(row).Number) }

func toneColor(t Tone) fyne.ThemeColorName {
	switch t {
	case Good:
		return theme.Good
	case Bad:
		return theme.Bad
	case Control:
		return theme.Control
	case Incoming:
		return theme.Warn
	}
	return theme.Info
}

func (s listSource) Cell(row int, column string) widgets.Cell {
	r := s.m.Row(row)
	switch column {
	case "time":
		return widgets.Cell{Text: r.Time, Color: theme.Muted}
	case "arrow":
		return widgets.Cell{Text: r.Arrow, Color: toneColor(r.Tone)}
	case "link":
		return widgets.Cell{Text: r.Link, Color: theme.Muted}
	case "name":
		return widgets.Cell{Text: r.Name, Color: toneColor(r.Tone)}
	case "seq":
		return widgets.Cell{Text: r.Seq}
	case "octets":
		return widgets.Cell{Text: r.Octets, Color: theme.Muted}
	}
	if r.Tone == Bad {
		return widgets.Cell{Text: r.Info, Color: theme.Bad}
	}
	return widgets.Cell{Text: r.Info}
}

type factSource struct{ rows []smpp.Row }

func (s *factSource) Len() int         { return len(s.rows) }
func (s *factSource) ID(row int) int64 { return int64(row) + 1 }

func (s *factSource) Cell(row int, column string) widgets.Cell {
	r := s.rows[row]
	switch column {
	case "name":
		return widgets.Cell{Text: strings.Repeat("  ", r.Depth) + r.Name}
	case "value":
		return widgets.Cell{Text: r.Value, Color: theme.Info}
	}
	return widgets.Cell{Text: r.Meaning, Color: theme.Muted}
}
