package connections

import (
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// StateColor is the colour of a link's state.
func StateColor(s gateway.LinkState) fyne.ThemeColorName {
	switch s {
	case gateway.LinkBound, gateway.LinkListening:
		return theme.Good
	case gateway.LinkConnecting, gateway.LinkBinding:
		return theme.Warn
	case gateway.LinkOff:
		return theme.Muted
	}
	return theme.Bad
}

// card is a card of the list; its buttons stand at the left of its foot, in as
// many lines as they need, and two more at the right.
func card(head, body, edit, remove fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(12, 8, widgets.Border(nil, nil, nil, widgets.HBox(8, edit, remove), widgets.Wrapped(8, 6, buttons...))))
	return widgets.NewSurface(theme.Surface, widgets.Border(widgets.VBox(0, widgets.PadXY(16, 12, head), widgets.HLine()), foot, nil, nil, widgets.PadXY(16, 12, body))).Rounded(8).Stroked(theme.Line)
}

func cardHead(name, line string, l gateway.LinkStatus) fyne.CanvasObject {
	right := widgets.HBox(6)
	if l.Simulated {
		right.Add(widgets.Centered(widgets.NewTag(words.T("SIMULATOR"), theme.Control)))
	}
	right.Add(widgets.Centered(widgets.NewPill(StateWord(l), StateColor(l.State))))
	return widgets.VBox(4, widgets.Border(nil, nil, nil, right, widgets.VMid(widgets.Title(name).Elide())), widgets.NewText(line, theme.Muted, 11.5).Mono().From(false).Elide())
}

// trouble shows a link's last error with its advice.
func trouble(l gateway.LinkStatus) fyne.CanvasObject {
	if l.Error == "" || l.State.Up() {
		return nil
	}
	lines := widgets.VBox(3, widgets.NewProse(words.Said(l.Error), theme.Text, 12.5))
	if l.Advice != "" {
		lines.Add(widgets.NewProse(words.Said(l.Advice), theme.Muted, 12))
	}
	return widgets.NewSurface(theme.Bad, widgets.PadXY(10, 8, lines)).Soft(0x14).Rounded(6)
}

func (v *View) clientCard(c gateway.ClientConfig, l gateway.LinkStatus) fyne.CanvasObject {
	var names, values []*widgets.Text
	var bars []*widgets.StackBar // nil for a figure without one
	grid := widgets.VBox(10)
	facts := ClientFacts(c, Since(l, v.changes), time.Now())
	for i := 0; i < len(facts); i += 3 {
		var cells []fyne.CanvasObject
		for _, f := range facts[i:min(i+3, len(facts))] {
			n, val := widgets.Small(f.Name).Elide(), widgets.NewText(f.Value, theme.Text, 14).Bold().Elide()
			names, values = append(names, n), append(values, val)
			cell, bar := widgets.VBox(2, n, val), (*widgets.StackBar)(nil)
			if f.Meter {
				bar = widgets.NewStackBar(4)
				cell.Add(bar)
			}
			bars = append(bars, bar)
			cells = append(cells, cell)
		}
		grid.Add(widgets.Cols(10, []float32{0, 0, 0}, cells...))
	}
	v.live = append(v.live, func(st gateway.Status, now time.Time) {
		l, _ := st.Link(c.Name)
		l = Since(l, v.changes)
		for i, f := range ClientFacts(c, l, now) {
			names[i].Set(f.Name)
			values[i].Set(f.Value)
			if bars[i] != nil {
				color := theme.Primary
				if f.Share >= 1 {
					color = theme.Warn // nothing leaves until an answer comes
				}
				bars[i].Set(1, widgets.Slice{Value: min(f.Share, 1), Color: color})
			}
		}
	})
	body := widgets.VBox(10, grid, v.history(c.Name, true))
	if t := trouble(l); t != nil {
		body.Add(t)
	}
	if l.State == gateway.LinkWaiting {
		next := widgets.Small("").Elide()
		v.live = append(v.live, func(st gateway.Status, now time.Time) {
			l, _ := st.Link(c.Name)
			next.Set(NextTry(l, now))
		})
		body.Add(next)
	}
	label := words.T("Disconnect")
	if stands(l) {
		label = words.T("Connect")
	}
	toggle := widgets.NewButton(label, nil, widgets.Plain, func() { v.turn(c.Name) })
	buttons := []fyne.CanvasObject{toggle}
	if l.State == gateway.LinkWaiting {
		buttons = append(buttons, widgets.NewButton(words.T("Try now"), nil, widgets.Plain, func() { v.deps.Engine.RetryNow(c.Name) }))
	}
	buttons = append(buttons, widgets.NewButton(words.T("Test##verb"), nil, widgets.Plain, func() { v.test(c) }))
	return card(cardHead(c.Name, Wire(c), l), body,
		widgets.NewButton(words.T("Edit"), fyneTheme.DocumentCreateIcon(), widgets.Ghost, func() { v.EditClient(c.Name) }),
		widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() { v.deleteClient(c.Name) }), buttons...)
}

// history is the part of a link's card about the time before now.
func (v *View) history(link string, answers bool) fyne.CanvasObject {
	past := newHistory(link, answers)
	past.show(v.slots, v.changes, time.Now())
	v.past = append(v.past, past)
	v.live = append(v.live, func(gateway.Status, time.Time) { past.tell(v.deps.Shell.Events()) })
	return past.object
}
