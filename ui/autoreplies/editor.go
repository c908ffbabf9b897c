package autoreplies

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/form"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// anyLink is the choice of no connection in particular.
func anyLink() string { return words.T("any connection") }

// narrow is the width of the fields at the right of a pair.
const narrow = 150

// editor is the panel of one rule. Its fields are those of the rule's settings.
type editor struct {
	v       *View
	at      int // place of the rule; -1 for a new one
	open    bool
	changed bool
	strict  bool // saving was tried: what is wrong is marked at each change
	filling bool
	busy    bool
	model   *form.Model[gateway.Rule]
	fields  map[string]*widgets.Field
	checks  map[string]*widgets.Check
	match   *widgets.Select
	link    *widgets.Select
	why     map[string]*widgets.Problem
	title   *widgets.Text
	parts   *widgets.Lines
	words   *fyne.Container // hidden where every text fits
	save    *widgets.Button
	discard *widgets.Button
	gone    *widgets.Button
	body    *fyne.Container
	object  fyne.CanvasObject
}

func newEditor(v *View) *editor {
	e := &editor{v: v, fields: map[string]*widgets.Field{}, checks: map[string]*widgets.Check{}, why: map[string]*widgets.Problem{}, title: widgets.Title("").Elide(), parts: widgets.NewLines("", theme.Muted, 11.5, 2)}
	rows := map[string]gateway.Setting[gateway.Rule]{}
	for _, s := range gateway.RuleSettings() {
		rows[s.Key] = s
		width := float32(inside)
		switch s.Key {
		case "from", "link":
			width = (inside - 10) / 2
		case "sender", "forward":
			width = inside - 10 - narrow
		case "per_hour", "tag":
			width = narrow
		}
		e.why[s.Key] = widgets.NewProblem(width)
	}
	field := func(key string, f *widgets.Field) *widgets.Field {
		e.fields[key] = f
		f.OnChanged(func(s string) { e.set(key, s) })
		f.OnShortcut(e.shortcut)
		return f
	}
	check := func(key string) *widgets.Check {
		c := widgets.NewCheck(words.Of(rows[key].Label), func(on bool) { e.set(key, fmt.Sprint(on)) })
		e.checks[key] = c
		return c
	}
	line := func(key string, o fyne.CanvasObject) fyne.CanvasObject {
		return widgets.VBox(3, widgets.Small(words.Of(rows[key].Label)), o, e.why[key].Lines)
	}
	caps := func(s string) fyne.CanvasObject { return widgets.NewText(s, theme.Muted, 10).Bold() }
	e.match = widgets.NewSelect(Matches(), func(s string) { e.set("match", MatchOf(s)) })
	e.link = widgets.NewSelect(nil, func(s string) {
		if s == anyLink() {
			s = ""
		}
		e.set("link", s)
	})
	e.words = widgets.VBox(3, field("text", widgets.NewField(words.T("price, prices"))), e.why["text"].Lines)
	e.body = widgets.VBox(9,
		widgets.Border(nil, nil, nil, widgets.PadAll(18, 0, 0, 10, check("enabled")), line("name", field("name", widgets.NewField(words.T("price list"))))),
		widgets.HLine(), caps(words.T("WHEN")),
		widgets.VBox(4, widgets.Small(words.T("The text")), e.match, e.words, e.why["match"].Lines),
		widgets.Cols(10, []float32{0, 0}, line("from", field("from", widgets.NewField(words.T("anybody")))), line("link", e.link)),
		widgets.VBox(3, widgets.Small(words.T("Hours")), field("hours", widgets.NewField(words.T("always; Mon-Fri 08:00-18:00"))), check("outside"), e.why["hours"].Lines),
		widgets.HLine(), caps(words.T("THEN")),
		widgets.VBox(3, widgets.Small(words.T("Answer")), field("answer", widgets.NewTextArea(words.T("no answer")).Lines(3)), e.parts, e.why["answer"].Lines),
		widgets.Cols(10, []float32{0, narrow}, line("sender", field("sender", widgets.NewField(words.T("the number written to")))), widgets.VBox(3, widgets.Small(words.T("Most answers an hour")), field("per_hour", widgets.NewField("3")), e.why["per_hour"].Lines)),
		widgets.Cols(10, []float32{0, narrow}, line("forward", field("forward", widgets.NewField(words.T("nobody")))), line("tag", field("tag", widgets.NewField(words.T("none"))))),
		check("go_on"))
	e.save = widgets.NewButton(words.T("Save"), fyneTheme.DocumentSaveIcon(), widgets.Strong, e.store)
	e.discard = widgets.NewButton(words.T("Discard"), nil, widgets.Ghost, e.undo)
	e.gone = widgets.NewButton("", fyneTheme.DeleteIcon(), widgets.Ghost, v.Delete)
	head := widgets.Fixed(0, 46, widgets.PadXY(14, 0, widgets.VMid(widgets.Border(nil, nil, nil, widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, v.Close), widgets.VMid(e.title)))))
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 8, widgets.HBox(6, e.gone, widgets.Spacer(), e.discard, e.save)))
	e.object = widgets.Border(head, foot, nil, nil, container.NewVScroll(widgets.PadXY(14, 4, e.body)))
	return e
}

