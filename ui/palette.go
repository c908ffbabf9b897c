package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	paletteWidth = 680
	paletteTop   = 84
	paletteRow   = 34
	paletteList  = 420 // of the list, at most
	findMessages = 6
	findContacts = 4
	findWait     = 150 * time.Millisecond // after the last key
)

// palette finds commands, screens, connections and messages by their words.
type palette struct {
	s       *Shell
	field   *widgets.Field
	rows    *fyne.Container
	scroll  *container.Scroll
	lines   []*paletteLine
	picked  []choice
	found   []choice // messages and contacts, for what they were looked for
	looks   bool     // they are being looked for
	at      int
	turn    int    // of the search that counts
	callOff func() // the search that is to come; nil: none
	object  *fyne.Container
}

func newPalette(s *Shell) *palette {
	p := &palette{s: s, field: widgets.NewField(words.T("A command, a screen, a connection, a number …")), rows: widgets.VBox(0)}
	p.field.OnChanged(func(string) { p.typed() })
	p.field.OnSubmit(p.run)
	p.field.OnKey(p.key)
	p.scroll = container.NewVScroll(p.rows)
	key := func(k, does string) fyne.CanvasObject {
		return widgets.HBox(5, widgets.NewKeys(k), widgets.Small(does))
	}
	foot := widgets.HBox(14, key("↑ ↓", words.T("choose##with a key")), key("Enter", words.T("run##with a key")), widgets.Spacer(),
		key(string(onlyCommands), words.T("commands##prefix")), key(string(onlyNumber), words.T("number##prefix")), key(string(onlyMessage), words.T("message id##prefix")), key(string(onlyConnections), words.T("connection##prefix")))
	head := widgets.Border(nil, nil, widgets.PadXY(6, 0, widgets.Centered(widgets.NewIcon(fyneTheme.SearchIcon(), theme.Muted, 18))), widgets.PadXY(6, 0, widgets.NewKeys("Esc")), p.field)
	card := widgets.NewSurface(theme.Surface, widgets.Border(widgets.VBox(0, widgets.Pad(8, head), widgets.HLine()),
		widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 7, foot)), nil, nil, widgets.PadXY(6, 4, p.scroll))).Rounded(9).Stroked(theme.Line)
	p.object = container.New(&paletteLayout{p}, widgets.NewScrim(p.hide), widgets.NewSolid(card))
	p.object.Hide()
	return p
}

// paletteLayout puts the card near the top, as high as its list.
type paletteLayout struct{ p *palette }

func (*paletteLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (l *paletteLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
	w := min(theme.Px(paletteWidth), size.Width-theme.Px(48))
	top := min(theme.Px(paletteTop), size.Height/8)
	list := min(l.p.rows.MinSize().Height+theme.Px(8), theme.Px(paletteList), size.Height-top-theme.Px(130))
	o[1].Move(fyne.NewPos((size.Width-w)/2, top))
	o[1].Resize(fyne.NewSize(w, list+theme.Px(90)))
}

func (p *palette) show() {
	if p.object.Visible() {
		p.hide()
		return
	}
	p.found = nil
	p.s.hideTip()
	p.field.SetText("")
	p.object.Show()
	p.typed()
	p.s.win.Canvas().Focus(p.field.Entry)
}

func (p *palette) hide() {
	p.object.Hide()
	p.turn++
	p.s.win.Canvas().Unfocus()
}

// typed shows what fits, and looks for messages a moment after the last key.
func (p *palette) typed() {
	a := askedOf(p.field.Text())
	p.turn++
	if p.callOff != nil {
		p.callOff()
	}
	if p.looks = a.wants(); !p.looks {
		p.found = nil
	} else {
		turn := p.turn
		p.callOff = p.s.After(findWait, func() func() { return p.look(a, turn) })
	}
	p.fill(a)
}

// look finds messages and contacts beside the window. What can't be read is not
// found: the screens say why.
func (p *palette) look(a asked, turn int) func() {
	list, _ := p.s.Archive.Messages(context.Background(), gateway.MessageQuery{Search: a.text, Limit: findMessages})
	var people []gateway.Contact
	if a.only != onlyMessage {
		people, _ = p.s.Office.FindContacts(context.Background(), a.text, findContacts)
	}
	return func() {
		if turn != p.turn {
			return
		}
		p.found, p.looks = nil, false
		for _, c := range people {
			p.found = append(p.found, p.s.contactChoice(c))
		}
		for _, m := range list {
			p.found = append(p.found, p.s.messageChoice(m))
		}
		p.fill(a)
	}
}

// fill makes the rows anew.
func (p *palette) fill(a asked) {
	p.picked, p.at, p.lines = a.pick(p.s.choices(), p.found), 0, nil
	p.rows.Objects = nil
	group := ""
	for i, c := range p.picked {
		if c.group != group {
			group = c.group
			p.rows.Add(widgets.PadAll(6, 10, 2, 10, widgets.NewText(groupTitle(group), theme.Muted, 10.5).Bold()))
		}
		l := newPaletteLine(p, i, c, a)
		p.lines = append(p.lines, l)
		p.rows.Add(l)
	}
	switch {
	case len(p.picked) > 0:
	case p.looks:
		p.rows.Add(widgets.Pad(12, widgets.Small(words.T("Looking …"))))
	default:
		p.rows.Add(widgets.Pad(12, widgets.Small(words.T("Nothing fits. Try a word of a command, a screen, a connection, a text or a number."))))
	}
	p.rows.Refresh()
	p.scroll.ScrollToTop()
	p.object.Refresh()
	p.choose(0)
}

func (p *palette) choose(i int) {
	if len(p.lines) == 0 {
		return
	}
	p.at = (i + len(p.lines)) % len(p.lines)
	for n, l := range p.lines {
		l.setOn(n == p.at)
	}
	l := p.lines[p.at]
	top, bottom := l.Position().Y, l.Position().Y+l.Size().Height
	switch {
	case top < p.scroll.Offset.Y:
		p.scroll.ScrollToOffset(fyne.NewPos(0, max(top-theme.Px(24), 0)))
	case bottom > p.scroll.Offset.Y+p.scroll.Size().Height:
		p.scroll.ScrollToOffset(fyne.NewPos(0, bottom-p.scroll.Size().Height))
	}
}

func (p *palette) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		p.choose(p.at + 1)
	case fyne.KeyUp:
		p.choose(p.at - 1)
	case fyne.KeyEscape:
		p.hide()
	default:
		return false
	}
	return true
}

