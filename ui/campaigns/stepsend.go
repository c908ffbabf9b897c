package campaigns

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/gateway/campaign"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// usualHours are what the check for hours proposes.
const usualHours = "Mon-Sat 08:00-20:00"

// sendStep says when and how fast.
type sendStep struct {
	p         *wizardPage
	now, at   *widgets.Chip
	date      *widgets.Field
	clock     *widgets.Field
	zone      *widget.SelectEntry
	when      *fyne.Container
	zoneBox   *fyne.Container
	whenLine  *widgets.Lines
	within    *widgets.Check
	hours     *widgets.Field
	hoursLine *widgets.Lines
	pace      *paceControl
	paceLine  *widgets.Lines
	body      fyne.CanvasObject
	filling   bool
	keptHours string // while the check is off
}

func newSendStep(p *wizardPage) *sendStep {
	s := &sendStep{p: p, date: widgets.NewField("2026-11-23").Mono(), clock: widgets.NewField("09:00").Mono(), hours: widgets.NewField(usualHours).Mono(),
		whenLine: widgets.NewLines("", theme.Muted, 11.5, 2), hoursLine: widgets.NewLines("", theme.Muted, 11.5, 2), paceLine: widgets.NewLines("", theme.Muted, 11.5, 2), keptHours: usualHours}
	edit := func(set func(string)) func(string) {
		return func(x string) {
			if !s.filling {
				set(x)
				p.changed(true)
			}
		}
	}
	s.now = widgets.NewChip(ChoiceWords(Now), theme.Muted, func() { s.choose(Now) })
	s.at = widgets.NewChip(ChoiceWords(AtATime), theme.Muted, func() { s.choose(AtATime) })
	s.date.OnChanged(edit(func(x string) { p.w.Draft.Date = x }))
	s.clock.OnChanged(edit(func(x string) { p.w.Draft.Time = x }))
	s.zone = widget.NewSelectEntry(append(choices(LocalZone), campaign.Zones()...))
	s.zone.OnChanged = edit(func(x string) { p.w.Draft.Zone = choiceOf(x, LocalZone) })
	s.hours.OnChanged(edit(func(x string) { p.w.Draft.Hours = x }))
	s.pace = newPaceControl(func() {
		p.w.Draft.Pace, p.w.Draft.Unit = s.pace.field.Text(), choiceOf(s.pace.unit.Selected(), ASecond, AMinute)
		p.changed(true)
	}, func() {})
	s.within = widgets.NewCheck(words.T("Only within these hours of the week"), func(on bool) {
		if s.filling {
			return
		}
		if on {
			p.w.Draft.Hours = s.keptHours
		} else {
			s.keptHours, p.w.Draft.Hours = p.w.Draft.Hours, ""
		}
		p.changed(true)
	})
	for _, f := range []*widgets.Field{s.date, s.clock, s.hours, s.pace.field} {
		f.OnShortcut(p.shortcut)
	}
	s.when = widgets.Cols(10, []float32{150, 100, 0}, widgets.VBox(3, widgets.Small(words.T("Day")), s.date), widgets.VBox(3, widgets.Small(words.T("Time")), s.clock), widgets.Spacer())
	s.zoneBox = widgets.HBox(0, widgets.VBox(3, widgets.Small(words.T("Time zone, of the time and the hours")), widgets.Fixed(260, 0, widgets.Framed(s.zone))), widgets.Spacer())
	when := widgets.NewCard(widgets.VBox(10, widgets.Title(words.T("When")), widgets.HBox(8, s.now, s.at, widgets.Spacer()), s.when, s.zoneBox, s.whenLine))
	hours := widgets.NewCard(widgets.VBox(10, widgets.Title(words.T("Hours")), s.within, s.hours, s.hoursLine))
	pace := widgets.NewCard(widgets.VBox(10, widgets.Title(words.T("Pace")), s.pace.object, s.pace.most, s.paceLine))
	s.body = widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(16, widgets.VBox(12, when, hours, pace))))
	return s
}

func (s *sendStep) forget()                   { s.keptHours = usualHours }
func (s *sendStep) object() fyne.CanvasObject { return s.body }
func (s *sendStep) focus(c fyne.Canvas)       { c.Focus(s.pace.field.Entry) }

func (s *sendStep) choose(when string) {
	d := &s.p.w.Draft
	if d.When = when; when == AtATime && d.Date == "" {
		next := time.Now().Add(24 * time.Hour)
		d.Date, d.Time = next.Format("2006-01-02"), "09:00"
	}
	s.p.changed(true)
}

func (s *sendStep) show() {
	w := s.p.w
	d := w.Draft
	s.filling = true
	s.now.SetOn(d.When != AtATime)
	s.at.SetOn(d.When == AtATime)
	s.date.SetText(d.Date)
	s.clock.SetText(d.Time)
	if zone := ChoiceWords(d.Zone); s.zone.Text != zone {
		s.zone.SetText(zone)
	}
	s.within.SetChecked(d.Hours != "" || s.hoursFocused())
	s.hours.SetText(d.Hours)
	link, _ := w.Link()
	s.pace.bound(link)
	s.pace.set(d.Pace, d.Unit)
	s.filling = false
	if on := s.within.Checked; anyOf(widgets.SetVisible(s.when, d.When == AtATime), widgets.SetVisible(s.zoneBox, d.When == AtATime || on), widgets.SetVisible(s.hours, on), widgets.SetVisible(s.hoursLine, on)) {
		s.body.Refresh()
	}
	problems := w.problems()
	say := func(line *widgets.Lines, quiet string, keys ...string) {
		for _, k := range keys {
			if p := problems.At("campaign." + k); len(p) > 0 {
				line.SetColored(words.Problem(p[0]), theme.Bad)
				return
			}
		}
		line.SetColored(quiet, theme.Muted)
	}
	wrong := func(k string) bool { return len(problems.At("campaign."+k)) > 0 }
	s.date.SetInvalid(wrong("date"))
	s.clock.SetInvalid(wrong("time"))
	s.hours.SetInvalid(wrong("hours"))
	s.pace.field.SetInvalid(wrong("pace"))
	quiet := words.T("It starts as soon as you send it.")
	if p, bad := w.Plan(); d.When == AtATime && len(bad) == 0 {
		quiet = words.T("It starts by itself on %s. Relay must be running then.", words.Time(p.In(p.Start), "Monday, 2 January 2006 at 15:04 MST"))
		if past := w.Past(time.Now()); past != "" {
			quiet = past
		}
	}
	say(s.whenLine, quiet, "date", "time", "zone")
	say(s.hoursLine, words.T("Outside them it waits by itself. Several spans are separated by commas: Mon-Fri 08:00-18:00, Sat 09:00-12:30."), "hours")
	say(s.paceLine, words.T("Empty: as fast as the connection takes them. A slower pace leaves room for other messages."), "pace")
}

func (s *sendStep) hoursFocused() bool {
	return s.hours.Visible() && s.p.v.deps.Shell.Canvas().Focused() == fyne.Focusable(s.hours.Entry)
}
