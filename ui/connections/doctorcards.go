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
	switch c {
	case theme.Bad:
		icon = fyneTheme.ErrorIcon()
	case theme.Warn:
		icon = fyneTheme.WarningIcon()
	}
	body := widgets.VBox(4, widgets.Title(sms.Clean(lines[0])).Elide(), widgets.NewProse(sms.Clean(lines[1]), theme.Text, 13), widgets.NewProse(sms.Clean(lines[2]), theme.Muted, 13))
	soft := widgets.NewSurface(c, widgets.PadXY(16, 12, widgets.Cols(12, []float32{20, 0}, widgets.VBox(0, widgets.NewIcon(icon, c, 20)), body))).Soft(0x14).Rounded(8)
	return widgets.NewSurface(theme.Surface, soft).Rounded(8).Stroked(theme.Line)
}

// titleWide is the width in which a cause's whole title stands beside its buttons.
func titleWide(title, odds string, buttons fyne.CanvasObject) float32 {
	const around = 22 + 10 + 8 + 16 + 12 // rank, gaps, room in the tag
	bold := fyne.TextStyle{Bold: true}
	return (fyne.MeasureText(title, theme.Px(13), bold).Width+fyne.MeasureText(odds, theme.Px(11), bold).Width+buttons.MinSize().Width)/theme.Px(1) + around
}

// causeFolds is the width below which a button stands under the text it belongs to.
const causeFolds = 560

// causeCard ranks what may be wrong, each with what is known of it and what can
// be done, and what is not wrong below.
func (d *doctor) causeCard(causes []Cause, out []RuledOut) fyne.CanvasObject {
	box := widgets.VBox(10, widgets.NewText(words.T("Most likely causes, in order"), theme.Text, 13).Bold())
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
		for k := len(c.Fixes) - 1; k >= 0; k-- { // the likeliest stands at the end, where the eye rests
			look := widgets.Plain
			if i == 0 && k == 0 {
				look = widgets.Strong
			}
			f := c.Fixes[k]
			var b *widgets.Button
			b = widgets.NewButton(d.fixWords(f), fixIcon(f), look, func() { d.fix(f, c.Old, b) })
			buttons.Add(b)
		}
		known := widgets.VBox(2, widgets.Tagged(8, widgets.NewText(c.Title, theme.Text, 13).Bold().Elide(), widgets.NewTag(odds, color)))
		for _, e := range c.Evidence {
			known.Add(widgets.NewProse(sms.Clean(e), theme.Muted, 12))
		}
		rank := widgets.Fixed(22, 22, widgets.NewSurface(color, widgets.Centered(widgets.NewText(fmt.Sprint(i+1), color, 12).Bold())).Soft(0x22).Rounded(11))
		box.Add(widgets.HLine())
		box.Add(widgets.Beside(titleWide(c.Title, odds, buttons), widgets.Cols(10, []float32{22, 0}, widgets.VBox(0, rank), known), widgets.PadAll(2, 0, 2, 12, widgets.HBox(0, widgets.Spacer(), buttons))))
	}
	if len(out) > 0 {
		box.Add(widgets.HLine())
		box.Add(widgets.NewText(words.T("Ruled out"), theme.Text, 13).Bold())
	}
	for _, r := range out {
		box.Add(widgets.Cols(10, []float32{22, 150, 0}, widgets.VBox(0, widgets.NewIcon(fyneTheme.ConfirmIcon(), theme.Good, 16)),
			widgets.VBox(0, widgets.NewText(r.What, theme.Text, 12).Elide()), widgets.NewProse(sms.Clean(r.Why), theme.Muted, 12)))
	}
	return widgets.NewCard(box)
}

func fixIcon(f Fix) fyne.Resource {
	switch f {
	case FixPassword:
		return fyneTheme.VisibilityIcon()
	case FixSettings:
		return fyneTheme.DocumentCreateIcon()
	case FixRequest:
		return fyneTheme.ContentCopyIcon()
	case FixAgain:
		return fyneTheme.ViewRefreshIcon()
	case FixWait:
		return fyneTheme.HistoryIcon()
	case FixOld:
		return fyneTheme.ContentUndoIcon()
	}
	return nil
}

