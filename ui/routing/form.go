package routing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// ruleForm edits one rule. Each edit shows in the list at once; nothing is in force
// before Apply.
type ruleForm struct {
	v       *View
	title   *widgets.Text
	kind    *widgets.Select
	name    *widget.SelectEntry // the account, or the link of incoming messages
	nameBox *fyne.Container
	nameIs  *widgets.Text
	from    *widgets.Field
	to      *widgets.Field
	text    *widgets.Field
	targets *fyne.Container
	shown   []string // targets that stand in the form
	weight  *widgets.Field
	notes   map[string]*widgets.Text // what is wrong, by key
	object  *widgets.Surface
	filling bool
}

func newForm(v *View) *ruleForm {
	f := &ruleForm{v: v, title: widgets.Title(words.T("Rule")), nameIs: widgets.Small(""), from: widgets.NewField(words.T("any")), to: widgets.NewField(words.T("any, such as +36*")), text: widgets.NewField(words.T("any")), weight: widgets.NewField(words.T("none")).Mono(), targets: widgets.VBox(6), notes: map[string]*widgets.Text{}}
	f.kind = widgets.NewSelect(kindChoices(), f.edit(func(r *gateway.Route, x string) { SetKind(r, kindShown(x), v.rules.Config) }))
	f.name = widget.NewSelectEntry(nil)
	f.name.OnChanged = f.edit(func(r *gateway.Route, x string) {
		switch x = strings.TrimSpace(x); KindOf(*r) {
		case KindIncoming:
			r.Incoming = x
			if x == "" {
				r.Incoming = "*"
			}
		default:
			if r.Account = x; x == "" {
				r.Account = "?" // an account must be named: the note says so
			}
		}
	})
	f.from.OnChanged(f.edit(func(r *gateway.Route, x string) { r.From = strings.TrimSpace(x) }))
	f.to.OnChanged(f.edit(func(r *gateway.Route, x string) { r.To = strings.TrimSpace(x) }))
	f.text.OnChanged(f.edit(func(r *gateway.Route, x string) { r.Text = x }))
	f.weight.OnChanged(f.edit(func(r *gateway.Route, x string) {
		n, err := strconv.Atoi(strings.TrimSpace(x))
		if strings.TrimSpace(x) == "" {
			n, err = 0, nil
		}
		if err != nil {
			n = -1 // the note says that it can't be
		}
		r.Weight = n
	}))
	for _, x := range []*widgets.Field{f.from, f.to, f.text, f.weight} {
		x.OnKey(f.key)
	}
	f.nameBox = widgets.VBox(3, f.nameIs, widgets.Framed(f.name), f.note("account"), f.note("incoming"))
	closer := widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, v.Escape)
	body := widgets.VBox(9, widgets.Border(nil, nil, nil, closer, widgets.VMid(f.title)), f.kind, f.nameBox,
		widgets.Cols(10, []float32{0, 0}, labelled(words.T("From"), f.from), labelled(words.T("To"), f.to)), f.note("from"), f.note("to"),
		labelled(words.T("With these words in the text"), f.text),
		widgets.VBox(5, widgets.Small(words.T("go to")), f.targets, f.note("link")),
		widgets.VBox(3, widgets.Cols(10, []float32{90, 0}, labelled(words.T("Weight"), f.weight), widgets.VBox(0, widgets.Small(""), widgets.NewLines(words.T("Rules for the same messages share them by their weights."), theme.Muted, 11.5, 2))), f.note("weight")))
	f.object = widgets.NewCard(body)
	return f
}

func labelled(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VBox(3, widgets.Small(name), o)
}

// note is the line below a field that says what is wrong with it.
func (f *ruleForm) note(key string) fyne.CanvasObject {
	t := widgets.NewText("", theme.Bad, 11.5).Elide()
	t.Hide()
	f.notes[key] = t
	return t
}

// key leaves the form with Esc.
func (f *ruleForm) key(e *fyne.KeyEvent) bool {
	if e.Name == fyne.KeyEscape {
		f.v.deps.Shell.Canvas().Focus(f.v.list)
		return true
	}
	return false
}

func (f *ruleForm) focus() { f.v.deps.Shell.Canvas().Focus(f.to.Entry) }

// edit makes of a change of the rule what a field calls.
func (f *ruleForm) edit(set func(*gateway.Route, string)) func(string) {
	return func(x string) {
		if i := f.v.editing; !f.filling && i >= 0 {
			set(&f.v.rules.Draft[i], x)
			f.v.changed()
		}
	}
}

