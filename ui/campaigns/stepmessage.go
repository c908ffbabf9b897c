package campaigns

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/number"
	"relay/gateway/sms"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// messageStep writes the text, with one row as its reader gets it beside it.
type messageStep struct {
	p                *wizardPage
	name, from, text *widgets.Field
	link             *widgets.Select
	fromLine         *widgets.Text
	textLine         *widgets.Lines
	fields           *fyne.Container
	fieldsOf         string
	plain            *widgets.Check
	valid            *widgets.Select
	flash            *widgets.Check
	row              int          // that is previewed
	now              campaign.Row // it
	view             *preview
	mine             *widgets.Field
	test             *widgets.Button
	testLine         *widgets.Lines
	body             fyne.CanvasObject
	filling          bool
}

func newMessageStep(p *wizardPage) *messageStep {
	s := &messageStep{p: p, name: widgets.NewField(words.T("what the list calls it")), from: widgets.NewField(words.T("name or number")), text: widgets.NewTextArea(words.T("Hi {name}, ...")).Lines(6),
		fromLine: widgets.Small("").Elide(), textLine: widgets.NewLines("", theme.Bad, 11.5, 1), fields: widgets.Wrapped(6, 6), view: newPreview()}
	edit := func(set func(string)) func(string) {
		return func(x string) {
			if !s.filling {
				set(x)
				p.changed(false)
			}
		}
	}
	s.name.OnChanged(func(x string) {
		if !s.filling {
			p.w.Draft.Name = x
			p.changed(true)
		}
	})
	s.from.OnChanged(edit(func(x string) { p.w.Draft.From = x }))
	s.text.OnChanged(edit(func(x string) { p.w.Draft.Text = x }))
	s.link = widgets.NewSelect(choices(Automatic), edit(func(x string) { p.w.Draft.Link = choiceOf(x, Automatic) }))
	s.plain = widgets.NewCheck(words.T("Replace characters that force Unicode"), func(on bool) {
		if !s.filling {
			p.w.Draft.Simplify = on
			p.changed(false)
		}
	})
	s.valid = widgets.NewSelect(compose.ValidChoices(), func(x string) {
		if p.w.Draft.Valid = x; x == compose.ValidChoices()[0] {
			p.w.Draft.Valid = ""
		}
		p.changed(true)
	})
	s.flash = widgets.NewCheck(words.T("Flash (shown at once, not kept)"), func(on bool) {
		if !s.filling {
			p.w.Draft.Flash = on
			p.changed(false)
		}
	})
	for _, f := range []*widgets.Field{s.name, s.from, s.text} {
		f.OnShortcut(func(x fyne.Shortcut) bool { return p.shortcut(x) })
	}
	before := widgets.NewButton("", fyneTheme.NavigateBackIcon(), widgets.Ghost, func() { s.turn(-1) })
	after := widgets.NewButton("", fyneTheme.NavigateNextIcon(), widgets.Ghost, func() { s.turn(1) })
	s.mine = widgets.NewField(words.T("a number of yours"))
	s.mine.OnChanged(func(string) { s.judgeTest() })
	s.mine.OnSubmit(s.sendTest)
	s.test = widgets.NewButton(words.T("Send a test"), fyneTheme.MailSendIcon(), widgets.Plain, s.sendTest)
	s.test.SetDisabled(true)
	s.testLine = widgets.NewLines(words.T("Sends this row's text to you, as it would go out."), theme.Muted, 11.5, 2)
	form := widgets.VBox(10,
		widgets.VBox(3, widgets.Small(words.T("Name of the campaign")), s.name),
		widgets.Cols(10, []float32{0, 0}, widgets.VBox(3, widgets.Small(words.T("Connection")), s.link), widgets.VBox(3, widgets.Small(words.T("From")), s.from)), s.fromLine,
		widgets.VBox(3, widgets.Small(words.T("Message")), s.text, s.textLine),
		widgets.NewLines(words.T("A tap puts a field where the cursor is. %s has a word for rows whose cell is empty.", "{name|"+words.T("friend")+"}"), theme.Muted, 11.5, 2), s.fields, widgets.VBox(0, s.plain, s.flash),
		widgets.HBox(12, widgets.VMid(widgets.Small(words.T("Valid for"))), widgets.Fixed(150, 0, s.valid), widgets.Spacer()))
	right := widgets.NewCard(widgets.VBox(10, widgets.HBox(2, widgets.Title(words.T("As its reader gets it")), widgets.Spacer(), before, after), s.view.object, widgets.HLine(),
		widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, s.test), s.mine), s.testLine))
	s.body = widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(16, widgets.Flow(360, 12, widgets.NewCard(form), right))))
	return s
}

func (s *messageStep) forget()                   { s.row, s.fieldsOf = 0, "" }
func (s *messageStep) object() fyne.CanvasObject { return s.body }
func (s *messageStep) focus(c fyne.Canvas)       { c.Focus(s.text.Entry) }

func (s *messageStep) turn(by int) {
	if n := len(s.p.w.Table.Rows); n > 0 {
		s.row = (s.row + by + n) % n
		s.show()
	}
}

