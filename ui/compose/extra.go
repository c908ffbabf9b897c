package compose

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// templatesKey is where texts with names are kept.
const templatesKey = "compose.templates"

// extras are the parts of the composer beside its fields: later, priority, people,
// templates, cost, octets.
type extras struct {
	v                 *View
	later             *widgets.Field
	laterLine         *widgets.Lines
	laterRow          *fyne.Container
	laterBtn          *widgets.Button
	laterOpen         bool
	priority          *widgets.Select
	tlvs              *widgets.Field
	tlvLine           *widgets.Quiet
	octets            *widgets.Button
	cost              *widgets.Text
	people, templates *widgets.Button
	object            fyne.CanvasObject
}

func newExtras(v *View) *extras {
	x := &extras{v: v, cost: widgets.Small("")}
	x.buildLater()
	x.tlvs, x.tlvLine = widgets.NewField(`0x1400="text"; 0x1401=01ab`), widgets.NewQuiet("")
	x.tlvs.OnChanged(func(s string) { v.draft.TLVs = s; v.changed() })
	x.tlvs.OnShortcut(v.shortcut)
	x.priority = widgets.NewSelect(Priorities(), func(s string) {
		v.draft.Priority = max(slices.Index(Priorities(), s), 0)
		v.changed()
	})
	x.octets = widgets.NewButton(words.T("See the octets before they leave…"), nil, widgets.Ghost, x.preview)
	x.people = widgets.NewButton(words.T("Contacts"), nil, widgets.Link, x.choosePeople)
	x.templates = widgets.NewButton(words.T("Templates"), nil, widgets.Link, x.chooseTemplate)
	x.object = widgets.VBox(8, widgets.VBox(3, widgets.Small(words.T("TLVs (expert)")), x.tlvs, x.tlvLine), widgets.HBox(0, x.octets, widgets.Spacer()))
	return x
}

func (x *extras) prefill(d Draft) {
	x.laterOpen = d.Later != ""
	x.later.SetText(d.Later)
	x.tlvs.SetText(d.TLVs)
	x.priority.SetSelected(Priorities()[min(max(d.Priority, 0), len(Priorities())-1)])
}

func (x *extras) show(s *State) {
	x.showLater(s)
	x.tlvs.SetInvalid(s.TLVBad)
	x.tlvLine.Set(s.TLVLine)
	widgets.SetVisible(x.tlvLine, s.TLVLine != "")
	x.cost.Set(s.Cost)
	x.octets.SetDisabled(s.Good == 0 || x.v.draft.Text == "")
}

// askOptedOut asks who of the recipients wants no messages, once for each list.
func (v *View) askOptedOut() {
	if v.draft.To == v.asked {
		return
	}
	v.asked = v.draft.To
	asked := v.asked
	var numbers []string
	for _, r := range v.state.Recipients {
		if r.Problem == "" {
			numbers = append(numbers, r.Show)
		}
	}
	if len(numbers) == 0 {
		return
	}
	v.deps.Shell.Go(func() func() {
		out, err := v.deps.Office.OptedOut(context.Background(), numbers)
		return func() {
			if err != nil || asked != v.draft.To || len(out) == 0 {
				return
			}
			if v.optedOut == nil {
				v.optedOut = map[string]bool{}
			}
			for n := range out {
				v.optedOut[n] = true
			}
			v.show()
		}
	})
}

// fill puts each recipient's facts into the {fields} of the text.
func (v *View) fill(ctx context.Context, drafts []gateway.Draft) error {
	for i := range drafts {
		d := &drafts[i]
		if !HasPlaces(d.Text) {
			continue
		}
		c, err := v.deps.Office.ContactOf(ctx, d.To)
		if err != nil {
			return err
		}
		if c.ID == 0 {
			c.Number = d.To
		}
		filled, missing := Fill(d.Text, c)
		if len(missing) > 0 {
			return errors.New(words.T("%s is not known of %s: fill it in under Contacts, or write %s for those without", missing[0], d.To, strings.TrimSuffix(missing[0], "}")+"|"+words.T("word")+"}"))
		}
		d.Text = filled
	}
	return nil
}

