package routing

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// rowHeight is the height of a rule in the list.
const rowHeight = 60

// list shows the rules in their order. It has the focus as a whole: the arrows
// move the cursor, with Alt the rule.
type list struct {
	widget.BaseWidget
	v       *View
	rows    []*row
	cursor  int // -1: none
	focused bool
	box     *fyne.Container

	dragging int     // rule that is dragged, -1 for none
	dragged  float32 // how far from its place
}

func newList(v *View) *list {
	l := &list{v: v, cursor: -1, dragging: -1, box: widgets.VBox(6)}
	l.ExtendBaseWidget(l)
	return l
}

// show brings the rows to the rules.
func (l *list) show() {
	n := len(l.v.rules.Draft)
	changed := n != len(l.rows)
	for len(l.rows) < n {
		l.rows = append(l.rows, newRow(l, len(l.rows)))
	}
	l.rows = l.rows[:n]
	l.cursor = min(l.cursor, n-1)
	if changed {
		l.box.Objects = nil
		for _, r := range l.rows {
			l.box.Add(r)
		}
		l.box.Refresh()
		l.Refresh()
	}
	for _, r := range l.rows {
		r.show()
	}
}

// pick puts the cursor on a rule and opens its form.
func (l *list) pick(i int) {
	if n := len(l.rows); n > 0 {
		l.cursor = max(0, min(i, n-1))
		l.v.edit(l.cursor)
		l.show()
	}
}

func (l *list) move(to int) {
	if l.cursor >= 0 {
		l.cursor = l.v.rules.Move(l.cursor, to)
		l.v.editing = l.cursor
		l.v.changed()
	}
}

// FocusGained, FocusLost, TypedRune and TypedKey implement fyne.Focusable.
func (l *list) FocusGained() {
	l.focused = true
	if l.cursor < 0 && len(l.rows) > 0 {
		l.cursor = 0
	}
	l.show()
}

// FocusLost takes the mark of the focus away.
func (l *list) FocusLost() { l.focused = false; l.show() }

// TypedRune has no letters.
func (l *list) TypedRune(rune) {}

// TypedKey moves the cursor, opens, and deletes.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		l.pick(l.cursor - 1)
	case fyne.KeyDown:
		l.pick(l.cursor + 1)
	case fyne.KeyHome:
		l.pick(0)
	case fyne.KeyEnd:
		l.pick(len(l.rows) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.pick(l.cursor)
		l.v.form.focus()
	case fyne.KeyDelete:
		if l.cursor >= 0 {
			l.v.delete(l.cursor)
		}
	case fyne.KeyEscape:
		l.v.Escape()
	}
}

// TypedShortcut moves the rule with Alt and an arrow, and doubles it with Ctrl+D.
func (l *list) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	switch {
	case ok && c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyUp:
		l.move(l.cursor - 1)
	case ok && c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyDown:
		l.move(l.cursor + 1)
	case ok && c.Modifier == fyne.KeyModifierControl && c.KeyName == fyne.KeyD && l.cursor >= 0:
		l.v.duplicate(l.cursor)
	default:
		if c, ok := l.v.deps.Shell.Canvas().(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
}

// drag moves a rule with the mouse: it changes places when it is nearer to
// another one's.
func (l *list) drag(i int, by float32) {
	if l.dragging < 0 {
		l.dragging, l.dragged, l.cursor = i, 0, i
	}
	l.dragged += by
	step := theme.Px(rowHeight + 6)
	if over := int(l.dragged/step + sign(l.dragged)*0.5); over != 0 {
		from := l.dragging
		l.dragging = l.v.rules.Move(from, from+over)
		l.dragged -= float32(l.dragging-from) * step
		if l.dragging == from {
			l.dragged = 0 // it is the first or last already
		}
		l.cursor, l.v.editing = l.dragging, l.dragging
		l.v.changed()
	}
}

func sign(f float32) float32 {
	if f < 0 {
		return -1
	}
	return 1
}

// CreateRenderer implements fyne.Widget.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

// row is one rule.
type row struct {
	widget.BaseWidget
	l      *list
	index  int
	number *widgets.Text
	who    *widgets.Text
	where  *widgets.Text
	said   *widgets.Text
	lower  *fyne.Container // where and said
	card   *widgets.Surface
}

func newRow(l *list, index int) *row {
	r := &row{l: l, index: index, number: widgets.NewText("", theme.Muted, 13).Bold(), who: widgets.NewText("", theme.Text, 13).Elide(), where: widgets.NewText("", theme.Text, 13).Bold().Elide(), said: widgets.NewText("", theme.Muted, 11.5).Elide().Right()}
	grip := widgets.NewIcon(fyneTheme.MenuIcon(), theme.Disabled, 16)
	button := func(icon fyne.Resource, do func(int)) fyne.CanvasObject {
		return widgets.VMid(widgets.NewButton("", icon, widgets.Ghost, func() { do(r.index) }))
	}
	buttons := widgets.HBox(0, button(fyneTheme.ContentCopyIcon(), l.v.duplicate), button(fyneTheme.DeleteIcon(), l.v.delete))
	r.lower = container.New(sides{}, r.where, r.said)
	body := widgets.Border(nil, nil, widgets.HBox(10, widgets.VMid(grip), widgets.VMid(widgets.Fixed(22, 0, r.number))), buttons, widgets.VMid(widgets.VBox(4, r.who, r.lower)))
	r.card = widgets.NewSurface(theme.Surface, widgets.Fixed(0, rowHeight, widgets.PadXY(12, 0, body))).Rounded(8).Stroked(theme.Line)
	r.ExtendBaseWidget(r)
	return r
}

// Label is the rule in words.
func (r *row) Label() string { return r.who.Text() + " " + r.where.Text() }

func (r *row) show() {
	v := r.l.v
	if r.index >= len(v.rules.Draft) {
		return
	}
	x := v.rules.Draft[r.index]
	r.number.Set(fmt.Sprint(r.index + 1))
	r.who.Set(sms.Clean(Who(x)))
	was := r.where.Text() + r.said.Text()
	r.where.Set(sms.Clean(Where(x.Links)))
	remark, grade := v.rules.Remark(r.index)
	bad := grade == gateway.Severe
	color := map[gateway.Severity]fyne.ThemeColorName{gateway.Info: theme.Muted, gateway.Warning: theme.Warn, gateway.Severe: theme.Bad}[grade]
	stroke, fill := theme.Line, theme.Surface
	if r.index < len(v.verdicts) {
		verdict := v.verdicts[r.index]
		if !bad {
			remark, color = verdict.Words, theme.Muted
		}
		if verdict.Taken {
			stroke, color = theme.Good, theme.Good
		}
	}
	if r.index == r.l.cursor {
		fill = theme.Row
		if r.l.focused {
			stroke = theme.Primary
		}
	}
	if bad {
		stroke = theme.Bad
	}
	r.said.SetColored(sms.Clean(remark), color)
	if r.where.Text()+r.said.Text() != was {
		r.lower.Refresh()
	}
	r.card.SetFill(fill)
	r.card.Stroked(stroke)
}

// Tapped opens the rule.
func (r *row) Tapped(*fyne.PointEvent) {
	r.l.pick(r.index)
	r.l.v.deps.Shell.Canvas().Focus(r.l)
}

// Dragged moves the rule.
func (r *row) Dragged(e *fyne.DragEvent) { r.l.drag(r.index, e.Dragged.DY) }

// DragEnd drops it where it is, and opens it.
func (r *row) DragEnd() {
	if r.l.dragging >= 0 {
		at := r.l.dragging
		r.l.dragging = -1
		r.l.pick(at)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.card) }
