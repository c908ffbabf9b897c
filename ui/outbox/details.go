package outbox

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// details shows one message with its story.
type details struct {
	deeds
	id     int64
	m      gateway.Message
	trace  Trace
	inside float32 // width between the panel's edges
	name   string  // of the contact that it goes to
	title  *widgets.Text
	more   *widgets.Button
	body   *fyne.Container
	scroll *container.Scroll
	foot   *fyne.Container
	edit   *replacing // nil unless a new text is being written
	fonts  widgets.Fonts
	// failures are the newest messages that failed, to count those of one cause.
	failures []gateway.Message
	opened   map[string]opening // PDUs of the story that are open
	all      map[StepKind]bool  // steps of which every PDU is listed
	object   fyne.CanvasObject
}

// newDetails makes it for a seat; buttons stand at the right of its head.
func newDetails(on deeds, buttons ...fyne.CanvasObject) *details {
	d := &details{deeds: on, body: widgets.VBox(12), foot: widgets.VBox(0), inside: besideWidth - 2*14, title: widgets.NewText(words.T("Message"), theme.Text, 15).Bold().Elide()}
	d.more = widgets.NewButton("", fyneTheme.MoreHorizontalIcon(), widgets.Ghost, d.offer)
	list := append([]fyne.CanvasObject{d.more}, buttons...)
	head := widgets.Fixed(0, 40, widgets.PadAll(0, 6, 0, 14, widgets.Border(nil, nil, nil, widgets.VMid(widgets.HBox(0, list...)), widgets.VMid(d.title))))
	d.scroll = container.NewVScroll(widgets.PadXY(14, 4, d.body))
	d.object = widgets.NewSurface(theme.Surface, widgets.Border(head, d.foot, nil, nil, d.scroll))
	return d
}

// offer shows what can be done with the message, below its button.
func (d *details) offer() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.more)
	d.seat.menu(d.id, at.AddXY(0, d.more.Size().Height))
}

// roomy tells whether every column of a table has room.
func (d *details) roomy() bool { return d.inside >= 380 }

// fit tells it how wide the panel is.
func (d *details) fit(width float32) {
	if inside := width - 2*14; inside != d.inside {
		if d.inside = inside; d.m.ID != 0 {
			d.show(d.m)
		}
	}
}

// load reads the message and shows it, and then its PDUs as they passed, which
// have to be looked for.
func (d *details) load(id int64) {
	if d.edit != nil && d.edit.m.ID != id {
		d.edit = nil
	}
	if d.id != id {
		d.opened, d.all, d.trace = map[string]opening{}, map[StepKind]bool{}, Trace{}
		d.scroll.ScrollToTop()
	}
	d.id = id
	d.deps.Shell.Go(func() func() {
		m, err := d.deps.Archive.Message(context.Background(), id)
		to, _ := d.deps.Office.ContactOf(context.Background(), m.To.Show()) // without it the message is shown all the same
		var failures []gateway.Message
		if err == nil && Ill(m) {
			failures, _ = d.deps.Archive.Messages(context.Background(), gateway.MessageQuery{Box: gateway.Outbox, States: []gateway.MessageState{gateway.Failed, gateway.Expired, gateway.Unknown}, Limit: manyFailures})
		}
		return func() {
			if err == nil && d.id == id {
				d.failures, d.name = failures, to.Name
				d.show(m)
				d.look(m)
			}
		}
	})
}

// look looks for the message's PDUs.
func (d *details) look(m gateway.Message) {
	d.deps.Shell.Go(func() func() {
		trace := ReadTrace(context.Background(), m, d.deps.Archive, d.deps.Engine)
		return func() {
			if d.id == m.ID {
				d.trace = trace
				d.show(d.m)
			}
		}
	})
}

// nameWidth is the width of a fact's name.
const nameWidth = 136