// choosePeople adds contacts and groups to the recipients.
func (x *extras) choosePeople() {
	v := x.v
	find := widgets.NewField(words.T("name or number"))
	list := widgets.VBox(0)
	scroll := container.NewVScroll(list)
	add := func(numbers ...string) {
		v.to.SetText(AddRecipients(v.draft.To, numbers...))
	}
	fill := func(groups []gateway.Group, contacts []gateway.Contact) {
		list.Objects = nil
		for _, g := range groups {
			list.Add(widgets.NewButton(fmt.Sprintf("%s · %s", g.Name, words.N(g.Members, "%s contact", "%s contacts")), fyneTheme.ListIcon(), widgets.Ghost, func() { x.addGroup(g, add) }))
		}
		for _, c := range contacts {
			label := c.Number
			if c.Name != "" {
				label = c.Name + " · " + c.Number
			}
			if c.OptedOut {
				label = words.T("%s · opted out", label)
			}
			b := widgets.NewButton(label, fyneTheme.AccountIcon(), widgets.Ghost, func() { add(c.Number) })
			b.SetDisabled(c.OptedOut)
			list.Add(b)
		}
		if len(list.Objects) == 0 {
			list.Add(widgets.Pad(8, widgets.Small(words.T("No contact fits. Add people under Contacts."))))
		}
		list.Refresh()
		scroll.ScrollToTop()
	}
	load := func(typed string) {
		v.deps.Shell.Go(func() func() {
			ctx := context.Background()
			groups, err := v.deps.Office.Groups(ctx)
			contacts, cerr := v.deps.Office.FindContacts(ctx, typed, 50)
			groups = slices.DeleteFunc(groups, func(g gateway.Group) bool {
				return !strings.Contains(strings.ToLower(g.Name), strings.ToLower(strings.TrimSpace(typed)))
			})
			return func() {
				if err = errors.Join(err, cerr); err != nil {
					v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The contacts can't be read."), Advice: words.Error(err)})
					return
				}
				fill(groups, contacts)
			}
		})
	}
	find.OnChanged(load)
	canvas := fyne.CurrentApp().Driver().CanvasForObject(x.people)
	if canvas == nil {
		return
	}
	d := widgets.NewDialog(canvas, words.T("Add recipients"), widgets.Border(find, nil, nil, nil, widgets.PadAll(8, 0, 0, 0, scroll))).Sized(420, 460)
	d.Buttons(widgets.NewButton(words.T("Done"), nil, widgets.Strong, d.Close)).First(find.Entry).Show()
	load("")
}

// maxGroup is how many numbers the field takes of a group.
const maxGroup = 500

func (x *extras) addGroup(g gateway.Group, add func(...string)) {
	v := x.v
	v.deps.Shell.Go(func() func() {
		e, err := v.deps.Office.ExpandGroups(context.Background(), g.ID)
		return func() {
			switch {
			case err != nil:
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The group can't be read."), Advice: words.Error(err)})
				return
			case len(e.Contacts) > maxGroup:
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.N(len(e.Contacts), "%[2]s has %[1]s contact: too many for one message.", "%[2]s has %[1]s contacts: too many for one message.", g.Name), Advice: words.T("Make a campaign of them.")})
				return
			}
			numbers := make([]string, len(e.Contacts))
			for i, c := range e.Contacts {
				numbers[i] = c.Number
			}
			add(numbers...)
			if e.OptedOut > 0 {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Info, Text: words.N(e.OptedOut, "%s of %s opted out and is left out.", "%s of %s opted out and are left out.", g.Name)})
			}
		}
	})
}

// chooseTemplate offers the stored texts, and to store this one.
func (x *extras) chooseTemplate() {
	v := x.v
	v.deps.Shell.Go(func() func() {
		var list []Template
		_, err := v.deps.Office.Load(context.Background(), templatesKey, &list)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The templates can't be read."), Advice: words.Error(err)})
				return
			}
			x.offer(list)
		}
	})
}

