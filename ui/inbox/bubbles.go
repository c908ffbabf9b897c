package inbox

import (
	"strings"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// bubble draws one entry: at the left what came, at the right what went.
func (t *thread) bubble(b Bubble) fyne.CanvasObject {
	if b.Rule != "" {
		color := theme.Muted
		if b.New {
			color = theme.Primary
		}
		return rule(b.Rule, color)
	}
	m := b.Message
	most := min(max((t.width-theme.Px(32))*0.66, theme.Px(180)), theme.Px(560))
	text := t.text(m, most)
	if hint := t.fonts.Hint(m.Text); hint != "" {
		for _, l := range widgets.Wrap(hint, most, theme.Px(11), fyne.TextStyle{}, maxLines) {
			text.Add(widgets.NewText(l, theme.Muted, 11))
		}
	}
	fill := theme.ButtonFill
	if m.Direction == gateway.Out {
		fill = theme.Row
	}
	ground := &tapBubble{menu: func(at fyne.Position) { t.menu(m, at) }, body: widgets.NewSurface(fill, widgets.PadXY(12, 8, text)).Rounded(9)}
	ground.ExtendBaseWidget(ground)
	meta := widgets.HBox(6, widgets.NewText(b.Meta, theme.Muted, 11))
	if b.State != "" {
		icon, color := fyneTheme.ConfirmIcon(), theme.Info
		switch {
		case b.Good:
			color = theme.Good
		case b.Bad:
			icon, color = fyneTheme.ErrorIcon(), theme.Bad
		case m.State != gateway.Accepted:
			icon, color = fyneTheme.HistoryIcon(), theme.Muted
		}
		meta.Add(widgets.HBox(3, widgets.VMid(widgets.NewIcon(icon, color, 13)), widgets.NewText(b.State, color, 11)))
	}
	if m.Direction == gateway.Out {
		out := widgets.VBox(3, widgets.HBox(0, widgets.Spacer(), ground), widgets.HBox(0, widgets.Spacer(), meta))
		if b.Why != "" {
			why := widgets.Cut(b.Why, most, theme.Px(11), fyne.TextStyle{})
			out.Add(widgets.HBox(0, widgets.Spacer(), widgets.NewText(why, theme.Bad, 11)))
		}
		return out
	}
	return widgets.VBox(3, widgets.HBox(0, ground, widgets.Spacer()), widgets.HBox(0, meta, widgets.Spacer()))
}

// tapBubble is a bubble with a menu.
type tapBubble struct {
	widget.BaseWidget
	menu func(fyne.Position)
	body fyne.CanvasObject
}

// Tapped and TappedSecondary open the menu.
func (b *tapBubble) Tapped(e *fyne.PointEvent)          { b.menu(e.AbsolutePosition) }
func (b *tapBubble) TappedSecondary(e *fyne.PointEvent) { b.menu(e.AbsolutePosition) }

// CreateRenderer implements fyne.Widget.
func (b *tapBubble) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.body) }

// text is a message's text as wide as it needs, at most so many pixels.
func (t *thread) text(m gateway.Message, most float32) *fyne.Container {
	box := widgets.VBox(2)
	for _, p := range Pieces(m) {
		if p.Gap {
			box.Add(t.gap(m.ID, p))
			continue
		}
		fromRight := widgets.FromRight(p.Text)
		for _, l := range widgets.Wrap(strings.TrimSpace(p.Text), most, theme.Px(13), fyne.TextStyle{}, maxLines) {
			line := widgets.NewText(l, theme.Text, 13).From(fromRight)
			if fromRight {
				line.Right()
			}
			box.Add(line)
		}
	}
	return box
}

// gap stands in a text where a part of it is missing.
func (t *thread) gap(id int64, p Piece) fyne.CanvasObject {
	icon := widgets.VMid(widgets.NewIcon(fyneTheme.HistoryIcon(), theme.Warn, 15))
	lines := widgets.VBox(0, widgets.NewText(p.Text, theme.Warn, 12), widgets.NewText(p.Hope, theme.Muted, 11))
	came := widgets.VMid(widgets.NewButton(words.T("Show what came"), nil, widgets.Link, func() { t.details(id) }))
	return widgets.PadXY(0, 2, widgets.NewSurface(theme.Warn, widgets.PadXY(10, 4, widgets.HBox(10, icon, lines, came))).Soft(0x18).Rounded(5).Stroked(theme.Warn))
}

// maxLines is what a bubble shows; the menu copies the whole.
const maxLines = 60

// rule is a line across with a word in its middle.
func rule(word string, color fyne.ThemeColorName) fyne.CanvasObject {
	text := widgets.NewText(word, color, 11.5)
	line := func() fyne.CanvasObject { return widgets.VMid(widgets.HLine()) }
	return widgets.Cols(10, []float32{0, text.MinSize().Width / theme.Px(1), 0}, line(), text, line())
}
