package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Field is a framed entry; the frame shows focus and error.
type Field struct {
	widget.BaseWidget
	Entry   *entry
	frame   *Surface
	invalid bool
	valid   bool
	focused bool
	onFocus func(bool)
	body    fyne.CanvasObject
}

// entry reports focus to its frame and lets a key pass.
type entry struct {
	widget.Entry
	field *Field
	onKey func(*fyne.KeyEvent) bool // true: taken
	onCut func(fyne.Shortcut) bool
	onTab func() bool // wants the Tab key

	late cursor // where the toolkit left the cursor one place short
}

// cursor is a place in a wrapped text.
type cursor struct{ row, column int }

// TypedRune implements fyne.Focusable. The toolkit puts the cursor before a blank
// that ends a full line, for there is no place behind it: the next letter would
// stand before the blank, and what is deleted would be the letter before it.
func (e *entry) TypedRune(r rune) {
	e.edit(1, func() { e.Entry.TypedRune(r) })
}

// edit does what moves the cursor by so many places, unless something is marked.
func (e *entry) edit(by int, do func()) {
	e.catchUp()
	want, marked := e.CursorTextOffset()+by, e.SelectedText() != ""
	do()
	if e.MultiLine && !marked && e.CursorTextOffset() == want-1 {
		e.late = cursor{e.CursorRow, e.CursorColumn}
	}
}

// catchUp puts the cursor behind such a blank, if it has not been moved since.
func (e *entry) catchUp() {
	if e.late != (cursor{}) && e.late == (cursor{e.CursorRow, e.CursorColumn}) {
		e.CursorColumn++
	}
	e.late = cursor{}
}

// AcceptsTab implements fyne.Tabbable. Tab leaves a field of several lines too,
// or the keyboard alone would never get out of it; an SMS has no tabs.
func (e *entry) AcceptsTab() bool { return e.onTab != nil && e.onTab() }

// FocusGained marks a whole password: nobody sees where in it they type, so that
// what is typed takes the place of the stored one.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.field.edge(true)
	e.markHidden()
	reveal(e.field)
}

func (e *entry) markHidden() {
	if e.Password {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// MouseDown implements desktop.Mouseable.
func (e *entry) MouseDown(m *desktop.MouseEvent) {
	had := e.field.focused
	e.Entry.MouseDown(m)
	if !had {
		e.markHidden()
	}
}

func (e *entry) FocusLost() { e.Entry.FocusLost(); e.field.edge(false) }
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(k) {
		return
	}
	if windowKey(k.Name) {
		passKey(e, k)
		return
	}
	if k.Name == fyne.KeyBackspace && e.CursorTextOffset() > 0 {
		e.edit(-1, func() { e.Entry.TypedKey(k) })
		return
	}
	e.catchUp()
	e.Entry.TypedKey(k)
}
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if e.onCut != nil && e.onCut(s) {
		return
	}
	if windowShortcut(s) {
		passShortcut(e, s)
		return
	}
	e.catchUp()
	e.Entry.TypedShortcut(s)
}

// NewField makes a line to type in.
func NewField(placeholder string) *Field { return newField(placeholder, false, false) }

// NewPassword makes a line that shows dots, with an eye.
func NewPassword() *Field { return newField("", false, true) }

// NewTextArea makes a field of several lines.
func NewTextArea(placeholder string) *Field { return newField(placeholder, true, false) }

func newField(placeholder string, multi, password bool) *Field {
	f := &Field{}
	e := &entry{field: f}
	e.MultiLine = multi
	e.Password = password
	if multi {
		e.Wrapping = fyne.TextWrapWord
	} else {
		e.Scroll = container.ScrollHorizontalOnly // a long text scrolls and does not widen the window
	}
	lines := strings.Split(placeholder, "\n") // each is read in its own direction
	for i, l := range lines {
		lines[i] = Visual(l)
	}
	e.PlaceHolder = strings.Join(lines, "\n")
	e.ExtendBaseWidget(e)
	f.Entry = e
	flat := container.NewThemeOverride(e, flatTheme{bars: multi})
	f.frame = NewSurface(theme.InputFill, flat).Rounded(5)
	f.frame.stroke = theme.InputLine
	f.body = f.frame
	f.ExtendBaseWidget(f)
	return f
}

// flatTheme is the theme in force without an entry's own ground and border,
// which the frame draws. A single line shows no scroll bar.
type flatTheme struct{ bars bool }

func (flatTheme) base() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }
func (t flatTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) (c colorOf) {
	switch n {
	case fyneTheme.ColorNameInputBackground, fyneTheme.ColorNameInputBorder:
		return clear
	}
	return t.base().Color(n, v)
}
func (t flatTheme) Font(s fyne.TextStyle) fyne.Resource     { return t.base().Font(s) }
func (t flatTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base().Icon(n) }
func (t flatTheme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case fyneTheme.SizeNameInputBorder:
		return 0
	case fyneTheme.SizeNameScrollBar, fyneTheme.SizeNameScrollBarSmall:
		if !t.bars {
			return 0
		}
	}
	return t.base().Size(n)
}

