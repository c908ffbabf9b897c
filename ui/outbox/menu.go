package outbox

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// menu offers what can be done with the message whose details are shown, which may
// have left the list.
func (v *View) menu(id int64, at fyne.Position) {
	v.grid.Select(id)
	v.choices([]gateway.Message{v.details.m}, at, v.openers(id)...)
}

// rowMenu offers what can be done with the rows that are selected.
func (v *View) rowMenu(id int64, at fyne.Position) {
	v.choices(v.selected(), at, v.openers(id)...)
}

// openers are the lines that open a message.
func (v *View) openers(id int64) []widgets.MenuLine {
	return []widgets.MenuLine{
		{Name: words.T("Details"), Key: "Enter", Do: func() { v.Pick(id) }},
		{Name: words.T("Details in a window"), Key: "Ctrl+O", Do: func() { v.deps.Shell.OpenApart(id) }},
	}
}

// choices offers what can be done with messages, each with its key, below lines
// that come first. What fits only some of them acts on those and says how many.
func (d deeds) choices(list []gateway.Message, at fyne.Position, lines ...widgets.MenuLine) {
	if len(list) == 0 {
		return
	}
	rule := false
	add := func(label, key string, n int, do func()) {
		if len(list) > 1 {
			label = words.T("%s (%d)", label, n)
		}
		lines = append(lines, widgets.MenuLine{Name: label, Key: key, Rule: rule, Do: do})
		rule = false
	}
	offer := func(label, key string, fits func(gateway.Message) bool, do func([]int64)) {
		if ids := those(list, fits); len(ids) > 0 {
			add(label, key, len(ids), func() { do(ids) })
		}
	}
	one, first := len(list) == 1, list[0]
	offer(words.T("Ask the provider"), "", CanAsk, d.ask)
	if one && CanReplace(first) {
		add(words.T("Replace text…"), "", 1, func() { d.seat.replace(first) })
	}
	offer(words.T("Send again"), "Ctrl+R", CanResend, d.resend)
	if one {
		add(words.T("Duplicate as new"), "", 1, func() { d.seat.duplicate(first) })
		add(words.T("Show in PDU log"), "", 1, func() { d.seat.showPDUs(first) })
	}
	rule = true // what can't be undone stands apart
	offer(words.T("Cancel##message"), "Del", CanCancel, d.cancel)
	offer(words.T("Cancel at the provider"), "Del", CanTakeBack, d.cancel)
	rule = true
	add(words.T("Copy as text"), "Ctrl+C", len(list), func() { d.deps.Shell.Copy(AsText(list)) })
	add(words.T("Copy as CSV"), "Ctrl+Shift+C", len(list), func() { d.deps.Shell.Copy(AsCSV(list)) })
	add(words.T("Copy as JSON"), "", len(list), func() { d.deps.Shell.Copy(AsJSON(list)) })
	if one {
		add(words.T("Copy number"), "", 1, func() { d.deps.Shell.Copy(first.To.Show()) })
	}
	widgets.ShowMenu(d.deps.Shell.Canvas(), at, lines)
}
