package outbox

import (
	"context"
	"fmt"
	"strings"
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
	v     *View
	id    int64
	body  *fyne.Container
	foot  *fyne.Container
	edit  *replacing // nil unless a new text is being written
	fonts widgets.Fonts
	// failures are the newest messages that failed, to count those of one cause.
	failures []gateway.Message
	opened   map[int]bool // lines of the story that are open
	object   fyne.CanvasObject
}

func newDetails(v *View) *details {
	d := &details{v: v, body: widgets.VBox(10), foot: widgets.VBox(0)}
	closer := widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, v.Escape)
	head := widgets.Fixed(0, 40, widgets.PadAll(0, 6, 0, 14, widgets.Border(nil, nil, nil, widgets.VMid(closer), widgets.VMid(widgets.NewText(words.T("Message"), theme.Text, 15).Bold()))))
	d.object = widgets.NewSurface(theme.Surface, widgets.Border(head, d.foot, nil, nil, container.NewVScroll(widgets.PadXY(14, 4, d.body))))
	return d
}

// load reads the message and shows it.
func (d *details) load(id int64) {
	if d.edit != nil && d.edit.m.ID != id {
		d.edit = nil
	}
	if d.id != id {
		d.opened = map[int]bool{}
	}
	d.id = id
	d.v.deps.Shell.Go(func() func() {
		m, err := d.v.deps.Archive.Message(context.Background(), id)
		var failures []gateway.Message
		if err == nil && Ill(m) {
			failures, _ = d.v.deps.Archive.Messages(context.Background(), gateway.MessageQuery{Box: gateway.Outbox, States: []gateway.MessageState{gateway.Failed, gateway.Expired, gateway.Unknown}, Limit: manyFailures})
		}
		return func() {
			if err == nil && d.id == id {
				d.failures = failures
				d.show(m)
			}
		}
	})
}

// nameWidth is the width of a fact's name, inside the room between the panel's
// edges.
const (
	nameWidth = 92
	inside    = sideWidth - 2*14
)

// wrapped is a fact in words, in as many lines as they need.
func wrapped(name, text string) fyne.CanvasObject {
	return widgets.Cols(8, []float32{nameWidth, 0}, widgets.VBox(0, widgets.Small(name)), widgets.NewWrapped(text, inside-nameWidth-8))
}

func fact(name, value string) fyne.CanvasObject {
	return widgets.Cols(8, []float32{nameWidth, 0}, widgets.Small(name), widgets.NewText(value, theme.Text, 12).Mono().Elide())
}

func (d *details) show(m gateway.Message) {
	tags := widgets.HBox(6, widgets.NewPill(StateWord(m, time.Now()), StateColor(m)))
	if m.Simulated {
		tags.Add(widgets.NewTag(words.T("SIMULATOR"), theme.Control))
	}
	if m.PossibleDuplicate {
		tags.Add(widgets.NewTag(words.T("possibly sent twice"), theme.Warn))
	}
	d.body.Objects = []fyne.CanvasObject{tags}
	if m.Error != nil && m.State != gateway.Delivered && m.State != gateway.Accepted {
		lines := widgets.VBox(2, widgets.NewParagraph(sms.CleanLines(words.Said(m.Error.Text))))
		if m.Error.Name != "" {
			name := m.Error.Name
			if m.Error.Status != smpp.ROK {
				name = fmt.Sprintf("%s (0x%02X)", name, uint32(m.Error.Status))
			}
			lines.Add(widgets.PadXY(6, 0, widgets.NewText(sms.Clean(name), theme.Muted, 11).Mono().Elide()))
		}
		d.body.Add(widgets.NewSurface(theme.Bad, widgets.Pad(6, lines)).Soft(0x18).Rounded(6))
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
	facts := []fyne.CanvasObject{fact(words.T("To"), sms.Clean(m.To.Show())), fact(words.T("From"), sms.Clean(m.From.Show())), fact(words.T("Connection"), m.Link), fact(words.T("Parts"), fmt.Sprint(m.Parts)),
		wrapped(words.T("Coding"), smpp.DataCodingWords(m.DataCoding))}
	if m.Account != "" {
		facts = append(facts, fact(words.T("Account"), words.T("%s · id %s", m.Account, m.AccountMessageID)))
	}
	if len(m.MessageIDs) > 0 {
		facts = append(facts, fact(words.T("Provider's id"), sms.Clean(strings.Join(m.MessageIDs, ", "))))
	}
	if m.Note != "" {
		facts = append(facts, wrapped(words.T("Note"), words.Said(sms.Clean(m.Note))))
	}
	d.body.Add(widgets.VBox(5, facts...))
	d.body.Add(widgets.HLine())
	if bar := spentBar(m); bar != nil {
		d.body.Add(bar)
		d.body.Add(widgets.HLine())
	}
	d.body.Add(d.story(m))
	d.foot.Objects = []fyne.CanvasObject{widgets.HLine(), widgets.PadXY(14, 8, d.buttons(m))}
	d.object.Refresh()
}

// told is a line of a message's story.
func told(m gateway.Moment) string {
	var b strings.Builder
	for _, p := range m.Told {
		b.WriteString(words.Of(p.Key, p.Args...))
	}
	return b.String()
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
	add(CanResend(m) && !Ill(m), words.T("Send again"), fyneTheme.MailReplyAllIcon(), widgets.Plain, func() { d.v.resend(ids) })
	add(CanAsk(m), words.T("Ask the provider"), nil, widgets.Plain, func() { d.v.ask(ids) })
	add(CanReplace(m), words.T("Replace text…"), nil, widgets.Plain, func() { d.startReplace(m) })
	add(CanCancel(m), words.T("Cancel##message"), nil, widgets.Danger, func() { d.v.cancel(ids) })
	add(CanTakeBack(m), words.T("Cancel at the provider"), nil, widgets.Danger, func() { d.v.cancel(ids) })
	add(true, words.T("Its PDUs"), nil, widgets.Ghost, func() { d.v.showPDUs(m) })
	return lines(inside, 6, list)
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

// showPDUs filters the list below to a message: by its provider's ids, or by its
// number while there is none.
func (v *View) showPDUs(m gateway.Message) {
	if v.folded {
		v.FoldPDUs()
	}
	var parts []string
	for _, id := range m.MessageIDs {
		if id != "" {
			parts = append(parts, fmt.Sprintf("id==%q", id))
		}
	}
	if len(parts) == 0 {
		parts = []string{fmt.Sprintf("dest==%q", m.To.Addr), fmt.Sprintf("from==%q", m.To.Addr)}
	}
	v.pdus.SetFilter(strings.Join(parts, " || "))
}

func toObjects[T fyne.CanvasObject](list []T) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(list))
	for i, o := range list {
		out[i] = o
	}
	return out
}