func (s *messageStep) show() {
	w := s.p.w
	s.filling = true
	options := choices(Automatic)
	for _, c := range w.Config.Clients {
		options = append(options, c.Name)
	}
	s.link.SetOptions(options)
	s.link.SetSelected(ChoiceWords(w.Draft.Link))
	s.name.SetText(w.Draft.Name)
	s.from.SetText(w.Draft.From)
	s.text.SetText(w.Draft.Text)
	s.plain.SetChecked(w.Draft.Simplify)
	s.flash.SetChecked(w.Draft.Flash)
	if w.Draft.Valid == "" {
		s.valid.SetSelected(compose.ValidChoices()[0])
	} else {
		s.valid.SetSelected(w.Draft.Valid)
	}
	s.filling = false
	s.name.SetInvalid(strings.TrimSpace(w.Draft.Name) == "")
	s.sender()
	why := w.TextProblem()
	if w.Draft.Text == "" {
		why = "" // nothing was typed yet
	}
	s.text.SetInvalid(why != "")
	s.textLine.SetColored(sms.Clean(why), theme.Bad)
	if key := strings.Join(w.Table.Header, "\x00"); key != s.fieldsOf {
		s.fieldsOf = key
		s.fields.Objects = nil
		for _, h := range w.Table.Header {
			s.fields.Add(widgets.NewChip("{"+sms.Clean(h)+"}", theme.Muted, func() { s.insert("{" + h + "}") }))
		}
		s.fields.Refresh()
	}
	s.preview()
}

func (s *messageStep) sender() {
	w := s.p.w
	_, why, p := number.From(w.Draft.From, w.Config.General.Country)
	s.from.SetInvalid(p != nil)
	link, ok := w.Link()
	switch {
	case p != nil:
		s.fromLine.SetColored(words.Problem(*p), theme.Bad)
	case w.Draft.From == "" && ok && link.DefaultSender != "":
		s.fromLine.SetColored(words.T("Sender: the connection's default, %s", link.DefaultSender), theme.Muted)
	default:
		s.fromLine.SetColored(words.T("Sender: %s", words.Said(why)), theme.Muted)
	}
}

// insert puts a field where the cursor is.
func (s *messageStep) insert(field string) {
	e := s.text.Entry
	if e.Disabled() {
		return
	}
	for _, r := range field {
		e.TypedRune(r)
	}
	s.p.v.deps.Shell.Canvas().Focus(e)
}

func (s *messageStep) preview() {
	w := s.p.w
	if !w.Read || len(w.Table.Rows) == 0 {
		return
	}
	s.row = min(s.row, len(w.Table.Rows)-1)
	job := w.Job()
	if job.Plan.Text == "" {
		s.view.note(words.T("Write a text: it shows here as the chosen row gets it."))
		return
	}
	r, seg, err := campaign.Preview(job, s.row)
	if err != nil && len(seg.Parts) == 0 {
		s.view.note(Problem(err))
		return
	}
	s.view.set(r, seg)
	s.now = r
	s.judgeTest()
}

// testKey is where the number for tests is kept.
const testKey = "campaign.test-number"

// judgeTest tells whether a test can be sent.
func (s *messageStep) judgeTest() {
	typed := strings.TrimSpace(s.mine.Text())
	why := ""
	if typed != "" {
		link, ok := s.p.w.Link()
		_, why = campaign.Recipient(typed, s.p.w.Config.General.Country, !ok || link.Simulated())
	}
	s.mine.SetInvalid(why != "")
	if why != "" {
		s.testLine.SetColored(words.Said(why), theme.Bad)
	} else {
		s.testLine.SetColored(words.T("Sends this row's text to you, as it would go out."), theme.Muted)
	}
	s.test.SetDisabled(typed == "" || why != "" || s.now.Text == "" || s.p.w.Trouble(StepMessage) != "")
}

// sendTest sends the row that is shown to the number for tests.
func (s *messageStep) sendTest() {
	s.judgeTest()
	if s.test.Disabled() {
		return
	}
	plan, _ := s.p.w.Plan()
	to := strings.TrimSpace(s.mine.Text())
	d := gateway.Draft{Link: plan.Link, From: plan.From, To: to, Text: s.now.Text, Coding: plan.Coding, Flash: plan.Flash, Valid: plan.Valid}
	v := s.p.v
	s.test.SetDisabled(true)
	v.deps.Shell.Go(func() func() {
		_, err := v.deps.Engine.Send(context.Background(), d)
		if err == nil {
			_ = v.deps.Office.Save(context.Background(), testKey, to)
		}
		return func() {
			s.judgeTest()
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("The test was not sent: %s", Problem(err))})
				return
			}
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("The test is on its way to %s: the outbox shows what becomes of it.", to)})
		}
	})
}

// shortcut goes on with Ctrl+Enter from any field.
func (p *wizardPage) shortcut(s fyne.Shortcut) bool {
	k, ok := s.(interface {
		Key() fyne.KeyName
		Mod() fyne.KeyModifier
	})
	if ok && k.Mod() == fyne.KeyModifierControl && (k.Key() == fyne.KeyReturn || k.Key() == fyne.KeyEnter) {
		p.forward()
		return true
	}
	return false
}
