package outbox

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// spentBar is where the time of a message went, what took longest in bold; nil
// while nothing is known.
func spentBar(m gateway.Message) fyne.CanvasObject {
	s := SpentOf(m)
	if len(s.Legs) < 2 {
		return nil
	}
	colors := [...]fyne.ThemeColorName{theme.Muted, theme.Info, theme.Good}
	bar, legend := widgets.NewStackBar(5), []fyne.CanvasObject{}
	var slices []widgets.Slice
	for i, share := range s.Shares() {
		slices = append(slices, widgets.Slice{Value: share, Color: colors[i]})
		text := widgets.Small(s.LegWords(Leg(i)))
		if Leg(i) == s.Longest() {
			text = widgets.NewText(s.LegWords(Leg(i)), theme.Text, 11.5).Bold()
		}
		legend = append(legend, widgets.HBox(5, widgets.NewDot(colors[i]).Object(), text))
	}
	bar.Set(1, slices...)
	return widgets.VBox(5, widgets.NewText(s.Words(), theme.Text, 12).Elide(), bar, widgets.Lined(inside, 12, legend...))
}

// opener is a line of a message's story that opens what passed at that moment.
type opener struct {
	widget.BaseWidget
	label string
	body  fyne.CanvasObject
	tap   func()
}

func newOpener(label string, open bool, tap func()) *opener {
	icon := fyneTheme.MenuExpandIcon()
	if open {
		icon = fyneTheme.MenuDropDownIcon()
	}
	o := &opener{label: label, tap: tap}
	o.body = widgets.Border(nil, nil, nil, widgets.NewIcon(icon, theme.Muted, 15), widgets.NewText(label, theme.Text, 12).Elide())
	o.ExtendBaseWidget(o)
	return o
}

// Label, Tapped, Cursor and CreateRenderer make it a widget that is found by its
// words.
func (o *opener) Label() string                       { return o.label }
func (o *opener) Tapped(*fyne.PointEvent)             { o.tap() }
func (o *opener) Cursor() desktop.Cursor              { return desktop.PointerCursor }
func (o *opener) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.body) }

// story is the message's way in lines. A line of a PDU opens it in place.
func (d *details) story(m gateway.Message) fyne.CanvasObject {
	lines := widgets.VBox(6)
	for i, t := range m.Timeline() {
		color := theme.Primary
		if t.Bad {
			color = theme.Bad
		}
		label := sms.Clean(told(t))
		var what fyne.CanvasObject = widgets.NewWrapped(label, inside-84-8-2*8)
		opens := len(t.PDU) > 0 || t.Raw != ""
		if opens {
			what = newOpener(label, d.opened[i], func() {
				d.opened[i] = !d.opened[i]
				d.show(m)
			})
		}
		lines.Add(widgets.Cols(8, []float32{84, 8, 0}, widgets.VBox(0, widgets.NewText(t.At.Local().Format("15:04:05.000"), theme.Muted, 11).Mono()), widgets.VBox(0, widgets.Fixed(8, 16, widgets.NewDot(color).Object())), what))
		if opens && d.opened[i] {
			lines.Add(d.inside(t))
		}
	}
	return lines
}

// inside is what passed at a moment: the fields and octets of a PDU, or the text
// of a receipt as it came.
func (d *details) inside(t gateway.Moment) fyne.CanvasObject {
	const width = inside - 2*8
	box, text := widgets.VBox(3), sms.CleanLines(t.Raw)
	if len(t.PDU) > 0 {
		x := gateway.ExplainPDU(gateway.PDURecord{Out: true, Version: byte(smpp.V50), Frame: t.PDU})
		box.Add(widgets.NewText("→ "+x.Command, theme.Info, 11.5).Mono().Bold())
		for _, row := range x.Rows {
			if row.Kind == "group" || row.Name == "command_length" || row.Name == "command_id" || row.Name == "command_status" || row.Name == "sequence_number" || row.Value == "" || row.Value == "0" {
				continue // the link fills the header when it sends
			}
			box.Add(widgets.Cols(8, []float32{146, 0}, widgets.NewText(row.Name, theme.Muted, 11).Mono().Elide(), widgets.NewText(gateway.Clean(row.Value), theme.Text, 11).Mono().Elide()))
		}
		text = fmt.Sprintf("%x", t.PDU)
	} else {
		box.Add(widgets.NewText("← "+words.T("text of the receipt, as it came"), theme.Good, 11.5).Elide())
		box.Add(widgets.NewWrapped(text, width))
	}
	copied := words.T("Copy as hex")
	if t.Raw != "" {
		copied = words.T("Copy")
	}
	box.Add(widgets.HBox(6, widgets.NewButton(copied, nil, widgets.Ghost, func() {
		d.v.deps.Shell.Copy(text)
		d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
	})))
	return widgets.NewSurface(theme.Sunken, widgets.Pad(8, box)).Rounded(6)
}
