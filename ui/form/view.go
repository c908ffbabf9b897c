package form

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Filters of the folded groups.
const (
	all = iota
	changed
	wrong
)

// View is the form.
type View[T any] struct {
	model   *Model[T]
	inputs  map[string]*input
	open    map[string]bool
	groups  map[string]*group
	chips   [3]*widgets.Chip
	filter  int
	search  string
	changed func()
	filling bool
	fresh   bool              // all of it is new
	hints   map[string]string // shown in an empty field
	object  *fyne.Container
}

// input is one setting's field with what stands around it.
type input struct {
	field  *widgets.Field
	choice *widgets.Select
	check  *widgets.Check
	dot    *widgets.Dot
	why    *widgets.Text   // what a basic setting is for, or what is wrong with it
	undo   *widgets.Button // puts a basic setting back to what is stored
	help   *widgets.Lines  // what another is for, or what is wrong with it, and its default
	reset  *widgets.Button
	line   fyne.CanvasObject
	basic  bool
}

type group struct {
	name    string
	chevron *widgets.Button
	summary *widgets.Text
	fix     *widgets.Text
	rule    fyne.CanvasObject // above it, but for the first that is shown
	head    *fyne.Container
	lines   *fyne.Container
	body    *fyne.Container // the lines with the room around them
	object  *fyne.Container
}

// New shows a model. changed is called at each edit; hints stand in empty
// fields by key.
func New[T any](m *Model[T], hints map[string]string, changed func()) *View[T] {
	v := &View[T]{model: m, inputs: map[string]*input{}, open: map[string]bool{}, groups: map[string]*group{}, changed: changed, hints: hints}
	basics := v.basics()
	for i, name := range []string{words.T("All settings"), words.T("Changed"), words.T("To fix")} {
		c := theme.Muted
		if i == wrong {
			c = theme.Bad
		}
		v.chips[i] = widgets.NewChip(name, c, func() { v.setFilter(i) })
	}
	v.chips[all].SetOn(true)
	find := widgets.NewField(words.T("Find a setting, e.g. window, TLS …"))
	find.OnChanged(func(s string) { v.search = s; v.arrange() })
	chips := widgets.HBox(6, v.chips[0], v.chips[1], v.chips[2])
	bar := widgets.Beside(chips.MinSize().Width/theme.Px(1)+280+40, chips, widgets.Fixed(280, 0, find)) // the counts grow
	list := widgets.VBox(0)
	for _, name := range m.Groups() {
		list.Add(v.group(name).object)
	}
	v.object = widgets.VBox(12, basics)
	if len(v.groups) > 0 {
		v.object.Add(bar)
		v.object.Add(widgets.NewSurface(theme.Surface, list).Rounded(8).Stroked(theme.Line))
	}
	v.Show()
	return v
}

// Object is the form.
func (v *View[T]) Object() fyne.CanvasObject { return v.object }

// Focus puts the cursor into the first field.
func (v *View[T]) Focus(c fyne.Canvas) {
	for _, l := range v.model.Lines() {
		if in := v.inputs[l.Key]; in.field != nil {
			c.Focus(in.field.Entry)
			return
		}
	}
}

// FocusOn puts the cursor into the field of a setting of the first group.
func (v *View[T]) FocusOn(c fyne.Canvas, key string) {
	if in := v.inputs[key]; in != nil && in.field != nil {
		c.Focus(in.field.Entry)
	}
}

// Model is what it edits.
func (v *View[T]) Model() *Model[T] { return v.model }

func (in *input) object() fyne.CanvasObject {
	switch {
	case in.field != nil:
		return in.field
	case in.choice != nil:
		return in.choice
	}
	return in.check
}