// fact is something known of the message, in as many lines as it needs.
func (d *details) fact(name, text string, color fyne.ThemeColorName) fyne.CanvasObject {
	value := widgets.NewWrapped(text, d.inside-nameWidth-8)
	value.SetColored(text, color)
	return widgets.Cols(8, []float32{nameWidth, 0}, widgets.VBox(0, widgets.Small(name).Elide()), value)
}

func (d *details) show(m gateway.Message) {
	d.m = m
	d.seat.told(m)
	d.title.Set(words.T("Message to %s", sms.Clean(m.To.Show())))
	d.body.Objects = nil
	d.body.Add(d.summary(m))
	if m.Error != nil && m.State != gateway.Delivered && m.State != gateway.Accepted {
		d.body.Add(d.failure(m))
		if fixes := d.fixes(m); fixes != nil && d.edit == nil {
			d.body.Add(fixes)
		}
	}
	if d.edit != nil {
		d.edit.m = m
		d.body.Add(d.edit.object)
		d.edit.show()
	} else {
		text := widgets.NewParagraph(sms.CleanLines(m.Shown()))
		d.body.Add(widgets.NewSurface(theme.Sunken, widgets.Pad(4, text)).Rounded(6))
		if hint := d.fonts.Hint(m.Shown()); hint != "" {
			d.body.Add(widgets.NewQuiet(hint))
		}
	}
	if checks := d.checks(m); checks != nil {
		d.body.Add(checks)
	}
	if facts := d.facts(m); len(facts) > 0 {
		d.body.Add(widgets.VBox(5, facts...))
	}
	if bar := d.spentBar(m); bar != nil {
		d.body.Add(bar)
	}
	d.body.Add(d.timeline(m))
	if parts := d.parts(m); parts != nil {
		d.body.Add(parts)
	}
	d.foot.Objects = []fyne.CanvasObject{widgets.HLine(), widgets.PadXY(14, 8, d.buttons(m))}
	if same := d.sameCause(m); same != nil && d.edit == nil {
		d.foot.Objects = append([]fyne.CanvasObject{widgets.HLine(), widgets.PadAll(8, 14, 0, 14, same)}, d.foot.Objects[1:]...)
	}
	d.object.Refresh()
}

// summary is the message's state and what it is, in a few words.
func (d *details) summary(m gateway.Message) fyne.CanvasObject {
	tags := []fyne.CanvasObject{widgets.NewPill(StateWord(m, time.Now()), StateColor(m))}
	tag := func(word string, color fyne.ThemeColorName) {
		tags = append(tags, widgets.PadXY(0, 2, widgets.NewTag(word, color)))
	}
	if m.Simulated {
		tag(words.T("SIMULATOR"), theme.Control)
	}
	if m.PossibleDuplicate {
		tag(words.T("possibly sent twice"), theme.Warn)
	}
	box := widgets.VBox(6, widgets.Lined(d.inside, 6, tags...))
	if d.name != "" {
		box.Add(widgets.Body(d.name).Bold().Elide())
	}
	box.Add(widgets.NewWrapped(Summary(m, d.deps.Engine.Config()), d.inside).Muted())
	return box
}

// failure is the error in words, with its code below.
func (d *details) failure(m gateway.Message) fyne.CanvasObject {
	head, rest := FirstSentence(sms.CleanLines(words.Said(m.Error.Text)))
	width := d.inside - 2*12 - 24
	bold := fyne.TextStyle{Bold: true}
	lines := widgets.VBox(4, widgets.NewLines(head, theme.Bad, 13, len(widgets.Wrap(head, theme.Px(width), theme.Px(13), bold, 4))).Bold())
	if rest != "" {
		lines.Add(widgets.NewWrapped(rest, width))
	}
	if m.Error.Name != "" {
		code := widgets.HBox(6)
		if m.Error.Status != smpp.ROK {
			code.Add(widgets.NewSurface(theme.Bad, widgets.PadXY(5, 1, widgets.NewText(fmt.Sprintf("0x%02X", uint32(m.Error.Status)), theme.Bad, 11).Mono())).Soft(0x22).Rounded(4))
		}
		code.Add(widgets.VMid(widgets.NewText(sms.Clean(m.Error.Name), theme.Muted, 11).Mono()))
		lines.Add(widgets.PadAll(2, 0, 0, 0, code))
	}
	icon := widgets.VBox(0, widgets.NewIcon(fyneTheme.ErrorIcon(), theme.Bad, 16))
	return widgets.NewSurface(theme.Bad, widgets.PadXY(12, 10, widgets.Cols(8, []float32{16, 0}, icon, lines))).Soft(0x18).Rounded(6)
}

