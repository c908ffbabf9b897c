package autoreplies

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Confirm(title, text, verb string, danger bool, yes func())
	Canvas() fyne.Canvas
	Columns(name string, g widgets.Columned)
}

// Deps is what the screen works with.
type Deps struct {
	Engine gateway.Engine
	Office gateway.Office
	Shell  Shell
}

const (
	sideWidth = 384
	inside    = sideWidth - 2*14
	wideFrom  = 940 // content width below which the panel slides over
)

// View is the screen.
type View struct {
	deps   Deps
	rules  []gateway.Rule
	hits   map[int64]gateway.RuleHits
	fact   *widgets.Text
	grid   *widgets.Grid
	empty  fyne.CanvasObject
	middle *fyne.Container
	up     *widgets.Button
	down   *widgets.Button
	panel  *fyne.Container
	editor *editor
	hint   fyne.CanvasObject
	box    *box
	drawer *widgets.Drawer
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, fact: widgets.Small("").Elide(), hint: widgets.Centered(widgets.Small(words.T("Choose a rule to see and change it.")))}
	v.grid = widgets.NewGrid([]widgets.Column{
		{Key: "place", Title: "#", Width: 42, Mono: true, Right: true},
		{Key: "on", Title: "", Width: 70, Pill: true},
		{Key: "name", Title: words.T("Name"), Width: 110, Flex: true},
		{Key: "when", Title: words.T("When the text"), Width: 130, Flex: true, Share: 2},
		{Key: "then", Title: words.T("Then"), Width: 150, Flex: true, Share: 2, Drop: 1},
		{Key: "hits", Title: words.T("Hits"), Width: 72, Mono: true, Right: true, Drop: 2},
		{Key: "last", Title: words.T("Last"), Width: 92, Mono: true, Drop: 3},
	}, source{v}, false)
	d.Shell.Columns("autoreplies", v.grid)
	v.grid.OnSelect = func(int64) { v.choose() }
	v.grid.OnOpen = func(int64) { v.drawer.Slide(true); v.editor.Focus(d.Shell.Canvas()) }
	v.grid.OnKey = v.key
	v.grid.OnCut = v.shortcut
	v.grid.OnMenu = v.menu
	v.up = widgets.NewButton("", fyneTheme.MoveUpIcon(), widgets.Ghost, func() { v.move(-1) })
	v.down = widgets.NewButton("", fyneTheme.MoveDownIcon(), widgets.Ghost, func() { v.move(1) })
	add := widgets.NewButton(words.T("New rule"), fyneTheme.ContentAddIcon(), widgets.Strong, v.Add)
	title := widgets.Border(nil, nil, widgets.VMid(widgets.Heading(words.T("Auto-replies"))), nil, widgets.PadAll(0, 8, 0, 10, widgets.VMid(v.fact)))
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.Border(nil, nil, nil, widgets.VMid(widgets.HBox(4, v.up, v.down, add)), title))), widgets.HLine())
	v.empty = widgets.NewEmpty(fyneTheme.MailReplyAllIcon(), words.T("No rules yet"), words.T("A rule answers, forwards or tags what arrives: a price list on request, a word that you are closed."),
		widgets.NewButton(words.T("Write a first rule"), nil, widgets.Plain, v.Add))
	v.empty.Hide()
	v.middle = container.NewStack(v.grid, v.empty)
	v.panel = container.NewStack(v.hint)
	v.editor = newEditor(v)
	v.box = newBox(v)
	split := widgets.NewSplit(true, 0.5, v.middle, v.box.object)
	v.drawer = widgets.NewDrawer(sideWidth, widgets.Border(head, nil, nil, nil, split), v.panel)
	v.load()
	return v
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.drawer.Object() }

// Shown reads what is in force.
func (v *View) Shown() {
	v.load()
	v.count()
}

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Config {
		v.load()
	}
	if u.People {
		v.count()
	}
}

// Find puts the cursor into the box.
func (v *View) Find() { v.deps.Shell.Canvas().Focus(v.box.text.Entry) }

// Escape closes the panel.
func (v *View) Escape() {
	if v.drawer.Open() {
		v.drawer.Slide(false)
		return
	}
	v.Close()
}

// Resized folds for narrow windows.
func (v *View) Resized(width float32) { v.drawer.SetWide(width/theme.Px(1) >= wideFrom) }

// load shows the rules in force.
func (v *View) load() {
	v.rules = v.deps.Engine.Config().Rules
	v.fact.Set(Fact(v.rules, v.hits))
	v.grid.Reload()
	none := len(v.rules) == 0
	widgets.SetVisible(v.empty, none)
	widgets.SetVisible(v.grid, !none)
	widgets.SetVisible(v.hint, !none) // else there is none to choose
	v.middle.Refresh()
	v.moves()
	v.editor.follow()
	v.box.run()
}

