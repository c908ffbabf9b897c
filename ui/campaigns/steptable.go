package campaigns

import (
	"context"
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// sourceStep takes a file or pasted rows.
type sourceStep struct {
	p      *wizardPage
	path   *widgets.Field
	pasted *widgets.Field
	use    *widgets.Button
	found  *widgets.Text
	names  *widgets.Text
	result *widgets.Surface
	groups *fyne.Container // chips, one for each group
	people fyne.CanvasObject
	listed string // the groups that are shown
	body   fyne.CanvasObject
	filled bool
}

func newSourceStep(p *wizardPage) *sourceStep {
	s := &sourceStep{p: p, path: widgets.NewField(words.T("or type its path, then Enter")).Mono(), pasted: widgets.NewTextArea("name;phone\nAnna;+36301234567").Lines(9), found: widgets.Body("").Elide(), names: widgets.Small("").Elide()}
	s.pasted.Mono()
	pick := widgets.NewButton(words.T("Choose a file…"), fyneTheme.FolderOpenIcon(), widgets.Plain, s.pick)
	s.path.OnSubmit(func() { s.takeFile(s.path.Text()) })
	s.use = widgets.NewButton(words.T("Use these rows"), nil, widgets.Plain, func() { p.take("", s.pasted.Text()) })
	s.use.SetDisabled(true)
	s.pasted.OnChanged(func(text string) { s.use.SetDisabled(text == "" || text == p.w.Draft.Pasted && p.w.Read) })
	for _, f := range []*widgets.Field{s.path, s.pasted} {
		f.OnShortcut(p.shortcut)
	}
	s.result = widgets.NewSurface(theme.Good, widgets.PadXY(14, 10, widgets.VBox(3, s.found, s.names))).Soft(0x18).Rounded(8)
	file := widgets.NewCard(widgets.VBox(10, widgets.Title(words.T("A file")), widgets.Body(words.T("CSV with any delimiter and encoding, or Excel (.xlsx). Nothing of it leaves this computer before you send.")).Elide(),
		widgets.Border(nil, nil, pick, nil, widgets.PadAll(0, 0, 0, 10, s.path))))
	paste := widgets.NewCard(widgets.VBox(10, widgets.Title(words.T("Or paste rows")), widgets.Body(words.T("Copied from a spreadsheet, a mail or a list: one row a line.")).Elide(), s.pasted, widgets.HBox(8, s.use, widgets.Spacer())))
	s.groups = widgets.Wrapped(6, 6)
	s.people = widgets.NewCard(widgets.VBox(10, widgets.Title(words.T("Or a group of contacts")), s.groups))
	s.people.Hide()
	s.body = widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(16, widgets.VBox(12, s.result, file, s.people, paste))))
	return s
}

func (s *sourceStep) forget()                   { s.filled = false }
func (s *sourceStep) object() fyne.CanvasObject { return s.body }
func (s *sourceStep) focus(c fyne.Canvas)       { c.Focus(s.path.Entry) }

// read offers the groups that there are.
func (s *sourceStep) read() {
	s.p.v.deps.Shell.Go(func() func() {
		list, err := s.p.v.deps.Office.Groups(context.Background())
		return func() {
			if err != nil {
				return // there are other ways, and Contacts says what is wrong
			}
			s.offer(list)
		}
	})
}

func (s *sourceStep) offer(list []gateway.Group) {
	chosen := s.p.w.Draft.Group
	if key := fmt.Sprint(list, chosen); key != s.listed {
		s.listed = key
		s.groups.Objects = nil
		for _, g := range list {
			chip := widgets.NewChip(sms.Clean(g.Name), theme.Muted, func() {
				s.pasted.SetText("")
				s.path.SetText("")
				s.p.takeGroup(g.Name)
			})
			chip.SetCount(words.Number(g.Members))
			chip.SetOn(g.Name == chosen)
			s.groups.Add(chip)
		}
		s.groups.Refresh()
	}
	if widgets.SetVisible(s.people, len(list) > 0) {
		s.body.Refresh()
	}
}

func (s *sourceStep) show() {
	s.read()
	w := s.p.w
	if !s.filled || (w.Read || w.Broken != "") && w.Draft.Path != "" {
		s.path.SetText(w.Draft.Path)
	}
	if !s.filled {
		s.pasted.SetText(w.Draft.Pasted)
		s.filled = true
	}
	s.path.SetInvalid(w.Broken != "" && w.Draft.Path != "")
	s.pasted.SetInvalid(w.Broken != "" && w.Draft.Pasted != "")
	text := s.pasted.Text()
	s.use.SetDisabled(text == "" || text == w.Draft.Pasted && w.Read)
	if widgets.SetVisible(s.result, w.Read) {
		s.body.Refresh()
	}
	if w.Read {
		s.found.Set(words.N(len(w.Table.Rows), "%[2]s: %[1]s row. %[3]s.", "%[2]s: %[1]s rows. %[3]s.", sms.Clean(w.Draft.SourceWords()), foundWords(w.Table.Found)))
		s.names.Set(words.T("Columns: %s", columnsLine(w.Table.Header)))
	}
}

func columnsLine(names []string) string {
	line := ""
	for i, n := range names {
		if i > 0 {
			line += ", "
		}
		line += sms.Clean(n)
	}
	return line
}

func (s *sourceStep) takeFile(path string) {
	if path != "" {
		s.pasted.SetText("")
		s.p.take(path, "")
	}
}

