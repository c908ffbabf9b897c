package autoreplies

import (
	"context"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// box is the lower half: a message is typed, and what the rules make of it is
// told. Nothing is sent.
type box struct {
	v              *View
	from, text, at *widgets.Field
	link           *widgets.Select
	why            *widgets.Text
	headline       *fyne.Container // one line or two
	note           *widgets.Text
	list           *fyne.Container
	asked          int // grows with each look, so that an old answer is dropped
	known          Known
	knownOf        string
	shown          Result
	object         fyne.CanvasObject
}

func newBox(v *View) *box {
	b := &box{v: v, from: widgets.NewField("+36301234567"), text: widgets.NewField(words.T("price")), at: widgets.NewField(words.T("now, or Sat 20:00")),
		why: widgets.NewText("", theme.Bad, 11.5).Elide(), headline: widgets.VBox(0), note: widgets.Small(""), list: widgets.VBox(0)}
	b.link = widgets.NewSelect([]string{anyLink()}, func(string) { b.run() })
	for _, f := range []*widgets.Field{b.from, b.text, b.at} {
		f.OnChanged(func(string) { b.run() })
	}
	b.link.SetSelected(anyLink())
	head := widgets.HBox(8, widgets.Title(words.T("Try a message")), widgets.Spacer(), widgets.VMid(b.note))
	fields := widgets.Cols(10, []float32{150, 0, 134, 140}, widgets.VBox(3, widgets.Small(words.T("From")), b.from), widgets.VBox(3, widgets.Small(words.T("Text")), b.text), widgets.VBox(3, widgets.Small(words.T("At")), b.at), widgets.VBox(3, widgets.Small(words.T("Came by")), b.link))
	top := widgets.PadAll(12, 16, 8, 16, widgets.VBox(8, head, fields, b.why, b.headline))
	b.object = widgets.NewSurface(theme.Sunken, widgets.Border(top, nil, nil, nil, container.NewVScroll(widgets.PadAll(0, 16, 12, 16, b.list))))
	return b
}

// run tries what is typed, with the rule that is being edited as it stands. What
// is known of the sender is read beside the window.
func (b *box) run() {
	if b.v.box == nil {
		return // the screen is being made
	}
	options := []string{anyLink()}
	for _, c := range b.v.deps.Engine.Config().Clients {
		options = append(options, c.Name)
	}
	b.link.SetOptions(options)
	from := b.from.Text()
	if from == b.knownOf {
		b.show()
		return
	}
	b.asked++
	now := b.asked
	b.v.deps.Shell.Go(func() func() {
		k := b.look(context.Background(), from)
		return func() {
			if now == b.asked {
				b.known, b.knownOf = k, from
				b.show()
			}
		}
	})
}

// look reads the contact of a number and whether it has opted out.
func (b *box) look(ctx context.Context, number string) (k Known) {
	digits := gateway.CompareForm(number)
	if len(digits) < 3 {
		return k
	}
	if c, err := b.v.deps.Office.ContactOf(ctx, number); err == nil {
		k = Known{Name: c.Name, OptedOut: c.OptedOut}
	}
	if off, err := b.v.deps.Office.OptOuts(ctx, gateway.OptOutQuery{Search: number, Limit: 5}); err == nil {
		for _, o := range off {
			k.OptedOut = k.OptedOut || gateway.CompareForm(o.Number) == digits
		}
	}
	return k
}

// config is what is tried: what is in force, with the edit where it can be.
func (b *box) config() (c gateway.Config, unsaved bool) {
	c = b.v.deps.Engine.Config()
	e := b.v.editor
	if !e.open || !e.changed {
		return c, false
	}
	if r, ok := e.value(); ok && len(Check(c, e.at, r)) == 0 {
		return Put(c, e.at, r), true
	}
	return c, false
}

func (b *box) show() {
	c, unsaved := b.config()
	link := b.link.Selected()
	if link == anyLink() {
		link = ""
	}
	r := Try(Trial{From: b.from.Text(), Text: b.text.Text(), Link: link, At: b.at.Text()}, c, b.known, time.Now())
	note := ""
	if unsaved {
		note = words.T("with your change, which is not saved yet")
	}
	b.note.Set(note)
	b.why.Set(r.Problem)
	b.from.SetInvalid(r.Field == "from")
	b.at.SetInvalid(r.Field == "at")
	widgets.SetVisible(b.why, r.Problem != "")
	color := theme.Muted
	if r.Acts {
		color = theme.Good
	}
	b.headline.Objects = []fyne.CanvasObject{widgets.NewLines(sms.Clean(r.Headline), color, 13, min(2, 1+utf8.RuneCountInString(r.Headline)/longLine)).Bold()}
	b.headline.Refresh()
	widgets.SetVisible(b.headline, r.Headline != "")
	b.shown = r
	b.list.Objects = nil
	for i, f := range r.Findings {
		b.list.Add(findingLine(i, f))
	}
	b.list.Refresh()
	b.object.Refresh()
}

// findingLine is what one rule makes of the message: a mark, its name, what it
// would do, and why not.
func findingLine(i int, f Finding) fyne.CanvasObject {
	icon, ink := fyneTheme.RadioButtonIcon(), theme.Muted
	if f.Acts {
		icon, ink = fyneTheme.ConfirmIcon(), theme.Good
	}
	lines := widgets.VBox(2)
	for _, d := range f.Does {
		lines.Add(wrapped(upper(sms.Clean(d)), theme.Text))
	}
	if f.Why != "" {
		lines.Add(wrapped(upper(sms.Clean(f.Why)), theme.Muted))
	}
	name := widgets.NewText(sms.Clean(f.Name), theme.Text, 12.5).Elide()
	if f.Acts {
		name = name.Bold()
	}
	row := widgets.Cols(8, []float32{20, 18, 150, 0}, widgets.VBox(0, widgets.NewText(fmt.Sprint(i+1), theme.Muted, 12).Mono()), widgets.VBox(0, widgets.NewIcon(icon, ink, 15)), widgets.VBox(0, name), lines)
	return widgets.VBox(0, widgets.PadXY(0, 5, row), widgets.HLine())
}

// longLine is how many characters stand in a line of the box.
const longLine = 75

// wrapped is a text in one line or, when it is long, in up to three.
func wrapped(s string, c fyne.ThemeColorName) fyne.CanvasObject {
	return widgets.NewLines(s, c, 12.5, min(3, 1+utf8.RuneCountInString(s)/longLine))
}

// upper begins a sentence.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
