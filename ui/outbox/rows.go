package outbox

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

type source struct{ v *View }

func (s source) Len() int         { return len(s.v.list.rows) }
func (s source) ID(row int) int64 { return s.v.list.rows[row].ID }

// StateColor is a state's colour.
func StateColor(m gateway.Message) fyne.ThemeColorName {
	switch m.State {
	case gateway.Accepted, gateway.Sending:
		return theme.Info
	case gateway.Delivered, gateway.Received:
		return theme.Good
	case gateway.Failed:
		return theme.Bad
	case gateway.Unknown:
		return theme.Warn
	case gateway.Queued:
		if m.Error != nil {
			return theme.Warn
		}
	}
	return theme.Muted
}

func (s source) Cell(row int, column string) widgets.Cell {
	m := &s.v.list.rows[row]
	switch column {
	case "time":
		return widgets.Cell{Text: When(m.CreatedAt, time.Now()), Color: theme.Muted}
	case "state":
		return widgets.Cell{Text: StateWord(*m, time.Now()), Color: StateColor(*m)}
	case "to":
		return widgets.Cell{Text: sms.Clean(m.To.Show())}
	case "from":
		return widgets.Cell{Text: sms.Clean(m.From.Show())}
	case "parts":
		return widgets.Cell{Text: fmt.Sprint(m.Parts), Color: theme.Muted}
	case "link":
		if m.Simulated {
			return widgets.Cell{Text: strings.TrimSuffix(m.Link, gateway.SimulatorName) + " " + words.T("SIM##simulator"), Color: theme.Control}
		}
		return widgets.Cell{Text: m.Link, Color: theme.Muted}
	}
	return widgets.Cell{Text: sms.Clean(m.Shown())}
}
