package connections

import (
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// listeners are the cards of where applications connect, with one to add another.
func (p *accountsPage) listeners(cfg gateway.Config) fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for _, s := range cfg.Servers {
		l, _ := p.status.Link(s.Name)
		cards = append(cards, p.listener(s, l))
	}
	add := widgets.NewButton(words.T("Add listener"), fyneTheme.ContentAddIcon(), widgets.Ghost, func() { p.v.below = p; p.v.AddServer() })
	cards = append(cards, widgets.HBox(0, widgets.Centered(add), widgets.Spacer()))
	return widgets.Flow(320, 12, cards...)
}

func (p *accountsPage) listener(s gateway.ServerConfig, l gateway.LinkStatus) fyne.CanvasObject {
	address := s.Listen
	if l.State.Up() && l.Address != "" {
		address = l.Address
	}
	tag, color := words.T("plain##without TLS"), theme.Muted
	if s.TLSCert != "" {
		tag, color = "TLS "+s.TLSMin+"+", theme.Good // that version, and newer ones
	}
	first := widgets.Tagged(8, widgets.NewText(address, theme.Text, 12.5).Mono().Elide(), widgets.NewTag(tag, color))
	state := StateWord(l)
	if l.Error != "" && !l.State.Up() {
		state = words.Said(l.Error)
	}
	_, grade := CertWords(l.CertUntil, time.Now())
	second := widgets.Border(nil, nil, nil, widgets.NewText(CertLeft(l.CertUntil, time.Now()), certColor(grade), 11.5),
		widgets.NewText(join(s.Name, state, words.N(len(l.Sessions), "%s session", "%s sessions"), words.T("bind within %s", words.Span(s.SessionInit))), theme.Muted, 11.5).Elide())
	edit := widgets.NewButton("", fyneTheme.DocumentCreateIcon(), widgets.Ghost, func() { p.v.below = p; p.v.show(newServerPage(p.v, s, false)) })
	return widgets.NewSurface(theme.Surface, widgets.PadXY(14, 8, widgets.Cols(10, []float32{8, 0, 34}, widgets.VMid(widgets.NewDot(StateColor(l.State)).Object()),
		widgets.VBox(3, first, second), widgets.VMid(edit)))).Rounded(8).Stroked(theme.Line)
}
