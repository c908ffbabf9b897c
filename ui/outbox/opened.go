package outbox

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// opening is how an open PDU is looked at.
type opening struct {
	tab      tab
	from, to int // octets that are marked
}

type tab uint8

const (
	asText tab = iota // the text of a receipt, as it came
	asTree
	asHex
)

const hexLines = 14 // that are seen at once

// first is how a PDU is looked at when it is opened: a receipt as the text that
// it is, a refusal as octets with its status marked.
func (p Passed) first() opening {
	switch {
	case p.Raw != "":
		return opening{tab: asText}
	case p.Bad:
		return opening{asHex, 8, 12}
	}
	return opening{tab: asTree}
}

// unfolded is a PDU in place: as text, as its fields or as its octets.
func (d *details) unfolded(p Passed, o opening) fyne.CanvasObject {
	box, text := widgets.VBox(2), sms.CleanLines(p.Raw)
	known := len(p.Record.Frame) > 0
	switch {
	case o.tab == asTree && known:
		d.fields(box, p)
		text = hexOf(p.Record.Frame)
	case o.tab == asHex && known:
		hex := widgets.NewHex().Small()
		hex.SetData(p.Record.Frame)
		hex.Mark(o.from, o.to-o.from)
		box.Add(widgets.Fixed(0, hex.Height(hexLines, d.inside-2*8), hex))
		text = hexOf(p.Record.Frame)
	default:
		box.Add(widgets.NewLines(text, theme.Text, 11.5, len(widgets.Wrap(text, theme.Px(d.inside-2*8), theme.Px(11.5), fyne.TextStyle{Monospace: true}, 12))).Mono())
	}
	var links []fyne.CanvasObject
	link := func(on bool, label string, do func()) {
		if on {
			links = append(links, widgets.NewButton(label, nil, widgets.Link, do))
		}
	}
	look := func(t tab) func() {
		return func() {
			d.opened[p.Key] = opening{tab: t}
			d.show(d.m)
		}
	}
	link(p.Raw != "" && o.tab != asText, words.T("Text"), look(asText))
	link(known && o.tab != asTree, words.T("Tree"), look(asTree))
	link(known && o.tab != asHex, words.T("Hex"), look(asHex))
	link(true, words.T("Copy"), func() { d.copied(text) })
	link(p.Record.Number > 0, words.T("Show in PDU log"), func() { d.seat.showInLog(p.Record) })
	box.Add(widgets.Lined(d.inside-2*8, 8, links...))
	return widgets.NewSurface(theme.Sunken, widgets.Pad(8, box)).Rounded(6)
}

func hexOf(frame []byte) string { return fmt.Sprintf("%x", frame) }

// fields are the fields of a PDU that say something; a tap on one shows its
// octets.
func (d *details) fields(box *fyne.Container, p Passed) {
	x, names := gateway.ExplainPDU(p.Record), float32(150)
	if d.roomy() {
		names = 172
	}
	for _, row := range x.Rows {
		header := row.Name == "command_length" || row.Name == "command_id" || p.Record.Number == 0 && (row.Name == "command_status" || row.Name == "sequence_number")
		if row.Kind == "group" || header || row.Value == "" {
			continue // what is composed gets its header when it leaves
		}
		value, color := gateway.Clean(row.Value), theme.Text
		if row.Name == "command_status" && x.Status != smpp.ROK {
			color = theme.Bad
		}
		if row.Meaning != "" && row.Kind == "int" {
			value += "  " + row.Meaning
		}
		name := strings.Repeat(" ", 2*max(row.Depth-1, 0)) + row.Name
		line := widgets.Cols(8, []float32{names, 0}, widgets.NewText(name, theme.Muted, 11).Mono().Elide(), widgets.NewText(value, color, 11).Mono().Elide())
		box.Add(newFieldLine(row.Name, line, func() {
			d.opened[p.Key] = opening{asHex, row.Offset, row.Offset + row.Length}
			d.show(d.m)
		}))
	}
}

// copied puts something on the clipboard and says so.
func (d *details) copied(text string) {
	d.deps.Shell.Copy(text)
	d.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
}
