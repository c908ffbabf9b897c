package contacts

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

func ids(list []gateway.Contact) []int64 {
	out := make([]int64, len(list))
	for i, c := range list {
		out[i] = c.ID
	}
	return out
}

func numbers(list []gateway.Contact) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Number
	}
	return out
}

// side is a panel with a title, a cross and buttons below each other.
func (v *View) side(title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	head := widgets.Fixed(0, 46, widgets.PadXY(14, 0, widgets.VMid(widgets.Border(nil, nil, nil, widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, v.Close), widgets.VMid(widgets.Title(title).Elide())))))
	return widgets.Border(head, nil, nil, nil, container.NewVScroll(widgets.PadXY(14, 4, widgets.VBox(10, o...))))
}

func wide(b *widgets.Button) fyne.CanvasObject { return widgets.HBox(0, b, widgets.Spacer()) }

// exportButton opens the kinds of file below itself.
func (v *View) exportButton() fyne.CanvasObject {
	var b *widgets.Button
	b = widgets.NewButton(words.T("Export…"), fyneTheme.DownloadIcon(), widgets.Plain, func() { v.offerExport(b) })
	return wide(b)
}

// many is the panel of a selection of several contacts.
func (v *View) many(list []gateway.Contact) fyne.CanvasObject {
	off := 0
	for _, c := range list {
		if c.OptedOut {
			off++
		}
	}
	fact := words.T("Ctrl and Shift with a click select more; Ctrl+A all that are loaded.")
	if off > 0 {
		fact = words.N(off, "%s of them opted out. %s", "%s of them opted out. %s", fact)
	}
	var body []fyne.CanvasObject
	body = append(body, widgets.NewWrapped(fact, inside), wide(widgets.NewButton(words.T("Message"), fyneTheme.MailComposeIcon(), widgets.Plain, func() { v.message(list) })))
	if len(v.groups) > 0 {
		var names []string
		for _, g := range v.groups {
			names = append(names, g.Name)
		}
		pick := widgets.NewSelect(names, func(name string) {
			for _, g := range v.groups {
				if g.Name == name {
					v.setMembers(g, true, list)
				}
			}
		})
		pick.SetPlaceHolder(words.T("Add to a group"))
		body = append(body, pick)
	}
	if g := v.place.Group; v.place.Kind == InGroup {
		body = append(body, wide(widgets.NewButton(words.T("Take out of %s", sms.Clean(g.Name)), nil, widgets.Plain, func() { v.setMembers(g, false, list) })))
	}
	body = append(body, v.exportButton(), widgets.HLine(),
		wide(widgets.NewButton(words.T("Put on the opt-out list"), fyneTheme.CancelIcon(), widgets.Plain, func() { v.optOut(list) })),
		wide(widgets.NewButton(words.T("Delete…"), fyneTheme.DeleteIcon(), widgets.Danger, func() { v.remove(list) })))
	return v.side(words.N(len(list), "%s contact selected", "%s contacts selected"), body...)
}

// groupPanel is the panel of the group that is shown.
func (v *View) groupPanel() fyne.CanvasObject {
	g := v.place.Group
	name, why := widgets.NewField(""), widgets.NewProblem(inside)
	name.SetText(g.Name)
	rename := func() {
		typed := name.Text()
		v.deps.Shell.Go(func() func() {
			_, err := v.deps.Office.SaveGroup(context.Background(), gateway.Group{ID: g.ID, Name: typed})
			return func() {
				if err != nil {
					why.Say(words.Error(err), theme.Bad)
					v.panel.Refresh()
					name.SetInvalid(true)
					return
				}
				v.reload()
			}
		})
	}
	save := widgets.NewButton(words.T("Rename"), nil, widgets.Plain, rename)
	save.SetDisabled(true)
	name.OnSubmit(rename)
	name.OnChanged(func(s string) {
		why.Say("", theme.Bad)
		name.SetInvalid(false)
		save.SetDisabled(s == g.Name || s == "")
	})
	return v.side(words.T("Group"),
		widgets.VBox(3, widgets.Small(words.T("Name")), widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(save)), name), why.Lines),
		wide(widgets.NewButton(words.T("Message everybody in it"), fyneTheme.MailComposeIcon(), widgets.Plain, func() { v.messageGroup(g) })),
		v.exportButton(),
		widgets.HLine(),
		wide(widgets.NewButton(words.T("Delete the group…"), fyneTheme.DeleteIcon(), widgets.Danger, func() {
			v.deps.Shell.Confirm(words.T("Delete the group %s?", sms.Clean(g.Name)), words.T("Its members stay in your contacts."), words.T("Delete the group"), true, func() {
				v.run(words.T("Not deleted"), func(ctx context.Context) error { return v.deps.Office.DeleteGroup(ctx, g.ID) }, func() { v.Open(Place{}) })
			})
		})))
}
