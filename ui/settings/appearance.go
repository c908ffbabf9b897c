package settings

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Appearance is the look that is kept.
type Appearance struct {
	Mode theme.Mode
	Zoom int // per cent

	Language string // its code; "": the desktop's
	Tray     bool   // an icon in the desktop's tray; closing the window hides it then
}

// Zooms are the steps on offer, in per cent.
func Zooms() []int { return []int{80, 90, 100, 110, 125, 150, 175, 200} }

func modes() map[theme.Mode]string {
	return map[theme.Mode]string{theme.System: words.T("As the desktop##theme"), theme.Light: words.T("Light##theme"), theme.Dark: words.T("Dark##theme")}
}

// appearance is the page of the look.
type appearance struct {
	deps   Deps
	mode   *widgets.Select
	zoom   *widgets.Select
	tongue *widgets.Select
	tray   *widgets.Check
	body   fyne.CanvasObject
}

func newAppearance(d Deps) *appearance {
	a := &appearance{deps: d}
	looks := modes()
	a.mode = widgets.NewSelect([]string{looks[theme.System], looks[theme.Light], looks[theme.Dark]}, func(s string) {
		for m, w := range looks {
			if w == s {
				now := d.Shell.Appearance()
				now.Mode = m
				d.Shell.SetAppearance(now)
			}
		}
	})
	var zooms []string
	for _, z := range Zooms() {
		zooms = append(zooms, fmt.Sprintf("%d %%", z))
	}
	a.zoom = widgets.NewSelect(zooms, func(s string) {
		var z int
		if _, err := fmt.Sscanf(s, "%d", &z); err == nil {
			now := d.Shell.Appearance()
			now.Zoom = z
			d.Shell.SetAppearance(now)
		}
	})
	a.tongue = widgets.NewSelect(tongues(), func(s string) {
		now := d.Shell.Appearance()
		now.Language = tongueCode(s)
		d.Shell.SetAppearance(now)
		if kept := tongueName(d.Shell.Appearance().Language); kept != s && a.tongue.Selected() == s {
			a.tongue.SetSelected(kept) // it could not be shown
		}
	})
	a.tray = widgets.NewCheck(words.T("Close to the tray"), func(on bool) {
		if now := d.Shell.Appearance(); now.Tray != on {
			now.Tray = on
			d.Shell.SetAppearance(now)
		}
	})
	a.tray.Disable() // until the desktop says that it has one
	a.body = column(860, section(words.T("Appearance"),
		line(words.T("Theme"), words.T("Ctrl+Shift+T changes between light and dark."), a.mode),
		line(words.T("Zoom"), words.T("Text and everything around it. Ctrl+= and Ctrl+- change it too."), a.zoom),
		line(words.T("Language"), words.T("Of everything in this window. Messages, names and the notes on the protocol stay as they are."), a.tongue),
		line(words.T("Tray icon"), words.T("Closing the window hides it, and the icon brings it back. From the next start on; the desktop must have a tray."), a.tray)))
	return a
}

func (a *appearance) object() fyne.CanvasObject { return a.body }

func (a *appearance) shown() {
	now := a.deps.Shell.Appearance()
	a.mode.SetSelected(modes()[now.Mode])
	a.zoom.SetSelected(fmt.Sprintf("%d %%", now.Zoom))
	a.tongue.SetSelected(tongueName(now.Language))
	a.tray.SetChecked(now.Tray)
	a.deps.Shell.Go(func() func() {
		there := a.deps.Keeper.TrayThere()
		return func() {
			if there || now.Tray {
				a.tray.Enable() // what is on can be turned off anywhere
			} else {
				a.tray.Disable()
			}
		}
	})
}

// tongues are the languages on offer by their own names, the desktop's first.
func tongues() []string {
	out := []string{tongueName("")}
	for _, l := range words.Languages() {
		out = append(out, l.Name)
	}
	return out
}

func tongueName(code string) string {
	for _, l := range words.Languages() {
		if l.Code == code {
			return l.Name
		}
	}
	return words.T("As the desktop##language")
}

func tongueCode(name string) string {
	for _, l := range words.Languages() {
		if l.Name == name {
			return l.Code
		}
	}
	return ""
}

// numbers is the page of how numbers are typed.
type numbers struct {
	deps    Deps
	country *widgets.Field
	why     *widgets.Text
	save    *widgets.Button
	body    fyne.CanvasObject
}

func newNumbers(d Deps) *numbers {
	n := &numbers{deps: d, country: widgets.NewField(words.T("none##country")), why: widgets.NewText("", theme.Bad, 11.5)}
	n.save = widgets.NewButton(words.T("Save"), nil, widgets.Strong, n.store)
	n.country.OnChanged(func(string) { n.edited() })
	n.country.OnSubmit(n.store)
	n.body = column(860, section(words.T("Numbers and country"),
		line(words.T("Country"), words.T("Two letters such as DE or HU: numbers may then be typed as at home. Empty: numbers begin with +."), n.country),
		widgets.HBox(10, n.save, widgets.VMid(n.why))))
	return n
}

func (n *numbers) object() fyne.CanvasObject { return n.body }

func (n *numbers) shown() {
	n.country.SetText(n.deps.Engine.Config().General.Country)
	n.edited()
}

func (n *numbers) typed() string { return strings.ToUpper(strings.TrimSpace(n.country.Text())) }

func (n *numbers) edited() {
	n.why.Set("")
	n.country.SetInvalid(false)
	n.save.SetDisabled(n.typed() == n.deps.Engine.Config().General.Country)
}

func (n *numbers) store() {
	c := n.deps.Engine.Config()
	c.General.Country = n.typed()
	n.deps.Shell.Go(func() func() {
		err := n.deps.Engine.Apply(context.Background(), c)
		return func() {
			n.edited()
			if err != nil {
				n.why.Set(words.Error(err))
				n.country.SetInvalid(true)
				return
			}
			n.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Saved.")})
		}
	})
}
