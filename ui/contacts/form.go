package contacts

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const inside = sideWidth - 2*14 // of the panel, between its margins

// form is the panel of one contact.
type form struct {
	v        *View
	edit     Edit
	state    State
	shown    bool // the panel shows it
	filling  bool
	busy     bool
	refused  map[string]string // what storage said of the contact as it is typed
	title    *widgets.Text
	name     *widgets.Field
	number   *widgets.Field
	note     *widgets.Field
	why      map[string]*widgets.Problem
	off      *fyne.Container // says that the number has opted out
	groups   *fyne.Container
	newGroup *widgets.Field
	fields   *fyne.Container
	save     *widgets.Button
	discard  *widgets.Button
	more     *fyne.Container // buttons that a stored contact has
	body     *fyne.Container
	object   fyne.CanvasObject
}

func newForm(v *View) *form {
	f := &form{v: v, title: widgets.Title(""), name: widgets.NewField(words.T("Anna Kovács")), number: widgets.NewField("+36301234567").Mono(), note: widgets.NewTextArea("").Lines(2), why: map[string]*widgets.Problem{},
		off: widgets.VBox(0), groups: widgets.Lined(inside, 6), newGroup: widgets.NewField(words.T("Another group, Enter")), fields: widgets.VBox(6), more: widgets.HBox(6)}
	for _, key := range []string{"name", "number", "note", "groups", "fields"} {
		f.why[key] = widgets.NewProblem(inside)
	}
	f.name.OnChanged(func(s string) { f.edit.Now.Name = s; f.changed() })
	f.number.OnChanged(func(s string) { f.edit.Now.Number = s; f.changed() })
	f.note.OnChanged(func(s string) { f.edit.Now.Note = s; f.changed() })
	f.newGroup.OnSubmit(func() {
		f.join(f.newGroup.Text())
		f.newGroup.SetText("")
	})
	f.save = widgets.NewButton(words.T("Save"), fyneTheme.DocumentSaveIcon(), widgets.Strong, f.store)
	f.discard = widgets.NewButton(words.T("Discard"), nil, widgets.Ghost, f.undo)
	for _, x := range []*widgets.Field{f.name, f.number} {
		x.OnSubmit(f.store)
	}
	for _, x := range []*widgets.Field{f.name, f.number, f.note, f.newGroup} {
		x.OnShortcut(f.shortcut)
	}
	line := func(label string, o fyne.CanvasObject, key string) fyne.CanvasObject {
		return widgets.VBox(3, widgets.Small(label), o, f.why[key].Lines)
	}
	add := widgets.NewButton(words.T("Add a field"), fyneTheme.ContentAddIcon(), widgets.Ghost, func() {
		f.edit.Now.Fields = append(f.edit.Now.Fields, gateway.Field{})
		f.showFields()
		f.changed()
	})
	f.body = widgets.VBox(10, f.off, line(words.T("Name"), f.name, "name"), line(words.T("Number"), f.number, "number"), line(words.T("Note"), f.note, "note"),
		widgets.VBox(5, widgets.Small(words.T("Groups")), f.groups, f.newGroup, f.why["groups"].Lines),
		widgets.VBox(5, widgets.Small(words.T("Extra fields, for texts with {city} and the like")).Elide(), f.fields, widgets.HBox(0, add, widgets.Spacer()), f.why["fields"].Lines))
	head := widgets.Fixed(0, 46, widgets.PadXY(14, 0, widgets.VMid(widgets.Border(nil, nil, nil, widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, func() { v.Close() }), widgets.VMid(f.title.Elide())))))
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 8, widgets.Border(nil, nil, nil, widgets.HBox(6, f.discard, f.save), f.more)))
	f.object = widgets.Border(head, foot, nil, nil, container.NewVScroll(widgets.PadXY(14, 4, f.body)))
	return f
}

// Close leaves the panel.
func (v *View) Close() {
	v.shownGrid().Select(0)
	v.selected(false)
}

// forget drops what was typed.
func (f *form) forget() { f.edit, f.state = Edit{}, State{} }

// Focus puts the cursor into the first field.
func (f *form) Focus(c fyne.Canvas) { c.Focus(f.name.Entry) }

// Load shows a contact; ID 0 is a new one.
func (f *form) Load(c gateway.Contact) {
	if c.ID != 0 && c.ID == f.edit.Saved.ID && f.state.Changed {
		return // what is typed stays
	}
	f.edit = NewEdit(c)
	f.refused = nil
	f.filling = true
	f.title.Set(sms.Clean(c.Name))
	switch {
	case c.ID == 0:
		f.title.Set(words.T("New contact"))
	case c.Name == "":
		f.title.Set(sms.Clean(c.Number))
	}
	f.name.SetText(c.Name)
	f.number.SetText(c.Number)
	f.note.SetText(c.Note)
	f.newGroup.SetText("")
	f.filling = false
	f.off.Objects = nil
	if c.OptedOut {
		f.off.Add(widgets.NewSurface(theme.Warn, widgets.Pad(8, widgets.VBox(6, widgets.NewWrapped(words.T("This number has opted out: messages from this window are refused."), inside-16),
			widgets.HBox(0, widgets.NewButton(words.T("Take off the list"), nil, widgets.Plain, func() { f.v.optIn([]string{c.Number}) }), widgets.Spacer())))).Soft(0x18).Rounded(6))
	}
	widgets.SetVisible(f.off, c.OptedOut)
	f.more.Objects = nil
	if c.ID != 0 {
		f.more.Add(widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() { f.v.remove([]gateway.Contact{c}) }))
		if !c.OptedOut {
			f.more.Add(widgets.NewButton(words.T("Message"), fyneTheme.MailComposeIcon(), widgets.Ghost, func() { f.v.message([]gateway.Contact{c}) }))
		}
	}
	f.showGroups()
	f.showFields()
	f.changed()
	f.body.Refresh()
}

