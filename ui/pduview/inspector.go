package pduview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// noteHint stands where the chosen field's rule will stand.
func noteHint() string {
	return words.T("Choose a field to see its octets and its rule, I explains it; choose an octet to see its field.")
}

// keysHint stands there until a PDU is chosen.
func keysHint() string {
	return words.T("Keys of the list: Space pauses · A its answer or request · F its message · S its session · U everything again · L the session as a ladder\n" +
		"Enter its fields · M marks · N, P next and previous mark · Ctrl+G a time · Ctrl+C copies as hex, Ctrl+Shift+C as text · Ctrl+F the filter")
}

// inspector shows one PDU as tree and octets, linked both ways.
type inspector struct {
	v      *View
	title  *widgets.Text
	fact   *widgets.Text // how it was answered, and after which time
	copy   *widgets.Button
	other  *widgets.Button // to the request or the answer
	tree   *Tree
	lines  []int
	fields *widgets.Grid
	hex    *widgets.Hex
	note   *widgets.Lines
	split  *widgets.Split
	octets fyne.CanvasObject // hex on its ground
	swap   *widgets.Button   // to the other of tree and octets, where there is room for one of them
	room   *room
	record gateway.PDURecord
	object fyne.CanvasObject
}

func newInspector(v *View, full bool) *inspector {
	n := &inspector{v: v, tree: NewTree(), title: widgets.NewText(words.T("No PDU chosen"), theme.Text, 13).Bold().Mono().Elide(), fact: widgets.Small(""),
		note: widgets.NewLines(noteHint(), theme.Muted, 11.5, 2), hex: widgets.NewHex()}
	n.fields = widgets.NewGrid([]widgets.Column{
		{Key: "name", Title: words.T("Field"), Width: 226, Mono: true},
		{Key: "value", Title: words.T("Value"), Width: 100, Mono: true, Flex: true},
		{Key: "meaning", Title: words.T("Meaning"), Width: 110, Flex: true, Drop: 1},
	}, treeSource{n}, false).Dense()
	n.hex.Small()
	if full {
		n.note = widgets.NewLines(keysHint(), theme.Muted, 11.5, 2)
	}
	n.fields.OnSelect = func(id int64) { n.mark(int(id) - 1) }
	n.fields.OnOpen = func(id int64) { n.toggle(int(id) - 1) }
	n.fields.OnKey = n.key
	n.fields.OnHover = n.hover
	n.fields.OnPress = func(id int64, x float32) {
		if d, ok := n.tree.Node(int(id) - 1); ok && d.Fold != NoFold && x < theme.Px(float32(26+16*d.Level)) {
			n.toggle(int(id) - 1)
		}
	}
	n.hex.OnTap = func(at int) {
		if i := n.tree.At(at); i >= 0 {
			n.reload()
			n.fields.Reveal(int64(i) + 1)
		}
	}
	n.other = widgets.NewButton(words.T("Answer"), fyneTheme.NavigateNextIcon(), widgets.Ghost, v.GoToPartner)
	n.other.Hide()
	n.copy = widgets.NewButton(words.T("Copy"), fyneTheme.ContentCopyIcon(), widgets.Ghost, func() { v.copyMenu(nil) })
	if !full {
		n.copy.SetLabel("")
	}
	n.copy.Hide()
	n.swap = widgets.NewButton(words.T("Octets"), nil, widgets.Ghost, n.turn)
	n.swap.Hide()
	head := widgets.Fixed(0, 40, widgets.PadXY(12, 0, widgets.Border(nil, nil, nil, widgets.VMid(widgets.HBox(2, widgets.PadXY(6, 0, widgets.VMid(n.fact)), n.swap, n.other, n.copy)), widgets.VMid(n.title))))
	n.octets = widgets.NewSurface(theme.Background, n.hex)
	share := 0.55
	if full {
		share = 0.5 // sixteen octets on a line have room in the smallest window
	}
	n.split = widgets.NewSplit(true, share, n.fields, n.octets)
	n.room = &room{n: n}
	n.object = container.New(n.room, widgets.VBox(0, head, widgets.HLine()), n.split, widgets.PadXY(12, 5, n.note))
	return n
}

