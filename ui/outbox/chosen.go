package outbox

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
)

// told shows the message in the band too, where that is its place.
func (v *View) told(m gateway.Message) {
	if !v.wide {
		v.showBand(m)
	}
}

func (v *View) duplicate(m gateway.Message) { v.Prefill(edited(m)) }

// enter shows a message; one that is shown already gets a window of its own.
func (v *View) enter(id int64) {
	if v.details.id == id && v.telling() && (v.wide || v.over.Visible()) {
		v.deps.Shell.OpenApart(id)
		return
	}
	v.Pick(id)
}

// OpenApart shows the chosen message in a window of its own.
func (v *View) OpenApart() {
	if id := v.grid.Cursor(); id != 0 {
		v.deps.Shell.OpenApart(id)
	}
}

// open shows a message in the side panel.
func (v *View) open(id int64) {
	v.details.load(id)
	v.aside(v.details.object)
	v.placeBand()
}

func (v *View) selected() []gateway.Message {
	var out []gateway.Message
	for _, id := range v.grid.Selected() {
		if i := v.list.find(id); i >= 0 {
			out = append(out, v.list.rows[i])
		}
	}
	return out
}

// Pick puts the cursor on a message and shows it.
func (v *View) Pick(id int64) {
	v.grid.Select(id)
	v.open(id)
	v.slide(true)
}

// Listed are the ids of the messages that are loaded, in the order shown.
func (v *View) Listed() []int64 {
	out := make([]int64, len(v.list.rows))
	for i, m := range v.list.rows {
		out[i] = m.ID
	}
	return out
}

// CopySelected puts the selected messages on the clipboard when the shortcut is
// the one for copying.
func (v *View) CopySelected(s fyne.Shortcut) bool {
	if _, ok := s.(*fyne.ShortcutCopy); ok {
		v.deps.Shell.Copy(AsText(v.selected()))
		return true
	}
	return false
}
