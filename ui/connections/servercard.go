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

func (v *View) serverCard(s gateway.ServerConfig, l gateway.LinkStatus) fyne.CanvasObject {
	line := widgets.Small("")
	v.live = append(v.live, func(st gateway.Status, now time.Time) {
		l, _ := st.Link(s.Name)
		l = Since(l, v.changes)
		line.Set(join(words.T("%s for %s", StateWord(l), Span(now.Sub(l.Since), l.Since.IsZero())), words.N(len(l.Sessions), "%s session", "%s sessions"),
			words.N(int64(l.Received), "%s request answered", "%s requests answered")))
	})
	body := widgets.VBox(8, line)
	if !l.CertUntil.IsZero() {
		cert := widgets.NewLines("", theme.Muted, 11.5, 2)
		v.live = append(v.live, func(st gateway.Status, now time.Time) {
			l, _ := st.Link(s.Name)
			text, grade := CertWords(l.CertUntil, now)
			cert.SetColored(text, certColor(grade))
		})
		body.Add(cert)
	}
	body.Add(widgets.Flow(392, 16, v.history(s.Name, false)))
	if t := trouble(l); t != nil {
		body.Add(t)
	}
	rows := widgets.VBox(0)
	for _, x := range firstOf(l.Sessions) {
		rows.Add(v.sessionRow(s.Name, x.Account, x, &v.live))
	}
	if more := len(l.Sessions) - maxRows; more > 0 {
		rows.Add(widgets.Small(words.N(more, "and %s session more", "and %s sessions more")))
	}
	for _, x := range firstOf(l.Shut) {
		rows.Add(v.shutRow(s.Name, x))
	}
	if more := len(l.Shut) - maxRows; more > 0 {
		rows.Add(widgets.Small(words.N(more, "and %s more address that may not bind", "and %s more addresses that may not bind")))
	}
	body.Add(rows)
	toggle := widgets.NewButton(words.T("Stop listening"), nil, widgets.Plain, func() { v.command(s.Name, words.T("Stop##listening"), v.deps.Engine.Disconnect) })
	if l.State == gateway.LinkOff || l.State == gateway.LinkFailed {
		toggle = widgets.NewButton(words.T("Listen"), nil, widgets.Plain, func() { v.command(s.Name, words.T("Listen"), v.deps.Engine.Connect) })
	}
	address := s.Listen
	if l.State.Up() && l.Address != "" {
		address = l.Address // port 0 is one that the system chose
	}
	if s.TLSCert != "" {
		address += " · TLS"
	}
	outbind := widgets.NewButton(words.T("Ask an application to bind…"), nil, widgets.Plain, func() { v.askToBind(s.Name) })
	outbind.SetDisabled(!l.State.Up())
	return card(cardHead(s.Name, address, l), body,
		widgets.NewButton(words.T("Edit"), fyneTheme.DocumentCreateIcon(), widgets.Ghost, func() { v.show(newServerPage(v, s, false)) }),
		widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, func() { v.deleteServer(s.Name) }),
		toggle, widgets.NewButton(words.T("Accounts"), fyneTheme.AccountIcon(), widgets.Plain, func() { v.ShowAccounts("") }), outbind)
}
