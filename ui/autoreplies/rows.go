package autoreplies

import (
	"fmt"
	"time"

	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

type source struct{ v *View }

func (s source) Len() int         { return len(s.v.rules) }
func (s source) ID(row int) int64 { return int64(row + 1) } // the place: rules have no ids before they are stored

func (s source) Cell(row int, column string) widgets.Cell {
	r := &s.v.rules[row]
	quiet := theme.Text
	if !r.Enabled {
		quiet = theme.Disabled
	}
	switch column {
	case "place":
		return widgets.Cell{Text: fmt.Sprint(row + 1), Color: theme.Muted}
	case "on":
		if r.Enabled {
			return widgets.Cell{Text: words.T("On"), Color: theme.Good}
		}
		return widgets.Cell{Text: words.T("Off"), Color: theme.Muted}
	case "when":
		return widgets.Cell{Text: sms.Clean(When(*r)), Color: quiet}
	case "then":
		return widgets.Cell{Text: sms.Clean(Then(*r)), Color: quiet}
	case "hits":
		if n := s.v.hits[r.ID].Count; n > 0 {
			return widgets.Cell{Text: words.Number(n)}
		}
		return widgets.Cell{Text: "–", Color: theme.Muted}
	case "last":
		last := s.v.hits[r.ID].Last
		if last.IsZero() {
			return widgets.Cell{}
		}
		if now := time.Now(); last.Local().Format(time.DateOnly) == now.Format(time.DateOnly) {
			return widgets.Cell{Text: last.Local().Format("15:04:05"), Color: theme.Muted}
		}
		return widgets.Cell{Text: last.Local().Format(time.DateOnly), Color: theme.Muted}
	}
	return widgets.Cell{Text: sms.Clean(r.Name), Bold: r.Enabled, Color: quiet}
}
