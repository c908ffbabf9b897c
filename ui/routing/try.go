package routing

import (
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// try says where a message would go, and of each rule why.
type try struct {
	v      *View
	source *widgets.Select
	from   *widgets.Field
	to     *widgets.Field
	text   *widgets.Field
	result *widgets.Lines
	box    *widgets.Surface
	hint   *widgets.Prose
	clear  *widgets.Button
	object fyne.CanvasObject
}

func newTry(v *View) *try {
	t := &try{v: v, from: widgets.NewField(words.T("any")), to: widgets.NewField("+36301234567"), text: widgets.NewField(words.T("any")), result: widgets.NewLines("", theme.Text, 13, 3).Middle(),
		hint: widgets.NewProse(words.T("Type a number: each rule then says why it takes the message or not. Nothing is sent."), theme.Muted, 12)}
	t.source = widgets.NewSelect([]string{SourceWords(Composer)}, func(string) { t.run() })
	t.source.SetSelected(SourceWords(Composer))
	for _, f := range []*widgets.Field{t.from, t.to, t.text} {
		f.OnChanged(func(string) { t.run() })
	}
	t.clear = widgets.NewButton(words.T("Clear"), nil, widgets.Plain, func() {
		for _, f := range []*widgets.Field{t.from, t.to, t.text} {
			f.SetText("")
		}
	})
	t.box = widgets.NewSurface(theme.Muted, widgets.PadXY(12, 8, t.result)).Soft(0x18).Rounded(6)
	t.object = widgets.NewCard(widgets.VBox(10, widgets.Border(nil, nil, nil, t.clear, widgets.VMid(widgets.Title(words.T("Try a number")))), labelled(words.T("A message"), t.source),
		widgets.Cols(10, []float32{0, 0}, labelled(words.T("From"), t.from), labelled(words.T("To"), t.to)), labelled(words.T("Text"), t.text), t.box, t.hint))
	return t
}

// run tries again and shows what the rules say.
func (t *try) run() {
	t.trace()
	t.v.list.show()
}

// on tells whether something is tried.
func (t *try) on() bool {
	return strings.TrimSpace(t.to.Text()+t.from.Text()) != "" || t.text.Text() != "" || t.chosen() != Composer
}

// chosen is the source that is picked.
func (t *try) chosen() string {
	for _, s := range Sources(t.v.rules.Config) {
		if SourceWords(s) == t.source.Selected() {
			return s
		}
	}
	return Composer
}

// trace works out the verdicts.
func (t *try) trace() {
	var options []string
	for _, s := range Sources(t.v.rules.Config) {
		options = append(options, SourceWords(s))
	}
	t.source.SetOptions(options)
	t.clear.SetDisabled(!t.on())
	if widgets.SetVisible(t.box, t.on()) {
		t.v.side.Refresh()
	}
	if widgets.SetVisible(t.hint, !t.on()) {
		t.v.side.Refresh()
	}
	if !t.on() {
		t.v.verdicts = nil
		return
	}
	status := t.v.deps.Engine.Status()
	up := func(target string) bool {
		l, ok := status.Link(target)
		return !ok || l.State.Up()
	}
	verdicts, result, found := Try(t.v.rules.Whole(), Ask(t.chosen(), t.from.Text(), t.to.Text(), t.text.Text()), up)
	t.v.verdicts = verdicts
	color := theme.Good
	if !found {
		color = theme.Warn
	}
	t.box.SetFill(color)
	t.result.SetColored(sms.Clean(result), theme.Text)
}