// show explains a record.
func (n *inspector) show(r gateway.PDURecord, partner uint64) {
	n.record = r
	n.v.card.hide()
	x := n.tree.Show(r)
	title := x.Command
	if x.ID.IsResponse() {
		title += "  " + x.Status.Name()
	}
	n.title.Set(words.T("%s  seq %d · %s", title, x.Sequence, words.N(len(r.Frame), "%s octet", "%s octets")))
	n.copy.Show()
	n.other.Hidden = partner == 0
	n.answered(r.Number)
	n.other.SetLabel(words.T("Answer"))
	if x.ID.IsResponse() {
		n.other.SetLabel(words.T("Request"))
	}
	n.fields.Select(0)
	n.reload()
	n.hex.SetData(r.Frame)
	hint := noteHint()
	if text := TextWords(x); text != "" {
		hint = text + "\n" + hint
	}
	n.note.SetColored(hint, theme.Muted)
	switch {
	case x.ID.IsResponse() && x.Status != smpp.ROK:
		i := x.Status.Info()
		n.note.SetColored(words.Of(i.Meaning)+" "+words.Of(i.Advice), theme.Bad)
	case len(x.Problems) > 0:
		p := x.Problems[0]
		n.note.SetColored(words.T("%s at octet %d: %s", p.Field, p.Offset, p.Rule), theme.Bad)
	}
	n.object.Refresh()
}

// answered says beside the title how a request was answered, and after which time.
func (n *inspector) answered(number uint64) {
	text, ink := "", theme.Muted
	if row, ok := n.v.model.Get(number); ok && row.Took != "" {
		switch {
		case row.Overdue:
			text, ink = row.Took, theme.Bad
		case row.Status != "":
			text, ink = words.T("%s after %s", row.Status, row.Took), toneColor(row.StatTone)
		}
	}
	n.fact.SetColored(text, ink)
}

func (n *inspector) reload() {
	n.lines = n.tree.Lines()
	n.fields.Reload()
}

// mark shows a line's octets and its rule.
func (n *inspector) mark(i int) {
	d, ok := n.tree.Node(i)
	if !ok {
		return
	}
	n.hex.Mark(d.Offset, d.Length)
	n.note.SetColored(RowWords(d.Row), theme.Muted)
	if n.v.card.pinned {
		n.explain(i)
	}
}

func (n *inspector) toggle(i int) {
	if d, ok := n.tree.Node(i); ok && n.tree.SetFold(i, d.Fold == Open) {
		n.reload()
	}
}

// key folds and unfolds, and lets Left go to what a line belongs to.
func (n *inspector) key(e *fyne.KeyEvent) bool {
	i := int(n.fields.Cursor()) - 1
	switch e.Name {
	case fyne.KeyLeft:
		if n.tree.SetFold(i, true) {
			n.reload()
		} else if p := n.tree.Parent(i); p >= 0 {
			n.fields.Reveal(int64(p) + 1)
		}
	case fyne.KeyRight:
		if n.tree.SetFold(i, false) {
			n.reload()
		}
	case fyne.KeyI:
		if card := n.v.card; card.Visible() && card.pinned {
			card.hide()
		} else {
			card.pinned = true
			n.explain(i)
		}
	case fyne.KeyO:
		if !n.room.one {
			return false
		}
		n.turn()
	default:
		return false
	}
	return true
}

// hover explains the field under the pointer.
func (n *inspector) hover(id int64, row fyne.Position) {
	d, ok := n.tree.Node(int(id) - 1)
	if n.v.card.pinned && id == 0 {
		return
	}
	if !ok || d.Level == 0 {
		n.v.card.hide()
		return
	}
	n.v.card.pinned = false
	n.showCard(d, row)
}

// explain does by a key what the pointer does; the card then goes with the cursor.
func (n *inspector) explain(i int) {
	d, ok := n.tree.Node(i)
	row, seen := n.fields.RowPlace(int64(i) + 1)
	if !ok || !seen || d.Level == 0 {
		n.v.card.Hide() // until the cursor comes to a field
		return
	}
	n.showCard(d, row)
}

func (n *inspector) showCard(d Node, row fyne.Position) {
	octets := n.v.origin()
	if at, seen := n.hex.Marked(); seen {
		octets = at
	}
	n.v.card.show(d, smpp.Version(n.record.Version), row.Subtract(n.v.origin()), octets.Subtract(n.v.origin()), n.v.float.Size())
}

// treeSource gives the lines of the tree that are not folded away to the grid.
type treeSource struct{ n *inspector }

func (s treeSource) Len() int         { return len(s.n.lines) }
func (s treeSource) ID(row int) int64 { return int64(s.n.lines[row]) + 1 }

func (s treeSource) Cell(row int, column string) widgets.Cell {
	d, ok := s.n.tree.Node(s.n.lines[row])
	if !ok {
		return widgets.Cell{}
	}
	switch column {
	case "name":
		name := d.Name
		if d.Level == 0 {
			name = groupWord(name)
		}
		sign := [...]string{NoFold: "  ", Open: "▾ ", Folded: "▸ "}[d.Fold]
		return widgets.Cell{Text: strings.Repeat("  ", d.Level) + sign + name, Bold: d.Level == 0}
	case "value":
		if d.Level == 0 {
			return widgets.Cell{Text: d.Value, Color: theme.Muted}
		}
		return widgets.Cell{Text: clip(d.Value, 200), Color: theme.Info}
	}
	return widgets.Cell{Text: clip(d.Meaning, 200), Color: theme.Muted}
}
