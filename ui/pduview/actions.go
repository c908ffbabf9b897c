package pduview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/words"
)

// key does what a key of the list means; the screen that holds the view may
// have more.
func (v *View) key(e *fyne.KeyEvent) bool {
	if v.OnKey != nil && v.OnKey(e) {
		return true
	}
	switch e.Name {
	case fyne.KeySpace:
		v.TogglePause()
	case fyne.KeyA:
		v.GoToPartner()
	case fyne.KeyM:
		v.ToggleMarks()
	case fyne.KeyN:
		v.NextMark()
	case fyne.KeyP:
		v.GoTo(v.model.NextMark(v.chosen, true))
	case fyne.KeyS:
		v.FollowSession()
	case fyne.KeyF:
		v.FollowMessage()
	case fyne.KeyU:
		v.Unfollow()
	default:
		return false
	}
	return true
}

// cut copies the selected rows: Ctrl+C as hex, Ctrl+Shift+C as text.
func (v *View) cut(s fyne.Shortcut) bool {
	if v.OnShortcut != nil && v.OnShortcut(s) {
		return true
	}
	switch c := s.(type) {
	case *fyne.ShortcutCopy:
		v.Copy(AsHex)
		return true
	case *desktop.CustomShortcut:
		if c.KeyName == fyne.KeyC && c.Modifier == fyne.KeyModifierControl|fyne.KeyModifierShift {
			v.Copy(AsText)
			return true
		}
	}
	return false
}

// ToggleMarks marks the selected rows, or takes their marks away.
func (v *View) ToggleMarks() {
	for _, id := range v.grid.Selected() {
		v.model.ToggleMark(uint64(id))
	}
	v.reload()
}

// FollowSession shows the session of the chosen row alone.
func (v *View) FollowSession() {
	if r, ok := v.Chosen(); ok {
		v.model.FollowSession(r.record.Session)
		v.filtered()
		v.GoTo(v.chosen)
	}
}

// FollowMessage shows the message of the chosen row alone.
func (v *View) FollowMessage() {
	if v.model.FollowMessage(v.chosen) {
		v.filtered()
		v.GoTo(v.chosen)
	}
}

// Unfollow shows everything again.
func (v *View) Unfollow() {
	if v.model.Following() == "" {
		return
	}
	v.model.Unfollow()
	v.filtered()
	v.GoTo(v.chosen)
}

// Selected are the records of the selected rows; the one that is explained when
// none is.
func (v *View) Selected() (out []gateway.PDURecord) {
	for _, id := range v.grid.Selected() {
		if e := v.model.find(uint64(id)); e != nil {
			out = append(out, e.record)
		}
	}
	if len(out) == 0 && len(v.inspector.record.Frame) > 0 {
		out = append(out, v.inspector.record)
	}
	return out
}

// Copy puts the selected rows on the clipboard.
func (v *View) Copy(format string) {
	if list := v.Selected(); len(list) > 0 {
		v.copied(Copy(list, format))
	}
}

func (v *View) menu(id int64, at fyne.Position) {
	v.choose(id)
	v.copyMenu(&at)
}

// copyMenu offers what can be done with the selected rows.
func (v *View) copyMenu(at *fyne.Position) {
	list := v.Selected()
	if len(list) == 0 {
		return
	}
	var items []*fyne.MenuItem
	if at != nil {
		items = v.rowItems()
	}
	for _, f := range Formats() {
		label := words.T("Copy as %s", formatName(f))
		if len(list) > 1 {
			label = words.N(len(list), "Copy %s PDU as %s", "Copy %s PDUs as %s", formatName(f))
		}
		switch f {
		case AsHex:
			label += "  (Ctrl+C)"
		case AsText:
			label += "  (Ctrl+Shift+C)"
		}
		items = append(items, fyne.NewMenuItem(label, func() { v.Copy(f) }))
	}
	c := v.canvas()
	if c == nil {
		return
	}
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.inspector.object).Add(fyne.NewPos(v.inspector.object.Size().Width-theme.Px(190), theme.Px(36)))
	if at != nil {
		pos = *at
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, pos)
}

// rowItems are what the menu of a row has beside copying.
func (v *View) rowItems() (items []*fyne.MenuItem) {
	r, ok := v.Chosen()
	if !ok {
		return nil
	}
	add := func(on bool, label string, do func()) {
		if on {
			items = append(items, fyne.NewMenuItem(label, do))
		}
	}
	partner := words.T("Go to its answer  (A)")
	if r.Arrow != "" && v.isAnswer(r) {
		partner = words.T("Go to its request  (A)")
	}
	add(v.partner > 0, partner, v.GoToPartner)
	add(true, words.T("Follow its message  (F)"), v.FollowMessage)
	add(true, words.T("Follow its session  (S)"), v.FollowSession)
	add(v.model.Following() != "", words.T("Show everything again  (U)"), v.Unfollow)
	mark := words.T("Mark  (M)")
	if v.model.Marked(r.Number) {
		mark = words.T("Take the mark away  (M)")
	}
	add(true, mark, v.ToggleMarks)
	if v.Menu != nil {
		items = append(items, v.Menu()...)
	}
	return append(items, fyne.NewMenuItemSeparator())
}

func (v *View) isAnswer(r Row) bool {
	e := v.model.find(r.Number)
	return e != nil && e.id.IsResponse()
}

// NextMark chooses the next row with a mark.
func (v *View) NextMark() { v.GoTo(v.model.NextMark(v.chosen, false)) }

// Refilter shows the list after its model was told to follow something.
func (v *View) Refilter() { v.filtered() }

// SetWaits says how long an answer may take on each link.
func (v *View) SetWaits(of func(link string) time.Duration) { v.model.Wait = of }
