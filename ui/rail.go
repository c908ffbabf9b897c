package ui

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/assets"
	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// rail is the column at the left: the screens and the links.
type rail struct {
	s      *Shell
	navs   map[string]*widgets.Nav
	groups []fyne.CanvasObject // headings, hidden when narrow
	brand  fyne.CanvasObject
	links  *fyne.Container
	lights fyne.CanvasObject // the links and the line above them
	cards  []*linkCard
	none   *widgets.Text
	more   int // links that have no card
	narrow bool
	object fyne.CanvasObject
}

// maxCards is how many links the rail shows before it says "and n more".
const maxCards = 6

func newRail(s *Shell) *rail {
	r := &rail{s: s, navs: map[string]*widgets.Nav{}}
	logo := canvas.NewImageFromResource(fyne.NewStaticResource("relay.png", assets.Icon()))
	logo.FillMode = canvas.ImageFillContain
	title := widgets.VBox(0, widgets.NewText("Relay", theme.Text, 14).Bold(), widgets.NewText(words.T("SMS gateway console"), theme.Muted, 10.5))
	r.brand = title
	name := &railName{s: s, body: widgets.PadAll(10, 0, 8, 4, widgets.HBox(9, widgets.Centered(widgets.Fixed(26, 26, logo)), title))}
	name.ExtendBaseWidget(name)
	top := widgets.VBox(2, name)
	foot := widgets.VBox(0)
	group := ""
	for _, row := range s.rows {
		nav := widgets.NewNav(row.icon, row.label, func() { s.Open(row.name) }).Telling(s)
		r.navs[row.name] = nav
		if row.group == groupFoot {
			foot.Add(nav)
			continue
		}
		if row.group != group {
			group = row.group
			head := widgets.PadAll(10, 0, 3, 10, widgets.NewText(words.Of(group), theme.Muted, 10).Bold())
			r.groups = append(r.groups, head)
			top.Add(head)
		}
		top.Add(nav)
	}
	r.none = widgets.Small(words.T("No connections yet"))
	r.links = widgets.VBox(2)
	r.lights = widgets.VBox(0, widgets.HLine(), widgets.PadXY(0, 6, r.links))
	bottom := widgets.VBox(0, r.lights, widgets.HLine(), widgets.PadXY(8, 5, foot))
	body := widgets.Border(nil, bottom, nil, nil, container.NewVScroll(widgets.PadXY(8, 0, top)))
	r.object = widgets.NewSurface(theme.Sunken, widgets.Border(nil, nil, nil, widgets.VLine(), body))
	return r
}

func (r *rail) setActive(name string) {
	for n, nav := range r.navs {
		nav.SetActive(n == name)
	}
}

// setNarrow shows icons and dots alone.
func (r *rail) setNarrow(on bool) {
	if r.narrow == on {
		return
	}
	r.narrow = on
	for _, n := range r.navs {
		n.SetNarrow(on)
	}
	for _, o := range append([]fyne.CanvasObject{r.brand}, r.groups...) {
		if on {
			o.Hide()
		} else {
			o.Show()
		}
	}
	r.cards, r.links.Objects = nil, nil
	r.show(r.s.numbers)
	r.object.Refresh()
}

// setLow leaves the links out where the screens have no room beside them; the
// status bar counts them.
func (r *rail) setLow(on bool) {
	if widgets.SetVisible(r.lights, !on) {
		r.object.Refresh()
	}
}

// show puts badges and links up to date.
func (r *rail) show(n numbers) {
	for _, row := range r.s.rows {
		if row.badge != nil {
			b := row.badge(n)
			r.navs[row.name].SetBadge(b.text, b.color)
		}
	}
	links, more := firstLinks(n.status.Links)
	if len(r.cards) != len(links) || len(r.links.Objects) == 0 && !(r.narrow && len(links) == 0) || r.more != more {
		r.cards, r.links.Objects, r.more = nil, nil, more
		for range links {
			c := newLinkCard(r.s, r.narrow)
			r.cards = append(r.cards, c)
			r.links.Add(c)
		}
		switch {
		case r.narrow && more > 0:
			r.links.Add(widgets.Small(fmt.Sprintf("+%d", more)).Center())
		case r.narrow:
		case len(links) == 0:
			r.links.Add(widgets.PadXY(14, 4, r.none))
		case more > 0:
			r.links.Add(widgets.PadXY(14, 2, widgets.Small(words.T("and %d more", more))))
		}
		r.links.Refresh()
		r.object.Refresh()
	}
	now := time.Now()
	for i, l := range links {
		r.cards[i].set(l, now)
	}
}

// firstLinks are the links that have room, in their order; where not all have,
// those in trouble come first.
func firstLinks(all []gateway.LinkStatus) (list []gateway.LinkStatus, more int) {
	if len(all) <= maxCards {
		return all, 0
	}
	list = slices.Clone(all)
	slices.SortStableFunc(list, func(a, b gateway.LinkStatus) int { return cmp.Compare(trouble(a), trouble(b)) })
	return list[:maxCards], len(all) - maxCards
}

// trouble is how far down a link stands: what wants to be up and is not, what is
// up, what is off.
func trouble(l gateway.LinkStatus) int {
	switch {
	case l.State == gateway.LinkOff:
		return 2
	case l.State.Up():
		return 1
	}
	return 0
}

// linkCard is one link in the rail: its light, name and what it does.
type linkCard struct {
	widget.BaseWidget
	s      *Shell
	dot    *widgets.Dot
	name   *widgets.Text
	line   *widgets.Text
	narrow bool
	body   fyne.CanvasObject
}

func newLinkCard(s *Shell, narrow bool) *linkCard {
	c := &linkCard{s: s, dot: widgets.NewDot(theme.Muted), name: widgets.NewText("", theme.Text, 12.5).Elide(), line: widgets.NewText("", theme.Muted, 10.5).Elide(), narrow: narrow}
	if narrow {
		c.body = widgets.Fixed(0, 16, c.dot.Object())
	} else {
		c.body = widgets.PadXY(10, 3, widgets.Cols(8, []float32{8, 0}, c.dot.Object(), widgets.VBox(0, c.name, c.line)))
	}
	c.ExtendBaseWidget(c)
	return c
}

func (c *linkCard) set(l gateway.LinkStatus, now time.Time) {
	text, color := linkLine(l, now)
	c.dot.SetFill(color)
	c.name.Set(l.Name)
	c.line.Set(text)
}

// Tapped opens the connections.
func (c *linkCard) Tapped(*fyne.PointEvent) { c.s.Open(Connections) }

// MouseIn says which link a dot alone is.
func (c *linkCard) MouseIn(*desktop.MouseEvent) {
	if c.narrow {
		c.s.Tip(c.name.Text()+" · "+c.line.Text(), c)
	}
}

// MouseMoved implements desktop.Hoverable.
func (c *linkCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it away.
func (c *linkCard) MouseOut() { c.s.Tip("", c) }

// Cursor shows that it can be tapped.
func (c *linkCard) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (c *linkCard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// railName is the program's name; a tap on it opens the menu of commands.
type railName struct {
	widget.BaseWidget
	s    *Shell
	body fyne.CanvasObject
}

// Tapped implements fyne.Tappable.
func (n *railName) Tapped(*fyne.PointEvent) { n.s.menu(fyne.NewPos(theme.Px(8), n.Size().Height)) }

// Cursor implements desktop.Cursorable.
func (n *railName) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (n *railName) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.body) }