// pick asks for a file.
func (s *sourceStep) pick() {
	ask := widgets.FileAsk{Title: words.T("Recipients of the campaign"), Extensions: tables()}
	widgets.OpenFile(s.p.v.deps.Shell, ask, func(f *os.File) {
		_ = f.Close() // it is read anew, at each change of how
		s.takeFile(f.Name())
	})
}

// tables are the kinds of file that hold recipients.
func tables() []string { return []string{".csv", ".txt", ".tsv", ".xlsx"} }

// columnsStep says what the columns are.
type columnsStep struct {
	p      *wizardPage
	number *widgets.Select
	header *widgets.Check
	plus   *widgets.Check
	words  *widgets.Lines
	table  *fyne.Container
	grid   *widgets.Grid
	shown  string // the header that the grid was made for
	body   fyne.CanvasObject
	fill   bool
}

func newColumnsStep(p *wizardPage) *columnsStep {
	s := &columnsStep{p: p, words: widgets.NewLines("", theme.Muted, 12, 2), table: container.NewStack()}
	s.number = widgets.NewSelect(nil, func(name string) {
		p.w.Draft.Number = name
		s.shown = ""
		p.changed(false)
	})
	s.header = widgets.NewCheck(words.T("The first row names the columns"), func(on bool) {
		if !s.fill {
			p.w.SetHeader(on)
			p.w.Draft.Number = ""
			p.changed(false)
		}
	})
	s.plus = widgets.NewCheck(words.T("Numbers without + begin with their country"), func(on bool) {
		if !s.fill {
			p.w.Draft.Plus = on
			p.w.Checked = false
			p.changed(false)
		}
	})
	checks := widgets.Wrapped(10, 0)
	checks.Add(s.header)
	checks.Add(s.plus)
	top := widgets.PadXY(16, 12, widgets.VBox(8, widgets.HBox(10, widgets.VMid(widgets.Body(words.T("The phone numbers are in"))), widgets.Fixed(220, 0, s.number), widgets.Spacer()), checks,
		widgets.Small(words.T("Every column can stand in the message as a field.")), s.words))
	s.body = widgets.Border(widgets.VBox(0, top, widgets.HLine()), nil, nil, nil, s.table)
	return s
}

func (s *columnsStep) forget()                   { s.grid, s.shown, s.table.Objects = nil, "", nil }
func (s *columnsStep) object() fyne.CanvasObject { return s.body }

// focus takes the keys from a field that is no longer seen.
func (s *columnsStep) focus(c fyne.Canvas) {
	c.Unfocus()
	if s.grid != nil {
		c.Focus(s.grid)
	}
}

func (s *columnsStep) show() {
	w := s.p.w
	if !w.Read {
		return
	}
	s.fill = true
	s.header.SetChecked(w.Table.Named)
	widgets.SetVisible(s.header, w.Draft.Group == "")
	s.plus.SetChecked(w.Draft.Plus)
	s.fill = false
	s.number.SetOptions(w.Table.Header)
	i := w.Column()
	if i >= 0 {
		s.number.SetSelected(w.Table.Header[i])
	} else {
		s.number.SetSelected("")
	}
	line, bad := w.ColumnWords()
	color := theme.Muted
	if bad {
		color = theme.Bad
	}
	s.words.SetColored(line, color)
	if key := fmt.Sprint(i, w.Table.Named, w.Table.Header, w.Draft.Source(), len(w.Table.Rows)); key != s.shown {
		s.shown = key
		s.grid = tableGrid(w)
		s.p.v.deps.Shell.Columns("campaigns.table", s.grid)
		s.grid.OnCut = s.p.shortcut
		s.table.Objects = []fyne.CanvasObject{s.grid}
		s.table.Refresh()
	}
}

// maxShown is how many columns the preview has room for.
const maxShown = 12

// tableGrid shows the first rows of the table.
func tableGrid(w *Wizard) *widgets.Grid {
	cols := []widgets.Column{{Key: "row", Title: words.T("Row"), Width: 64, Mono: true, Right: true}}
	for i, h := range w.Table.Header[:min(maxShown, len(w.Table.Header))] {
		cols = append(cols, widgets.Column{Key: columnName(i), Title: widgets.Cut(sms.Clean(h), 150, theme.Px(11.5), fyne.TextStyle{}), Width: 110, Flex: true, Mono: i == w.Column(), Drop: 1 + i})
	}
	if k := w.Column(); k >= 0 && k < maxShown {
		cols[k+1].Drop = 0
	}
	return widgets.NewGrid(cols, tableSource{w}, false)
}

type tableSource struct{ w *Wizard }

func (s tableSource) Len() int         { return min(sampleRows, len(s.w.Table.Rows)) }
func (s tableSource) ID(row int) int64 { return int64(row) + 1 }
func (s tableSource) Cell(row int, column string) widgets.Cell {
	if column == "row" {
		return widgets.Cell{Text: fmt.Sprint(s.w.Table.Number(row)), Color: theme.Muted}
	}
	var i int
	if _, err := fmt.Sscanf(column, "c%d", &i); err != nil || i >= len(s.w.Table.Rows[row]) {
		return widgets.Cell{}
	}
	c := widgets.Cell{Text: sms.Clean(s.w.Table.Rows[row][i])}
	if i == s.w.Column() {
		c.Color = theme.Primary
	}
	return c
}
