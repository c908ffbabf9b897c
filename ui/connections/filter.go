package connections

import (
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Kind is how a link stands, as the chips above the cards sort them. Each link is
// of one kind beside AllLinks.
type Kind uint8

const (
	AllLinks Kind = iota
	UpLinks
	DownLinks // they try again by themselves
	WaitLinks // they wait for their user
	OffLinks
	kinds
)

// KindOf is the kind of a link.
func KindOf(l gateway.LinkStatus) Kind {
	switch l.State.Reach() {
	case gateway.ReachUp:
		return UpLinks
	case gateway.ReachOff:
		return OffLinks
	case gateway.ReachRefused:
		return WaitLinks
	}
	return DownLinks
}

// CountLinks counts links by kind.
func CountLinks(c gateway.Config, st gateway.Status) (n [kinds]int) {
	count := func(name string) {
		l, _ := st.Link(name)
		n[AllLinks]++
		n[KindOf(l)]++
	}
	for _, x := range c.Clients {
		count(x.Name)
	}
	for _, x := range c.Servers {
		count(x.Name)
	}
	return n
}

// sieve chooses the links that are shown: by their kind and by a search.
type sieve struct {
	kind   Kind
	chips  [kinds]*widgets.Chip
	find   *widgets.Field
	object fyne.CanvasObject
}

func newSieve(changed func()) *sieve {
	s := &sieve{find: widgets.NewField(words.T("Name, host or system id …"))}
	row := widgets.HBox(6)
	for k, x := range [kinds]struct {
		name  string
		color fyne.ThemeColorName
	}{{words.T("All##links"), theme.Muted}, {words.T("Up##links"), theme.Good}, {words.T("Down##links"), theme.Warn}, {words.T("Needs you"), theme.Bad}, {words.T("Off##links"), theme.Muted}} {
		s.chips[k] = widgets.NewChip(x.name, x.color, func() {
			s.chips[s.kind].SetOn(false)
			s.kind = Kind(k)
			s.chips[k].SetOn(true)
			changed()
		})
		row.Add(s.chips[k])
	}
	s.chips[AllLinks].SetOn(true)
	s.find.OnChanged(func(string) { changed() })
	s.object = widgets.Beside(640, row, widgets.Fixed(230, 0, s.find))
	return s
}

// show writes the counts.
func (s *sieve) show(n [kinds]int) {
	for k, c := range s.chips {
		c.SetCount(words.Number(int64(n[k])))
	}
}

// lets tells whether a link is shown; texts are what the search looks in.
func (s *sieve) lets(l gateway.LinkStatus, texts ...string) bool {
	want := strings.ToLower(strings.TrimSpace(s.find.Text()))
	return (s.kind == AllLinks || s.kind == KindOf(l)) && strings.Contains(strings.ToLower(strings.Join(texts, "\n")), want)
}

// narrowed tells whether some may be left out.
func (s *sieve) narrowed() bool { return s.kind != AllLinks || s.find.Text() != "" }