// count reads how often rules fitted.
func (v *View) count() {
	v.deps.Shell.Go(func() func() {
		hits, err := v.deps.Office.RuleHits(context.Background())
		return func() {
			if err == nil {
				v.hits = hits
				v.fact.Set(Fact(v.rules, v.hits))
				v.grid.Reload()
			}
		}
	})
}

// at is the place of the rule with the cursor; -1 for none.
func (v *View) at() int { return int(v.grid.Cursor()) - 1 }

// moves tells which way the chosen rule can go.
func (v *View) moves() {
	at := v.at()
	v.up.SetDisabled(at <= 0)
	v.down.SetDisabled(at < 0 || at >= len(v.rules)-1)
}

// choose shows the rule with the cursor, unless one is being written.
func (v *View) choose() {
	at := v.at()
	v.moves()
	if at < 0 || at >= len(v.rules) || at == v.editor.at && v.editor.open {
		return
	}
	v.leave(func() { v.edit(at) })
}

// leave does something else with the panel, after a question where a rule in it
// is not saved; until that is answered the cursor stays at the rule.
func (v *View) leave(then func()) {
	if !v.editor.open || !v.editor.changed {
		then()
		return
	}
	v.grid.Select(int64(v.editor.at + 1))
	v.deps.Shell.Confirm(words.T("Leave this rule?"), words.T("What you changed is not saved."), words.T("Leave it"), true, then)
}

func (v *View) edit(at int) {
	v.grid.Select(int64(at + 1))
	v.editor.load(at, v.rules[at], v.rules[at])
	v.show(v.editor.object)
	v.moves()
}

func (v *View) show(o fyne.CanvasObject) {
	v.panel.Objects = []fyne.CanvasObject{o}
	v.panel.Refresh()
}

// Add opens the form of a new rule.
func (v *View) Add() { v.leave(v.add) }

func (v *View) add() {
	v.grid.Select(0)
	v.moves()
	fresh := gateway.NewRule()
	fresh.Name = FreeName(v.deps.Engine.Config(), words.T("rule %d", len(v.rules)+1))
	v.editor.load(-1, fresh, fresh)
	v.show(v.editor.object)
	v.drawer.Slide(true)
	v.editor.Focus(v.deps.Shell.Canvas())
}

// Close leaves the form.
func (v *View) Close() { v.leave(v.close) }

func (v *View) close() {
	v.editor.open = false
	v.grid.Select(0)
	v.moves()
	v.show(v.hint)
	v.drawer.Slide(false)
	v.box.run()
}

// apply puts a configuration into force; what goes wrong is said.
func (v *View) apply(c gateway.Config, done func()) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), c)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not saved: %s", words.Error(err))})
				return
			}
			done()
			v.load()
		}
	})
}

// move changes the order. What is being typed belongs to the rule, not to its
// place.
func (v *View) move(by int) {
	c, to := Move(v.deps.Engine.Config(), v.at(), by)
	if to == v.at() {
		return
	}
	v.apply(c, func() {
		if v.editor.open && v.editor.at >= 0 {
			v.editor.at = to
		}
		v.rules = v.deps.Engine.Config().Rules
		v.grid.Select(int64(to + 1))
	})
}

// toggle switches the chosen rule on or off.
func (v *View) toggle() {
	at := v.at()
	c := v.deps.Engine.Config()
	if at < 0 || at >= len(c.Rules) {
		return
	}
	c.Rules[at].Enabled = !c.Rules[at].Enabled
	v.apply(c, func() {})
}

// Delete asks, and removes the chosen rule.
func (v *View) Delete() {
	at := v.at()
	if at < 0 || at >= len(v.rules) {
		return
	}
	v.deps.Shell.Confirm(words.T("Delete the rule %s?", sms.Clean(v.rules[at].Name)), words.T("It can also be switched off and kept."), words.T("Delete the rule"), true, func() {
		c := v.deps.Engine.Config()
		if at >= len(c.Rules) {
			return
		}
		c.Rules = append(c.Rules[:at], c.Rules[at+1:]...)
		v.apply(c, v.close)
	})
}

func (v *View) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDelete:
		v.Delete()
	case fyne.KeySpace:
		v.toggle()
	case fyne.KeyEscape:
		v.Escape()
	default:
		return false
	}
	return true
}

// shortcut moves the rule with Alt and an arrow.
func (v *View) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	switch {
	case ok && c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyUp:
		v.move(-1)
	case ok && c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyDown:
		v.move(1)
	default:
		return false
	}
	return true
}

func (v *View) menu(_ int64, at fyne.Position) {
	on := words.T("Switch off")
	if i := v.at(); i >= 0 && i < len(v.rules) && !v.rules[i].Enabled {
		on = words.T("Switch on")
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(words.T("Change"), func() { v.drawer.Slide(true); v.editor.Focus(v.deps.Shell.Canvas()) }), fyne.NewMenuItem(on, v.toggle),
		fyne.NewMenuItem(words.T("Move up"), func() { v.move(-1) }), fyne.NewMenuItem(words.T("Move down"), func() { v.move(1) }), fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Delete…"), v.Delete)}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.deps.Shell.Canvas(), at)
}