// checks are what was sent beside what is needed.
func (d *details) checks(m gateway.Message) fyne.CanvasObject {
	list := Checks(m)
	if len(list) == 0 {
		return nil
	}
	box := widgets.VBox(5, section(words.T("What was sent")))
	for _, c := range list {
		color := theme.Text
		switch {
		case c.Wrong:
			color = theme.Bad
		case c.Need:
			color = theme.Good
		}
		box.Add(d.fact(c.Name, c.Value, color))
		box.Add(widgets.HLine())
	}
	return box
}

// facts are what else is known.
func (d *details) facts(m gateway.Message) (out []fyne.CanvasObject) {
	add := func(name, value string) { out = append(out, d.fact(name, value, theme.Text)) }
	if m.Account != "" {
		add(words.T("Account"), words.T("%s · id %s", m.Account, m.AccountMessageID))
	}
	if !m.ValidUntil.IsZero() {
		add(words.T("Valid until"), m.ValidUntil.Local().Format("2006-01-02 15:04"))
	}
	if m.Note != "" {
		add(words.T("Note"), words.Said(sms.Clean(m.Note)))
	}
	return out
}

// buttons are what can be done with the message, in as many lines as they need.
func (d *details) buttons(m gateway.Message) fyne.CanvasObject {
	ids := []int64{m.ID}
	var list []fyne.CanvasObject
	add := func(on bool, label string, icon fyne.Resource, look widgets.Look, do func()) {
		if on {
			list = append(list, widgets.NewButton(label, icon, look, do))
		}
	}
	add(CanResend(m) && !Ill(m), words.T("Send again"), fyneTheme.MailReplyAllIcon(), widgets.Plain, func() { d.resend(ids) })
	add(CanAsk(m), words.T("Ask the provider"), nil, widgets.Plain, func() { d.ask(ids) })
	add(true, words.T("Duplicate as new"), fyneTheme.ContentCopyIcon(), widgets.Ghost, func() { d.seat.duplicate(m) })
	add(CanReplace(m), words.T("Replace text…"), nil, widgets.Plain, func() { d.startReplace(m) })
	add(CanCancel(m), words.T("Cancel##message"), nil, widgets.Danger, func() { d.cancel(ids) })
	add(CanTakeBack(m), words.T("Cancel at the provider"), nil, widgets.Danger, func() { d.cancel(ids) })
	add(true, words.T("Its PDUs"), nil, widgets.Ghost, func() { d.seat.showPDUs(m) })
	return lines(d.inside, 6, list)
}

// lines puts objects side by side, as many as a width takes, and the rest below.
func lines(width, gap float32, list []fyne.CanvasObject) fyne.CanvasObject {
	out, line, used := widgets.VBox(gap), widgets.HBox(gap), float32(0)
	for _, o := range list {
		w := o.MinSize().Width + theme.Px(gap)
		if used += w; used > theme.Px(width+gap) && len(line.Objects) > 0 {
			out.Add(line)
			line, used = widgets.HBox(gap), w
		}
		line.Add(o)
	}
	out.Add(line)
	return out
}

func toObjects[T fyne.CanvasObject](list []T) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(list))
	for i, o := range list {
		out[i] = o
	}
	return out
}