func (x *extras) offer(list []Template) {
	v := x.v
	var items []*fyne.MenuItem
	for _, t := range list {
		items = append(items, fyne.NewMenuItem(t.Name, func() { v.text.SetText(t.Text) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	keep := fyne.NewMenuItem(words.T("Keep this text as a template…"), func() { x.keep(list) })
	keep.Disabled = strings.TrimSpace(v.draft.Text) == ""
	items = append(items, keep)
	if len(list) > 0 {
		var names []*fyne.MenuItem
		for i, t := range list {
			names = append(names, fyne.NewMenuItem(t.Name, func() { x.store(slices.Delete(slices.Clone(list), i, i+1)) }))
		}
		drop := fyne.NewMenuItem(words.T("Delete a template"), nil)
		drop.ChildMenu = fyne.NewMenu("", names...)
		items = append(items, drop)
	}
	canvas := fyne.CurrentApp().Driver().CanvasForObject(x.templates)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(x.templates).AddXY(0, x.templates.Size().Height)
	if canvas != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), canvas, at)
	}
}

// keep asks for a name.
func (x *extras) keep(list []Template) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(x.templates)
	if canvas == nil {
		return
	}
	name := widgets.NewField(words.T("e.g. Appointment"))
	var d *widgets.Dialog
	done := func() {
		if n := strings.TrimSpace(name.Text()); n != "" {
			d.Close()
			x.store(Put(list, Template{n, x.v.draft.Text}))
		}
	}
	name.OnSubmit(done)
	d = widgets.NewDialog(canvas, words.T("Keep as a template"), widgets.VBox(10, widgets.NewQuiet(words.T("{name} and a contact's own fields are filled in for each recipient; %s has a word for those without.", "{name|"+words.T("friend")+"}")), name)).Sized(400, 0)
	d.Buttons(widgets.NewButton(words.T("Close"), nil, widgets.Plain, d.Close), widgets.NewButton(words.T("Keep"), nil, widgets.Strong, done)).First(name.Entry).Show()
}

func (x *extras) store(list []Template) {
	x.v.deps.Shell.Go(func() func() {
		err := x.v.deps.Office.Save(context.Background(), templatesKey, list)
		return func() {
			if err != nil {
				x.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The templates can't be stored."), Advice: words.Error(err)})
				return
			}
			x.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Templates stored.")})
		}
	})
}

// preview shows the PDUs of the first recipient's message, octet for octet.
func (x *extras) preview() {
	v := x.v
	drafts := Drafts(v.draft, v.state)
	if len(drafts) == 0 {
		return
	}
	first := drafts[:1]
	v.deps.Shell.Go(func() func() {
		err := v.fill(context.Background(), first)
		var frames [][]byte
		if err == nil {
			frames, err = v.deps.Engine.Preview(context.Background(), first[0])
		}
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Error(err)})
				return
			}
			showOctets(fyne.CurrentApp().Driver().CanvasForObject(x.octets), Octets(frames))
		}
	})
}

func showOctets(canvas fyne.Canvas, list []Octet) {
	if canvas == nil {
		return
	}
	tabs := container.NewAppTabs()
	for _, o := range list {
		rows := widgets.VBox(4)
		for _, l := range o.Lines {
			rows.Add(widgets.Cols(8, []float32{180, 0}, widgets.NewText(l[0], theme.Text, 12).Mono().Elide(), widgets.NewText(l[1], theme.Muted, 12).Elide()))
		}
		hex := widgets.NewHex()
		hex.SetData(o.Frame)
		tabs.Append(container.NewTabItem(o.Title, widgets.Border(nil, widgets.Fixed(0, 150, hex), nil, nil, container.NewVScroll(widgets.PadXY(4, 8, rows)))))
	}
	widgets.Tell(canvas, words.T("What leaves"), 760, 600, widgets.Border(widgets.Small(words.T("As stored; the sequence number, and what the provider's SMPP version leaves out, come when it is sent.")), nil, nil, nil, tabs))
}
