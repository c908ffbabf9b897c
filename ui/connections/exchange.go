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
	"relay/ui/words"
)

// maxExchange is how many PDUs of a step are shown: the request and its answer.
const maxExchange = 2

// pduWide is the width that a PDU needs beside another: sixteen octets in a line.
const pduWide = 386

// exchange shows what a step of the test sent and what came back, side by side
// where there is room: field by field, with the status of the answer in its
// colour, and a remark on each.
func exchange(records []gateway.PDURecord, sent, got fyne.CanvasObject) fyne.CanvasObject {
	var sides []fyne.CanvasObject
	for i, r := range records[:min(len(records), maxExchange)] {
		x := gateway.ExplainPDU(r)
		when := r.Time.Local().Format("15:04:05.000")
		if i > 0 {
			when = words.T("%s later", words.AnswerTime(r.Time.Sub(records[0].Time)))
		}
		remark := sent
		if !r.Out {
			remark = got
		}
		sides = append(sides, exchanged(r, x, join(words.N(len(r.Frame), "%s octet", "%s octets"), when), remark))
	}
	if len(sides) == 0 {
		return nil
	}
	return widgets.Flow(pduWide, 12, sides...)
}

// hiddenField tells how long a password is and nothing else of it.
func hiddenField(value string) string {
	if value == "" {
		return ""
	}
	return strings.Repeat("•", len(value)) + " " + words.T("(%d, hidden)", len(value))
}

func exchanged(r gateway.PDURecord, x smpp.Explanation, facts string, remark fyne.CanvasObject) fyne.CanvasObject {
	sign, color := "→ ", theme.Control
	if !r.Out {
		sign = "← "
	}
	if x.Status != smpp.ROK {
		color = theme.Bad
	}
	head := widgets.Border(nil, nil, nil, widgets.VMid(widgets.Small(facts)), widgets.VMid(widgets.NewText(sign+x.Command, color, 13).Mono().Bold().Elide()))
	rows := widgets.VBox(1)
	add := func(name, value string, ink fyne.ThemeColorName) {
		line := widgets.PadXY(6, 1, widgets.Cols(8, []float32{136, 0}, widgets.NewText(name, theme.Muted, 11.5).Mono().Elide(), widgets.NewText(orDash(gateway.Clean(value)), ink, 11.5).Mono().Elide()))
		if ink == theme.Bad {
			rows.Add(widgets.NewSurface(theme.Bad, line).Soft(0x22).Rounded(3))
			return
		}
		rows.Add(line)
	}
	var hidden smpp.Row
	body := false
	for _, row := range x.Rows {
		value, ink := row.Value, theme.Text
		switch {
		case row.Kind == "group":
			continue
		case row.Name == "command_status":
			if value = statusName(x.Status); x.Status != smpp.ROK {
				ink = theme.Bad
			}
		case row.Name == "password":
			value, hidden = hiddenField(value), row
		case strings.HasSuffix(row.Name, "interface_version"):
			value = versionOf(value)
		}
		body = body || row.Name == "system_id"
		add(row.Name, value, ink)
	}
	if !r.Out && !body && x.Status != smpp.ROK {
		add("system_id", words.T("missing, as an error allows"), theme.Muted)
	}
	foot := widgets.NewSurface(theme.Sunken, widgets.PadXY(12, 8, octets(r.Frame, hidden, x.Status != smpp.ROK)))
	parts := widgets.VBox(0, widgets.PadXY(16, 10, head), widgets.HLine(), widgets.PadXY(10, 8, rows))
	below := widgets.VBox(0)
	if remark != nil {
		below.Add(widgets.PadAll(0, 12, 10, 12, remark))
	}
	below.Add(widgets.HLine())
	below.Add(widgets.PadAll(0, 1, 1, 1, foot))
	return widgets.NewSurface(theme.Surface, widgets.Border(parts, below, nil, nil, nil)).Rounded(8).Stroked(theme.Line)
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

const (
	octetsWide = 16 // octets in a line
	statusAt   = 8  // where command_status stands (SMPP 3.4 section 3.2)
	statusLong = 4
)

// octets writes a frame in lines of sixteen: the password as dots, and the status
// marked where it is an error.
func octets(frame []byte, hidden smpp.Row, marked bool) fyne.CanvasObject {
	lines := widgets.VBox(1)
	text := func(from, to int) string {
		var out []string
		for i := from; i < to; i++ {
			if i >= hidden.Offset && i < hidden.Offset+hidden.Length-1 { // its end is no part of it
				out = append(out, "••")
				continue
			}
			out = append(out, fmt.Sprintf("%02x", frame[i]))
		}
		return strings.Join(out, " ")
	}
	mono := func(s string, ink fyne.ThemeColorName) *widgets.Text { return widgets.NewText(s, ink, 10.5).Mono() }
	for at := 0; at < len(frame); at += octetsWide {
		end := min(at+octetsWide, len(frame))
		line := widgets.HBox(6, mono(fmt.Sprintf("%04x", at), theme.Muted))
		if at == 0 && marked && len(frame) >= statusAt+statusLong {
			line.Add(mono(text(0, statusAt), theme.Text))
			line.Add(widgets.NewSurface(theme.Marked, mono(text(statusAt, statusAt+statusLong), theme.Text).Bold()).Rounded(2))
			line.Add(mono(text(statusAt+statusLong, end), theme.Text))
		} else {
			line.Add(mono(text(at, end), theme.Text))
		}
		lines.Add(line)
	}
	return lines
}
