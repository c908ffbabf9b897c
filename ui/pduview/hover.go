package pduview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// hoverCard explains the field under the pointer.
type hoverCard struct {
	*widgets.Surface
	name   *widgets.Text
	place  *widgets.Text
	now    *widgets.Lines
	rule   *widgets.Lines
	values []*widgets.Text
	list   *fyne.Container
}

const (
	hoverWidth  = 380
	hoverValues = 7
)

func newHoverCard() *hoverCard {
	h := &hoverCard{name: widgets.NewText("", theme.Text, 12.5).Mono().Bold().Elide(), place: widgets.Small(""),
		now: widgets.NewLines("", theme.Text, 12, 2), rule: widgets.NewLines("", theme.Muted, 11.5, 3), list: widgets.VBox(2)}
	for range hoverValues {
		t := widgets.NewText("", theme.Text, 11.5).Mono().Elide()
		h.values = append(h.values, t)
		h.list.Add(t)
	}
	body := widgets.VBox(6, widgets.Border(nil, nil, nil, h.place, h.name), h.now, h.list, h.rule)
	h.Surface = widgets.NewSurface(theme.Surface, widgets.PadXY(12, 10, body)).Rounded(6).Stroked(theme.InputLine)
	h.Hide()
	return h
}

// show explains a line. The card stands in the lower right corner of an area,
// where it covers neither the line nor, as a rule, its octets; a line that lies
// there has it above itself.
func (h *hoverCard) show(n Node, row fyne.Position, area fyne.Size) {
	h.name.Set(n.Name)
	h.place.Set(placeWords(n.Row))
	h.now.SetColored(join(clip(n.Value, 80), clip(n.Meaning, 200)), theme.Text)
	h.now.Hidden = h.now.Text() == ""
	h.now.Fit(theme.Px(hoverWidth - 24))
	h.rule.SetColored(ruleWords(n.Row), theme.Muted)
	h.rule.Fit(theme.Px(hoverWidth - 24))
	list := valueWords(n.Row)
	for i, t := range h.values {
		if i >= len(list) {
			t.Hide()
			continue
		}
		ink := theme.Muted
		if list[i].now {
			ink = theme.Primary
		}
		t.SetColored(list[i].text, ink)
		t.Show()
	}
	h.list.Hidden = len(list) == 0
	size := fyne.NewSize(theme.Px(hoverWidth), h.MinSize().Height)
	gap := theme.Px(12)
	at := fyne.NewPos(area.Width-size.Width-gap, area.Height-size.Height-gap)
	if row.X+theme.Px(300) > at.X && row.Y > at.Y-theme.Px(30) {
		at.Y = row.Y - size.Height - gap
	}
	h.Move(fyne.NewPos(max(0, at.X), max(0, at.Y)))
	h.Resize(size)
	h.Show()
	h.Refresh()
}

// ruleWords say what may be in a field and where versions differ.
func ruleWords(r smpp.Row) string {
	s := r.Rule
	if s != "" {
		s = words.T("May be: %s", s)
	}
	if r.Note != "" {
		s = join(s, r.Note)
	}
	if s == "" {
		s = words.T("The specification sets no rule beyond its size.")
	}
	return s
}

// valueLine is one value that a field can have.
type valueLine struct {
	text string
	now  bool
}

// valueWords list the values of an enumeration, the one in force among them.
func valueWords(r smpp.Row) (out []valueLine) {
	enum := enumOf(r.Name)
	now, ok := number(r.Raw)
	if enum == "" || !ok {
		return nil
	}
	have := -1
	for v := range smpp.Values() {
		if v.Enum != enum || v.Text != "" || v.Last != 0 {
			continue
		}
		meaning := v.Meaning
		if meaning == "" {
			meaning = v.Name
		}
		line := valueLine{fmt.Sprintf("%-4d %s", v.Value, clip(meaning, 60)), uint64(v.Value) == now}
		if line.now {
			have = len(out)
		}
		out = append(out, line)
	}
	if len(out) > hoverValues {
		from := min(max(0, have-hoverValues/2), len(out)-hoverValues)
		out = out[from : from+hoverValues]
	}
	return out
}

func number(raw any) (uint64, bool) {
	switch n := raw.(type) {
	case uint32:
		return uint64(n), true
	case uint64:
		return n, true
	}
	return 0, false
}

func enumOf(name string) string {
	for _, f := range smpp.Fields() {
		if f.String() == name {
			return f.Info().Enum
		}
	}
	for t := range smpp.TLVTable() {
		if t.Name == name {
			return t.Enum
		}
	}
	return ""
}