func (p *palette) run() {
	if p.at < len(p.picked) {
		p.pick(p.at)
	}
}

func (p *palette) pick(i int) {
	c := p.picked[i]
	p.hide()
	c.run()
}

// choices are what the palette can offer now.
func (s *Shell) choices() []choice {
	var out []choice
	for _, k := range commands() {
		if k.offered(s) && !k.finds {
			out = append(out, choice{group: groupDo, name: k.name, keys: keyWords(k), run: func() { k.do(s) }})
		}
	}
	for i, r := range s.rows {
		keys := ""
		if i < 9 {
			keys = fmt.Sprintf("Ctrl+%d", i+1)
		}
		out = append(out, choice{group: groupGo, name: r.label, hint: words.T("screen"), keys: keys, to: r.name, run: func() { s.Open(r.name) }})
	}
	out = append(out, s.pages()...)
	for _, l := range s.numbers.status.Links {
		add := func(group, name, hint string, run func()) {
			out = append(out, choice{group: group, name: name, hint: words.T("connection · %s", hint), link: true, to: Connections, run: run})
		}
		word, _ := linkLine(l, time.Now())
		enable := func(name string, do func(context.Context, string) error) {
			add(groupDo, name, word, func() {
				s.Go(func() func() {
					err := do(context.Background(), l.Name)
					return func() {
						if err != nil {
							s.Toast(gateway.Event{Severity: gateway.Severe, Link: l.Name, Text: name + ": " + words.Error(err)})
						}
					}
				})
			})
		}
		switch {
		case l.Server && l.State == gateway.LinkOff:
			enable(words.T("Listen: %s", l.Name), s.Engine.Connect)
		case l.Server:
			enable(words.T("Stop listening: %s", l.Name), s.Engine.Disconnect)
		case l.State == gateway.LinkOff || l.State == gateway.LinkRefused:
			enable(words.T("Connect %s", l.Name), s.Engine.Connect)
		default:
			enable(words.T("Disconnect %s", l.Name), s.Engine.Disconnect)
		}
		if l.State == gateway.LinkWaiting {
			add(groupDo, words.T("Try %s now", l.Name), word, func() { s.Engine.RetryNow(l.Name) })
		}
		if !l.Server {
			add(groupDo, words.T("Test %s", l.Name), word, func() {
				s.Open(Connections)
				if v, ok := s.built[Connections].(interface{ TestClient(string) }); ok {
					v.TestClient(l.Name)
				}
			})
			add(groupGo, words.T("Edit %s", l.Name), word, func() { s.EditConnection(l.Name) })
		}
	}
	return append(out,
		choice{group: groupGo, name: words.T("Ways to begin"), hint: words.T("Overview"), to: Overview, run: s.begin},
		choice{group: groupDo, name: words.T("Add a connection"), to: Connections, run: s.NewConnection},
		making[interface{ AddServer() }](s, words.T("Add listener"), Connections, func(v interface{ AddServer() }) { v.AddServer() }),
		making[interface{ AddAccount() }](s, words.T("Let an application in"), Connections, func(v interface{ AddAccount() }) { v.AddAccount() }),
		making[interface{ NewCampaign() }](s, words.T("New campaign"), Campaigns, func(v interface{ NewCampaign() }) { v.NewCampaign() }),
		making[adder](s, words.T("New contact"), Contacts, adder.Add),
		making[adder](s, words.T("New rule"), AutoReplies, adder.Add),
		making[adder](s, words.T("Add rule"), Routing, adder.Add),
		choice{group: groupDo, name: words.T("Write to …"), hint: words.T("an empty composer"), to: Outbox, run: func() { s.Compose(compose.Draft{}) }})
}

