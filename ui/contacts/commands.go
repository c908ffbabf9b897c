package contacts

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/words"
)

// menu offers what can be done with the rows that are selected.
func (v *View) menu(_ int64, at fyne.Position) {
	items := []*fyne.MenuItem{}
	if v.place.Kind == OptedOut {
		list := v.pickedOff()
		items = append(items, fyne.NewMenuItem(counted(words.T("Take off the list…"), len(list)), v.Delete))
	} else {
		list := v.picked()
		if len(list) == 1 {
			items = append(items, fyne.NewMenuItem(words.T("Change"), func() { v.selected(true); v.form.Focus(v.deps.Shell.Canvas()) }))
		}
		items = append(items, fyne.NewMenuItem(counted(words.T("Message"), len(list)), func() { v.message(list) }))
		if len(v.groups) > 0 {
			sub := fyne.NewMenuItem(words.T("Add to a group"), nil)
			sub.ChildMenu = fyne.NewMenu("")
			for _, g := range v.groups {
				sub.ChildMenu.Items = append(sub.ChildMenu.Items, fyne.NewMenuItem(sms.Clean(g.Name), func() { v.setMembers(g, true, list) }))
			}
			items = append(items, sub)
		}
		if g := v.place.Group; v.place.Kind == InGroup {
			items = append(items, fyne.NewMenuItem(counted(words.T("Take out of this group"), len(list)), func() { v.setMembers(g, false, list) }))
		}
		items = append(items, fyne.NewMenuItem(counted(words.T("Put on the opt-out list"), len(list)), func() { v.optOut(list) }), fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem(counted(words.T("Delete…"), len(list)), func() { v.remove(list) }), fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(words.T("Copy as text"), func() { v.copySelected(&fyne.ShortcutCopy{}) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.deps.Shell.Canvas(), at)
}

func counted(label string, n int) string {
	if n < 2 {
		return label
	}
	return fmt.Sprintf("%s (%s)", label, words.Number(int64(n)))
}

// key is what the lists do not use themselves.
func (v *View) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDelete:
		v.Delete()
	case fyne.KeyEscape:
		v.Escape()
	default:
		return false
	}
	return true
}

// Delete asks about what is selected: contacts go, numbers come off the list.
func (v *View) Delete() {
	if v.place.Kind == OptedOut {
		var list []string
		for _, o := range v.pickedOff() {
			list = append(list, o.Number)
		}
		v.optIn(list)
		return
	}
	v.remove(v.picked())
}

// pickedOff are the rows of the opt-out list that are selected.
func (v *View) pickedOff() []gateway.OptOut {
	var out []gateway.OptOut
	ids := map[int64]bool{}
	for _, id := range v.offGrid.Selected() {
		ids[id] = true
	}
	for i, o := range v.off {
		if ids[(offSource{v}).ID(i)] {
			out = append(out, o)
		}
	}
	return out
}

func (v *View) remove(list []gateway.Contact) {
	if len(list) == 0 {
		return
	}
	ask := words.T("Delete %s?", sms.Clean(list[0].Show()))
	if len(list) > 1 {
		ask = words.N(len(list), "Delete %s contact?", "Delete %s contacts?")
	}
	v.deps.Shell.Confirm(ask, words.T("Messages from and to them stay, and so does the opt-out list. This can't be undone; an export is a back-up."), words.T("Delete"), true, func() {
		v.run(words.T("Not deleted"), func(ctx context.Context) error { return v.deps.Office.DeleteContacts(ctx, ids(list)...) }, func() {
			v.form.forget()
			v.Close()
		})
	})
}

func (v *View) setMembers(g gateway.Group, in bool, list []gateway.Contact) {
	v.run(words.T("The group was not changed"), func(ctx context.Context) error { return v.deps.Office.SetMembers(ctx, g.ID, in, ids(list)...) }, func() {
		said := words.N(len(list), "%s contact put into %s.", "%s contacts put into %s.", sms.Clean(g.Name))
		if !in {
			said = words.N(len(list), "%s contact taken out of %s.", "%s contacts taken out of %s.", sms.Clean(g.Name))
		}
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: said})
	})
}

func (v *View) optOut(list []gateway.Contact) {
	var rows []gateway.OptOut
	for _, n := range numbers(list) {
		rows = append(rows, gateway.OptOut{Number: n})
	}
	var fresh int
	v.run(words.T("The opt-out list was not changed"), func(ctx context.Context) (err error) {
		fresh, err = v.addOptOuts(ctx, rows...)
		return err
	}, func() {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.N(fresh, "%s number put on the opt-out list.", "%s numbers put on the opt-out list.")})
	})
}

// addOptOuts puts numbers on the opt-out list, takes back what waits to go to
// them, and returns how many are new.
func (v *View) addOptOuts(ctx context.Context, rows ...gateway.OptOut) (int, error) {
	fresh, err := v.deps.Office.AddOptOuts(ctx, rows...)
	if err != nil {
		return fresh, err
	}
	var numbers []string
	for _, o := range rows {
		numbers = append(numbers, o.Number)
	}
	_, err = v.deps.Engine.TakeBack(ctx, numbers...)
	return fresh, err
}

// optIn takes numbers off the opt-out list, after a question: their owners asked
// not to be written to.
func (v *View) optIn(list []string) {
	if len(list) == 0 {
		return
	}
	ask := words.T("Take %s off the opt-out list?", sms.Clean(list[0]))
	if len(list) > 1 {
		ask = words.N(len(list), "Take %s number off the opt-out list?", "Take %s numbers off the opt-out list?")
	}
	v.deps.Shell.Confirm(ask, words.T("Do it only when their owner agrees to get messages again; in most countries the law asks for that."), words.T("Take off the list"), true, func() {
		v.run(words.T("The opt-out list was not changed"), func(ctx context.Context) error { return v.deps.Office.RemoveOptOuts(ctx, list...) }, func() { v.offGrid.Select(0) })
	})
}

// message puts contacts into the composer.
func (v *View) message(list []gateway.Contact) {
	to, left := Recipients(list)
	if left != "" {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: left})
	}
	if to != "" {
		v.deps.Shell.Compose(compose.Draft{To: to})
	}
}

func (v *View) messageGroup(g gateway.Group) {
	var x gateway.Expansion
	v.run(words.T("The group can't be read"), func(ctx context.Context) (err error) {
		x, err = v.deps.Office.ExpandGroups(ctx, g.ID)
		return err
	}, func() {
		if x.OptedOut > 0 {
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.N(x.OptedOut, "%s contact left out: opted out.", "%s contacts left out: opted out.")})
		}
		v.message(x.Contacts)
	})
}

// copySelected puts the selected rows on the clipboard when the shortcut is the
// one for copying.
func (v *View) copySelected(s fyne.Shortcut) bool {
	if _, ok := s.(*fyne.ShortcutCopy); !ok {
		return false
	}
	var b strings.Builder
	for _, c := range v.picked() {
		fmt.Fprintf(&b, "%s\t%s\n", sms.Clean(c.Name), c.Number)
	}
	if v.place.Kind == OptedOut {
		for _, o := range v.pickedOff() {
			fmt.Fprintf(&b, "%s\t%s\t%s\n", o.Number, o.Since.Local().Format("2006-01-02 15:04:05"), sms.Clean(o.Why()))
		}
	}
	v.deps.Shell.Copy(b.String())
	return true
}
