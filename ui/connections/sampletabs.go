package connections

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// sampleTabs puts the sheet first and a program for each language beside it.
func (v *View) sampleTabs(a gateway.Account, sheet fyne.CanvasObject) fyne.CanvasObject {
	tabs := container.NewAppTabs(container.NewTabItem(words.T("Sheet"), widgets.PadAll(8, 0, 0, 0, sheet)))
	for _, s := range Samples(v.deps.Engine.Config(), v.deps.Engine.Status(), a) {
		code := widget.NewTextGridFromString(s.Code)
		code.Scroll = fyne.ScrollNone
		foot := widgets.PadAll(10, 0, 0, 0, widgets.Border(nil, nil, nil, widgets.NewButton(words.T("Copy %s", s.Language), nil, widgets.Plain, func() {
			v.deps.Shell.Copy(s.Code)
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
		}), widgets.PadAll(0, 8, 0, 0, widgets.VMid(widgets.Small(words.T("Sends one message and prints its id. The password comes from the environment.")).Elide()))))
		tabs.Append(container.NewTabItem(s.Language, widgets.PadAll(8, 0, 0, 0, widgets.Border(nil, foot, nil, nil, container.NewScroll(code)))))
	}
	return tabs
}
