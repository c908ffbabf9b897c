package connections

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// shownTrials is how many earlier tests the page lists.
const shownTrials = 6

// verdict is a test's outcome in three lines.
func verdict(lines [3]string, c fyne.ThemeColorName) fyne.CanvasObject {
	icon := fyneTheme.ConfirmIcon()
	if c != theme.Good {
		icon = fyneTheme.ErrorIcon()
	}
	body := widgets.VBox(0, widgets.PadXY(8, 0, widgets.Title(sms.Clean(lines[0])).Elide()), widgets.NewParagraph(sms.Clean(lines[1])), widgets.NewQuiet(sms.Clean(lines[2])))
	return widgets.NewSurface(c, widgets.PadXY(16, 12, widgets.Cols(8, []float32{20, 0}, widgets.VBox(0, widgets.NewIcon(icon, c, 20)), body))).Soft(0x14).Rounded(8)
}

// causeCard ranks what may be wrong, each with what is known of it and what can
// be done.
func (d *doctor) causeCard(causes []Cause) fyne.CanvasObject {
	box := widgets.VBox(8, widgets.NewText(words.T("Most likely causes, in order"), theme.Text, 13).Bold())
	for i, c := range causes {
		odds := OddsWord(i, c)
		color := theme.Muted
		switch {
		case i == 0:
			color = theme.Bad
		case c.Odds >= 30:
			color = theme.Warn
		}
		buttons := widgets.HBox(6)
		for k, f := range c.Fixes {
			look := widgets.Plain
			if i == 0 && k == 0 {
				look = widgets.Strong
			}
			buttons.Add(widgets.NewButton(d.fixWords(f), nil, look, func() { d.fix(f) }))
		}
		var known fyne.CanvasObject
		if len(c.Evidence) > 0 {
			known = widgets.NewQuiet(sms.Clean(strings.Join(c.Evidence, " ")))
		}
		rank := widgets.Fixed(22, 22, widgets.NewSurface(color, widgets.Centered(widgets.NewText(fmt.Sprint(i+1), color, 12).Bold())).Soft(0x22).Rounded(11))
		box.Add(widgets.HLine())
		box.Add(widgets.Border(nil, nil, widgets.VBox(0, rank), nil, widgets.VBox(0,
			widgets.Border(nil, nil, nil, widgets.Centered(widgets.NewTag(odds, color)), widgets.PadXY(8, 0, widgets.VMid(widgets.NewText(c.Title, theme.Text, 13).Bold().Elide()))),
			widgets.Border(nil, nil, nil, widgets.PadAll(4, 0, 0, 8, widgets.VMid(buttons)), known))))
	}
	return widgets.NewCard(box)
}

func (d *doctor) fixWords(f Fix) string {
	switch f {
	case FixPassword:
		return words.T("Type it again")
	case FixSettings:
		return words.T("Edit")
	case FixRequest:
		return words.T("Copy request to provider")
	case FixPair:
		return words.T("Try TX + RX")
	case FixTRX:
		return words.T("Try transceiver")
	case FixV34:
		return words.T("Try SMPP %s", smpp.V34.String())
	case FixTLS:
		if d.client.TLS {
			return words.T("Try without TLS")
		}
		return words.T("Try with TLS")
	}
	return words.T("Test again")
}

// fix does what a button beside a cause says. A setting that is tried is not
// stored.
func (d *doctor) fix(f Fix) {
	c := d.client
	switch f {
	case FixPassword, FixSettings:
		d.edit(f)
		return
	case FixRequest:
		d.copy(d.scene.Request())
		return
	case FixAgain:
		d.v.testAs(c, d.tried)
		return
	case FixPair:
		c.Bind = gateway.BindPair
	case FixTRX:
		c.Bind = gateway.BindTransceiver
	case FixV34:
		c.Version = smpp.V34
	case FixTLS:
		c.TLS = !c.TLS
	}
	d.v.testAs(c, d.fixWords(f))
}

// edit opens the form of the link, or goes back to it.
func (d *doctor) edit(f Fix) {
	d.leave()
	if d.under == nil {
		d.v.EditClient(d.client.Name)
	}
	if p, ok := d.v.page.(interface{ FocusOn(fyne.Canvas, string) }); ok && f == FixPassword {
		p.FocusOn(d.v.deps.Shell.Canvas(), "password")
	}
}

// trialNote tells that a setting was tried that is not stored, and offers to
// store it when it helped.
func (d *doctor) trialNote(failed bool) fyne.CanvasObject {
	if failed {
		return note(words.T("%s: it did not help.", d.tried), words.T("The settings of the link are as they were."), theme.Warn)
	}
	text := widgets.VBox(0, widgets.NewParagraph(words.T("%s: it works.", d.tried)), widgets.NewQuiet(words.T("This was tried in the test alone; the settings of the link are as they were.")))
	_, stored := d.v.deps.Engine.Config().Client(d.client.Name)
	if d.under != nil || !stored {
		return widgets.NewSurface(theme.Primary, widgets.Pad(6, text)).Soft(0x18).Rounded(6)
	}
	keep := widgets.NewButton(words.T("Keep this setting"), nil, widgets.Strong, d.keep)
	return widgets.NewSurface(theme.Primary, widgets.Pad(8, widgets.Border(nil, nil, nil, widgets.VMid(keep), text))).Soft(0x18).Rounded(6)
}

// keep stores the settings that were tried.
func (d *doctor) keep() {
	cfg := d.v.deps.Engine.Config()
	c, ok := cfg.Client(d.client.Name)
	if !ok {
		return
	}
	c.Bind, c.Version, c.TLS = d.client.Bind, d.client.Version, d.client.TLS
	cfg = cfg.Clone()
	cfg.Clients = Put(cfg.Clients, c, func(x gateway.ClientConfig) bool { return x.Name == c.Name })
	d.v.apply(cfg, func(p gateway.Problems) {
		d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Problem(p[0])})
	}, func() {
		d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Saved.")})
		d.leave()
	})
}

func (d *doctor) copy(text string) {
	d.v.deps.Shell.Copy(text)
	d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
}

// pastCard lists the tests before this one, newest first.
func pastCard(earlier []Trial, now time.Time) fyne.CanvasObject {
	rows := widgets.VBox(6, widgets.NewText(words.T("Earlier tests"), theme.Text, 13).Bold())
	for _, t := range earlier[:min(len(earlier), shownTrials)] {
		color := theme.Good
		if !t.Good() {
			color = theme.Bad
		}
		rows.Add(widgets.Cols(8, []float32{8, 92, 0}, widgets.NewDot(color).Object(), widgets.VMid(widgets.NewText(When(t.At, now), theme.Muted, 11.5).Elide()), widgets.VMid(widgets.NewText(t.Words(), theme.Text, 12).Elide())))
	}
	return widgets.NewCard(rows)
}

func differenceWords(list []Difference) string {
	if len(list) == 0 {
		return words.T("Every setting is the same, and so is the password.")
	}
	var out []string
	for _, x := range list {
		out = append(out, x.Name+": "+orDash(x.Old)+" → "+orDash(x.New))
	}
	return sms.Clean(words.T("%s. Everything else is the same.", strings.Join(out, "; ")))
}

func statusName(s smpp.Status) string { return fmt.Sprintf("0x%02X %s", uint32(s), s.Name()) }