func (f *Field) edge(focus bool) {
	if was := f.focused; was != focus && f.onFocus != nil {
		f.focused = focus
		f.onFocus(focus)
	}
	f.focused = focus
	switch {
	case f.invalid:
		f.frame.stroke = theme.Bad
	case f.valid:
		f.frame.stroke = theme.Good
	case focus:
		f.frame.stroke = theme.Primary
	default:
		f.frame.stroke = theme.InputLine
	}
	f.frame.Refresh()
}

// SetInvalid shows the red edge of a wrong value.
func (f *Field) SetInvalid(bad bool) {
	if f.invalid != bad {
		f.invalid = bad
		f.edge(f.focused)
	}
}

// SetValid shows the green edge of a value that has been understood.
func (f *Field) SetValid(good bool) {
	if f.valid != good {
		f.valid = good
		f.edge(f.focused)
	}
}

// Text is what is in it.
func (f *Field) Text() string { return f.Entry.Text }

// SetText changes it without telling OnChanged when it is the same.
func (f *Field) SetText(s string) {
	if f.Entry.Text != s {
		f.Entry.SetText(s)
	}
}

// OnChanged is told each change.
func (f *Field) OnChanged(fn func(string)) { f.Entry.OnChanged = fn }

// OnSubmit is told when Enter is pressed in a single line.
func (f *Field) OnSubmit(fn func()) { f.Entry.OnSubmitted = func(string) { fn() } }

// OnShortcut sees a shortcut first; true keeps it from the text.
func (f *Field) OnShortcut(fn func(fyne.Shortcut) bool) { f.Entry.onCut = fn }

// OnKey sees a key first; true keeps it from the text.
func (f *Field) OnKey(fn func(*fyne.KeyEvent) bool) { f.Entry.onKey = fn }

// OnTab tells whether the Tab key goes to OnKey rather than to the next widget.
func (f *Field) OnTab(fn func() bool) { f.Entry.onTab = fn }

// OnFocus is told when the cursor comes and goes.
func (f *Field) OnFocus(fn func(bool)) { f.onFocus = fn }

// Caret is where the cursor stands in a single line, in octets.
func (f *Field) Caret() int {
	runes := []rune(f.Entry.Text)
	return len(string(runes[:min(max(f.Entry.CursorColumn, 0), len(runes))]))
}

// SetCaret moves the cursor in a single line.
func (f *Field) SetCaret(octets int) {
	f.Entry.CursorColumn = len([]rune(f.Entry.Text[:min(max(octets, 0), len(f.Entry.Text))]))
	f.Entry.Refresh()
}

// Lines sets the height of a text area in lines.
func (f *Field) Lines(n int) *Field { f.Entry.SetMinRowsVisible(n); return f }

// Mono sets it in the fixed-width font.
func (f *Field) Mono() *Field { f.Entry.TextStyle.Monospace = true; return f }

// SetDisabled makes it unchangeable.
func (f *Field) SetDisabled(off bool) {
	if off {
		f.Entry.Disable()
	} else {
		f.Entry.Enable()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// Framed puts another of Fyne's inputs into the same frame.
func Framed(o fyne.CanvasObject) fyne.CanvasObject {
	f := NewSurface(theme.InputFill, container.NewThemeOverride(o, flatTheme{})).Rounded(5)
	f.stroke = theme.InputLine
	return f
}

// Select is a pick list in the same frame.
type Select struct {
	widget.BaseWidget
	pick  *picker
	frame *Surface
}

// NewSelect makes a pick list; changed is told what the user picks.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{pick: newPicker(options, changed)}
	s.pick.whole = s
	s.frame = NewSurface(theme.InputFill, container.NewThemeOverride(s.pick, flatTheme{})).Rounded(5)
	s.frame.stroke = theme.InputLine
	s.ExtendBaseWidget(s)
	return s
}

// Selected is the option picked.
func (s *Select) Selected() string { return s.pick.Selected }

// SetSelected picks without telling.
func (s *Select) SetSelected(v string) {
	if s.pick.Selected == v {
		return
	}
	fn := s.pick.OnChanged
	s.pick.OnChanged = nil
	s.pick.SetSelected(v)
	s.pick.OnChanged = fn
}

// SetOptions changes the list.
func (s *Select) SetOptions(o []string) {
	if len(o) == len(s.pick.Options) {
		same := true
		for i := range o {
			same = same && o[i] == s.pick.Options[i]
		}
		if same {
			return
		}
	}
	s.pick.SetOptions(o)
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.frame) }

// SetPlaceHolder is shown while nothing is picked.
func (s *Select) SetPlaceHolder(text string) {
	s.pick.PlaceHolder = text
	s.pick.Refresh()
}

// SetDisabled makes it unchangeable.
func (s *Select) SetDisabled(off bool) {
	if off {
		s.pick.Disable()
	} else {
		s.pick.Enable()
	}
}
