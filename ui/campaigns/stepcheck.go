package campaigns

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// checkStep shows every row as it will go out.
type checkStep struct {
	p      *wizardPage
	chips  []*widgets.Chip
	filter int
	rows   []int // of the result, that the filter lets through
	of     *campaign.Row
	grid   *widgets.Grid
	view   *preview
	plain  *widgets.Button // what can be done about the row that is looked at
	source *widgets.Button
	body   fyne.CanvasObject
}

func newCheckStep(p *wizardPage) *checkStep {
	s := &checkStep{p: p}
	s.plain = widgets.NewButton(words.T("Replace the characters"), nil, widgets.Link, p.simplify)
	s.source = widgets.NewButton(words.T("Edit the rows"), nil, widgets.Link, func() { p.open(StepSource) })
	s.plain.Hide()
	s.source.Hide()
	s.view = newPreview(s.plain, s.source, widgets.NewButton(words.T("Edit the message"), nil, widgets.Link, func() { p.open(StepMessage) }))
	bar := widgets.Wrapped(6, 6)
	// As Filters has them: all, ready, invalid, duplicate, opted out, several parts, Unicode.
	colors := [...]fyne.ThemeColorName{theme.Muted, theme.Good, theme.Bad, theme.Muted, theme.Warn, theme.Warn, theme.Warn}
	for i, f := range p.w.Filters() {
		c := widgets.NewChip(f.Label, colors[i], func() { s.setFilter(i) })
		s.chips = append(s.chips, c)
		bar.Add(c)
	}
	s.chips[0].SetOn(true)
	s.grid = widgets.NewGrid([]widgets.Column{
		{Key: "row", Title: words.T("Row"), Width: 68, Mono: true, Right: true},
		{Key: "state", Title: words.T("Result"), Width: 110, Pill: true},
		{Key: "to", Title: words.T("To"), Width: 132, Mono: true},
		{Key: "text", Title: words.T("Text as it will be sent"), Width: 180, Flex: true, Share: 2, Drop: 2},
		{Key: "parts", Title: words.T("Parts"), Width: 56, Mono: true, Right: true, Drop: 1},
		{Key: "why", Title: words.T("Remark"), Width: 136, Flex: true},
	}, checkSource{s}, false)
	p.v.deps.Shell.Columns("campaigns.check", s.grid)
	s.grid.OnCut = p.shortcut
	s.grid.OnSelect = func(id int64) { s.look(int(id) - 1) }
	under := widgets.VBox(0, widgets.HLine(), widgets.NewSurface(theme.Sunken, widgets.PadXY(16, 10, s.view.object)))
	line := widgets.PadXY(16, 9, bar)
	s.body = widgets.Border(widgets.VBox(0, line, widgets.HLine()), under, nil, nil, s.grid)
	return s
}

func (s *checkStep) forget()                   { s.rows, s.of = nil, nil }
func (s *checkStep) object() fyne.CanvasObject { return s.body }
func (s *checkStep) focus(c fyne.Canvas)       { c.Focus(s.grid) }

func (s *checkStep) setFilter(i int) {
	s.chips[s.filter].SetOn(false)
	s.filter = i
	s.chips[i].SetOn(true)
	s.of = nil
	s.show()
}

func (s *checkStep) show() {
	w := s.p.w
	filters := w.Filters()
	changed := false
	for i, f := range filters {
		s.chips[i].SetCount(words.Number(int64(f.Count)))
		changed = widgets.SetVisible(s.chips[i], f.Count > 0 || i == s.filter || i == 0) || changed
	}
	if changed {
		s.body.Refresh()
	}
	if !w.Checked {
		s.rows, s.of = nil, nil
		s.grid.Select(0)
		s.grid.Reload()
		s.view.note(words.T("The rows are being checked."))
		return
	}
	if len(w.Result.Rows) == 0 || s.of == &w.Result.Rows[0] {
		return // it is the same check, under the same filter
	}
	s.of = &w.Result.Rows[0]
	s.rows = s.rows[:0]
	for i, r := range w.Result.Rows {
		if filters[s.filter].Fits(r) {
			s.rows = append(s.rows, i)
		}
	}
	s.grid.Follow()
	if len(s.rows) == 0 {
		s.grid.Select(0)
		s.view.note(words.T("No row is like that."))
		return
	}
	s.grid.Select(int64(s.rows[0]) + 1)
	s.look(s.rows[0])
}

// look shows a row of the result below the grid.
func (s *checkStep) look(i int) {
	w := s.p.w
	if !w.Checked || i < 0 || i >= len(w.Result.Rows) {
		return
	}
	_, seg, err := campaign.Preview(w.Job(), i)
	if err != nil && len(seg.Parts) == 0 {
		s.view.note(Problem(err))
		return
	}
	r := w.Result.Rows[i]
	s.view.set(r, seg)
	_, can := ForcingWords(forcing(seg.Forced))
	widgets.SetVisible(s.plain, r.State == gateway.RowWaiting && r.Unicode != "" && can && !w.Draft.Simplify)
	widgets.SetVisible(s.source, r.State == gateway.RowInvalid && w.Draft.Path == "")
	s.view.object.Refresh()
}

type checkSource struct{ s *checkStep }

func (c checkSource) Len() int         { return len(c.s.rows) }
func (c checkSource) ID(row int) int64 { return int64(c.s.rows[row]) + 1 }

func (c checkSource) Cell(row int, column string) widgets.Cell {
	r := &c.s.p.w.Result.Rows[c.s.rows[row]]
	out := r.State != gateway.RowWaiting
	switch column {
	case "row":
		return widgets.Cell{Text: fmt.Sprint(r.Number), Color: theme.Muted}
	case "state":
		if !out {
			return widgets.Cell{Text: CheckWord(*r), Color: theme.Good}
		}
		return widgets.Cell{Text: CheckWord(*r), Color: rowColor(r.CampaignRow)}
	case "to":
		if r.State == gateway.RowInvalid {
			return widgets.Cell{Text: sms.Clean(r.To), Color: theme.Bad}
		}
		return widgets.Cell{Text: sms.Clean(r.To)}
	case "text":
		if out {
			return widgets.Cell{Text: sms.Clean(r.Text), Color: theme.Disabled}
		}
		return widgets.Cell{Text: sms.Clean(r.Text)}
	case "parts":
		switch {
		case out:
			return widgets.Cell{Text: "–", Color: theme.Disabled}
		case r.Parts > 1:
			return widgets.Cell{Text: fmt.Sprint(r.Parts), Color: theme.Warn}
		}
		return widgets.Cell{Text: fmt.Sprint(r.Parts), Color: theme.Muted}
	}
	color := theme.Warn
	if out {
		color = rowColor(r.CampaignRow)
	}
	return widgets.Cell{Text: CheckRemark(*r), Color: color}
}

// writeLeftOut writes the rows that stay here, with the table's own columns, so
// that they can be put right and used again.
func (p *wizardPage) writeLeftOut(_ context.Context, out io.Writer) error {
	w := p.w
	b := bufio.NewWriter(out)
	if _, err := b.WriteString("\uFEFF" + gateway.CSVLine(append([]string{"row", "result", "reason"}, w.Table.Header...)...)); err != nil {
		return err
	}
	for i, r := range w.Result.Rows {
		if r.State == gateway.RowWaiting {
			continue
		}
		cells := append([]string{fmt.Sprint(r.Number), rowState(r.CampaignRow), r.Reason}, w.Table.Rows[i]...)
		if _, err := b.WriteString(gateway.CSVLine(cells...)); err != nil {
			return err
		}
	}
	return b.Flush()
}
