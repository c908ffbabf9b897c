package connections

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

func (v *View) accountList(c gateway.Config, st gateway.Status) fyne.CanvasObject {
	rows := widgets.VBox(0)
	const folds = 860 // below, the buttons of an account stand under its facts
	widths := []float32{0, 100, 76, 84, 0}
	heads := widgets.Cols(10, widths, widgets.Small(words.T("Account")).Elide(), widgets.Small(words.T("State")).Elide(), widgets.Small(words.T("Sessions")).Elide(), widgets.Small(words.T("Rate limit")).Elide(), widgets.Small(words.T("May come from")).Elide())
	rows.Add(widgets.PadXY(16, 7, widgets.Beside(folds, heads, widgets.Fixed(352, 0, widgets.Spacer()))))
	for _, a := range c.Accounts {
		live := AccountSessions(st, a.SystemID)
		word, color := words.T("Away"), theme.Muted
		switch {
		case !a.Enabled:
			word, color = words.T("Disabled"), theme.Bad
		case len(live) > 0:
			word, color = words.T("Bound"), theme.Good
		}
		from := words.T("this computer")
		if len(a.AllowFrom) > 0 {
			from = a.AllowFrom[0]
			if more := len(a.AllowFrom) - 1; more > 0 {
				from = words.T("%s and %d more", from, more)
			}
		}
		rate := words.T("none##rate limit")
		if a.Rate > 0 {
			rate = words.T("%s /s", words.Decimal(a.Rate, -1))
		}
		back := widgets.NewButton(words.T("A phone is back…"), nil, widgets.Ghost, func() { v.phoneIsBack(a.SystemID) })
		back.SetDisabled(len(live) == 0)
		buttons := widgets.HBox(0, widgets.NewButton(words.T("Hand over…"), nil, widgets.Ghost, func() { v.handOver(a) }), back, widgets.NewButton(words.T("Edit"), nil, widgets.Ghost, func() { v.show(newAccountPage(v, a, false)) }), widgets.NewButton(words.T("Delete"), nil, widgets.Ghost, func() { v.deleteAccount(a.SystemID) }))
		rows.Add(widgets.HLine())
		facts := widgets.Cols(10, widths, widgets.NewText(a.SystemID, theme.Text, 12.5).Mono().Elide(), leftPill(word, color), widgets.Body(words.T("%d of %d", len(live), a.MaxBinds)).Elide(), widgets.Body(rate).Elide(), widgets.Body(from).Elide())
		rows.Add(widgets.PadXY(16, 4, widgets.Beside(folds, facts, rightHalf(352, buttons))))
	}
	if len(c.Accounts) == 0 {
		rows.Add(widgets.HLine())
		rows.Add(widgets.Pad(14, widgets.Small(words.T("No account yet: no application can bind. Add one for each application."))))
	}
	head := widgets.HBox(8, section(words.T("ACCOUNTS"), words.N(len(c.Accounts), "%s account", "%s accounts")), widgets.Spacer(),
		widgets.NewButton(words.T("Open"), fyneTheme.AccountIcon(), widgets.Ghost, func() { v.ShowAccounts("") }))
	return widgets.VBox(4, head, widgets.NewSurface(theme.Surface, rows).Rounded(8).Stroked(theme.Line))
}

// rightHalf puts an object at the right of a width, or of what it needs.
func rightHalf(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Fixed(width, 0, widgets.HBox(0, widgets.Spacer(), o))
}

func leftPill(word string, c fyne.ThemeColorName) fyne.CanvasObject {
	return widgets.HBox(0, widgets.Centered(widgets.NewPill(word, c)), widgets.Spacer())
}