// adder makes what its screen lists.
type adder interface{ Add() }

// making is something that a screen makes, from anywhere.
func making[T any](s *Shell, name, screen string, do func(T)) choice {
	return choice{group: groupDo, name: name, hint: s.rows[indexOf(s.rows, screen)].label, to: screen, run: func() {
		s.Open(screen)
		if v, ok := s.built[screen].(T); ok {
			do(v)
		}
	}}
}

// pages are those of the settings, which have no key of their own.
func (s *Shell) pages() (out []choice) {
	for _, p := range settings.Pages() {
		out = append(out, choice{group: groupGo, name: p, hint: words.T("Settings"), to: Settings, run: func() { s.openPage(p) }})
	}
	return out
}

// begin shows the ways to begin.
func (s *Shell) begin() {
	s.Open(Overview)
	if v, ok := s.built[Overview].(interface{ Begin() }); ok {
		v.Begin()
	}
}

// openPage opens a page of the settings.
func (s *Shell) openPage(name string) {
	s.Open(Settings)
	if v, ok := s.built[Settings].(interface{ OpenPage(string) }); ok {
		v.OpenPage(name)
	}
}

// messageChoice is a message that was found.
func (s *Shell) messageChoice(m gateway.Message) choice {
	other, screen := m.To, Outbox
	if m.Direction == gateway.In {
		other, screen = m.From, Inbox
	}
	return choice{group: groupFound, name: gateway.Clean(other.Show()), hint: words.Of(m.State.String()) + " · " + gateway.Clean(m.Text), to: screen, run: func() { s.pick(screen, m.ID) }}
}

// pick opens a screen at a message.
func (s *Shell) pick(screen string, id int64) {
	s.Open(screen)
	if v, ok := s.built[screen].(interface{ Pick(id int64) }); ok {
		v.Pick(id)
	}
}

// OpenMessage opens the outbox at a message.
func (s *Shell) OpenMessage(id int64) { s.pick(Outbox, id) }

// contactChoice is a contact that was found: choosing it writes to it.
func (s *Shell) contactChoice(c gateway.Contact) choice {
	return choice{group: groupFound, name: gateway.Clean(c.Name), hint: words.T("write to %s", gateway.Clean(c.Number)), to: Contacts, run: func() { s.Compose(compose.Draft{To: c.Number}) }}
}

// icon is that of the screen which a choice leads to.
func (s *Shell) icon(c choice) fyne.Resource {
	if i := indexOf(s.rows, c.to); i >= 0 {
		return s.rows[i].icon
	}
	return fyneTheme.NavigateNextIcon()
}

// paletteLine is one row.
type paletteLine struct {
	widget.BaseWidget
	p       *palette
	i       int
	on      bool
	ground  *widgets.Surface
	icon    *widgets.Icon
	res     fyne.Resource
	enter   *widgets.Text // says that Enter runs this one
	content fyne.CanvasObject
}

func newPaletteLine(p *palette, i int, c choice, a asked) *paletteLine {
	name := widgets.HBox(0)
	for _, x := range a.marked(c.name) {
		t := widgets.Body(x.text)
		if x.matched {
			t = widgets.NewText(x.text, theme.Primary, 13).Bold()
		}
		name.Add(t)
	}
	l := &paletteLine{p: p, i: i}
	right := widgets.HBox(8)
	if c.keys != "" {
		right.Add(widgets.NewKeys(c.keys))
	}
	l.enter = widgets.NewText("⏎", theme.Primary, 13)
	l.enter.Hide()
	right.Add(widgets.VMid(l.enter))
	l.res = p.s.icon(c)
	l.icon = widgets.NewIcon(l.res, theme.Muted, 16)
	left := widgets.HBox(10, widgets.Centered(l.icon), widgets.VMid(name))
	l.content = widgets.PadXY(10, 0, widgets.Border(nil, nil, left, right, widgets.PadXY(12, 0, widgets.VMid(widgets.Small(c.hint).Elide()))))
	l.ground = widgets.NewSurface(theme.Surface, widgets.Fixed(0, paletteRow, l.content)).Rounded(6)
	l.ExtendBaseWidget(l)
	return l
}

func (l *paletteLine) setOn(on bool) {
	if l.on == on {
		return
	}
	l.on = on
	fill, ink := theme.Surface, theme.Muted
	if on {
		fill, ink = theme.Row, theme.Primary
	}
	l.icon.Set(l.res, ink)
	l.enter.Hidden = !on
	l.ground.SetFill(fill)
	l.ground.Refresh()
}

// Tapped implements fyne.Tappable.
func (l *paletteLine) Tapped(*fyne.PointEvent) { l.p.pick(l.i) }

// MouseIn, MouseMoved and MouseOut implement desktop.Hoverable.
func (l *paletteLine) MouseIn(*desktop.MouseEvent)    {}
func (l *paletteLine) MouseMoved(*desktop.MouseEvent) { l.p.choose(l.i) }
func (l *paletteLine) MouseOut()                      {}

// CreateRenderer implements fyne.Widget.
func (l *paletteLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.ground) }