// Refresh follows what is stored while nothing is typed.
func (f *form) Refresh(c gateway.Contact) {
	if c.ID == f.edit.Saved.ID && !f.state.Changed && !f.busy && (c.OptedOut != f.edit.Saved.OptedOut || !c.Changed.Equal(f.edit.Saved.Changed) || !slices.Equal(c.Groups, f.edit.Saved.Groups)) {
		f.Load(c)
	}
}

// changed shows what is wrong and what can be done.
func (f *form) changed() {
	if f.filling {
		return
	}
	f.refused = nil
	f.show()
}

func (f *form) show() {
	f.state = Look(f.edit, f.v.deps.Engine.Config().General.Country)
	again := false
	for key, line := range f.why {
		text, color := f.state.Why[key], theme.Bad
		if text == "" {
			text = f.refused[key]
		}
		if key == "number" && text == "" && f.state.Hint != "" {
			text, color = f.state.Hint, theme.Muted
		}
		// An empty new form asks for nothing yet.
		if f.edit.Saved.ID == 0 && f.edit.Now.Number == "" && key == "number" {
			text = ""
		}
		again = line.Say(text, color) || again
	}
	bad := func(key string) bool {
		return f.why[key].Visible() && (key != "number" || f.state.Why[key]+f.refused[key] != "")
	}
	f.name.SetInvalid(bad("name"))
	f.number.SetInvalid(bad("number"))
	f.note.SetInvalid(bad("note"))
	f.newGroup.SetInvalid(bad("groups"))
	f.save.SetDisabled(!f.state.CanSave || f.busy)
	widgets.SetVisible(f.discard, f.state.Changed)
	if again {
		f.body.Refresh()
	}
}

// showGroups are the groups of the contact, each with a cross, and then those
// that it may join.
func (f *form) showGroups() {
	f.groups.Objects = nil
	for _, g := range f.edit.Now.Groups {
		f.groups.Add(widgets.NewRemovable(sms.Clean(g), func() {
			f.edit.Now.Groups = slices.DeleteFunc(f.edit.Now.Groups, func(x string) bool { return x == g })
			f.showGroups()
			f.changed()
			f.body.Refresh()
		}))
	}
	if others := Others(f.v.groups, f.edit.Now.Groups); len(others) > 0 {
		pick := widgets.NewSelect(others, f.join)
		pick.SetPlaceHolder(words.T("Add to a group"))
		f.groups.Add(widgets.Fixed(150, 0, pick))
	}
	f.groups.Refresh()
}

// join puts the contact into a group that exists or will.
func (f *form) join(name string) {
	f.edit.Now.Groups = append(f.edit.Now.Groups, name)
	f.edit.Now.Groups = f.edit.Now.Tidy().Groups
	f.showGroups()
	f.changed()
	f.body.Refresh()
}

// showFields are the extra fields, a line each.
func (f *form) showFields() {
	f.fields.Objects = nil
	for i := range f.edit.Now.Fields {
		key, value := widgets.NewField(words.T("city")), widgets.NewField("")
		key.SetText(f.edit.Now.Fields[i].Key)
		value.SetText(f.edit.Now.Fields[i].Value)
		key.OnChanged(func(s string) { f.edit.Now.Fields[i].Key = s; f.changed() })
		value.OnChanged(func(s string) { f.edit.Now.Fields[i].Value = s; f.changed() })
		for _, x := range []*widgets.Field{key, value} {
			x.OnShortcut(f.shortcut)
			x.OnSubmit(f.store)
		}
		gone := widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() {
			f.edit.Now.Fields = slices.Delete(f.edit.Now.Fields, i, i+1)
			f.showFields()
			f.changed()
			f.body.Refresh()
		})
		f.fields.Add(widgets.Border(nil, nil, nil, widgets.VMid(gone), widgets.Cols(6, []float32{104, 0}, key, value)))
	}
	f.fields.Refresh()
	f.body.Refresh()
}

// shortcut saves while a field has the focus.
func (f *form) shortcut(s fyne.Shortcut) bool {
	if widgets.Saves(s) {
		f.store()
		return true
	}
	return false
}

func (f *form) undo() {
	saved := f.edit.Saved
	f.forget()
	if saved.ID == 0 {
		f.v.Close()
		return
	}
	f.Load(saved)
}

func (f *form) store() {
	f.show()
	if !f.state.CanSave || f.busy {
		return
	}
	f.busy = true
	f.save.SetDisabled(true)
	c, fresh := f.state.Contact, f.edit.Saved.ID == 0
	f.v.deps.Shell.Go(func() func() {
		id, err := f.v.deps.Office.SaveContact(context.Background(), c)
		return func() {
			f.busy = false
			if p, ok := err.(gateway.Problems); ok {
				s := State{Why: map[string]string{}}
				for _, x := range p {
					s.add(x)
				}
				f.refused = s.Why
				f.show()
				return
			}
			if err != nil {
				f.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not saved: %s", words.Error(err))})
				f.show()
				return
			}
			c.ID = id
			f.forget()
			f.Load(c)
			if fresh {
				f.v.grid.Select(id)
			}
			f.v.reload()
		}
	})
}
