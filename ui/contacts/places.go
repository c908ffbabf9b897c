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

// places is the column at the left: everybody, the groups, the opt-out list.
type places struct {
	v      *View
	fixed  map[Kind]*widgets.Nav
	groups []*widgets.Nav
	shown  []gateway.Group
	list   *fyne.Container
	add    *widgets.Field
	why    *widgets.Problem
	object fyne.CanvasObject
}

func newPlaces(v *View) *places {
	p := &places{v: v, fixed: map[Kind]*widgets.Nav{}, list: widgets.VBox(0), add: widgets.NewField(words.T("New group, Enter")), why: widgets.NewProblem(placesW - 24)}
	nav := func(k Kind, icon fyne.Resource) *widgets.Nav {
		n := widgets.NewNav(icon, Place{Kind: k}.Words(), func() { v.Open(Place{Kind: k}) })
		p.fixed[k] = n
		return n
	}
	p.add.OnSubmit(p.make)
	p.add.OnChanged(func(string) { p.tell("") })
	top := widgets.VBox(0, nav(Everybody, fyneTheme.AccountIcon()), nav(Lone, fyneTheme.QuestionIcon()),
		widgets.PadAll(12, 0, 4, 10, widgets.NewText(words.T("GROUPS"), theme.Muted, 10).Bold()))
	bottom := widgets.VBox(6, widgets.PadXY(2, 0, p.add), p.why.Lines, widgets.HLine(), nav(OptedOut, fyneTheme.CancelIcon()))
	body := widgets.Border(top, bottom, nil, nil, container.NewVScroll(p.list))
	p.object = widgets.NewSurface(theme.Surface, widgets.PadXY(8, 10, body))
	return p
}

func (p *places) tell(why string) {
	p.add.SetInvalid(why != "")
	if p.why.Say(why, theme.Bad) {
		p.object.Refresh()
	}
}

// show puts names, counts and the mark of the place up to date.
func (p *places) show() {
	v := p.v
	if !sameNames(p.shown, v.groups) {
		p.shown, p.groups, p.list.Objects = v.groups, nil, nil
		for _, g := range v.groups {
			n := widgets.NewNav(fyneTheme.ListIcon(), widgets.Cut(sms.Clean(g.Name), theme.Px(placesW-118), theme.Px(13), fyne.TextStyle{Bold: true}), func() { v.Open(Place{InGroup, g}) })
			p.groups = append(p.groups, n)
			p.list.Add(n)
		}
		if len(v.groups) == 0 {
			p.list.Add(widgets.PadXY(10, 4, widgets.NewLines(words.T("None yet. A group is written to as one."), theme.Muted, 11.5, 2)))
		}
		p.list.Refresh()
		var names []string
		for _, x := range v.allPlaces() {
			names = append(names, x.Words())
		}
		v.pick.SetOptions(names)
	}
	for k, n := range map[Kind]int64{Everybody: v.counts.Contacts, Lone: v.counts.Lone, OptedOut: v.counts.OptedOut} {
		color := theme.Muted
		if k == OptedOut {
			color = theme.Warn
		}
		p.fixed[k].SetBadge(badge(n), color)
		p.fixed[k].SetActive(v.place.Kind == k)
	}
	for i, g := range v.groups {
		p.groups[i].SetBadge(badge(g.Members), theme.Muted)
		p.groups[i].SetActive(v.place.Kind == InGroup && v.place.Group.ID == g.ID)
	}
	v.pick.SetSelected(v.place.Words())
}

func badge(n int64) string {
	if n == 0 {
		return ""
	}
	return words.Number(n)
}

func sameNames(a, b []gateway.Group) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Name != b[i].Name {
			return false
		}
	}
	return true
}

// make adds the group that was typed and shows it.
func (p *places) make() {
	name := p.add.Text()
	p.v.deps.Shell.Go(func() func() {
		id, err := p.v.deps.Office.SaveGroup(context.Background(), gateway.Group{Name: name})
		return func() {
			if err != nil {
				p.tell(words.Error(err))
				return
			}
			p.add.SetText("")
			p.v.Open(Place{InGroup, gateway.Group{ID: id, Name: name}})
		}
	})
}