// input makes the field of a setting.
func (v *View[T]) input(l Line) *input {
	in := &input{}
	key := l.Key
	set := func(text string) {
		if !v.filling {
			v.model.Set(key, text)
			v.changed()
			v.errors()
		}
	}
	switch l.Kind {
	case gateway.KindBool:
		in.check = widgets.NewCheck("", func(on bool) { set(fmt.Sprint(on)) })
		if l.Group == gateway.GroupBasic {
			in.check.Text = l.Help
		}
	case gateway.KindChoice:
		var labels []string
		for _, c := range l.Choices {
			labels = append(labels, l.shown(c))
		}
		in.choice = widgets.NewSelect(labels, func(s string) {
			if at := slices.Index(labels, s); at >= 0 {
				set(l.Choices[at])
			}
		})
	case gateway.KindSecret:
		in.field = widgets.NewPassword()
	default:
		in.field = widgets.NewField("")
	}
	if in.field != nil {
		in.field.Entry.PlaceHolder = widgets.Visual(v.hints[key])
		in.field.OnChanged(set)
	}
	v.inputs[key] = in
	return in
}

func (v *View[T]) group(name string) *group {
	g := &group{name: name, summary: widgets.Small("").Elide(), fix: widgets.NewText("", theme.Primary, 11.5)}
	g.chevron = widgets.NewButton(words.Of(name), fyneTheme.MenuExpandIcon(), widgets.Ghost, func() { v.open[name] = !v.open[name]; v.arrange() })
	head := widgets.Fixed(0, 38, widgets.PadXY(6, 0, widgets.Border(nil, nil, widgets.Fixed(228, 0, widgets.VMid(leftOf(g.chevron))), widgets.PadXY(10, 0, widgets.VMid(g.fix)), widgets.VMid(g.summary))))
	g.lines = widgets.VBox(4)
	for _, l := range v.model.Lines() {
		if l.Group == name {
			g.lines.Add(v.line(l))
		}
	}
	g.body = widgets.PadAll(0, 12, 10, 12, g.lines)
	g.rule, g.head = widgets.HLine(), head
	g.object = widgets.VBox(0, g.rule, head, g.body)
	v.groups[name] = g
	return g
}

func leftOf(o fyne.CanvasObject) fyne.CanvasObject { return widgets.HBox(0, o, widgets.Spacer()) }

func (v *View[T]) line(l Line) fyne.CanvasObject {
	in := v.input(l)
	key := l.Key
	in.dot = widgets.NewDot(theme.Surface)
	in.help = widgets.NewLines(l.Help, theme.Text, 12, 2)
	in.reset = widgets.NewButton("", fyneTheme.ContentUndoIcon(), widgets.Ghost, func() {
		v.model.Reset(key)
		v.Show()
		v.changed()
	})
	width := float32(196)
	field := in.object()
	if l.Unit != "" {
		field = widgets.Cols(8, []float32{96, 0}, field, widgets.VMid(widgets.Small(l.Unit)))
	}
	in.line = container.New(&lineLayout{field: width}, widgets.VMid(in.dot.Object()),
		widgets.VMid(widgets.VBox(1, widgets.Body(l.Label).Elide(), widgets.NewText(l.Key, theme.Muted, 10.5).Mono().Elide())),
		widgets.VMid(field), widgets.VMid(in.reset), widgets.VMid(in.help))
	return in.line
}

// Show fills every field from the model.
func (v *View[T]) Show() {
	v.filling = true
	for _, l := range v.model.Lines() {
		in := v.inputs[l.Key]
		switch {
		case in.field != nil:
			in.field.SetText(l.Text)
		case in.choice != nil:
			in.choice.SetSelected(l.shown(l.Text))
		default:
			in.check.SetChecked(l.Text == "true")
		}
	}
	v.filling = false
	for _, l := range v.model.Lines() {
		v.showLine(l.Key)
	}
	v.marks()
	v.arrange()
}

