package connections

import (
	"fmt"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

func (v *View) accountList(c gateway.Config, st gateway.Status) fyne.CanvasObject {
	rows := widgets.VBox(0)
	widths := []float32{0, 100, 76, 84, 0, 352}
	rows.Add(widgets.Fixed(0, 30, widgets.PadXY(16, 0, widgets.VMid(widgets.Cols(10, widths, widgets.Small("Account"), widgets.Small("State"), widgets.Small("Sessions"), widgets.Small("Rate limit"), widgets.Small("May come from"), widgets.Small(""))))))
	for _, a := range c.Accounts {
		live := AccountSessions(st, a.SystemID)
		word, color := "Away", theme.Muted
		switch {
		case !a.Enabled:
			word, color = "Disabled", theme.Bad
		case len(live) > 0:
			word, color = "Bound", theme.Good
		}
		from := "this computer"
		if len(a.AllowFrom) > 0 {
			from = fmt.Sprint(a.AllowFrom[0])
			if len(a.AllowFrom) > 1 {
				from += fmt.Sprintf(" and %d more", len(a.AllowFrom)-1)
			}
		}
		rate := "none"
		if a.Rate > 0 {
			rate = fmt.Sprintf("%g /s", a.Rate)
		}
		back := widgets.NewButton("A phone is back…", nil, widgets.Ghost, func() { v.phoneIsBack(a.SystemID) })
		back.SetDisabled(len(live) == 0)
		buttons := widgets.HBox(0, widgets.Spacer(), widgets.NewButton("Hand over…", nil, widgets.Ghost, func() { v.handOver(a) }), back, widgets.NewButton("Edit", nil, widgets.Ghost, func() { v.show(newAccountPage(v, a, false)) }), widgets.NewButton("Delete", nil, widgets.Ghost, func() { v.deleteAccount(a.SystemID) }))
		rows.Add(widgets.HLine())
		rows.Add(widgets.Fixed(0, 36, widgets.PadXY(16, 0, widgets.VMid(widgets.Cols(10, widths, widgets.NewText(a.SystemID, theme.Text, 12.5).Mono().Elide(), leftPill(word, color),
			widgets.Body(fmt.Sprintf("%d of %d", len(live), a.MaxBinds)), widgets.Body(rate), widgets.Body(from).Elide(), buttons)))))
	}
	if len(c.Accounts) == 0 {
		rows.Add(widgets.HLine())
		rows.Add(widgets.Pad(14, widgets.Small("No account yet: no application can bind. Add one for each application.")))
	}
	return widgets.VBox(8, section("ACCOUNTS", gateway.Plural(len(c.Accounts), "account")), widgets.NewSurface(theme.Surface, rows).Rounded(8).Stroked(theme.Line))
}

func leftPill(word string, c fyne.ThemeColorName) fyne.CanvasObject {
	return widgets.HBox(0, widgets.Centered(widgets.NewPill(word, c)), widgets.Spacer())
}
