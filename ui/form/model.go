package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"relay/gateway"
	"relay/ui/words"
)

// Line is one setting as the form shows it.
type Line struct {
	Key, Label, Group, Unit, Help string
	Kind                          gateway.Kind
	Choices                       []string
	Default                       string // as text, "" when it has none
	Saved                         string // as stored
	Text                          string // as typed
	Error                         string
	HasDefault                    bool
	typed                         bool // Error was found while it was typed
	saysEmpty                     bool // the help says that it is usually empty
}

// Changed tells whether it differs from what is stored.
func (l Line) Changed() bool { return l.Text != l.Saved }

// Usual tells whether it is at its default.
func (l Line) Usual() bool {
	return !l.HasDefault && l.Text == "" || l.HasDefault && l.Text == l.Default
}

// Model is the form without its looks.
type Model[T any] struct {
	rows  []gateway.Setting[T]
	lines []Line
	base  T
}

// NewModel makes a model that edits a value; saved is what is stored now.
func NewModel[T any](rows []gateway.Setting[T], saved, value T) *Model[T] {
	m := &Model[T]{rows: rows, base: value}
	for _, r := range rows {
		l := Line{Key: r.Key, Label: words.Of(r.Label), Group: r.Group, Unit: words.Of(r.Unit), Help: words.Of(r.Help), Kind: r.Kind, Choices: r.Choices, Saved: r.Format(&saved), Text: r.Format(&value)}
		l.saysEmpty = strings.Contains(strings.ToLower(r.Help), "usually empty")
		if r.Default != nil {
			var d T
			if r.Set(&d, r.Default) == nil {
				l.Default, l.HasDefault = r.Format(&d), true
			}
		}
		m.lines = append(m.lines, l)
	}
	return m
}

// Lines are the settings in order.
func (m *Model[T]) Lines() []Line { return m.lines }

// Line finds a setting.
func (m *Model[T]) Line(key string) *Line {
	for i := range m.lines {
		if m.lines[i].Key == key {
			return &m.lines[i]
		}
	}
	return nil
}

// Set types a text into a setting and clears its error.
func (m *Model[T]) Set(key, text string) {
	if l := m.Line(key); l != nil {
		l.Text, l.Error, l.typed = text, "", false
	}
}

// Reset puts a setting to its default, or empties it.
func (m *Model[T]) Reset(key string) {
	if l := m.Line(key); l != nil {
		m.Set(key, l.Default)
	}
}

// Undo puts every setting back to what is stored.
func (m *Model[T]) Undo() {
	for i := range m.lines {
		m.lines[i].Text, m.lines[i].Error, m.lines[i].typed = m.lines[i].Saved, "", false
	}
}

// UndoOne puts one setting back to what is stored.
func (m *Model[T]) UndoOne(key string) {
	if l := m.Line(key); l != nil {
		m.Set(key, l.Saved)
	}
}

// Value is what was typed. What can't be read is marked and ok is false.
func (m *Model[T]) Value() (v T, ok bool) {
	v, ok = m.base, true
	for i, r := range m.rows {
		l := &m.lines[i]
		if err := r.Parse(&v, l.Text); err != nil {
			l.Error = strings.TrimPrefix(words.Error(err), r.Key+" ")
			ok = false
		}
	}
	return v, ok
}

// Mark puts problems at the settings that they name; the rest is returned.
func (m *Model[T]) Mark(problems gateway.Problems) (rest gateway.Problems) {
	for i := range m.lines {
		m.lines[i].Error = ""
	}
	for _, p := range problems {
		key := p.Path[strings.LastIndexByte(p.Path, '.')+1:]
		if l := m.Line(key); l != nil {
			if l.Error == "" {
				l.Error = words.Problem(p)
			}
			continue
		}
		rest = append(rest, p)
	}
	return rest
}

// MarkTyped puts problems at the settings that were changed and are not empty, and
// returns how many: what was not touched yet is told when it is to be stored.
func (m *Model[T]) MarkTyped(problems gateway.Problems) (n int) {
	for i := range m.lines {
		if l := &m.lines[i]; l.typed {
			l.Error, l.typed = "", false
		}
	}
	for _, p := range problems {
		l := m.Line(p.Path[strings.LastIndexByte(p.Path, '.')+1:])
		if l == nil || l.Error != "" || !l.Changed() || l.Text == "" {
			continue
		}
		l.Error, l.typed = words.Problem(p), true
		n++
	}
	return n
}

// Counts are the numbers of all, changed and wrong settings.
func (m *Model[T]) Counts() (all, changed, wrong int) {
	for _, l := range m.lines {
		all++
		if l.Changed() {
			changed++
		}
		if l.Error != "" {
			wrong++
		}
	}
	return all, changed, wrong
}

// Groups are the folded groups in the order of their first settings, without
// the basic one.
func (m *Model[T]) Groups() []string {
	var out []string
	for _, l := range m.lines {
		if l.Group != gateway.GroupBasic && !slices.Contains(out, l.Group) {
			out = append(out, l.Group)
		}
	}
	return out
}

// Summary says what a group is set to: what is not as usual, else its first
// settings.
func (m *Model[T]) Summary(group string) string {
	var special, usual []string
	for _, l := range m.lines {
		if l.Group != group {
			continue
		}
		s := l.Words()
		if s == "" {
			continue
		}
		if l.Usual() {
			usual = append(usual, s)
		} else {
			special = append(special, s)
		}
	}
	list := append(special, usual...)
	if len(list) > 4 {
		list = list[:4]
	}
	if len(list) == 0 {
		return words.T("nothing set")
	}
	return strings.Join(list, " · ")
}

// Words is a setting in a few words: "window 10".
func (l Line) Words() string {
	switch {
	case l.Kind == gateway.KindSecret || l.Text == "" || l.Usual() && (l.Text == "0" || l.Text == "0s" || l.Text == "false" || l.Kind == gateway.KindInt && l.Text == "auto"):
		return ""
	case l.Kind == gateway.KindBool:
		if l.Text == "true" {
			return lowerFirst(l.Label)
		}
		return words.T("no %s", lowerFirst(l.Label))
	case l.Kind == gateway.KindChoice && l.Group == gateway.GroupBind:
		return l.shown(l.Text)
	}
	return strings.TrimSpace(words.T("%s %s %s", lowerFirst(l.Label), l.shown(l.Text), l.Unit))
}

// shown is a value as people read it: one of the choices has a name.
func (l Line) shown(text string) string {
	if slices.Contains(l.Choices, text) {
		return words.Of(text)
	}
	return text
}

// lowerFirst writes a label in the middle of a line; TLS stays TLS, and German
// nouns keep their capitals.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) || words.Current() == "de" {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// Matches tells whether a search finds the setting by name, key or help.
func (l Line) Matches(search string) bool {
	search = strings.ToLower(strings.TrimSpace(search))
	for _, s := range []string{l.Label, l.Key, l.Help, words.Of(l.Group)} {
		if strings.Contains(strings.ToLower(s), search) {
			return true
		}
	}
	return false
}