// show fills the form from the rule.
func (f *ruleForm) show() {
	i := f.v.editing
	if i < 0 {
		return
	}
	r, c := f.v.rules.Draft[i], f.v.rules.Config
	f.filling = true
	f.title.Set(words.T("Rule %d", i+1))
	f.kind.SetSelected(KindWords(KindOf(r)))
	name, options := r.Account, Accounts(c)
	f.nameIs.Set(words.T("Account, or a beginning with *"))
	if KindOf(r) == KindIncoming {
		name, options = r.Incoming, append([]string{"*"}, Links(c)...)
		f.nameIs.Set(words.T("By this connection; * is any"))
	}
	if name == "?" {
		name = ""
	}
	f.name.SetOptions(options)
	if f.name.Text != name {
		f.name.SetText(name)
	}
	f.from.SetText(r.From)
	f.to.SetText(r.To)
	f.text.SetText(r.Text)
	if n, err := strconv.Atoi(strings.TrimSpace(f.weight.Text())); r.Weight >= 0 && (err != nil || n != r.Weight) {
		f.weight.SetText(map[bool]string{true: strconv.Itoa(r.Weight)}[r.Weight > 0])
	}
	changed := widgets.SetVisible(f.nameBox, KindOf(r) == KindAccount || KindOf(r) == KindIncoming)
	if !slices.Equal(f.shown, r.Links) || len(f.targets.Objects) == 0 {
		f.fillTargets(r.Links)
		changed = true
	}
	f.filling = false
	if f.marks() || changed {
		f.object.Refresh()
		f.v.side.Refresh()
	}
}

// marks shows problems at their fields.
func (f *ruleForm) marks() (changed bool) {
	problems := f.v.rules.Problems(f.v.editing)
	path := fmt.Sprintf("route[%d].", f.v.editing+1)
	for key, t := range f.notes {
		text := ""
		if p := problems.At(path + key); len(p) > 0 {
			text = words.Problem(p[0])
			if key == "account" && f.name.Text == "" {
				text = words.T("name an account, or choose another kind of message")
			}
			if key == "weight" {
				text = words.T("a weight is a whole number, or nothing")
			}
		}
		t.Set(text)
		changed = widgets.SetVisible(t, text != "") || changed
	}
	f.from.SetInvalid(f.notes["from"].Text() != "")
	f.to.SetInvalid(f.notes["to"].Text() != "")
	f.weight.SetInvalid(f.notes["weight"].Text() != "")
	return changed
}

// fillTargets makes a line for each target, and one to add a back-up.
func (f *ruleForm) fillTargets(links []string) {
	f.shown = slices.Clone(links)
	f.targets.Objects = nil
	set := func(change func([]string) []string) {
		if i := f.v.editing; !f.filling && i >= 0 {
			f.v.rules.Draft[i].Links = change(slices.Clone(f.v.rules.Draft[i].Links))
			f.v.changed()
		}
	}
	all := Targets(f.v.rules.Config)
	for k, t := range links {
		options := all
		if !slices.Contains(all, t) {
			options = append([]string{t}, all...)
		}
		pick := widgets.NewSelect(options, func(x string) {
			set(func(l []string) []string { l[k] = x; return l })
		})
		pick.SetSelected(t)
		word := words.T("first")
		if k > 0 {
			word = words.T("then")
		}
		up := widgets.NewButton("", fyneTheme.MoveUpIcon(), widgets.Ghost, func() {
			set(func(l []string) []string { l[k-1], l[k] = l[k], l[k-1]; return l })
		})
		up.SetDisabled(k == 0)
		drop := widgets.NewButton("", fyneTheme.ContentRemoveIcon(), widgets.Ghost, func() {
			set(func(l []string) []string { return slices.Delete(l, k, k+1) })
		})
		f.targets.Add(widgets.Border(nil, nil, widgets.Fixed(40, 0, widgets.VMid(widgets.Small(word))), widgets.HBox(0, up, drop), pick))
	}
	free := slices.DeleteFunc(slices.Clone(all), func(t string) bool { return slices.Contains(links, t) })
	if len(free) > 0 {
		label := words.T("Add a back-up")
		if len(links) == 0 {
			label = words.T("Choose where to")
		}
		f.targets.Add(widgets.HBox(0, widgets.NewButton(label, fyneTheme.ContentAddIcon(), widgets.Ghost, func() {
			set(func(l []string) []string { return append(l, free[0]) })
		}), widgets.Spacer()))
	}
	f.targets.Refresh()
}

// scrolled puts what may be too tall for the window into a scroll.
func scrolled(o fyne.CanvasObject) fyne.CanvasObject { return container.NewVScroll(o) }
