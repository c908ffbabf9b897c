package campaign

import (
	"fmt"
	"strings"
)

// Template is a text with places for fields. {name} is a row's cell of the column
// name, {name|friend} has a word for rows where it is empty; {{ and }} are braces.
type Template struct {
	pieces []piece
}

// piece is a stretch of text, or a place.
type piece struct {
	text  string // of the text, or the word that stands for an empty field
	field string
	place bool
	spare bool // an empty field has text in its place
}

// ParseTemplate reads a text. The error says what is wrong, where, and what to do.
func ParseTemplate(text string) (Template, error) {
	var t Template
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			t.pieces = append(t.pieces, piece{text: plain.String()})
			plain.Reset()
		}
	}
	for rest := text; rest != ""; {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			plain.WriteString(rest)
			break
		}
		plain.WriteString(rest[:i])
		mark := rest[i]
		rest = rest[i+1:]
		if strings.HasPrefix(rest, string(mark)) {
			plain.WriteByte(mark)
			rest = rest[1:]
			continue
		}
		if mark == '}' {
			return Template{}, fmt.Errorf("a } closes nothing after %q: write }} for a brace", tail(text[:len(text)-len(rest)-1]))
		}
		end := strings.IndexAny(rest, "{}")
		if end < 0 || rest[end] == '{' {
			return Template{}, fmt.Errorf("{%s is never closed: write {name}, or {{ for a brace", head(rest))
		}
		name, spare, has := strings.Cut(rest[:end], "|")
		if name = strings.TrimSpace(name); name == "" {
			return Template{}, fmt.Errorf("{} names no column: write {name}, or {{}} for braces")
		}
		flush()
		t.pieces = append(t.pieces, piece{field: name, place: true, text: spare, spare: has})
		rest = rest[end+1:]
	}
	flush()
	return t, nil
}

func head(s string) string {
	if r := []rune(s); len(r) > 12 {
		return string(r[:12]) + "…"
	}
	return s
}

func tail(s string) string {
	if r := []rune(s); len(r) > 12 {
		return "…" + string(r[len(r)-12:])
	}
	return s
}

// Fields are the names of the fields, each once, in order.
func (t Template) Fields() []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range t.pieces {
		if key := strings.ToLower(p.field); p.place && !seen[key] {
			seen[key] = true
			out = append(out, p.field)
		}
	}
	return out
}

// bound is a template whose places know their columns.
type bound struct {
	pieces  []piece
	columns []int
}

// bind finds the columns of the fields, in any case. missing is the first field
// that is no column.
func (t Template) bind(header []string) (b bound, missing string) {
	at := map[string]int{}
	for i, h := range header {
		at[strings.ToLower(h)] = i
	}
	b = bound{pieces: t.pieces, columns: make([]int, len(t.pieces))}
	for i, p := range t.pieces {
		if !p.place {
			continue
		}
		k, ok := at[strings.ToLower(p.field)]
		if !ok {
			return b, p.field
		}
		b.columns[i] = k
	}
	return b, ""
}

// fill puts a row's cells into the places. empty is the first field without a
// cell and without a word for that.
func (b bound) fill(row []string) (text, empty string) {
	var s strings.Builder
	for i, p := range b.pieces {
		v := p.text
		if p.place {
			if c := cell(row, b.columns[i]); c != "" {
				v = c
			} else if !p.spare {
				v = "{" + p.field + "}"
				if empty == "" {
					empty = p.field
				}
			}
		}
		s.WriteString(v)
	}
	return s.String(), empty
}
