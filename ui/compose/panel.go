package compose

import (
	"context"

	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// newView makes the parts.
func newView(d Deps) *View {
	v := &View{deps: d}
	v.saver = widgets.NewLater(saveDelay, func(k keptDraft) { _ = d.Office.Save(context.Background(), k.key, k.draft) })
	v.to, v.from, v.text = widgets.NewField("+36301234567, ..."), widgets.NewField(words.T("name or number")), widgets.NewTextArea("").Lines(6)
	v.link = widgets.NewSelect([]string{words.T("Automatic")}, func(s string) {
		if v.draft.Link = s; s == words.T("Automatic") {
			v.draft.Link = Automatic
		}
		v.changed()
	})
	v.valid = widgets.NewSelect(ValidChoices(), func(s string) {
		if v.draft.Valid = s; s == ValidChoices()[0] {
			v.draft.Valid = ""
		}
		v.changed()
	})
	v.coding = widgets.NewSelect(Codings(), func(s string) { v.draft.Coding = codingOf(s).String(); v.changed() })
	v.to.OnChanged(func(s string) { v.draft.To = s; v.changed() })
	v.from.OnChanged(func(s string) { v.draft.From = s; v.changed() })
	v.text.OnChanged(func(s string) { v.draft.Text = s; v.changed() })
	for _, f := range []*widgets.Field{v.to, v.from, v.text} {
		f.OnShortcut(v.shortcut)
	}
	v.toLine, v.fromLine = widgets.Small("").Elide(), widgets.NewLines("", theme.Muted, 11.5, 2)
	v.line, v.left = widgets.NewText("", theme.Text, 12).Mono(), widgets.Small("")
	v.forced, v.hint = widgets.NewLines("", theme.Warn, 11.5, 2), widgets.NewText("", theme.Control, 11.5).Elide()
	v.bar = widgets.NewSegments()
	v.replace = widgets.NewButton(words.T("Replace"), nil, widgets.Plain, func() { v.text.SetText(v.state.Replace) })
	v.send = widgets.NewButton(words.T("Send"), fyneTheme.MailSendIcon(), widgets.Strong, v.Send)
	v.why = widgets.NewLines("", theme.Muted, 11.5, 3)
	v.simTag = widgets.NewTag(words.T("SIMULATOR"), theme.Control)
	v.toShown = widgets.NewLines("", theme.Muted, 11.5, 3)
	v.flashLine = widgets.Small(words.T("Flash: shown at once, not kept on the phone.")).Elide()
	v.flash = widgets.NewCheck(words.T("Flash"), func(on bool) { v.draft.Flash = on; v.changed() })
	v.receipt = widgets.NewCheck(words.T("Delivery report"), func(on bool) { v.draft.NoReceipt = !on; v.changed() })
	v.multi = widgets.NewCheck(words.T("All in one submit_multi (expert)"), func(on bool) { v.draft.Multi = on; v.changed() })
	v.multiLine = widgets.NewQuiet("")
	v.multiBox = widgets.VBox(0, v.multi, v.multiLine)
	v.way = [2]*widgets.Text{widgets.Small("").Elide(), widgets.Small("").Elide()}
	v.borders = widgets.NewLines("", theme.Muted, 11.5, maxBorders+1)
	v.ways = widgets.VBox(2, v.way[0], v.way[1])
	v.extra = newExtras(v)
	v.fold = widgets.VBox(8, widgets.VBox(3, widgets.Small(words.T("Coding")), v.coding), v.multiBox, v.extra.object)
	v.fold.Hide()
	v.more = widgets.NewButton(words.T("More"), fyneTheme.MenuDropDownIcon(), widgets.Ghost, func() {
		icon := fyneTheme.MenuDropUpIcon()
		if v.fold.Hidden = !v.fold.Hidden; v.fold.Hidden {
			icon = fyneTheme.MenuDropDownIcon()
		}
		v.more.SetIcon(icon)
		v.object.Refresh()
	})
	return v
}

func (v *View) build() {
	v.forcedRow = widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(v.replace)), widgets.VMid(v.forced))
	// Links stand in the lines above the fields, and Tab goes from the number to the
	// text without them.
	toHead := widgets.Border(nil, nil, widgets.PadAll(0, 5, 0, 0, widgets.VMid(widgets.Small(words.T("To")))), v.extra.people, widgets.VMid(v.toLine))
	textHead := widgets.Border(nil, nil, nil, v.extra.templates, widgets.VMid(widgets.Small(words.T("Message"))))
	sender := widgets.Cols(8, []float32{0, 0}, widgets.VBox(3, widgets.Small(words.T("From")), v.from), widgets.VBox(3, widgets.Small(words.T("Connection")), v.link))
	fields := widgets.Ordered(1, []int{1, 4, 7, 0, 6, 2, 3, 5},
		v.to, widgets.PadAll(8, 0, 0, 0, sender), v.text,
		toHead, widgets.PadAll(6, 0, 0, 0, textHead), v.toShown, v.hint, widgets.PadAll(6, 0, 0, 0, v.fromLine))
	body := widgets.VBox(10,
		fields,
		v.bar,
		widgets.HBox(8, v.line, widgets.Spacer(), v.left),
		v.ways,
		v.borders,
		v.forcedRow,
		widgets.Cols(8, []float32{0, 0}, widgets.VBox(3, widgets.Small(words.T("Valid for")), v.valid), widgets.VBox(3, widgets.Small(words.T("Priority")), v.extra.priority)),
		widgets.HBox(8, v.receipt, v.flash),
		v.flashLine,
		widgets.HBox(0, v.more, widgets.Spacer()),
		v.fold,
	)
	scroll := container.NewVScroll(widgets.PadXY(14, 4, body))
	head := widgets.Fixed(0, 40, widgets.PadXY(14, 0, widgets.VMid(widgets.HBox(8, widgets.NewText(words.T("New message"), theme.Text, 15).Bold(), widgets.Spacer(), v.simTag, widgets.Centered(widgets.Small(words.T("Ctrl+Enter")))))))
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 8, widgets.VBox(6, v.extra.laterRow, v.why, widgets.HBox(6, widgets.VMid(v.extra.cost), widgets.Spacer(), v.extra.laterBtn, v.send))))
	v.object = widgets.NewSurface(theme.Surface, widgets.Border(head, foot, nil, nil, scroll))
}