func (d *doctor) fixWords(f Fix) string {
	switch f {
	case FixPassword:
		return words.T("Type it again")
	case FixSettings:
		return words.T("Edit")
	case FixRequest:
		return words.T("Copy request to provider")
	case FixOld:
		return words.T("Use the old one")
	case FixWait:
		return words.T("Wait 60 s, test again")
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

// waitTime is how long a provider is left alone before the next test.
const waitTime = 60 * time.Second

// fix does what a button beside a cause says; old are the settings that go back.
// A setting that is tried is not stored.
func (d *doctor) fix(f Fix, old []string, b *widgets.Button) {
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
	case FixWait:
		d.wait(b)
		return
	case FixOld:
		c = d.scene.PutBack(old...)
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

// wait tests again in a while, unless the page is left before.
func (d *doctor) wait(b *widgets.Button) {
	if b != nil {
		b.SetDisabled(true)
		b.SetLabel(words.T("Waits 60 s …"))
	}
	ctx := d.ctx
	d.v.deps.Shell.Go(func() func() {
		t := time.NewTimer(waitTime)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		return func() {
			if d.v.page == page(d) {
				d.v.testAs(d.client, d.tried)
			}
		}
	})
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
	text := widgets.VBox(2, widgets.NewProse(words.T("%s: it works.", d.tried), theme.Text, 13), widgets.NewProse(words.T("This was tried in the test alone; the settings of the link are as they were."), theme.Muted, 12))
	keep := widgets.NewButton(words.T("Keep this setting"), nil, widgets.Strong, d.keep)
	soft := widgets.NewSurface(theme.Primary, widgets.PadXY(16, 12, widgets.Beside(causeFolds, text, widgets.PadAll(2, 0, 2, 12, keep)))).Soft(0x18).Rounded(8)
	return widgets.NewSurface(theme.Surface, soft).Rounded(8).Stroked(theme.Line)
}

// filler is a form that takes values of settings.
type filler interface{ Fill(map[string]string) }

// keep stores the settings that were tried, or puts them into the form from which
// the test was started.
func (d *doctor) keep() {
	if f, ok := d.under.(filler); ok {
		d.leave()
		f.Fill(d.changed())
		return
	}
	cfg := d.v.deps.Engine.Config()
	c, ok := cfg.Client(d.client.Name)
	if !ok {
		return
	}
	old, values := c, d.changed()
	for _, row := range gateway.ClientSettings() {
		if text, tried := values[row.Key]; tried {
			_ = row.Parse(&c, text) // Format wrote it
		}
	}
	cfg = cfg.Clone()
	cfg.Clients = Put(cfg.Clients, c, func(x gateway.ClientConfig) bool { return x.Name == c.Name })
	d.v.apply(cfg, func(p gateway.Problems) {
		d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Problem(p[0])})
	}, func() {
		d.v.noteChange(old, c)
		d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Saved.")})
		d.leave()
	})
}

// changed are the settings that were tried, as text by key.
func (d *doctor) changed() map[string]string {
	out := map[string]string{}
	for _, row := range gateway.ClientSettings() {
		if now := row.Format(&d.client); now != row.Format(&d.base) {
			out[row.Key] = now
		}
	}
	return out
}

func (d *doctor) copy(text string) {
	d.v.deps.Shell.Copy(text)
	d.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
}

// pastCard lists the tests before this one, newest first.
func (d *doctor) pastCard(earlier []Trial, now time.Time) fyne.CanvasObject {
	head := widgets.HBox(0, widgets.VMid(widgets.NewText(words.T("Earlier tests"), theme.Text, 13).Bold()), widgets.Spacer())
	if d.scene.Good != nil {
		head.Add(widgets.NewButton(words.T("Compare"), nil, widgets.Ghost, d.compare))
	}
	rows := widgets.VBox(6, head)
	for _, t := range earlier[:min(len(earlier), shownTrials)] {
		color := theme.Good
		if !t.Good() {
			color = theme.Bad
		}
		rows.Add(widgets.Cols(8, []float32{8, 100, 0}, widgets.VMid(widgets.NewDot(color).Object()), widgets.VMid(widgets.NewText(When(t.At, now), theme.Muted, 11.5).Elide()), widgets.VMid(widgets.NewText(t.Words(), theme.Text, 12).Elide())))
	}
	return widgets.NewCard(rows)
}

func differenceWords(list []Compared) string {
	if len(list) == 0 {
		return words.T("Every setting is the same, and so is the password.")
	}
	var out []string
	for _, x := range list {
		if x.Key == "password" {
			out = append(out, words.T("the password is another one"))
			continue
		}
		out = append(out, x.Name+": "+orDash(x.Old)+" → "+orDash(x.New))
	}
	return sms.Clean(words.T("%s. Everything else is the same.", strings.Join(out, "; ")))
}