// Focus puts the cursor into the name.
func (e *editor) Focus(c fyne.Canvas) { c.Focus(e.fields["name"].Entry) }

// load shows a rule; saved is what is stored of it.
func (e *editor) load(at int, saved, value gateway.Rule) {
	e.at, e.open, e.strict = at, true, false
	e.model = form.NewModel(gateway.RuleSettings(), saved, value)
	e.title.Set(sms.Clean(value.Name))
	if at < 0 {
		e.title.Set(words.T("New rule"))
	}
	widgets.SetVisible(e.gone, at >= 0)
	e.fill()
}

// fill shows the model.
func (e *editor) fill() {
	e.filling = true
	options := []string{anyLink()}
	for _, c := range e.v.deps.Engine.Config().Clients {
		options = append(options, c.Name)
	}
	e.link.SetOptions(options)
	for _, l := range e.model.Lines() {
		switch {
		case e.fields[l.Key] != nil:
			e.fields[l.Key].SetText(l.Text)
		case e.checks[l.Key] != nil:
			e.checks[l.Key].SetChecked(l.Text == "true")
		case l.Key == "match":
			e.match.SetSelected(matchWords()[l.Text])
		case l.Key == "link":
			e.link.SetSelected(l.Text)
			if l.Text == "" {
				e.link.SetSelected(anyLink())
			}
		}
	}
	e.filling = false
	e.edited()
}

// follow takes over what is stored now, while nothing is being typed.
func (e *editor) follow() {
	if e.open && !e.changed && !e.busy && e.at >= 0 && e.at < len(e.v.rules) {
		e.load(e.at, e.v.rules[e.at], e.v.rules[e.at])
	}
}

func (e *editor) set(key, text string) {
	if !e.filling {
		e.model.Set(key, text)
		e.edited()
	}
}

// value is the rule as it is typed.
func (e *editor) value() (gateway.Rule, bool) {
	r, ok := e.model.Value()
	r.Name, r.Text, r.Answer = strings.TrimSpace(r.Name), strings.TrimSpace(r.Text), strings.TrimSpace(r.Answer)
	return r, ok
}

// edited shows what saving would do, and lets the box try it.
func (e *editor) edited() {
	r, ok := e.value()
	if e.strict && ok {
		e.model.Mark(Check(e.v.deps.Engine.Config(), e.at, r))
	}
	_, n, _ := e.model.Counts()
	e.changed = n > 0
	e.save.SetDisabled(!e.changed || e.busy)
	widgets.SetVisible(e.discard, e.changed)
	widgets.SetVisible(e.words, r.Match != gateway.MatchAny)
	e.parts.SetColored(AnswerLine(r), theme.Muted)
	e.marks()
	e.v.box.run()
}

// marks shows what is wrong at the fields.
func (e *editor) marks() {
	for _, l := range e.model.Lines() {
		e.why[l.Key].Say(l.Error, theme.Bad)
		if f := e.fields[l.Key]; f != nil {
			f.SetInvalid(l.Error != "")
		}
	}
	e.body.Refresh()
}

func (e *editor) undo() {
	if e.at < 0 {
		e.v.close()
		return
	}
	e.strict = false
	e.model.Undo()
	e.fill()
}

// shortcut saves while a field has the focus.
func (e *editor) shortcut(s fyne.Shortcut) bool {
	if widgets.Saves(s) {
		e.store()
		return true
	}
	return false
}

func (e *editor) store() {
	if !e.changed || e.busy {
		return
	}
	e.strict = true
	e.edited()
	r, ok := e.value()
	c := e.v.deps.Engine.Config()
	if !ok || len(Check(c, e.at, r)) > 0 {
		return
	}
	if e.at >= 0 && e.at < len(c.Rules) {
		r.ID = c.Rules[e.at].ID
	}
	e.busy = true
	c, at := Put(c, e.at, r), e.at
	e.v.deps.Shell.Go(func() func() {
		err := e.v.deps.Engine.Apply(context.Background(), c)
		return func() {
			e.busy = false
			if err != nil {
				e.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not saved: %s", words.Error(err))})
				e.edited()
				return
			}
			if at < 0 {
				at = len(c.Rules) - 1
			}
			e.v.rules = e.v.deps.Engine.Config().Rules
			e.v.edit(at)
			e.v.load()
		}
	})
}
