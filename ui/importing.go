package ui

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/form"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// maxConfig is how large a configuration may be, in octets.
const maxConfig = 16 << 20

// AskImport reads a configuration file and shows what it has: nothing is taken over
// before that is looked at.
func (s *Shell) AskImport(path string) {
	s.Go(func() func() {
		text, err := readAtMost(path, maxConfig)
		var file gateway.Config
		if err == nil {
			file, err = s.Files.ReadConfig(path, text)
		}
		return func() {
			name := filepath.Base(path)
			if err != nil {
				s.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("%s can't be imported.", name), Advice: linesOf(name, err)})
				return
			}
			newImporting(s, name, file).dialog.Show()
		}
	})
}

func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// linesOf says what is wrong with a file: every problem in a line of its own.
func linesOf(name string, err error) string {
	var list gateway.Problems
	if !errors.As(err, &list) {
		return words.Error(err)
	}
	lines := make([]string, len(list))
	for i, p := range list {
		lines[i] = p.Where(name) + words.Problem(p)
	}
	return strings.Join(lines, "\n")
}

// importing is the box that shows what a configuration file has, and what taking it
// over does.
type importing struct {
	s         *Shell
	name      string
	file      gateway.Config
	list      []importEntry
	passwords map[string]string // typed, by connection
	plan      *widgets.Lines
	take      *widgets.Button
	busy      bool
	first     *widgets.Field // of a password, if one is asked for
	dialog    *widgets.Dialog
}

// Sizes of the box.
const (
	importWidth = 660
	importHigh  = 330 // of the list; it fits at 200 % of zoom
	importRow   = 46
)

func newImporting(s *Shell, name string, file gateway.Config) *importing {
	x := &importing{s: s, name: name, file: file, list: importEntries(s.Engine.Config(), file), passwords: map[string]string{}, plan: widgets.NewLines("", theme.Muted, 12, 2)}
	rows := widgets.VBox(0)
	high := float32(0)
	for i := range x.list {
		if i > 0 {
			rows.Add(widgets.HLine())
		}
		row := x.row(&x.list[i])
		rows.Add(row)
		high += row.MinSize().Height/theme.Px(1) + 1
	}
	if len(x.list) == 0 {
		rows.Add(widgets.Pad(12, widgets.Small(words.T("There is nothing in this file."))))
		high = importRow
	}
	x.take = widgets.NewButton(words.T("Import"), nil, widgets.Strong, x.run)
	list := widgets.NewSurface(theme.Surface, container.NewVScroll(rows)).Stroked(theme.Line).Rounded(6)
	body := widgets.VBox(10, widgets.NewWrapped(words.T("What is ticked is added, or replaces what has the same name here. Nothing else changes."), importWidth-2*widgets.DialogPad),
		widgets.Fixed(0, min(high+2, importHigh), list), x.plan)
	x.dialog = widgets.NewDialog(s.Canvas(), words.T("Import %s", name), body).Sized(importWidth, 0)
	x.dialog.Buttons(widgets.NewButton(words.T("Cancel"), nil, widgets.Plain, x.dialog.Close), x.take)
	if x.first != nil {
		x.dialog.First(x.first.Entry)
	}
	x.show()
	return x
}

// row is one entry of the file.
func (x *importing) row(e *importEntry) fyne.CanvasObject {
	tick := widgets.NewCheck("", nil)
	tick.SetChecked(e.taken)
	tick.OnChanged = func(on bool) { e.taken = on; x.show() }
	if e.change == importSame {
		tick.Disable()
	}
	color := map[importChange]fyne.ThemeColorName{importSame: theme.Muted, importNew: theme.Good, importReplaces: theme.Warn}[e.change]
	first := widgets.Tagged(8, widgets.NewText(gateway.Clean(e.name), theme.Text, 13).Bold().Elide(), widgets.NewTag(e.change.word(), color))
	facts := e.detail
	if len(e.changes) > 0 {
		facts = words.T("changes %s", strings.Join(e.changes, ", "))
	}
	said := widgets.VBox(1, first, widgets.NewText(gateway.Clean(facts), theme.Muted, 11.5).Elide())
	cells := []fyne.CanvasObject{widgets.VMid(tick), widgets.VMid(widgets.Small(e.kind).Elide()), widgets.VMid(said)}
	widths := []float32{30, 96, 0}
	if e.locked {
		field := widgets.NewPassword()
		field.Entry.PlaceHolder = widgets.Visual(words.T("password"))
		field.OnChanged(func(text string) { x.passwords[e.name] = text; x.show() })
		if x.first == nil {
			x.first = field
		}
		cells, widths = append(cells, widgets.VMid(field)), append(widths, 170)
	}
	return widgets.Fixed(0, importRow, widgets.PadXY(10, 0, widgets.Cols(8, widths, cells...)))
}

// show says what importing would do, or what stands in its way.
func (x *importing) show() {
	now := x.s.Engine.Config()
	merged, problem, n := importResult(now, x.file, x.list, x.passwords)
	plan := form.PlanWords(gateway.Plan(now, merged), x.s.Engine.Status())
	color := theme.Muted
	switch {
	case n == 0:
		plan = words.T("Nothing is taken.")
	case problem != "":
		plan, color = problem, theme.Bad
	}
	x.plan.SetColored(plan, color)
	x.take.SetDisabled(n == 0 || problem != "" || x.busy)
}

// run takes over what is ticked.
func (x *importing) run() {
	merged, problem, n := importResult(x.s.Engine.Config(), x.file, x.list, x.passwords)
	if n == 0 || problem != "" || x.busy {
		return
	}
	x.busy = true
	x.show()
	x.s.Go(func() func() {
		err := x.s.Engine.Apply(context.Background(), merged)
		return func() {
			x.busy = false
			if err != nil {
				x.show()
				x.plan.SetColored(words.T("Not saved: %s", words.Error(err)), theme.Bad)
				return
			}
			x.dialog.Close()
			x.s.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("%s is imported.", x.name)})
			x.s.Open(Connections)
		}
	})
}
