package contacts

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/words"
)

// picked are the contacts that are selected, in the order of the list.
func (v *View) picked() []gateway.Contact {
	var out []gateway.Contact
	ids := map[int64]bool{}
	for _, id := range v.grid.Selected() {
		ids[id] = true
	}
	for _, c := range v.rows {
		if ids[c.ID] {
			out = append(out, c)
		}
	}
	return out
}

// selected shows what belongs to the selection in the panel; open slides it in
// where it lies over the list.
func (v *View) selected(open bool) {
	list := v.picked()
	if v.form.shown && v.form.state.Changed && !(len(list) == 1 && list[0].ID == v.form.edit.Saved.ID && v.place.Kind != OptedOut) {
		v.leave(v.grid.Cursor(), func() { v.selected(open) })
		return
	}
	var show fyne.CanvasObject
	switch {
	case v.place.Kind == OptedOut:
		show = v.keywords.object
	case len(list) == 1:
		v.form.Load(list[0])
		show = v.form.object
	case len(list) > 1:
		show = v.many(list)
	case v.place.Kind == InGroup:
		show = v.groupPanel()
	default:
		show = v.hint
	}
	v.setPanel(show)
	v.drawer.Slide(open)
}

// leave asks before what was typed of a contact goes, and leaves the cursor at
// the contact until that is answered.
func (v *View) leave(to int64, then func()) {
	v.grid.Select(v.form.edit.Saved.ID)
	what := v.form.title.Text()
	v.deps.Shell.Confirm(words.T("Leave %s?", what), words.T("What you changed is not saved."), words.T("Leave it"), true, func() {
		v.form.forget()
		v.grid.Select(to)
		then()
	})
}

func (v *View) setPanel(o fyne.CanvasObject) {
	v.form.shown = o == v.form.object
	v.panel.Objects = []fyne.CanvasObject{o}
	v.panel.Refresh()
}

// Add opens the form of a new contact, in the group that is shown; of a number,
// where the opt-out list is.
func (v *View) Add() {
	if v.place.Kind == OptedOut {
		v.drawer.Slide(true)
		v.keywords.focus()
		return
	}
	if v.form.shown && v.form.state.Changed {
		v.leave(0, v.Add)
		return
	}
	v.grid.Select(0)
	c := gateway.Contact{}
	if v.place.Kind == InGroup {
		c.Groups = []string{v.place.Group.Name}
	}
	v.form.Load(c)
	v.setPanel(v.form.object)
	v.drawer.Slide(true)
	v.form.Focus(v.deps.Shell.Canvas())
}