// showLine shows a setting's state: changed, default, wrong.
func (v *View[T]) showLine(key string) {
	l, in := v.model.Line(key), v.inputs[key]
	if in.field != nil {
		in.field.SetInvalid(l.Error != "")
	}
	if in.basic {
		v.showBasic(l, in)
		return
	}
	if l.Error != "" {
		in.help.SetColored(l.Error, theme.Bad)
	} else {
		in.help.SetColored(l.Help, theme.Text)
	}
	switch {
	case !l.HasDefault && l.saysEmpty:
		in.help.SetTail("")
	case !l.HasDefault:
		in.help.SetTail(words.T("Usually empty"))
	case l.Kind == gateway.KindBool && l.Default == "true":
		in.help.SetTail(words.T("Default on"))
	case l.Kind == gateway.KindBool:
		in.help.SetTail(words.T("Default off"))
	case l.Default == "":
		in.help.SetTail(words.T("Default empty"))
	default:
		in.help.SetTail(words.T("Default %s", l.shown(l.Default)))
	}
	widgets.SetVisible(in.reset, !l.Usual())
	switch {
	case l.Changed():
		in.dot.SetFill(theme.Primary)
	case !l.Usual():
		in.dot.SetFill(theme.Disabled)
	default:
		in.dot.SetFill(theme.Surface)
	}
}

// marks shows the counts and what each group is set to.
func (v *View[T]) marks() {
	n, c, w := v.model.Counts()
	v.chips[all].SetCount(fmt.Sprint(n))
	v.chips[changed].SetCount(fmt.Sprint(c))
	v.chips[wrong].SetCount(fmt.Sprint(w))
	for name, g := range v.groups {
		g.summary.Set(v.model.Summary(name))
		c, w := 0, 0
		for _, l := range v.model.Lines() {
			if l.Group == name {
				if l.Changed() {
					c++
				}
				if l.Error != "" {
					w++
				}
			}
		}
		was := g.fix.Text()
		switch {
		case w > 0:
			g.fix.SetColored(words.N(w, "%s to fix", "%s to fix"), theme.Bad)
		case c > 0:
			g.fix.SetColored(words.N(c, "%s changed", "%s changed"), theme.Primary)
		default:
			g.fix.Set("")
		}
		if g.fix.Text() != was {
			g.head.Refresh() // what stands at its right has another width
		}
	}
}

func (v *View[T]) setFilter(i int) {
	v.chips[v.filter].SetOn(false)
	v.filter = i
	v.chips[i].SetOn(true)
	v.arrange()
}

// arrange shows the groups and lines that are wanted: what the user opened, or
// what search and filter find.
func (v *View[T]) arrange() {
	narrowed := v.filter != all || v.search != ""
	first := true
	for _, name := range v.model.Groups() {
		g, any := v.groups[name], false
		for _, l := range v.model.Lines() {
			if l.Group != name {
				continue
			}
			show := !narrowed && v.open[name] || narrowed && l.Matches(v.search) && (v.filter == all || v.filter == changed && l.Changed() || v.filter == wrong && l.Error != "")
			widgets.SetVisible(v.inputs[l.Key].line, show)
			any = any || show
		}
		widgets.SetVisible(g.body, any)
		icon := fyneTheme.MenuExpandIcon()
		if any {
			icon = fyneTheme.MenuDropDownIcon()
		}
		g.chevron.SetIcon(icon)
		shown := !narrowed || any
		widgets.SetVisible(g.object, shown)
		widgets.SetVisible(g.rule, shown && !first)
		first = first && !shown
	}
	v.object.Refresh()
}

// Mark shows problems at their fields, opens their groups and returns those
// that belong to no field.
func (v *View[T]) Mark(p gateway.Problems) gateway.Problems {
	rest := v.model.Mark(p)
	for _, l := range v.model.Lines() {
		if l.Error != "" {
			v.open[l.Group] = true
		}
		v.showLine(l.Key)
	}
	v.marks()
	v.arrange()
	return rest
}

// errors shows the state of every setting: what is typed into one may put another
// right or wrong.
func (v *View[T]) errors() {
	for _, l := range v.model.Lines() {
		v.showLine(l.Key)
	}
	v.marks()
}

// First is the first wrong setting, in words; "" when all are right.
func (v *View[T]) First() string {
	for _, l := range v.model.Lines() {
		if l.Error != "" {
			return words.T("%s: %s", l.Label, l.Error)
		}
	}
	return ""
}
