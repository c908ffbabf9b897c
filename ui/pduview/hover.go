package pduview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// hoverCard explains the field under the pointer.
type hoverCard struct {
	*widgets.Surface
	plain  *widgets.Text // what the field is for
	name   *widgets.Text
	place  *widgets.Text
	now    *widgets.Lines
	rule   *widgets.Lines
	remark *widgets.Lines
	values []*widgets.Text
	list   *fyne.Container
	each   *fyne.Container // what each version says
	line   fyne.CanvasObject
	pinned bool // it was asked for by a key: the pointer does not take it away
}

const (
	hoverWidth  = 380
	hoverText   = hoverWidth - 24
	hoverValues = 7
	tagsWidth   = 30 // of the tag of a version
)

func newHoverCard() *hoverCard {
	h := &hoverCard{plain: widgets.NewText("", theme.Text, 13).Bold().Elide(), name: widgets.NewText("", theme.Muted, 12).Mono().Elide(), place: widgets.Small(""),
		now: widgets.NewLines("", theme.Text, 12, 2), rule: widgets.NewLines("", theme.Text, 11.5, 2),
		remark: widgets.NewLines("", theme.Muted, 11.5, 3), list: widgets.VBox(2), each: widgets.VBox(4), line: widgets.HLine()}
	for range hoverValues {
		t := widgets.NewText("", theme.Text, 11.5).Mono().Elide()
		h.values = append(h.values, t)
		h.list.Add(t)
	}
	body := widgets.VBox(6, widgets.Border(nil, nil, nil, h.place, h.plain), h.name, h.now, h.list, h.rule, h.line, h.each, h.remark)
	h.Surface = widgets.NewSurface(theme.Surface, widgets.PadXY(12, 10, body)).Rounded(6).Stroked(theme.InputLine)
	h.Hide()
	return h
}

// show explains a line of a PDU of a version. The card stands in the lower right
// corner of an area, where it covers neither the line nor its octets; what lies there
// has it above itself.
func (h *hoverCard) show(n Node, v smpp.Version, row, octets fyne.Position, area fyne.Size) {
	plain := smpp.PlainName(n.Name)
	shown(h.name, plain != "")
	h.name.Set(n.Name)
	if plain == "" {
		plain = n.Name
	}
	h.plain.Set(plain)
	h.place.Set(placeWords(n.Row))
	text := func(l *widgets.Lines, s string, ink fyne.ThemeColorName) {
		l.SetColored(s, ink)
		l.Hidden = s == ""
		l.Fit(theme.Px(hoverText))
	}
	text(h.now, join(clip(n.Value, 80), clip(n.Meaning, 200)), theme.Text)
	text(h.rule, ruleWords(n.Row), theme.Text)
	text(h.remark, n.Remark, theme.Muted)
	h.showVersions(n.Row, v)
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
	if h.MinSize().Height > area.Height {
		h.list.Hide() // what the value in force means stands above
	}
	size := fyne.NewSize(theme.Px(hoverWidth), h.MinSize().Height)
	gap := theme.Px(12)
	at := fyne.NewPos(area.Width-size.Width-gap, area.Height-size.Height-gap)
	if row.X+theme.Px(300) > at.X && row.Y > at.Y-theme.Px(30) {
		at.Y = row.Y - size.Height - gap
	}
	if octets.X+theme.Px(20) > at.X && octets.Y+theme.Px(20) > at.Y { // 0: they are not seen
		at.Y = min(at.Y, octets.Y-size.Height-gap)
	}
	h.Move(fyne.NewPos(max(0, at.X), max(0, at.Y)))
	h.Resize(size)
	h.Show()
	h.Refresh()
}

// hide takes the card away.
func (h *hoverCard) hide() {
	h.pinned = false
	h.Hide()
}

// showVersions writes what each version says of a field, the one in force in
// colour; versions that agree share a line.
func (h *hoverCard) showVersions(r smpp.Row, now smpp.Version) {
	h.each.Objects = nil
	for i := 0; i < len(r.Versions); {
		first := r.Versions[i]
		tags := widgets.HBox(4)
		width := float32(-4)
		for ; i < len(r.Versions) && r.Versions[i].Words == first.Words; i++ {
			ink := theme.Muted
			if r.Versions[i].Version == now {
				ink = theme.Primary
			}
			tags.Add(widgets.Fixed(tagsWidth, 0, widgets.NewTag(r.Versions[i].Version.String(), ink)))
			width += tagsWidth + 4
		}
		ink := theme.Text
		if !first.There {
			ink = theme.Muted
		}
		words := widgets.NewLines(first.Words, ink, 11.5, 3)
		words.Fit(theme.Px(hoverText - width - 8))
		h.each.Add(widgets.Border(nil, nil, widgets.PadAll(0, 8, 0, 0, container.NewVBox(tags)), nil, words))
	}
	h.each.Hidden = len(r.Versions) == 0
	shown(h.line, len(r.Versions) > 0 || r.Remark != "")
}

// ruleWords say what may be in a field.
func ruleWords(r smpp.Row) string {
	if r.Rule == "" {
		return words.T("The specification sets no rule beyond its size.")
	}
	return words.T("May be: %s", r.Rule)
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
