package pduview

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// compactColumns are those of a list below another screen, fullColumns those of
// the log as a screen of its own.
func compactColumns() []widgets.Column {
	return []widgets.Column{
		{Key: "time", Title: words.T("Time"), Width: 112, Mono: true},
		{Key: "arrow", Title: "", Width: 34},
		{Key: "link", Title: words.T("Link"), Width: 92, Drop: 3},
		{Key: "name", Title: words.T("PDU"), Width: 176, Mono: true},
		{Key: "seq", Title: words.T("Seq"), Width: 66, Mono: true, Right: true, Drop: 2},
		{Key: "line", Title: words.T("Info"), Width: 150, Flex: true},
		{Key: "octets", Title: words.T("Octets"), Width: 66, Mono: true, Right: true, Drop: 4},
	}
}

func fullColumns() []widgets.Column {
	return []widgets.Column{
		{Key: "hook", Width: 22, Hook: true},
		{Key: "no", Title: words.T("No."), Width: 76, Mono: true, Right: true, Drop: 6},
		{Key: "time", Title: words.T("Time"), Width: 112, Mono: true},
		{Key: "arrow", Title: "", Width: 36},
		{Key: "link", Title: words.T("Link"), Width: 86, Drop: 5},
		{Key: "name", Title: words.T("PDU"), Width: 178, Mono: true},
		{Key: "seq", Title: words.T("Seq"), Width: 58, Mono: true, Right: true, Drop: 3},
		{Key: "status", Title: words.T("Status"), Width: 128, Mono: true},
		{Key: "took", Title: words.T("Answer##time it took"), Width: 82, Mono: true, Right: true},
		{Key: "from", Title: words.T("From"), Width: 112, Drop: 4},
		{Key: "to", Title: words.T("To"), Width: 112, Drop: 2},
		{Key: "info", Title: words.T("Info"), Width: 120, Flex: true},
		{Key: "octets", Title: words.T("Octets"), Width: 62, Mono: true, Right: true, Drop: 7},
	}
}

// listSource gives the rows of the model to the grid.
type listSource struct{ v *View }

func (s listSource) Len() int         { return s.v.model.Len() }
func (s listSource) ID(row int) int64 { return int64(s.v.model.Number(row)) }

// Tint marks the rows that somebody marked, and the other half of the chosen
// one.
func (s listSource) Tint(row int) (fyne.ThemeColorName, bool) {
	switch n := s.v.model.Number(row); {
	case s.v.model.Marked(n):
		return theme.Warn, true
	case n == s.v.partner:
		return theme.Primary, false
	}
	return "", false
}

func toneColor(t Tone) fyne.ThemeColorName {
	switch t {
	case Good:
		return theme.Good
	case Bad:
		return theme.Bad
	case Control:
		return theme.Control
	case Incoming, Late:
		return theme.Warn
	case Quiet:
		return theme.Muted
	}
	return theme.Info
}

func (s listSource) Cell(row int, column string) widgets.Cell {
	if column == "hook" {
		return s.hook(row)
	}
	r := s.v.model.Row(row)
	switch column {
	case "no":
		return widgets.Cell{Text: r.No, Color: theme.Muted}
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
	case "status":
		return widgets.Cell{Text: r.Status, Color: toneColor(r.StatTone)}
	case "took":
		return widgets.Cell{Text: r.Took, Color: toneColor(r.TookTone)}
	case "from":
		return widgets.Cell{Text: r.From}
	case "to":
		return widgets.Cell{Text: r.To}
	case "octets":
		return widgets.Cell{Text: r.Octets, Color: theme.Muted}
	case "line":
		r.Info = compactInfo(r)
	}
	if r.Tone == Bad {
		return widgets.Cell{Text: r.Info, Color: theme.Bad}
	}
	return widgets.Cell{Text: r.Info}
}

// compactInfo puts into one column what the log as a screen has in five.
func compactInfo(r Row) string {
	s := ""
	if r.Status != "" && r.Status != "OK" && r.Tone == Bad {
		s = r.Status
	}
	if r.To != "" && r.Status == "" {
		s = join(s, r.From+" → "+r.To)
	}
	return join(join(s, r.Info), r.Took)
}

// hook joins a request with its answer where they stand together, and the chosen
// row with its other half wherever that is.
func (s listSource) hook(row int) widgets.Cell {
	m := s.v.model
	if v := s.v; v.partnerRow >= 0 && v.chosenRow >= 0 {
		first, last := min(v.chosenRow, v.partnerRow), max(v.chosenRow, v.partnerRow)
		switch {
		case row == first:
			return widgets.Cell{Text: widgets.HookFirst, Color: theme.Primary}
		case row == last:
			return widgets.Cell{Text: widgets.HookLast, Color: theme.Primary}
		case row > first && row < last:
			return widgets.Cell{Text: widgets.HookOn, Color: theme.Primary}
		}
	}
	partner := m.Partner(m.Number(row))
	switch {
	case partner == 0:
	case row+1 < m.Len() && m.Number(row+1) == partner:
		return widgets.Cell{Text: widgets.HookFirst, Color: theme.Disabled}
	case row > 0 && m.Number(row-1) == partner:
		return widgets.Cell{Text: widgets.HookLast, Color: theme.Disabled}
	}
	return widgets.Cell{}
}
