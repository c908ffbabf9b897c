package connections

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// maxExchange is how many PDUs of a step are shown: the request and its answer.
const maxExchange = 2

// exchange shows what a step of the test sent and what came back, side by side:
// field by field, with the status of the answer in its colour.
func exchange(records []gateway.PDURecord) fyne.CanvasObject {
	var sides []fyne.CanvasObject
	for _, r := range records[:min(len(records), maxExchange)] {
		sides = append(sides, exchanged(r))
	}
	if len(sides) == 0 {
		return nil
	}
	return widgets.Cols(12, make([]float32, len(sides)), sides...)
}

func exchanged(r gateway.PDURecord) fyne.CanvasObject {
	x := gateway.ExplainPDU(r)
	sign, color := "→ ", theme.Info
	if !r.Out {
		sign, color = "← ", theme.Good
	}
	if x.Status != smpp.ROK {
		color = theme.Bad
	}
	rows := widgets.VBox(3, widgets.NewText(sign+x.Command, color, 12).Mono().Bold().Elide())
	for _, row := range x.Rows {
		if row.Kind == "group" || row.Name == "command_length" || row.Name == "command_id" {
			continue
		}
		value, ink := row.Value, theme.Text
		if row.Name == "command_status" {
			if value = fmt.Sprintf("0x%02X %s", uint32(x.Status), x.Status.Name()); x.Status != smpp.ROK {
				ink = theme.Bad
			}
		}
		if strings.HasSuffix(row.Name, "interface_version") {
			value = versionOf(value)
		}
		if value == "" {
			value = "–"
		}
		rows.Add(widgets.Cols(8, []float32{132, 0}, widgets.NewText(row.Name, theme.Muted, 11).Mono().Elide(), widgets.NewText(gateway.Clean(value), ink, 11).Mono().Elide()))
	}
	rows.Add(widgets.NewLines(octetsOf(r.Frame), theme.Muted, 10.5, 4))
	return widgets.NewSurface(theme.Sunken, widgets.Pad(8, rows)).Rounded(6)
}

// versionOf writes an interface_version as the specifications do, with what it
// stands for (SMPP 3.4 section 5.2.4).
func versionOf(value string) string {
	n, err := strconv.ParseUint(value, 10, 8)
	if err != nil {
		return value
	}
	return fmt.Sprintf("0x%02X SMPP %s", n, smpp.Version(n))
}

// octetsOf writes a frame in groups of four octets, so that it wraps between them.
func octetsOf(frame []byte) string {
	s := ""
	for i := 0; i < len(frame); i += 4 {
		s += fmt.Sprintf("%x ", frame[i:min(i+4, len(frame))])
	}
	return s
}
